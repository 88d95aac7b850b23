// What the manifest offers stands in the README. That the server knows each setting is seen by the
// sessions of real clients.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text);
const readme = readFileSync('README.md', 'utf8');

test('every setting is in the README', () => {
  for (const name of Object.keys(manifest.contributes.configuration.properties)) {
    const [section, group, member] = name.split('.');
    const isNamed =
      readme.includes(`\`${name}\``) ||
      (readme.includes(`\`${section}.${group}.…\``) && readme.includes(`\`${member}\``));
    assert.ok(isNamed, name);
  }
});

test('every setting is described and has a default of its type', () => {
  for (const [name, each] of Object.entries<Record<string, unknown>>(
    manifest.contributes.configuration.properties,
  )) {
    assert.ok(each['description'] ?? each['markdownDescription'], name);
    const type = Array.isArray(each['default']) ? 'array' : typeof each['default'];
    assert.equal(type, each['type'], name);
  }
});

// JSON keeps the second of two silently.
test('no setting stands there twice', () => {
  const names = [...text.matchAll(/^ {8}"(buildspec\.[^"]+)": \{/gm)].map(([, name]) => name);
  assert.ok(names.length > 10);
  assert.equal(new Set(names).size, names.length);
});

// docs/editors.md lists what the server takes from every editor.
test('the settings are those that the server has', () => {
  const page = readFileSync('../docs/editors.md', 'utf8');
  const table = page.split('| setting | values | |')[1]?.split('\n\n')[0] ?? '';
  const documented = [...table.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(.+?)`/g)].map(([, name]) => name),
  );
  const offered = Object.keys(manifest.contributes.configuration.properties)
    .map((name) => name.replace('buildspec.', ''))
    .filter((name) => !/^(server|trace)\./.test(name))
    .map((name) => name.replace(/^(inlayHints|codeLens)\..*/, '$1'));
  assert.ok(documented.length > 5, table);
  assert.deepEqual([...new Set(offered)].sort(), documented.sort());
});

test('every command is in the README', () => {
  for (const { category, title } of manifest.contributes.commands) {
    assert.ok(readme.includes(`**${category}: ${title}**`), title);
  }
});
