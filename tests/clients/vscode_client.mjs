// A real client: the protocol layer of vscode-languageclient talks to buildspec-lsp over standard
// input and output, a socket and a pipe. Opens a bad buildspec, sees the finding, edits it away,
// hovers, completes, shuts down.
import assert from 'node:assert/strict';

import { protocol, started } from './session.mjs';

const uri = 'file:///nowhere/buildspec.yml';
const text = `version: 0.2
phases:
  install:
    runtime-versions:
      python: "3.12"
  biuld:
    commands:
      - echo "😀" > "$CODEBUILD_SRC_DIR/out"
`;

const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true, dataSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { insertReplaceSupport: true } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
    semanticTokens: {
      requests: { range: true, full: { delta: true } }, formats: ['relative'],
      tokenTypes: [], tokenModifiers: [],
    },
    inlayHint: {},
  },
};

function at(line, character) {
  return { textDocument: { uri }, position: { line, character } };
}

// The next diagnostics that a condition holds for.
function diagnostics(connection, condition) {
  return new Promise((resolve) => {
    const listener = connection.onNotification(
      protocol.PublishDiagnosticsNotification.type, (published) => {
        if (published.uri !== uri || !condition(published)) return;
        listener.dispose();
        resolve(published);
      });
  });
}

async function session(reader, writer) {
  const connection = protocol.createProtocolConnection(reader, writer);
  connection.listen();
  const initialized = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid, rootUri: null, capabilities,
  });
  assert.equal(initialized.serverInfo.name, 'buildspec-lsp');
  assert.equal(initialized.capabilities.positionEncoding, 'utf-16');
  await connection.sendNotification(protocol.InitializedNotification.type, {});

  // A bad buildspec: the finding stands on the misspelled phase.
  const opened = diagnostics(connection, (published) => published.version === 1);
  await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const bad = (await opened).diagnostics.filter((diagnostic) => diagnostic.severity === 1);
  assert.equal(bad.length, 1);
  assert.deepEqual(bad[0].range, { start: { line: 5, character: 2 }, end: { line: 5, character: 7 } });
  assert.equal(bad[0].source, 'buildspec-lint');
  assert.equal(bad[0].code, 'unknown-phase');

  // Its quick fix makes the right word of it.
  const actions = await connection.sendRequest(protocol.CodeActionRequest.type, {
    textDocument: { uri }, range: bad[0].range, context: { diagnostics: bad },
  });
  const fix = actions.find((action) => action.edit.changes[uri].some(({ newText }) => newText === 'build'));
  assert.ok(fix, 'a quick fix writes "build"');
  assert.equal(fix.kind, 'quickfix');

  // Edited, it vanishes.
  const edited = diagnostics(connection, (published) => published.version === 2);
  await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: bad[0].range, text: 'build' }],
  });
  assert.deepEqual((await edited).diagnostics.filter(({ severity }) => severity === 1), []);

  // Hover over a key, and over a variable behind an emoji.
  const version = await connection.sendRequest(protocol.HoverRequest.type, at(0, 2));
  assert.equal(version.contents.kind, 'markdown');
  assert.match(version.contents.value, /^Version of the buildspec format/);
  const variable = await connection.sendRequest(protocol.HoverRequest.type, at(7, 30));
  assert.match(variable.contents.value, /CODEBUILD_SRC_DIR/);
  assert.deepEqual(variable.range, {
    start: { line: 7, character: 22 }, end: { line: 7, character: 39 },
  });

  // Colours: of the whole, of a line, and what an edit changes.
  const legend = initialized.capabilities.semanticTokensProvider.legend;
  const whole = await connection.sendRequest(protocol.SemanticTokensRequest.type, {
    textDocument: { uri },
  });
  const line = await connection.sendRequest(protocol.SemanticTokensRangeRequest.type, {
    textDocument: { uri }, range: { start: { line: 7, character: 0 }, end: { line: 8, character: 0 } },
  });
  const types = line.data.filter((_, index) => index % 5 === 3).map((type) => legend.tokenTypes[type]);
  assert.deepEqual(types, ['function', 'string', 'operator', 'string', 'variable', 'string']);
  assert.deepEqual(whole.data.slice(-line.data.length + 1), line.data.slice(1));
  const same = await connection.sendRequest(protocol.SemanticTokensDeltaRequest.type, {
    textDocument: { uri }, previousResultId: whole.resultId,
  });
  assert.deepEqual(same.edits, []);
  const hints = await connection.sendRequest(protocol.InlayHintRequest.type, {
    textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
  });
  assert.deepEqual(hints, []); // no image is known

  // Complete a half-typed key on a new line.
  await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 3 },
    contentChanges: [{ range: { start: { line: 8, character: 0 }, end: { line: 8, character: 0 } },
                       text: '  post' }],
  });
  const list = await connection.sendRequest(protocol.CompletionRequest.type, at(8, 6));
  const item = list.items.find(({ label }) => label === 'post_build');
  assert.equal(item.textEdit.newText, 'post_build:');
  assert.deepEqual(item.textEdit.replace.start, { line: 8, character: 2 });

  await assert.rejects(connection.sendRequest('no/such/method', {}), { code: -32601 });
  await connection.sendRequest(protocol.ShutdownRequest.type);
  await connection.sendNotification(protocol.ExitNotification.type);
  connection.dispose();
}

async function over(name, talk) {
  const code = await talk();
  assert.equal(code, 0, `the server's exit status over ${name}`);
  console.log(`${name}: as it should be`);
}

await over('stdio', async () => {
  const { child, ended } = started(['--stdio']);
  await session(new protocol.StreamMessageReader(child.stdout),
                new protocol.StreamMessageWriter(child.stdin));
  return ended;
});
await over('pipe', async () => {
  const name = protocol.generateRandomPipeName();
  const transport = await protocol.createClientPipeTransport(name);
  const { ended } = started([`--pipe=${name}`]);
  await session(...await transport.onConnected());
  return ended;
});
await over('socket', async () => {
  const port = 20000 + process.pid % 40000;
  const transport = await protocol.createClientSocketTransport(port);
  const { ended } = started([`--socket=${port}`]);
  await session(...await transport.onConnected());
  return ended;
});
process.exit(0);
