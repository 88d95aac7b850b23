// One run of the language server and the connection to it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  type ErrorHandler,
  LanguageClient,
  LSPErrorCodes,
  type MessageSignature,
  ResponseError,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient/node';

import { DOCUMENTS } from './documents';
import type { FoundServer } from './server_location';

// A server answers `initialize` in milliseconds; what takes this long is some other program.
const START_TIMEOUT_MS = 10_000;
// How long it may take to say good-bye before it is ended.
const STOP_TIMEOUT_MS = 2_000;
// How long it may then take to end.
const EXIT_TIMEOUT_MS = 500;
// A server that crashes more often than this in three minutes stays down.
const MAX_RESTARTS = 4;
// How long the status bar says why a text was not formatted.
const REFUSAL_MS = 8_000;

export class Client {
  private readonly client: QuietClient;
  private readonly crashes: ErrorHandler;
  private process: ChildProcess | undefined;
  private stopping = false; // whatever its exit status is then, it is no news

  constructor(
    readonly server: FoundServer,
    private readonly serverArguments: string[],
    private readonly output: vscode.OutputChannel,
    onState: (state: State) => void,
  ) {
    this.client = new QuietClient(
      'buildspec', // also names the setting buildspec.trace.server
      'Buildspec',
      () => this.run(),
      {
        documentSelector: DOCUMENTS,
        outputChannel: output,
        traceOutputChannel: output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        diagnosticCollectionName: 'buildspec',
        initializationFailedHandler: () => false, // tried once; the error goes to start()
        errorHandler: {
          error: (...failure) => this.crashes.error(...failure),
          closed: () => this.closed(),
        },
      },
    );
    this.crashes = this.client.createDefaultErrorHandler(MAX_RESTARTS);
    this.client.onDidChangeState((change) => {
      this.client.hasRun ||= change.newState === State.Running;
      onState(change.newState);
    });
  }

  /** The version that the server states of itself; undefined before it runs. */
  get version(): string | undefined {
    return this.client.initializeResult?.serverInfo?.version;
  }

  /** Rejects where the server cannot be started, ends at once or does not answer. */
  async start(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), START_TIMEOUT_MS);
    });
    try {
      await Promise.race([this.client.start(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async dispose(): Promise<void> {
    this.stopping = true;
    try {
      await this.client.dispose(STOP_TIMEOUT_MS);
    } catch {
      // It never ran, or did not answer in time.
    }
    await this.end();
  }

  // It was told to go; what stays is made to.
  private async end(): Promise<void> {
    const process = this.process;
    if (process?.pid === undefined || process.exitCode !== null || process.signalCode !== null) {
      return; // it never began, or has ended
    }
    const timer = setTimeout(() => process.kill('SIGKILL'), EXIT_TIMEOUT_MS);
    await once(process, 'exit');
    clearTimeout(timer);
  }

  // The client library could spawn the server itself, but does not give the process away, and can
  // then end only a server that has answered.
  private async run(): Promise<ChildProcess> {
    const process = spawn(this.server.file, ['--stdio', ...this.serverArguments]);
    process.once('exit', (code, signal) => {
      if (code !== 0 && !this.stopping) {
        this.output.appendLine(`The server ended: ${signal ?? `exit status ${code}`}`);
      }
    });
    this.process = process;
    await once(process, 'spawn');
    return process;
  }

  // One that never came up will not do so the next time either.
  private closed(): CloseHandlerResult | Promise<CloseHandlerResult> {
    return this.client.hasRun
      ? this.crashes.closed()
      : { action: CloseAction.DoNotRestart, handled: true };
  }
}

// For a server that does not start, vscode-languageclient brings up several messages; the extension
// shows one of its own. A text that cannot be formatted is no failure: with format on save it would
// bring up a message each time that a half-written file is saved.
class QuietClient extends LanguageClient {
  hasRun = false;

  override handleFailedRequest<T>(
    type: MessageSignature,
    token: vscode.CancellationToken | undefined,
    error: unknown,
    defaultValue: T,
    showNotification?: boolean,
  ): T {
    const isRefusal = error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed;
    if (isRefusal && type.method.endsWith('ormatting')) {
      vscode.window.setStatusBarMessage(`Buildspec: ${error.message}`, REFUSAL_MS);
      return defaultValue;
    }
    return super.handleFailedRequest(type, token, error, defaultValue, showNotification);
  }

  override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
    super.error(message, data, this.hasRun ? showNotification : false);
  }
}
