// Packages the extension with the release server in it, for this machine's platform:
//   node packaging/package.mjs [SERVER]     (default: ../build/release/bin/buildspec-lsp)
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const invokedFrom = process.cwd();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const suffix = process.platform === 'win32' ? '.exe' : '';
const server = process.argv[2]
  ? resolve(invokedFrom, process.argv[2])
  : resolve(`../build/release/bin/buildspec-lsp${suffix}`);
if (!existsSync(server)) {
  fail(`There is no server at ${server}. Build it first: ./dev build`);
}
// Two versions in one package would make every bug report a riddle.
const stated = execFileSync(server, ['--version'], { encoding: 'utf8' }).trim();
if (!stated.split(/\s+/).includes(version)) {
  fail(`The server calls itself "${stated}", the extension is version ${version}.`);
}

rmSync('bin', { recursive: true, force: true });
mkdirSync('bin');
copyFileSync(server, `bin/buildspec-lsp${suffix}`);
chmodSync(`bin/buildspec-lsp${suffix}`, 0o755);
copyFileSync('../LICENSE', 'LICENSE');

const target = `${process.platform}-${process.arch}`;
const file = `${name}-${version}.vsix`;
const packaging = spawnSync(
  process.execPath,
  [
    'packaging/node_modules/@vscode/vsce/vsce',
    ...['package', '--target', target, '--out', file],
    '--no-dependencies', // everything is in the bundle
    '--allow-missing-repository',
  ],
  { stdio: 'inherit' },
);
if (packaging.status !== 0) {
  fail('vsce failed');
}
console.log(`${file}: ${stated} for ${target}`);

function fail(message) {
  console.error(`${basename(import.meta.url)}: ${message}`);
  process.exit(1);
}
