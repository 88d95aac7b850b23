// A client that holds every message of the server against the protocol: its shape, its types, what
// the client's own capabilities allow, and that each request is answered once. `faults` is what was
// wrong.
import { at, structureFaults } from './capability_rules.mjs';
import { RawServer } from './raw_server.mjs';
import { check } from './type_check.mjs';

// May be sent before the answer to initialize.
const kEarly = ['window/showMessage', 'window/logMessage', 'telemetry/event', 'window/showMessageRequest'];

// The capability that each request or notification of the server needs.
const kNeeds = {
  'workspace/configuration': 'workspace.configuration',
  'workspace/applyEdit': 'workspace.applyEdit',
  'workspace/workspaceFolders': 'workspace.workspaceFolders',
  'workspace/codeLens/refresh': 'workspace.codeLens.refreshSupport',
  'workspace/inlayHint/refresh': 'workspace.inlayHint.refreshSupport',
  'workspace/semanticTokens/refresh': 'workspace.semanticTokens.refreshSupport',
  'workspace/diagnostic/refresh': 'workspace.diagnostics.refreshSupport',
  'window/showDocument': 'window.showDocument.support',
  'window/workDoneProgress/create': 'window.workDoneProgress',
};

// The client's capability of a method that is registered: its dynamicRegistration.
function registrable(method) {
  const [group, name] = method.split('/');
  if (group === 'workspace') {
    return /^(did|will)(Create|Rename|Delete)Files$/.test(name)
      ? 'workspace.fileOperations'
      : `workspace.${name}`;
  }
  if (/^(did|will)(Open|Change|Save|Close|SaveWaitUntil)$/.test(name))
    return 'textDocument.synchronization';
  return `textDocument.${name}`;
}

// Where the answer to initialize has what a method is registered with: `hover` → hoverProvider.
function providerOf(method) {
  const name = method.split('/')[1];
  return (
    {
      formatting: 'documentFormattingProvider',
      rangeFormatting: 'documentRangeFormattingProvider',
      onTypeFormatting: 'documentOnTypeFormattingProvider',
      symbol: 'workspaceSymbolProvider',
    }[name] ?? `${name}Provider`
  );
}

const kProgress = ['WorkDoneProgressBegin', 'WorkDoneProgressReport', 'WorkDoneProgressEnd'];

export class Wire {
  faults = [];
  messages = 0;
  documents = new Map();
  registered = new Map();
  tokens = new Map(); // of progress that may be reported → what was said last
  parts = new Map(); // of partial results → the request
  pushed = new Map(); // uri → the last diagnostics
  server = {}; // its capabilities
  seen = new Set(); // the names of the structures that came
  #open = new Map(); // id → {method, params, resolve}
  #next = 0;
  #waiting = [];

  constructor(model, program, capabilities, { settings = null, trace = 'off' } = {}) {
    this.model = model;
    this.capabilities = capabilities;
    this.settings = settings;
    this.trace = trace;
    this.raw = new RawServer(program, [], (message) => this.#heard(message));
  }

  can = (path) => path && at(this.capabilities, path);

  fault(text) {
    this.faults.push(text);
  }

  // ---- What is sent ----

  // Resolves to the result; to nothing where the answer is an error, of one of the codes `may`.
  request(method, params, may = []) {
    const id = this.#next % 2 === 0 ? (this.#next += 1) : `s${(this.#next += 1)}`;
    if (params?.partialResultToken) this.parts.set(params.partialResultToken, method);
    if (params?.workDoneToken) this.tokens.set(params.workDoneToken, null);
    return new Promise((resolve) => {
      this.#open.set(id, { method, params, may, resolve });
      this.raw.send({ id, method, params });
    });
  }

  notify(method, params) {
    this.raw.send({ method, params });
  }

  cancelAll() {
    for (const id of this.#open.keys()) this.notify('$/cancelRequest', { id });
  }

  open(uri, languageId, version, text) {
    this.documents.set(uri, { uri, version, text, lines: lineLengths(text, this.server.positionEncoding) });
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  change(uri, contentChanges, text) {
    const document = this.documents.get(uri);
    document.version += 1;
    document.text = text;
    document.lines = lineLengths(text, this.server.positionEncoding);
    this.notify('textDocument/didChange', {
      textDocument: { uri, version: document.version },
      contentChanges,
    });
  }

  close(uri) {
    this.documents.delete(uri);
    this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  // The capabilities of the answer to initialize, and those that were registered since.
  providers() {
    const providers = { ...this.server };
    for (const { method, registerOptions } of this.registered.values()) {
      if (/^textDocument\/(?!did|will)|^workspace\/symbol$|^workspace\/executeCommand$/.test(method)) {
        providers[providerOf(method)] = registerOptions ?? true;
      }
    }
    return providers;
  }

  // Until a condition holds; asked after every message.
  until(condition) {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ condition, resolve });
    });
  }

  unanswered() {
    return [...this.#open.values()].map(({ method }) => method);
  }

  // ---- What is heard ----

  #heard(message) {
    this.messages += 1;
    if (message.jsonrpc !== '2.0') this.fault(`jsonrpc is ${message.jsonrpc}`);
    if ('method' in message) {
      this.#onlyMembers(message, ['jsonrpc', 'id', 'method', 'params']);
      if ('id' in message) this.#asked(message);
      else this.#told(message);
    } else {
      this.#answered(message);
    }
    for (const each of this.#waiting.splice(0)) {
      if (each.condition()) each.resolve();
      else this.#waiting.push(each);
    }
  }

  #onlyMembers(message, names) {
    const other = Object.keys(message).find((name) => !names.includes(name));
    if (other) this.fault(`a message with ${other}: ${JSON.stringify(message).slice(0, 200)}`);
  }

  #checked(type, value, path, exchange) {
    const { faults, found } = check(this.model, type, value, path);
    for (const { name } of found) this.seen.add(name);
    this.faults.push(...faults);
    if (faults.length === 0) this.faults.push(...structureFaults(this, found, exchange));
    return found;
  }

  #answered(message) {
    const asked = this.#open.get(message.id);
    if (!asked)
      return this.fault(`an answer that nobody waits for: ${JSON.stringify(message).slice(0, 200)}`);
    this.#open.delete(message.id);
    const { method, params, may, resolve } = asked;
    this.#onlyMembers(message, ['jsonrpc', 'id', 'result', 'error']);
    if ('result' in message === 'error' in message)
      this.fault(`${method}: neither or both of result and error`);
    if ('error' in message) {
      this.#failed(method, message.error, may);
      return resolve(undefined);
    }
    const document = this.documents.get(params?.textDocument?.uri);
    if (method === 'initialize') this.server = message.result?.capabilities ?? {};
    const known = this.model.requests.get(method);
    this.#checked(known.result, message.result, method, { method, params, document });
    resolve(message.result);
  }

  #failed(method, error, may) {
    this.#onlyMembers(error, ['code', 'message', 'data']);
    if (!this.model.errorCodes.has(error.code)) this.fault(`${method}: no such error code: ${error.code}`);
    if (typeof error.message !== 'string' || error.message === '')
      this.fault(`${method}: an error without words`);
    if (!may.includes(error.code)) this.fault(`${method}: ${JSON.stringify(error)}`);
  }

  #allowed(method, known) {
    if (!known || known.direction === 'clientToServer')
      return this.fault(`no method of a server: ${method}`);
    if (known.later) this.fault(`${method} is not of 3.17`);
    if (!this.server.textDocumentSync && !kEarly.includes(method))
      this.fault(`${method} before the answer to initialize`);
    if (kNeeds[method] && !this.can(kNeeds[method])) this.fault(`${method} is not taken`);
  }

  #asked({ id, method, params }) {
    const known = this.model.requests.get(method);
    this.#allowed(method, known);
    if (known) this.#checked(known.params, params ?? null, method, { method, params });
    this.raw.send({ id, result: this.#answerTo(method, params) });
  }

  #answerTo(method, params) {
    switch (method) {
      case 'workspace/configuration':
        return params.items.map(() => this.settings);
      case 'workspace/applyEdit':
        return { applied: true };
      case 'window/showDocument':
        return { success: true };
      case 'window/workDoneProgress/create':
        if (this.tokens.has(params.token)) this.fault(`the token ${params.token} is in use`);
        this.tokens.set(params.token, null);
        return null;
      case 'client/registerCapability':
        for (const each of params.registrations) this.#register(each);
        return null;
      case 'client/unregisterCapability':
        for (const { id } of params.unregisterations) {
          if (!this.registered.delete(id)) this.fault(`${id} was not registered`);
        }
        return null;
      default:
        return null;
    }
  }

  #register({ id, method, registerOptions }) {
    if (this.registered.has(id)) this.fault(`${id} is registered twice`);
    this.registered.set(id, { method, registerOptions });
    if (!this.can(registrable(method))?.dynamicRegistration) this.fault(`${method} cannot be registered`);
    if (this.server[providerOf(method)])
      this.fault(`${method} is registered, and in the answer to initialize`);
    const known = this.model.requests.get(method) ?? this.model.notifications.get(method);
    if (!known) return this.fault(`registers what is no method: ${method}`);
    if (registerOptions === undefined) return;
    this.#checked(known.options, registerOptions, `registration of ${method}`, { method });
  }

  #told({ method, params }) {
    const known = this.model.notifications.get(method);
    this.#allowed(method, known);
    if (!known) return;
    this.#checked(known.params, params ?? null, method, {
      method,
      params,
      document: this.documents.get(params?.uri),
    });
    if (method === '$/progress') this.#progressed(params);
    if (method === '$/logTrace') this.#traced(params);
    if (method === 'textDocument/publishDiagnostics') this.pushed.set(params.uri, params);
  }

  #progressed({ token, value }) {
    if (this.parts.has(token)) {
      const method = this.parts.get(token);
      this.#checked(this.model.requests.get(method).part, value, `a part of ${method}`, { method });
      return;
    }
    if (!this.tokens.has(token)) return this.fault(`progress of ${token}, which nobody knows`);
    const kinds = ['begin', 'report', 'end'];
    this.#checked(
      { kind: 'or', items: kProgress.map((name) => ({ kind: 'reference', name })) },
      value,
      '$/progress',
      {},
    );
    const last = this.tokens.get(token);
    const may = { null: ['begin'], begin: ['report', 'end'], report: ['report', 'end'], end: [] }[last];
    if (kinds.includes(value?.kind) && !may.includes(value.kind))
      this.fault(`progress: ${value.kind} after ${last}`);
    this.tokens.set(token, value?.kind);
  }

  #traced({ verbose }) {
    if (this.trace === 'off') this.fault('$/logTrace though the trace is off');
    if (verbose !== undefined && this.trace !== 'verbose') this.fault('$/logTrace is verbose unasked');
  }
}

// The length of each line, in the units of the positions. Lines end with LF, CR LF or CR.
function lineLengths(text, encoding) {
  const length = encoding === 'utf-8' ? (line) => Buffer.byteLength(line) : (line) => line.length;
  return text.split(/\r\n|\n|\r/).map(length);
}
