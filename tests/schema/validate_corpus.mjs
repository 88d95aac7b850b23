// Validates the corpus of real buildspecs with the exported JSON Schema, through ajv, and compares
// what does not validate with the committed table corpus_exceptions.tsv: a file that newly fails, or
// newly passes, or fails elsewhere fails the test.
// Usage: node validate_corpus.mjs SCHEMA [--update]
// Exits with 77 (skipped) where the packages or the corpus are absent.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const corpus = join(process.env.BUILDSPEC_CORPUS ?? join(here, '..', '..', '..', 'shared', 'corpus'), 'buildspecs');
const table = join(here, 'corpus_exceptions.tsv');
const [schemaPath, mode] = process.argv.slice(2);

function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}
if (!existsSync(join(here, 'node_modules'))) skip('no node_modules here; run npm ci --ignore-scripts');
if (!existsSync(corpus)) skip(`no corpus at ${corpus}`);
const { default: Ajv } = await import('ajv');
const { parseAllDocuments } = await import('yaml');

// Strict: a keyword that draft-07 does not know, or that has no effect, is a mistake of ours. (Not
// strictRequired: it does not see that the properties stand in the schema around an anyOf.)
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, 'utf8')));

// The first document, as YAML 1.1 reads it; dates stay text.
function read(bytes) {
  const options = {
    version: '1.1',
    uniqueKeys: false,
    customTags: (tags) => tags.filter((tag) => !String(tag.tag).endsWith(':timestamp')),
  };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const document = parseAllDocuments(text, options)[0];
  if (!document) return { value: null };
  if (document.errors.length > 0) return { problem: `not YAML: ${document.errors[0].code}` };
  return { value: document.toJS() };
}

// "/phases additionalProperties test": the innermost errors; "anyOf" only repeats them.
function describe(error) {
  const detail = error.params.additionalProperty ?? error.params.missingProperty ?? error.params.propertyName ?? '';
  return [error.instancePath || '/', error.keyword, detail].filter(Boolean).join(' ');
}

function problems(bytes) {
  const { value, problem } = read(bytes);
  if (problem) return problem;
  if (validate(value)) return '';
  const errors = validate.errors.filter((error) => !['anyOf', 'if'].includes(error.keyword));
  const first = [...new Set(errors.map(describe))].sort().slice(0, 3);
  return first.join('; ').replace(/[\t\n\r]/g, ' ');
}

const found = new Map();
const names = new Map();
for (const name of readdirSync(corpus).sort()) {
  const bytes = readFileSync(join(corpus, name));
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  names.set(hash, name);
  const problem = problems(bytes);
  if (problem) found.set(hash, problem);
}

// Lines: hash, what the validator says, why that is a defect of the file.
const lines = existsSync(table) ? readFileSync(table, 'utf8').split('\n') : [];
const expected = new Map();
for (const line of lines.filter((text) => text && !text.startsWith('#'))) {
  const [hash, problem, reason] = line.split('\t');
  expected.set(hash, { problem, reason });
}

if (mode === '--update') {
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = rows.map(([hash, problem]) => `${hash}\t${problem}\t${expected.get(hash)?.reason ?? ''}\n`).join('');
  writeFileSync(table, lines.filter((line) => line.startsWith('#')).map((line) => `${line}\n`).join('') + text);
  console.log(`${names.size} files, ${found.size} do not validate`);
  process.exit(0);
}

let failed = false;
function report(message) {
  console.error(message);
  failed = true;
}
for (const [hash, problem] of found) {
  const known = expected.get(hash);
  if (!known) report(`${names.get(hash)} (${hash}) does not validate: ${problem}`);
  else if (known.problem !== problem) report(`${names.get(hash)} (${hash}): was "${known.problem}", is "${problem}"`);
}
for (const [hash, { reason }] of expected) {
  if (!reason) report(`${hash}: no reason is given`);
  if (!names.has(hash)) report(`${hash} is not in the corpus`);
  else if (!found.has(hash)) report(`${names.get(hash)} (${hash}) validates now`);
}
console.log(`${names.size} files, ${found.size} do not validate, ${expected.size} expected`);
process.exit(failed ? 1 : 0);
