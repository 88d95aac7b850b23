// The search for names in all buildspecs of the workspace, open or not.
#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/text/letters.h"
#include "lsp/ide/symbols.h"
#include "lsp/protocol/navigation.h"
#include "lsp/server/closed_symbols.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/symbol_kind.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

// The better, the smaller.
int distance(std::string_view name, std::string_view query) {
  const std::string small = lower(name);
  const std::string wanted = lower(query);
  if (small.starts_with(wanted)) return 0;
  return small.find(wanted) != std::string::npos ? 1 : 2;
}

class SymbolQuery {
 public:
  SymbolQuery(Context& context, std::string query, Cancelled cancelled)
      : context_(context), query_(std::move(query)), cancelled_(std::move(cancelled)) {}

  void add_open() {
    for (auto& entry : context_.documents.all()) {  // no binding: clang 14 captures none
      Document& document = entry.second;
      if (cancelled_()) return;
      if (context_.buildspec(document.uri) == nullptr) continue;
      const SnapshotPtr snapshot = context_.snapshot(document);
      for_each_symbol(ide::symbols(*snapshot), {},
                      [&](const ide::Symbol& symbol, const std::string& around) {
                        if (symbol.kind == ide::SymbolKind::group || !matches(symbol.name)) return;
                        add(symbol.name, around, symbol.kind, document.uri,
                            to_range(snapshot->text, symbol.range, context_.traits.encoding));
                      });
    }
  }
  void add_closed(const ClosedSymbols::Files& files) {
    for (const auto& [path, file] : files) {
      if (cancelled_()) return;
      if (context_.documents.is_open(path)) continue;
      std::string uri;
      for (const ClosedSymbols::Symbol& symbol : *file.symbols) {
        if (!matches(symbol.name)) continue;
        if (uri.empty()) uri = uri_of(path);
        add(symbol.name, symbol.around, symbol.kind, uri, symbol.range);
      }
    }
  }
  std::vector<SymbolInformation> best() && {
    constexpr std::size_t kMost = 500;
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (found_.size() > kMost) found_.resize(kMost);
    std::vector<SymbolInformation> best;
    for (auto& [distance, symbol] : found_) best.push_back(std::move(symbol));
    return best;
  }

 private:
  [[nodiscard]] bool matches(std::string_view name) const {
    return ide::matches_query(name, query_);
  }
  void add(const std::string& name, const std::string& around, ide::SymbolKind kind,
           const std::string& uri, const Range& range) {
    SymbolInformation symbol;
    symbol.name = name;
    symbol.kind = to_protocol(kind, context_.traits.navigation.workspace_symbol_kinds);
    symbol.location = {uri, range};
    if (!around.empty()) symbol.container_name = around;
    found_.emplace_back(distance(name, query_), std::move(symbol));
  }

  Context& context_;
  std::string query_;
  Cancelled cancelled_;
  std::vector<std::pair<int, SymbolInformation>> found_;
};

}  // namespace

void bind_workspace_symbols(Context& context, Dispatcher& dispatcher,
                            ServerCapabilities& capabilities) {
  capabilities.workspace_symbol_provider = true;
  const auto closed = std::make_shared<ClosedSymbols>(context);
  context.project_listeners.emplace_back([closed] { closed->files_changed(); });
  context.folder_listeners.emplace_back([closed] { closed->files_changed(); });
  context.file_listeners.emplace_back([closed](const auto&) { closed->files_changed(); });
  dispatcher.on_later<WorkspaceSymbolRequest>(
      [&context, closed](const WorkspaceSymbolParams& params, const auto& reply) {
        closed->ask({[reply] { return reply.wanted() && !reply.cancelled()(); },
                     [&context, reply, query = params.query](const ClosedSymbols::Files& files) {
                       reply.give([&] {
                         SymbolQuery found(context, query, reply.cancelled());
                         found.add_open();
                         found.add_closed(files);
                         return std::move(found).best();
                       });
                     }});
      });
}

}  // namespace buildspec::lsp
