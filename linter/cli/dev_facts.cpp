#include "linter/cli/dev_facts.h"

#include <ostream>

#include "linter/cli/dev_records.h"
#include "linter/syntax/facts.h"
#include "linter/syntax/tree.h"

namespace buildspec {

int dev_facts(std::istream& in, std::ostream& out) {
  const bool read = for_each_record(in, [&out](SourceText text) {
    const TreePtr tree = parse(std::move(text));
    for (const Fact& fact : facts(*tree)) {
      out << name(fact.kind) << '\t' << fact.path << '\t' << escaped(fact.value) << '\t'
          << tree->text().line_of(fact.at) + 1 << '\n';
    }
    out << "\x1E\n";
  });
  out.flush();
  return read && out ? 0 : 2;
}

}  // namespace buildspec
