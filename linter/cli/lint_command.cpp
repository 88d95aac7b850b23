#include "linter/cli/lint_command.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "linter/cli/diff.h"
#include "linter/cli/display_width.h"
#include "linter/cli/inputs.h"
#include "linter/cli/lint_file.h"
#include "linter/cli/parallel.h"
#include "linter/cli/project.h"
#include "linter/cli/renderer.h"
#include "linter/cli/terminal.h"
#include "linter/cli/write_file.h"
#include "linter/lint/selection.h"

namespace buildspec::cli {
namespace {

// The clock's day, in UTC as the service's own dates are.
Date clock_day() {
  const std::chrono::year_month_day day(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return {static_cast<std::int16_t>(static_cast<int>(day.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(day.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(day.day()))};
}

// Takes the results in order and turns them into output and an exit status.
class Report {
 public:
  explicit Report(const LintOptions& options)
      : options_(options),
        renderer_(make_renderer(options.format, {Paint(use_color(options.color, STDOUT_FILENO)),
                                                 terminal_width(STDOUT_FILENO)})) {}

  void note(const std::string& words) { complain("note: " + printable(words)); }

  // Wrong usage: nothing is linted.
  int refuse(const std::string& words) {
    complain(words);
    return kExitFailure;
  }

  void fail(Failure failure) {
    complain(printable(failure.path) + ": " + printable(failure.message));
    failures_.push_back(std::move(failure));
  }

  void take(const Input& input, LintResult result) {
    if (result.failure) fail(std::move(*result.failure));
    if (!result.report) return;
    if (options_.fix == FixMode::diff) return take_diff(result);
    if (options_.fix == FixMode::fix) write_back(input, result);
    totals_.add(*result.report);
    for (const Diagnostic& diagnostic : result.report->diagnostics) {
      found_ = found_ || (options_.fail_on && diagnostic.severity <= *options_.fail_on);
    }
    // With --fix, the standard output of a text from standard input is that text.
    Output& out = fixes_standard_input_ ? error_ : out_;
    out.write(renderer_->file(*result.report));
  }

  int end() {
    if (options_.fix != FixMode::diff) {
      Output& out = fixes_standard_input_ ? error_ : out_;
      out.write(renderer_->end(totals_, failures_));
    }
    out_.flush();
    if (!out_.failure().empty()) complain("standard output: " + out_.failure());
    if (!failures_.empty() || !out_.failure().empty()) return kExitFailure;
    return found_ ? kExitFindings : kExitClean;
  }

 private:
  void complain(const std::string& words) {
    // What was found before stands before.
    out_.flush();
    error_.write("buildspec-lint: " + words + '\n');
    error_.flush();
  }

  void take_diff(const LintResult& result) {
    if (!result.original) return;
    found_ = true;
    const FileReport& report = *result.report;
    out_.write(unified_diff(printable(report.path), *result.original, report.text.bytes()));
  }

  void write_back(const Input& input, LintResult& result) {
    if (input.standard_input) {
      fixes_standard_input_ = true;
      out_.write(result.report->text.bytes());
    } else if (result.original) {
      if (const auto problem = write_file(input.path, result.report->text.bytes())) {
        fail({input.shown, "cannot be written: " + *problem});
      }
    }
  }

  const LintOptions& options_;
  Output out_{STDOUT_FILENO};
  Output error_{STDERR_FILENO};
  std::unique_ptr<Renderer> renderer_;
  Totals totals_;
  std::vector<Failure> failures_;
  bool found_ = false;
  bool fixes_standard_input_ = false;
};

}  // namespace

int run_lint(const LintOptions& options, std::span<const RegisteredRule> rules) {
  Report report(options);
  for (const auto* const selectors : {&options.select, &options.ignore}) {
    if (const auto problem = selector_problem(rules, *selectors)) return report.refuse(*problem);
  }
  Projects projects(rules, options, options.today.value_or(clock_day()));
  const Inputs found = find_inputs(options, projects);
  for (const std::string& note : found.notes) report.note(note);
  for (const Failure& failure : projects.failures()) report.fail(failure);
  for (const Failure& failure : found.failures) report.fail(failure);

  SourceTrees trees;
  std::vector<LintResult> results(found.inputs.size());
  const unsigned threads = options.jobs > 0 ? options.jobs : sensible_threads(found.inputs.size());
  work_in_order(
      found.inputs.size(), threads,
      [&](std::size_t i) {
        results[i] = lint_input(found.inputs[i], trees, options.fix, options.fixes);
      },
      [&](std::size_t i) { report.take(found.inputs[i], std::exchange(results[i], {})); });
  return report.end();
}

}  // namespace buildspec::cli
