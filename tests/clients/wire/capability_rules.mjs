// What a server may send to this client: not all that the protocol has, but what the client's
// capabilities allow, and what the protocol's prose asks of values beyond their types.
//
// structureFaults(wire, found, exchange) looks at the structures that a message was recognized as;
// `exchange` is {method, params, document} of the request that is answered, or of the notification.
const kFirstSymbolKinds = 18; // those of a client that lists none
const kFirstCompletionKinds = 18;

// What a path of members leads to: at(capabilities, 'textDocument.hover').
export function at(value, path) {
  return path.split('.').reduce((object, name) => object?.[name], value);
}

const isMarkdown = ({ kind }) => kind === 'markdown';

function oneOf(value, set, otherwise) {
  return set ? set.includes(value) : value <= otherwise;
}

// The capability that says which kinds of text a method's answers may use.
const kFormatOf = {
  'textDocument/hover': 'textDocument.hover.contentFormat',
  'textDocument/completion': 'textDocument.completion.completionItem.documentationFormat',
  'completionItem/resolve': 'textDocument.completion.completionItem.documentationFormat',
  // The protocol names no capability for a hint's tooltip: who takes Markdown in hovers takes it there.
  'textDocument/inlayHint': 'textDocument.hover.contentFormat',
  'inlayHint/resolve': 'textDocument.hover.contentFormat',
};

const kRules = {
  MarkupContent(markup, { can }, { method }) {
    const formats = can(kFormatOf[method]);
    if (formats ? !formats.includes(markup.kind) : isMarkdown(markup)) return `${markup.kind} is not taken`;
    if (markup.kind === 'plaintext' && /\*\*\w[^*\n]*\w\*\*|```|\]\(http/.test(markup.value))
      return 'Markdown as plain text';
  },

  CompletionList({ itemDefaults, items }, { can }) {
    const taken = can('textDocument.completion.completionList.itemDefaults') ?? [];
    for (const name of Object.keys(itemDefaults ?? {})) {
      if (!taken.includes(name)) return `itemDefaults.${name} is not taken`;
    }
    if (
      itemDefaults?.insertTextFormat === 2 &&
      !can('textDocument.completion.completionItem.snippetSupport')
    ) {
      return 'snippets are not taken';
    }
    const labels = items.map(({ label, kind, detail, labelDetails }) =>
      JSON.stringify([label, kind, detail, labelDetails]),
    );
    const twice = labels.find((label, index) => labels.indexOf(label) !== index);
    if (twice) return `an item stands there twice: ${twice}`;
  },

  CompletionItem(item, { can }) {
    const takes = (name) => can(`textDocument.completion.completionItem.${name}`);
    if (item.insertTextFormat === 2 && !takes('snippetSupport')) return 'snippets are not taken';
    if (item.textEdit?.insert && !takes('insertReplaceSupport')) return 'insert and replace is not taken';
    if (item.commitCharacters && !takes('commitCharactersSupport')) return 'commitCharacters are not taken';
    if (item.commitCharacters?.some((text) => [...text].length !== 1))
      return 'a commit character is one letter';
    if ('deprecated' in item && !takes('deprecatedSupport')) return 'deprecated is not taken';
    if ('preselect' in item && !takes('preselectSupport')) return 'preselect is not taken';
    if ('labelDetails' in item && !takes('labelDetailsSupport')) return 'labelDetails are not taken';
    if (item.tags?.some((tag) => !takes('tagSupport.valueSet')?.includes(tag))) return 'tags are not taken';
    if (item.insertTextMode && !takes('insertTextModeSupport.valueSet')?.includes(item.insertTextMode)) {
      return 'insertTextMode is not taken';
    }
    const kinds = can('textDocument.completion.completionItemKind.valueSet');
    if (item.kind && !oneOf(item.kind, kinds, kFirstCompletionKinds))
      return `the kind ${item.kind} is not known`;
    if (item.label.trim() === '' || item.label.includes('\n')) return 'a label is a line of text';
    if (item.textEdit?.insert) return insertsAndReplaces(item.textEdit);
  },

  LocationLink(_, { can }, { method }) {
    const feature = method.split('/')[1];
    if (!can(`textDocument.${feature}.linkSupport`)) return 'links are not taken';
  },

  DocumentSymbol(symbol, { can }) {
    const takes = (name) => can(`textDocument.documentSymbol.${name}`);
    if (!takes('hierarchicalDocumentSymbolSupport')) return 'a hierarchy is not taken';
    return (
      symbolFault(symbol, takes) ??
      (encloses(symbol.range, symbol.selectionRange) ? undefined : 'the selection is outside of the range')
    );
  },

  SymbolInformation(symbol, { can }, { method }) {
    const feature = method === 'workspace/symbol' ? 'workspace.symbol' : 'textDocument.documentSymbol';
    return symbolFault(symbol, (name) => can(`${feature}.${name}`));
  },

  WorkspaceSymbol(symbol, { can }) {
    if (!can('workspace.symbol.resolveSupport')) return 'WorkspaceSymbol is not taken';
    return symbolFault(symbol, (name) => can(`workspace.symbol.${name}`));
  },

  CodeAction(action, { can }, { method, params }) {
    const takes = (name) => can(`textDocument.codeAction.${name}`);
    if (!takes('codeActionLiteralSupport')) return 'only commands are taken';
    if ('isPreferred' in action && !takes('isPreferredSupport')) return 'isPreferred is not taken';
    if ('disabled' in action && !takes('disabledSupport')) return 'disabled is not taken';
    if ('data' in action && !takes('dataSupport')) return 'data is not taken';
    const later = takes('resolveSupport.properties') ?? [];
    if (
      method === 'textDocument/codeAction' &&
      !action.edit &&
      !action.command &&
      !action.disabled &&
      !later.includes('edit')
    ) {
      return 'an action that does nothing, and cannot be resolved';
    }
    const only = method === 'textDocument/codeAction' ? params.context.only : undefined;
    if (only && !only.some((kind) => `${action.kind}.`.startsWith(kind === '' ? '' : `${kind}.`))) {
      return `the kind ${action.kind} was not asked for`;
    }
  },

  Command({ command }, wire) {
    if (!wire.providers().executeCommandProvider?.commands.includes(command))
      return `nobody knows the command ${command}`;
  },

  WorkspaceEdit(edit, { can }) {
    const takes = (name) => can(`workspace.workspaceEdit.${name}`);
    if (edit.documentChanges && !takes('documentChanges')) return 'documentChanges are not taken';
    if (edit.documentChanges && edit.changes) return 'both forms at once';
    if (edit.changeAnnotations && !takes('changeAnnotationSupport')) return 'annotations are not taken';
    const known = Object.keys(edit.changeAnnotations ?? {});
    const used = (edit.documentChanges ?? [])
      .flatMap((change) => [change, ...(change.edits ?? [])])
      .flatMap(({ annotationId }) => annotationId ?? []);
    const unknown = used.find((id) => !known.includes(id));
    if (unknown) return `there is no annotation ${unknown}`;
    const kind = (edit.documentChanges ?? []).find((change) => change.kind)?.kind;
    if (kind && !takes('resourceOperations')?.includes(kind)) return `the operation ${kind} is not taken`;
  },

  TextDocumentEdit({ textDocument, edits }, wire) {
    const document = wire.documents.get(textDocument.uri);
    if (textDocument.version !== (document?.version ?? null))
      return 'the version is not that of the document';
    return document && editsFault(edits, document);
  },

  Diagnostic(diagnostic, { can }) {
    const takes = (name) => can(`textDocument.publishDiagnostics.${name}`);
    if (diagnostic.relatedInformation && !takes('relatedInformation'))
      return 'relatedInformation is not taken';
    if (diagnostic.codeDescription && !takes('codeDescriptionSupport'))
      return 'codeDescription is not taken';
    if ('data' in diagnostic && !takes('dataSupport')) return 'data is not taken';
    if (diagnostic.tags?.some((tag) => !takes('tagSupport.valueSet')?.includes(tag)))
      return 'tags are not taken';
    if (diagnostic.message.trim() === '') return 'a message says something';
    if (diagnostic.codeDescription && diagnostic.code === undefined) return 'a description of no code';
  },

  PublishDiagnosticsParams(published, { can }) {
    if ('version' in published && !can('textDocument.publishDiagnostics.versionSupport'))
      return 'version is not taken';
    if (can('textDocument.diagnostic')) return 'pushed to a client that pulls';
  },

  RelatedFullDocumentDiagnosticReport(report, { can }) {
    if (report.relatedDocuments && !can('textDocument.diagnostic.relatedDocumentSupport')) {
      return 'related documents are not taken';
    }
  },

  DocumentLink(link, { can }) {
    if ('tooltip' in link && !can('textDocument.documentLink.tooltipSupport'))
      return 'tooltips are not taken';
  },

  FoldingRange(fold, { can, model }) {
    const takes = (name) => can(`textDocument.foldingRange.${name}`);
    if ('collapsedText' in fold && !takes('foldingRange.collapsedText'))
      return 'collapsedText is not taken';
    const kinds = takes('foldingRangeKind.valueSet') ?? model.values('FoldingRangeKind');
    if (fold.kind && !kinds.includes(fold.kind)) return `the kind ${fold.kind} is not known`;
    if (fold.startLine > fold.endLine) return 'ends before it starts';
    if (takes('lineFoldingOnly') && fold.startLine === fold.endLine)
      return 'folds nothing where lines are folded';
  },

  SelectionRange({ range, parent }) {
    if (parent && !encloses(parent.range, range)) return 'the parent does not enclose it';
  },

  Range({ start, end }) {
    if (before(end, start)) return 'ends before it starts';
  },

  ShowDocumentParams(_, { can }) {
    if (!can('window.showDocument.support')) return 'showDocument is not taken';
  },

  SemanticTokensOptions({ full, range, legend }, { can }) {
    const requests = can('textDocument.semanticTokens.requests');
    if (!requests) return 'tokens are not taken';
    if (full && !requests.full) return 'all tokens at once are not taken';
    if (full?.delta && !requests.full.delta) return 'deltas are not taken';
    if (range && !requests.range) return 'tokens of a range are not taken';
    if (new Set(legend.tokenTypes).size !== legend.tokenTypes.length) return 'a type stands there twice';
    if (legend.tokenModifiers.length > 31) return 'more modifiers than bits';
  },

  RenameOptions(_, { can }) {
    if (!can('textDocument.rename.prepareSupport')) return 'options without prepareSupport';
  },

  CodeActionOptions({ resolveProvider }, { can }) {
    if (!can('textDocument.codeAction.codeActionLiteralSupport')) return 'options without literals';
    if (resolveProvider && !can('textDocument.codeAction.resolveSupport'))
      return 'resolves what is not taken';
  },
};
kRules.RelatedUnchangedDocumentDiagnosticReport = kRules.RelatedFullDocumentDiagnosticReport;
for (const name of [
  'SemanticTokensRegistrationOptions',
  'RenameRegistrationOptions',
  'CodeActionRegistrationOptions',
]) {
  kRules[name] = kRules[name.replace('Registration', '')];
}

function symbolFault({ name, kind, tags }, takes) {
  if (!oneOf(kind, takes('symbolKind.valueSet'), kFirstSymbolKinds)) return `the kind ${kind} is not known`;
  if (tags?.some((tag) => !takes('tagSupport.valueSet')?.includes(tag))) return 'tags are not taken';
  if (name.trim() === '') return 'a symbol has a name';
}

// The places of LSP: which is first, what encloses what.
export function before(one, other) {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
export function encloses(outer, inner) {
  return !before(inner.start, outer.start) && !before(outer.end, inner.end);
}
export function touches(one, other) {
  return !before(one.end, other.start) && !before(other.end, one.start);
}

function insertsAndReplaces({ insert, replace }) {
  if (insert.start.line !== replace.start.line || insert.start.character !== replace.start.character) {
    return 'insert and replace start apart';
  }
  if (before(replace.end, insert.end)) return 'insert is no beginning of replace';
}

// A range of an answer about a document lies in its text.
export function rangeFault({ start, end }, { lines, uri }) {
  for (const { line, character } of [start, end]) {
    if (line >= lines.length) return `line ${line} of ${lines.length} (${uri})`;
    if (character > lines[line]) return `character ${character} in line ${line} of ${lines[line]} (${uri})`;
  }
}

// Edits of one document do not overlap.
export function editsFault(edits, document) {
  const sorted = edits
    .map(({ range }) => range)
    .sort((one, other) => (before(one.start, other.start) ? -1 : 1));
  for (const [index, range] of sorted.entries()) {
    const fault = rangeFault(range, document);
    if (fault) return fault;
    if (index > 0 && before(range.start, sorted[index - 1].end)) return 'edits overlap';
  }
}

export function structureFaults(wire, found, exchange) {
  return found.flatMap(({ name, value, path }) => {
    const fault = kRules[name]?.(value, wire, exchange);
    return fault ? [`${path}: ${name}: ${fault}`] : [];
  });
}
