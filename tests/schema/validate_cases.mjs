// Holds the exported JSON Schema against small buildspecs whose verdict is known, and against the
// examples in its own descriptions.
// Usage: node validate_cases.mjs SCHEMA
// Exits with 77 (skipped) where the packages are absent.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
if (!existsSync(join(here, 'node_modules'))) {
  console.log('skipped: no node_modules here; run npm ci --ignore-scripts');
  process.exit(77);
}
const { default: Ajv } = await import('ajv');
const { parse } = await import('yaml');

const schema = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(schema);
const read = (text) => parse(text, { version: '1.1', uniqueKeys: false });

let failures = 0;
let checks = 0;
function check(good, message) {
  ++checks;
  if (good) return;
  ++failures;
  console.error(message);
}

const build = 'version: 0.2\nphases: {build: {commands: [make]}}\n';
const task = (env) => `version: 0.2\nbatch: {build-list: [{identifier: a, env: ${env}}]}\n`;
const phase = (text) => `version: 0.2\nphases: {build: {commands: [make], ${text}}}\n`;

const valid = {
  minimal: build,
  'version in quotes': build.replace('0.2', '"0.2"'),
  'version 0.1': 'version: 0.1\nenvironment_variables: {plaintext: {A: b}}\nphases: {build: {commands: [make]}}\n',
  'a batch alone': 'version: 0.2\nbatch: {build-graph: [{identifier: a}, {identifier: b, depend-on: [a]}]}\n',
  'empty sections': `${build}env:\nproxy:\nartifacts:\nreports:\ncache:\n`,
  'empty phases': 'version: 0.2\nphases:\n',
  'commands as one text': 'version: 0.2\nphases: {build: {commands: make}}\n',
  'commands with nothing': 'version: 0.2\nphases:\n  build:\n    commands:\n      -\n      - true\n      - 5\n',
  'files as one text': `${build}artifacts: {files: '**/*'}\n`,
  'runtimes as numbers': 'version: 0.2\nphases: {install: {runtime-versions: {python: 3.12, java: corretto21, php: $PHP}}}\n',
  'a runtime of a custom image': 'version: 0.2\nphases: {install: {runtime-versions: {erlang: 27}}}\n',
  'values that are no text': `${build}env: {variables: {A: true, B: 1, C: 1.5, D: }}\n`,
  'a configuration variable': `${build}env: {variables: {CODEBUILD_CONFIG_AUTO_DISCOVER: false}}\n`,
  'yes as YAML 1.2 reads it': `${build}artifacts: {files: [a], discard-paths: "yes"}\n`,
  'report format in another case': `${build}reports: {unit: {files: [a], file-format: JunitXml}}\n`,
  'a report group by variable': `${build}reports: {$GROUP: {files: [a]}}\n`,
  'on-failure in another case': phase('on-failure: abort'),
  'on-failure with a count': phase('on-failure: RETRY-100'),
  'on-failure with both': phase('on-failure: "Retry-3-.*a: b.*"'),
  'on-failure by a pattern of digits': phase('on-failure: RETRY-5xx'),
  'a secret by ARN': `${build}env: {secrets-manager: {A: "arn:aws:secretsmanager:eu-west-1:1:secret:n-a1b2c3:key::"}}\n`,
  'a secret with all but the id': `${build}env: {secrets-manager: {A: "n:key:AWSPREVIOUS"}}\n`,
  'an image by variable': task('{image: $IMAGE, compute-type: $SIZE, type: $TYPE, privileged-mode: true}'),
  fanout: 'version: 0.2\nbatch: {build-fanout: {parallelism: 4, ignore-failure: true}}\n',
  matrix:
    'version: 0.2\nbatch: {build-matrix: {static: {ignore-failure: false, env: {type: ARM_CONTAINER}}, dynamic: {buildspec: [a.yml], env: {image: [a, b], variables: {A: [1, two]}}}}}\n',
  'legacy steps': 'version: 0.2\nphases: {build: {steps: [{uses: actions/checkout@v4, with: {ref: main}}]}}\n',
};

const invalid = {
  'a list': '- version: 0.2\n',
  'no version': build.replace('version: 0.2\n', ''),
  'version 0.3': build.replace('0.2', '0.3'),
  'no phases': 'version: 0.2\n',
  'an unknown phase': 'version: 0.2\nphases: {test: {commands: [make]}}\n',
  'an unknown section': `${build}stages: []\n`,
  'a misspelled key': `${build}reports: {unit: {files: [a], fileFormat: JUNITXML}}\n`,
  'a command that is a map': 'version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n',
  'a phase without commands': 'version: 0.2\nphases: {build: {finally: [make]}}\n',
  'runtimes as a list': 'version: 0.2\nphases: {install: {runtime-versions: [python]}}\n',
  'no runtimes': 'version: 0.2\nphases: {install: {runtime-versions: }}\n',
  'runtimes in build': phase('runtime-versions: {python: 3.12}'),
  'a variable that is a map': `${build}env: {variables: {A: {B: c}}}\n`,
  'a reserved variable': `${build}env: {variables: {CODEBUILD_X: y}}\n`,
  'an unknown shell': `${build}env: {shell: zsh}\n`,
  'a secret with five parts': `${build}env: {secrets-manager: {A: "a:b:c:d:e"}}\n`,
  'a parameter as a secret': `${build}env: {secrets-manager: {A: "arn:aws:ssm:eu-west-1:1:parameter/x"}}\n`,
  'an unknown on-failure': phase('on-failure: STOP'),
  'too many retries': phase('on-failure: RETRY-101'),
  'too many retries with a pattern': phase('on-failure: RETRY-500-x'),
  'a boolean that is none': `${build}artifacts: {files: [a], discard-paths: maybe}\n`,
  'artifacts without files': `${build}artifacts: {base-directory: dist}\n`,
  'an identifier with a dash': `${build}artifacts: {files: [a], secondary-artifacts: {a-b: {files: [c]}}}\n`,
  'an unknown report format': `${build}reports: {unit: {files: [a], file-format: TAP}}\n`,
  'a report without files': `${build}reports: {unit: {file-format: JUNITXML}}\n`,
  'six fallback keys': `${build}cache: {paths: [a], key: k, fallback-keys: [a, b, c, d, e, f]}\n`,
  'an unknown cache action': `${build}cache: {paths: [a], action: push}\n`,
  'a task without identifier': 'version: 0.2\nbatch: {build-list: [{env: {}}]}\n',
  'a dependency in a list': 'version: 0.2\nbatch: {build-list: [{identifier: a, depend-on: [b]}]}\n',
  'an unknown compute type': task('{compute-type: BUILD_GENERAL1_HUGE}'),
  'no parallelism': 'version: 0.2\nbatch: {build-fanout: {ignore-failure: true}}\n',
  'parallelism of 0': 'version: 0.2\nbatch: {build-fanout: {parallelism: 0}}\n',
  'a scalar under dynamic': 'version: 0.2\nbatch: {build-matrix: {dynamic: {env: {image: a}}}}\n',
  'a list under static': 'version: 0.2\nbatch: {build-matrix: {static: {env: {type: [ARM_CONTAINER]}}}}\n',
};

for (const [name, text] of Object.entries(valid)) {
  check(validate(read(text)), `${name}: is refused: ${ajv.errorsText(validate.errors)}`);
}
for (const [name, text] of Object.entries(invalid)) {
  check(!validate(read(text)), `${name}: is accepted`);
}

// An example begins at any level above its key: its names and values must fit one of these levels.
function fits(example, level) {
  return Object.entries(example).every(([name, value]) => {
    const part = level.properties?.[name];
    return part !== undefined && ajv.validate(part, value);
  });
}

let examples = 0;
function visit(part, levels, path) {
  for (const branch of [part.items, part.additionalProperties, ...(part.anyOf ?? [])]) {
    if (branch && typeof branch === 'object') visit(branch, levels, path);
  }
  if (!part.properties) return;
  const below = [...levels, part];
  for (const [name, property] of Object.entries(part.properties)) {
    const at = `${path}/${name}`;
    check(typeof property.description === 'string', `${at} has no description`);
    for (const [, text] of (property.description ?? '').matchAll(/```yaml\n([^]*?)\n```/g)) {
      ++examples;
      check(below.some((level) => fits(read(text), level)), `the example of ${at} does not validate`);
    }
    visit(property, below, at);
  }
}
visit(schema, [], '');
check(examples > 40, `only ${examples} examples were found`);

console.log(`${checks} checks, ${examples} examples, ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
