// Every rule's defect, planted into real files of many shapes, is found where it was planted, and
// by this rule only; its fixes hold there. rules/README.md describes the seeds.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/engine.h"
#include "linter/lint/registry.h"
#include "rules/registry.h"
#include "tests/rules/fix_check.h"
#include "tests/seeding/hosts.h"
#include "tests/seeding/planter.h"
#include "tests/seeding/seeds.h"
#include "tests/support/corpus.h"

namespace buildspec::test {
namespace {

constexpr std::uint32_t kPerSeed = 60;
constexpr std::uint32_t kPerRule = 60;  // at least, where a rule has a single seed
constexpr std::uint32_t kTurns = 1'500;
constexpr std::uint32_t kFewest = 30;
constexpr double kFound = 0.99;
constexpr double kDoubles = 0.01;

// With what is off by default as well.
const LintEngine& engine() {
  static const LintEngine kEngine(all_rules(), [] {
    RuleSelection selection;
    selection.settings.push_back({"all", std::nullopt, true, false});
    return selection;
  }());
  return kEngine;
}

struct Tally {
  std::uint32_t planted = 0;
  std::uint32_t found = 0;
  std::uint32_t exact = 0;
  std::uint32_t fixes = 0;  // that were tried
  std::uint32_t bad_fixes = 0;
  std::map<std::string, std::uint32_t> doubles;  // by rule
  std::map<std::string, std::uint32_t> allowed;
  std::map<std::string, std::uint32_t> pedantic;  // by rules that are off by default
  std::vector<std::string> failures;
};

std::filesystem::path output() {
  const std::filesystem::path folder = std::filesystem::path(BUILDSPEC_BINARY_DIR) / "seeding";
  std::filesystem::create_directories(folder);
  return folder;
}

// A finding in offsets of the text with LF.
struct Seen {
  std::string rule;
  Span span;
  std::string message;
};

struct Judged {
  SnapshotPtr snapshot;
  std::vector<Diagnostic> findings;
  std::vector<Seen> seen;  // one each
};

Judged lint(const std::string& text, bool crlf, const ProjectFactsPtr& facts) {
  const std::string bytes = crlf ? with_crlf(text) : text;
  const auto back = [&](std::uint32_t offset) {
    if (!crlf) return offset;
    const auto breaks = std::count(bytes.begin(), bytes.begin() + offset, '\n');
    return offset - static_cast<std::uint32_t>(breaks);
  };
  Judged judged;
  judged.snapshot = analyze("buildspec.yml", 0, SourceText(bytes), facts);
  judged.findings = engine().run(*judged.snapshot);
  for (const Diagnostic& finding : judged.findings) {
    judged.seen.push_back({std::string(finding.rule->id()),
                           {back(finding.span.begin), back(finding.span.end)},
                           finding.message});
  }
  return judged;
}

// Where an offset of the host stands now; nothing for what was replaced.
std::optional<std::uint32_t> moved(std::uint32_t offset, const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    if (offset < change.before.begin) continue;
    if (offset < change.before.end) return std::nullopt;
    offset = offset - change.before.size() + change.length;
  }
  return offset;
}

bool overlap(Span a, Span b) {
  if (a.empty() || b.empty()) return a.touches(b.begin) || b.touches(a.begin);
  return a.begin < b.end && b.begin < a.end;
}

// One rule's work on all its seeds.
class Sowing {
 public:
  Sowing(const RegisteredRule& rule, const Seeds& seeds) : rule_(rule.id()), seeds_(seeds) {
    const char* const show = std::getenv("SEEDING_SHOW");
    show_ = show == nullptr ? 0 : static_cast<std::uint32_t>(std::atoi(show));
  }

  Tally run() && {
    const auto count = static_cast<std::uint32_t>(seeds_.seeds.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t want = std::max(kPerSeed, (kPerRule + count - 1) / count);
      sow(seeds_.seeds[i], i, want);
    }
    return std::move(tally_);
  }

 private:
  void sow(const Seed& seed, std::uint32_t number, std::uint32_t want) {
    std::uint64_t start = number + 1;
    for (const char c : rule_) start = start * 131 + static_cast<unsigned char>(c);
    Random random(start);
    std::vector<std::size_t> order(hosts().size());
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    const std::uint32_t before = tally_.planted;
    std::uint32_t shown = 0;
    for (std::size_t turn = 0; turn < kTurns && tally_.planted - before < want; ++turn) {
      Host& host = hosts()[order[turn % order.size()]];
      if (!suits(host, seed)) continue;
      const HostShape shape = shape_for(seed, random);
      const std::string* const text = in_shape(host, shape);
      if (text == nullptr) continue;
      const auto planted = plant(seed, *text, random);
      if (!planted) continue;
      const bool show = shown < show_;
      if (judge_planting(seed, host, shape, *text, *planted, show) && show) ++shown;
    }
    if (tally_.planted == before) fail(seed, "could not be planted anywhere");
  }

  static bool suits(const Host& host, const Seed& seed) {
    if (host.windows != seed.needs.windows) return false;
    for (const std::string& text : seed.needs.without) {
      if (host.bytes.find(text) != std::string::npos) return false;
    }
    return seed.needs.format.empty() || seed.needs.format == host.format;
  }

  static HostShape shape_for(const Seed& seed, Random& random) {
    switch (seed.needs.shape) {
      case Needs::Shape::block: return static_cast<HostShape>(random.below(6));
      case Needs::Shape::yaml: return static_cast<HostShape>(random.below(8));
      case Needs::Shape::json: return static_cast<HostShape>(8 + random.below(2));
      case Needs::Shape::any: break;
    }
    // Half of them as they were written.
    return random.below(3) == 0 ? HostShape::as_it_is
                                : static_cast<HostShape>(random.below(kHostShapes));
  }

  // False where the host had such a finding there already.
  bool judge_planting(const Seed& seed, const Host& host, HostShape shape, const std::string& text,
                      const Planted& planted, bool show) {
    const bool crlf = shape == HostShape::crlf;
    const SourceText source(planted.text);
    const std::uint32_t first = source.line_of(planted.place.begin);
    const std::uint32_t last = source.line_of(planted.place.end);
    const auto at_place = [&](std::uint32_t offset) {
      const std::uint32_t line = source.line_of(offset);
      return first <= line && line <= last;
    };
    std::set<std::pair<std::string, std::uint32_t>> before;
    for (const Seen& seen : lint(text, crlf, seed.facts).seen) {
      if (const auto at = moved(seen.span.begin, planted.changes)) before.emplace(seen.rule, *at);
    }
    for (const auto& [rule, at] : before) {
      if (rule == rule_ && at_place(at)) return false;
    }
    const Judged judged = lint(planted.text, crlf, seed.facts);
    const std::vector<Seen>& after = judged.seen;
    ++tally_.planted;
    std::vector<Span> ours;
    bool exact = false;
    bool failed = false;
    for (std::size_t i = 0; i < after.size(); ++i) {
      const Seen& seen = after[i];
      if (seen.rule != rule_ || !at_place(seen.span.begin)) continue;
      ours.push_back(seen.span);
      exact = exact || std::find(planted.exact.begin(), planted.exact.end(), seen.span) !=
                           planted.exact.end();
      if (!fixes_hold(seed, judged, i)) failed = true;
    }
    failed = failed || ours.empty();
    tally_.found += ours.empty() ? 0 : 1;
    tally_.exact += exact ? 1 : 0;
    std::set<std::string> doubled;
    for (const Seen& seen : after) {
      if (seen.rule == rule_ || before.count({seen.rule, seen.span.begin}) != 0) continue;
      const bool there = std::any_of(ours.begin(), ours.end(),
                                     [&](Span span) { return overlap(span, seen.span); });
      if (there) doubled.insert(seen.rule);
    }
    for (const std::string& rule : doubled) {
      const bool allowed = seed.beside.count(rule) != 0;
      const RegisteredRule* const other = find_rule(all_rules(), rule);
      const bool pedantic = other != nullptr && !other->rule->meta.on_by_default;
      ++(allowed ? tally_.allowed : pedantic ? tally_.pedantic : tally_.doubles)[rule];
      failed = failed || (!allowed && !pedantic);
    }
    if (failed || show) tell(seed, host, shape, planted, crlf, after, failed);
    return true;
  }

  // Every fix, alone, does what a fix must.
  bool fixes_hold(const Seed& seed, const Judged& judged, std::size_t number) {
    const Diagnostic& finding = judged.findings[number];
    bool hold = true;
    for (const Fix& fix : finding.fixes) {
      ++tally_.fixes;
      for (const std::string& problem : problems_of(engine(), *judged.snapshot, finding, fix)) {
        // What goes may take its own note along.
        const bool goes =
            fix.title.starts_with("Remove") || fix.applicability == Applicability::manual;
        const bool note = problem.starts_with("loses the comment #") && problem.ends_with("a note");
        if (goes && note) continue;
        ++tally_.bad_fixes;
        fail(seed, "the fix “" + fix.title + "” " + problem);
        hold = false;
      }
    }
    return hold;
  }

  void fail(const Seed& seed, const std::string& what) {
    tally_.failures.push_back("line " + std::to_string(seed.line) + " of its seeds: " + what);
  }

  // Writes the text, and says what was expected and what came instead.
  void tell(const Seed& seed, const Host& host, HostShape shape, const Planted& planted, bool crlf,
            const std::vector<Seen>& after, bool failed) {
    const SourceText source(planted.text);
    const auto line = [&](std::uint32_t at) { return std::to_string(source.line_of(at) + 1); };
    const bool json = shape == HostShape::json || shape == HostShape::json_line;
    const std::filesystem::path path =
        output() / (rule_ + "-" + std::to_string(seed.line) + "-" + std::to_string(++written_) +
                    (failed ? "" : "-found") + (json ? ".json" : ".yml"));
    std::ofstream(path, std::ios::binary) << (crlf ? with_crlf(planted.text) : planted.text);
    if (!failed) {
      std::fprintf(stderr, "found: %s, line %s (%s)\n", path.string().c_str(),
                   line(planted.place.begin).c_str(), planted.form.c_str());
      return;
    }
    std::string what = "in " + host.name + " (" + std::string(name(shape)) + ", " + planted.form +
                       "), expected on line " + line(planted.place.begin);
    if (line(planted.place.begin) != line(planted.place.end)) {
      what += " to " + line(planted.place.end);
    }
    what += ": " + path.string();
    int told = 0;
    for (const Seen& seen : after) {
      const bool near = overlap(seen.span, planted.place) || seen.rule == rule_;
      if (near && ++told <= 6) {
        what += "\n      " + line(seen.span.begin) + ": " + seen.rule + ": " + seen.message;
      }
    }
    fail(seed, what);
  }

  std::string rule_;
  const Seeds& seeds_;
  Tally tally_;
  std::uint32_t show_ = 0;
  std::uint32_t written_ = 0;
};

std::string counted(const std::map<std::string, std::uint32_t>& rules) {
  std::string text;
  for (const auto& [rule, count] : rules) {
    text += (text.empty() ? "" : ", ") + rule + " " + std::to_string(count);
  }
  return text;
}

void print_row(std::string_view rule, const Tally& tally) {
  const auto percent = [&](std::uint32_t count) {
    return tally.planted == 0 ? 0.0 : 100.0 * count / tally.planted;
  };
  std::string doubles = counted(tally.doubles);
  const std::string pedantic = counted(tally.pedantic);
  if (!pedantic.empty()) doubles += (doubles.empty() ? "" : "; ") + ("pedantic: " + pedantic);
  const std::string allowed = counted(tally.allowed);
  if (!allowed.empty()) doubles += (doubles.empty() ? "" : "; ") + ("allowed: " + allowed);
  std::printf("%-32.*s %7u %7.1f%% %7.1f%% %6u %4u  %s\n", static_cast<int>(rule.size()),
              rule.data(), tally.planted, percent(tally.found), percent(tally.exact), tally.fixes,
              tally.bad_fixes, doubles.c_str());
}

void check_tally(const RegisteredRule& rule, const Tally& tally, bool all_failures) {
  INFO("rules/" << rule.group << "/" << rule.id() << "/seeds.yml");
  std::string told;
  std::size_t left = all_failures ? 1'000 : 3;
  for (const std::string& failure : tally.failures) {
    if (left-- == 0) break;
    told += "\n  " + failure;
  }
  INFO(told);
  CHECK(tally.planted >= kFewest);
  CHECK(tally.found >= kFound * tally.planted);
  CHECK(tally.bad_fixes == 0);
  for (const auto& each : tally.doubles) {
    INFO(each.first << " says the same in " << each.second << " of " << tally.planted);
    CHECK(each.second <= kDoubles * tally.planted);
  }
}

}  // namespace

TEST_CASE("paths of seeds") {
  const auto path = read_path("phases.*.commands[12]");
  REQUIRE(path);
  REQUIRE(path->size() == 4);
  CHECK((*path)[0].key == "phases");
  CHECK((*path)[1].kind == PathPart::Kind::any_key);
  CHECK((*path)[3].index == 12);
  CHECK(read_path("artifacts.files[+]")->back().kind == PathPart::Kind::new_item);
  CHECK(read_path("[*]")->back().kind == PathPart::Kind::any_item);
  CHECK(!read_path("a..b"));
  CHECK(!read_path("a[x]"));
  CHECK(!read_path("a."));
}

TEST_CASE("a planted command stands in the text as it was meant, in every shape") {
  Seeds seeds = read_seeds("- plant:\n    - command: echo \"a 'b' $C\" && make x\n  at: $C\n");
  REQUIRE(seeds.problems.empty());
  std::set<std::string> used;
  Random random(1);
  for (std::size_t i = 0; i < std::min<std::size_t>(hosts().size(), 40); ++i) {
    for (std::uint32_t shape = 0; shape < kHostShapes; ++shape) {
      const std::string* const text = in_shape(hosts()[i], static_cast<HostShape>(shape));
      if (text == nullptr) continue;
      const auto planted = plant(seeds.seeds.front(), *text, random);
      if (!planted) continue;
      used.insert(planted->form);
      const Span exact = planted->exact.front();
      CHECK(planted->text.substr(exact.begin, exact.size()) == "$C");
      CHECK(planted->place.contains(exact));
    }
  }
  CHECK(used.size() >= 8);
}

TEST_CASE("what is no defect is not counted as found") {
  const RegisteredRule* const rule = find_rule(all_rules(), "mapping-command");
  REQUIRE(rule != nullptr);
  const Seeds harmless = read_seeds("- plant:\n    - command: make test\n");
  const Tally nothing = Sowing(*rule, harmless).run();
  CHECK(nothing.planted >= kFewest);
  CHECK(nothing.found == 0);
  CHECK(!nothing.failures.empty());
}

TEST_CASE("every rule finds its defect where it was planted") {
  const char* const only = std::getenv("SEEDING");
  std::string without;
  std::printf("%-32s %7s %8s %8s %6s %4s  %s\n", "rule", "planted", "on line", "exact", "fixes",
              "bad", "doubles");
  for (const RegisteredRule& rule : all_rules()) {
    if (only != nullptr && rule.id() != only) continue;
    const std::filesystem::path path = std::filesystem::path(BUILDSPEC_SOURCE_DIR) / "rules" /
                                       rule.group / rule.id() / "seeds.yml";
    if (!std::filesystem::exists(path)) {
      without += " " + std::string(rule.id());
      continue;
    }
    const Seeds seeds = read_seeds(read_file(path));
    for (const std::string& problem : seeds.problems) {
      FAIL_CHECK(path.string() << ": " << problem);
    }
    if (!seeds.none.empty() || !seeds.problems.empty()) continue;
    const Tally tally = Sowing(rule, seeds).run();
    print_row(rule.id(), tally);
    check_tally(rule, tally, only != nullptr);
  }
  CHECK_MESSAGE(without.empty(), "without seeds:" << without);
}

}  // namespace buildspec::test
