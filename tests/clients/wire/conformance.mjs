// Everything that the server sends, held against the protocol's own model: clients that offer all,
// nothing, and what real editors offer, open buildspecs of all kinds, ask all that is advertised at
// every few letters, edit, ask again. Run as `node conformance.mjs SERVER [CLIENT…]`; exits with 77
// where `npm ci` has not been run in tests/clients.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { kDocuments, kFiles } from './buildspecs.mjs';
import { capabilitySets } from './capability_sets.mjs';
import { Asker, askWorkspace, kFeatures } from './features.mjs';
import { loadModel } from './meta_model.mjs';
import { check } from './type_check.mjs';
import { Wire } from './wire.mjs';

const model = loadModel();
if (!model) {
  console.error('skipped: run "npm ci --ignore-scripts" in tests/clients');
  process.exit(77);
}
const [program, ...wanted] = process.argv.slice(2);
assert.ok(program, 'usage: node conformance.mjs SERVER [CLIENT...]');
const kStride = 9; // letters between two questions; of real clients twice as many
const kLongest = 40_000; // milliseconds that a client may take

// What the server sends to one client or another: a session that never saw them checked nothing.
const kExpected = `ApplyWorkspaceEditParams AnnotatedTextEdit ChangeAnnotation CodeAction CodeLens Command
  CompletionItem CompletionItemLabelDetails CompletionItemTag CompletionList ConfigurationParams CreateFile
  Diagnostic DiagnosticRelatedInformation DiagnosticTag DidChangeWatchedFilesRegistrationOptions
  DocumentHighlight DocumentLink DocumentSymbol FoldingRange Hover InlayHint InsertReplaceEdit
  LinkedEditingRanges Location LocationLink LogTraceParams MarkupContent PrepareRenameResult
  PublishDiagnosticsParams RelatedFullDocumentDiagnosticReport RelatedUnchangedDocumentDiagnosticReport
  SelectionRange SemanticTokens SemanticTokensDelta ServerCapabilities ShowDocumentParams ShowMessageParams
  SymbolInformation TextDocumentEdit TextEdit WorkDoneProgressBegin WorkDoneProgressEnd
  WorkspaceDiagnosticReport WorkspaceDiagnosticReportPartialResult WorkspaceEdit`.split(/\s+/);

const folder = mkdtempSync(join(tmpdir(), 'buildspec-wire-'));
const uriOf = (name) => pathToFileURL(join(folder, name)).href;
function write(name, text) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

// The text with the first `from` replaced, and the change that says so.
function edited(text, [from, to]) {
  const offset = text.indexOf(from);
  assert.ok(offset >= 0, `${from} is not in the text`);
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  const removed = from.split(/\r\n|\n|\r/);
  const start = { line: lines.length - 1, character: lines.at(-1).length };
  const end = {
    line: start.line + removed.length - 1,
    character: (removed.length === 1 ? start.character : 0) + removed.at(-1).length,
  };
  return {
    text: text.slice(0, offset) + to + text.slice(offset + from.length),
    change: { range: { start, end }, text: to },
  };
}

async function askAll(wire, askers) {
  // What is registered because of what was sent is on its way before this is answered.
  await wire.request('no/such/method', {}, [-32601]);
  const providers = wire.providers();
  for (const name of Object.keys(providers)) {
    assert.ok(name in kFeatures, `the capability ${name} has no questions in features.mjs`);
    if (providers[name] === false) continue;
    for (const asker of askers) await kFeatures[name](asker);
  }
}

async function pushes(wire) {
  if (wire.can('textDocument.diagnostic')) return;
  const named = wire.can('textDocument.publishDiagnostics.versionSupport');
  await wire.until(() =>
    kDocuments
      .filter(({ name }) => name !== 'docker-compose.yml')
      .every(({ name }) => {
        const pushed = wire.pushed.get(uriOf(name));
        return pushed && (!named || pushed.version === wire.documents.get(uriOf(name)).version);
      }),
  );
}

// Nothing is said any more of the documents that are closed.
function isClear(wire) {
  return kDocuments.every(({ name }) => (wire.pushed.get(uriOf(name))?.diagnostics ?? []).length === 0);
}

function tooLate(name, wire) {
  console.error(`${name}: no answer in time to ${JSON.stringify(wire.unanswered())}`);
  for (const { name: path } of kDocuments) {
    const pushed = wire.pushed.get(uriOf(path));
    console.error(
      `  ${path}: version ${wire.documents.get(uriOf(path))?.version}, pushed ${pushed?.version}, ` +
        `${pushed?.diagnostics.length} findings`,
    );
  }
  process.exit(1);
}

async function session(name, wire) {
  const { capabilities } = wire;
  const stride = name.startsWith('everything') || name === 'nothing' ? kStride : 2 * kStride;
  const { faults } = check(model, { kind: 'reference', name: 'ClientCapabilities' }, capabilities, name);
  if (name.startsWith('everything')) assert.deepEqual(faults, []);
  const result = await wire.request('initialize', {
    processId: process.pid,
    rootUri: uriOf(''),
    capabilities,
    trace: wire.trace,
    workspaceFolders: [{ uri: uriOf(''), name: 'folder' }],
    workDoneToken: 'start',
  });
  assert.ok(result, wire.faults.join('\n'));
  const offered = wire.can('general.positionEncodings') ?? ['utf-16'];
  assert.ok(offered.includes(wire.server.positionEncoding));
  wire.notify('initialized', {});

  const askers = [];
  for (const { name: path, language, text } of kDocuments) {
    wire.open(uriOf(path), language, 1, text);
    askers.push(new Asker(wire, uriOf(path), stride));
  }
  await pushes(wire);
  await askAll(wire, askers);
  await askWorkspace(wire);

  // Edited, and asked again, less often.
  const utf8 = wire.server.positionEncoding === 'utf-8';
  for (const { name: path, edits } of kDocuments) {
    for (const edit of edits) {
      const { text, change } = edited(wire.documents.get(uriOf(path)).text, edit);
      wire.change(uriOf(path), [utf8 ? { text } : change], text);
    }
  }
  for (const asker of askers) asker.stride = 3 * stride;
  await pushes(wire);
  await askAll(wire, askers);

  // A burst, cancelled; changes of the world around.
  const burst = askers.flatMap((asker) => [
    wire.request(
      'textDocument/hover',
      { textDocument: asker.textDocument, position: { line: 3, character: 4 } },
      [-32800],
    ),
    wire.request('textDocument/documentSymbol', { textDocument: asker.textDocument }, [-32800]),
  ]);
  wire.cancelAll();
  wire.notify('workspace/didChangeConfiguration', { settings: { buildspec: { preset: 'pedantic' } } });
  write('dist/new.js', '');
  wire.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('dist/new.js'), type: 1 }] });
  wire.notify('$/noSuchThing', { at: 7 });
  await Promise.all(burst);
  for (const asker of askers) wire.close(asker.uri);
  await wire.until(() => isClear(wire));
  await wire.request('shutdown', undefined);
  wire.notify('exit');
  assert.equal(await wire.raw.ended, 0, `${name}: the exit status`);
  assert.deepEqual(wire.unanswered(), [], `${name}: requests without an answer`);
  if (wire.raw.complaints) wire.fault(`on standard error: ${wire.raw.complaints}`);
}

let failed = false;
const seen = new Set();
try {
  for (const [name, text] of Object.entries(kFiles)) write(name, text);
  for (const { name, text } of kDocuments) write(name, text);
  for (const [name, capabilities] of capabilitySets(model)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const started = Date.now();
    const trace = name === 'nothing' ? 'verbose' : 'off';
    const wire = new Wire(model, program, capabilities, {
      settings: { inlayHints: { images: true } },
      trace,
    });
    const limit = setTimeout(() => tooLate(name, wire), kLongest);
    await session(name, wire);
    clearTimeout(limit);
    for (const each of wire.seen) seen.add(each);
    const kinds = new Map();
    for (const fault of wire.faults) {
      const kind = fault.replace(/\d+/g, 'N').slice(0, 120);
      kinds.set(kind, [...(kinds.get(kind) ?? []), fault]);
    }
    for (const faults of kinds.values()) console.error(`${name}: ${faults.length} times: ${faults[0]}`);
    failed ||= wire.faults.length > 0;
    console.log(
      `${name}: ${wire.messages} messages in ${Date.now() - started} ms, ${wire.faults.length} faults`,
    );
  }
  const unseen = wanted.length > 0 ? [] : kExpected.filter((name) => !seen.has(name));
  if (unseen.length > 0) console.error(`never seen, and so not checked: ${unseen.join(', ')}`);
  failed ||= unseen.length > 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
