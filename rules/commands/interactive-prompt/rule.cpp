// interactive-prompt: see rule.md.
#include <optional>
#include <string>
#include <string_view>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::has_option;
using commands::Invocation;
using commands::is_one_of;
using shell::Word;

// What asks, and what keeps it from asking.
struct Prompt {
  Span span;            // in the decoded text
  std::string_view of;  // "the question whether to go on"
  std::string option;   // to be inserted at `at`; empty where nothing simple helps
  std::uint32_t at = 0;
  Applicability applicability = Applicability::safe;
  bool certain = true;  // else it asks only under some conditions
};

Span words(const Invocation& run, std::size_t count) {
  return {run.words.front().span.begin, run.words[std::min(count, run.words.size()) - 1].span.end};
}

// The subcommand: the first word that is no option.
std::size_t subcommand(const Invocation& run) {
  for (std::size_t i = 1; i < run.words.size(); ++i)
    if (!run.words[i].text.starts_with("-")) return i;
  return 0;
}

std::optional<Prompt> ask(const Invocation& run, std::size_t at, std::string option,
                          Applicability applicability = Applicability::safe) {
  return Prompt{words(run, at + 1), "a confirmation", std::move(option), run.words[at].span.end,
                applicability};
}

std::optional<Prompt> in_apt(const Invocation& run) {
  const std::size_t at = subcommand(run);
  if (at == 0 || !is_one_of(run.word(at), {"install", "upgrade", "dist-upgrade", "full-upgrade",
                                           "remove", "purge", "autoremove"}))
    return std::nullopt;
  if (has_option(run, {"-y", "--yes", "--assume-yes", "-qq", "-s", "--dry-run", "--simulate",
                       "--download-only", "-d", "--print-uris", "--assume-no", "--force-yes"}))
    return std::nullopt;
  for (const Word& word : run.words)
    if (commands::contains(word.text, "Assume-Yes") || !word.literal) return std::nullopt;
  auto prompt = ask(run, at, " -y");
  prompt->certain = run.word(at) != "install";
  return prompt;
}

std::optional<Prompt> in_yum(const Invocation& run) {
  const std::size_t at = subcommand(run);
  if (at == 0 || !is_one_of(run.word(at), {"install", "update", "upgrade", "remove", "localinstall",
                                           "groupinstall", "erase", "reinstall"}))
    return std::nullopt;
  if (has_option(run, {"-y", "--assumeyes", "--assumeno", "--downloadonly"})) return std::nullopt;
  for (const Word& word : run.words)
    if (!word.literal) return std::nullopt;
  return ask(run, at, " -y");
}

std::optional<Prompt> in_terraform(const Invocation& run) {
  const std::size_t at = subcommand(run);
  const bool destroys = run.word(at) == "destroy";
  if (at == 0 || (run.word(at) != "apply" && !destroys)) return std::nullopt;
  if (has_option(run, {"-auto-approve", "--auto-approve", "-help"})) return std::nullopt;
  // A stored plan needs no approval; neither is anything said about options in variables.
  for (std::size_t i = at + 1; i < run.words.size(); ++i) {
    const Word& word = run.words[i];
    if (word.text.starts_with("$") || word.text.starts_with("`")) return std::nullopt;
    if (word.text.starts_with("-")) {
      if (is_one_of(word.text, {"-var", "-var-file", "-target", "-state", "--var-file", "--var"}))
        ++i;
      continue;
    }
    if (!destroys) return std::nullopt;
  }
  return ask(run, at, " -auto-approve", Applicability::unsafe);
}

std::optional<Prompt> in_aws(const Invocation& run) {
  const std::size_t at = subcommand(run);
  const bool login = run.word(1) == "sso" && run.word(2) == "login";
  const bool configure = run.word(at) == "configure" &&
                         (at + 1 == run.words.size() || run.word(at + 1) == "sso" ||
                          (run.word(at + 1) == "--profile" && at + 3 == run.words.size()));
  if (!login && !configure) return std::nullopt;
  return Prompt{run.span(), "keys", "", 0, Applicability::manual};
}

bool is_tty(std::string_view option) {
  return option == "--tty" || (option.size() > 1 && option[1] != '-' &&
                               option.find_first_not_of("-itd") == std::string_view::npos &&
                               commands::contains(option, "t"));
}

// `docker run -it`: needs a terminal where standard input is attached as well.
std::optional<Prompt> in_docker(const Invocation& run) {
  if (!is_one_of(run.word(1), {"run", "exec"})) return std::nullopt;
  const Word* tty = nullptr;
  bool input = false;
  for (std::size_t i = 2; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (!word.starts_with("-")) {
      // The value of an option, or the image: what follows the image is not docker's.
      const std::string_view before = run.words[i - 1].text;
      const bool value = before.starts_with("-") && !commands::contains(before, "=") &&
                         !is_tty(before) && before != "-i" && before != "--rm" && before != "-d";
      if (!value) break;
      continue;
    }
    if (is_tty(word)) tty = &run.words[i];
    const bool cluster = word.size() > 1 && word[1] != '-' &&
                         word.find_first_not_of("-itd") == std::string_view::npos;
    if (cluster && commands::contains(word, "d")) return std::nullopt;
    if (word == "--detach" || word == "--detach=true") return std::nullopt;
    if (word == "--interactive" || (cluster && commands::contains(word, "i"))) input = true;
  }
  if (tty == nullptr || !input) return std::nullopt;
  return Prompt{tty->span, "a terminal", "", 0, Applicability::unsafe};
}

// Programs that do nothing but ask, or show something on a terminal.
std::optional<Prompt> in_other(const Invocation& run) {
  const std::string_view name = run.program;
  const std::string_view first = run.word(1);
  if (is_one_of(name, {"vi", "vim", "nano", "emacs"})) {
    for (const Word& word : run.words)
      if (is_one_of(word.text, {"-es", "-e", "-s", "--batch", "-c", "-Es", "--version", "-E"}))
        return std::nullopt;
    return Prompt{run.span(), "a terminal", "", 0, Applicability::manual};
  }
  if (name == "gh" && first == "auth" && run.word(2) == "login" &&
      !has_option(run, {"--with-token"}))
    return Prompt{run.span(), "a login", "", 0, Applicability::manual};
  if (name == "npm" && is_one_of(first, {"login", "adduser"}))
    return Prompt{run.span(), "a login", "", 0, Applicability::manual};
  if (is_one_of(name, {"npm", "yarn"}) && first == "init" && run.words.size() == 2)
    return ask(run, 1, " -y");
  if (is_one_of(name, {"pip", "pip3"}) && first == "uninstall" && !has_option(run, {"-y", "--yes"}))
    return ask(run, 1, " -y");
  if (name == "sam" && first == "deploy" && has_option(run, {"-g", "--guided"}))
    return Prompt{run.span(), "its settings", "", 0, Applicability::manual};
  if (name == "sam" && first == "delete" && !has_option(run, {"--no-prompts"}))
    return ask(run, 1, " --no-prompts", Applicability::unsafe);
  if (name == "cdk" && first == "destroy" &&
      !has_option(run, {"-f", "--force", "--require-approval"}))
    return ask(run, 1, " --force", Applicability::unsafe);
  if (is_one_of(name, {"conda", "mamba"}) &&
      is_one_of(first, {"install", "create", "update", "remove"}) &&
      !has_option(run, {"-y", "--yes", "-q", "--file"}))
    return ask(run, 1, " -y");
  return std::nullopt;
}

// `read NAME` without anything to read from.
std::optional<Prompt> in_read(const Invocation& run) {
  if (run.command->compound != shell::kNowhere || run.command->function ||
      run.command->conditional || has_option(run, {"-t", "-u"}))
    return std::nullopt;
  return Prompt{run.span(), "an answer", "", 0, Applicability::manual};
}

std::optional<Prompt> prompt_of(const Invocation& run) {
  const std::string_view name = run.program;
  if (is_one_of(name, {"apt-get", "apt", "aptitude"})) return in_apt(run);
  if (is_one_of(name, {"yum", "dnf", "microdnf"})) return in_yum(run);
  if (is_one_of(name, {"terraform", "tofu"})) return in_terraform(run);
  if (name == "aws") return in_aws(run);
  if (is_one_of(name, {"docker", "podman"})) return in_docker(run);
  if (name == "read") return in_read(run);
  return in_other(run);
}

// Something answers: a pipe, a file, a here-document.
bool has_input(const CommandText& command, const shell::Command& each) {
  if (commands::piped_from(*command.script, each) != nullptr) return true;
  for (const shell::Redirection& redirection : each.redirections)
    if (redirection.kind == shell::Redirect::input ||
        redirection.kind == shell::Redirect::here_document ||
        redirection.kind == shell::Redirect::here_string)
      return true;
  return false;
}

// Of a program that prompt_of() knows, or of a subcommand of it: "npm" and "aws" stand everywhere.
bool may_ask(const CommandText& command) {
  return command.may_hold_one({" apt",      "yum",    "dnf",     "terraform", "tofu",    " sso ",
                               "configure", "docker", "podman",  " read ",    " vi ",    " vim ",
                               "nano",      "emacs",  "auth",    "login",     "adduser", "init",
                               "uninstall", " sam ",  "destroy", "conda",     "mamba"});
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!may_ask(command)) return;
  for (const shell::Command& each : command.script->commands) {
    const Invocation run = commands::invocation(each);
    if (run.program.empty()) continue;
    const auto prompt = prompt_of(run);
    if (!prompt || has_input(command, each)) continue;
    Diagnostic& finding = reporter.report(
        prompt->certain ? Severity::warning : Severity::info, command.source(prompt->span),
        code(run.program) + (prompt->certain ? " asks for " : " may ask for ") +
            std::string(prompt->of) + ", and a build has nobody to answer");
    if (!prompt->certain)
      finding.notes.push_back({"it asks when other packages have to come along", {}});
    finding.notes.push_back(
        {"there is no terminal: the command fails, or waits until the build times out", {}});
    if (each.nested == 0 && !prompt->option.empty())
      commands::offer(snapshot, command, finding, "Add " + code(prompt->option.substr(1)),
                      prompt->applicability, {prompt->at, prompt->at}, prompt->option);
  }
}

}  // namespace

extern const Rule interactive_prompt;
constexpr Rule interactive_prompt{
    .meta = {.id = "interactive-prompt",
             .summary = "Flags commands that ask a question, which nobody answers in a build.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-13"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
