// A real client that pulls: the protocol layer of vscode-languageclient asks buildspec-lsp for the
// diagnostics of a workspace, in parts and with progress, waits for news, gives settings, watches
// files, and cancels.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { connected, protocol } from './session.mjs';

const bad = 'version: 0.2\nphases:\n  biuld:\n    commands:\n      - make\n';
const good = bad.replace('biuld', 'build');
const folder = mkdtempSync(join(tmpdir(), 'buildspec-pull-'));
const uri = (name) => pathToFileURL(join(folder, name)).href;
const write = (name, text) => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
};

const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: { publishDiagnostics: {}, diagnostic: { dynamicRegistration: true } },
};

const { child, ended, connection } = connected();
const registered = [];
let settings = null;
let asked = 0;
let refreshes = 0;
connection.onNotification(protocol.PublishDiagnosticsNotification.type, ({ uri: shown }) =>
  assert.fail(`pushed to a client that pulls: ${shown}`));
connection.onRequest(protocol.RegistrationRequest.type, ({ registrations }) => {
  registered.push(...registrations.map(({ method }) => method));
});
connection.onRequest(protocol.ConfigurationRequest.type, ({ items }) => {
  asked += 1;
  return items.map(() => settings);
});
connection.onRequest(protocol.DiagnosticRefreshRequest.type, () => { refreshes += 1; });
connection.onRequest(protocol.WorkDoneProgressCreateRequest.type, () => {});
connection.listen();

// Asks for the workspace; `items` fills up with the parts.
let tokens = 0;
function pull(previousResultIds, cancel) {
  const token = `parts-${tokens += 1}`;
  const items = [];
  connection.onProgress(protocol.WorkspaceDiagnosticRequest.partialResult, token,
                        (part) => items.push(...part.items));
  const done = connection.sendRequest(
    protocol.WorkspaceDiagnosticRequest.type,
    { identifier: 'buildspec', previousResultIds, partialResultToken: token }, cancel);
  return { items, done };
}
const errors = (report) => report.items.filter(({ severity }) => severity === 1);
const ids = (items) => items.map(({ uri: value, resultId }) => ({ uri: value, value: resultId }));
const pause = () => new Promise((resolve) => { setTimeout(resolve, 300); });

try {
  write('buildspec.yml', bad);
  write('ci/buildspec.yml', good);
  write('vendor/buildspec.yml', bad);
  write('.gitignore', 'vendor/\n');
  mkdirSync(join(folder, '.git'));
  const { capabilities: offered } = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid, rootUri: null, capabilities,
    workspaceFolders: [{ uri: uri(''), name: 'folder' }],
  });
  assert.equal(offered.diagnosticProvider.workspaceDiagnostics, true);
  await connection.sendNotification(protocol.InitializedNotification.type, {});

  const first = pull([]);
  assert.deepEqual(await first.done, { items: [] });
  assert.deepEqual(first.items.map((item) => item.uri).sort(),
                   [uri('buildspec.yml'), uri('ci/buildspec.yml')]);
  assert.deepEqual(first.items.map((item) => errors(item).length).sort(), [0, 1]);
  assert.deepEqual(registered.sort(),
                   ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);

  // Nothing is new: the request stays open until a file changes.
  const second = pull(ids(first.items));
  let over = false;
  second.done.then(() => { over = true; });
  await pause();
  assert.equal(over, false);
  assert.deepEqual(second.items.map(({ kind }) => kind), ['unchanged', 'unchanged']);
  write('buildspec.yml', good);
  await connection.sendNotification(protocol.DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: uri('buildspec.yml'), type: 2 }],
  });
  await second.done;
  assert.equal(second.items.length, 3);
  assert.deepEqual(errors(second.items[2]), []);

  // A document has a report of its own, with the same result id for the same text.
  const document = { uri: uri('buildspec.yml') };
  await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, {
    textDocument: { ...document, languageId: 'yaml', version: 1, text: bad },
  });
  const report = await connection.sendRequest(
    protocol.DocumentDiagnosticRequest.type, { textDocument: document });
  assert.equal(errors(report).length, 1);
  const again = await connection.sendRequest(protocol.DocumentDiagnosticRequest.type, {
    textDocument: document, previousResultId: report.resultId,
  });
  assert.deepEqual(again, { kind: 'unchanged', resultId: report.resultId });

  // Settings that change: the client is asked for them, and told to ask again.
  const before = asked;
  settings = { ignore: ['all'] };
  await connection.sendNotification(protocol.DidChangeConfigurationNotification.type, { settings: null });
  while (refreshes === 0) await pause();
  assert.equal(asked, before + 1);
  const silent = await connection.sendRequest(protocol.DocumentDiagnosticRequest.type, {
    textDocument: document, previousResultId: report.resultId,
  });
  assert.deepEqual(silent.items, []);

  // Cancelled, an open request is answered with an error.
  const all = pull([]);
  await all.done;
  const source = new protocol.CancellationTokenSource();
  const last = pull(ids(all.items), source.token);
  await pause();
  source.cancel();
  await assert.rejects(last.done, { code: protocol.LSPErrorCodes.RequestCancelled });

  await connection.sendRequest(protocol.ShutdownRequest.type);
  await connection.sendNotification(protocol.ExitNotification.type);
  assert.equal(await ended, 0);
  console.log('pulled: as it should be');
} finally {
  rmSync(folder, { recursive: true, force: true });
  child.kill();
}
process.exit(0);
