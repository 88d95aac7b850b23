#include "linter/cli/dev_records.h"

#include <istream>
#include <iterator>
#include <string>
#include <utility>

#include "linter/workspace/files.h"

namespace buildspec {

bool for_each_record(std::istream& in, const std::function<void(SourceText)>& each) {
  constexpr char kSeparator = '\x1E';
  const std::string input{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return false;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = input.find(kSeparator, begin);
    std::string record = input.substr(begin, end == std::string::npos ? end : end - begin);
    FileText text = decode_text(record);
    each(SourceText(text.text ? std::move(*text.text) : std::move(record)));
    if (end == std::string::npos) return true;
    begin = end + 1;
  }
}

}  // namespace buildspec
