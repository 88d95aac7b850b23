// Writes the pages that the linter itself knows best: docs/rules.md and docs/coverage.md.
// Usage: node tools/generate_docs.mjs LINTER [--check]
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const linter = resolve(process.argv[2]);
const check = process.argv[3] === '--check';

for (const name of ['rules', 'coverage']) {
  const path = fileURLToPath(new URL(`../docs/${name}.md`, import.meta.url));
  const wanted = execFileSync(linter, ['dev', name], { encoding: 'utf8' });
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) continue;
  if (check) {
    console.error(`docs/${name}.md is out of date; run ./dev format`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, wanted);
  }
}
