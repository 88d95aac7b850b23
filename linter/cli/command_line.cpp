#include "linter/cli/command_line.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string_view>
#include <utility>
#include <variant>

#include "linter/cli/coverage.h"
#include "linter/cli/dev_corpus.h"
#include "linter/cli/dev_facts.h"
#include "linter/cli/dev_verdict.h"
#include "linter/cli/explain.h"
#include "linter/cli/lint_command.h"
#include "linter/cli/options.h"
#include "linter/cli/selection.h"
#include "linter/cli/terminal.h"
#include "linter/lint/registry.h"
#include "linter/schema/json_schema.h"
#include "rules/registry.h"

namespace buildspec::cli {
namespace {

// Wider lines of prose are hard to read.
constexpr std::uint32_t kWidestPage = 100;

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

// Performs each command.
struct Runner {
  int operator()(const Message& message) const {
    const int descriptor = message.status == kExitClean ? STDOUT_FILENO : STDERR_FILENO;
    return print(descriptor, message.text, message.status);
  }

  int operator()(const LintOptions& options) const { return run_lint(options, all_rules()); }

  int operator()(const ExplainOptions& options) const {
    const RegisteredRule* const rule = find_rule(all_rules(), options.rule);
    if (rule == nullptr) {
      const std::string problem =
          selector_problem(all_rules(), std::span(&options.rule, 1))
              .value_or('"' + options.rule + "\" is a group: buildspec-lint rules lists its rules");
      return print(STDERR_FILENO, "buildspec-lint: " + problem + '\n', kExitFailure);
    }
    const Paint paint(use_color(options.color, STDOUT_FILENO));
    const std::uint32_t width = std::min(terminal_width(STDOUT_FILENO), kWidestPage);
    return print(STDOUT_FILENO, explain_rule(*rule, paint, width), kExitClean);
  }

  int operator()(const RulesOptions& options) const {
    const auto rules = all_rules();
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
