// The connection to one run of the language server.
import * as vscode from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  type State,
  TransportKind,
} from 'vscode-languageclient/node';

import { DOCUMENTS } from './documents';
import type { FoundServer } from './server_location';

// How long a server may take to say good-bye before it is left to end by itself.
const STOP_TIMEOUT_MS = 2000;

export class Client implements vscode.Disposable {
  private readonly client: LanguageClient;

  constructor(
    readonly server: FoundServer,
    serverArguments: string[],
    output: vscode.OutputChannel,
    onState: (state: State) => void,
  ) {
    this.client = new LanguageClient(
      'buildspec', // also names the setting buildspec.trace.server
      'Buildspec',
      { command: server.file, args: serverArguments, transport: TransportKind.stdio },
      {
        documentSelector: DOCUMENTS,
        outputChannel: output,
        traceOutputChannel: output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        diagnosticCollectionName: 'buildspec',
      },
    );
    this.client.onDidChangeState((change) => onState(change.newState));
  }

  /** The version that the server states of itself; undefined before it runs. */
  get version(): string | undefined {
    return this.client.initializeResult?.serverInfo?.version;
  }

  /** Rejects where the server cannot be started; the client itself has told the user then. */
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
}
