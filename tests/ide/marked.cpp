#include "tests/ide/marked.h"

#include <stdexcept>
#include <utility>

namespace buildspec::ide::test {

SnapshotPtr read(std::string text, ProjectFacts facts) {
  return analyze("file:///buildspec.yml", 1, SourceText(std::move(text)),
                 std::make_shared<const ProjectFacts>(std::move(facts)));
}

Marked marked(std::string_view source, ProjectFacts facts) {
  const auto mark = source.find('^');
  if (mark == std::string_view::npos || source.find('^', mark + 1) != std::string_view::npos) {
    throw std::invalid_argument("a marked source has one mark");
  }
  std::string text(source);
  text.erase(mark, 1);
  return {read(std::move(text), std::move(facts)), static_cast<std::uint32_t>(mark)};
}

ProjectFacts some_project() {
  ProjectFacts facts;
  facts.today = kToday;
  return facts;
}

ProjectFacts with_image(const char* image) {
  ProjectFacts facts = some_project();
  facts.image = image;
  return facts;
}

std::vector<std::string> labels(const Completion& completion) {
  std::vector<std::string> found;
  for (const CompletionItem& item : completion.items) found.push_back(item.label);
  return found;
}

std::string accepted(std::string_view source, std::string_view label, ProjectFacts facts) {
  const auto [snapshot, offset] = marked(source, std::move(facts));
  const Completion completion = complete(*snapshot, offset);
  for (const CompletionItem& item : completion.items) {
    if (item.label != label) continue;
    std::string text(snapshot->text.bytes());
    text.replace(completion.replace.begin, completion.replace.size(), item.insert + '^');
    return text;
  }
  return "nothing of that label";
}

}  // namespace buildspec::ide::test
