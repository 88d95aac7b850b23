#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/formatting.h"
#include "lsp/protocol/formatting.h"
#include "lsp/rpc/message.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/late_capabilities.h"
#include "lsp/server/text_place.h"

namespace buildspec::lsp {
namespace {

using Edits = std::optional<std::vector<TextEdit>>;

// What the project has agreed on wins over what the editor is set to.
format::Style style_of(const FormattingOptions& options, const LayoutSettings& agreed) {
  constexpr std::int64_t kWidest = 16;
  format::Style style;
  if (options.tab_size > 0) {
    style.indent = static_cast<std::uint32_t>(std::min(options.tab_size, kWidest));
  }
  style.indent = agreed.indent.value_or(style.indent);
  style.indent_lists = agreed.indent_lists;
  style.tabs = !options.insert_spaces;
  style.trim_trailing_space = options.trim_trailing_whitespace.value_or(true);
  style.final_newline = options.insert_final_newline.value_or(true);
  style.trim_final_newlines = options.trim_final_newlines.value_or(true);
  return style;
}

std::vector<TextEdit> to_protocol(const SourceText& text, const std::vector<Edit>& edits,
                                  Encoding encoding) {
  std::vector<TextEdit> result;
  result.reserve(edits.size());
  for (const Edit& edit : edits) {
    result.push_back({to_range(text, edit.span, encoding), edit.text});
  }
  return result;
}

// Of the document, or of the lines of a range. Where that is not safe the client is told why.
Edits lay_out(Context& context, const std::string& uri, const FormattingOptions& options,
              const Range* range) {
  if (!context.settings.of(uri).formatting) return std::nullopt;
  const auto place = yaml_place(context, {uri});
  if (!place) return std::nullopt;
  const SnapshotPtr& snapshot = place->snapshot;
  const Encoding encoding = context.traits.encoding;
  std::optional<Span> span;
  if (range != nullptr) span = to_span(snapshot->text, *range, encoding);
  const ide::Layout layout =
      ide::lay_out(*snapshot, style_of(options, context.projects.of(uri).layout), span);
  if (!layout.refusal.empty()) throw ResponseError(ErrorCode::request_failed, layout.refusal);
  return to_protocol(snapshot->text, layout.edits, encoding);
}

Edits lay_out_typed(Context& context, const DocumentOnTypeFormattingParams& params) {
  if (!context.settings.of(params.text_document.uri).formatting) return std::nullopt;
  const auto place = yaml_place(context, params.text_document, params.position);
  if (!place || params.ch.size() != 1) return std::nullopt;
  const format::Style style =
      style_of(params.options, context.projects.of(place->document->uri).layout);
  return to_protocol(place->snapshot->text,
                     ide::lay_out_typed(*place->snapshot, place->offset, params.ch.front(), style),
                     context.traits.encoding);
}

}  // namespace

void bind_formatting(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  std::vector<Registrations::Capability> later;
  if (context.traits.registers_formatting) {
    later.push_back({std::string(DocumentFormatting::kName), Json::object()});
  } else {
    capabilities.document_formatting_provider = true;
  }
  if (context.traits.registers_range_formatting) {
    later.push_back({std::string(DocumentRangeFormatting::kName), Json::object()});
  } else {
    capabilities.document_range_formatting_provider = true;
  }
  // No colon and no quote: a key or a text may stand in any column that is begun already.
  const DocumentOnTypeFormattingOptions typed{"\n", {"-", "]", "}"}};
  if (context.traits.registers_typed_formatting) {
    later.push_back({std::string(DocumentOnTypeFormatting::kName), write_json(typed)});
  } else {
    capabilities.document_on_type_formatting_provider = typed;
  }
  if (!later.empty()) {
    register_for_own_documents(context, std::move(later),
                               [](const Settings& settings) { return settings.formatting; });
  }
  dispatcher.on<DocumentFormatting>([&context](const DocumentFormattingParams& params) {
    return lay_out(context, params.text_document.uri, params.options, nullptr);
  });
  dispatcher.on<DocumentRangeFormatting>([&context](const DocumentRangeFormattingParams& params) {
    return lay_out(context, params.text_document.uri, params.options, &params.range);
  });
  dispatcher.on<DocumentOnTypeFormatting>([&context](const DocumentOnTypeFormattingParams& params) {
    return lay_out_typed(context, params);
  });
}

}  // namespace buildspec::lsp
