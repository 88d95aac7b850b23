// date-format: see rule.md.
#include <string>
#include <vector>

#include "linter/lint/scalar_edit.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

struct Conversion {
  char letter = 0;
  std::size_t at = 0;  // of the letter
};

std::vector<Conversion> conversions(std::string_view format) {
  std::vector<Conversion> found;
  for (std::size_t i = 0; i + 1 < format.size(); ++i) {
    if (format[i] != '%') continue;
    std::size_t letter = i + 1;
    while (letter + 1 < format.size() &&
           std::string_view("-_0^#:").find(format[letter]) != std::string_view::npos)
      ++letter;
    found.push_back({format[letter], letter});
    i = letter;
  }
  return found;
}

struct Slip {
  std::size_t at = 0;
  char meant = 0;
  std::string_view why;
};

// Three conversions in a row that nobody means.
struct Pattern {
  std::string_view letters;
  std::size_t wrong;
  char meant;
  std::string_view why;
};
constexpr Pattern kPatterns[] = {
    {"YMd", 1, 'm', "`%M` is the minute, `%m` the month"},
    {"yMd", 1, 'm', "`%M` is the minute, `%m` the month"},
    {"dMY", 1, 'm', "`%M` is the minute, `%m` the month"},
    {"dMy", 1, 'm', "`%M` is the minute, `%m` the month"},
    {"YMD", 1, 'm', "`%M` is the minute, `%m` the month"},
    {"HmS", 1, 'M', "`%m` is the month, `%M` the minute"},
    {"ImS", 1, 'M', "`%m` is the month, `%M` the minute"},
    {"HMs", 2, 'S', "`%s` is the seconds since 1970, `%S` those of the minute"},
    {"YmD", 2, 'd', "`%D` is a whole date with slashes, `%d` the day"},
    {"ymD", 2, 'd', "`%D` is a whole date with slashes, `%d` the day"},
};

std::vector<Slip> slips(std::string_view format) {
  std::vector<Slip> found;
  const auto parts = conversions(format);
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    for (const Pattern& pattern : kPatterns) {
      bool same = true;
      for (std::size_t k = 0; k < 3; ++k) same = same && parts[i + k].letter == pattern.letters[k];
      if (!same) continue;
      found.push_back({parts[i + pattern.wrong].at, pattern.meant, pattern.why});
      break;
    }
  }
  return found;
}

void report(const Snapshot& snapshot, Node node, const Scalar& scalar, std::size_t begin,
            std::string_view format, Reporter& reporter) {
  for (const Slip& slip : slips(format)) {
    const auto at = static_cast<std::uint32_t>(begin + slip.at);
    Diagnostic& finding = reporter.report(scalar.source({at - 1, at + 1}), std::string(slip.why));
    finding.notes.push_back({"the parts beside it show that the other one is meant", {}});
    const std::string letter(1, slip.meant);
    if (auto edits = edit_in_scalar(snapshot, node, scalar, {at, at + 1}, letter))
      finding.fixes.push_back(
          {"Write " + code("%" + letter), Applicability::safe, std::move(*edits)});
  }
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (!commands::contains(text, "date")) return;
  for (const shell::Command& each : command.script->commands) {
    const commands::Invocation run = commands::invocation(each);
    if (run.program != "date" && run.program != "gdate") continue;
    for (const shell::Word& word : run.words) {
      if (!word.text.starts_with("+")) continue;
      const std::string_view source = text.substr(word.span.begin, word.span.size());
      report(snapshot, command.command.node, command.scalar, word.span.begin, source, reporter);
    }
  }
}

// `name: app-$(date +%Y-%m-%d)`
void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    if (!artifact.name.is_scalar()) continue;
    const Scalar name = artifact.name.scalar();
    const std::size_t date = name.value().find("date ");
    if (date == std::string_view::npos) continue;
    const std::size_t plus = name.value().find('+', date);
    if (plus == std::string_view::npos) continue;
    const std::size_t end = name.value().find(')', plus);
    report(snapshot, artifact.name, name, plus, name.value().substr(plus, end - plus), reporter);
  }
}

}  // namespace

extern const Rule date_format;
constexpr Rule date_format{
    .meta = {.id = "date-format",
             .summary = "Flags formats of `date` that mix up month and minute, and the like.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check = check,
    .check_command = check_command,
};

}  // namespace buildspec::rules
