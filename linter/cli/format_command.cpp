#include "linter/cli/format_command.h"

#include <unistd.h>

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/cli/diff.h"
#include "linter/cli/display_width.h"
#include "linter/cli/inputs.h"
#include "linter/cli/parallel.h"
#include "linter/cli/project.h"
#include "linter/cli/report.h"
#include "linter/cli/terminal.h"
#include "linter/cli/write_file.h"
#include "linter/format/format.h"
#include "linter/lang/snapshot.h"

namespace buildspec::cli {
namespace {

struct FormatResult {
  std::string before;
  std::string after;
  std::optional<Failure> failure;  // then there are no texts
};

FormatResult refuse(const Input& input, const SourceText& text, const format::Formatted& refused) {
  const HumanPosition at = human_position(text, refused.place);
  FormatResult result;
  result.failure =
      Failure{input.shown + ':' + std::to_string(at.line) + ':' + std::to_string(at.column),
              "not formatted: " + refused.refusal};
  return result;
}

// The command line wins over the configuration.
format::Style style_for(const Input& input, const FormatOptions& options) {
  const LayoutSettings& configured = input.surroundings.project->layout;
  format::Style style;
  style.indent = options.indent.value_or(configured.indent.value_or(style.indent));
  style.indent_lists = configured.indent_lists;
  if (options.lists) {
    style.indent_lists.reset();
    if (*options.lists != "keep") style.indent_lists = *options.lists == "indented";
  }
  return style;
}

FormatResult format_input(const Input& input, const FormatOptions& options) {
  FormatResult result;
  FileText read = read_input(input);
  if (!read) {
    result.failure = Failure{input.shown, read.problem};
    return result;
  }
  const SnapshotPtr snapshot = analyze(input.shown, 0, SourceText(std::move(*read.text)),
                                       std::make_shared<const ProjectFacts>());
  result.before = std::string(snapshot->text.bytes());
  result.after = result.before;
  // Looks like a buildspec and is none.
  if (snapshot->amplify) return result;
  format::Formatted formatted = format::format(*snapshot->tree, style_for(input, options));
  if (!formatted.refusal.empty()) return refuse(input, snapshot->text, formatted);
  if (!formatted.edits.empty() && read.decoded) {
    result.failure = Failure{input.shown, "is UTF-16: only UTF-8 files are written"};
    return result;
  }
  result.after = apply_edits(result.before, std::move(formatted.edits));
  return result;
}

FormatResult format_safely(const Input& input, const FormatOptions& options) {
  try {
    return format_input(input, options);
  } catch (const std::exception& error) {
    FormatResult result;
    result.failure = Failure{input.shown, std::string("internal error: ") + error.what()};
    return result;
  }
}

std::string files(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " file" : " files");
}

// Takes the results in order and turns them into output and an exit status.
class FormatReport {
 public:
  explicit FormatReport(FormatOptions::Mode mode) : mode_(mode) {}

  void note(const std::string& words) { complain("note: " + printable(words)); }

  void fail(const Failure& failure) {
    complain(printable(failure.path) + ": " + printable(failure.message));
    failed_ = true;
  }

  void take(const Input& input, const FormatResult& result) {
    if (result.failure) return fail(*result.failure);
    const bool changed = result.before != result.after;
    ++(changed ? changed_ : unchanged_);
    if (mode_ == FormatOptions::Mode::write) return write(input, result);
    if (!changed) return;
    if (mode_ == FormatOptions::Mode::check) {
      out_.write("would change: " + printable(input.shown) + '\n');
    } else {
      out_.write(unified_diff(printable(input.shown), result.before, result.after));
    }
  }

  int end() {
    if (mode_ != FormatOptions::Mode::diff && changed_ + unchanged_ > 0 && !printed_text_) {
      const bool check = mode_ == FormatOptions::Mode::check;
      out_.write(files(changed_) + (check ? " would change, " : " changed, ") + files(unchanged_) +
                 " left as " + (unchanged_ == 1 ? "it is\n" : "they are\n"));
    }
    out_.flush();
    if (!out_.failure().empty()) fail({"standard output", out_.failure()});
    if (failed_) return kExitFailure;
    return mode_ != FormatOptions::Mode::write && changed_ > 0 ? kExitFindings : kExitClean;
  }

 private:
  void complain(const std::string& words) {
    out_.flush();
    error_.write("buildspec-lint: " + words + '\n');
    error_.flush();
  }

  void write(const Input& input, const FormatResult& result) {
    if (input.standard_input) {
      printed_text_ = true;
      out_.write(result.after);
    } else if (result.before != result.after) {
      if (const auto problem = write_file(input.path, result.after)) {
        fail({input.shown, "cannot be written: " + *problem});
      }
    }
  }

  FormatOptions::Mode mode_;
  Output out_{STDOUT_FILENO};
  Output error_{STDERR_FILENO};
  std::size_t changed_ = 0;
  std::size_t unchanged_ = 0;
  bool failed_ = false;
  bool printed_text_ = false;
};

// Files are found as for linting.
LintOptions lint_options(const FormatOptions& options) {
  LintOptions same;
  same.paths = options.paths;
  same.stdin_filename = options.stdin_filename;
  same.config = options.config;
  same.no_config = options.no_config;
  return same;
}

}  // namespace

int run_format(const FormatOptions& options, std::span<const RegisteredRule> rules) {
  FormatReport report(options.mode);
  const LintOptions finding = lint_options(options);
  Projects projects(rules, finding, {});
  const Inputs found = find_inputs(finding, projects);
  for (const std::string& note : found.notes) report.note(note);
  for (const Failure& failure : projects.failures()) report.fail(failure);
  for (const Failure& failure : found.failures) report.fail(failure);
  std::vector<FormatResult> results(found.inputs.size());
  work_in_order(
      found.inputs.size(), sensible_threads(found.inputs.size()),
      [&](std::size_t i) { results[i] = format_safely(found.inputs[i], options); },
      [&](std::size_t i) { report.take(found.inputs[i], std::exchange(results[i], {})); });
  return report.end();
}

}  // namespace buildspec::cli
