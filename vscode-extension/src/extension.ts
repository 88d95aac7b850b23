// Commands, settings and the lifetime of the server.
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';

import * as vscode from 'vscode';
import { State } from 'vscode-languageclient/node';

import { Client } from './client';
import { DOCUMENTS } from './documents';
import { locateServer } from './server_location';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const extension = new Extension(context);
  context.subscriptions.push(extension);
  running = extension;
  await extension.restart();
}

// VS Code waits for deactivate(), but not for what it disposes: the server is told to go here.
export async function deactivate(): Promise<void> {
  await running?.stop();
}

let running: Extension | undefined;

// The path itself is too long for the status; it stands in the output channel.
const SOURCE_WORDS = {
  setting: 'server from buildspec.server.path',
  bundled: 'bundled server',
  PATH: 'server from PATH',
};

class Extension implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel('Buildspec');
  private readonly status = vscode.languages.createLanguageStatusItem(
    'buildspec.server',
    DOCUMENTS as vscode.DocumentSelector,
  );
  private readonly subscriptions: vscode.Disposable[];
  private client: Client | undefined;
  // A restart waits for the one before it: a client that is starting cannot be stopped.
  private lastRestart: Promise<void> = Promise.resolve();

  constructor(private readonly context: vscode.ExtensionContext) {
    this.status.name = 'Buildspec';
    this.status.command = { title: 'Show Output', command: 'buildspec.showOutput' };
    this.subscriptions = [
      this.output,
      this.status,
      vscode.commands.registerCommand('buildspec.restartServer', () => this.restart()),
      vscode.commands.registerCommand('buildspec.showOutput', () => this.output.show()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('buildspec.server')) {
          void this.restart();
        }
      }),
      // With trust, ${workspaceFolder} in the user's own setting begins to mean something.
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        if (this.client === undefined) {
          void this.restart();
        }
      }),
    ];
  }

  restart(): Promise<void> {
    this.lastRestart = this.lastRestart.then(async () => {
      await this.stop();
      await this.start();
    });
    return this.lastRestart;
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async start(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('buildspec');
    const server = locateServer({
      configuredPath: settings.get('server.path', ''),
      extensionFolder: this.context.extensionPath,
      trustedFolder: vscode.workspace.isTrusted ? firstFolder() : undefined,
      homeFolder: homedir(),
      searchPath: process.env['PATH'] ?? '',
      platform: process.platform,
      isExecutable,
    });
    if (server.kind === 'missing') {
      this.showStopped();
      this.output.appendLine(server.message);
      void this.offer(server.message, 'Open Settings', 'workbench.action.openSettings');
      return;
    }
    this.output.appendLine(`Starting ${server.file} (${server.source})`);
    const client = new Client(
      server,
      settings.get('server.arguments', []),
      this.output,
      (state) => {
        if (this.client === client) {
          this.showState(client, state);
        }
      },
    );
    this.client = client;
    try {
      await client.start();
    } catch {
      await this.stop();
      this.showStopped();
      const message = `The language server could not be started: ${server.file}`;
      void this.offer(message, 'Show Output', 'buildspec.showOutput');
    }
  }

  private showState(client: Client, state: State): void {
    this.status.busy = state === State.Starting;
    if (state === State.Stopped) {
      this.showStopped();
    } else if (state === State.Running) {
      this.status.severity = vscode.LanguageStatusSeverity.Information;
      this.status.text = `Buildspec ${client.version ?? ''}`.trim();
      this.status.detail = SOURCE_WORDS[client.server.source];
    }
  }

  private showStopped(): void {
    this.status.busy = false;
    this.status.severity = vscode.LanguageStatusSeverity.Error;
    this.status.text = 'Buildspec';
    this.status.detail = 'the server is not running';
  }

  private async offer(message: string, label: string, command: string): Promise<void> {
    const choice = await vscode.window.showErrorMessage(`Buildspec: ${message}`, label);
    if (choice === label) {
      await vscode.commands.executeCommand(command, 'buildspec.server');
    }
  }
}

function firstFolder(): string | undefined {
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
