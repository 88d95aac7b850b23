// Code lenses: places at once, what they say when they are looked at, and the command behind them.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/ide/code_lens.h"
#include "lsp/protocol/display.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/late_capabilities.h"
#include "lsp/server/refresh.h"

namespace buildspec::lsp {
namespace {

// Shows in words what the lens counts.
constexpr std::string_view kShowCounted = "buildspec-lsp.showCounted";

constexpr std::array<std::string_view, 2> kKinds{"batch", "matchedFiles"};  // of ide::LensKind

std::optional<ide::LensKind> kind_of(std::string_view name) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == name) return static_cast<ide::LensKind>(i);
  }
  return std::nullopt;
}

// What a lens, and its command, remembers of itself.
struct LensData {
  std::string uri;
  std::string kind;
  Position position;  // of its key
  static constexpr auto fields() {
    using Self = LensData;
    return std::tuple{field("uri", &Self::uri), field("kind", &Self::kind),
                      field("position", &Self::position)};
  }
};

std::optional<std::vector<lsp::CodeLens>> lenses(Context& context, const CodeLensParams& params) {
  const std::string& uri = params.text_document.uri;
  Document* const document = context.buildspec(uri);
  if (document == nullptr) return std::nullopt;
  const SnapshotPtr snapshot = context.snapshot(*document);
  std::vector<lsp::CodeLens> found;
  for (const ide::CodeLens& each :
       ide::code_lenses(*snapshot, context.settings.of(uri).display.lenses)) {
    lsp::CodeLens lens;
    lens.range = to_range(snapshot->text, each.span, context.traits.encoding);
    const std::string kind(kKinds[static_cast<std::size_t>(each.kind)]);
    lens.data = write_json(LensData{uri, kind, lens.range.start});
    found.push_back(std::move(lens));
  }
  return found;
}

// Empty where the document has changed, and no such lens is there any more.
ide::LensText text_of(Context& context, const LensData& data) {
  Document* const document = context.buildspec(data.uri);
  const auto kind = kind_of(data.kind);
  if (document == nullptr || !kind) return {};
  const SnapshotPtr snapshot = context.snapshot(*document);
  return ide::lens_text(*snapshot, *kind,
                        to_offset(snapshot->text, data.position, context.traits.encoding));
}

Json resolved(Context& context, const Json& asked) {
  const JsonPath path("params");
  const auto lens = read_json<lsp::CodeLens>(asked, path);
  const auto data = read_json<LensData>(lens.data, path.field("data"));
  std::string title = text_of(context, data).title;
  // A lens without a command is never shown: one that is gone says so until it is asked for anew.
  if (title.empty()) title = "changed";
  Json answer = asked;
  answer["command"] =
      write_json(ActionCommand{std::move(title), std::string(kShowCounted), {write_json(data)}});
  return answer;
}

Json show_counted(Context& context, const std::vector<Json>& arguments) {
  const JsonPath path("arguments");
  const auto data = read_json<LensData>(arguments.empty() ? Json() : arguments.front(), path);
  const ide::LensText text = text_of(context, data);
  if (text.title.empty()) return nullptr;
  ShowMessageParams message;
  message.message = text.title + (text.detail.empty() ? "" : ": " + text.detail);
  context.client.notify<ShowMessage>(message);
  return nullptr;
}

}  // namespace

void bind_code_lens(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  // Without the command the lens would do nothing when it is clicked.
  if (!context.traits.display.code_lenses || !context.traits.runs_commands) return;
  const ResolveOptions options{true};
  if (context.traits.display.registers_lenses) {
    register_while_wanted(context, {std::string(CodeLensRequest::kName), write_json(options)},
                          [](const Settings& settings) { return shows_lenses(settings.display); });
  } else {
    capabilities.code_lens_provider = options;
  }
  dispatcher.on<CodeLensRequest>(
      [&context](const CodeLensParams& params) { return lenses(context, params); });
  dispatcher.on<CodeLensResolve>(
      [&context](const Json& asked) { return resolved(context, asked); });
  context.commands.on(std::string(kShowCounted), [&context](const std::vector<Json>& arguments) {
    return show_counted(context, arguments);
  });
  if (context.traits.display.refreshes_lenses) refresh_with_project<CodeLensRefresh>(context);
}

}  // namespace buildspec::lsp
