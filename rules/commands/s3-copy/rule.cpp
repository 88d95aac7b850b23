// s3-copy: see rule.md.
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "linter/lint/scalar_edit.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;

constexpr auto kWithValue = std::to_array<std::string_view>({"--region",
                                                             "--profile",
                                                             "--output",
                                                             "--query",
                                                             "--endpoint-url",
                                                             "--exclude",
                                                             "--include",
                                                             "--acl",
                                                             "--cache-control",
                                                             "--content-type",
                                                             "--content-encoding",
                                                             "--content-language",
                                                             "--storage-class",
                                                             "--sse",
                                                             "--sse-kms-key-id",
                                                             "--sse-c",
                                                             "--sse-c-key",
                                                             "--metadata",
                                                             "--expires",
                                                             "--grants",
                                                             "--metadata-directive",
                                                             "--website-redirect",
                                                             "--expected-size",
                                                             "--content-disposition",
                                                             "--page-size",
                                                             "--source-region",
                                                             "--request-payer",
                                                             "--copy-props",
                                                             "--ca-bundle",
                                                             "--color",
                                                             "--cli-read-timeout",
                                                             "--cli-connect-timeout",
                                                             "--checksum-algorithm"});

// A star that stands in the command itself, and not in a variable.
bool has_star(const shell::Word& word) {
  for (const shell::Part& part : word.parts)
    if (part.kind == shell::PartKind::text && part.text.find('*') != std::string::npos) return true;
  return false;
}

bool is_folder(std::string_view path) {
  return path == "." || path == ".." || path.ends_with('/') || path.ends_with("/.");
}

void report_star(const CommandText& command, const shell::Word& word, std::string_view operation,
                 Reporter& reporter) {
  const bool local = word.glob && !word.text.starts_with("s3://");
  Diagnostic& finding = reporter.report(
      command.source(word.span),
      local ? "The shell puts every file in place of " + code(word.text) + ", and " +
                  code("aws s3 " + std::string(operation)) + " takes one path"
            : code("aws s3 " + std::string(operation)) +
                  " knows no patterns in paths: it looks for a name with a star");
  finding.notes.push_back({"name the folder, with " + code("--recursive") +
                               " for `cp`, `mv` and `rm`, and choose by " +
                               code("--exclude \"*\" --include \"*.js\""),
                           {}});
}

void report_folder(const Snapshot& snapshot, const CommandText& command, const Invocation& run,
                   const shell::Word& word, std::string_view operation, Reporter& reporter) {
  Diagnostic& finding = reporter.report(
      command.source(word.span), code("aws s3 " + std::string(operation)) +
                                     " takes one file, and " + code(word.text) + " is a folder");
  finding.notes.push_back({"with `--recursive` it takes everything below", {}});
  const std::uint32_t end = run.words.back().span.end;
  if (auto edits = edit_in_scalar(snapshot, command.command.node, command.scalar, Span{end, end},
                                  " --recursive"))
    finding.fixes.push_back({"Add `--recursive`", Applicability::unsafe, std::move(*edits)});
}

void check_run(const Snapshot& snapshot, const CommandText& command, const Invocation& run,
               Reporter& reporter) {
  const auto words = commands::arguments(run, kWithValue);
  if (words.size() < 3 || words[0]->text != "s3") return;
  const std::string_view operation = words[1]->text;
  if (!commands::is_one_of(operation, {"cp", "mv", "sync", "rm"})) return;
  const shell::Word& source = *words[2];
  if (has_star(source)) {
    report_star(command, source, operation, reporter);
  } else if (words.size() == 4 && commands::is_one_of(operation, {"cp", "mv"}) &&
             is_folder(source.text) && !commands::has_option(run, {"--recursive"})) {
    report_folder(snapshot, command, run, source, operation, reporter);
  }
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!commands::contains(command.text(), "s3 ")) return;
  for (const shell::Command& each : command.script->commands) {
    const Invocation run = commands::invocation(each);
    if (run.program == "aws") check_run(snapshot, command, run, reporter);
  }
}

}  // namespace

extern const Rule s3_copy;
constexpr Rule s3_copy{
    .meta = {.id = "s3-copy",
             .summary = "Flags `aws s3` with a folder or a pattern where it takes one file.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
