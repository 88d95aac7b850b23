// Bundles the extension into out/extension.js, or with --tests each test into out/test/.
import { rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18', // VS Code 1.82 runs extensions on Node 18
  logLevel: 'warning',
};

if (process.argv.includes('--tests')) {
  rmSync('out/test', { recursive: true, force: true });
  const names = await readdir('test');
  const tests = names.filter((name) => name.endsWith('.test.ts')).map((name) => `test/${name}`);
  await build({ ...shared, entryPoints: tests, outdir: 'out/test' });
} else {
  await build({
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'out/extension.js',
    external: ['vscode'], // given by the editor at run time
    minify: true,
  });
}
