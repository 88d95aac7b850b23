#include "tests/ide/completion_support.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "lsp/ide/snippet_table.h"

namespace buildspec::ide::test {

Completion completed(std::string_view source, ProjectFacts facts,
                     const CompletionOptions& options) {
  const Marked at = marked(source, std::move(facts));
  return complete(*at.snapshot, at.offset, options);
}

Labels offered(std::string_view source, ProjectFacts facts) {
  return labels(completed(source, std::move(facts)));
}

bool offers(std::string_view source, std::string_view label, ProjectFacts facts) {
  const Labels all = offered(source, std::move(facts));
  return std::find(all.begin(), all.end(), label) != all.end();
}

Labels first(std::string_view source, std::size_t count, ProjectFacts facts) {
  Labels all = offered(source, std::move(facts));
  all.resize(std::min(all.size(), count));
  return all;
}

const CompletionItem& item(const Completion& completion, std::string_view label) {
  const auto found =
      std::find_if(completion.items.begin(), completion.items.end(),
                   [&](const CompletionItem& candidate) { return candidate.label == label; });
  REQUIRE(found != completion.items.end());
  return *found;
}

std::string inserted(const CompletionItem& item) {
  if (!item.snippet) return item.insert + '^';
  std::string body = item.insert;
  const auto end = body.find("$0");
  if (end == std::string::npos) return expanded_snippet(body) + '^';
  body.replace(end, 2, "^");
  return expanded_snippet(body);
}

std::string expanded(std::string_view source, std::string_view label, ProjectFacts facts) {
  const auto [snapshot, offset] = marked(source, std::move(facts));
  const Completion completion = complete(*snapshot, offset, {.snippets = true});
  for (const CompletionItem& candidate : completion.items) {
    if (candidate.label != label) continue;
    std::string text(snapshot->text.bytes());
    text.replace(completion.replace.begin, completion.replace.size(), inserted(candidate));
    return text;
  }
  return "nothing of that label";
}

Labels offered_with_snippets(std::string_view source, ProjectFacts facts) {
  return labels(completed(source, std::move(facts), {.snippets = true}));
}

ProjectFacts with_files(std::vector<std::string> files) {
  std::sort(files.begin(), files.end());
  ProjectFacts facts = some_project();
  facts.source_tree = std::make_shared<const SourceTree>(SourceTree{std::move(files), true});
  return facts;
}

}  // namespace buildspec::ide::test
