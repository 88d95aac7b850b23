#include "linter/cli/options.h"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

using namespace buildspec;
using namespace buildspec::cli;

namespace {

Options parsed(const std::vector<std::string>& arguments) { return parse_options(arguments); }

LintOptions lint(const std::vector<std::string>& arguments) {
  const Options options = parsed(arguments);
  if (const auto* message = std::get_if<Message>(&options)) FAIL(message->text);
  return std::get<LintOptions>(options);
}

// The first line of the message that refuses these arguments.
std::string refusal(const std::vector<std::string>& arguments) {
  const Options options = parsed(arguments);
  const auto* message = std::get_if<Message>(&options);
  if (message == nullptr) return "accepted";
  CHECK(message->status == kExitFailure);
  return message->text.substr(0, message->text.find('\n'));
}

}  // namespace

TEST_CASE("without arguments everything has its default") {
  const LintOptions options = lint({});
  CHECK(options.paths.empty());
  CHECK(options.format == OutputFormat::pretty);
  CHECK(options.fail_on == Severity::warning);
  CHECK(options.color == ColorChoice::automatic);
  CHECK(options.fix == FixMode::none);
  CHECK(options.jobs == 0);
  CHECK_FALSE(options.today);
  CHECK_FALSE(options.no_config);
}

TEST_CASE("paths may stand anywhere; one named like a command goes behind --") {
  CHECK(lint({"a.yml", "--format", "json", "-", "b"}).paths ==
        std::vector<std::string>{"a.yml", "-", "b"});
  CHECK(lint({"a.yml", "rules"}).paths == std::vector<std::string>{"a.yml", "rules"});
  CHECK(lint({"--fix", "--", "rules", "-x.yml"}).paths ==
        std::vector<std::string>{"rules", "-x.yml"});
  CHECK(lint({"[a].yml", "[b]"}).paths == std::vector<std::string>{"[a].yml", "[b]"});
  CHECK(lint({"--", "--"}).paths == std::vector<std::string>{"--"});
  CHECK(lint({"a,b.yml", ""}).paths == std::vector<std::string>{"a,b.yml", ""});
}

TEST_CASE("options take their value with or without =") {
  CHECK(lint({"--format=json"}).format == OutputFormat::json);
  CHECK(lint({"--format", "concise"}).format == OutputFormat::concise);
  CHECK(lint({"--color=never"}).color == ColorChoice::never);
  CHECK(lint({"-j", "3"}).jobs == 3);
  CHECK(lint({"--today", "2026-11-20"}).today == Date{2026, 11, 20});
  CHECK(lint({"--config=x.yml"}).config == "x.yml");
  CHECK(lint({"--stdin-filename", "a b.yml", "-"}).stdin_filename == "a b.yml");
  CHECK(lint({"--no-config"}).no_config);
  CHECK(lint({"--fix"}).fix == FixMode::fix);
  CHECK(lint({"--diff"}).fix == FixMode::diff);
  CHECK(lint({"--diff"}).fixes == Applicability::safe);
  CHECK(lint({"--fix", "--unsafe-fixes"}).fixes == Applicability::unsafe);
}

TEST_CASE("the last of two values wins") {
  CHECK(lint({"--format", "json", "--format", "pretty"}).format == OutputFormat::pretty);
  CHECK(lint({"--config", "a", "--config", "b"}).config == "b");
}

TEST_CASE("severities to fail on") {
  CHECK(lint({"--fail-on", "error"}).fail_on == Severity::error);
  CHECK(lint({"--fail-on", "info"}).fail_on == Severity::info);
  CHECK(lint({"--fail-on", "hint"}).fail_on == Severity::hint);
  CHECK(lint({"--fail-on", "never"}).fail_on == std::nullopt);
}

TEST_CASE("lists are repeated or separated by commas, and take no more than one argument") {
  const LintOptions options =
      lint({"--select", "a,b", "--select", "c", "file.yml", "--ignore=d", "other.yml"});
  CHECK(options.select == std::vector<std::string>{"a", "b", "c"});
  CHECK(options.ignore == std::vector<std::string>{"d"});
  CHECK(options.paths == std::vector<std::string>{"file.yml", "other.yml"});
}

TEST_CASE("wrong usage is refused in plain words") {
  CHECK(refusal({"--format", "yaml"}) ==
        "buildspec-lint: --format: \"yaml\" is not one of pretty|concise|json");
  CHECK(refusal({"--fromat", "json"}) ==
        "buildspec-lint: unknown option --fromat (did you mean --format?)");
  CHECK(refusal({"--fail-on=fatal"}) ==
        "buildspec-lint: --fail-on: \"fatal\" is not one of error|warning|info|hint|never");
  CHECK(refusal({"-x"}) == "buildspec-lint: unknown option -x");
  CHECK(refusal({"--today", "2026-02-30"}) ==
        "buildspec-lint: --today: \"2026-02-30\" is not a day, as 2026-11-20");
  CHECK(refusal({"--jobs", "0"}) == "buildspec-lint: --jobs: \"0\" is not a number from 1 to 1024");
  CHECK(refusal({"--jobs", "2x"}) ==
        "buildspec-lint: --jobs: \"2x\" is not a number from 1 to 1024");
  CHECK(refusal({"--format"}) == "buildspec-lint: --format: 1 required TEXT missing");
  CHECK(refusal({"--fix", "--diff"}) == "buildspec-lint: --fix excludes --diff");
  CHECK(refusal({"--unsafe-fixes"}) == "buildspec-lint: --unsafe-fixes needs --fix or --diff");
  CHECK(refusal({"--config", "a", "--no-config"}) ==
        "buildspec-lint: --config excludes --no-config");
  CHECK(refusal({"explain"}) == "buildspec-lint: RULE|LINE is required");
  CHECK(refusal({"explain", "a", "b"}) == "buildspec-lint: unexpected argument: b");
  CHECK(refusal({"rules", "--format", "concise"}) ==
        "buildspec-lint: --format: \"concise\" is not one of pretty|json");
  CHECK(refusal({"dev"}) == "buildspec-lint: dev wants facts, verdict, corpus, coverage or rules");
}

TEST_CASE("commands") {
  CHECK(std::get<ExplainOptions>(parsed({"explain", "unknown-key"})).subject == "unknown-key");
  CHECK(std::get<RulesOptions>(parsed({"rules", "--format=json"})).json);
  CHECK_FALSE(std::get<RulesOptions>(parsed({"rules"})).json);
  CHECK(std::holds_alternative<SchemaOptions>(parsed({"schema"})));
  CHECK(std::holds_alternative<DevFactsOptions>(parsed({"dev", "facts"})));
  CHECK(std::holds_alternative<DevVerdictOptions>(parsed({"dev", "verdict"})));
  const auto corpus = std::get<DevCorpusOptions>(
      parsed({"dev", "corpus", "folder", "--table", "t.tsv", "--update"}));
  CHECK(corpus.folder == "folder");
  CHECK(corpus.table == "t.tsv");
  CHECK(corpus.update);
}

TEST_CASE("help and version are no errors") {
  const auto version = std::get<Message>(parsed({"--version"}));
  CHECK(version.status == kExitClean);
  CHECK(version.text.starts_with("buildspec-lint "));
  const auto help = std::get<Message>(parsed({"--help"}));
  CHECK(help.status == kExitClean);
  for (const char* const option :
       {"--format", "--fail-on", "--select", "--ignore", "--fix", "--diff", "--unsafe-fixes",
        "--stdin-filename", "--config", "--no-config", "--color", "--today", "--jobs", "explain",
        "schema", "Exit"}) {
    CHECK_MESSAGE(help.text.find(option) != std::string::npos, option);
  }
  CHECK(std::get<Message>(parsed({"rules", "--help"})).status == kExitClean);
}
