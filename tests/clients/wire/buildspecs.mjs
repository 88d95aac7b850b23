// The documents of the conformance sessions: {name, language, text, edits}; an edit replaces the first
// `from` by `to`.
const kBlock = `version: 0.2
# How the site is built.
run-as: root
env:
  shell: bash
  variables:
    STAGE: &stage test
    API_KEY: hunter2hunter2
  parameter-store:
    TOKEN: /site/token
  exported-variables: [STAGE, VERSION]
phases:
  install:
    runtime-versions:
      nodejs: 12
      python: latest
    commands:
      - npm ci
  pre_build:
    on-failure: ABORT
    commands:
      - cd site
      - export VERSION=$(git describe --tags)
      - |
        for name in one two; do
          echo "$name $STAGE"
        done
  build:
    commands:
      - npm run build -- --stage $STAGE
      - npm run build -- --stage $STAGE
      - ./scripts/deploy.sh "$CODEBUILD_SRC_DIR" > out.txt
    finally:
      - >-
        echo done
        $VERSION
reports:
  unit:
    files: ['**/*.xml']
    file-format: JUNITXML
artifacts:
  files:
    - ./dist/**/*
    - missing/*.zip
  name: site-$VERSION
cache:
  paths: [node_modules/**/*]
`;

const kBatch = `version: 0.2
batch:
  fast-fail: false
  build-graph:
    - identifier: first
      env:
        compute-type: BUILD_GENERAL1_SMALL
        image: aws/codebuild/standard:7.0
        variables: {STAGE: a}
      buildspec: ci/child.yml
    - identifier: second
      depend-on: [first]
    - identifier: third
      depend-on:
        - first
        - secnod
phases:
  build:
    commands: &commands
      - echo \${STAGE:-none}
  post_build:
    commands: *commands
`;

const kEmoji = `version: 0.2
env:
  variables:
    # "grüße 😀"
    NAME: "😀 ä"
phases:
  build:
    commands:
      - echo "😀😀 $NAME" && echo ä > "$CODEBUILD_SRC_DIR/ö" # 😀
      - 'echo ''$NAME'' 👩‍👩‍👧 $NAME'
  biuld:
    commands: ["echo 😀 $NAME"]
`;

const kBroken = `version: 0.2
phases:
  build:
    commands:
      - echo "unfinished
      - echo two
  post_build
    commands:
     - a: b
      - [x
artifacts:
    files: {
  `;

const kHalf = `version: 0.2
env:
  variables:
    A: 1
phases:
  ins
  build:
    commands:
      - echo $
      - aws s3 cp dist/ 
    fin
artifacts:
  files:
    - di
  
# buildspec-lint-ignore 
`;

const kJson = `{
  "version": 0.2,
  "env": {"variables": {"STAGE": "test", "STAGE": "twice"}},
  "phases": {
    "build": {"commands": ["echo $STAGE", "make \\"\\u00e4\\"", "cd dist && ls"]},
    "instal": {"commands": []}
  },
  "artifacts": {"files": ["./dist/*"], "name": null}
}
`;

const kFlow = `{version: 0.2, phases: {install: {runtime-versions: {nodejs: 20}},
  build: {commands: [echo $CODEBUILD_BUILD_ID, 'make all', "x: y"]}}, artifacts: {files: ['**/*'], },
`;

const kConfiguration = `preset: pedantic
rules:
  missing-file: off
  no-such-rule: error
project:
  image: aws/codebuild/standard:7.0
overrides:
  - files: ["ci/*.yml"]
    ignore: [all]
colour: red
`;

export const kDocuments = [
  {
    name: 'buildspec.yml',
    language: 'yaml',
    text: kBlock,
    edits: [
      ['STAGE: &stage test', 'STAGE: &stage prod'],
      ['  finally:', '  finaly:'],
      ['npm ci', 'npm ci\n      - '],
    ],
  },
  {
    name: 'batch/buildspec.yml',
    language: 'yaml',
    text: kBatch,
    edits: [
      ['secnod', 'second'],
      ['fast-fail: false', 'fast-fail: fal'],
    ],
  },
  {
    name: 'emoji/buildspec.yml',
    language: 'yaml',
    text: kEmoji,
    edits: [
      ['😀 ä', 'ä😀'],
      ['biuld', 'post_build'],
    ],
  },
  {
    name: 'crlf/buildspec.yml',
    language: 'yaml',
    text: kBlock.replaceAll('\n', '\r\n'),
    edits: [
      ['\r\n  build:', '\r\n  biuld:'],
      ['npm ci', '"npm ci"'],
    ],
  },
  {
    name: 'cr/buildspec.yml',
    language: 'yaml',
    text: kEmoji.replaceAll('\n', '\r'),
    edits: [['biuld', 'post_build']],
  },
  {
    name: 'broken/buildspec.yml',
    language: 'yaml',
    text: kBroken,
    edits: [
      ['unfinished', 'finished"'],
      ['{\n', '[a]\n'],
    ],
  },
  {
    name: 'half/buildspec.yml',
    language: 'yaml',
    text: kHalf,
    edits: [
      ['  ins\n', '  install:\n'],
      ['$\n', '$CODE\n'],
    ],
  },
  {
    name: 'json/buildspec.json',
    language: 'json',
    text: kJson,
    edits: [
      ['instal"', 'install"'],
      ['}\n}', '}\n'],
    ],
  },
  {
    name: 'flow/buildspec.yml',
    language: 'yaml',
    text: kFlow,
    edits: [
      ['nodejs: 20', 'nodejs: '],
      ['},\n', '}}\n'],
    ],
  },
  {
    name: 'site/.buildspec-lint.yml',
    language: 'yaml',
    text: kConfiguration,
    edits: [
      ['colour: red\n', ''],
      ['no-such-rule', 'missing-file'],
    ],
  },
  { name: 'empty/buildspec.yml', language: 'yaml', text: '', edits: [] },
  {
    name: 'docker-compose.yml',
    language: 'yaml',
    text: 'services:\n  web:\n    image: x\n',
    edits: [['web', 'wob']],
  },
];

// Files that are not opened.
export const kFiles = {
  'closed/buildspec.yml': 'version: 0.2\nphases:\n  biuld:\n    commands:\n      - make\n',
  'ci/child.yml':
    'version: 0.2\nenv:\n  variables:\n    STAGE: b\nphases:\n  build:\n    commands:\n      - echo $STAGE\n',
  'scripts/deploy.sh': '#!/bin/sh\necho "$1"\n',
  'site/buildspec.yml': 'version: 0.2\nphases:\n  build:\n    commands:\n      - make\n',
  'dist/index.html': '',
  'package.json': '{}',
};
