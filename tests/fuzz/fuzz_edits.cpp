// Edits of a text, one after the other: after each, the tree that took over parts of the one before
// equals a fresh parse, and the text's line index a fresh one. The input is a text, a NUL byte, and
// edits of four bytes each: where, how much goes, how much of the rest comes in its place.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "linter/syntax/tree.h"
#include "linter/text/source_text.h"
#include "tests/syntax/parser_dump.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void require_same_lines(const buildspec::SourceText& edited, const buildspec::SourceText& fresh) {
  require(edited.line_count() == fresh.line_count());
  for (std::uint32_t i = 0; i < fresh.line_count(); ++i) require(edited.line(i) == fresh.line(i));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = input.find('\0');
  if (split == std::string_view::npos) return 0;
  buildspec::SourceText text(std::string(input.substr(0, split)));
  std::string_view edits = input.substr(split + 1);
  buildspec::TreePtr tree = buildspec::parse(text);
  for (int i = 0; i < 16 && edits.size() >= 4; ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(edits[at]); };
    const std::uint32_t where = (byte(0) * 256U + byte(1)) % (text.size() + 1);
    const buildspec::Span span{where, std::min(text.size(), where + byte(2) % 8U)};
    const std::string_view coming = edits.substr(4, byte(3) % 8U);
    edits.remove_prefix(4 + coming.size());
    const buildspec::Change change{span, static_cast<std::uint32_t>(coming.size())};
    text = text.edited(span, coming);
    tree = buildspec::parse(text, tree, {&change, 1});
    const buildspec::SourceText fresh_text{std::string(text.bytes())};
    require_same_lines(text, fresh_text);
    require(buildspec::test::dump(*tree) == buildspec::test::dump(*buildspec::parse(fresh_text)));
  }
  return 0;
}
