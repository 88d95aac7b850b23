#include "linter/cli/dev_corpus.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "linter/cli/report.h"
#include "linter/cli/terminal.h"
#include "linter/cli/write_file.h"
#include "linter/lint/engine.h"
#include "linter/workspace/files.h"

namespace buildspec::cli {
namespace {

namespace fs = std::filesystem;

// Ends of life depend on the day: the table's is fixed.
constexpr Date kCorpusDay{2026, 11, 20};
constexpr std::string_view kNoRule = "-";
constexpr std::string_view kHeading = "file\thash\trule\tseverity\tcount\tlines\n";

// FNV-1a, 64 bits: tells versions of a file apart, no more.
std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

std::string hexadecimal(std::uint64_t value) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, value, 16).ptr;
  const std::string text(digits, end);
  return std::string(16 - text.size(), '0') + text;
}

template <class Number>
Number number(std::string_view text, int base) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool same_row(const CorpusFinding& a, const CorpusFinding& b) {
  return std::tie(a.file, a.hash, a.rule, a.severity) ==
         std::tie(b.file, b.hash, b.rule, b.severity);
}

std::map<std::string, std::uint64_t> hashes(std::span<const CorpusFinding> findings) {
  std::map<std::string, std::uint64_t> found;
  for (const CorpusFinding& finding : findings) found[finding.file] = finding.hash;
  return found;
}

// Those of files that both tables have in the same version.
std::vector<CorpusFinding> comparable(std::span<const CorpusFinding> findings,
                                      const std::map<std::string, std::uint64_t>& other) {
  std::vector<CorpusFinding> kept;
  for (const CorpusFinding& finding : findings) {
    const auto file = other.find(finding.file);
    if (finding.rule.empty() || file == other.end() || file->second != finding.hash) continue;
    kept.push_back(finding);
  }
  return kept;
}

std::string describe(char sign, const CorpusFinding& finding) {
  return std::string(1, sign) + ' ' + finding.file + ':' + std::to_string(finding.line) + ' ' +
         finding.severity + ' ' + finding.rule + '\n';
}

std::vector<CorpusFinding> lint_corpus_file(const fs::path& path, const LintEngine& engine,
                                            const ProjectFactsPtr& facts, std::string_view bytes) {
  const SnapshotPtr snapshot =
      analyze(path.filename().string(), 0, SourceText(std::string(bytes)), facts);
  std::vector<CorpusFinding> found;
  CorpusFinding row{path.filename().string(), hash_of(bytes), "", "", 0};
  for (const Diagnostic& diagnostic : engine.run(*snapshot)) {
    row.rule = rule_id(diagnostic);
    row.severity = to_string(diagnostic.severity);
    row.line = human_position(snapshot->text, diagnostic.span.begin).line;
    found.push_back(row);
  }
  if (found.empty()) found.push_back(row);
  return found;
}

struct Corpus {
  std::vector<CorpusFinding> findings;
  std::string problem;
};

Corpus lint_corpus(const fs::path& folder, std::span<const RegisteredRule> rules) {
  Corpus corpus;
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_regular_file(error)) files.push_back(entry->path());
  }
  if (error) corpus.problem = folder.string() + ": " + error.message();
  std::sort(files.begin(), files.end());
  ProjectFacts facts;
  facts.today = kCorpusDay;
  const auto shared_facts = std::make_shared<const ProjectFacts>(std::move(facts));
  const LintEngine engine(rules, {});
  for (const fs::path& file : files) {
    const FileText text = read_text_file(file);
    if (!text) {
      corpus.problem = file.string() + ": " + text.problem;
      continue;
    }
    const auto found = lint_corpus_file(file, engine, shared_facts, *text.text);
    corpus.findings.insert(corpus.findings.end(), found.begin(), found.end());
  }
  std::sort(corpus.findings.begin(), corpus.findings.end());
  return corpus;
}

int fail(Output& error, const std::string& words) {
  error.write("buildspec-lint: " + words + '\n');
  return kExitFailure;
}

}  // namespace

std::string format_table(std::span<const CorpusFinding> findings) {
  std::string table(kHeading);
  for (std::size_t begin = 0; begin < findings.size();) {
    const CorpusFinding& row = findings[begin];
    std::string lines;
    std::size_t end = begin;
    for (; end < findings.size() && same_row(findings[end], row); ++end) {
      if (row.rule.empty()) continue;
      lines += (lines.empty() ? "" : ",") + std::to_string(findings[end].line);
    }
    table += row.file + '\t' + hexadecimal(row.hash) + '\t';
    if (row.rule.empty()) {
      table += std::string(kNoRule) + '\t' + std::string(kNoRule) + "\t0\t\n";
    } else {
      table +=
          row.rule + '\t' + row.severity + '\t' + std::to_string(end - begin) + '\t' + lines + '\n';
    }
    begin = end;
  }
  return table;
}

std::vector<CorpusFinding> parse_table(std::string_view table) {
  std::vector<CorpusFinding> findings;
  for (const std::string_view line : split(table, '\n')) {
    const std::vector<std::string_view> cells = split(line, '\t');
    if (cells.size() != 6 || cells[1].size() != 16) continue;
    CorpusFinding row{std::string(cells[0]), number<std::uint64_t>(cells[1], 16), "", "", 0};
    if (cells[2] == kNoRule) {
      findings.push_back(row);
      continue;
    }
    row.rule = cells[2];
    row.severity = cells[3];
    for (const std::string_view place : split(cells[5], ',')) {
      row.line = number<std::uint32_t>(place, 10);
      findings.push_back(row);
    }
  }
  std::sort(findings.begin(), findings.end());
  return findings;
}

TableComparison compare_tables(std::span<const CorpusFinding> before,
                               std::span<const CorpusFinding> after) {
  const std::map<std::string, std::uint64_t> old_files = hashes(before);
  const std::map<std::string, std::uint64_t> new_files = hashes(after);
  TableComparison comparison;
  std::string& text = comparison.text;
  for (const auto& [file, hash] : old_files) {
    const auto other = new_files.find(file);
    if (other == new_files.end()) text += "file gone: " + file + '\n';
    if (other != new_files.end() && other->second != hash) text += "file changed: " + file + '\n';
  }
  for (const auto& [file, hash] : new_files) {
    if (!old_files.contains(file)) text += "new file: " + file + '\n';
  }
  const std::vector<CorpusFinding> old_findings = comparable(before, new_files);
  const std::vector<CorpusFinding> new_findings = comparable(after, old_files);
  std::vector<CorpusFinding> lost;
  std::vector<CorpusFinding> gained;
  std::set_difference(old_findings.begin(), old_findings.end(), new_findings.begin(),
                      new_findings.end(), std::back_inserter(lost));
  std::set_difference(new_findings.begin(), new_findings.end(), old_findings.begin(),
                      old_findings.end(), std::back_inserter(gained));
  for (const CorpusFinding& finding : lost) text += describe('-', finding);
  for (const CorpusFinding& finding : gained) text += describe('+', finding);
  std::map<std::string, std::pair<std::size_t, std::size_t>> sums;
  for (const CorpusFinding& finding : gained) ++sums[finding.rule].first;
  for (const CorpusFinding& finding : lost) ++sums[finding.rule].second;
  for (const auto& [rule, sum] : sums) {
    text += rule + ": " + std::to_string(sum.first) + " gained, " + std::to_string(sum.second) +
            " lost\n";
  }
  comparison.equal = text.empty();
  return comparison;
}

int run_dev_corpus(const DevCorpusOptions& options, std::span<const RegisteredRule> rules) {
  Output out(STDOUT_FILENO);
  Output error(STDERR_FILENO);
  const Corpus corpus = lint_corpus(options.folder, rules);
  if (!corpus.problem.empty()) return fail(error, corpus.problem);
  const FileText table = read_text_file(options.table);
  if (!table && !options.update) return fail(error, options.table + ": " + table.problem);
  const TableComparison comparison =
      compare_tables(parse_table(table ? *table.text : std::string()), corpus.findings);
  out.write(comparison.text);
  if (options.update) {
    if (const auto problem = write_file(options.table, format_table(corpus.findings))) {
      return fail(error, options.table + ": " + *problem);
    }
    out.write("wrote " + options.table + '\n');
    return kExitClean;
  }
  const auto files = hashes(corpus.findings).size();
  if (comparison.equal) {
    const auto findings = std::count_if(corpus.findings.begin(), corpus.findings.end(),
                                        [](const CorpusFinding& row) { return !row.rule.empty(); });
    out.write(std::to_string(findings) + " findings in " + std::to_string(files) +
              " files, as in the table\n");
  }
  return comparison.equal ? kExitClean : kExitFindings;
}

}  // namespace buildspec::cli
