#include "linter/cli/dev_records.h"

#include <istream>
#include <iterator>
#include <string>

#include "linter/text/utf8.h"

namespace buildspec {

bool for_each_record(std::istream& in, const std::function<void(SourceText)>& each) {
  constexpr char kSeparator = '\x1E';
  const std::string input{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return false;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = input.find(kSeparator, begin);
    const std::size_t length = end == std::string::npos ? end : end - begin;
    each(SourceText(to_utf8(input.substr(begin, length))));
    if (end == std::string::npos) return true;
    begin = end + 1;
  }
}

}  // namespace buildspec
