// What clients say that they can take: all that the protocol knows, nothing, and what real editors
// send (clients/*.json, as they were heard).
import { readFileSync, readdirSync } from 'node:fs';

// Lists of names that the protocol leaves open.
const kNames = {
  properties: [
    'documentation',
    'detail',
    'additionalTextEdits',
    'edit',
    'command',
    'tooltip',
    'textEdits',
    'label.tooltip',
    'label.location',
    'label.command',
    'location.range',
  ],
  itemDefaults: ['commitCharacters', 'editRange', 'insertTextFormat', 'insertTextMode', 'data'],
  positionEncodings: ['utf-16'],
  contentFormat: ['markdown', 'plaintext'],
  documentationFormat: ['markdown', 'plaintext'],
  tokenTypes: [
    'namespace',
    'type',
    'property',
    'macro',
    'keyword',
    'comment',
    'string',
    'number',
    'operator',
    'variable',
    'parameter',
    'function',
  ],
  tokenModifiers: ['declaration', 'readonly', 'deprecated', 'modification', 'defaultLibrary'],
  retryOnContentModified: ['textDocument/semanticTokens/full'],
  groupsOnLabel: true,
};

// A value of a type that says yes to everything. Members of later versions are left out.
function generous(model, type, name) {
  if (name in kNames) return kNames[name];
  switch (type.kind) {
    case 'base':
      return { boolean: true, uinteger: 5000, integer: 1, string: name, any: undefined }[type.name];
    case 'literal':
      return type.value;
    case 'reference':
      return generous(model, model.named(type.name).type, name);
    case 'array':
      return everyValue(model, type.element) ?? [generous(model, type.element, name)];
    case 'or':
      return generous(
        model,
        type.items.findLast((each) => each.kind !== 'base' || each.name !== 'null'),
        name,
      );
    case 'and':
      return Object.assign({}, ...type.items.map((each) => generous(model, each, name)));
    case 'object': {
      const members = [...type.properties]
        .filter(([, { later }]) => !later)
        .map(([member, { type: its }]) => [member, generous(model, its, member)]);
      return Object.fromEntries(members.filter(([, value]) => value !== undefined));
    }
    default:
      return undefined;
  }
}

// All values of an enumeration, open or closed.
function everyValue(model, type) {
  if (type.kind !== 'reference') return undefined;
  const { type: meant } = model.named(type.name);
  if (meant.kind === 'or' && meant.items.every(({ kind }) => kind === 'literal'))
    return meant.items.map(({ value }) => value);
  if (meant.kind === 'base' && meant.name === 'string') return model.values(type.name);
  return undefined;
}

export function everything(model) {
  return generous(model, { kind: 'reference', name: 'ClientCapabilities' }, '');
}

// A copy with some members set; `undefined` leaves one out.
export function changed(capabilities, members) {
  const copy = structuredClone(capabilities);
  for (const [path, value] of Object.entries(members)) {
    const names = path.split('.');
    const last = names.pop();
    const group = names.reduce((object, name) => (object[name] ??= {}), copy);
    if (value === undefined) delete group[last];
    else group[last] = value;
  }
  return copy;
}

function realOnes() {
  const folder = new URL('clients/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(new URL(name, folder)))]);
}

// As they are, but nothing is registered later.
function atOnce(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === 'dynamicRegistration' ? false : atOnce(each),
    ]),
  );
}

// name → capabilities.
export function capabilitySets(model) {
  const all = everything(model);
  return new Map([
    ['everything', all],
    ['everything, pushed', changed(all, { 'textDocument.diagnostic': undefined })],
    ['everything, at once', atOnce(all)],
    ['everything, in UTF-8', changed(all, { 'general.positionEncodings': ['utf-32', 'utf-8', 'utf-16'] })],
    [
      'everything, plain',
      changed(all, {
        'textDocument.hover.contentFormat': ['plaintext'],
        'textDocument.completion.completionItem.documentationFormat': ['plaintext'],
        'textDocument.completion.completionItem.resolveSupport': undefined,
        'textDocument.completion.completionItem.insertReplaceSupport': false,
        'textDocument.completion.completionItem.snippetSupport': false,
        'textDocument.completion.completionList': undefined,
        'textDocument.codeAction.resolveSupport': undefined,
        'textDocument.inlayHint.resolveSupport': undefined,
        'workspace.workspaceEdit': {},
      }),
    ],
    [
      'everything, actions are commands',
      changed(all, { 'textDocument.codeAction': { dynamicRegistration: true } }),
    ],
    ['nothing', {}],
    ...realOnes(),
  ]);
}
