// `buildspec-lint dev corpus FOLDER --table FILE`: which findings a change to the code gained and
// lost on real buildspecs. The table holds hashes and numbers, nothing of the files' text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "linter/cli/options.h"
#include "linter/lint/rule.h"

namespace buildspec::cli {

// A finding, or that a file has none (with an empty rule): a table's smallest part.
struct CorpusFinding {
  std::string file;
  std::uint64_t hash = 0;  // of the file's bytes
  std::string rule;
  std::string severity;
  std::uint32_t line = 0;  // from 1
  friend bool operator==(const CorpusFinding&, const CorpusFinding&) = default;
  friend bool operator<(const CorpusFinding& a, const CorpusFinding& b) {
    return std::tie(a.file, a.hash, a.rule, a.severity, a.line) <
           std::tie(b.file, b.hash, b.rule, b.severity, b.line);
  }
};

// Tab-separated: file, hash, rule, severity, count, lines. One row for each file, rule and
// severity; one with the rule "-" for a file without findings. `findings` is sorted.
[[nodiscard]] std::string format_table(std::span<const CorpusFinding> findings);

// The findings of a table, sorted; what is no row of one is left out.
[[nodiscard]] std::vector<CorpusFinding> parse_table(std::string_view table);

struct TableComparison {
  std::string text;  // gained and lost findings, then sums; files that are not the same
  bool equal = true;
};

// A file that is only in one of the two, or with another hash, is named and not compared.
[[nodiscard]] TableComparison compare_tables(std::span<const CorpusFinding> before,
                                             std::span<const CorpusFinding> after);

// 0: as in the table; 1: not; 2: the folder or the table could not be read or written.
[[nodiscard]] int run_dev_corpus(const DevCorpusOptions& options,
                                 std::span<const RegisteredRule> rules);

}  // namespace buildspec::cli
