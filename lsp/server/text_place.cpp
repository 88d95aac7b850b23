#include "lsp/server/text_place.h"

#include <algorithm>

#include "linter/workspace/discovery.h"
#include "lsp/server/configuration_document.h"
#include "lsp/server/convert.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

namespace fs = std::filesystem;

namespace {

std::optional<TextPlace> place_in(Context& context, Document* document, const Position& position) {
  if (document == nullptr) return std::nullopt;
  SnapshotPtr snapshot = context.snapshot(*document);
  const std::uint32_t offset = to_offset(snapshot->text, position, context.traits.encoding);
  return TextPlace{document, std::move(snapshot), offset};
}

}  // namespace

std::optional<TextPlace> text_place(Context& context, const TextDocumentIdentifier& document,
                                    const Position& position) {
  return place_in(context, context.buildspec(document.uri), position);
}

std::optional<TextPlace> yaml_place(Context& context, const TextDocumentIdentifier& document,
                                    const Position& position) {
  Document* const configuration = configuration_document(context, document.uri);
  return configuration != nullptr ? place_in(context, configuration, position)
                                  : text_place(context, document, position);
}

std::vector<Range> to_ranges(const SourceText& text, const std::vector<Span>& spans,
                             Encoding encoding) {
  PositionCursor cursor(text, encoding);
  std::vector<Range> ranges;
  ranges.reserve(spans.size());
  for (const Span span : spans) {
    const Position start = cursor.to(span.begin);
    ranges.push_back({start, cursor.to(span.end)});
  }
  return ranges;
}

std::optional<fs::path> source_folder(std::string_view uri, const ProjectFacts& facts) {
  if (!facts.path || facts.path->empty()) return std::nullopt;
  auto path = path_of(uri);
  if (!path) return std::nullopt;
  const auto parts = 1 + std::count(facts.path->begin(), facts.path->end(), '/');
  for (std::ptrdiff_t i = 0; i < parts; ++i) *path = path->parent_path();
  return path;
}

std::vector<std::string_view> likely_buildspecs(const SourceTree& tree, std::size_t most) {
  std::vector<std::string_view> found;
  for (const std::string& file : tree.files) {
    if (judge_name(file) < NameVerdict::likely) continue;
    if (found.size() == most) break;
    found.push_back(file);
  }
  return found;
}

std::string uri_in_source(Context& context, const fs::path& root, std::string_view path) {
  const fs::path file = root / fs::path(path);
  // Editors spell URIs in different ways.
  const Document* const open = context.documents.at(file);
  return open == nullptr ? uri_of(file) : open->uri;
}

}  // namespace buildspec::lsp
