// The protocol's own model: every request, notification and structure of LSP, read from the
// declarations that vscode-languageserver-protocol is published with. The protocol's metaModel.json
// is made from the same sources, but is in no package.
//
// A type is one of
//   {kind: 'base', name}             any, never, null, string, boolean, decimal, integer, uinteger, URI
//   {kind: 'literal', value}
//   {kind: 'reference', name}        of `named`
//   {kind: 'array', element}         {kind: 'tuple', elements}
//   {kind: 'map', value}
//   {kind: 'or', items}              {kind: 'and', items}
//   {kind: 'object', properties}     name → {type, optional, later}
// `later` is what a structure or property says of itself where it is not of 3.17: its version.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const kBase = new Map([
  ['uinteger', 'uinteger'],
  ['integer', 'integer'],
  ['decimal', 'decimal'],
  ['URI', 'URI'],
  ['DocumentUri', 'URI'],
  ['LSPAny', 'any'],
  ['LSPObject', 'any'],
  ['LSPArray', 'any'],
]);
const base = (name) => ({ kind: 'base', name });

// The declared files, and TypeScript; nothing where the packages are not installed.
function installed() {
  const require = createRequire(import.meta.url);
  try {
    const common = join(dirname(require.resolve('vscode-languageserver-protocol/node')), 'lib/common');
    const rpc = join(dirname(require.resolve('vscode-jsonrpc/node')), 'lib/common');
    const types = dirname(require.resolve('vscode-languageserver-types'));
    const files = readdirSync(common)
      .filter((name) => /^protocol\..*d\.ts$/.test(name))
      .map((name) => join(common, name));
    return {
      ts: require('typescript'),
      protocol: require('vscode-languageserver-protocol/node'),
      files: [...files, join(types, 'main.d.ts'), join(rpc, 'messages.d.ts'), join(rpc, 'connection.d.ts')],
    };
  } catch {
    return null;
  }
}

class Reader {
  types = new Map();
  namespaces = new Map(); // name → its statements
  requests = new Map();
  notifications = new Map();

  constructor({ ts, protocol }) {
    this.ts = ts;
    this.protocol = protocol;
  }

  read(file) {
    const { ts } = this;
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
        this.types.set(statement.name.text, { declared: statement });
      } else if (ts.isEnumDeclaration(statement)) {
        this.types.set(statement.name.text, { type: this.enumeration(statement) });
      } else if (ts.isModuleDeclaration(statement) && ts.isModuleBlock(statement.body)) {
        this.namespaces.set(statement.name.text, statement.body.statements);
      }
    }
  }

  // The version of a declaration that 3.17 does not have, else nothing.
  later(node) {
    const tags = this.ts.getJSDocTags(node);
    const since = tags.find((tag) => tag.tagName.text === 'since');
    const version = /(\d+)\.(\d+)/.exec(this.ts.getTextOfJSDocComment(since?.comment) ?? '');
    if (version && (version[1] > 3 || version[2] > 17)) return version[0];
    return tags.some((tag) => tag.tagName.text === 'proposed') ? 'proposed' : undefined;
  }

  enumeration(node) {
    const items = node.members.map(({ initializer }) => ({
      kind: 'literal',
      value: this.value(initializer),
    }));
    return { kind: 'or', items };
  }

  value(node) {
    const { ts } = this;
    if (ts.isPrefixUnaryExpression(node)) return -this.value(node.operand);
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (ts.isStringLiteral(node)) return node.text;
    return node.kind === ts.SyntaxKind.TrueKeyword;
  }

  // A constant of a namespace, `SymbolTag.Deprecated`, as a type.
  constant(namespace, name) {
    return this.constants(namespace).get(name) ?? base('any');
  }

  constants(namespace) {
    const found = new Map();
    for (const statement of this.namespaces.get(namespace) ?? []) {
      if (!this.ts.isVariableStatement(statement)) continue;
      for (const declared of statement.declarationList.declarations) {
        found.set(
          declared.name.text,
          declared.type
            ? this.type(declared.type)
            : { kind: 'literal', value: this.value(declared.initializer) },
        );
      }
    }
    return found;
  }

  properties(members) {
    const { ts } = this;
    const properties = new Map();
    for (const member of members) {
      if (!ts.isPropertySignature(member)) continue;
      properties.set(member.name.text, {
        type: this.type(member.type),
        optional: member.questionToken !== undefined,
        later: this.later(member),
      });
    }
    return properties;
  }

  literal(node) {
    // "And whatever else" beside named members is no licence for a server.
    const [index] = node.members;
    if (node.members.length === 1 && this.ts.isIndexSignatureDeclaration(index)) {
      return { kind: 'map', value: this.type(index.type) };
    }
    return { kind: 'object', properties: this.properties(node.members) };
  }

  type(node) {
    const { ts } = this;
    const K = ts.SyntaxKind;
    switch (node.kind) {
      case K.StringKeyword:
        return base('string');
      case K.NumberKeyword:
        return base('decimal');
      case K.BooleanKeyword:
        return base('boolean');
      case K.AnyKeyword:
      case K.UnknownKeyword:
      case K.ObjectKeyword:
        return base('any');
      case K.NeverKeyword:
        return base('never');
      case K.VoidKeyword:
      case K.UndefinedKeyword:
        return base('null');
      case K.LiteralType:
        if (node.literal.kind === K.NullKeyword) return base('null');
        return { kind: 'literal', value: this.value(node.literal) };
      case K.ArrayType:
        return { kind: 'array', element: this.type(node.elementType) };
      case K.TupleType:
        return { kind: 'tuple', elements: node.elements.map((each) => this.type(each)) };
      case K.UnionType:
        return { kind: 'or', items: node.types.map((each) => this.type(each)) };
      case K.IntersectionType:
        return { kind: 'and', items: node.types.map((each) => this.type(each)) };
      case K.ParenthesizedType:
        return this.type(node.type);
      case K.TypeLiteral:
        return this.literal(node);
      case K.TypeQuery:
        return this.constant(node.exprName.left.text, node.exprName.right.text);
      case K.TypeReference:
        return this.reference(node);
      default:
        throw new Error(`a type that is not understood: ${node.getText()}`);
    }
  }

  reference(node) {
    if (this.ts.isQualifiedName(node.typeName)) {
      return this.constant(node.typeName.left.text, node.typeName.right.text);
    }
    const name = node.typeName.text;
    if (kBase.has(name)) return base(kBase.get(name));
    if (name === 'Array') return { kind: 'array', element: this.type(node.typeArguments[0]) };
    return { kind: 'reference', name };
  }

  // What a name stands for: {type, later}. A type parameter stands for what its user makes of it.
  named(name) {
    const entry = this.types.get(name);
    if (!entry) {
      if (/^[A-Z]$/.test(name)) return { type: base('any') };
      throw new Error(`a type that is not declared: ${name}`);
    }
    if (entry.declared && !entry.type) {
      const { declared } = entry;
      entry.later = this.later(declared);
      entry.type = this.ts.isInterfaceDeclaration(declared)
        ? this.structure(declared)
        : this.type(declared.type);
    }
    return entry;
  }

  structure(declared) {
    const own = this.literal(declared);
    const bases = (declared.heritageClauses ?? [])
      .flatMap((clause) => clause.types)
      .map((each) => ({ kind: 'reference', name: each.expression.text }));
    return bases.length === 0 ? own : { kind: 'and', items: [...bases, own] };
  }

  method(name, statements) {
    const { ts } = this;
    const constants = new Map();
    for (const statement of statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const each of statement.declarationList.declarations) constants.set(each.name.text, each.type);
    }
    const method = constants.get('method');
    const type = constants.get('type');
    if (!method || !type || !ts.isTypeReferenceNode(type)) return;
    const given = (type.typeArguments ?? []).map((each) => this.type(each));
    const known = {
      name,
      later: this.later(statements[0].parent.parent),
      direction: this.protocol[name]?.messageDirection,
    };
    const key = method.literal.text;
    switch (type.typeName.text) {
      case 'ProtocolRequestType':
        this.requests.set(key, {
          ...known,
          params: given[0],
          result: given[1],
          part: given[2],
          options: given[4],
        });
        break;
      case 'ProtocolRequestType0':
        this.requests.set(key, {
          ...known,
          params: base('null'),
          result: given[0],
          part: given[1],
          options: given[3],
        });
        break;
      case 'ProtocolNotificationType':
        this.notifications.set(key, { ...known, params: given[0], options: given[1] });
        break;
      case 'ProtocolNotificationType0':
        this.notifications.set(key, { ...known, params: base('null'), options: given[0] });
        break;
      case 'RegistrationType':
        this.requests.set(key, { ...known, registration: true, options: given[0] });
        break;
    }
  }
}

// Those that begin with $/, which no declaration names.
function addGeneral(reader) {
  const both = { direction: 'both', options: base('null') };
  const token = { kind: 'or', items: [base('integer'), base('string')] };
  const object = (properties) => ({ kind: 'object', properties: new Map(Object.entries(properties)) });
  reader.notifications.set('$/progress', {
    ...both,
    params: object({
      token: { type: token, optional: false },
      value: { type: base('any'), optional: false },
    }),
  });
  reader.notifications.set('$/cancelRequest', {
    ...both,
    params: object({ id: { type: token, optional: false } }),
  });
  reader.notifications.set('$/logTrace', {
    ...both,
    params: { kind: 'reference', name: 'LogTraceParams' },
  });
}

// The model, or nothing where the packages are not installed.
export function loadModel() {
  const found = installed();
  if (!found) return null;
  const reader = new Reader(found);
  for (const file of found.files) reader.read(file);
  for (const [name, statements] of reader.namespaces) reader.method(name, statements);
  addGeneral(reader);
  const { requests, notifications } = reader;
  const { ErrorCodes, LSPErrorCodes } = found.protocol;
  return {
    requests,
    notifications,
    named: (name) => reader.named(name),
    // The constants of a namespace.
    values: (name) => Object.values(found.protocol[name]).filter((value) => typeof value !== 'function'),
    errorCodes: new Set(
      Object.entries({ ...ErrorCodes, ...LSPErrorCodes })
        .filter(([name]) => !/Range|^server|^Message|^Pending|^Connection/.test(name))
        .map(([, code]) => code),
    ),
  };
}
