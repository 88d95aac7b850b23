// What the sessions in Node share: the protocol layer of vscode-languageclient, the server, a limit
// on the time. A session is run as `node NAME.mjs SERVER`, and exits with 77 where `npm ci` has not
// been run here.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

function load() {
  const require = createRequire(import.meta.url);
  try {
    return require('vscode-languageserver-protocol/node');
  } catch {
    console.error('skipped: run "npm ci --ignore-scripts" in tests/clients');
    process.exit(77);
  }
}

export const protocol = load();
const server = process.argv[2];
assert.ok(server, 'usage: node NAME.mjs SERVER');
setTimeout(() => { console.error('no answer in time'); process.exit(1); }, 60_000).unref();

// The process, and its exit status once it has ended.
export function started(args) {
  const child = spawn(server, [...args, '--today=2026-11-20'], { stdio: ['pipe', 'pipe', 'inherit'] });
  return { child, ended: new Promise((resolve) => { child.on('exit', resolve); }) };
}

// A server on standard input and output, not listened to yet.
export function connected() {
  const { child, ended } = started(['--stdio']);
  const connection = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(child.stdout), new protocol.StreamMessageWriter(child.stdin));
  return { child, ended, connection };
}

// A text after edits, as an editor applies them.
export function applied(text, edits) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offset = ({ line, character }) => starts[line] + character;
  return edits
    .map((edit) => [offset(edit.range.start), offset(edit.range.end), edit.newText])
    .sort((one, other) => other[0] - one[0])
    .reduce((result, [begin, end, newText]) => result.slice(0, begin) + newText + result.slice(end), text);
}
