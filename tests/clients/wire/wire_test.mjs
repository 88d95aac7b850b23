// The validator itself: right messages pass, and each kind of fault is found. Needs no server; run as
// `node wire_test.mjs`, exits with 77 where `npm ci` has not been run in tests/clients.
import assert from 'node:assert/strict';

import { changed, everything } from './capability_sets.mjs';
import { at, structureFaults } from './capability_rules.mjs';
import { loadModel } from './meta_model.mjs';
import { check } from './type_check.mjs';
import { Wire } from './wire.mjs';

const model = loadModel();
if (!model) {
  console.error('skipped: run "npm ci --ignore-scripts" in tests/clients');
  process.exit(77);
}

const all = everything(model);
const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
const document = { uri: 'file:///a.yml', version: 3, lines: [9, 9, 9] };
const location = { uri: document.uri, range };
const command = { title: 'do', command: 'known' };
let checks = 0;

// The faults of a value as a type, for a client with these capabilities.
function faults(name, value, { capabilities = all, method = '', params = {} } = {}) {
  const type = typeof name === 'string' ? { kind: 'reference', name } : name;
  const { faults: wrong, found } = check(model, type, value);
  const wire = {
    model,
    can: (path) => path && at(capabilities, path),
    providers: () => ({ executeCommandProvider: { commands: ['known'] } }),
    documents: new Map([[document.uri, document]]),
  };
  return wrong.length > 0 ? wrong : structureFaults(wire, found, { method, params, document });
}

function passes(name, value, exchange) {
  checks += 1;
  assert.deepEqual(faults(name, value, exchange), []);
}

// The value as it is passes, and fails once `edit` has made it wrong.
function fails(name, value, edit, wanted, exchange) {
  passes(name, value, exchange);
  const wrong = structuredClone(value);
  const found = faults(name, edit(wrong) ?? wrong, exchange);
  assert.ok(
    found.some((fault) => wanted.test(fault)),
    `${wanted} is not among ${JSON.stringify(found)}`,
  );
}

// The value passes for a client that takes everything, and not for one without this capability.
function needs(name, value, path, exchange = {}, without = undefined) {
  passes(name, value, exchange);
  const capabilities = changed(all, { [path]: without });
  assert.notDeepEqual(faults(name, value, { ...exchange, capabilities }), [], `${name} needs ${path}`);
}

function shapes() {
  const hover = { contents: { kind: 'markdown', value: 'text' }, range };
  const asked = { method: 'textDocument/hover' };
  fails(
    'Hover',
    hover,
    (it) => {
      it.more = 1;
    },
    /more: no such property/,
    asked,
  );
  fails(
    'Hover',
    hover,
    (it) => {
      delete it.contents;
    },
    /contents: is required/,
    asked,
  );
  fails(
    'Hover',
    hover,
    (it) => {
      it.range = null;
    },
    /range: an object is expected/,
    asked,
  );
  fails(
    'Hover',
    hover,
    (it) => {
      it.range.start.line = -1;
    },
    /uinteger is expected/,
    asked,
  );
  fails(
    'Hover',
    hover,
    (it) => {
      it.range.start.line = 1.5;
    },
    /uinteger is expected/,
    asked,
  );
  fails(
    'Hover',
    hover,
    (it) => {
      it.range.end.line = 2 ** 31;
    },
    /uinteger is expected/,
    asked,
  );
  fails(
    'Hover',
    hover,
    (it) => {
      it.contents.kind = 'html';
    },
    /"markdown"|"plaintext"/,
    asked,
  );
  fails(
    'Hover',
    hover,
    (it) => {
      it.contents.value = 'half \ud83d';
    },
    /string is expected/,
    asked,
  );
  fails(
    'Hover',
    hover,
    (it) => {
      it.range = { start: it.range.end, end: it.range.start };
    },
    /ends before/,
    asked,
  );

  const diagnostic = { range, message: 'text', severity: 1 };
  fails(
    'Diagnostic',
    diagnostic,
    (it) => {
      it.severity = 5;
    },
    /is expected, not 5/,
  );
  fails(
    'Diagnostic',
    diagnostic,
    (it) => {
      it.severity = '1';
    },
    /is expected/,
  );
  fails(
    'Diagnostic',
    diagnostic,
    (it) => {
      it.message = '';
    },
    /says something/,
  );
  fails(
    'Location',
    location,
    (it) => {
      it.uri = 'file:///a b';
    },
    /URI is expected/,
  );
  fails(
    'Location',
    location,
    (it) => {
      it.uri = '/a';
    },
    /URI is expected/,
  );
  fails(
    'CompletionItem',
    { label: 'a', kind: 1 },
    (it) => {
      it.kind = 26;
    },
    /kind/,
  );
  fails(
    { kind: 'array', element: { kind: 'reference', name: 'Location' } },
    [location],
    (it) => {
      it.push(null);
    },
    /\[1\]: an object is expected/,
  );
  // The better alternative says what is wrong.
  fails(
    model.requests.get('textDocument/completion').result,
    { isIncomplete: false, items: [{ label: 'a' }] },
    (it) => {
      it.items[0].label = 1;
    },
    /items\[0\].label: string is expected/,
  );
}

function versions() {
  fails(
    'InitializeResult',
    { capabilities: {} },
    (it) => {
      it.capabilities.inlineCompletionProvider = true;
    },
    /not of 3.17|no such property/,
  );
  fails(
    'RenameOptions',
    { prepareProvider: true },
    (it) => {
      it.later = true;
    },
    /no such property/,
  );
  const later = model.requests.get('textDocument/inlineCompletion');
  assert.ok(later.later, 'inline completion is of 3.18');
  assert.ok(
    check(model, { kind: 'reference', name: 'InlineCompletionItem' }, { insertText: 'a' }).faults.some(
      (fault) => /not of 3.17/.test(fault),
    ),
  );
}

function capabilities() {
  const completion = { method: 'textDocument/completion' };
  const item = 'textDocument.completion.completionItem';
  needs('MarkupContent', { kind: 'markdown', value: 'a' }, 'textDocument.hover.contentFormat', {
    method: 'textDocument/hover',
  });
  needs(
    'MarkupContent',
    { kind: 'markdown', value: 'a' },
    'textDocument.hover.contentFormat',
    { method: 'textDocument/hover' },
    ['plaintext'],
  );
  needs('CompletionItem', { label: 'a', insertTextFormat: 2 }, `${item}.snippetSupport`, completion);
  needs(
    'CompletionItem',
    { label: 'a', textEdit: { newText: 'a', insert: range, replace: range } },
    `${item}.insertReplaceSupport`,
    completion,
  );
  needs(
    'CompletionItem',
    { label: 'a', commitCharacters: ['.'] },
    `${item}.commitCharactersSupport`,
    completion,
  );
  needs('CompletionItem', { label: 'a', deprecated: true }, `${item}.deprecatedSupport`, completion);
  needs('CompletionItem', { label: 'a', preselect: true }, `${item}.preselectSupport`, completion);
  needs('CompletionItem', { label: 'a', labelDetails: {} }, `${item}.labelDetailsSupport`, completion);
  needs('CompletionItem', { label: 'a', tags: [1] }, `${item}.tagSupport`, completion);
  needs('CompletionItem', { label: 'a', insertTextMode: 2 }, `${item}.insertTextModeSupport`, completion);
  needs(
    'CompletionItem',
    { label: 'a', kind: 19 },
    'textDocument.completion.completionItemKind',
    completion,
  );
  needs(
    'CompletionList',
    { isIncomplete: false, itemDefaults: { editRange: range }, items: [] },
    'textDocument.completion.completionList.itemDefaults',
    completion,
    ['data'],
  );
  needs(
    'LocationLink',
    { targetUri: 'file:///a', targetRange: range, targetSelectionRange: range },
    'textDocument.definition.linkSupport',
    { method: 'textDocument/definition' },
  );
  const symbol = { name: 'a', kind: 22, range, selectionRange: range };
  needs('DocumentSymbol', symbol, 'textDocument.documentSymbol.hierarchicalDocumentSymbolSupport');
  needs('DocumentSymbol', symbol, 'textDocument.documentSymbol.symbolKind');
  needs('DocumentSymbol', { ...symbol, tags: [1] }, 'textDocument.documentSymbol.tagSupport');
  needs('SymbolInformation', { name: 'a', kind: 22, location }, 'workspace.symbol.symbolKind', {
    method: 'workspace/symbol',
  });
  needs(
    'WorkspaceSymbol',
    { name: 'a', kind: 1, location: { uri: 'file:///a' } },
    'workspace.symbol.resolveSupport',
  );

  const action = { title: 'a', kind: 'quickfix', command };
  const asked = { method: 'textDocument/codeAction', params: { context: { diagnostics: [] } } };
  const codeAction = 'textDocument.codeAction';
  needs('CodeAction', action, `${codeAction}.codeActionLiteralSupport`, asked);
  needs('CodeAction', { ...action, isPreferred: true }, `${codeAction}.isPreferredSupport`, asked);
  needs('CodeAction', { ...action, disabled: { reason: 'a' } }, `${codeAction}.disabledSupport`, asked);
  needs('CodeAction', { ...action, data: 1 }, `${codeAction}.dataSupport`, asked);
  needs('CodeAction', { title: 'a', kind: 'quickfix', data: 1 }, `${codeAction}.resolveSupport`, asked);
  fails(
    'CodeAction',
    action,
    (it) => {
      it.kind = 'refactor';
    },
    /not asked for/,
    { ...asked, params: { context: { diagnostics: [], only: ['quickfix'] } } },
  );
  fails(
    'CodeAction',
    action,
    (it) => {
      it.kind = 'quickfixes';
    },
    /not asked for/,
    { ...asked, params: { context: { diagnostics: [], only: ['quickfix'] } } },
  );
  fails(
    'Command',
    command,
    (it) => {
      it.command = 'unknown';
    },
    /nobody knows/,
  );

  const edit = {
    documentChanges: [
      {
        textDocument: { uri: document.uri, version: 3 },
        edits: [{ range, newText: 'a', annotationId: 'x' }],
      },
    ],
    changeAnnotations: { x: { label: 'a' } },
  };
  needs('WorkspaceEdit', edit, 'workspace.workspaceEdit.documentChanges');
  needs('WorkspaceEdit', edit, 'workspace.workspaceEdit.changeAnnotationSupport');
  needs(
    'WorkspaceEdit',
    { documentChanges: [{ kind: 'create', uri: 'file:///b' }] },
    'workspace.workspaceEdit.resourceOperations',
    {},
    ['delete'],
  );
  fails(
    'WorkspaceEdit',
    edit,
    (it) => {
      it.changeAnnotations = {};
    },
    /no annotation x/,
  );
  fails(
    'WorkspaceEdit',
    edit,
    (it) => {
      it.documentChanges[0].textDocument.version = 2;
    },
    /version/,
  );
  fails(
    'WorkspaceEdit',
    edit,
    (it) => {
      it.documentChanges[0].edits.push({ range, newText: '' });
    },
    /overlap/,
  );
  fails(
    'WorkspaceEdit',
    edit,
    (it) => {
      it.documentChanges[0].edits[0].range.end = { line: 2, character: 10 };
    },
    /character 10/,
  );

  const publish = 'textDocument.publishDiagnostics';
  const diagnostic = { range, message: 'a' };
  needs(
    'Diagnostic',
    { ...diagnostic, relatedInformation: [{ location, message: 'a' }] },
    `${publish}.relatedInformation`,
  );
  needs('Diagnostic', { ...diagnostic, tags: [1] }, `${publish}.tagSupport`);
  needs(
    'Diagnostic',
    { ...diagnostic, code: 'a', codeDescription: { href: 'https://a' } },
    `${publish}.codeDescriptionSupport`,
  );
  needs('Diagnostic', { ...diagnostic, data: 1 }, `${publish}.dataSupport`);
  const pushes = changed(all, { 'textDocument.diagnostic': undefined });
  const published = { uri: document.uri, version: 1, diagnostics: [] };
  passes('PublishDiagnosticsParams', published, { capabilities: pushes });
  assert.notDeepEqual(faults('PublishDiagnosticsParams', published), []);
  assert.notDeepEqual(
    faults('PublishDiagnosticsParams', published, {
      capabilities: changed(pushes, { [`${publish}.versionSupport`]: false }),
    }),
    [],
  );

  needs(
    'DocumentLink',
    { range, target: 'https://a', tooltip: 'a' },
    'textDocument.documentLink.tooltipSupport',
  );
  const folds = 'textDocument.foldingRange';
  const fold = { startLine: 1, endLine: 2 };
  needs('FoldingRange', { ...fold, collapsedText: 'a' }, `${folds}.foldingRange.collapsedText`);
  needs('FoldingRange', { ...fold, kind: 'region' }, `${folds}.foldingRangeKind.valueSet`, {}, ['comment']);
  fails(
    'FoldingRange',
    fold,
    (it) => {
      it.endLine = 0;
    },
    /ends before/,
  );
  const tokens = { legend: { tokenTypes: ['a'], tokenModifiers: [] }, full: { delta: true }, range: true };
  needs(
    'SemanticTokensOptions',
    tokens,
    'textDocument.semanticTokens.requests',
    {},
    { range: true, full: true },
  );
  needs(
    'SemanticTokensOptions',
    tokens,
    'textDocument.semanticTokens.requests',
    {},
    { full: { delta: true } },
  );
  needs('RenameOptions', { prepareProvider: true }, 'textDocument.rename.prepareSupport');
}

// A server that tells lies, message by message.
async function conversations() {
  const heard = [];
  const wire = new Wire(model, process.execPath, changed(all, { 'window.workDoneProgress': undefined }));
  wire.raw.child.kill();
  wire.raw.send = (message) => heard.push(message);
  const says = (message, wanted) => {
    wire.faults.length = 0;
    const content = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    wire.raw.take(Buffer.concat([Buffer.from(`Content-Length: ${content.length}\r\n\r\n`), content]));
    checks += 1;
    if (wanted)
      assert.ok(
        wire.faults.some((fault) => wanted.test(fault)),
        `${wanted}: ${JSON.stringify(wire.faults)}`,
      );
    else assert.deepEqual(wire.faults, []);
  };
  const ask = (method, params) => {
    void wire.request(method, params);
    return heard.at(-1).id;
  };

  const first = ask('initialize', {});
  says(
    { method: 'workspace/configuration', id: 1, params: { items: [] } },
    /before the answer to initialize/,
  );
  says({ method: 'window/logMessage', params: { type: 3, message: 'a' } });
  says({ id: first, result: { capabilities: { textDocumentSync: 2 } } });
  says({ id: first, result: null }, /nobody waits for/);
  says({ id: ask('shutdown'), result: null, error: { code: 1, message: 'a' } }, /both/);
  says({ id: ask('shutdown'), result: 7 }, /null is expected/);
  says({ id: ask('shutdown'), result: null, more: 1 }, /with more/);
  says({ id: ask('shutdown'), error: { code: -32603, message: 'a' } }, /-32603/);
  says({ id: ask('shutdown'), error: { code: 12, message: 'a' } }, /no such error code/);
  says({ method: 'textDocument/hover', id: 2, params: {} }, /no method of a server/);
  says({ method: 'no/such', params: {} }, /no method of a server/);
  says({ method: 'window/workDoneProgress/create', id: 3, params: { token: 1 } }, /is not taken/);
  says(
    { method: '$/progress', params: { token: 'x', value: { kind: 'begin', title: 'a' } } },
    /nobody knows/,
  );
  ask('workspace/symbol', { query: '', workDoneToken: 'w' });
  says({ method: '$/progress', params: { token: 'w', value: { kind: 'report' } } }, /report after null/);
  says({ method: '$/logTrace', params: { message: 'a' } }, /the trace is off/);
  const registered = { id: 'a', method: 'textDocument/hover', registerOptions: { documentSelector: null } };
  says({ method: 'client/registerCapability', id: 4, params: { registrations: [registered] } });
  assert.deepEqual(wire.providers().hoverProvider, registered.registerOptions);
  wire.server.hoverProvider = true;
  says(
    { method: 'client/registerCapability', id: 8, params: { registrations: [{ ...registered, id: 'c' }] } },
    /in the answer to initialize/,
  );
  says({ method: 'client/registerCapability', id: 5, params: { registrations: [registered] } }, /twice/);
  says(
    {
      method: 'client/registerCapability',
      id: 6,
      params: { registrations: [{ ...registered, id: 'b', registerOptions: { a: 1 } }] },
    },
    /no such property/,
  );
  says(
    {
      method: 'client/unregisterCapability',
      id: 7,
      params: { unregisterations: [{ id: 'z', method: 'a' }] },
    },
    /was not registered/,
  );
  assert.throws(
    () => wire.raw.take(Buffer.from(`content-length: 2\r\n\r\n${' '.repeat(64)}`)),
    /no header/,
  );
}

shapes();
versions();
capabilities();
await conversations();
console.log(`the validator: ${checks} checks, as it should be`);
process.exit(0);
