#include "tests/rules/fix_check.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "linter/syntax/facts.h"
#include "linter/syntax/tree.h"

namespace buildspec::test {
namespace {

// Rules whose fixes move sections: what they hold keeps its values, not its path.
constexpr std::array<std::string_view, 7> kMovers{
    "misplaced-key", "scalar-for-list",       "misplaced-section", "unknown-phase",
    "duplicate-key", "typographic-character", "old-version"};

// Where the bytes of a text are after edits, which are sorted and do not overlap.
class Moved {
 public:
  explicit Moved(std::vector<Edit> edits) : edits_(std::move(edits)) {}

  [[nodiscard]] bool touched(Span span) const {
    return std::any_of(edits_.begin(), edits_.end(), [span](const Edit& edit) {
      return edit.span.begin <= span.end && span.begin <= edit.span.end;
    });
  }
  // Of an offset outside the edits; of one inside, the begin of what replaces it.
  [[nodiscard]] std::uint32_t operator()(std::uint32_t offset) const {
    std::int64_t shift = 0;
    for (const Edit& edit : edits_) {
      if (edit.span.begin > offset || (edit.span.begin == offset && !edit.span.empty())) break;
      if (edit.span.end > offset) return static_cast<std::uint32_t>(edit.span.begin + shift);
      shift += static_cast<std::int64_t>(edit.text.size()) - edit.span.size();
    }
    return static_cast<std::uint32_t>(offset + shift);
  }

 private:
  std::vector<Edit> edits_;
};

struct Leaf {
  Span span;
  std::string path;  // keys that the fix touches are "*"
  std::string value;
};

class Leaves {
 public:
  Leaves(const Tree& tree, const Moved* moved) : moved_(moved) {
    if (tree.root()) walk(tree.root(), "", 0);
  }
  std::vector<Leaf> found;

 private:
  void walk(Node node, const std::string& path, int depth) {
    constexpr int kMostDepth = 200;
    if (depth > kMostDepth) return;
    if (node.is_mapping()) {
      for (const auto [key, value] : node.pairs()) {
        add(key, path + "/#");
        walk(value, path + "/" + step(key), depth + 1);
      }
    } else if (node.is_sequence()) {
      for (const Node item : node.items()) walk(item, path + "/[]", depth + 1);
    } else {
      add(node, path);
    }
  }
  [[nodiscard]] std::string step(Node key) const {
    if (moved_ != nullptr && moved_->touched(key.span())) return "*";
    return std::string(key.scalar().value());
  }
  void add(Node node, std::string path) {
    if (!node.is_scalar()) return;
    found.push_back({node.span(), std::move(path), std::string(node.scalar().value())});
  }
  const Moved* moved_;
};

// Two paths, of which the first one may hold "*" for a key.
bool same_path(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::size_t end_a = a.find('/', 1);
    const std::size_t end_b = b.find('/', 1);
    const std::string_view step_a = a.substr(0, end_a);
    if (step_a != "/*" && step_a != b.substr(0, end_b)) return false;
    a = end_a == std::string_view::npos ? "" : a.substr(end_a);
    b = end_b == std::string_view::npos ? "" : b.substr(end_b);
  }
  return a.empty() && b.empty();
}

class Check {
 public:
  Check(const LintEngine& engine, const Snapshot& before, const Diagnostic& finding, const Fix& fix)
      : engine_(engine), before_(before), finding_(finding), fix_(fix) {}

  std::vector<std::string> run() {
    std::vector<Edit> edits = fix_.edits;
    std::sort(edits.begin(), edits.end(),
              [](const Edit& a, const Edit& b) { return a.span < b.span; });
    if (!well_formed(edits)) return problems_;
    const Moved moved(edits);
    std::string text = apply_edits(before_.text.bytes(), edits);
    if (text == before_.text.bytes()) return {"changes nothing"};
    const SnapshotPtr after = analyze(before_.uri, 0, SourceText(text), before_.facts);
    still_parses(*after, moved);
    if (!problems_.empty()) return problems_;
    if (!before_.fault) {
      same_outside(*after, moved);
      same_comments(*after, moved);
    }
    if (fix_.applicability != Applicability::manual) finding_gone(*after, moved);
    return problems_;
  }

 private:
  void problem(std::string text) { problems_.push_back(std::move(text)); }

  bool well_formed(const std::vector<Edit>& edits) {
    if (edits.empty()) problem("has no edits");
    const std::string_view text = before_.text.bytes();
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < edits.size(); ++i) {
      const Span span = edits[i].span;
      if (span.end < span.begin || span.end > text.size()) problem("edits beyond the text");
      if (i > 0 && (span.begin < end || (span.begin == end && edits[i - 1].span == span)))
        problem("has edits that overlap");
      const auto inside = [&](std::uint32_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
      };
      if (inside(span.begin) || inside(span.end)) problem("cuts a character");
      end = span.end;
    }
    return problems_.empty();
  }

  void still_parses(const Snapshot& after, const Moved& moved) {
    if (!after.fault) return;
    if (!before_.fault) {
      problem("breaks the YAML: " + after.fault->message);
    } else if (after.fault->place.begin == moved(before_.fault->place.begin) &&
               after.fault->message == before_.fault->message &&
               fix_.applicability == Applicability::safe) {
      problem("leaves the fault where it was");
    }
  }

  void same_outside(const Snapshot& after, const Moved& moved) {
    const bool moves =
        std::find(kMovers.begin(), kMovers.end(), finding_.rule->id()) != kMovers.end();
    std::map<Span, Leaf> later;
    for (Leaf& leaf : Leaves(*after.tree, nullptr).found) later[leaf.span] = std::move(leaf);
    for (const Leaf& leaf : Leaves(*before_.tree, &moved).found) {
      if (moved.touched(leaf.span)) continue;
      const auto same = later.find({moved(leaf.span.begin), moved(leaf.span.end)});
      if (same == later.end()) {
        problem("loses " + leaf.path + " " + escaped(leaf.value));
      } else if (same->second.value != leaf.value) {
        problem("changes " + escaped(leaf.value) + " to " + escaped(same->second.value));
      } else if (!moves && !same_path(leaf.path, same->second.path)) {
        problem("moves " + leaf.path + " to " + same->second.path);
      }
      if (problems_.size() > 3) return;
    }
  }

  static std::vector<Span> comments(const Snapshot& snapshot) {
    std::vector<Span> found;
    const std::string_view text = snapshot.text.bytes();
    for (std::size_t at = text.find('#'); at != std::string_view::npos;
         at = text.find('#', at + 1)) {
      const auto comment = snapshot.tree->comment_at(static_cast<std::uint32_t>(at));
      if (!comment || comment->begin != at) continue;
      found.push_back(*comment);
      at = comment->end;
    }
    return found;
  }

  // A comment that no edit replaces stands in the text afterwards, too. One that an edit does
  // replace must come back in what that edit writes.
  void same_comments(const Snapshot& after, const Moved& moved) {
    std::vector<std::string> later;
    for (const Span span : comments(after)) later.emplace_back(after.text.bytes(span));
    std::string written;
    for (const Edit& edit : fix_.edits) written += edit.text;
    for (const Span span : comments(before_)) {
      const std::string text(before_.text.bytes(span));
      const auto same = std::find(later.begin(), later.end(), text);
      if (same != later.end()) {
        later.erase(same);
      } else if (!moved.touched(span) || written.find(text) == std::string::npos) {
        // What the finding itself is about may go: a comment that cuts a command short.
        if (finding_.span.end < span.begin || span.end < finding_.span.begin)
          problem("loses the comment " + text);
      }
    }
  }

  void finding_gone(const Snapshot& after, const Moved& moved) {
    const std::vector<Diagnostic> left = engine_.run(after);
    const auto count_errors = [](const std::vector<Diagnostic>& all) {
      return std::count_if(all.begin(), all.end(),
                           [](const Diagnostic& each) { return each.severity == Severity::error; });
    };
    for (const Diagnostic& each : left) {
      if (each.rule->id() == finding_.rule->id() && each.message == finding_.message &&
          each.span.begin == moved(finding_.span.begin))
        problem("leaves its finding where it was");
    }
    const std::vector<Diagnostic> earlier = engine_.run(before_);
    if (before_.fault || count_errors(left) <= count_errors(earlier)) return;
    for (const Diagnostic& each : left) {
      const bool known = std::any_of(earlier.begin(), earlier.end(), [&](const Diagnostic& old) {
        return old.rule == each.rule && old.message == each.message;
      });
      if (each.severity == Severity::error && !known)
        problem("brings an error: " + std::string(each.rule->id()) + ": " + each.message);
    }
  }

  const LintEngine& engine_;
  const Snapshot& before_;
  const Diagnostic& finding_;
  const Fix& fix_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> problems_of(const LintEngine& engine, const Snapshot& before,
                                     const Diagnostic& finding, const Fix& fix) {
  return Check(engine, before, finding, fix).run();
}

}  // namespace buildspec::test
