import assert from 'node:assert/strict';
import { test } from 'node:test';

import { locateServer, type MissingServer, type Surroundings } from '../src/server_location';

// A machine on which exactly the `programs` can be run.
function machine(programs: string[], changes: Partial<Surroundings> = {}): Surroundings {
  return {
    configuredPath: '',
    extensionFolder: '/extensions/buildspec',
    trustedFolder: '/project',
    homeFolder: '/home/ada',
    searchPath: '/usr/local/bin:/usr/bin',
    platform: 'linux',
    isExecutable: (file) => programs.includes(file),
    ...changes,
  };
}

function messageFor(surroundings: Surroundings): string {
  const result = locateServer(surroundings);
  assert.equal(result.kind, 'missing');
  return (result as MissingServer).message;
}

const BUNDLED = '/extensions/buildspec/bin/buildspec-lsp';
const ON_PATH = '/usr/bin/buildspec-lsp';

test('the bundled server comes before the one on PATH', () => {
  assert.deepEqual(locateServer(machine([BUNDLED, ON_PATH])), {
    kind: 'found',
    file: BUNDLED,
    source: 'bundled',
  });
});

test('without a bundled server the first one on PATH is taken', () => {
  const programs = [ON_PATH, '/usr/local/bin/buildspec-lsp'];
  assert.deepEqual(locateServer(machine(programs)), {
    kind: 'found',
    file: '/usr/local/bin/buildspec-lsp',
    source: 'PATH',
  });
});

test('the setting comes before both', () => {
  const configuredPath = '/opt/buildspec-lsp';
  const programs = [configuredPath, BUNDLED, ON_PATH];
  assert.deepEqual(locateServer(machine(programs, { configuredPath })), {
    kind: 'found',
    file: configuredPath,
    source: 'setting',
  });
});

test('a setting that names nothing is never replaced by another server in silence', () => {
  const programs = [BUNDLED, ON_PATH];
  for (const configuredPath of ['/opt/gone', 'no-such-program', '~/gone']) {
    const message = messageFor(machine(programs, { configuredPath }));
    assert.ok(message.includes(`"${configuredPath}"`), message);
  }
});

test('a setting of blanks is no setting', () => {
  const result = locateServer(machine([BUNDLED], { configuredPath: '  ' }));
  assert.equal(result.kind === 'found' && result.source, 'bundled');
});

test('the home folder and the workspace folder are put in', () => {
  for (const [configuredPath, file] of [
    ['~/bin/buildspec-lsp', '/home/ada/bin/buildspec-lsp'],
    ['${workspaceFolder}/build/buildspec-lsp', '/project/build/buildspec-lsp'],
  ] as const) {
    assert.deepEqual(locateServer(machine([file], { configuredPath })), {
      kind: 'found',
      file,
      source: 'setting',
    });
  }
});

test('a workspace that is not trusted gives no program to run', () => {
  const configuredPath = '${workspaceFolder}/build/buildspec-lsp';
  const programs = ['/project/build/buildspec-lsp', '/build/buildspec-lsp', BUNDLED];
  const message = messageFor(machine(programs, { configuredPath, trustedFolder: undefined }));
  assert.match(message, /trusted workspace/);
});

test('a relative path is refused: it would run what the workspace holds', () => {
  for (const configuredPath of ['./buildspec-lsp', 'bin/buildspec-lsp', '../buildspec-lsp']) {
    const message = messageFor(machine([configuredPath, BUNDLED], { configuredPath }));
    assert.match(message, /relative path/);
  }
});

test('a bare name is looked for on PATH', () => {
  const result = locateServer(machine(['/usr/bin/my-lsp'], { configuredPath: 'my-lsp' }));
  assert.deepEqual(result, { kind: 'found', file: '/usr/bin/my-lsp', source: 'setting' });
});

test('entries of PATH that mean the current folder are passed over', () => {
  const programs = ['buildspec-lsp', './buildspec-lsp', 'tools/buildspec-lsp', ON_PATH];
  const result = locateServer(machine(programs, { searchPath: ':.:tools:/usr/bin' }));
  assert.equal(result.kind === 'found' && result.file, ON_PATH);
  const without = machine(programs, { searchPath: ':.:tools' });
  assert.match(messageFor(without), /no buildspec-lsp on PATH/);
});

test('nothing anywhere: the message says what to do', () => {
  const message = messageFor(machine([]));
  assert.match(message, /Install buildspec-lsp/);
  assert.match(message, /buildspec\.server\.path/);
});

test('Windows: .exe, back slashes, semicolons', () => {
  const windows = {
    platform: 'win32',
    extensionFolder: 'C:\\ext',
    homeFolder: 'C:\\Users\\ada',
    searchPath: 'C:\\Windows;C:\\Tools',
  } as const;
  const find = (programs: string[], changes: Partial<Surroundings> = {}) => {
    const result = locateServer(machine(programs, { ...windows, ...changes }));
    return result.kind === 'found' ? result.file : result.message;
  };
  const bundled = 'C:\\ext\\bin\\buildspec-lsp.exe';
  const onPath = 'C:\\Tools\\buildspec-lsp.exe';
  assert.equal(find([bundled, onPath]), bundled);
  assert.equal(find([onPath]), onPath);
  assert.equal(find([onPath], { configuredPath: 'buildspec-lsp' }), onPath);
  assert.equal(find([onPath], { configuredPath: 'buildspec-lsp.exe' }), onPath);
  assert.equal(find([onPath], { configuredPath: onPath }), onPath);
  const inHome = 'C:\\Users\\ada\\lsp.exe';
  assert.equal(find([inHome], { configuredPath: '~\\lsp.exe' }), inHome);
  assert.match(find([onPath], { configuredPath: 'Tools\\buildspec-lsp.exe' }), /relative path/);
});
