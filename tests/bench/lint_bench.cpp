// What analyze and lint cost, with all rules that are on by default: the corpus fresh, beside
// libyaml's event parse of it, and keystrokes in small and large files as the server sees them.
// The counters of a keystroke are its parts in microseconds: text, analyze, lint.
#include <benchmark/benchmark.h>
#include <time.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/engine.h"
#include "rules/registry.h"
#include "tests/bench/libyaml_events.h"
#include "tests/support/corpus.h"

namespace buildspec {
namespace {

// Of this thread: what others do on the machine is left out.
double processor_microseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) * 1e-3;
}

const LintEngine& engine() {
  static const LintEngine kEngine(all_rules(), {});
  return kEngine;
}

// One item of a phase, of the kinds that real buildspecs have: variables, pipes, conditions, a
// block now and then. Three lines on average.
std::string command(int number) {
  const std::string n = std::to_string(number);
  switch (number % 6) {
    case 0: return "      - echo \"Building part " + n + " of $SERVICE at `date`\"\n";
    case 1:
      return "      - docker build -t $REPOSITORY_URI:part-" + n +
             " --build-arg VERSION=$VERSION services/part-" + n + "\n";
    case 2:
      return "      # The version of part " + n + " decides whether anything has to be done.\n" +
             "      - export PART_" + n + "_VERSION=$(cat services/part-" + n +
             "/package.json | jq -r .version)\n";
    case 3:
      return "      - |\n        if [ \"$STAGE\" = \"production\" ]; then\n" +
             ("          aws s3 sync dist/part-" + n) + " \"s3://$BUCKET/part-" + n +
             "\" --delete\n" + "        else\n          echo \"part " + n +
             " stays\" | tee -a out/log.txt\n" + "        fi\n";
    case 4:
      return "      - aws ecs update-service --cluster $CLUSTER --service part-" + n +
             " --force-new-deployment > out/part-" + n + ".json\n";
    default:
      return "      - npm run test --workspace part-" + n +
             " -- --ci --reporters=default 2>&1 | tail -n 50\n\n";
  }
}

int lines_of(std::string_view text) {
  int lines = 0;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  return lines;
}

std::string phases_buildspec(int lines) {
  std::string text =
      "version: 0.2\n\nenv:\n  shell: bash\n  variables:\n    STAGE: \"test\"\n"
      "    SERVICE: shop\n    CLUSTER: shop-cluster\n  parameter-store:\n"
      "    BUCKET: /shop/bucket\n  exported-variables:\n    - VERSION\n\nphases:\n";
  const std::string artifacts =
      "\nartifacts:\n  base-directory: out\n  files:\n    - '**/*'\n  name: shop-$VERSION\n"
      "cache:\n  paths:\n    - '/root/.npm/**/*'\n";
  constexpr std::array<std::string_view, 4> kPhases{"install", "pre_build", "build", "post_build"};
  const int room = lines - lines_of(text) - lines_of(artifacts) - 9;
  int number = 0;
  int written = 0;
  for (int phase = 0; phase < 4; ++phase) {
    text += "  " + std::string(kPhases[static_cast<std::size_t>(phase)]) + ":\n";
    if (phase == 0) text += "    runtime-versions:\n      nodejs: 22\n";
    text += "    commands:\n";
    do {
      const std::string next = command(number++);
      written += lines_of(next);
      text += next;
    } while (written < room * (phase + 1) / 4);
  }
  return text + artifacts;
}

// Eight lines a task.
std::string batch_buildspec(int tasks) {
  std::string text = "version: 0.2\n\nbatch:\n  fast-fail: false\n  build-graph:\n";
  for (int i = 0; i < tasks; ++i) {
    const std::string n = std::to_string(i);
    text += "    - identifier: build_" + n + "\n      buildspec: ci/part-" + n +
            ".yml\n      env:\n        compute-type: BUILD_GENERAL1_SMALL\n" +
            "        variables:\n          PART: \"part-" + n + "\"\n      depend-on:\n        - " +
            (i == 0 ? "build_1" : "build_" + std::to_string(i / 2)) + "\n";
  }
  return text + "phases:\n  build:\n    commands:\n      - make part\n";
}

// Types something behind a word in the middle of a document, and takes it back, by turns. Each
// version is made from the one before, as in the server.
class Typist {
 public:
  Typist(std::string text, std::string_view word, std::string_view typed = "x")
      : text_(std::move(text)), typed_text_(typed) {
    const std::size_t found = text_.bytes().find(word, text_.size() / 2);
    if (found == std::string_view::npos) std::abort();
    at_ = static_cast<std::uint32_t>(found + word.size());
    snapshot_ = analyze("buildspec.yml", version_, text_, nullptr);
    benchmark::DoNotOptimize(engine().run(*snapshot_, {}, &memo_));
  }

  void press() {
    const double begin = processor_microseconds();
    const auto size = static_cast<std::uint32_t>(typed_text_.size());
    const Span before{at_, typed_ ? at_ + size : at_};
    text_ = text_.edited(before, typed_ ? std::string_view() : typed_text_);
    const std::array<Change, 1> changes{{{before, typed_ ? 0U : size}}};
    typed_ = !typed_;
    const double written = processor_microseconds();
    snapshot_ = analyze("buildspec.yml", ++version_, text_, nullptr, snapshot_, changes);
    const double analyzed = processor_microseconds();
    findings_ = engine().run(*snapshot_, {}, &memo_).size();
    const double linted = processor_microseconds();
    writing_ += written - begin;
    analysis_ += analyzed - written;
    lint_ += linted - analyzed;
  }

  void count(benchmark::State& state) const {
    const auto counter = [](double sum) {
      return benchmark::Counter(sum, benchmark::Counter::kAvgIterations);
    };
    state.counters["lines"] = text_.line_count();
    state.counters["findings"] = static_cast<double>(findings_);
    state.counters["text"] = counter(writing_);
    state.counters["analyze"] = counter(analysis_);
    state.counters["lint"] = counter(lint_);
  }

 private:
  SourceText text_;
  std::string_view typed_text_;
  std::uint32_t at_ = 0;
  bool typed_ = false;
  std::int64_t version_ = 0;
  SnapshotPtr snapshot_;
  LintMemo memo_;
  std::size_t findings_ = 0;
  double writing_ = 0;
  double analysis_ = 0;
  double lint_ = 0;
};

void keystroke(benchmark::State& state) {
  Typist typist(phases_buildspec(static_cast<int>(state.range(0))), "workspace part");
  for (auto _ : state) typist.press();
  typist.count(state);
}
// A new command, begun: half of these texts hold an item without a value.
void keystroke_item(benchmark::State& state) {
  Typist typist(phases_buildspec(static_cast<int>(state.range(0))), "tail -n 50", "\n      - ");
  for (auto _ : state) typist.press();
  typist.count(state);
}
// Half of these texts are broken: the YAML parser of the service is asked why.
void keystroke_breaking(benchmark::State& state) {
  Typist typist(phases_buildspec(static_cast<int>(state.range(0))), "workspace part", ": x: y");
  for (auto _ : state) typist.press();
  typist.count(state);
}
void keystroke_in_batch(benchmark::State& state) {
  Typist typist(batch_buildspec(static_cast<int>(state.range(0))), "PART: \"part");
  for (auto _ : state) typist.press();
  typist.count(state);
}
void fresh(benchmark::State& state) {
  const SourceText text(phases_buildspec(static_cast<int>(state.range(0))));
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine().run(*analyze("buildspec.yml", 0, text, nullptr)));
  }
}

void corpus_ours(benchmark::State& state) {
  for (auto _ : state) {
    for (const test::CorpusFile& file : test::corpus()) {
      benchmark::DoNotOptimize(
          engine().run(*analyze(file.name, 0, SourceText(file.bytes), nullptr)));
    }
  }
  state.counters["files"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(test::corpus().size()),
      benchmark::Counter::kIsRate);
}
void corpus_libyaml(benchmark::State& state) {
  for (auto _ : state) {
    for (const test::CorpusFile& file : test::corpus()) parse_events(file.bytes);
  }
}

// Keeps the times of the benchmarks for the ratio.
class Ratios : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.error_occurred) continue;
      if (run.benchmark_name() == "corpus_ours") ours_ = run.GetAdjustedCPUTime();
      if (run.benchmark_name() == "corpus_libyaml") theirs_ = run.GetAdjustedCPUTime();
    }
  }
  void print() const {
    if (ours_ > 0 && theirs_ > 0) {
      std::printf("\nlint of the corpus over libyaml's event parse of it: %.2f\n", ours_ / theirs_);
    }
  }

 private:
  double ours_ = 0;
  double theirs_ = 0;
};

}  // namespace
}  // namespace buildspec

int main(int argc, char** argv) {
  namespace bench = benchmark;
  using namespace buildspec;
  bench::Initialize(&argc, argv);
  if (test::corpus().empty()) {
    std::printf("The corpus is absent: its benchmarks are left out.\n");
  } else {
    bench::RegisterBenchmark("corpus_ours", corpus_ours)->Unit(bench::kMillisecond);
    bench::RegisterBenchmark("corpus_libyaml", corpus_libyaml)->Unit(bench::kMillisecond);
  }
  bench::RegisterBenchmark("fresh", fresh)
      ->Arg(60)
      ->Arg(1'000)
      ->Arg(20'000)
      ->Unit(bench::kMicrosecond);
  bench::RegisterBenchmark("keystroke", keystroke)
      ->Arg(60)
      ->Arg(1'000)
      ->Arg(20'000)
      ->Unit(bench::kMicrosecond);
  bench::RegisterBenchmark("keystroke_item", keystroke_item)
      ->Arg(60)
      ->Arg(20'000)
      ->Unit(bench::kMicrosecond);
  bench::RegisterBenchmark("keystroke_breaking", keystroke_breaking)
      ->Arg(60)
      ->Arg(20'000)
      ->Unit(bench::kMicrosecond);
  bench::RegisterBenchmark("keystroke_in_batch", keystroke_in_batch)
      ->Arg(2'500)
      ->Unit(bench::kMicrosecond);
  Ratios ratios;
  bench::RunSpecifiedBenchmarks(&ratios);
  ratios.print();
  return 0;
}
