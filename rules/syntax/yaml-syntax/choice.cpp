#include "rules/syntax/yaml-syntax/choice.h"

#include "linter/lang/binding.h"
#include "linter/syntax/facts.h"
#include "linter/syntax/oracle.h"

namespace buildspec::rules {

void Choice::consider(std::vector<Edit> edits) {
  const TreePtr tree = parse(SourceText(apply_edits(snapshot_.text.bytes(), edits)));
  if (judge(*tree)) return;
  const auto versions = format_versions(view(*tree));
  Meaning said;
  for (Fact& fact : facts(*tree)) {
    said.emplace_back(std::move(fact.path), std::move(fact.value));
  }
  const Rank rank{check_schema(*tree, versions).mismatches.size(),
                  -static_cast<std::int64_t>(said.size())};
  const bool first = edits_.empty();
  if (!first && rank > rank_) return;
  unique_ = first || rank < rank_ || (unique_ && said == said_);
  if (!first && rank == rank_) return;
  rank_ = rank;
  said_ = std::move(said);
  edits_ = std::move(edits);
}

std::optional<Fix> Choice::best(std::string title) const {
  if (edits_.empty()) return std::nullopt;
  return Fix{std::move(title), unique_ ? Applicability::safe : Applicability::unsafe, edits_};
}

}  // namespace buildspec::rules
