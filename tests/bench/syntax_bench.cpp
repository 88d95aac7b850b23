// The parser against libyaml's event parse of the same text: whole, and after an edit. The ratio to
// look at is the time per iteration of a benchmark over that of its "libyaml" sibling; the last
// lines printed give them, beside the bytes of tree per byte of text.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/syntax/tree.h"
#include "tests/bench/libyaml_events.h"
#include "tests/support/corpus.h"

namespace buildspec {
namespace {

// Real buildspecs one below the other as items of a batch, up to a number of lines.
std::string long_buildspec(int lines) {
  std::string text = "version: 0.2\nbatch:\n  build-list:\n";
  for (int line = 3, item = 0; line < lines; ++item) {
    const std::string number = std::to_string(item);
    text += "    - identifier: build_" + number + "\n";
    text += "      env:\n        variables:\n          STAGE: \"stage-" + number + "\"\n";
    text += "          REGION: eu-central-1  # where it runs\n";
    text += "      phases:\n        build:\n          commands:\n";
    text += "            - echo \"building $STAGE\" && make -j2 all TARGET=" + number + "\n";
    text += "            - |\n              if [ -f x ]; then\n                ./x --all\n";
    text += "              fi\n            - aws s3 cp out/" + number + ".zip s3://bucket/path/\n";
    line += 14;
  }
  return text;
}

const std::string& long_text() {
  static const std::string text = long_buildspec(20'000);
  return text;
}

const std::vector<SourceText>& corpus_texts() {
  static const std::vector<SourceText> texts = [] {
    std::vector<SourceText> all;
    for (const test::CorpusFile& file : test::corpus()) all.emplace_back(file.bytes);
    return all;
  }();
  return texts;
}

// The text of an edit in the middle, and the tree before it.
struct EditCase {
  TreePtr before;
  SourceText after;
  std::vector<Change> changes;
};

EditCase edit_case(std::string_view typed) {
  const SourceText text{std::string(long_text())};
  const auto at = static_cast<std::uint32_t>(long_text().find("building", text.size() / 2));
  EditCase edit;
  edit.before = parse(text);
  edit.after = text.edited({at, at}, typed);
  edit.changes = {{{at, at}, static_cast<std::uint32_t>(typed.size())}};
  return edit;
}

void parse_edit(const EditCase& edit) {
  benchmark::DoNotOptimize(parse(edit.after, edit.before, edit.changes));
}

void corpus_ours(benchmark::State& state) {
  for (auto _ : state) {
    for (const SourceText& text : corpus_texts()) benchmark::DoNotOptimize(parse(text));
  }
}
void corpus_libyaml(benchmark::State& state) {
  for (auto _ : state) {
    for (const SourceText& text : corpus_texts()) parse_events(text.bytes());
  }
}
void long_ours(benchmark::State& state) {
  const SourceText text{std::string(long_text())};
  for (auto _ : state) benchmark::DoNotOptimize(parse(text));
}
void long_libyaml(benchmark::State& state) {
  for (auto _ : state) parse_events(long_text());
}
void edit_character(benchmark::State& state) {
  const EditCase edit = edit_case("x");
  for (auto _ : state) parse_edit(edit);
}
void edit_newline(benchmark::State& state) {
  const EditCase edit = edit_case("\n");
  for (auto _ : state) parse_edit(edit);
}
void edit_quote(benchmark::State& state) {
  const EditCase edit = edit_case("\"");
  for (auto _ : state) parse_edit(edit);
}

BENCHMARK(corpus_ours)->Unit(benchmark::kMicrosecond);
BENCHMARK(corpus_libyaml)->Unit(benchmark::kMicrosecond);
BENCHMARK(long_ours)->Unit(benchmark::kMicrosecond);
BENCHMARK(long_libyaml)->Unit(benchmark::kMicrosecond);
BENCHMARK(edit_character)->Unit(benchmark::kMicrosecond);
BENCHMARK(edit_newline)->Unit(benchmark::kMicrosecond);
BENCHMARK(edit_quote)->Unit(benchmark::kMicrosecond);

// Keeps the times of the benchmarks for the ratios.
class Ratios : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (!run.error_occurred) times_.emplace_back(run.benchmark_name(), run.GetAdjustedCPUTime());
    }
  }
  void print() const {
    ratio("full parse of the corpus, at most 0.5", "corpus_ours", "corpus_libyaml");
    ratio("full parse of 20,000 lines, at most 0.5", "long_ours", "long_libyaml");
    ratio("one character in the middle, at most 0.02", "edit_character", "long_libyaml");
    ratio("a newline in the middle, at most 0.05", "edit_newline", "long_libyaml");
    ratio("a quote in the middle", "edit_quote", "long_libyaml");
  }

 private:
  [[nodiscard]] double time(std::string_view name) const {
    for (const auto& [run, time] : times_) {
      if (run == name) return time;
    }
    return 0;
  }
  void ratio(const char* title, std::string_view ours, std::string_view theirs) const {
    if (time(theirs) > 0) std::printf("%-45s %.4f\n", title, time(ours) / time(theirs));
  }
  std::vector<std::pair<std::string, double>> times_;
};

void print_memory() {
  std::size_t text = 0;
  std::size_t tree = 0;
  for (const SourceText& source : corpus_texts()) {
    text += source.size();
    tree += parse(source)->memory();
  }
  if (text == 0) return;
  std::printf("%-45s %.2f\n", "bytes of tree per byte of corpus, at most 6",
              static_cast<double>(tree) / static_cast<double>(text));
  std::printf("%-45s %.2f\n", "… of 20,000 lines",
              static_cast<double>(parse(SourceText{std::string(long_text())})->memory()) /
                  static_cast<double>(long_text().size()));
}

}  // namespace
}  // namespace buildspec

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  buildspec::Ratios ratios;
  benchmark::RunSpecifiedBenchmarks(&ratios);
  std::printf("\n");
  ratios.print();
  buildspec::print_memory();
  return 0;
}
