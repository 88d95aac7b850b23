// A real client that can do everything: the protocol layer of vscode-languageclient goes through
// buildspec-lsp's navigation, edits, display and commands, and applies the edits that it is sent.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { applied, connected, protocol } from './session.mjs';

const folder = mkdtempSync(join(tmpdir(), 'buildspec-features-'));
const uri = pathToFileURL(join(folder, 'buildspec.yml')).href;
const textDocument = { uri };
let version = 1;
let text = `version: 0.2
env:
  variables:
    STAGE: test
batch:
  build-graph:
    - identifier: first
    - identifier: second
      depend-on: [first]
phases:
  build:
    commands:   
      - ./deploy.sh
      - echo "ä😀 $STAGE"
      - make \${STAGE}
artifacts:
  files:
    - ./dist/*
    - ./deploy.sh
`;

const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    applyEdit: true, configuration: true,
    workspaceEdit: {
      documentChanges: true, resourceOperations: ['create'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
    executeCommand: {}, symbol: {}, workspaceFolders: true,
  },
  window: { showDocument: { support: true } },
  textDocument: {
    publishDiagnostics: { dataSupport: true, versionSupport: true, codeDescriptionSupport: true },
    definition: { linkSupport: true },
    references: {}, documentHighlight: {}, selectionRange: {}, linkedEditingRange: {},
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source.fixAll'] } },
      dataSupport: true, isPreferredSupport: true, resolveSupport: { properties: ['edit'] },
    },
    codeLens: {}, documentLink: { tooltipSupport: true }, foldingRange: { lineFoldingOnly: true },
    formatting: {}, rangeFormatting: {}, onTypeFormatting: {}, inlayHint: {},
    semanticTokens: {
      requests: { full: true }, formats: ['relative'], tokenTypes: [], tokenModifiers: [],
    },
  },
};

const { child, ended, connection } = connected();
const shown = [];  // messages and documents
let published = null;
let waiting = null;
connection.onNotification(protocol.PublishDiagnosticsNotification.type, (params) => {
  if (params.uri !== uri) return;
  published = params;
  waiting?.();
});
connection.onNotification(protocol.ShowMessageNotification.type, ({ message }) => shown.push(message));
connection.onRequest(protocol.ShowDocumentRequest.type, (params) => {
  shown.push(params.uri);
  return { success: true };
});
const warnings = [];
let settings = extensionSettings((property) => property.default);
connection.onNotification(protocol.LogMessageNotification.type, ({ type, message }) => {
  if (type <= protocol.MessageType.Warning) warnings.push(message);
});
connection.onRequest(protocol.ConfigurationRequest.type, ({ items }) => items.map(() => settings));
connection.listen();

const ask = (request, params) => connection.sendRequest(request.type, { textDocument, ...params });
const lineOf = (part) => text.slice(0, text.indexOf(part)).split('\n').length - 1;
// The place of a part of the text, some letters further.
function at(part, further = 0) {
  const before = text.slice(0, text.indexOf(part) + further).split('\n');
  return { position: { line: before.length - 1, character: before.at(-1).length } };
}
const cursor = (part) => ({ start: at(part).position, end: at(part).position });
const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const inText = ({ start, end }) => {
  const lines = text.split('\n');
  assert.equal(start.line, end.line);
  return lines[start.line].slice(start.character, end.character);
};

// Those that the extension for VS Code offers, but for the ones that it reads itself.
function extensionSettings(valueOf) {
  const manifest = new URL('../../vscode-extension/package.json', import.meta.url);
  const section = {};
  for (const [name, property] of
    Object.entries(JSON.parse(readFileSync(manifest)).contributes.configuration.properties)) {
    const path = name.split('.').slice(1);
    if (['server', 'trace'].includes(path[0])) continue;
    const last = path.pop();
    const group = path.reduce((object, key) => (object[key] ??= {}), section);
    group[last] = valueOf(property, name);
  }
  return section;
}

async function diagnostics() {
  while (published?.version !== version) await new Promise((resolve) => { waiting = resolve; });
  return published.diagnostics;
}

async function change(newText) {
  text = newText;
  version += 1;
  await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version }, contentChanges: [{ text }],
  });
}

// The edits of the one document that an edit of the workspace is about; made for this version.
async function take(edit) {
  assert.equal(edit.documentChanges.length, 1);
  assert.deepEqual(edit.documentChanges[0].textDocument, { uri, version });
  await change(applied(text, edit.documentChanges[0].edits));
}

async function navigation() {
  const [link] = await ask(protocol.DefinitionRequest, at('$STAGE', 3));
  assert.equal(inText(link.originSelectionRange), 'STAGE');
  assert.equal(link.targetUri, uri);
  assert.equal(inText(link.targetRange), 'STAGE: test');
  const [task] = await ask(protocol.DefinitionRequest, at('[first]', 2));
  assert.deepEqual(task.targetSelectionRange.start, at('first').position);

  const references = await ask(protocol.ReferencesRequest,
                               { ...at('STAGE'), context: { includeDeclaration: true } });
  assert.deepEqual(references.map(({ range }) => inText(range)), ['STAGE', 'STAGE', 'STAGE']);
  const users = await ask(protocol.ReferencesRequest,
                          { ...at('STAGE'), context: { includeDeclaration: false } });
  assert.deepEqual(users, references.slice(1));
  const highlights = await ask(protocol.DocumentHighlightRequest, at('STAGE'));
  assert.deepEqual(highlights.map(({ range, kind }) => [range.start.line, kind]),
                   [[3, 3], [13, 2], [14, 2]]);

  const symbols = await ask(protocol.DocumentSymbolRequest, {});
  assert.deepEqual(symbols.map(({ name }) => name), ['version', 'env', 'batch', 'phases', 'artifacts']);
  assert.deepEqual(symbols[3].children[0].children.map(({ name }) => name),
                   ['./deploy.sh', 'echo "ä😀 $STAGE"', 'make ${STAGE}']);
  const found = await connection.sendRequest(protocol.WorkspaceSymbolRequest.type, { query: 'STAGE' });
  assert.equal(found[0].name, 'STAGE');
  assert.equal(found[0].location.uri, uri);

  const links = await ask(protocol.DocumentLinkRequest, {});
  const script = links.find(({ range }) => range.start.line === lineOf('- ./deploy.sh'));
  assert.equal(script.target, pathToFileURL(join(folder, 'deploy.sh')).href);
  assert.ok(links.some(({ target }) => target.startsWith('https://docs.aws.amazon.com/codebuild/')));

  const folds = await ask(protocol.FoldingRangeRequest, {});
  assert.ok(folds.some(({ startLine, endLine }) =>
    startLine === lineOf('phases:') && endLine === lineOf('- make')));
  const [chain] = await ask(protocol.SelectionRangeRequest, { positions: [at('echo', 1).position] });
  assert.equal(inText(chain.range), 'echo');
  assert.equal(inText(chain.parent.range), 'echo "ä😀 $STAGE"');
}

async function display() {
  const lenses = await ask(protocol.CodeLensRequest, {});
  const lens = await connection.sendRequest(
    protocol.CodeLensResolveRequest.type, lenses.find(({ range }) => inText(range) === 'build-graph'));
  assert.equal(lens.command.title, '2 builds in 2 stages');
  await connection.sendRequest(protocol.ExecuteCommandRequest.type, lens.command);
  assert.match(shown.pop(), /stage 1: first; stage 2: second/);

  const hints = await ask(protocol.InlayHintRequest, { range: everything });
  const glob = hints.find(({ position }) => position.line === lineOf('- ./dist'));
  assert.equal(glob.label, '2 files');
  const colours = await ask(protocol.SemanticTokensRequest, {});
  assert.ok(colours.data.length > 0 && colours.data.length % 5 === 0);
}

async function edits() {
  const place = await ask(protocol.PrepareRenameRequest, at('STAGE'));
  assert.equal(inText(place.range), 'STAGE');
  assert.equal(await ask(protocol.PrepareRenameRequest, at('version')), null);
  await assert.rejects(ask(protocol.RenameRequest, { ...at('STAGE'), newName: 'not a name' }));
  await take(await ask(protocol.RenameRequest, { ...at('STAGE'), newName: 'TARGET' }));
  assert.ok(text.includes('    TARGET: test\n') && text.includes('"ä😀 $TARGET"') &&
            text.includes('make ${TARGET}') && !text.includes('STAGE'));

  // A quick fix, and then all that are left at once; worked out when they are chosen.
  const hint = (await diagnostics()).find(({ code }) => code === 'artifact-glob');
  assert.match(hint.codeDescription.href, /build-spec.artifacts/);
  const offered = await ask(protocol.CodeActionRequest, {
    range: hint.range, context: { diagnostics: [hint], triggerKind: 1 },
  });
  const fix = offered.find(({ kind, isPreferred }) => kind === 'quickfix' && isPreferred);
  assert.deepEqual(fix.diagnostics, [hint]);
  assert.ok(offered.some(({ title }) => /ignore/i.test(title)));
  await take(fix.edit);
  assert.ok(text.includes('    - dist/*\n    - ./deploy.sh\n'));
  const [all, ...others] = await ask(protocol.CodeActionRequest, {
    range: everything, context: { diagnostics: [], only: ['source.fixAll'] },
  });
  assert.deepEqual(others, []);
  assert.equal(all.kind, 'source.fixAll.buildspec');
  await take((await connection.sendRequest(protocol.CodeActionResolveRequest.type, all)).edit);
  assert.ok(text.includes('    - dist/*\n    - deploy.sh\n'));
  assert.ok((await diagnostics()).every(({ code }) => code !== 'artifact-glob'));

  // A command as a block, and back.
  for (const [title, written] of [[/block/, '- |-\n        echo "ä😀 $TARGET"\n'],
                                  [/one line|single|back/i, '      - echo "ä😀 $TARGET"\n']]) {
    const rewrites = await ask(protocol.CodeActionRequest, {
      range: cursor('echo'), context: { diagnostics: [], only: ['refactor.rewrite'] },
    });
    const action = rewrites.find((each) => title.test(each.title));
    assert.ok(action, `one of: ${rewrites.map((each) => each.title).join('; ')}`);
    await take(action.edit);
    assert.ok(text.includes(written), text);
  }

  const options = { tabSize: 2, insertSpaces: true };
  const layout = await ask(protocol.DocumentFormattingRequest, { options });
  await change(applied(text, layout));
  assert.ok(text.includes('    commands:\n'));
  assert.deepEqual(await ask(protocol.DocumentFormattingRequest, { options }), []);
  await change(text.replace('  files:\n', '  files:  \n').replace('phases:\n', 'phases:  \n'));
  const part = { start: at('artifacts').position, end: at('- deploy.sh').position };
  const range = await ask(protocol.DocumentRangeFormattingRequest, { options, range: part });
  await change(applied(text, range));
  assert.ok(text.includes('  files:\n') && text.includes('phases:  \n'));
  // A new line after a key.
  await change(text.replace('phases:  \n', 'phases:\n\n'));
  const typed = await ask(protocol.DocumentOnTypeFormattingRequest, {
    options, ch: '\n', ...at('phases:\n', 8),
  });
  await change(applied(text, typed));
  assert.ok(text.includes('phases:\n  \n  build:'));
  await change(text.replace('phases:\n  \n', 'phases:\n'));
  // Where the text cannot be read, nothing is changed, and the client is told why.
  await change(`${text}  "`);
  await assert.rejects(ask(protocol.DocumentFormattingRequest, { options }),
                       { code: protocol.LSPErrorCodes.RequestFailed });
  await change(text.slice(0, -3));
}

async function explanations() {
  await change(text.replace('- dist/*', '- ./dist/*'));
  const hint = (await diagnostics()).find(({ code }) => code === 'artifact-glob');
  const offered = await ask(protocol.CodeActionRequest, {
    range: hint.range, context: { diagnostics: [hint], triggerKind: 1 },
  });
  const explain = offered.find(({ command }) => command?.command === 'buildspec-lsp.explainRule');
  await connection.sendRequest(protocol.ExecuteCommandRequest.type, explain.command);
  assert.match(shown.pop(), /^file:.*artifact-glob\.md$/);
  await assert.rejects(
    connection.sendRequest(protocol.ExecuteCommandRequest.type, { command: 'no.such.command' }),
    { code: protocol.ErrorCodes.InvalidParams });
}

// The server knows each setting of the extension: it takes the defaults, and minds what is none.
async function takesSettings() {
  assert.deepEqual(warnings, []);
  const names = [];
  settings = extensionSettings((_, name) => { names.push(name); return 42; });
  await connection.sendNotification(protocol.DidChangeConfigurationNotification.type, { settings: null });
  for (let i = 0; i < 100 && warnings.length < names.length; ++i) {
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  assert.deepEqual(warnings.map((warning) => /the setting (\S+):/.exec(warning)?.[1]).sort(), names.sort());
}

try {
  mkdirSync(join(folder, '.git'));
  mkdirSync(join(folder, 'dist'));
  for (const name of ['dist/a.js', 'dist/b.js', 'deploy.sh']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'buildspec.yml'), text);
  await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid, rootUri: null, capabilities,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'folder' }],
  });
  await connection.sendNotification(protocol.InitializedNotification.type, {});
  await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'yaml', version, text },
  });
  await navigation();
  await display();
  await edits();
  await explanations();
  await takesSettings();
  await connection.sendRequest(protocol.ShutdownRequest.type);
  await connection.sendNotification(protocol.ExitNotification.type);
  assert.equal(await ended, 0);
  console.log('features: as it should be');
} finally {
  rmSync(folder, { recursive: true, force: true });
  child.kill();
}
process.exit(0);
