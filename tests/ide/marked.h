// Sources with a cursor in them: "^" marks the place and is not part of the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "lsp/ide/completion.h"

namespace buildspec::ide::test {

// The day and image that the tests' projects have, unless they say otherwise.
inline constexpr Date kToday{2026, 11, 20};
inline constexpr const char* kImage = "aws/codebuild/standard:7.0";

// Nothing is known but the day.
[[nodiscard]] ProjectFacts some_project();
[[nodiscard]] ProjectFacts with_image(const char* image = kImage);

// A text as an editor has it open, without a mark.
[[nodiscard]] SnapshotPtr read(std::string text, ProjectFacts facts = some_project());

struct Marked {
  SnapshotPtr snapshot;
  std::uint32_t offset = 0;
};

// Throws where there is not exactly one mark.
[[nodiscard]] Marked marked(std::string_view source, ProjectFacts facts = some_project());

[[nodiscard]] std::vector<std::string> labels(const Completion& completion);

// The text after a completion is accepted, with a mark where its insertion ends; a sentence where
// nothing of that label is offered.
[[nodiscard]] std::string accepted(std::string_view source, std::string_view label,
                                   ProjectFacts facts = some_project());

}  // namespace buildspec::ide::test
