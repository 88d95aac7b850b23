// Recovery is the product: of what stands on lines that an edit leaves alone, how much is still in
// the tree while the edit is half done?
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/syntax/facts.h"
#include "linter/syntax/tree.h"
#include "tests/support/corpus.h"
#include "tests/syntax/recovery_states.h"

namespace buildspec {
namespace {

using test::Typing;
using test::TypingState;

// A fact of the original and the lines on which it stands: its own and its ancestors' keys'.
struct PlacedFact {
  std::string identity;  // kind, path and value
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  std::vector<std::uint32_t> key_lines;
};

std::string identity_of(FactKind kind, std::string_view path, std::string_view value) {
  std::string identity(name(kind));
  identity.append(1, '\t').append(path).append(1, '\t').append(value);
  return identity;
}

// The facts of a tree, each with its lines. Recurses: real files are not deep.
class Places {
 public:
  explicit Places(const Tree& tree) : text_(tree.text()), facts_(buildspec::facts(tree)) {
    if (tree.root()) visit(tree.root());
    REQUIRE(placed_.size() == facts_.size());
  }
  [[nodiscard]] const std::vector<PlacedFact>& facts() const { return placed_; }

 private:
  void place(Node node) {
    const Fact& fact = facts_.at(placed_.size());
    const Span span = node.span();
    placed_.push_back({identity_of(fact.kind, fact.path, fact.value), text_.line_of(span.begin),
                       text_.line_of(span.end), keys_});
  }
  void visit(Node node) {
    if (node.is_sequence()) {
      for (const Node item : node.items()) visit(item);
    } else if (node.is_mapping()) {
      for (const auto [key, value] : node.pairs()) {
        place(key);
        keys_.push_back(text_.line_of(key.span().begin));
        visit(value);
        keys_.pop_back();
      }
    } else {
      place(node);
    }
  }

  const SourceText& text_;
  std::vector<Fact> facts_;
  std::vector<PlacedFact> placed_;
  std::vector<std::uint32_t> keys_;
};

// Whether the edit leaves alone the lines that a fact depends on.
bool is_untouched(const PlacedFact& fact, const TypingState& state) {
  const auto touched = [&state](std::uint32_t line) {
    return state.first_line <= line && line < state.end_line;
  };
  if (state.first_line == state.end_line) {
    // Lines put into a scalar, or right behind one of several lines, may be a part of it.
    const bool several = fact.first_line != fact.last_line;
    return !several || state.first_line <= fact.first_line || state.first_line > fact.last_line + 1;
  }
  for (std::uint32_t line = fact.first_line; line <= fact.last_line; ++line) {
    if (touched(line)) return false;
  }
  return std::none_of(fact.key_lines.begin(), fact.key_lines.end(), touched);
}

struct Survival {
  std::size_t facts = 0;
  std::size_t kept = 0;
  std::string lost;  // the first that is lost
};

Survival survival(const std::vector<PlacedFact>& original, const TypingState& state) {
  std::map<std::string, int, std::less<>> found;
  for (const Fact& fact : facts(*parse(SourceText(state.text)))) {
    ++found[identity_of(fact.kind, fact.path, fact.value)];
  }
  Survival result;
  for (const PlacedFact& fact : original) {
    if (!is_untouched(fact, state)) continue;
    ++result.facts;
    const auto at = found.find(fact.identity);
    if (at != found.end() && at->second > 0) {
      --at->second;
      ++result.kept;
    } else if (result.lost.empty()) {
      result.lost = fact.identity;
    }
  }
  return result;
}

struct Figures {
  std::size_t states = 0;
  std::size_t whole = 0;      // everything kept
  std::size_t collapsed = 0;  // more than half lost
  double sum = 0;             // of the shares kept

  void add(double share) {
    ++states;
    sum += share;
    if (share == 1.0) ++whole;
    if (share < 0.5) ++collapsed;
  }
  [[nodiscard]] double mean() const { return 100.0 * sum / static_cast<double>(states); }
  [[nodiscard]] double percent(std::size_t count) const {
    return 100.0 * static_cast<double>(count) / static_cast<double>(states);
  }
  void print(std::string_view title) const {
    std::printf("  %-18.*s %6zu states  mean %6.2f %%  whole %6.2f %%  over half lost %5.2f %%\n",
                static_cast<int>(title.size()), title.data(), states, mean(), percent(whole),
                percent(collapsed));
  }
};

// The states that lose most, for whoever improves the parser: $BUILDSPEC_RECOVERY_REPORT names a
// file for them.
class Losses {
 public:
  void add(double share, const std::string& file, const TypingState& state, std::string lost) {
    if (share == 1.0) return;
    losses_.push_back({share, file, state, std::move(lost)});
  }
  void write() {
    const char* const path = std::getenv("BUILDSPEC_RECOVERY_REPORT");
    if (path == nullptr) return;
    std::stable_sort(losses_.begin(), losses_.end(),
                     [](const Loss& a, const Loss& b) { return a.share < b.share; });
    std::ofstream out(path);
    for (const Loss& loss : losses_) {
      out << loss.share << '\t' << test::name(loss.state.typing) << '\t' << loss.file << ":"
          << loss.state.first_line + 1 << "\tlost " << escaped(loss.lost) << '\n';
      std::size_t begin = 0;
      for (std::uint32_t line = 0; begin < loss.state.text.size(); ++line) {
        const std::size_t end = std::min(loss.state.text.find('\n', begin), loss.state.text.size());
        if (line + 4 > loss.state.first_line && line < loss.state.first_line + 5) {
          out << "    | " << loss.state.text.substr(begin, end - begin) << '\n';
        }
        begin = end + 1;
      }
    }
  }

 private:
  struct Loss {
    double share = 0;
    std::string file;
    TypingState state;
    std::string lost;
  };
  std::vector<Loss> losses_;
};

}  // namespace

TEST_CASE("what is half typed leaves the rest of the document alone") {
  constexpr int kStatesPerFile = 6;
  test::Random random(20);
  std::array<Figures, test::kTypings> by_typing;
  Figures all;
  Losses losses;
  for (const test::CorpusFile& file : test::corpus()) {
    const TreePtr tree = parse(SourceText(file.bytes));
    const std::vector<PlacedFact> original = Places(*tree).facts();
    for (std::size_t typing = 0; typing < test::kTypings; ++typing) {
      for (int i = 0; i < kStatesPerFile; ++i) {
        const TypingState state =
            test::typing_state(static_cast<Typing>(typing), file.bytes, random);
        if (state.text.empty()) continue;
        Survival result = survival(original, state);
        if (result.facts == 0) continue;
        const double share = static_cast<double>(result.kept) / static_cast<double>(result.facts);
        by_typing[typing].add(share);
        all.add(share);
        losses.add(share, file.name, state, std::move(result.lost));
      }
    }
  }
  if (test::corpus().empty()) return;
  std::printf("facts on untouched lines that survive an edit half done:\n");
  for (std::size_t typing = 0; typing < test::kTypings; ++typing) {
    by_typing[typing].print(test::name(static_cast<Typing>(typing)));
    CHECK(by_typing[typing].states > 800);
  }
  all.print("all");
  losses.write();
  CHECK(all.mean() >= 99.5);
  CHECK(all.percent(all.collapsed) <= 0.3);
}

}  // namespace buildspec
