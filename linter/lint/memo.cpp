#include "linter/lint/memo.h"

#include <algorithm>
#include <cstring>

namespace buildspec {
namespace {

// Eight bytes at a time: 0.05 ms for a text of 800 KB where single bytes take 0.4 ms.
std::uint32_t common_head(std::string_view a, std::string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    if (std::memcmp(a.data() + i, b.data() + i, 8) != 0) break;
  }
  while (i < size && a[i] == b[i]) ++i;
  return static_cast<std::uint32_t>(i);
}

std::uint32_t common_tail(std::string_view a, std::string_view b, std::uint32_t head) {
  const std::size_t size = std::min(a.size(), b.size()) - head;
  const char* const a_end = a.data() + a.size();
  const char* const b_end = b.data() + b.size();
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    if (std::memcmp(a_end - i - 8, b_end - i - 8, 8) != 0) break;
  }
  while (i < size &&
         a_end[-static_cast<std::ptrdiff_t>(i) - 1] == b_end[-static_cast<std::ptrdiff_t>(i) - 1]) {
    ++i;
  }
  return static_cast<std::uint32_t>(i);
}

// The value of a block scalar with an explicit indentation depends on what stands before its line.
bool has_indentation_indicator(Node node) {
  if (node.style() != ScalarStyle::literal && node.style() != ScalarStyle::folded) return false;
  const std::string_view header = node.source().substr(0, 3);
  return header.find_first_of("123456789") != std::string_view::npos;
}

}  // namespace

CommandReuse::CommandReuse(const LintMemo::Impl* memo, const LintMemo::Impl::Context& context,
                           const SourceText& text) {
  if (memo == nullptr || !(memo->context == context)) return;
  memo_ = memo;
  same_head_ = common_head(memo->text.bytes(), text.bytes());
  const std::uint32_t tail =
      text.size() - common_tail(memo->text.bytes(), text.bytes(), same_head_);
  const std::uint32_t line = text.line_of(tail) + 1;
  tail_lines_ = line < text.line_count() ? text.line(line).begin : text.size();
  grown_ = static_cast<std::int64_t>(text.size()) - memo->text.size();
}

std::optional<CommandReuse::Found> CommandReuse::find(const Command& command) {
  if (memo_ == nullptr) return std::nullopt;
  const Span span = command.node.span();
  std::int64_t distance = 0;
  // Behind the end of a command one more character must be the same: a letter typed right there
  // may belong to it. In front of it the whole line must be: its indentation has a meaning.
  if (span.end >= same_head_) {
    if (span.begin < tail_lines_ || has_indentation_indicator(command.node)) return std::nullopt;
    distance = grown_;
  }
  const std::int64_t old_begin = static_cast<std::int64_t>(span.begin) - distance;
  const auto& entries = memo_->entries;
  if (next_ >= entries.size() || entries[next_].span.begin != old_begin) {
    const auto found = std::lower_bound(entries.begin(), entries.end(), old_begin,
                                        [](const LintMemo::Impl::Entry& entry, std::int64_t begin) {
                                          return entry.span.begin < begin;
                                        });
    next_ = static_cast<std::size_t>(found - entries.begin());
  }
  if (next_ >= entries.size()) return std::nullopt;
  const LintMemo::Impl::Entry& entry = entries[next_];
  if (entry.span.begin != old_begin || entry.span.size() != span.size() || !entry.reusable ||
      entry.phase != command.phase || entry.list != command.list) {
    return std::nullopt;
  }
  ++next_;
  return Found{&entry, distance};
}

Diagnostic moved(Diagnostic finding, std::int64_t distance) {
  const auto move = [&](Span& span) {
    span.begin = static_cast<std::uint32_t>(span.begin + distance);
    span.end = static_cast<std::uint32_t>(span.end + distance);
  };
  move(finding.span);
  for (Note& note : finding.notes) {
    if (note.span) move(*note.span);
  }
  for (Fix& fix : finding.fixes) {
    for (Edit& edit : fix.edits) move(edit.span);
  }
  return finding;
}

bool stays_within(const Diagnostic& finding, Span span) {
  if (!span.contains(finding.span)) return false;
  for (const Note& note : finding.notes) {
    if (note.span && !span.contains(*note.span)) return false;
  }
  for (const Fix& fix : finding.fixes) {
    for (const Edit& edit : fix.edits) {
      if (!span.contains(edit.span)) return false;
    }
  }
  return true;
}

}  // namespace buildspec
