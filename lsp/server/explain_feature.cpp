// The command that explains a rule: its page as a document of the editor, or what it says first as
// a message. The page is of this very release and needs no network.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <system_error>

#include "linter/lint/registry.h"
#include "lsp/ide/plain_text.h"
#include "lsp/ide/rule_text.h"
#include "lsp/protocol/code_actions.h"
#include "lsp/rpc/message.h"
#include "lsp/server/context.h"
#include "lsp/server/explain.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

namespace fs = std::filesystem;

// Pages as files, in a folder that is this process's alone and goes with it.
class PageFiles {
 public:
  PageFiles() = default;
  PageFiles(const PageFiles&) = delete;
  PageFiles& operator=(const PageFiles&) = delete;
  ~PageFiles() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  // Nothing where the disk does not take it.
  std::optional<fs::path> write(const RegisteredRule& rule) {
    if (folder_.empty()) {
      std::error_code error;
      std::string name = (fs::temp_directory_path(error) / "buildspec-lsp-XXXXXX").string();
      if (error || mkdtemp(name.data()) == nullptr) return std::nullopt;
      folder_ = name;
    }
    const fs::path file = folder_ / (std::string(rule.id()) + ".md");
    if (written_.contains(file)) return file;
    std::ofstream out(file, std::ios::binary);
    out << rule.page;
    out.close();
    if (!out) return std::nullopt;
    written_.insert(file);
    return file;
  }

 private:
  fs::path folder_;
  std::set<fs::path> written_;
};

void show_message(Context& context, const RegisteredRule& rule) {
  context.client.notify<ShowMessage>({3, ide::plain_text(ide::rule_text(rule))});
}

// True where the client shows the page.
bool was_shown(const Response& response) {
  return !response.error && response.result.is_object() &&
         response.result.value("success", Json(false)) == true;
}

Json explain(Context& context, PageFiles& files, const std::vector<Json>& arguments) {
  const RegisteredRule* const rule =
      !arguments.empty() && arguments[0].is_string()
          ? find_rule(context.rules, arguments[0].get_ref<const std::string&>())
          : nullptr;
  if (rule == nullptr) throw ResponseError(ErrorCode::invalid_params, "expected the id of a rule");
  const auto file = context.traits.shows_documents ? files.write(*rule) : std::optional<fs::path>();
  if (file) {
    context.client.request<ShowDocument>({uri_of(*file), std::nullopt, true},
                                         [&context, rule](const Response& response) {
                                           if (!was_shown(response)) show_message(context, *rule);
                                         });
  } else {
    show_message(context, *rule);
  }
  return nullptr;
}

}  // namespace

void bind_explain(Context& context, Dispatcher& /*dispatcher*/,
                  ServerCapabilities& /*capabilities*/) {
  if (!context.traits.runs_commands) return;
  const auto files = std::make_shared<PageFiles>();
  context.commands.on(kExplainRule, [&context, files](const std::vector<Json>& arguments) {
    return explain(context, *files, arguments);
  });
}

}  // namespace buildspec::lsp
