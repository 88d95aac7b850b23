// Our verdicts and facts against go-yaml, the parser of the service, over real files and thousands
// of broken ones.
#include <doctest/doctest.h>

#include <cstddef>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/facts.h"
#include "linter/syntax/oracle.h"
#include "linter/syntax/oracle_document.h"
#include "linter/syntax/tree.h"
#include "tests/support/corpus.h"
#include "tests/syntax/facts_document.h"
#include "tests/syntax/oracle_goyaml.h"
#include "tests/syntax/oracle_mutations.h"

namespace buildspec {
namespace {

std::string verdict_of(const std::optional<SyntaxFault>& fault) {
  if (!fault) return "ok";
  std::string text = "error ";
  for (const char c : fault->message) {
    if (c == '\n') {
      text += "\\n";
    } else if (c == '\r') {
      text += "\\r";
    } else {
      text += c;
    }
  }
  return text;
}

// Behind brackets the two read ahead differently far, and so may meet another of several mistakes
// first: go-yaml v2 forgets that a flow collection could be a key when nothing in it could be one
// (`{}`, `[}`, `{: a}`), and has no keys in front of a question mark in a flow collection.
bool reads_ahead_differently(std::string_view text) {
  const std::size_t bracket = text.find_first_of("[{");
  if (bracket == std::string_view::npos) return false;
  if (text.find('?', bracket) != std::string_view::npos) return true;
  for (std::size_t at = text.find_first_of("[{"); at != std::string_view::npos;
       at = text.find_first_of("[{", at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", at + 1);
    if (next != std::string_view::npos &&
        std::string_view("]}:?-").find(text[next]) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// What was compared, and the first few differences of each sort.
class Comparison {
 public:
  void compare(const std::string& record, const test::GoAnswer& go) {
    const TreePtr tree = parse(SourceText(record));
    const bool accepted = go.v2 == "ok";
    ++records_;
    if (!accepted) ++refused_;
    if (tree->certain()) {
      ++certain_;
      if (!accepted) note("certain of what go-yaml refuses", record, go.v2);
    }
    const std::string asked = verdict_of(ask_oracle(record));
    if (asked != go.v2 && asked != "ok" && !accepted && reads_ahead_differently(record)) {
      ++excused_;
    } else if (asked != go.v2) {
      note("oracle's verdict", record, asked + " / " + go.v2);
    }
    const std::string ours = verdict_of(judge(*tree));
    if (ours != go.v2 && asked == go.v2) note("verdict", record, ours + " / " + go.v2);
    const bool cut_short = oracle::read_document(record).cut_short.has_value();
    if (cut_short) ++cut_short_;
    if (accepted && go.facts && !cut_short) {
      ++facts_;
      const std::string found = test::facts_of(*tree);
      if (found != *go.facts) note("facts", record, first_difference(found, *go.facts));
    }
  }

  void report(std::string_view title) const {
    std::cout << title << ": " << records_ << " records, " << refused_ << " refused, certain of "
              << certain_ << " of the " << records_ - refused_ << " accepted, " << facts_
              << " structures compared; " << cut_short_
              << " that go-yaml stops reading too early left out; " << excused_
              << " faults in another order\n";
    for (const auto& [sort, count] : differences_) {
      std::cout << "  " << count << " times: " << sort << '\n';
    }
    std::cout << examples_;
  }
  [[nodiscard]] std::size_t records() const { return records_; }
  [[nodiscard]] std::size_t refused() const { return refused_; }
  [[nodiscard]] std::size_t certain() const { return certain_; }
  [[nodiscard]] std::size_t facts() const { return facts_; }
  [[nodiscard]] std::size_t excused() const { return excused_; }
  [[nodiscard]] std::size_t differences() const {
    std::size_t all = 0;
    for (const auto& [sort, count] : differences_) all += count;
    return all;
  }

 private:
  static std::string first_difference(std::string_view ours, std::string_view theirs) {
    std::size_t at = 0;
    while (at < ours.size() && at < theirs.size() && ours[at] == theirs[at]) ++at;
    const std::size_t line = ours.substr(0, at).rfind('\n') + 1;
    const auto one_line = [line](std::string_view text) {
      return line < text.size() ? text.substr(line, text.find('\n', line) - line)
                                : std::string_view("nothing");
    };
    return std::string(one_line(ours)) + " / " + std::string(one_line(theirs));
  }

  void note(const std::string& sort, const std::string& record, const std::string& detail) {
    constexpr std::size_t kExamples = 5;
    constexpr std::size_t kLongest = 300;
    if (++differences_[sort] > kExamples) return;
    examples_ += "  " + sort + ": " + detail + "\n    in ";
    examples_ +=
        record.size() <= kLongest ? escaped(record) : std::to_string(record.size()) + " bytes";
    examples_ += '\n';
  }

  std::size_t records_ = 0;
  std::size_t refused_ = 0;
  std::size_t certain_ = 0;
  std::size_t facts_ = 0;
  std::size_t cut_short_ = 0;  // we keep what follows, go-yaml does not
  std::size_t excused_ = 0;
  std::map<std::string, std::size_t> differences_;
  std::string examples_;
};

Comparison compare_all(const std::vector<std::string>& records,
                       const std::vector<test::GoAnswer>& answers) {
  Comparison comparison;
  for (std::size_t i = 0; i < records.size(); ++i) comparison.compare(records[i], answers[i]);
  return comparison;
}

// Files of a size in bytes.
std::vector<std::string_view> files_of(std::size_t least, std::size_t most) {
  std::vector<std::string_view> files;
  for (const test::CorpusFile& file : test::corpus()) {
    if (least <= file.bytes.size() && file.bytes.size() <= most) files.emplace_back(file.bytes);
  }
  return files;
}

}  // namespace

TEST_CASE("real files: go-yaml's verdict and structure") {
  std::vector<std::string> records;
  for (const test::CorpusFile& file : test::corpus()) records.push_back(file.bytes);
  if (records.empty()) return;
  const auto answers = test::ask_go_yaml(records);
  if (!answers) return;
  const Comparison comparison = compare_all(records, *answers);
  comparison.report("real files");
  CHECK(comparison.differences() == 0);
  CHECK(comparison.facts() > comparison.records() * 9 / 10);
  // Where our parser is certain nobody needs to ask: that must be the usual case.
  CHECK(comparison.certain() > comparison.facts() * 98 / 100);
}

TEST_CASE("broken files: go-yaml's verdict and words") {
  const std::vector<std::string_view> files = files_of(0, 6000);
  if (files.empty()) return;
  const std::vector<std::string> records = test::mutations(files, 1, 6000);
  const auto answers = test::ask_go_yaml(records);
  if (!answers) return;
  const Comparison comparison = compare_all(records, *answers);
  comparison.report("broken files");
  CHECK(comparison.differences() == 0);
  CHECK(comparison.excused() == 0);
  CHECK(comparison.refused() > 2000);
}

// In these libyaml reads only what is around the mistake.
TEST_CASE("long broken files: go-yaml's verdict and words") {
  const std::vector<std::string_view> files = files_of(20'000, 200'000);
  if (files.empty()) return;
  const std::vector<std::string> records = test::mutations(files, 3, 500);
  const auto answers = test::ask_go_yaml(records);
  if (!answers) return;
  const Comparison comparison = compare_all(records, *answers);
  comparison.report("long broken files");
  CHECK(comparison.differences() == 0);
  CHECK(comparison.refused() > 100);
}

TEST_CASE("jumbled pieces of YAML: go-yaml's verdict and words") {
  const std::vector<std::string> records = test::jumbles(1, 8000);
  const auto answers = test::ask_go_yaml(records);
  if (!answers) return;
  const Comparison comparison = compare_all(records, *answers);
  comparison.report("jumbled pieces");
  CHECK(comparison.differences() == 0);
  CHECK(comparison.excused() <= 5);
  CHECK(comparison.refused() > 3000);
}

}  // namespace buildspec
