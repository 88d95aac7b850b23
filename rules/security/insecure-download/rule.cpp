// insecure-download: see rule.md.
#include <algorithm>
#include <string>

#include "linter/text/letters.h"
#include "rules/registry.h"
#include "rules/security/downloads/downloads.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;
using commands::is_one_of;
using shell::Word;

constexpr std::string_view kScheme = "http://";

bool is_insecure(std::string_view address) {
  if (!address.starts_with(kScheme)) return false;
  const std::string_view host = downloads::host_of(address);
  return !host.empty() && !downloads::is_private_host(host);
}

// What comes over the network is kept or read by a program, not only shown. A script that is run at
// once is a matter of downloaded-script.
bool is_used(const CommandText& command, const shell::Command& each,
             const downloads::Download& fetched) {
  if (fetched.stores) return true;
  const shell::Command* const next = commands::piped_to(*command.script, each);
  if (next == nullptr) return false;
  return is_one_of(commands::invocation(*next).program,
                   {"tar", "gunzip", "gzip", "zcat", "xz", "bzip2", "tee", "unzip", "bsdtar",
                    "apt-key", "gpg", "dd", "docker", "psql", "mysql", "sudo"});
}

void report(const Snapshot& snapshot, const CommandText& command, Span span, Reporter& reporter) {
  Diagnostic& finding =
      reporter.report(command.source(span), "This is downloaded without encryption");
  finding.notes.push_back({"whoever is on the way can put something else in its place", {}});
  const std::size_t at = command.text().find(kScheme, span.begin);
  if (at == std::string_view::npos || at >= span.end) return;
  const auto begin = static_cast<std::uint32_t>(at);
  commands::offer(snapshot, command, finding, "Use `https`", Applicability::unsafe,
                  {begin, begin + 4}, "https");
}

void check_options(const Snapshot& snapshot, const CommandText& command, const Invocation& run,
                   std::initializer_list<std::string_view> names, Reporter& reporter) {
  for (const auto& value : commands::option_values(run, names))
    if (is_insecure(value.text())) report(snapshot, command, value.value->span, reporter);
}

void check_words(const Snapshot& snapshot, const CommandText& command, const Invocation& run,
                 std::size_t first, Reporter& reporter) {
  for (std::size_t i = first; i < run.words.size(); ++i)
    if (is_insecure(run.words[i].text)) report(snapshot, command, run.words[i].span, reporter);
}

// PowerShell's ways to fetch a file. What is run at once is a matter of downloaded-script.
void check_powershell(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string text = lower(command.text());
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string::npos; };
  const bool stores = (holds("invoke-webrequest") || holds("iwr ") || holds("invoke-restmethod")) &&
                      holds("-outfile");
  if ((!stores && !holds(".downloadfile(") && !holds("start-bitstransfer")) || holds("iex") ||
      holds("invoke-expression"))
    return;
  for (std::size_t at = text.find(kScheme); at != std::string::npos;
       at = text.find(kScheme, at + 1)) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n'\"),;", at), text.size());
    if (!is_insecure(std::string_view(text).substr(at, end - at))) continue;
    report(snapshot, command, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
           reporter);
  }
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!command.holds(kScheme)) return;
  if (command.dialect == shell::Dialect::powershell) check_powershell(snapshot, command, reporter);
  for (const shell::Command& each : command.script->commands) {
    const Invocation run = commands::invocation(each);
    if (const auto fetched = downloads::download(each)) {
      if (!is_used(command, each, *fetched)) continue;
      for (const Word* const address : fetched->addresses)
        if (is_insecure(address->text)) report(snapshot, command, address->span, reporter);
    } else if (run.program == "git" && is_one_of(run.word(1), {"clone", "fetch", "submodule"})) {
      check_words(snapshot, command, run, 2, reporter);
    } else if (is_one_of(run.program, {"pip", "pip3", "python", "python3"})) {
      check_options(snapshot, command, run, {"-i", "--index-url", "--extra-index-url"}, reporter);
    } else if (is_one_of(run.program, {"npm", "yarn", "pnpm"})) {
      check_options(snapshot, command, run, {"--registry", "registry"}, reporter);
    } else if (is_one_of(run.program, {"yum", "dnf", "rpm"})) {
      check_words(snapshot, command, run, 2, reporter);
    }
  }
}

}  // namespace

extern const Rule insecure_download;
constexpr Rule insecure_download{
    .meta = {.id = "insecure-download",
             .summary = "Flags downloads over plain `http`.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-10"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
