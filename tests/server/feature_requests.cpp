#include "tests/server/feature_requests.h"

#include <array>

namespace buildspec::lsp::test {
namespace {

bool offers(const Json& capabilities, const char* name) {
  const auto found = capabilities.find(name);
  return found != capabilities.end() && !found->is_null() && *found != Json(false);
}

// The member of a provider's options.
bool offers(const Json& capabilities, const char* name, const char* option) {
  return offers(capabilities, name) && capabilities[name].is_object() &&
         offers(capabilities[name], option);
}

class Questions {
 public:
  Questions(const Json& capabilities, const std::string& uri) : capabilities_(capabilities) {
    document_ = {{"textDocument", {{"uri", uri}}}};
  }

  // Where the provider is offered: the document with these members.
  void ask(const char* provider, const char* method, const Json& members = Json::object()) {
    if (offers(capabilities_, provider)) add(method, members);
  }
  void add(const char* method, const Json& members) {
    Json params = document_;
    params.update(members);
    requests_.push_back({method, std::move(params)});
  }
  std::vector<FeatureRequest> take() && { return std::move(requests_); }

 private:
  const Json& capabilities_;
  Json document_;
  std::vector<FeatureRequest> requests_;
};

}  // namespace

std::vector<FeatureRequest> feature_requests(const Json& capabilities, const std::string& uri,
                                             const Json& position, const Json& range) {
  Questions questions(capabilities, uri);
  const Json at = {{"position", position}};
  const Json over = {{"range", range}};
  const Json layout = {{"options", {{"tabSize", 2}, {"insertSpaces", true}}}};
  const auto with = [](Json one, const Json& other) {
    one.update(other);
    return one;
  };

  questions.ask("hoverProvider", "textDocument/hover", at);
  questions.ask("completionProvider", "textDocument/completion", at);
  questions.ask("signatureHelpProvider", "textDocument/signatureHelp", at);
  questions.ask("declarationProvider", "textDocument/declaration", at);
  questions.ask("definitionProvider", "textDocument/definition", at);
  questions.ask("typeDefinitionProvider", "textDocument/typeDefinition", at);
  questions.ask("implementationProvider", "textDocument/implementation", at);
  questions.ask("referencesProvider", "textDocument/references",
                with(at, {{"context", {{"includeDeclaration", true}}}}));
  questions.ask("documentHighlightProvider", "textDocument/documentHighlight", at);
  questions.ask("linkedEditingRangeProvider", "textDocument/linkedEditingRange", at);
  questions.ask("selectionRangeProvider", "textDocument/selectionRange",
                {{"positions", {position}}});
  if (offers(capabilities, "renameProvider", "prepareProvider")) {
    questions.add("textDocument/prepareRename", at);
  }
  questions.ask("renameProvider", "textDocument/rename", with(at, {{"newName", "RENAMED"}}));
  questions.ask("documentSymbolProvider", "textDocument/documentSymbol");
  questions.ask("foldingRangeProvider", "textDocument/foldingRange");
  questions.ask("documentLinkProvider", "textDocument/documentLink");
  questions.ask("codeLensProvider", "textDocument/codeLens");
  questions.ask("colorProvider", "textDocument/documentColor");
  questions.ask("inlayHintProvider", "textDocument/inlayHint", over);
  questions.ask("codeActionProvider", "textDocument/codeAction",
                with(over, {{"context", {{"diagnostics", Json::array()}}}}));
  if (offers(capabilities, "semanticTokensProvider", "full")) {
    questions.add("textDocument/semanticTokens/full", Json::object());
  }
  if (offers(capabilities, "semanticTokensProvider", "range")) {
    questions.add("textDocument/semanticTokens/range", over);
  }
  questions.ask("documentFormattingProvider", "textDocument/formatting", layout);
  questions.ask("documentRangeFormattingProvider", "textDocument/rangeFormatting",
                with(over, layout));
  if (offers(capabilities, "documentOnTypeFormattingProvider", "firstTriggerCharacter")) {
    const Json& options = capabilities["documentOnTypeFormattingProvider"];
    Json characters = options.value("moreTriggerCharacter", Json::array());
    characters.push_back(options["firstTriggerCharacter"]);
    for (const Json& each : characters) {
      questions.add("textDocument/onTypeFormatting", with(with(at, layout), {{"ch", each}}));
    }
  }
  questions.ask("diagnosticProvider", "textDocument/diagnostic");
  return std::move(questions).take();
}

std::vector<FeatureRequest> follow_ups(const Json& capabilities, std::string_view method,
                                       const Json& result) {
  struct Resolve {
    std::string_view method;
    const char* provider;
    const char* resolve;
  };
  constexpr std::array kResolves{
      Resolve{"textDocument/completion", "completionProvider", "completionItem/resolve"},
      Resolve{"textDocument/codeAction", "codeActionProvider", "codeAction/resolve"},
      Resolve{"textDocument/codeLens", "codeLensProvider", "codeLens/resolve"},
      Resolve{"textDocument/inlayHint", "inlayHintProvider", "inlayHint/resolve"},
      Resolve{"textDocument/documentLink", "documentLinkProvider", "documentLink/resolve"}};
  constexpr std::size_t kMost = 3;
  std::vector<FeatureRequest> requests;
  for (const Resolve& resolve : kResolves) {
    if (resolve.method != method) continue;
    if (!offers(capabilities, resolve.provider, "resolveProvider")) continue;
    const Json& items = result.is_object() && result.contains("items") ? result["items"] : result;
    if (!items.is_array()) continue;
    for (std::size_t i = 0; i < items.size() && i < kMost; ++i) {
      requests.push_back({resolve.resolve, items[i]});
    }
  }
  return requests;
}

Json comparable(Json result) {
  std::vector<Json*> open{&result};
  while (!open.empty()) {
    Json& value = *open.back();
    open.pop_back();
    if (value.is_object()) {
      value.erase("resultId");
      value.erase("version");
    }
    if (value.is_structured()) {
      for (Json& member : value) open.push_back(&member);
    }
  }
  return result;
}

Json every_capability() {
  return Json::parse(R"({
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": true, "showDocument": {"support": true},
               "showMessage": {"messageActionItem": {"additionalPropertiesSupport": true}}},
    "workspace": {
      "applyEdit": true, "configuration": true, "workspaceFolders": true,
      "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename"],
                        "failureHandling": "undo", "normalizesLineEndings": false,
                        "changeAnnotationSupport": {"groupsOnLabel": true}},
      "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true},
      "didChangeConfiguration": {"dynamicRegistration": true},
      "symbol": {"resolveSupport": {"properties": ["location.range"]}},
      "semanticTokens": {"refreshSupport": true}, "inlayHint": {"refreshSupport": true},
      "codeLens": {"refreshSupport": true}, "diagnostics": {"refreshSupport": true}},
    "textDocument": {
      "synchronization": {"didSave": true},
      "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]},
                             "versionSupport": true, "codeDescriptionSupport": true,
                             "dataSupport": true},
      "diagnostic": {"relatedDocumentSupport": true, "markupMessageSupport": false},
      "hover": {"contentFormat": ["markdown", "plaintext"]},
      "completion": {
        "contextSupport": true, "insertTextMode": 2,
        "completionItem": {"snippetSupport": true, "commitCharactersSupport": true,
                           "documentationFormat": ["markdown", "plaintext"],
                           "deprecatedSupport": true, "preselectSupport": true,
                           "tagSupport": {"valueSet": [1]}, "insertReplaceSupport": true,
                           "resolveSupport": {"properties": ["documentation", "detail",
                                                             "additionalTextEdits"]},
                           "insertTextModeSupport": {"valueSet": [1, 2]},
                           "labelDetailsSupport": true},
        "completionItemKind": {"valueSet": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
                                            17, 18, 19, 20, 21, 22, 23, 24, 25]},
        "completionList": {"itemDefaults": ["commitCharacters", "editRange", "insertTextFormat",
                                            "insertTextMode", "data"]}},
      "codeAction": {
        "isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
        "honorsChangeAnnotations": true, "resolveSupport": {"properties": ["edit"]},
        "codeActionLiteralSupport": {"codeActionKind": {"valueSet": [
          "", "quickfix", "refactor", "refactor.extract", "refactor.inline", "refactor.rewrite",
          "source", "source.organizeImports", "source.fixAll"]}}},
      "declaration": {"linkSupport": true}, "definition": {"linkSupport": true},
      "typeDefinition": {"linkSupport": true}, "implementation": {"linkSupport": true},
      "references": {}, "documentHighlight": {}, "linkedEditingRange": {}, "selectionRange": {},
      "documentLink": {"tooltipSupport": true}, "codeLens": {}, "formatting": {},
      "rangeFormatting": {}, "onTypeFormatting": {},
      "rename": {"prepareSupport": true, "prepareSupportDefaultBehavior": 1,
                 "honorsChangeAnnotations": true},
      "documentSymbol": {"hierarchicalDocumentSymbolSupport": true, "labelSupport": true,
                         "tagSupport": {"valueSet": [1]}},
      "foldingRange": {"rangeLimit": 5000, "lineFoldingOnly": false,
                       "foldingRange": {"collapsedText": true}},
      "inlayHint": {"resolveSupport": {"properties": ["tooltip", "textEdits", "label.tooltip",
                                                      "label.location", "label.command"]}},
      "semanticTokens": {
        "requests": {"full": {"delta": true}, "range": true}, "formats": ["relative"],
        "overlappingTokenSupport": false, "multilineTokenSupport": true,
        "serverCancelSupport": true, "augmentsSyntaxTokens": true,
        "tokenTypes": ["namespace", "type", "class", "enum", "interface", "struct",
                       "typeParameter", "parameter", "variable", "property", "enumMember",
                       "event", "function", "method", "macro", "keyword", "modifier", "comment",
                       "string", "number", "regexp", "operator", "decorator"],
        "tokenModifiers": ["declaration", "definition", "readonly", "static", "deprecated",
                           "abstract", "async", "modification", "documentation",
                           "defaultLibrary"]}
    }})");
}

}  // namespace buildspec::lsp::test
