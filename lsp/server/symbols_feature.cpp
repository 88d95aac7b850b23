// The outline of a document, and the search for names in all buildspecs that are open or lie in
// the source trees of the workspace.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/text/letters.h"
#include "linter/workspace/discovery.h"
#include "lsp/ide/symbols.h"
#include "lsp/protocol/navigation.h"
#include "lsp/server/configuration_document.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/text_place.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

namespace fs = std::filesystem;

using ide::Symbol;
using ide::SymbolKind;
using Kinds = std::optional<std::vector<std::int32_t>>;

// As LSP numbers them; `older` is one of the first version's, up to `Array`.
struct ProtocolKind {
  std::uint8_t kind;
  std::uint8_t older;
};
ProtocolKind protocol_kind(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::section: return {3, 3};  // Namespace
    case SymbolKind::phase: return {5, 5};    // Class
    case SymbolKind::command: return {6, 6};  // Method
    case SymbolKind::function: return {12, 12};
    case SymbolKind::variable: return {13, 13};
    case SymbolKind::value: return {7, 7};     // Property
    case SymbolKind::group: return {19, 3};    // Object
    case SymbolKind::artifact: return {4, 4};  // Package
    case SymbolKind::report: return {23, 5};   // Struct
    case SymbolKind::file: return {1, 1};
    case SymbolKind::task: return {24, 5};      // Event
    case SymbolKind::runtime: return {14, 14};  // Constant
  }
  return {7, 7};
}

std::uint8_t to_protocol(SymbolKind kind, const Kinds& known) {
  const ProtocolKind found = protocol_kind(kind);
  if (!known) return found.older;
  const bool knows = std::find(known->begin(), known->end(), found.kind) != known->end();
  return knows ? found.kind : found.older;
}

// ---- Of a document. As deep as the language, not as the text ----

std::vector<DocumentSymbol> tree_of(const std::vector<Symbol>& symbols, const SourceText& text,
                                    Encoding encoding, const Kinds& kinds) {
  std::vector<DocumentSymbol> found;
  found.reserve(symbols.size());
  for (const Symbol& each : symbols) {
    DocumentSymbol symbol;
    symbol.name = each.name;
    if (!each.detail.empty()) symbol.detail = each.detail;
    symbol.kind = to_protocol(each.kind, kinds);
    symbol.range = to_range(text, each.range, encoding);
    symbol.selection_range = to_range(text, each.selection, encoding);
    if (!each.children.empty()) symbol.children = tree_of(each.children, text, encoding, kinds);
    found.push_back(std::move(symbol));
  }
  return found;
}

// Visits (symbol, name of the one around it).
template <class Visitor>
void for_each_symbol(const std::vector<Symbol>& symbols, const std::string& around,
                     const Visitor& visit) {
  for (const Symbol& each : symbols) {
    visit(each, around);
    for_each_symbol(each.children, each.name, visit);
  }
}

SymbolInformation flat(const Symbol& symbol, const std::string& around, const std::string& uri,
                       const SourceText& text, Encoding encoding, const Kinds& kinds) {
  SymbolInformation found;
  found.name = symbol.name;
  found.kind = to_protocol(symbol.kind, kinds);
  found.location = {uri, to_range(text, symbol.range, encoding)};
  if (!around.empty()) found.container_name = around;
  return found;
}

Json document_symbols(Context& context, const TextDocumentParams& params) {
  const auto place = yaml_place(context, params.text_document);
  if (!place) return Json::array();
  const NavigationTraits& traits = context.traits.navigation;
  const SourceText& text = place->snapshot->text;
  const Encoding encoding = context.traits.encoding;
  const bool configuration =
      configuration_document(context, params.text_document.uri) == place->document;
  const std::vector<Symbol> symbols =
      configuration ? ide::configuration_symbols(*place->snapshot) : ide::symbols(*place->snapshot);
  if (traits.hierarchical_symbols) {
    return write_json(tree_of(symbols, text, encoding, traits.symbol_kinds));
  }
  std::vector<SymbolInformation> found;
  for_each_symbol(symbols, {}, [&](const Symbol& symbol, const std::string& around) {
    found.push_back(
        flat(symbol, around, place->document->uri, text, encoding, traits.symbol_kinds));
  });
  return write_json(found);
}

// ---- Of the workspace ----

// The buildspecs that lie in the source trees, read as they are on the disk.
class ClosedBuildspecs {
 public:
  struct File {
    SourceFilePtr read;
    SourceText text;
    std::vector<Symbol> symbols;
  };

  // Calls `visit(uri, file)` for each that is not open.
  template <class Visitor>
  void for_each(Context& context, const Visitor& visit) {
    std::set<fs::path> roots;
    const auto look = [&](const std::string& uri) {
      const ProjectFactsPtr facts = context.projects.of(uri).facts;
      const auto root = source_folder(uri, *facts);
      if (root && roots.insert(*root).second) for_each_in(context, *root, *facts, visit);
    };
    for (const auto& [uri, document] : context.documents.all()) look(uri);
    for (const fs::path& folder : context.projects.folders()) {
      look(uri_of(folder / "buildspec.yml"));
    }
  }

 private:
  template <class Visitor>
  void for_each_in(Context& context, const fs::path& root, const ProjectFacts& facts,
                   const Visitor& visit) {
    const SourceTree* const tree = facts.source_tree.get();
    if (tree == nullptr || !facts.look_at) return;
    constexpr std::size_t kMostFiles = 200;
    for (const std::string_view path : likely_buildspecs(*tree, kMostFiles)) {
      context.stop_if_cancelled();
      const std::string uri = uri_in_source(context, root, path);
      if (context.documents.find(uri) != nullptr || context.projects.of(uri).excluded) continue;
      const File* const file = read(context, uri, path, facts);
      if (file != nullptr) visit(uri, *file);
    }
  }

  const File* read(Context& context, const std::string& uri, std::string_view path,
                   const ProjectFacts& facts) {
    const SourceFilePtr seen = facts.look_at(path);
    if (!seen || !seen->text) return nullptr;
    File& file = files_[uri];
    if (file.read != seen) {
      file = {seen, SourceText(*seen->text), {}};
      if (is_buildspec(path, file.text.bytes().substr(0, kHeadSize))) {
        file.symbols = ide::symbols(*analyze(uri, 0, file.text, context.projects.of(uri).facts));
      }
    }
    return file.symbols.empty() ? nullptr : &file;
  }

  std::map<std::string, File> files_;
};

// The better, the smaller.
int distance(std::string_view name, std::string_view query) {
  const std::string small = lower(name);
  const std::string wanted = lower(query);
  if (small.starts_with(wanted)) return 0;
  return small.find(wanted) != std::string::npos ? 1 : 2;
}

std::vector<SymbolInformation> workspace_symbols(Context& context, ClosedBuildspecs& closed,
                                                 const std::string& query) {
  constexpr std::size_t kMost = 500;
  std::vector<std::pair<int, SymbolInformation>> found;
  const Encoding encoding = context.traits.encoding;
  const Kinds& kinds = context.traits.navigation.workspace_symbol_kinds;
  const auto add = [&](const std::string& uri, const SourceText& text,
                       const std::vector<Symbol>& symbols) {
    for_each_symbol(symbols, {}, [&](const Symbol& symbol, const std::string& around) {
      if (symbol.kind == SymbolKind::group || !ide::matches_query(symbol.name, query)) return;
      found.emplace_back(distance(symbol.name, query),
                         flat(symbol, around, uri, text, encoding, kinds));
    });
  };
  for (auto& [uri, document] : context.documents.all()) {
    context.stop_if_cancelled();
    if (context.buildspec(uri) == nullptr) continue;
    const SnapshotPtr snapshot = context.snapshot(document);
    add(uri, snapshot->text, ide::symbols(*snapshot));
  }
  closed.for_each(context, [&](const std::string& uri, const ClosedBuildspecs::File& file) {
    add(uri, file.text, file.symbols);
  });
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<SymbolInformation> best;
  for (std::size_t i = 0; i < std::min(found.size(), kMost); ++i) {
    best.push_back(std::move(found[i].second));
  }
  return best;
}

}  // namespace

void bind_symbols(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.document_symbol_provider = true;
  dispatcher.on<DocumentSymbolRequest>(
      [&context](const TextDocumentParams& params) { return document_symbols(context, params); });
  capabilities.workspace_symbol_provider = true;
  const auto closed = std::make_shared<ClosedBuildspecs>();
  dispatcher.on<WorkspaceSymbolRequest>([&context, closed](const WorkspaceSymbolParams& params) {
    return workspace_symbols(context, *closed, params.query);
  });
}

}  // namespace buildspec::lsp
