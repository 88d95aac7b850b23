// What analyze and lint cost, with the rules that are on by default and with all: the corpus fresh,
// beside libyaml's event parse of it, and keystrokes in small and large files as the server sees
// them. The counters of a keystroke are its parts in microseconds: text, analyze, lint.
// "bench_lint --rules" prints what each rule costs alone.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
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

// With the rules that are off by default.
const LintEngine& engine_with_all() {
  static const LintEngine kEngine(all_rules(), [] {
    RuleSelection selection;
    selection.settings.push_back({"all", std::nullopt, true, false});
    return selection;
  }());
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
      return "      - set -o pipefail; npm run test --workspace part-" + n +
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
  Typist(std::string text, std::string_view word, std::string_view typed = "x",
         const LintEngine& rules = engine())
      : rules_(rules), text_(std::move(text)), typed_text_(typed) {
    const std::size_t found = text_.bytes().find(word, text_.size() / 2);
    if (found == std::string_view::npos) std::abort();
    at_ = static_cast<std::uint32_t>(found + word.size());
    snapshot_ = analyze("buildspec.yml", version_, text_, nullptr);
    benchmark::DoNotOptimize(rules_.run(*snapshot_, {}, &memo_));
  }

  // What linting took, in microseconds.
  double press() {
    const double begin = processor_microseconds();
    const auto size = static_cast<std::uint32_t>(typed_text_.size());
    const Span before{at_, typed_ ? at_ + size : at_};
    text_ = text_.edited(before, typed_ ? std::string_view() : typed_text_);
    const std::array<Change, 1> changes{{{before, typed_ ? 0U : size}}};
    typed_ = !typed_;
    const double written = processor_microseconds();
    snapshot_ = analyze("buildspec.yml", ++version_, text_, nullptr, snapshot_, changes);
    const double analyzed = processor_microseconds();
    findings_ = rules_.run(*snapshot_, {}, &memo_).size();
    const double linted = processor_microseconds();
    writing_ += written - begin;
    analysis_ += analyzed - written;
    lint_ += linted - analyzed;
    return linted - analyzed;
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
  const LintEngine& rules_;
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
void keystroke_with_all(benchmark::State& state) {
  Typist typist(phases_buildspec(static_cast<int>(state.range(0))), "workspace part", "x",
                engine_with_all());
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

// What a process pays once per file: each round runs on a thread of its own, which remembers no
// command of the round before.
void corpus_with(benchmark::State& state, const LintEngine& rules) {
  double analysis = 0;
  double lint = 0;
  for (auto _ : state) {
    double spent = 0;
    std::thread([&] {
      for (const test::CorpusFile& file : test::corpus()) {
        const double begin = processor_microseconds();
        const SnapshotPtr snapshot = analyze(file.name, 0, SourceText(file.bytes), nullptr);
        const double analyzed = processor_microseconds();
        benchmark::DoNotOptimize(rules.run(*snapshot));
        const double linted = processor_microseconds();
        analysis += analyzed - begin;
        lint += linted - analyzed;
        spent += linted - begin;
      }
    }).join();
    state.SetIterationTime(spent * 1e-6);
  }
  const auto each = [](double sum) {
    return benchmark::Counter(sum * 1e-3, benchmark::Counter::kAvgIterations);
  };
  state.counters["analyze"] = each(analysis);  // milliseconds
  state.counters["lint"] = each(lint);
}
void corpus_ours(benchmark::State& state) { corpus_with(state, engine()); }
void corpus_ours_with_all(benchmark::State& state) { corpus_with(state, engine_with_all()); }
void corpus_libyaml(benchmark::State& state) {
  for (auto _ : state) {
    for (const test::CorpusFile& file : test::corpus()) parse_events(file.bytes);
  }
}

// Keeps the times of the benchmarks, in milliseconds, for the verdict.
class Verdict : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      // Others work on the machine too: what half of the rounds stay below.
      if (run.error_occurred || run.aggregate_name != "median") continue;
      const std::string name = run.run_name.function_name;
      if (name == "corpus_ours") ours_ = run.GetAdjustedRealTime();
      if (name == "corpus_ours_with_all") with_all_ = run.GetAdjustedRealTime();
      if (name == "corpus_libyaml") theirs_ = run.GetAdjustedCPUTime();
    }
  }
  void print() const {
    if (ours_ <= 0 || with_all_ <= 0 || theirs_ <= 0) return;
    std::size_t commands = 0;
    for (const test::CorpusFile& file : test::corpus()) {
      commands += analyze(file.name, 0, SourceText(file.bytes), nullptr)->buildspec.commands.size();
    }
    // Reading the shell of a command takes libyaml no time.
    constexpr double kPerCommand = 5e-3;
    const double limit = 2 * theirs_ + kPerCommand * static_cast<double>(commands);
    std::printf("\nThe corpus: libyaml's event parse %.2f ms, %zu commands.\n", theirs_, commands);
    std::printf("Limit, 2 times libyaml and 5 us a command: %.2f ms.\n", limit);
    const auto say = [&](const char* what, double spent) {
      std::printf("%s: %.2f ms, %.2f of the limit: %s\n", what, spent, spent / limit,
                  spent <= limit ? "kept" : "BROKEN");
    };
    say("Analyze and lint, rules that are on by default", ours_);
    say("Analyze and lint, all rules", with_all_);
  }

 private:
  double ours_ = 0;
  double with_all_ = 0;
  double theirs_ = 0;
};

// What each rule costs alone, in microseconds: over the corpus, and at a keystroke in 20,000 lines.
// What rules share (the commands' reading) is in every rule that wants it.
class RuleCosts {
 public:
  RuleCosts() {
    for (const test::CorpusFile& file : test::corpus()) {
      corpus_.push_back(analyze(file.name, 0, SourceText(file.bytes), nullptr));
    }
  }

  void print() const {
    const Cost empty = cost(none());
    std::printf("%10s %10s\n%10.0f %10.0f  no rule\n", "corpus", "keystroke", empty.corpus,
                empty.keystroke);
    std::vector<std::pair<Cost, std::string_view>> costs;
    for (const RegisteredRule& rule : all_rules()) {
      RuleSelection one = none();
      one.settings.push_back({std::string(rule.id()), std::nullopt, true, false});
      costs.emplace_back(cost(one), rule.id());
    }
    std::sort(costs.begin(), costs.end(),
              [](const auto& a, const auto& b) { return a.first.keystroke > b.first.keystroke; });
    for (const auto& [spent, id] : costs) {
      std::printf("%10.0f %10.0f  %.*s\n", spent.corpus - empty.corpus,
                  spent.keystroke - empty.keystroke, static_cast<int>(id.size()), id.data());
    }
  }

 private:
  struct Cost {
    double corpus = 1e12;
    double keystroke = 1e12;
  };

  static RuleSelection none() {
    RuleSelection selection;
    selection.settings.push_back({"all", std::nullopt, false, false});
    return selection;
  }

  // The least of some rounds: others work on the machine too.
  [[nodiscard]] Cost cost(const RuleSelection& selection) const {
    constexpr int kRounds = 5;
    constexpr int kLines = 20'000;
    const LintEngine alone(all_rules(), selection);
    Cost least;
    Typist typist(phases_buildspec(kLines), "workspace part", "x", alone);
    for (int round = 0; round < kRounds; ++round) {
      const double begin = processor_microseconds();
      for (const SnapshotPtr& snapshot : corpus_) benchmark::DoNotOptimize(alone.run(*snapshot));
      least.corpus = std::min(least.corpus, processor_microseconds() - begin);
      least.keystroke = std::min(least.keystroke, typist.press());
    }
    return least;
  }

  std::vector<SnapshotPtr> corpus_;
};

}  // namespace
}  // namespace buildspec

int main(int argc, char** argv) {
  namespace bench = benchmark;
  using namespace buildspec;
  if (argc == 2 && std::string_view(argv[1]) == "--rules") {
    RuleCosts().print();
    return 0;
  }
  bench::Initialize(&argc, argv);
  if (test::corpus().empty()) {
    std::printf("The corpus is absent: its benchmarks are left out.\n");
  } else {
    for (auto* const timed :
         {bench::RegisterBenchmark("corpus_ours", corpus_ours)->UseManualTime(),
          bench::RegisterBenchmark("corpus_ours_with_all", corpus_ours_with_all)->UseManualTime(),
          bench::RegisterBenchmark("corpus_libyaml", corpus_libyaml)}) {
      timed->Unit(bench::kMillisecond)->Repetitions(9)->ReportAggregatesOnly();
    }
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
  bench::RegisterBenchmark("keystroke_with_all", keystroke_with_all)
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
  Verdict verdict;
  bench::RunSpecifiedBenchmarks(&verdict);
  verdict.print();
  return 0;
}
