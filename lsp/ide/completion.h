// What can be typed at an offset: keys, values, names, paths, variables, rule ids, whole sections.
// A function from a snapshot to a plain struct; pure, any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/rule.h"
#include "linter/text/span.h"

namespace buildspec::ide {

enum class CompletionKind : std::uint8_t {
  key,
  value,
  runtime,
  variable,
  task,
  anchor,
  rule,
  file,
  folder,
  snippet,
};

// What the documentation of an item is about. Written out only when somebody looks at the item:
// documentation_of().
enum class TopicKind : std::uint8_t {
  none,
  key,       // `name` in the mapping at `path`
  value,     // `name` as the scalar at `path`
  runtime,   // `name`
  version,   // `name`, of the runtime path[0]
  image,     // `name`
  builtin,   // the variable `name`, which CodeBuild sets
  variable,  // the variable `name` of the file
  task,      // of a batch
  anchor,    // `name`
  rule,      // the rule or group `name`
  snippet,   // `name` is its label
};
struct CompletionTopic {
  TopicKind kind = TopicKind::none;
  std::vector<std::string> path;  // keys from the root; an empty one stands for an item of a list
  std::string name;
};

struct CompletionItem {
  CompletionKind kind = CompletionKind::key;
  std::string label;
  std::string detail;       // one line; may be empty
  std::string description;  // a word beside the label: where it comes from, until when it lives
  std::string insert;       // stands in the place of Completion::replace afterwards
  std::string filter;       // what the text in `replace` is held against
  bool snippet = false;     // `insert` has the protocol's placeholders in it
  bool deprecated = false;
  std::string_view commit;  // characters that accept it and are typed behind it; static
  CompletionTopic topic;
  std::string markdown;  // documentation that needs no topic; mostly empty
};

struct Completion {
  std::uint32_t offset = 0;  // of the cursor
  Span replace;              // holds the offset: existing text gives way, it is not doubled
  // White space in front of the line of `replace`; the further lines of `insert` begin with it.
  std::string indentation;
  std::vector<CompletionItem> items;  // best first
  bool incomplete = false;            // there are more: ask again when more is typed
};

struct CompletionOptions {
  std::span<const RegisteredRule> rules = {};
  bool snippets = false;  // items may have placeholders and several lines
  // The findings on the text, asked for only inside suppression comments.
  std::function<std::span<const Diagnostic>()> findings = {};
  // What was typed, where nobody asked; else 0. After a blank nothing is offered on a line that is
  // still blank, after a colon nothing that goes on a new line: who types on breaks it anyway.
  char typed = '\0';
};

[[nodiscard]] Completion complete(const Snapshot& snapshot, std::uint32_t offset,
                                  const CompletionOptions& options = {});

// Markdown; empty where nothing is known.
[[nodiscard]] std::string documentation_of(const Snapshot& snapshot, const CompletionTopic& topic,
                                           std::span<const RegisteredRule> rules = {});

// At most so many items are listed.
inline constexpr std::size_t kMostCompletions = 200;

}  // namespace buildspec::ide
