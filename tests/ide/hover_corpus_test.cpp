// Hover over real buildspecs, whole and cut off, and over a text with a secret of every kind: it
// always answers, about a place that holds the cursor, and never shows a secret.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "linter/lang/binding.h"
#include "linter/lang/secret_name.h"
#include "lsp/ide/configuration_completion.h"
#include "lsp/ide/configuration_hover.h"
#include "lsp/ide/plain_text.h"
#include "rules/registry.h"
#include "tests/ide/hovered.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

SnapshotPtr read_source(std::string text) {
  ProjectFacts facts = with_tree({"buildspec.yml", "dist/a.js", "src/a.js", "src/b/c.js"});
  facts.image = kImage;
  return analyze("file:///a%20(b)/buildspec.yml", 1, SourceText(std::move(text)),
                 std::make_shared<const ProjectFacts>(std::move(facts)));
}

// Literal values of variables whose names say that they are secrets, long enough to be told from
// other words.
std::vector<std::string> secrets_of(const Snapshot& snapshot) {
  std::vector<std::string> secrets;
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.block != VariableBlock::variables || !variable.value.is_scalar()) continue;
    if (!is_secret_name(variable.key.scalar().value())) continue;
    std::string value(variable.value.scalar().value());
    if (value.size() >= 8 && value.find('$') == std::string::npos) secrets.push_back(value);
  }
  return secrets;
}

std::string shown_secret(const std::string& text, const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) {
    if (text.find(secret) != std::string::npos) return secret;
  }
  return {};
}

// How many hovers there were.
std::size_t walk(const std::string& name, const Snapshot& snapshot, std::uint32_t step) {
  std::size_t count = 0;
  const std::vector<std::string> secrets = secrets_of(snapshot);
  for (std::uint32_t offset = 0; offset <= snapshot.text.size(); offset += step) {
    const auto found = hover(snapshot, offset, all_rules());
    if (!found) continue;
    ++count;
    INFO(name, " at ", offset, ": ", found->markdown);
    REQUIRE(found->span.end <= snapshot.text.size());
    REQUIRE(found->span.touches(offset));
    REQUIRE_FALSE(found->markdown.empty());
    REQUIRE(shown_secret(found->markdown, secrets).empty());
    REQUIRE_FALSE(plain_text(found->markdown).empty());
  }
  return count;
}

}  // namespace

TEST_CASE("hover answers everywhere in real buildspecs") {
  std::size_t count = 0;
  std::uint32_t number = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    if (file.bytes.size() > 30'000) continue;
    const std::uint32_t step = 11 + static_cast<std::uint32_t>(file.bytes.size() / 800);
    count += walk(file.name, *read_source(file.bytes), step);
    // Cut off somewhere: what a file looks like while it is typed.
    if (++number % 4 != 0) continue;
    const std::size_t cut = file.bytes.size() * (number % 7 + 1) / 9;
    count += walk(file.name + " (cut)", *read_source(file.bytes.substr(0, cut)), step * 2);
  }
  CHECK((count > 10'000 || buildspec::test::corpus().empty()));
}

TEST_CASE("no hover shows a secret") {
  const std::string text =
      "env:\n  variables:\n    DB_PASSWORD: &pw S3cretS3cret\n    URL: "
      "https://u:S3cretS3cret@h/\n    COPY: *pw\n    MAP: &all\n      API_KEY: S3cretS3cret\n"
      "    OTHER: *all\nphases:\n  build:\n    commands:\n      - &first export "
      "API_TOKEN=S3cretS3cret\n      - export X=\"--password S3cretS3cret\"\n      - curl -u "
      "me:S3cretS3cret https://h\n      - Y=$(curl -u me:S3cretS3cret https://h)\n      - echo "
      "$DB_PASSWORD $API_TOKEN $X $Y $URL $COPY $OTHER\n  post_build:\n    commands:\n      - "
      "*first\n";
  for (const std::string& source : {text, text.substr(0, text.size() * 2 / 3)}) {
    const SnapshotPtr snapshot = read_source(source);
    std::size_t count = 0;
    for (std::uint32_t offset = 0; offset <= snapshot->text.size(); ++offset) {
      const auto found = hover(*snapshot, offset, all_rules());
      if (!found) continue;
      ++count;
      INFO(offset, ": ", found->markdown);
      REQUIRE(found->markdown.find("S3cret") == std::string::npos);
    }
    CHECK(count > 100);
  }
}

TEST_CASE("hostile texts are answered") {
  std::vector<std::string> texts;
  const std::size_t kMany = 20'000;
  texts.push_back(std::string(kMany, '['));
  texts.push_back(std::string(kMany, '*') + " &" + std::string(kMany, 'a'));
  std::string commands = "phases:\n  build:\n    commands:\n      - ";
  texts.push_back(commands + std::string(kMany, '$'));
  texts.push_back(commands + std::string(kMany, '`'));
  texts.push_back(commands + std::string(kMany, '('));
  std::string anchors;
  for (int i = 0; i < 2'000; ++i) anchors += "- &a *a\n";
  texts.push_back(anchors);
  std::string tasks = "batch:\n  build-graph:\n";
  for (int i = 0; i < 500; ++i) tasks += "    - identifier: a\n      depend-on: [a, a, b]\n";
  texts.push_back(tasks);
  for (const std::string& text : texts) {
    const SnapshotPtr snapshot = read_source(text);
    const std::uint32_t step = std::max<std::uint32_t>(1, snapshot->text.size() / 20);
    for (std::uint32_t offset = 0; offset <= snapshot->text.size(); offset += step) {
      const auto found = hover(*snapshot, offset, all_rules());
      if (found) REQUIRE(found->span.touches(offset));
    }
  }
}

TEST_CASE("configuration features answer everywhere, in any text") {
  std::string text =
      "preset: pedantic\nrules:\n  all: warning\n  artifacts: off\n  unknown-runtime: error\n"
      "project:\n  image: aws/codebuild/standard:7.0\n  batch: true\n  variables: [STAGE]\n"
      "files:\n  - ci/*.yml\nexclude: vendor/**\nshellcheck: true\n";
  const std::string json = R"({"preset": "standard", "rules": {"all": "off"}, "files": ["a"]})";
  std::size_t hovers = 0;
  std::size_t items = 0;
  for (const std::string& whole : {text, json}) {
    for (std::size_t size = 0; size <= whole.size(); size += 3) {
      const SnapshotPtr snapshot = read_source(whole.substr(0, size));
      for (std::uint32_t offset = 0; offset <= snapshot->text.size(); offset += 5) {
        if (const auto found = hover_configuration(*snapshot, offset, all_rules())) {
          REQUIRE(found->span.touches(offset));
          ++hovers;
        }
        const Completion completion =
            complete_configuration(*snapshot, offset, {.rules = all_rules()});
        REQUIRE(completion.replace.end <= snapshot->text.size());
        if (!completion.items.empty()) REQUIRE(completion.replace.touches(offset));
        items += completion.items.size();
      }
    }
  }
  CHECK(hovers > 500);
  CHECK(items > 5'000);
}
