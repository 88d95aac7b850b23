// Which documents the server is told about: a net, wider than what it lints. The server decides by
// name and content which of them are buildspecs, exactly as the command line does.
import type { DocumentSelector } from 'vscode-languageclient/node';

// VS Code's patterns know no case-insensitive form; these spellings occur.
const NAME = '*{[bB]uild[sS]pec,BUILDSPEC,[cC]ode[bB]uild}*';

export const DOCUMENTS: DocumentSelector = [
  { scheme: 'file', language: 'yaml' },
  { scheme: 'untitled', language: 'yaml' },
  // Other extensions give YAML files languages of their own (CloudFormation's, say).
  { scheme: 'file', pattern: `**/${NAME}.{yml,yaml}` },
  // JSON is everywhere (lock files, data): only where the path speaks of a buildspec.
  { scheme: 'file', pattern: `**/${NAME}.json` },
  { scheme: 'file', pattern: `**/${NAME}/**/*.json` },
];
