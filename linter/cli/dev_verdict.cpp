#include "linter/cli/dev_verdict.h"

#include <ostream>
#include <string>
#include <string_view>

#include "linter/cli/dev_records.h"
#include "linter/syntax/oracle.h"
#include "linter/syntax/tree.h"

namespace buildspec {
namespace {

// A message may quote a value of several lines.
std::string on_one_line(std::string_view message) {
  std::string out;
  for (const char c : message) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

int dev_verdict(std::istream& in, std::ostream& out) {
  const bool read = for_each_record(in, [&out](SourceText text) {
    const TreePtr tree = parse(std::move(text));
    const auto fault = judge(*tree);
    if (!fault) {
      out << "ok\n";
      return;
    }
    const std::uint32_t line = fault->whole ? 0 : tree->text().line_of(fault->place.begin) + 1;
    out << "error " << line << ' ' << on_one_line(fault->message) << '\n';
  });
  out.flush();
  return read && out ? 0 : 2;
}

}  // namespace buildspec
