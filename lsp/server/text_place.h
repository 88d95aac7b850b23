// The place in a buildspec that a request is about, and the files of the source around it. The
// loop's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "lsp/protocol/base.h"
#include "lsp/server/context.h"

namespace buildspec::lsp {

struct TextPlace {
  Document* document = nullptr;
  SnapshotPtr snapshot;
  std::uint32_t offset = 0;
};

// Nothing where the document is not open, or no buildspec.
[[nodiscard]] std::optional<TextPlace> text_place(Context& context,
                                                  const TextDocumentIdentifier& document,
                                                  const Position& position = {});

// The same of a configuration file too: what concerns YAML alone is done there as well.
[[nodiscard]] std::optional<TextPlace> yaml_place(Context& context,
                                                  const TextDocumentIdentifier& document,
                                                  const Position& position = {});

// The spans as ranges; they are in the order of the text, and apart.
[[nodiscard]] std::vector<Range> to_ranges(const SourceText& text, const std::vector<Span>& spans,
                                           Encoding encoding);

// The root of the source that the document with these facts is in; nothing where it is not known.
[[nodiscard]] std::optional<std::filesystem::path> source_folder(std::string_view uri,
                                                                 const ProjectFacts& facts);
// The files of the source that look like buildspecs by their names, at most so many: to read every
// file of a source would take long. In the order of the tree.
[[nodiscard]] std::vector<std::string_view> likely_buildspecs(const SourceTree& tree,
                                                              std::size_t most);
// The URI of a file of the source, as an open document spells it, if it is open.
[[nodiscard]] std::string uri_in_source(Context& context, const std::filesystem::path& root,
                                        std::string_view path);

}  // namespace buildspec::lsp
