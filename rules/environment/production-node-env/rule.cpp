// production-node-env: see rule.md.
#include <optional>
#include <string>
#include <string_view>

#include "linter/lang/command_text.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

const Variable* production(const Snapshot& snapshot) {
  for (const Variable& variable : snapshot.buildspec.env.variables)
    if (variable.block == VariableBlock::variables && variable.key.is("NODE_ENV") &&
        variable.value.is("production"))
      return &variable;
  return nullptr;
}

// `npm ci`, `npm install`, `yarn`, `yarn install` that leave out what is for development.
bool installs_without_tools(const commands::Invocation& run) {
  const bool npm = run.program == "npm" &&
                   (run.word(1) == "ci" || run.word(1) == "install" || run.word(1) == "i");
  const bool yarn = run.program == "yarn" && (run.words.size() == 1 || run.word(1) == "install");
  if (!npm && !yarn) return false;
  for (const shell::Word& word : run.words) {
    const std::string_view text = word.text;
    if (text == "--include=dev" || text == "--production=false" || text == "--prod=false" ||
        text == "--dev" || text == "-D" || text == "--only=dev" || text == "--also=dev" ||
        text == "-g" || text == "--global" || text == "--immutable")
      return false;
  }
  // `npm install NAME` installs that.
  for (std::size_t i = 2; i < run.words.size(); ++i)
    if (!run.words[i].text.empty() && run.words[i].text[0] != '-') return false;
  return true;
}

bool needs_tools(const commands::Invocation& run) {
  if (run.program == "npx" || run.program == "tsc" || run.program == "webpack") return true;
  if (run.program == "npm") return run.word(1) == "run" || run.word(1) == "test";
  return run.program == "yarn" && run.words.size() > 1 && run.word(1) != "install" &&
         run.word(1) != "add" && run.word(1)[0] != '-';
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Variable* const variable = production(snapshot);
  if (variable == nullptr) return;
  std::optional<Span> install;
  for (const Command& command : snapshot.buildspec.commands) {
    const std::string_view source = command.node.source();
    if (source.find("NODE_ENV") != std::string_view::npos) return;  // it sees to it itself
    const CommandText text = read_command(snapshot, command);
    for (const shell::Command& each : text.script->commands) {
      const commands::Invocation run = commands::invocation(each);
      if (!install && installs_without_tools(run)) {
        install = text.source(run.span());
      } else if (install && needs_tools(run)) {
        Diagnostic& finding = reporter.report(
            variable->value.span(),
            "With this, npm and Yarn leave out the packages that are for development");
        finding.notes.push_back({"this installs without them", *install});
        finding.notes.push_back({"and this may need them", text.source(run.span())});
        finding.notes.push_back(
            {"set it behind the installation, or add `--include=dev` to `npm ci`", {}});
        return;
      }
    }
  }
}

}  // namespace

extern const Rule production_node_env;
constexpr Rule production_node_env{
    .meta = {.id = "production-node-env",
             .summary = "Flags `NODE_ENV: production` where tools for development are needed.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-12"},
    .check = check,
};

}  // namespace buildspec::rules
