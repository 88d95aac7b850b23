// JSON-RPC and the lifecycle of LSP to the letter, byte by byte, against the built server: headers,
// what is no message, ids, the order of initialize, shutdown and exit, cancelling, trace, encodings.
// Run as `node lifecycle.mjs SERVER`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';

import { RawServer } from './raw_server.mjs';

const program = process.argv[2];
assert.ok(program, 'usage: node lifecycle.mjs SERVER');
setTimeout(() => {
  console.error('no answer in time');
  process.exit(1);
}, 60_000).unref();

const uri = 'file:///nowhere/buildspec.yml';
const text = 'version: 0.2\nphases:\n  build:\n    commands:\n      - echo 😀 $HOME\n';
const hover = { textDocument: { uri }, position: { line: 0, character: 2 } };

class Session {
  heard = [];
  #waiting = [];

  constructor(args = []) {
    this.raw = new RawServer(program, args, (message) => {
      this.heard.push(message);
      for (const each of this.#waiting.splice(0)) each();
    });
  }

  async until(condition) {
    for (;;) {
      const found = this.heard.find(condition);
      if (found) return found;
      await new Promise((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  // The answer, which has the id as it was sent.
  async ask(id, method, params) {
    this.heard.length = 0;
    this.raw.send({ id, method, params });
    const answer = await this.until((message) => !('method' in message) && message.id === id);
    assert.equal(answer.jsonrpc, '2.0');
    assert.notEqual('result' in answer, 'error' in answer);
    return answer;
  }

  async code(method, params) {
    return (await this.ask('code', method, params)).error?.code;
  }

  async begin(params = {}) {
    const { result } = await this.ask('begin', 'initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      ...params,
    });
    this.raw.send({ method: 'initialized', params: {} });
    return result.capabilities;
  }

  open(to = uri) {
    this.raw.send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri: to, languageId: 'yaml', version: 1, text } },
    });
  }

  // What is no message is answered with the id null.
  async refused(bytes) {
    this.heard.length = 0;
    this.raw.sendBytes(bytes);
    const answer = await this.until((message) => 'error' in message);
    assert.equal(answer.id, null);
    return answer.error.code;
  }

  async shutDown() {
    assert.deepEqual((await this.ask('down', 'shutdown')).result, null);
    this.raw.send({ method: 'exit' });
    return this.raw.ended;
  }
}

const framed = (content, headers = `Content-Length: ${Buffer.byteLength(content)}\r\n`) =>
  `${headers}\r\n${content}`;
const request = (id) => JSON.stringify({ jsonrpc: '2.0', id, method: 'textDocument/hover', params: hover });

const kCases = {
  async 'before initialize'() {
    const session = new Session();
    assert.equal(await session.code('textDocument/hover', hover), -32002);
    assert.equal(await session.code('shutdown'), -32002);
    assert.equal(await session.code('no/such/method'), -32002);
    session.open();
    session.raw.send({ method: 'no/such/notification' });
    await session.begin();
    assert.equal((await session.ask(1, 'textDocument/hover', hover)).result, null); // it was not opened
    assert.equal(await session.code('initialize', { capabilities: {} }), -32600);
    assert.equal(await session.shutDown(), 0);
  },

  async 'after shutdown'() {
    const session = new Session();
    await session.begin();
    assert.deepEqual((await session.ask(1, 'shutdown')).result, null);
    for (const method of ['shutdown', 'initialize', 'textDocument/hover', 'no/such/method']) {
      assert.equal(await session.code(method, {}), -32600, method);
    }
    session.heard.length = 0;
    session.open();
    session.raw.send({ method: 'exit' });
    assert.equal(await session.raw.ended, 0);
    assert.deepEqual(session.heard, []);
  },

  async 'exit codes'() {
    for (const started of [false, true]) {
      const session = new Session();
      if (started) await session.begin();
      session.raw.send({ method: 'exit' });
      assert.equal(await session.raw.ended, 1);
      const cut = new Session();
      if (started) await cut.begin();
      cut.raw.child.stdin.end();
      assert.equal(await cut.raw.ended, 1);
    }
    const done = new Session();
    await done.begin();
    await done.ask(1, 'shutdown');
    done.raw.child.stdin.end();
    assert.equal(await done.raw.ended, 0);
  },

  async 'methods that nobody knows'() {
    const session = new Session();
    await session.begin();
    assert.equal(await session.code('no/such/method', {}), -32601);
    assert.equal(await session.code('$/no/such/request', {}), -32601);
    assert.equal(await session.code('textDocument/didOpen', {}), -32601); // no request
    assert.equal(await session.code('textDocument/hover', { textDocument: 7 }), -32602);
    assert.equal(await session.code('textDocument/hover'), -32602);
    session.heard.length = 0;
    for (const method of ['no/such/notification', '$/noSuchThing', 'textDocument/hover']) {
      session.raw.send({ method, params: {} });
    }
    await session.ask(1, 'textDocument/hover', hover);
    assert.deepEqual(
      session.heard.filter(({ id }) => id === undefined),
      [],
    );
    assert.equal(await session.shutDown(), 0);
  },

  async ids() {
    const session = new Session();
    await session.begin();
    for (const id of [0, -1, 1, 2 ** 31 - 1, '', '1', 'ä😀', null]) {
      assert.equal((await session.ask(id, 'textDocument/hover', hover)).result, null);
    }
    // One answer each, in any order.
    session.heard.length = 0;
    for (let id = 0; id < 300; ++id) session.raw.sendText(request(id));
    await session.until(() => session.heard.length >= 300);
    assert.deepEqual(
      session.heard.map(({ id }) => id).sort((one, other) => one - other),
      Array.from({ length: 300 }, (_, id) => id),
    );
    assert.equal(await session.shutDown(), 0);
  },

  async 'what is no message'() {
    const session = new Session();
    await session.begin();
    assert.equal(await session.refused(framed('{nonsense')), -32700);
    assert.equal(await session.refused(framed('')), -32700);
    assert.equal(await session.refused(framed('[]')), -32600);
    assert.equal(await session.refused(framed(`[${request(1)},${request(2)}]`)), -32600);
    assert.equal(await session.refused(framed('7')), -32600);
    assert.equal(await session.refused(framed('{"jsonrpc":"2.0"}')), -32600);
    assert.equal(await session.refused(framed('{"jsonrpc":"2.0","id":{},"method":"shutdown"}')), -32600);
    // Not UTF-8: a byte that begins nothing, a sequence that is cut, half of a surrogate pair.
    for (const bytes of ['ff', 'c3', 'eda0bd']) {
      const content = Buffer.concat([
        Buffer.from('{"jsonrpc":"2.0","id":1,"method":"'),
        Buffer.from(bytes, 'hex'),
        Buffer.from('"}'),
      ]);
      const head = Buffer.from(`Content-Length: ${content.length}\r\n\r\n`);
      assert.equal(await session.refused(Buffer.concat([head, content])), -32700, bytes);
    }
    assert.equal((await session.ask(1, 'textDocument/hover', hover)).result, null);
    assert.equal(await session.shutDown(), 0);
  },

  async headers() {
    const session = new Session();
    await session.begin();
    const length = (name) => `${name}: ${Buffer.byteLength(request(1))}\r\n`;
    const type = 'application/vscode-jsonrpc';
    for (const headers of [
      length('content-length'),
      length('CONTENT-LENGTH'),
      `X-Other: 1\r\n${length('Content-Length')}`,
      `${length('Content-Length')}Content-Type: ${type}; charset=utf-8\r\n`,
      `Content-Type: ${type}; charset=utf8\r\n${length('Content-Length')}`,
      `content-type: ${type}\r\n${length('Content-Length')}`,
    ]) {
      session.heard.length = 0;
      session.raw.sendBytes(framed(request(1), headers));
      await session.until(({ id, result }) => id === 1 && result === null);
    }
    // Byte by byte.
    session.heard.length = 0;
    for (const byte of Buffer.from(framed(request(2)))) session.raw.sendBytes(Buffer.of(byte));
    await session.until(({ id }) => id === 2);
    assert.equal(
      await session.refused(
        framed(request(1), `${length('Content-Length')}Content-Type: ${type}; charset=utf-16\r\n`),
      ),
      -32600,
    );
    assert.equal(await session.shutDown(), 0);
  },

  // Nothing tells where the next message begins: an answer, and the end.
  async 'headers that end the session'() {
    for (const headers of [
      'Content-Type: text\r\n',
      'Content-Length: 2x\r\n',
      'Content-Length: -2\r\n',
      'Content-Length:\r\n',
      'Content-Length: 99999999999999999999999\r\n',
      'Content-Length 2\r\n',
      `${'a'.repeat(5000)}`,
    ]) {
      const session = new Session();
      await session.begin();
      assert.equal(await session.refused(framed('{}', headers)), -32700, headers.slice(0, 40));
      assert.equal(await session.raw.ended, 1);
    }
    // As long as nobody can mean: refused without waiting for it.
    const session = new Session();
    await session.begin();
    session.raw.sendBytes(framed('{}', 'Content-Length: 9999999999999\r\n'));
    session.raw.child.stdin.end();
    assert.equal(await session.raw.ended, 1);
  },

  async cancelling() {
    const session = new Session();
    await session.begin();
    session.open();
    await session.until(({ method }) => method === 'textDocument/publishDiagnostics');
    session.heard.length = 0;
    // In one piece, so that all wait when the cancel is seen.
    const cancel = (id) =>
      framed(JSON.stringify({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } }));
    session.raw.sendBytes(
      [framed(request('a')), framed(request('b')), cancel('a'), cancel('z'), framed(request('c'))].join(''),
    );
    await session.until(({ id }) => id === 'c');
    assert.deepEqual(session.heard.map(({ id, error }) => [id, error?.code]).sort(), [
      ['a', -32800],
      ['b', undefined],
      ['c', undefined],
    ]);
    assert.equal(await session.shutDown(), 0);
  },

  async encodings() {
    for (const [offered, chosen, character] of [
      [undefined, 'utf-16', 14],
      [['utf-16'], 'utf-16', 14],
      [['utf-8', 'utf-16'], 'utf-8', 16],
      [['utf-32', 'utf-16'], 'utf-16', 14],
      [[], 'utf-16', 14],
    ]) {
      const session = new Session();
      const capabilities = await session.begin({
        capabilities: { general: { positionEncodings: offered } },
      });
      assert.equal(capabilities.positionEncoding, chosen);
      session.open();
      const variable = await session.ask(1, 'textDocument/hover', {
        textDocument: { uri },
        position: { line: 4, character: character + 3 },
      });
      assert.equal(variable.result.range.start.character, character + 3, chosen);
      assert.equal(await session.shutDown(), 0);
    }
  },

  // The client's word on stale requests is its own business: an answer comes, or it was cancelled.
  async 'stale requests'() {
    const session = new Session();
    await session.begin({
      capabilities: {
        general: { staleRequestSupport: { cancel: true, retryOnContentModified: ['textDocument/hover'] } },
      },
    });
    session.open();
    session.heard.length = 0;
    for (let version = 2; version < 50; ++version) {
      session.raw.sendText(request(version));
      session.raw.send({
        method: 'textDocument/didChange',
        params: { textDocument: { uri, version }, contentChanges: [{ text: `${text}# ${version}\n` }] },
      });
    }
    await session.until(() => session.heard.filter(({ id }) => id !== undefined).length === 48);
    // What waits in the inbox is no reason to refuse.
    assert.ok(session.heard.every(({ error }) => error === undefined));
    assert.equal(await session.shutDown(), 0);
  },

  async trace() {
    for (const [trace, logged] of [
      ['off', 0],
      ['messages', 1],
      ['verbose', 1],
    ]) {
      const session = new Session();
      await session.begin({ trace });
      await session.ask(1, 'textDocument/hover', hover);
      const told = () => session.heard.filter(({ method }) => method === '$/logTrace');
      await session.ask(2, 'textDocument/hover', hover);
      assert.equal(told().length, logged, trace);
      assert.equal(
        told().some(({ params }) => 'verbose' in params),
        trace === 'verbose',
      );
      session.raw.send({ method: '$/setTrace', params: { value: 'off' } });
      await session.ask(3, 'textDocument/hover', hover);
      await session.ask(4, 'textDocument/hover', hover);
      assert.deepEqual(told(), []);
      session.raw.send({ method: '$/setTrace', params: { value: 'loud' } }); // no such value
      assert.equal((await session.ask(5, 'textDocument/hover', hover)).result, null);
      assert.equal(await session.shutDown(), 0);
    }
  },

  async 'the client is gone'() {
    const client = spawn('sleep', ['600']);
    const session = new Session();
    await session.begin({ processId: client.pid });
    client.kill('SIGKILL');
    assert.equal(await session.raw.ended, 1);
    const gone = new Session();
    gone.raw.send({
      id: 1,
      method: 'initialize',
      params: { processId: client.pid, rootUri: null, capabilities: {} },
    });
    assert.equal(await gone.raw.ended, 1);
  },
};

for (const [name, test] of Object.entries(kCases)) {
  try {
    await test();
    console.log(`${name}: as it should be`);
  } catch (error) {
    console.error(`${name}: ${error.stack}`);
    process.exitCode = 1;
  }
}
process.exit();
