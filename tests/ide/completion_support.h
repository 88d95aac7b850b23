// Completions of marked sources, and the text after one is accepted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lsp/ide/completion.h"
#include "tests/ide/marked.h"

namespace buildspec::ide::test {

using Labels = std::vector<std::string>;

[[nodiscard]] Completion completed(std::string_view source, ProjectFacts facts = some_project(),
                                   const CompletionOptions& options = {});
[[nodiscard]] Labels offered(std::string_view source, ProjectFacts facts = some_project());
[[nodiscard]] bool offers(std::string_view source, std::string_view label,
                          ProjectFacts facts = some_project());
[[nodiscard]] Labels first(std::string_view source, std::size_t count,
                           ProjectFacts facts = some_project());
// The item of this label; the test fails where there is none.
[[nodiscard]] const CompletionItem& item(const Completion& completion, std::string_view label);

// What an editor inserts for an item: placeholders with what they say, "$0" as "^".
[[nodiscard]] std::string inserted(const CompletionItem& item);

// As accepted() of marked.h, of a client that takes snippets: "^" marks where the cursor ends.
[[nodiscard]] std::string expanded(std::string_view source, std::string_view label,
                                   ProjectFacts facts = some_project());
// Labels as such a client gets them.
[[nodiscard]] Labels offered_with_snippets(std::string_view source,
                                           ProjectFacts facts = some_project());

// A project with these files.
[[nodiscard]] ProjectFacts with_files(std::vector<std::string> files);

}  // namespace buildspec::ide::test
