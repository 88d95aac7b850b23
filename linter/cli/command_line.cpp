#include "linter/cli/command_line.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "linter/cli/annotate_command.h"
#include "linter/cli/coverage.h"
#include "linter/cli/dev_corpus.h"
#include "linter/cli/dev_facts.h"
#include "linter/cli/dev_verdict.h"
#include "linter/cli/explain.h"
#include "linter/cli/explain_line.h"
#include "linter/cli/format_command.h"
#include "linter/cli/lint_command.h"
#include "linter/cli/options.h"
#include "linter/cli/terminal.h"
#include "linter/lint/failures.h"
#include "linter/lint/registry.h"
#include "linter/lint/selection.h"
#include "linter/schema/json_schema.h"
#include "rules/registry.h"

namespace buildspec::cli {
namespace {

// Wider lines of prose are hard to read.
constexpr std::uint32_t kWidestPage = 100;
// Of a log that is explained: nobody pastes more.
constexpr std::size_t kMostWords = 1U << 20U;

int print(int descriptor, std::string_view text, int status) {
  Output out(descriptor);
  out.write(text);
  out.flush();
  return out.failure().empty() ? status : kExitFailure;
}

int on_records(int (*command)(std::istream&, std::ostream&)) {
  // Whole files go through: the C streams' buffers need not agree with these.
  std::ios::sync_with_stdio(false);
  return command(std::cin, std::cout);
}

// A word that can be an id, and no line of a log.
bool is_name(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

int explain_words(const ExplainOptions& options, const Paint& paint, std::uint32_t width) {
  std::string words = options.subject;
  if (words == "-") {
    AllBytes all = read_all(STDIN_FILENO, kMostWords);
    if (!all.problem.empty()) {
      return print(STDERR_FILENO, "buildspec-lint: standard input: " + all.problem + '\n',
                   kExitFailure);
    }
    words = std::move(all.bytes);
  }
  const LineMatches found = explain_text(words);
  if (options.json) {
    return print(STDOUT_FILENO, explain_line_json(found, all_rules()),
                 found.matches.empty() ? kExitFindings : kExitClean);
  }
  if (found.matches.empty()) {
    return print(STDERR_FILENO,
                 "buildspec-lint: nothing is known about these words. Give the line with \"Phase "
                 "context status code\" or the first error of the command; buildspec-lint annotate "
                 "reads a whole log.\n",
                 kExitFindings);
  }
  return print(STDOUT_FILENO, explain_line(found, all_rules(), paint, width), kExitClean);
}

int explain(const ExplainOptions& options) {
  const Paint paint(use_color(options.color, STDOUT_FILENO));
  const std::uint32_t width = std::min(terminal_width(STDOUT_FILENO), kWidestPage);
  if (const RegisteredRule* const rule = find_rule(all_rules(), options.subject)) {
    if (options.json) return print(STDOUT_FILENO, list_rules_json({rule, 1}), kExitClean);
    return print(STDOUT_FILENO, explain_rule(*rule, paint, width), kExitClean);
  }
  if (const KnownFailure* const failure = find_failure(options.subject)) {
    return print(STDOUT_FILENO, explain_failure(*failure, all_rules(), paint, width), kExitClean);
  }
  if (is_shellcheck_selector(options.subject)) {
    const std::size_t slash = options.subject.find('/');
    const std::string page = slash == std::string::npos ? "" : options.subject.substr(slash);
    return print(STDOUT_FILENO, "See https://www.shellcheck.net/wiki" + page + '\n', kExitClean);
  }
  if (!is_name(options.subject) || options.subject == "-") {
    return explain_words(options, paint, width);
  }
  const std::string problem =
      selector_problem(all_rules(), std::span(&options.subject, 1))
          .value_or('"' + options.subject + "\" is a group: buildspec-lint rules " +
                    options.subject + " lists its rules");
  return print(STDERR_FILENO, "buildspec-lint: " + problem + '\n', kExitFailure);
}

std::vector<RegisteredRule> chosen(std::span<const RegisteredRule> rules,
                                   std::span<const std::string> selectors) {
  std::vector<RegisteredRule> list;
  for (const RegisteredRule& rule : rules) {
    const bool named = std::any_of(selectors.begin(), selectors.end(),
                                   [&](const std::string& name) { return selects(name, rule); });
    if (selectors.empty() || named) list.push_back(rule);
  }
  return list;
}

// Performs each command.
struct Runner {
  int operator()(const Message& message) const {
    const int descriptor = message.status == kExitClean ? STDOUT_FILENO : STDERR_FILENO;
    return print(descriptor, message.text, message.status);
  }

  int operator()(const LintOptions& options) const { return run_lint(options, all_rules()); }

  int operator()(const ExplainOptions& options) const { return explain(options); }

  int operator()(const AnnotateOptions& options) const {
    return run_annotate(options, all_rules());
  }

  int operator()(const FormatOptions& options) const { return run_format(options, all_rules()); }

  int operator()(const RulesOptions& options) const {
    if (const auto problem = selector_problem(all_rules(), options.selectors)) {
      return print(STDERR_FILENO, "buildspec-lint: " + *problem + '\n', kExitFailure);
    }
    const std::vector<RegisteredRule> rules = chosen(all_rules(), options.selectors);
    return print(STDOUT_FILENO, options.json ? list_rules_json(rules) : list_rules(rules),
                 kExitClean);
  }

  int operator()(const SchemaOptions&) const {
    return print(STDOUT_FILENO, schema::json_schema(), kExitClean);
  }

  int operator()(const DevFactsOptions&) const { return on_records(dev_facts); }

  int operator()(const DevVerdictOptions&) const { return on_records(dev_verdict); }

  int operator()(const DevPageOptions& options) const {
    const auto rules = all_rules();
    return print(STDOUT_FILENO,
                 options.page == GeneratedPage::rules ? rules_page(rules) : coverage_page(rules),
                 kExitClean);
  }

  int operator()(const DevCorpusOptions& options) const {
    return run_dev_corpus(options, all_rules());
  }
};

}  // namespace

int run(std::span<const std::string> arguments) {
  ignore_broken_pipes();
  return std::visit(Runner{}, parse_options(arguments));
}

}  // namespace buildspec::cli
