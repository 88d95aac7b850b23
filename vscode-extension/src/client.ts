// The connection to one run of the language server.
import type * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';

import { DOCUMENTS } from './documents';
import type { FoundServer } from './server_location';

// How long a server may take to say good-bye before it is left to end by itself.
const STOP_TIMEOUT_MS = 2000;
// A server that crashes more often than this in three minutes stays down.
const MAX_RESTARTS = 4;

export class Client {
  private readonly client: QuietClient;
  private readonly crashes: ErrorHandler;

  constructor(
    readonly server: FoundServer,
    serverArguments: string[],
    output: vscode.OutputChannel,
    onState: (state: State) => void,
  ) {
    this.client = new QuietClient(
      'buildspec', // also names the setting buildspec.trace.server
      'Buildspec',
      { command: server.file, args: serverArguments, transport: TransportKind.stdio },
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

  /** Rejects where the server cannot be started or ends at once. */
  start(): Promise<void> {
    return this.client.start();
  }

  async dispose(): Promise<void> {
    try {
      await this.client.dispose(STOP_TIMEOUT_MS);
    } catch {
      // It never ran, or did not answer in time: either way there is nothing left to wait for.
    }
  }

  // One that never came up will not do so the next time either.
  private closed(): CloseHandlerResult | Promise<CloseHandlerResult> {
    return this.client.hasRun
      ? this.crashes.closed()
      : { action: CloseAction.DoNotRestart, handled: true };
  }
}

// vscode-languageclient calls every end of the server an error, one that was asked for too; and one
// that cannot be started brings up several messages, where the extension shows its own.
class QuietClient extends LanguageClient {
  hasRun = false;

  override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
    if (message !== 'Server process exited with code 0.') {
      super.error(message, data, this.hasRun ? showNotification : false);
    }
  }
}
