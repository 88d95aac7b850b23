#include "linter/shell/parser.h"

#include "linter/shell/reader.h"

namespace buildspec::shell {
namespace {

// Of 5,389 real commands the longest has 2.4 KB.
constexpr std::size_t kLargestText = 64U << 10U;
// `bash -c "sh -c '…'"`: what is deeper stays a word.
constexpr int kMostNestedScripts = 3;

}  // namespace

Script parse(std::string_view text) {
  if (text.size() <= kLargestText) return read_script(text, {}, kMostNestedScripts);
  Script broken;
  broken.broken = true;
  return broken;
}

}  // namespace buildspec::shell
