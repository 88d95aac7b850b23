// carriage-return-script: see rule.md.
#include <set>
#include <string>
#include <string_view>

#include "linter/lang/named_files.h"
#include "linter/lint/wording.h"
#include "rules/files/source/source.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using files::Named;
using files::Role;
using files::Source;

class Judge {
 public:
  Judge(const Snapshot& snapshot, Reporter& reporter)
      : reporter_(reporter), source_(*snapshot.facts) {}

  void look_at(const CommandStep& step) {
    // Who changes texts may know of it: `dos2unix`, `sed -i 's/\r//'`, `tr -d '\r'`, `git config`.
    const std::string_view text = step.text.text();
    for (const std::string_view sign : {"dos2unix", "\\r", "autocrlf", "fromdos"}) {
      mended_ = mended_ || text.find(sign) != std::string_view::npos;
    }
    if (mended_) return;
    for (const Named& named : files::named_files(step)) {
      if (named.role == Role::program || named.role == Role::script) judge(step, named);
    }
  }

 private:
  void judge(const CommandStep& step, const Named& named) {
    const SourceFilePtr file = source_.file(named.path);
    if (!file || !file->text || step.written.may_hold_file(named.path)) return;
    const std::size_t end = file->text->find('\n');
    if (end == std::string::npos || end == 0 || (*file->text)[end - 1] != '\r') return;
    const bool runs_shebang = named.role == Role::program && file->text->starts_with("#!");
    if (named.role == Role::program && !runs_shebang) return;
    if (!told_.insert(named.path).second) return;
    const Span span = step.text.source(named.span());
    const std::string name = code(named.path);
    if (runs_shebang) {
      reporter_
          .report(span, "The first line of " + name + " ends with a carriage return: the system " +
                            "looks for an interpreter of that name")
          .notes.push_back({"the script ends with `not found` or `bad interpreter`", std::nullopt});
    } else {
      reporter_
          .report(span, "The lines of " + name + " end with carriage returns, which the shell " +
                            "takes for text")
          .notes.push_back(
              {"commands, names and `fi` or `done` end with it and are not found", std::nullopt});
    }
  }

  Reporter& reporter_;
  Source source_;
  bool mended_ = false;
  std::set<std::string> told_;
};

void check(const Snapshot& snapshot, Reporter& reporter) {
  files::judge_commands<Judge>(snapshot, {"/", "sh ", "source ", ". "}, reporter);
}

}  // namespace

extern const Rule carriage_return_script;
constexpr Rule carriage_return_script{
    .meta = {.id = "carriage-return-script",
             .summary = "Flags shell scripts that are committed with the line breaks of Windows.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check = check,
};

}  // namespace buildspec::rules
