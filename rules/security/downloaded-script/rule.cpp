// downloaded-script: see rule.md.
#include <algorithm>
#include <string>
#include <vector>

#include "linter/lang/source_path.h"
#include "linter/lint/wording.h"
#include "linter/text/letters.h"
#include "rules/registry.h"
#include "rules/security/downloads/downloads.h"

namespace buildspec::rules {
namespace {

using downloads::Download;

bool is_plain_http(const Download& fetched) {
  for (const shell::Word* const address : fetched.addresses)
    if (address->text.starts_with("http://") &&
        !downloads::is_private_host(downloads::host_of(address->text)))
      return true;
  return false;
}

// A branch, or whatever is newest: another file tomorrow.
bool is_moving(const Download& fetched) {
  for (const shell::Word* const address : fetched.addresses)
    for (const std::string_view part :
         {"/main/", "/master/", "/HEAD/", "/latest/", "/develop/", "/stable/"})
      if (commands::contains(address->text, part)) return true;
  return false;
}

void report(Span span, const Download& fetched, Reporter& reporter) {
  if (is_plain_http(fetched)) {
    Diagnostic& finding = reporter.report(
        Severity::warning, span, "This runs a script that is downloaded without encryption");
    finding.notes.push_back(
        {"whoever is on the way can replace it and gets the role of the build", {}});
    return;
  }
  Diagnostic& finding =
      reporter.report(Severity::info, span, "This runs whatever the address returns today");
  finding.notes.push_back(
      {"whoever controls it runs commands with the role of the build, and a download that breaks "
       "off runs in part",
       {}});
  finding.notes.push_back(
      {"store a pinned version, compare its checksum, then run it; or keep it in the repository",
       {}});
}

// `curl … | bash`, with anything between.
void check_pipeline(const CommandText& command, const shell::Command& each, const Download& fetched,
                    Reporter& reporter) {
  const shell::Command* next = &each;
  for (int i = 0; i < 16; ++i) {
    next = commands::piped_to(*command.script, *next);
    if (next == nullptr) return;
    const commands::Invocation run = commands::invocation(*next);
    if (!downloads::runs_standard_input(run)) continue;
    report(command.source({fetched.run.span().begin, next->words.back().span.end}), fetched,
           reporter);
    return;
  }
}

// `bash <(curl …)`, `sh -c "$(curl …)"`, `eval "$(curl …)"`.
void check_substitution(const CommandText& command, const shell::Command& each,
                        const Download& fetched, Reporter& reporter) {
  const auto around = commands::substitution_around(*command.script, each);
  if (!around || around->assigned) return;
  const commands::Invocation outer = commands::invocation(*around->outer);
  const bool shell = downloads::is_shell(outer.program);
  bool runs = false;
  if (around->part->kind == shell::PartKind::process_substitution) {
    runs = shell || commands::is_one_of(outer.program, {"source", ".", "python", "python3"});
  } else {
    const bool string =
        shell && commands::has_option(outer, {"-c"}) && !commands::has_option(outer, {"-s"});
    const bool first = around->word->parts.size() == 1;
    runs = first && (string || outer.program == "eval");
  }
  if (runs) report(command.source(outer.span()), fetched, reporter);
}

// What is downloaded to a file in one command and run by a later one.
struct Stored {
  std::string file;  // without its folder
  Span span;         // of the address
  std::uint32_t number = 0;
  Span by;  // the simple command of that number
};

// The file that a command runs: `./x`, `bash x`, `. ./x`.
std::string run_file(const commands::Invocation& run) {
  if (run.words.empty()) return {};
  if (downloads::is_shell(run.program) ||
      commands::is_one_of(run.program,
                          {"source", ".", "python", "python3", "perl", "ruby", "php"})) {
    for (std::size_t i = 1; i < run.words.size(); ++i)
      if (!run.words[i].text.starts_with("-")) return std::string(file_name(run.words[i].text));
    return {};
  }
  return commands::contains(run.words.front().text, "/")
             ? std::string(file_name(run.words.front().text))
             : std::string();
}

constexpr std::string_view kVerifiers[]{"sha256sum", "shasum", "sha512sum", "sha1sum",
                                        "md5sum",    "gpg",    "cosign",    "openssl dgst"};

void check_powershell(const CommandText& command, Reporter& reporter) {
  const std::string text = lower(command.text());
  const std::size_t run =
      std::min(text.find("invoke-expression"), std::min(text.find("iex "), text.find("iex(")));
  const bool at_end = text.ends_with("| iex") || text.ends_with("|iex");
  if (run == std::string::npos && !at_end) return;
  for (const std::string_view sign :
       {"downloadstring", "iwr ", "invoke-webrequest", "irm ", "invoke-restmethod"}) {
    if (!commands::contains(text, sign)) continue;
    report(command.source({0, static_cast<std::uint32_t>(text.size())}), Download{}, reporter);
    return;
  }
}

// Told of where a later command runs it.
void check_stored(const Snapshot& snapshot, const Stored& stored, Reporter& reporter) {
  for (const std::uint32_t number : commands_holding(snapshot, {stored.file})) {
    if (number < stored.number) continue;
    const CommandText command = read_command(snapshot, snapshot.buildspec.commands[number]);
    for (const shell::Command& each : command.script->commands) {
      if (number == stored.number && each.span.begin <= stored.by.begin) continue;
      if (run_file(commands::invocation(each)) != stored.file) continue;
      Diagnostic& finding = reporter.report(
          stored.span, "The address of this script always means its newest version, and it is run");
      finding.notes.push_back({"it is run here", command.source(each.span)});
      finding.notes.push_back({"name a commit or a version, and compare a checksum", {}});
      return;
    }
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::vector<Stored> stored;
  for (const CommandText& command :
       commands::read_commands(snapshot, {" curl", " wget", " iex ", "invoke-expression"})) {
    if (command.dialect == shell::Dialect::powershell) check_powershell(command, reporter);
    for (const shell::Command& each : command.script->commands) {
      const auto fetched = downloads::download(each);
      if (!fetched) continue;
      check_pipeline(command, each, *fetched, reporter);
      check_substitution(command, each, *fetched, reporter);
      // Plain `http` is a matter of insecure-download.
      if (fetched->stores && !fetched->file.empty() && is_moving(*fetched) &&
          !is_plain_http(*fetched))
        stored.push_back({std::string(file_name(fetched->file)),
                          command.source(fetched->addresses.front()->span), command.command.order,
                          each.span});
    }
  }
  if (stored.empty() || commands::any_may_hold(snapshot, kVerifiers)) return;
  for (const Stored& each : stored) check_stored(snapshot, each, reporter);
}

}  // namespace

extern const Rule downloaded_script;
constexpr Rule downloaded_script{
    .meta = {.id = "downloaded-script",
             .summary = "Flags scripts that are downloaded and run without a look at them.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-09 CB-SEC-18"},
    .check = check,
};

}  // namespace buildspec::rules
