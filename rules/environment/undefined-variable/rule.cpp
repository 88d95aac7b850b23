// undefined-variable: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/batch_children.h"
#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "linter/schema/builtin_variables.h"
#include "rules/environment/names/names.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Names of the file itself, and CodeBuild's that have not its prefix.
std::vector<std::string_view> defined_names(const Flow& flow) {
  std::vector<std::string_view> names;
  for (std::uint32_t number = 0; number < flow.names(); ++number)
    if (flow.definition_count(number) != 0) names.emplace_back(flow.name(number));
  names.emplace_back("AWS_REGION");
  names.emplace_back("AWS_DEFAULT_REGION");
  return names;
}

bool has_lower_case(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The account of a registry's address: "$ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com".
bool names_account(const Flow& flow, const Usage& use) {
  const shell::VariableUse& variable = flow.variable(use);
  const shell::Script& script = flow.script(use.command);
  if (variable.command >= script.commands.size()) return false;
  const auto holds = [&](const shell::Word& word) {
    for (std::size_t i = 0; i + 1 < word.parts.size(); ++i)
      if (word.parts[i].span == variable.span)
        return word.parts[i + 1].text.substr(0, 9) == ".dkr.ecr.";
    return false;
  };
  const shell::Command& command = script.commands[variable.command];
  return std::any_of(command.words.begin(), command.words.end(), holds) ||
         std::any_of(command.assignments.begin(), command.assignments.end(),
                     [&](const shell::Assignment& each) { return holds(each.value); });
}

// By its place: the first use, with the number of further ones.
Diagnostic& report(const Snapshot& snapshot, const Flow& flow, const std::vector<Usage>& uses,
                   Severity severity, std::string message, Reporter& reporter) {
  Diagnostic& finding = reporter.report(severity, flow.span(uses.front()), std::move(message));
  if (uses.size() > 1)
    finding.notes.push_back(
        {"it is used " + std::to_string(uses.size()) + " times in this file, " +
             "the next time in line " +
             std::to_string(snapshot.text.line_of(flow.span(uses[1]).begin) + 1),
         flow.span(uses[1])});
  return finding;
}

// The variables that batches of other files define for this one: asked for last, as files are read.
class Inherited {
 public:
  explicit Inherited(const ProjectFacts& facts) : facts_(facts) {}
  [[nodiscard]] bool has(std::string_view name) {
    if (!asked_) names_ = variables_from_parents(facts_);
    asked_ = true;
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }

 private:
  const ProjectFacts& facts_;
  bool asked_ = false;
  std::vector<std::string> names_;
};

void judge(const Snapshot& snapshot, const Flow& flow, std::uint32_t number,
           std::vector<std::string_view>& known, Inherited& inherited, Reporter& reporter) {
  const std::string_view name = flow.name(number);
  const std::vector<Usage> uses = environment::unreached(snapshot, flow, number);
  if (uses.empty()) return;
  const bool listed = flow.in_project(name).has_value();  // the project's variables are known
  if (flow.in_batch(name)) return;
  if (known.empty()) known = defined_names(flow);
  const auto meant = environment::misspelled(name, known, environment::Vocabulary::open);
  const bool told = meant || listed || has_lower_case(name) || schema::find_not_provided(name) ||
                    names_account(flow, uses.front());
  if (!told || inherited.has(name)) return;
  if (meant) {
    for (const Usage& use : uses) {
      Diagnostic& finding =
          reporter.report(Severity::warning, flow.span(use),
                          code(name) + " is not defined in this file, but " + code(*meant) + " is");
      if (auto fix = environment::rename(snapshot, flow.name_span(use), name, *meant)) {
        if (!listed) fix->applicability = Applicability::unsafe;
        finding.fixes.push_back(std::move(*fix));
      }
    }
    return;
  }
  if (const schema::NotProvided* const expected = schema::find_not_provided(name)) {
    if (name == "CI") return;  // whether CodeBuild sets it is not known
    Diagnostic& finding = report(snapshot, flow, uses, listed ? Severity::warning : Severity::info,
                                 listed ? code(name) + " is not defined, so it is empty"
                                        : code(name) +
                                              " is empty unless the project defines it: "
                                              "CodeBuild does not set it",
                                 reporter);
    finding.notes.push_back({"instead: " + std::string(expected->instead), {}});
  } else if (listed) {
    report(snapshot, flow, uses, Severity::warning,
           "Neither this file nor the project defines " + code(name) + ", so it is empty",
           reporter);
  } else if (names_account(flow, uses.front())) {
    report(snapshot, flow, uses, Severity::info,
           code(name) + " is empty unless the project defines it: nothing in this file does",
           reporter)
        .notes.push_back({"without an account this is no address of a registry", {}});
  } else if (has_lower_case(name)) {
    Diagnostic& finding = report(snapshot, flow, uses, Severity::info,
                                 "Nothing in this file defines " + code(name), reporter);
    finding.notes.push_back(
        {"unless the project defines it, the shell puts nothing in its place", {}});
  }
}

// Terraform and the like put values in place of `${name}` before CodeBuild sees the file.
bool is_template(const Snapshot& snapshot) {
  const std::string_view path =
      snapshot.facts->path ? std::string_view(*snapshot.facts->path) : snapshot.uri;
  return path.ends_with(".tftpl") || path.ends_with(".tpl") || path.ends_with(".tmpl") ||
         path.ends_with(".j2") || path.ends_with(".erb");
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (is_template(snapshot)) return;
  const Flow flow(snapshot);
  std::vector<std::string_view> known;
  Inherited inherited(*snapshot.facts);
  for (std::uint32_t number = 0; number < flow.names(); ++number) {
    const std::string_view name = flow.name(number);
    if (flow.definition_count(number) != 0 || flow.is_tested(number) || Flow::in_image(name) ||
        name.substr(0, 10) == "CODEBUILD_")
      continue;
    judge(snapshot, flow, number, known, inherited, reporter);
  }
}

}  // namespace

extern const Rule undefined_variable;
constexpr Rule undefined_variable{
    .meta = {.id = "undefined-variable",
             .summary = "Flags variables that commands use and nothing defines.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-07"},
    .check = check,
};

}  // namespace buildspec::rules
