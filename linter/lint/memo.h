// The findings in commands of one version of a document, for the next one: a command that stands as
// it did is not judged again. Internal to linter/lint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "linter/lint/engine.h"

namespace buildspec {

struct LintMemo::Impl {
  // Everything that rules on commands may look at beside the command: equal in both versions, or
  // nothing is reused.
  struct Context {
    const void* engine_settings = nullptr;
    ProjectFactsPtr facts;
    std::optional<FormatVersion> format;
    std::string shell;
    bool has_references = false;      // of `env`
    std::vector<std::size_t> judges;  // the rules that ran: fewer over a broken text
    friend bool operator==(const Context&, const Context&) = default;
  };
  struct Entry {
    Span span;
    PhaseName phase = PhaseName::install;
    CommandList list = CommandList::commands;
    bool reusable = true;
    std::uint32_t first = 0;  // its findings, in `findings`
    std::uint32_t count = 0;
  };

  Context context;
  SourceText text;
  std::vector<Entry> entries;  // in document order
  std::vector<Diagnostic> findings;
};

// Looks up commands of a new version in the memo of an old one.
class CommandReuse {
 public:
  // Without a memo, or with one of another context, nothing is ever found.
  CommandReuse(const LintMemo::Impl* memo, const LintMemo::Impl::Context& context,
               const SourceText& text);

  // The entry of the old version that stands for this command, with the distance by which it moved.
  struct Found {
    const LintMemo::Impl::Entry* entry = nullptr;
    std::int64_t moved = 0;
  };
  [[nodiscard]] std::optional<Found> find(const Command& command);

 private:
  const LintMemo::Impl* memo_ = nullptr;
  std::int64_t grown_ = 0;        // bytes by which the text became longer
  std::uint32_t same_head_ = 0;   // bytes at the begin that both texts share
  std::uint32_t tail_lines_ = 0;  // where the first line begins of those that both texts end with
  std::size_t next_ = 0;          // where the next lookup most likely finds its entry
};

[[nodiscard]] Diagnostic moved(Diagnostic finding, std::int64_t distance);
// Every place that the finding names lies in the span: only such a finding can move with it.
[[nodiscard]] bool stays_within(const Diagnostic& finding, Span span);

}  // namespace buildspec
