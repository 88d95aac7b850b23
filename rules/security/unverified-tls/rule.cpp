// unverified-tls: see rule.md.
#include <array>
#include <optional>
#include <string>

#include "linter/lint/wording.h"
#include "linter/text/letters.h"
#include "rules/registry.h"
#include "rules/security/downloads/downloads.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;
using commands::is_one_of;
using shell::Word;

void add_notes(Diagnostic& finding) {
  finding.notes.push_back({"whoever is on the way can read and replace what is transferred", {}});
  finding.notes.push_back(
      {"install the certificate of the authority instead of trusting everybody", {}});
}

// A word, or two, that turns the check off.
struct Switch {
  Span span;           // in the decoded text
  bool alone = false;  // the words stand for nothing else: they can be taken out
};

Switch of(const Word& word) { return {word.span, true}; }

bool is_off(std::string_view value) {
  const std::string text = lower(value);
  return is_one_of(text, {"false", "0", "off", "no"});
}

bool all_private(const downloads::Download& fetched) {
  if (fetched.addresses.empty()) return false;
  for (const Word* const address : fetched.addresses) {
    const std::string_view text = address->text;
    const std::string with_scheme =
        commands::contains(text, "://") ? std::string(text) : "http://" + std::string(text);
    const std::string_view host = downloads::host_of(with_scheme);
    if (host.empty() || !downloads::is_private_host(host)) return false;
  }
  return true;
}

std::optional<Switch> in_download(const Invocation& run) {
  const auto fetched = downloads::download(*run.command);
  if (!fetched || all_private(*fetched)) return std::nullopt;
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const Word& word = run.words[i];
    if (run.program == "wget") {
      if (word.text == "--no-check-certificate") return of(word);
      continue;
    }
    if (word.text == "-k" || word.text == "--insecure") return of(word);
    if (const auto at = downloads::short_option(word.text, 'k'); at && word.plain())
      return Switch{{word.span.begin + static_cast<std::uint32_t>(*at),
                     word.span.begin + static_cast<std::uint32_t>(*at) + 1},
                    word.text.size() > 2};
  }
  return std::nullopt;
}

bool is_ssl_verify(std::string_view name) {
  return name.starts_with("http.") && name.ends_with(".sslverify");
}

std::optional<Switch> in_git(const Invocation& run) {
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const std::string word = lower(run.words[i].text);
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos) {
      if (is_ssl_verify(word.substr(0, equals)) && is_off(word.substr(equals + 1)))
        return Switch{run.words[i].span, false};
      continue;
    }
    if (is_ssl_verify(word) && i + 1 < run.words.size() && is_off(run.words[i + 1].text))
      return Switch{{run.words[i].span.begin, run.words[i + 1].span.end}, false};
  }
  return std::nullopt;
}

// "strict-ssl false", "strict-ssl=false", "--strict-ssl=false", of whatever setting.
std::optional<Switch> setting(const Invocation& run, std::string_view name) {
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    std::string_view word = run.words[i].text;
    while (!word.empty() && word.front() == '-') word.remove_prefix(1);
    if (word == name && i + 1 < run.words.size() && is_off(run.words[i + 1].text))
      return Switch{{run.words[i].span.begin, run.words[i + 1].span.end}, false};
    if (word.size() > name.size() && word.starts_with(name) && word[name.size()] == '=' &&
        is_off(word.substr(name.size() + 1)))
      return Switch{run.words[i].span, false};
  }
  return std::nullopt;
}

std::optional<Switch> in_pip(const Invocation& run) {
  for (const auto& host : commands::option_values(run, {"--trusted-host"})) {
    const std::string_view name = host.text().substr(0, host.text().find(':'));
    if (host.value->literal && downloads::is_private_host(name)) continue;
    return Switch{{host.option->span.begin, host.value->span.end}, true};
  }
  return std::nullopt;
}

std::optional<Switch> option(const Invocation& run, std::initializer_list<std::string_view> names) {
  for (std::size_t i = 1; i < run.words.size(); ++i)
    for (const std::string_view name : names)
      if (run.words[i].text == name) return of(run.words[i]);
  return std::nullopt;
}

std::optional<Switch> find_switch(const Invocation& run) {
  const std::string_view program = run.program;
  if (program == "curl" || program == "wget") return in_download(run);
  if (program == "git") return in_git(run);
  if (is_one_of(program, {"npm", "yarn", "pnpm"})) return setting(run, "strict-ssl");
  if (is_one_of(program, {"pip", "pip3", "python", "python3"})) return in_pip(run);
  if (program == "aws") return option(run, {"--no-verify-ssl"});
  if (is_one_of(program, {"kubectl", "oc"}))
    return option(run, {"--insecure-skip-tls-verify", "--insecure-skip-tls-verify=true"});
  if (program == "helm") return option(run, {"--insecure-skip-tls-verify"});
  if (program == "conda") return setting(run, "ssl_verify");
  if (is_one_of(program, {"mvn", "mvnw"}))
    return option(run,
                  {"-Dmaven.wagon.http.ssl.insecure=true", "-Dmaven.wagon.http.ssl.allowall=true"});
  if (is_one_of(program, {"apt-get", "apt"})) return option(run, {"--allow-unauthenticated"});
  return std::nullopt;
}

// Variables that turn the check off for a program.
bool turns_off(std::string_view name, std::string_view value) {
  if (name == "NODE_TLS_REJECT_UNAUTHORIZED" || name == "PYTHONHTTPSVERIFY") return value == "0";
  if (name == "GIT_SSL_NO_VERIFY") return !value.empty() && !is_off(value);
  if (name == "NPM_CONFIG_STRICT_SSL" || name == "npm_config_strict_ssl") return is_off(value);
  return false;
}

// Words without which no command turns anything off.
bool may_turn_off(const CommandText& command) {
  for (const std::string_view sign :
       {"curl", "--no-check-certificate", "sslVerify", "sslverify", "strict-ssl", "trusted-host",
        "SSL_NO_VERIFY", "TLS_REJECT", "no-verify-ssl", "HTTPSVERIFY", "insecure", "ssl_verify",
        "STRICT_SSL", "strict_ssl", "--allow-unauthenticated", "-SkipCertificateCheck",
        "ServerCertificateValidationCallback"})
    if (command.holds(sign)) return true;
  return false;
}

void offer_removal(const Snapshot& snapshot, const CommandText& command, const Switch& found,
                   Diagnostic& finding) {
  if (!found.alone) return;
  Span span = found.span;
  const bool letter = span.size() == 1;
  if (!letter) {
    if (span.begin == 0 || command.text()[span.begin - 1] != ' ') return;
    --span.begin;
  }
  commands::offer(snapshot, command, finding, "Check certificates again", Applicability::unsafe,
                  span, "");
}

void check_powershell(const CommandText& command, Reporter& reporter) {
  for (const std::string_view sign :
       {"-SkipCertificateCheck", "ServerCertificateValidationCallback"}) {
    const std::size_t at = command.text().find(sign);
    if (at == std::string_view::npos) continue;
    add_notes(reporter.report(command.source({static_cast<std::uint32_t>(at),
                                              static_cast<std::uint32_t>(at + sign.size())}),
                              "This turns the check of certificates off"));
    return;
  }
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!may_turn_off(command)) return;
  if (command.dialect == shell::Dialect::powershell) check_powershell(command, reporter);
  for (const shell::Command& each : command.script->commands) {
    for (const shell::Assignment& assignment : each.assignments) {
      if (!assignment.value.literal || !turns_off(assignment.name, assignment.value.text)) continue;
      add_notes(
          reporter.report(command.source({assignment.name_span.begin, assignment.value.span.end}),
                          code(assignment.name) + " turns the check of certificates off"));
    }
    const auto found = find_switch(commands::invocation(each));
    if (!found) continue;
    Diagnostic& finding =
        reporter.report(command.source(found->span), "This turns the check of certificates off");
    add_notes(finding);
    offer_removal(snapshot, command, *found, finding);
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.block != VariableBlock::variables || !variable.value.is_scalar()) continue;
    const Scalar name = variable.key.scalar();
    if (!turns_off(name.value(), variable.value.scalar().value())) continue;
    add_notes(reporter.report({variable.key.span().begin, variable.value.span().end},
                              code(name.value()) + " turns the check of certificates off"));
  }
}

}  // namespace

extern const Rule unverified_tls;
constexpr Rule unverified_tls{
    .meta = {.id = "unverified-tls",
             .summary = "Flags commands and variables that turn the check of certificates off.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-10"},
    .check = check,
    .check_command = check_command,
};

}  // namespace buildspec::rules
