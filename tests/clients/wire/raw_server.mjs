// The server behind its standard streams, message by message and, where needed, byte by byte:
// nothing between the test and the wire.
import { spawn } from 'node:child_process';

export class RawServer {
  // `heard` gets each message: the text and the parsed value.
  constructor(program, args, heard) {
    this.heard = heard;
    this.buffer = Buffer.alloc(0);
    this.child = spawn(program, [...args, '--today=2026-11-20'], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdout.on('data', (bytes) => this.take(bytes));
    this.child.stderr.on('data', (bytes) => {
      this.complaints = (this.complaints ?? '') + bytes;
    });
    this.child.stdin.on('error', () => {}); // the server may end before it has read all
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code) => resolve(code));
    });
  }

  // To the letter: one header line with its length, and exactly so much JSON in UTF-8.
  take(bytes) {
    this.buffer = Buffer.concat([this.buffer, bytes]);
    for (;;) {
      const head = /^Content-Length: ([1-9][0-9]*)\r\n\r\n/.exec(this.buffer.toString('latin1', 0, 64));
      if (!head) {
        if (this.buffer.length >= 64) throw new Error(`no header: ${this.buffer.toString('utf8', 0, 64)}`);
        return;
      }
      const end = head[0].length + Number(head[1]);
      if (this.buffer.length < end) return;
      const text = new TextDecoder('utf-8', { fatal: true }).decode(
        this.buffer.subarray(head[0].length, end),
      );
      this.buffer = this.buffer.subarray(end);
      this.heard(JSON.parse(text), text);
    }
  }

  sendBytes(bytes) {
    this.child.stdin.write(bytes);
  }

  sendText(text) {
    const content = Buffer.from(text);
    this.sendBytes(Buffer.concat([Buffer.from(`Content-Length: ${content.length}\r\n\r\n`), content]));
  }

  send(message) {
    this.sendText(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }
}
