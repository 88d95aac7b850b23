// Hover and completion in the configuration file.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lsp/ide/configuration_completion.h"
#include "lsp/ide/configuration_hover.h"
#include "lsp/ide/rule_text.h"
#include "rules/registry.h"
#include "tests/ide/hovered.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

std::string said(std::string_view source) {
  const Marked at = marked(source);
  const auto found = hover_configuration(*at.snapshot, at.offset, all_rules());
  return found ? found->markdown : "nothing";
}
std::string about(std::string_view source) {
  const Marked at = marked(source);
  const auto found = hover_configuration(*at.snapshot, at.offset, all_rules());
  return found ? std::string(at.snapshot->text.bytes(found->span)) : "nothing";
}

std::vector<std::string> offered(std::string_view source) {
  const Marked at = marked(source);
  return labels(complete_configuration(*at.snapshot, at.offset, {.rules = all_rules()}));
}
bool offers(std::string_view source, std::string_view label) {
  const std::vector<std::string> all = offered(source);
  return std::find(all.begin(), all.end(), label) != all.end();
}
// The text after an item is accepted.
std::string typed(std::string_view source, std::string_view label) {
  const Marked at = marked(source);
  const Completion completion =
      complete_configuration(*at.snapshot, at.offset, {.rules = all_rules()});
  for (const CompletionItem& item : completion.items) {
    if (item.label != label) continue;
    std::string text(at.snapshot->text.bytes());
    return text.replace(completion.replace.begin, completion.replace.size(), item.insert + '^');
  }
  return "nothing of that label";
}

}  // namespace

TEST_CASE("hover over keys") {
  CHECK(said("pre^set: pedantic\n").starts_with("Which rules run"));
  CHECK(about("pre^set: pedantic\n") == "preset");
  CHECK(said("project:\n  ima^ge: x\n").starts_with("The build image of the project"));
  CHECK(said("{\"project\": {\"ima^ge\": \"x\"}}") == said("project:\n  ima^ge: x\n"));
  CHECK(said("project: {dep^loy: ecs}\n").starts_with("What a pipeline does with the artifact"));
  CHECK(said("projec^s:\n  image: x\n")
            .starts_with("`projecs` is no key here. Did you mean `project`?"));
  CHECK(said("some^thing-else: 1\n") == "nothing");
  CHECK(said("# a com^ment\n") == "nothing");
  CHECK(said("^") == "nothing");
  CHECK(said("project:\n  image: x\n  broken\n  dep^loy: ecs\n")
            .starts_with("What a pipeline does with the artifact"));
}

TEST_CASE("hover over rules, groups and levels") {
  const std::string rule = said("rules:\n  plaintext-^secret: off\n");
  CHECK(rule.starts_with("**plaintext-secret**\n\nerror · on by default · group `secrets`"));
  CHECK(about("rules: {'plaintext-^secret': off}\n") == "'plaintext-secret'");
  for (const RegisteredRule& each : all_rules()) {
    CHECK(rule_text(each).find("\n\n\n") == std::string::npos);
  }
  CHECK(said("rules:\n  bat^ch: off\n").starts_with("**batch**, a group of "));
  CHECK(said("rules:\n  a^ll: off\n").starts_with("**all**\n\nEvery rule"));
  CHECK(said("rules:\n  shellcheck/SC^2086: off\n").starts_with("**shellcheck/SC2086**"));
  CHECK(said("rules:\n  nob^ody: off\n") == "nothing");
  CHECK(said("rules:\n  all: warn^ing\n") ==
        "`warning`\n\nThe rule runs; its findings are warnings.");
}

TEST_CASE("hover over values") {
  CHECK(said("preset: peda^ntic\n").starts_with("`pedantic`\n\nEvery rule"));
  CHECK(said("project:\n  image: aws/codebuild/stan^dard:7.0\n")
            .starts_with("**aws/codebuild/standard:7.0**"));
  CHECK(holds(said("project:\n  compute-type: BUILD_GEN^ERAL1_SMALL\n"), "Environment types: "));
  CHECK(holds(said("project:\n  environment-type: LINUX_^CONTAINER\n"), "Compute types: "));
  CHECK(said("project:\n  source: code^pipeline\n").starts_with("`codepipeline`"));
  // A value without words of its own has those of its key.
  CHECK(said("files:\n  - ci/^*.yml\n") == said("fil^es:\n  - ci/*.yml\n"));
  CHECK(about("files:\n  - ci/^*.yml\n") == "ci/*.yml");
}

TEST_CASE("completion of keys") {
  CHECK(offered("^\n") == std::vector<std::string>{"preset", "rules", "project", "files", "exclude",
                                                   "format", "shellcheck"});
  CHECK(offered("preset: pedantic\nru^\n").front() == "rules");
  CHECK_FALSE(offers("preset: pedantic\n^\n", "preset"));
  CHECK(typed("pre^\n", "preset") == "preset: ^\n");
  CHECK(typed("ru^\n", "rules") == "rules:^\n");
  CHECK(typed("pr^e: pedantic\n", "preset") == "preset^: pedantic\n");
  CHECK(typed("project:\n  im^\n", "image") == "project:\n  image: ^\n");
  CHECK(typed("project: {im^}\n", "image") == "project: {image: ^}\n");
  CHECK(typed("{\"pro^\"}", "project") == "{\"project\": ^}");
  CHECK(offers("project:\n  ^\nfiles: x\n", "next-image"));
}

TEST_CASE("what belongs below a key goes on a new line") {
  const auto expanded = [](std::string_view source, std::string_view label) {
    const Marked at = marked(source);
    const CompletionOptions options{.rules = all_rules(), .snippets = true};
    const Completion completion = complete_configuration(*at.snapshot, at.offset, options);
    std::string text(at.snapshot->text.bytes());
    for (const CompletionItem& item : completion.items) {
      if (item.label != label) continue;
      text.replace(completion.replace.begin, completion.replace.size(), item.insert);
    }
    return text;
  };
  CHECK(expanded("ru^", "rules") == "rules:\n  $0");
  CHECK(expanded("fi^\n", "files") == "files:\n  - $0\n");
  CHECK(expanded("ru^\n  all: off\n", "rules") == "rules:\n  all: off\n");
  CHECK(expanded("rules: ^\n", "secrets") == "rules:\n  secrets: \n");
  CHECK(expanded("project: ^\n", "image") == "project:\n  image: \n");
  CHECK(expanded("project: ^\n", "variables") == "project:\n  variables:\n    - $0\n");
}

TEST_CASE("completion of rules and levels") {
  const std::vector<std::string> all = offered("rules:\n  ^\n");
  CHECK(all.size() > all_rules().size());
  CHECK(all.front() == "all");
  CHECK(offers("rules:\n  plain^\n", "plaintext-secret"));
  CHECK(offers("rules:\n  ^\n", "secrets"));
  CHECK(offers("rules:\n  ^\n", "shellcheck"));
  CHECK_FALSE(offers("rules:\n  secrets: off\n  ^\n", "secrets"));
  CHECK(typed("rules:\n  plain^\n", "plaintext-secret") == "rules:\n  plaintext-secret: ^\n");
  CHECK(typed("rules: {\"pl^\": off}\n", "plaintext-secret") ==
        "rules: {\"plaintext-secret\"^: off}\n");
  CHECK(offered("rules:\n  all: ^\n") ==
        std::vector<std::string>{"error", "warning", "info", "hint", "off"});
  CHECK(typed("rules:\n  all:^\n", "off") == "rules:\n  all: off^\n");
  CHECK(typed("rules:\n  all: war^n # why\n", "warning") == "rules:\n  all: warning^ # why\n");
}

TEST_CASE("completion of values") {
  CHECK(offered("preset: ^\n") == std::vector<std::string>{"standard", "pedantic"});
  CHECK(offered("shellcheck: ^\n") == std::vector<std::string>{"true", "false"});
  CHECK(offers("project:\n  image: ^\n", "aws/codebuild/standard:7.0"));
  const std::vector<std::string> images = offered("project:\n  image: ^\n");
  const auto place = [&](const char* image) {
    return std::find(images.begin(), images.end(), image) - images.begin();
  };
  CHECK(place("aws/codebuild/standard:7.0") == 1);
  CHECK(place("aws/codebuild/amazonlinux-aarch64-standard:3.0") <
        place("aws/codebuild/standard:6.0"));
  CHECK(typed("project:\n  next-image: 'aws^'\n", "aws/codebuild/standard:7.0") ==
        "project:\n  next-image: 'aws/codebuild/standard:7.0'^\n");
  CHECK(offers("project:\n  compute-type: ^\n", "BUILD_GENERAL1_SMALL"));
  CHECK(offers("project:\n  environment-type: ^\n", "LINUX_CONTAINER"));
  CHECK_FALSE(offers("project:\n  environment-type: ^\n", "WINDOWS_CONTAINER"));
  CHECK(offers("project:\n  source: ^\n", "codepipeline"));
  CHECK(offers("project:\n  deploy: ^\n", "ecs-blue-green"));
  CHECK(typed("{\"preset\": ^}", "pedantic") == "{\"preset\": \"pedantic\"^}");
  CHECK(typed("{\"shellcheck\": ^}", "true") == "{\"shellcheck\": true^}");
  CHECK(offered("project:\n  unknown: ^\n").empty());
  CHECK(offered("# ^\n").empty());
}
