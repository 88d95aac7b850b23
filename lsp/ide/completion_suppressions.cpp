// Rule ids and the other words of suppression comments.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "linter/lint/registry.h"
#include "linter/lint/suppressions.h"
#include "linter/text/letters.h"
#include "lsp/ide/completion_site.h"

namespace buildspec::ide {
namespace {

constexpr std::string_view kMarker = "buildspec-lint:";

bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '/'; }

class SuppressionWriter {
 public:
  SuppressionWriter(const Snapshot& snapshot, Span comment, const CompletionOptions& options,
                    Completion& completion)
      : snapshot_(snapshot), comment_(comment), options_(options), completion_(completion) {}

  void offer() {
    const std::string_view text = snapshot_.text.bytes();
    std::uint32_t begin = comment_.begin + 1;
    while (begin < comment_.end && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
    const std::uint32_t offset = completion_.offset;
    if (offset < begin) return;
    const std::string_view before = snapshot_.text.bytes({begin, offset});
    if (!before.starts_with(kMarker)) {
      // Prose must be left in peace: "# build the image" is none of ours. An empty comment in which
      // somebody asks is.
      const bool asked = begin == comment_.end && options_.typed == '\0';
      const bool begun = before.starts_with("buildspec") && kMarker.starts_with(before);
      if (asked || begun) offer_marker(begin);
      return;
    }
    const std::size_t bracket = before.find('[');
    if (bracket == std::string_view::npos) {
      const std::size_t word = before.find_first_not_of(" \t", kMarker.size());
      offer_verbs(begin + static_cast<std::uint32_t>(std::min(word, before.size())),
                  before.size() == kMarker.size());
    } else if (before.find(']', bracket) == std::string_view::npos) {
      offer_selectors(begin + static_cast<std::uint32_t>(bracket) + 1);
    }
  }

 private:
  void add(CompletionItem item, std::string insert) {
    item.insert = std::move(insert);
    item.filter = item.label;
    completion_.items.push_back(std::move(item));
  }

  void offer_marker(std::uint32_t begin) {
    completion_.replace = {begin, word_end(completion_.offset)};
    for (const std::string_view verb : {"ignore", "ignore-file"}) offer_verb(verb, kMarker, false);
  }

  void offer_verbs(std::uint32_t begin, bool needs_blank) {
    const std::string_view typed = snapshot_.text.bytes({begin, completion_.offset});
    if (!std::all_of(typed.begin(), typed.end(), is_word)) return;
    completion_.replace = {begin, word_end(completion_.offset)};
    for (const std::string_view verb : {"ignore", "ignore-file"}) offer_verb(verb, {}, needs_blank);
  }

  void offer_verb(std::string_view verb, std::string_view marker, bool needs_blank) {
    const std::string before =
        marker.empty() ? (needs_blank ? " " : "") : std::string(marker) + " ";
    const bool bracket = next_byte() == '[';
    CompletionItem item;
    item.kind = CompletionKind::snippet;
    item.label = (marker.empty() ? "" : std::string(marker) + " ") + std::string(verb);
    item.detail = verb == "ignore" ? "for this line, or the entry below" : "for the whole file";
    item.description = item.detail;
    std::string insert = before + std::string(verb);
    if (!bracket) insert += options_.snippets ? "[$1]$0" : "[";
    item.snippet = options_.snippets && !bracket;
    add(std::move(item), std::move(insert));
  }

  void offer_selectors(std::uint32_t list) {
    const std::uint32_t offset = completion_.offset;
    std::uint32_t begin = offset;
    const std::string_view text = snapshot_.text.bytes();
    while (begin > list && is_word(text[begin - 1])) --begin;
    completion_.replace = {begin, word_end(offset)};
    const std::optional<Suppression> own = own_suppression();
    if (own) {
      for (const Suppression::Selector& selector : own->selectors) {
        if (!selector.span.touches(offset)) given_.emplace(selector.name);
      }
      offer_found(*own);
    }
    std::set<std::string_view> groups;
    for (const RegisteredRule& rule : options_.rules) {
      groups.insert(rule.group);
      offer_rule(rule, "");
    }
    for (const std::string_view group : groups) offer_selector(group, "all rules of this group");
    offer_selector(kShellCheck, "all findings of ShellCheck");
    offer_selector("all", "everything");
  }

  // The rules that have something to say there.
  void offer_found(const Suppression& own) {
    if (!options_.findings) return;
    for (const buildspec::Diagnostic& finding : options_.findings()) {
      if (finding.rule == nullptr || finding.rule->group == "suppressions") continue;
      if (own.covers.touches(finding.span.begin)) {
        offer_rule(*finding.rule, own.whole_file ? "found in this file" : "found here");
      }
    }
  }

  void offer_rule(const RegisteredRule& rule, std::string_view description) {
    if (!given_.insert(rule.id()).second) return;
    CompletionItem item;
    item.kind = CompletionKind::rule;
    item.label = rule.id();
    item.detail = rule.rule->meta.summary;
    item.description = description.empty() ? rule.group : description;
    item.commit = ",]";
    item.topic = {TopicKind::rule, {}, item.label};
    add(std::move(item), std::string(rule.id()));
  }

  void offer_selector(std::string_view name, std::string_view detail) {
    if (!given_.insert(name).second) return;
    CompletionItem item;
    item.kind = CompletionKind::rule;
    item.label = name;
    item.detail = detail;
    item.description = detail;
    item.commit = ",]";
    item.topic = {TopicKind::rule, {}, item.label};
    add(std::move(item), std::string(name));
  }

  [[nodiscard]] std::optional<Suppression> own_suppression() const {
    for (Suppression& suppression : find_suppressions(snapshot_)) {
      if (suppression.comment == comment_) return std::move(suppression);
    }
    return std::nullopt;
  }

  [[nodiscard]] std::uint32_t word_end(std::uint32_t at) const {
    const std::string_view text = snapshot_.text.bytes();
    while (at < comment_.end && is_word(text[at])) ++at;
    return at;
  }

  [[nodiscard]] char next_byte() const {
    const std::uint32_t end = completion_.replace.end;
    return end < comment_.end ? snapshot_.text.bytes()[end] : '\0';
  }

  const Snapshot& snapshot_;
  Span comment_;
  const CompletionOptions& options_;
  Completion& completion_;
  std::set<std::string_view> given_;  // views of the text and of the registry
};

}  // namespace

bool offer_suppressions(const Snapshot& snapshot, std::uint32_t offset,
                        const CompletionOptions& options, Completion& completion) {
  const std::optional<Span> comment = snapshot.tree->comment_at(offset);
  if (!comment || offset <= comment->begin) return false;
  SuppressionWriter(snapshot, *comment, options, completion).offer();
  return true;
}

}  // namespace buildspec::ide
