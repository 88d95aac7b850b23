// Where the language server is. Pure: what it asks the machine comes in through `Surroundings`.
import * as path from 'node:path';

export const SERVER_NAME = 'buildspec-lsp';

export interface Surroundings {
  /** The setting `buildspec.server.path`; empty where the user set nothing. */
  readonly configuredPath: string;
  /** The folder in which this extension is installed. */
  readonly extensionFolder: string;
  /** The first folder of the workspace; undefined where it is not trusted, or there is none. */
  readonly trustedFolder: string | undefined;
  readonly homeFolder: string;
  /** The value of the environment variable PATH. */
  readonly searchPath: string;
  readonly platform: NodeJS.Platform;
  /** Whether the path names a file that may be run. */
  readonly isExecutable: (file: string) => boolean;
}

export interface FoundServer {
  readonly kind: 'found';
  readonly file: string;
  readonly source: 'setting' | 'bundled' | 'PATH';
}

export interface MissingServer {
  readonly kind: 'missing';
  /** What is wrong and what to do, for the user. */
  readonly message: string;
}

/**
 * The setting decides where there is one: if it names nothing that runs, no other server takes its
 * place in silence. Else the bundled server, else the one on PATH.
 */
export function locateServer(surroundings: Surroundings): FoundServer | MissingServer {
  const configured = surroundings.configuredPath.trim();
  if (configured !== '') {
    return locateConfigured(configured, surroundings);
  }
  const { join } = pathsOf(surroundings);
  const bundled = join(surroundings.extensionFolder, 'bin', fileName(SERVER_NAME, surroundings));
  if (surroundings.isExecutable(bundled)) {
    return { kind: 'found', file: bundled, source: 'bundled' };
  }
  const onPath = findOnPath(SERVER_NAME, surroundings);
  if (onPath !== undefined) {
    return { kind: 'found', file: onPath, source: 'PATH' };
  }
  return missing(
    `This package of the extension carries no language server for this platform, and there is ` +
      `no ${SERVER_NAME} on PATH. Install ${SERVER_NAME}, or set buildspec.server.path to it.`,
  );
}

function locateConfigured(configured: string, surroundings: Surroundings) {
  const paths = pathsOf(surroundings);
  if (!configured.includes('/') && !configured.includes(paths.sep)) {
    const onPath = findOnPath(configured, surroundings);
    return onPath !== undefined
      ? found(onPath)
      : missing(`buildspec.server.path is "${configured}", and there is no such program on PATH.`);
  }
  const expanded = expand(configured, surroundings);
  if (expanded === undefined) {
    return missing(
      `buildspec.server.path is "${configured}", but there is no trusted workspace folder to put ` +
        'in for ${workspaceFolder}.',
    );
  }
  // A relative path would mean another program in every workspace, whoever wrote that workspace.
  if (!paths.isAbsolute(expanded)) {
    return missing(
      `buildspec.server.path is "${configured}", which is a relative path. Give an absolute one, ` +
        'or begin it with ~/ or ${workspaceFolder}/.',
    );
  }
  return surroundings.isExecutable(expanded)
    ? found(expanded)
    : missing(`buildspec.server.path is "${configured}", which is no file that can be run.`);
}

function expand(configured: string, surroundings: Surroundings): string | undefined {
  const { join } = pathsOf(surroundings);
  if (/^~[/\\]/.test(configured)) {
    return join(surroundings.homeFolder, configured.slice(2));
  }
  const variable = '${workspaceFolder}';
  if (!configured.startsWith(variable)) {
    return configured;
  }
  return surroundings.trustedFolder === undefined
    ? undefined
    : join(surroundings.trustedFolder, configured.slice(variable.length));
}

function findOnPath(name: string, surroundings: Surroundings): string | undefined {
  const paths = pathsOf(surroundings);
  return (
    surroundings.searchPath
      .split(paths.delimiter)
      // An empty or relative entry means the current folder, which is the user's workspace.
      .filter((folder) => paths.isAbsolute(folder))
      .map((folder) => paths.join(folder, fileName(name, surroundings)))
      .find((file) => surroundings.isExecutable(file))
  );
}

function fileName(name: string, surroundings: Surroundings): string {
  const isBare = surroundings.platform === 'win32' && path.win32.extname(name) === '';
  return isBare ? `${name}.exe` : name;
}

function pathsOf(surroundings: Surroundings): path.PlatformPath {
  return surroundings.platform === 'win32' ? path.win32 : path.posix;
}

function found(file: string): FoundServer {
  return { kind: 'found', file, source: 'setting' };
}

function missing(message: string): MissingServer {
  return { kind: 'missing', message };
}
