// missing-npm-script: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/script_call.h"
#include "linter/lang/source_path.h"
#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/files/source/source.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using files::ScriptCall;
using files::Source;

// The packages that may be meant: that of the folder, else of the nearest one above it.
struct Packages {
  std::string path;  // of package.json, from the source root
  std::vector<SourceFilePtr> files;
};

// The names of the scripts; nothing where the file is not what npm reads.
std::optional<std::vector<std::string>> scripts_of(const SourceFile& file) {
  if (!file.tree || !file.tree->root().is_mapping()) return std::nullopt;
  std::vector<std::string> names;
  const Node scripts = file.tree->root().get("scripts");
  if (scripts && !scripts.is_mapping()) return std::nullopt;
  if (scripts) {
    for (const Pair pair : scripts.pairs()) names.emplace_back(pair.key.scalar().value());
  }
  return names;
}

// Names that programs hardly bear: where yarn finds no such script, there is nothing to run.
bool is_usual_script(std::string_view name) {
  return commands::is_one_of(name, {"build", "test", "start", "lint", "deploy", "package"}) ||
         name.find(':') != std::string_view::npos;
}

class Judge {
 public:
  Judge(const Snapshot& snapshot, Reporter& reporter)
      : snapshot_(snapshot), reporter_(reporter), source_(*snapshot.facts) {}

  void look_at(const CommandStep& step) {
    const commands::Invocation run = commands::invocation(step.command);
    const auto call = files::script_call(run);
    if (!call || files::failure_is_expected(step.command)) return;
    const auto packages = packages_for(step, *call);
    if (packages) judge(step, run, *call, *packages);
  }

 private:
  [[nodiscard]] std::optional<Packages> packages_for(const CommandStep& step,
                                                     const ScriptCall& call) const {
    PathWord at{".", false};
    if (call.folder) {
      if (!call.folder->value->plain()) return std::nullopt;
      at.glob = call.folder->text();
    }
    const auto resolved = resolve(step.directory, at);
    if (!resolved || resolved->find('*') != std::string::npos) return std::nullopt;
    std::string_view folder = *resolved;
    while (true) {
      const std::string path =
          folder.empty() ? std::string("package.json") : std::string(folder) + "/package.json";
      if (step.written.may_hold_file(path)) return std::nullopt;
      auto found = source_.files(path);
      if (!found.empty()) return Packages{path, std::move(found)};
      if (folder.empty()) return std::nullopt;
      folder = parent_folder(folder);
    }
  }

  void judge(const CommandStep& step, const commands::Invocation& run, const ScriptCall& call,
             const Packages& packages) {
    std::vector<std::string> names;
    for (const SourceFilePtr& file : packages.files) {
      auto scripts = scripts_of(*file);
      if (!scripts) return;
      names.insert(names.end(), scripts->begin(), scripts->end());
    }
    if (std::find(names.begin(), names.end(), call.name) != names.end()) return;
    if (is_built_in(run, call, packages)) return;
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto nearest = schema::nearest(call.name, candidates);
    if (!call.only_script && !nearest && !is_usual_script(call.name)) return;
    Diagnostic& finding =
        reporter_.report(severity(step, call), step.text.source(call.word->span),
                         code(packages.path) + " has no script " + code(call.name) +
                             (nearest ? ": did you mean " + code(*nearest) + "?" : ""));
    if (nearest) {
      commands::offer(snapshot_, step.text, finding, "Write " + code(*nearest),
                      Applicability::unsafe, call.word->inner(), std::string(*nearest));
    } else if (!names.empty()) {
      finding.notes.push_back({"it has " + listed(candidates), std::nullopt});
    }
  }

  // `npm start` runs server.js; `npm run env` is npm's own.
  [[nodiscard]] bool is_built_in(const commands::Invocation& run, const ScriptCall& call,
                                 const Packages& packages) const {
    if (call.name == "env" && run.word(1) != "env") return true;
    if (call.name != "start") return false;
    const std::string_view folder = parent_folder(packages.path);
    return source_.may_have_file(folder.empty() ? "server.js" : std::string(folder) + "/server.js");
  }

  static std::string listed(const std::vector<std::string_view>& names) {
    constexpr std::size_t kMost = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) {
      text += (i == 0 ? "" : ", ") + code(names[i]);
    }
    return names.size() > kMost ? text + " …" : text;
  }

  [[nodiscard]] Severity severity(const CommandStep& step, const ScriptCall& call) const {
    return call.only_script && files::surely_fails(source_, step) ? Severity::error
                                                                  : Severity::warning;
  }

  const Snapshot& snapshot_;
  Reporter& reporter_;
  Source source_;
};

void check(const Snapshot& snapshot, Reporter& reporter) {
  files::judge_commands<Judge>(snapshot, {"npm", "yarn"}, reporter);
}

}  // namespace

extern const Rule missing_npm_script;
constexpr Rule missing_npm_script{
    .meta = {.id = "missing-npm-script",
             .summary = "Flags scripts that are run with npm, yarn or pnpm, but that package.json "
                        "does not have.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check = check,
};

}  // namespace buildspec::rules
