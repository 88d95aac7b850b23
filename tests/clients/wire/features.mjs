// How each capability of the server is asked for, and what its answers have to be beyond their types.
// Every member of ServerCapabilities has an entry here; one that has none fails the session.
import { before, editsFault, encloses, rangeFault, touches } from './capability_rules.mjs';

const kContentModified = -32801;
const kRequestFailed = -32803;
const kLayout = { tabSize: 2, insertSpaces: true, trimTrailingWhitespace: true };

// One document of one session, and what it is asked.
export class Asker {
  constructor(wire, uri, stride) {
    this.wire = wire;
    this.uri = uri;
    this.textDocument = { uri };
    this.stride = stride;
  }

  get document() {
    return this.wire.documents.get(this.uri);
  }

  // Beginning and end of words, of lines, and some between; and places that no text has.
  *places() {
    const { lines } = this.document;
    for (const [line, length] of lines.entries()) {
      for (let character = line % this.stride; character < length; character += this.stride)
        yield { line, character };
      yield { line, character: length };
    }
    yield { line: 0, character: 2 ** 31 - 1 };
    yield { line: 2 ** 31 - 1, character: 0 };
    yield { line: 2 ** 31 - 1, character: 2 ** 31 - 1 };
  }

  *ranges() {
    const { lines } = this.document;
    const whole = {
      start: { line: 0, character: 0 },
      end: { line: lines.length - 1, character: lines.at(-1) },
    };
    yield whole;
    yield { start: { line: 0, character: 0 }, end: { line: 2 ** 31 - 1, character: 2 ** 31 - 1 } };
    yield { start: whole.end, end: whole.start }; // reversed
    for (let line = 0; line < lines.length; line += 2) {
      yield { start: { line, character: 0 }, end: { line, character: lines[line] } };
      yield {
        start: { line, character: Math.floor(lines[line] / 2) },
        end: { line: Math.min(line + 2, lines.length - 1), character: 0 },
      };
    }
  }

  async ask(method, params, { may = [], holds } = {}) {
    const { document } = this;
    const version = document.version;
    const result = await this.wire.request(method, { textDocument: this.textDocument, ...params }, may);
    if (result !== undefined && this.document?.version === version) {
      const fault = holds?.(result, document);
      if (fault) this.wire.fault(`${method} ${this.uri} ${JSON.stringify(params)}: ${fault}`);
    }
    return result;
  }

  // Asks at every place.
  async everywhere(method, members, options) {
    await Promise.all(
      [...this.places()].map((position) =>
        this.ask(
          method,
          { position, ...members },
          {
            ...options,
            holds: (result, document) => options?.holds?.(result, document, clamped(position, document)),
          },
        ),
      ),
    );
  }

  // `resolve` may fill in the members that the client resolves, and changes no other.
  async resolved(method, item, lazy) {
    const result = await this.wire.request(method, item, [kContentModified, kRequestFailed]);
    if (!result) return;
    for (const name of new Set([...Object.keys(item), ...Object.keys(result)])) {
      if (lazy.includes(name)) continue;
      if (JSON.stringify(item[name]) !== JSON.stringify(result[name])) {
        this.wire.fault(`${method} changes ${name}: ${JSON.stringify(item).slice(0, 200)}`);
      }
    }
    return result;
  }
}

// The place that a place stands for: lines and characters beyond the text are those of its end.
function clamped({ line, character }, { lines }) {
  if (line >= lines.length) return { line: lines.length - 1, character: lines.at(-1) };
  return { line, character: Math.min(character, lines[line]) };
}

const contains = (range, position) => encloses(range, { start: position, end: position });

function eachFault(list, fault) {
  for (const each of list ?? []) {
    const found = fault(each);
    if (found) return `${found}: ${JSON.stringify(each).slice(0, 300)}`;
  }
}

// Places in a list of Location or LocationLink that are in this document.
function locationsFault(list, document) {
  return eachFault([list ?? []].flat(), (each) => {
    if (each.targetUri) {
      if (!encloses(each.targetRange, each.targetSelectionRange))
        return 'the selection is outside of the target';
      if (each.originSelectionRange) {
        const fault = rangeFault(each.originSelectionRange, document);
        if (fault) return fault;
      }
    }
    const uri = each.uri ?? each.targetUri;
    return uri === document.uri ? rangeFault(each.range ?? each.targetRange, document) : undefined;
  });
}

function completionFault(result, document, position) {
  const items = result?.items ?? result ?? [];
  const fallback = result?.itemDefaults?.editRange;
  return eachFault(items, (item) => {
    if (!item.textEdit && !fallback) return;
    const edit = item.textEdit ?? {};
    const ranges = edit.range
      ? [edit.range]
      : edit.insert
        ? [edit.insert, edit.replace]
        : fallback.insert
          ? [fallback.insert, fallback.replace]
          : [fallback];
    for (const range of ranges) {
      if (range.start.line !== range.end.line) return 'the range is of more than one line';
      if (!contains(range, position)) return `the range does not contain ${JSON.stringify(position)}`;
      const fault = rangeFault(range, document);
      if (fault) return fault;
    }
    return item.additionalTextEdits && editsFault(item.additionalTextEdits, document);
  });
}

function symbolsFault(symbols, document, parent) {
  return eachFault(symbols, (symbol) => {
    const range = symbol.range ?? symbol.location.range;
    if (parent && !encloses(parent, range)) return 'reaches beyond its parent';
    return (
      rangeFault(range, document) ?? (symbol.children && symbolsFault(symbol.children, document, range))
    );
  });
}

function selectionsFault(result, document, position) {
  if (result.length !== 1) return 'one answer for each place is expected';
  if (!contains(result[0].range, position)) return 'the place is outside';
  for (let each = result[0]; each; each = each.parent) {
    const fault = rangeFault(each.range, document);
    if (fault) return fault;
    if (each.parent && JSON.stringify(each.parent.range) === JSON.stringify(each.range))
      return 'the parent is as large';
  }
}

function linkedFault(result, document, position) {
  if (!result) return;
  const text = (range) => textOf(document, range);
  const [first] = result.ranges;
  if (!result.ranges.some((range) => contains(range, position))) return 'the place is in none of them';
  return eachFault(
    result.ranges,
    (range) =>
      rangeFault(range, document) ?? (text(range) === text(first) ? undefined : 'not the same text'),
  );
}

// What stands in a range of one line. Characters are UTF-16, or bytes.
function textOf({ text, encoding }, { start, end }) {
  const line = text.split(/\r\n|\n|\r/)[start.line];
  return encoding === 'utf-8'
    ? Buffer.from(line).subarray(start.character, end.character).toString()
    : line.slice(start.character, end.character);
}

// Tokens as absolute places; faults of the encoded numbers.
function tokensFault(data, document, wire) {
  const { tokenTypes, tokenModifiers } = wire.providers().semanticTokensProvider.legend;
  if (data.length % 5 !== 0) return 'five numbers make a token';
  let line = 0;
  let character = 0;
  let end = 0;
  for (let index = 0; index < data.length; index += 5) {
    const [lines, characters, length, type, modifiers] = data.slice(index, index + 5);
    if (lines > 0) {
      line += lines;
      character = 0;
      end = 0;
    }
    character += characters;
    if (type >= tokenTypes.length) return `the type ${type} is not in the legend`;
    if (modifiers >= 2 ** tokenModifiers.length) return `the modifiers ${modifiers} are not in the legend`;
    if (length === 0) return 'an empty token';
    if (character < end) return `tokens overlap at ${line}:${character}`;
    end = character + length;
    const fault = rangeFault({ start: { line, character }, end: { line, character: end } }, document);
    if (fault) return `a token leaves its line: ${fault}`;
  }
}

function afterDelta(data, edits) {
  const result = [...data];
  for (const { start, deleteCount, data: inserted } of [...edits].sort(
    (one, other) => other.start - one.start,
  )) {
    result.splice(start, deleteCount, ...(inserted ?? []));
  }
  return result;
}

async function hover(asker) {
  await asker.everywhere(
    'textDocument/hover',
    {},
    {
      holds: (result, document, position) =>
        result?.range &&
        (rangeFault(result.range, document) ??
          (contains(result.range, position) ? undefined : 'the place is outside')),
    },
  );
}

async function completion(asker) {
  const { wire } = asker;
  const options = wire.providers().completionProvider;
  const lazy = wire.can('textDocument.completion.completionItem.resolveSupport.properties') ?? [
    'documentation',
    'detail',
  ];
  const kinds = [
    undefined,
    { triggerKind: 1 },
    ...(options.triggerCharacters ?? []).map((triggerCharacter) => ({ triggerKind: 2, triggerCharacter })),
  ];
  let turn = 0;
  const items = [];
  await Promise.all(
    [...asker.places()].map(async (position) => {
      const context = kinds[(turn += 1) % kinds.length];
      const result = await asker.ask(
        'textDocument/completion',
        context ? { position, context } : { position },
        {
          holds: (found, document) => completionFault(found, document, clamped(position, document)),
        },
      );
      const list = result?.items ?? result ?? [];
      if (list.length > 0) items.push(list[turn % list.length]);
    }),
  );
  if (options.resolveProvider)
    await Promise.all(items.map((item) => asker.resolved('completionItem/resolve', item, lazy)));
}

async function codeActions(asker) {
  const { wire } = asker;
  const diagnostics = wire.pushed.get(asker.uri)?.diagnostics ?? asker.pulled ?? [];
  const kinds = wire.providers().codeActionProvider.codeActionKinds ?? ['quickfix'];
  const contexts = [
    { diagnostics: [] },
    ...kinds.map((kind) => ({ diagnostics: [], only: [kind], triggerKind: 1 })),
    { diagnostics: [], only: ['no.such.kind'] },
    { diagnostics: [], only: ['source'], triggerKind: 2 },
  ];
  const asked = [...asker.ranges()].map((range, index) => ({
    range,
    context: contexts[index % contexts.length],
  }));
  const ofWhole = contexts.map((context) => ({ range: asked[0].range, context }));
  const ofDiagnostics = diagnostics.map((each) => ({
    range: each.range,
    context: { diagnostics: [each] },
  }));
  const seen = new Map();
  await Promise.all(
    [...asked, ...ofWhole, ...ofDiagnostics].map(async (params) => {
      for (const action of (await asker.ask('textDocument/codeAction', params)) ?? []) {
        seen.set(JSON.stringify(action), action);
      }
    }),
  );
  await chosen(asker, [...seen.values()]);
}

async function chosen(asker, actions) {
  const { wire } = asker;
  const lazy = wire.can('textDocument.codeAction.resolveSupport.properties') ?? [];
  for (const action of actions) {
    const whole =
      wire.providers().codeActionProvider.resolveProvider && !action.edit && !action.command
        ? ((await asker.resolved('codeAction/resolve', action, lazy)) ?? action)
        : action;
    const command = typeof whole.command === 'string' ? whole : whole.command;
    if (command) {
      await wire.request(
        'workspace/executeCommand',
        { command: command.command, arguments: command.arguments },
        [kContentModified, kRequestFailed],
      );
    }
    for (const [uri, edits] of Object.entries(whole.edit?.changes ?? {})) {
      const document = wire.documents.get(uri);
      const fault = document && editsFault(edits, document);
      if (fault) wire.fault(`the action ${whole.title}: ${fault}`);
    }
  }
}

async function semanticTokens(asker) {
  const { wire } = asker;
  const { full, range } = wire.providers().semanticTokensProvider;
  const holds = (result, document) => result?.data && tokensFault(result.data, document, wire);
  let whole;
  if (full) whole = await asker.ask('textDocument/semanticTokens/full', {}, { holds });
  if (full?.delta) {
    if (whole && !whole.resultId) wire.fault('deltas without a resultId');
    const previousResultId = asker.tokens?.resultId ?? whole?.resultId ?? 'none';
    const before = asker.tokens?.data ?? whole?.data;
    const delta = await asker.ask(
      'textDocument/semanticTokens/full/delta',
      { previousResultId },
      { holds },
    );
    if (delta?.edits && JSON.stringify(afterDelta(before, delta.edits)) !== JSON.stringify(whole.data)) {
      wire.fault(`the delta of tokens does not lead to the tokens (${asker.uri})`);
    }
    await asker.ask(
      'textDocument/semanticTokens/full/delta',
      { previousResultId: 'of nobody' },
      {
        holds: (result) => (result?.edits ? 'a delta to what was never sent' : undefined),
      },
    );
  }
  asker.tokens = whole;
  if (range) {
    await Promise.all(
      [...asker.ranges()].map((each) =>
        asker.ask('textDocument/semanticTokens/range', { range: each }, { holds }),
      ),
    );
  }
}

async function inlayHints(asker) {
  const { wire } = asker;
  const lazy = wire.can('textDocument.inlayHint.resolveSupport.properties') ?? [];
  const hints = [];
  for (const range of asker.ranges()) {
    hints.push(
      ...((await asker.ask(
        'textDocument/inlayHint',
        { range },
        {
          holds: (result, document) =>
            eachFault(result, ({ position, label, textEdits }) => {
              if (!before(range.end, range.start) && !contains(range, position))
                return 'outside of what was asked';
              if (label === '' || label.length === 0) return 'a hint of nothing';
              return (
                rangeFault({ start: position, end: position }, document) ??
                editsFault(textEdits ?? [], document)
              );
            }),
        },
      )) ?? []),
    );
  }
  if (wire.providers().inlayHintProvider.resolveProvider) {
    await Promise.all(hints.map((hint) => asker.resolved('inlayHint/resolve', hint, lazy)));
  }
}

async function codeLenses(asker) {
  const { wire } = asker;
  const lenses =
    (await asker.ask(
      'textDocument/codeLens',
      {},
      {
        holds: (result, document) =>
          eachFault(
            result,
            ({ range }) =>
              rangeFault(range, document) ??
              (range.start.line === range.end.line ? undefined : 'of more than one line'),
          ),
      },
    )) ?? [];
  for (const lens of lenses) {
    const whole =
      wire.providers().codeLensProvider.resolveProvider && !lens.command
        ? await asker.resolved('codeLens/resolve', lens, ['command'])
        : lens;
    if (!whole?.command) wire.fault(`a lens without a command: ${JSON.stringify(lens)}`);
    else
      await wire.request('workspace/executeCommand', {
        command: whole.command.command,
        arguments: whole.command.arguments,
      });
  }
}

async function rename(asker) {
  const { wire } = asker;
  if (wire.providers().renameProvider.prepareProvider) {
    await asker.everywhere(
      'textDocument/prepareRename',
      {},
      {
        may: [kRequestFailed],
        holds: (result, document, position) => {
          const range = result?.range ?? result;
          if (!range) return;
          return (
            rangeFault(range, document) ?? (contains(range, position) ? undefined : 'the place is outside')
          );
        },
      },
    );
  }
  const holds = (result) =>
    eachFault(
      Object.entries(result?.changes ?? {}),
      ([uri, edits]) => wire.documents.has(uri) && editsFault(edits, wire.documents.get(uri)),
    );
  await asker.everywhere(
    'textDocument/rename',
    { newName: 'RENAMED' },
    { may: [-32602, kRequestFailed], holds },
  );
  await asker.everywhere(
    'textDocument/rename',
    { newName: 'no name 😀' },
    { may: [-32602, kRequestFailed], holds },
  );
}

const formats = (method, members) => async (asker) => {
  const holds = (result, document) => editsFault(result ?? [], document);
  const may = [kRequestFailed];
  for (const each of members(asker)) await asker.ask(method, { options: kLayout, ...each }, { may, holds });
};

async function diagnostics(asker) {
  const { wire } = asker;
  const holds = (result, document) => eachFault(result.items, ({ range }) => rangeFault(range, document));
  const report = await asker.ask('textDocument/diagnostic', {}, { holds });
  asker.pulled = report?.items;
  if (!report?.resultId) return;
  const again = await asker.ask(
    'textDocument/diagnostic',
    { previousResultId: report.resultId },
    { holds },
  );
  if (again?.kind !== 'unchanged') wire.fault(`what did not change is told again: ${asker.uri}`);
}

const at = (method, members, holds) => (asker) => asker.everywhere(method, members, { holds });
const of = (method, holds) => (asker) => asker.ask(method, {}, { holds });
const kNothing = () => {};

// Of each document.
export const kFeatures = {
  positionEncoding: kNothing,
  textDocumentSync: kNothing,
  workspace: kNothing,
  workspaceSymbolProvider: kNothing,
  executeCommandProvider: kNothing, // see kOfWorkspace; code actions
  diagnosticProvider: diagnostics,
  hoverProvider: hover,
  completionProvider: completion,
  codeActionProvider: codeActions,
  semanticTokensProvider: semanticTokens,
  inlayHintProvider: inlayHints,
  codeLensProvider: codeLenses,
  definitionProvider: at('textDocument/definition', {}, locationsFault),
  referencesProvider: async (asker) => {
    await asker.everywhere(
      'textDocument/references',
      { context: { includeDeclaration: true } },
      { holds: locationsFault },
    );
    await asker.everywhere(
      'textDocument/references',
      { context: { includeDeclaration: false } },
      { holds: locationsFault },
    );
  },
  documentHighlightProvider: at('textDocument/documentHighlight', {}, (result, document) =>
    eachFault(result, ({ range }) => rangeFault(range, document)),
  ),
  documentSymbolProvider: of('textDocument/documentSymbol', symbolsFault),
  renameProvider: rename,
  documentLinkProvider: async (asker) => {
    const links = await asker.ask(
      'textDocument/documentLink',
      {},
      {
        holds: (result, document) =>
          eachFault(
            result,
            ({ range }) =>
              rangeFault(range, document) ??
              (result.some(
                (other) =>
                  other.range !== range && touches(other.range, range) && encloses(other.range, range),
              )
                ? 'lies in another link'
                : undefined),
          ),
      },
    );
    if (asker.wire.providers().documentLinkProvider.resolveProvider) {
      for (const link of links ?? [])
        await asker.resolved('documentLink/resolve', link, ['target', 'tooltip']);
    }
  },
  foldingRangeProvider: of('textDocument/foldingRange', (result, document) =>
    eachFault(result, ({ startLine, startCharacter = 0, endLine, endCharacter = 0 }) =>
      rangeFault(
        {
          start: { line: startLine, character: startCharacter },
          end: { line: endLine, character: endCharacter },
        },
        document,
      ),
    ),
  ),
  selectionRangeProvider: async (asker) => {
    await Promise.all(
      [...asker.places()].map((position) =>
        asker.ask(
          'textDocument/selectionRange',
          { positions: [position] },
          {
            holds: (result, document) =>
              result && selectionsFault(result, document, clamped(position, document)),
          },
        ),
      ),
    );
    const places = [...asker.places()].slice(0, 20);
    await asker.ask(
      'textDocument/selectionRange',
      { positions: places },
      {
        holds: (result) =>
          result && result.length !== places.length ? 'one answer for each place is expected' : undefined,
      },
    );
  },
  linkedEditingRangeProvider: at('textDocument/linkedEditingRange', {}, linkedFault),
  documentFormattingProvider: formats('textDocument/formatting', () => [
    {},
    { options: { tabSize: 4, insertSpaces: false } },
  ]),
  documentRangeFormattingProvider: formats('textDocument/rangeFormatting', (asker) =>
    [...asker.ranges()].map((range) => ({ range })),
  ),
  documentOnTypeFormattingProvider: formats('textDocument/onTypeFormatting', (asker) => {
    const { firstTriggerCharacter, moreTriggerCharacter = [] } =
      asker.wire.providers().documentOnTypeFormattingProvider;
    return [firstTriggerCharacter, ...moreTriggerCharacter].flatMap((ch) =>
      [...asker.places()].map((position) => ({ position, ch })),
    );
  }),
};

// Of the workspace: its symbols, its diagnostics in parts.
export async function askWorkspace(wire) {
  if (wire.providers().workspaceSymbolProvider) {
    for (const query of ['', 'STAGE', 'buildspec', '😀', '*'])
      await wire.request('workspace/symbol', { query });
  }
  if (wire.providers().executeCommandProvider) {
    await wire.request('workspace/executeCommand', { command: 'no.such.command' }, [-32602]);
    for (const command of wire.providers().executeCommandProvider.commands) {
      await wire.request('workspace/executeCommand', { command }, [-32602]);
      await wire.request('workspace/executeCommand', { command, arguments: [{ uri: 7 }] }, [-32602]);
    }
  }
  if (wire.providers().diagnosticProvider?.workspaceDiagnostics) {
    const parts = await wire.request('workspace/diagnostic', {
      previousResultIds: [],
      partialResultToken: 'parts',
      workDoneToken: 'work',
    });
    if (parts?.items.length > 0) wire.fault('parts, and once more as the result');
    const whole = await wire.request('workspace/diagnostic', { previousResultIds: [] });
    if (!whole?.items.some(({ uri }) => uri.endsWith('closed/buildspec.yml')))
      wire.fault('a closed buildspec is not reported');
  }
}
