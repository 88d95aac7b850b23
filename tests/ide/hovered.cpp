#include "tests/ide/hovered.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace buildspec::ide::test {
namespace {

void check_nothing(const Snapshot& /*snapshot*/, Reporter& /*reporter*/) {}
constexpr Rule kRule{.meta = {.id = "some-rule", .summary = "Finds some things."},
                     .check = check_nothing};
constexpr std::array kRules{RegisteredRule{
    &kRule, "things",
    "# some-rule\nFinds some things.\n\n## Why\nBecause.\n\n## Bad\n```yaml bad\n```\n"}};

}  // namespace

std::span<const RegisteredRule> hover_rules() { return kRules; }

ProjectFacts with_tree(std::vector<std::string> files) {
  ProjectFacts facts = some_project();
  auto tree = std::make_shared<SourceTree>();
  std::sort(files.begin(), files.end());
  tree->files = std::move(files);
  facts.source_tree = std::shared_ptr<const SourceTree>(std::move(tree));
  return facts;
}

std::string words(std::string_view source, ProjectFacts facts) {
  const Marked at = marked(source, std::move(facts));
  const auto found = hover(*at.snapshot, at.offset, kRules);
  return found ? found->markdown : "nothing";
}

std::string subject(std::string_view source, ProjectFacts facts) {
  const Marked at = marked(source, std::move(facts));
  const auto found = hover(*at.snapshot, at.offset, kRules);
  return found ? std::string(at.snapshot->text.bytes(found->span)) : "nothing";
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace buildspec::ide::test
