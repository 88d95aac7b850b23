#include "linter/lang/script_call.h"

#include <algorithm>
#include <array>

namespace buildspec::files {
namespace {

using commands::Invocation;
using commands::is_one_of;

// Options that take the next word, of any of the three.
constexpr std::array<std::string_view, 9> kWithValue{
    "--prefix",   "-C",           "--cwd",   "--dir",         "--loglevel",
    "--registry", "--userconfig", "--cache", "--script-shell"};

// Commands of yarn and pnpm: `yarn install` is no script. Those of either hold for both.
constexpr std::array<std::string_view, 62> kCommands{"access",      "add",       "approve-builds",
                                                     "audit",       "autoclean", "bin",
                                                     "cache",       "check",     "config",
                                                     "constraints", "create",    "dedupe",
                                                     "deploy",      "dlx",       "doctor",
                                                     "env",         "exec",      "explain",
                                                     "fetch",       "generate",  "global",
                                                     "help",        "i",         "import",
                                                     "info",        "init",      "install",
                                                     "licenses",    "link",      "list",
                                                     "ln",          "login",     "logout",
                                                     "ls",          "node",      "npm",
                                                     "outdated",    "owner",     "pack",
                                                     "patch",       "plugin",    "policies",
                                                     "prune",       "publish",   "rebuild",
                                                     "remove",      "rm",        "root",
                                                     "run",         "search",    "self-update",
                                                     "server",      "set",       "setup",
                                                     "stage",       "store",     "tag",
                                                     "team",        "unlink",    "up",
                                                     "upgrade",     "version"};
constexpr std::array<std::string_view, 8> kMoreCommands{
    "versions",  "why",    "workspace", "workspaces",
    "uninstall", "unplug", "update",    "upgrade-interactive"};

bool is_command(std::string_view name) {
  return std::find(kCommands.begin(), kCommands.end(), name) != kCommands.end() ||
         std::find(kMoreCommands.begin(), kMoreCommands.end(), name) != kMoreCommands.end();
}

bool several_packages(const Invocation& run) {
  return std::any_of(run.words.begin() + 1, run.words.end(), [](const shell::Word& word) {
    const std::string_view text = word.text;
    return is_one_of(text, {"-w", "-ws", "-r", "-F", "--recursive", "--if-present"}) ||
           text.starts_with("--workspace") || text.starts_with("--filter") ||
           text.starts_with("-w=") || text.starts_with("--include-workspace");
  });
}

}  // namespace

std::optional<ScriptCall> script_call(const Invocation& run) {
  const bool npm = run.program == "npm";
  if (!npm && run.program != "yarn" && run.program != "pnpm") return std::nullopt;
  if (several_packages(run)) return std::nullopt;
  const auto arguments = commands::arguments(run, kWithValue);
  if (arguments.empty() || !arguments.front()->plain()) return std::nullopt;
  ScriptCall call;
  const std::string_view action = arguments.front()->text;
  if (action == "run" || action == "run-script") {
    if (arguments.size() < 2 || !arguments[1]->plain()) return std::nullopt;
    call.word = arguments[1];
    call.only_script = run.program != "yarn";
  } else if (is_one_of(action, {"test", "start", "stop"})) {
    call.word = arguments.front();
  } else if (npm || is_command(action)) {
    return std::nullopt;
  } else {
    call.word = arguments.front();
    call.only_script = false;
  }
  call.name = call.word->text;
  const auto folders = commands::option_values(run, {"--prefix", "-C", "--cwd", "--dir"});
  if (!folders.empty()) call.folder = folders.front();
  return call;
}

}  // namespace buildspec::files
