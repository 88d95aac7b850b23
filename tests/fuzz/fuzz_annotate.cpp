// A buildspec and a build log that belong to each other as little as can be: every place that is
// named lies in the buildspec, and nothing is read beyond a text's end.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "linter/buildlog/annotate.h"
#include "linter/buildlog/log_text.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace buildspec;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t border = std::min(input.find('\x1e'), input.size());
  const std::string_view log = input.substr(std::min(border + 1, input.size()));
  const SnapshotPtr snapshot = analyze("", 0, SourceText(std::string(input.substr(0, border))),
                                       std::make_shared<const ProjectFacts>());
  for (const Annotation& annotation : annotate(*snapshot, log).list) {
    require(!annotation.span || annotation.span->begin <= annotation.span->end);
    require(!annotation.span || annotation.span->end <= snapshot->text.size());
  }
  for (const std::string& text : {plain_text(log), unescaped_text(log)}) {
    for (const MessageMatch& match : match_messages(text)) {
      require(match.words.begin < match.words.end && match.words.end <= text.size());
    }
  }
  return 0;
}
