// What colours and hints of a buildspec of 20,000 lines cost: the whole of it, what a keystroke
// changed, and the part that a window shows.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <string>

#include "linter/lang/snapshot.h"
#include "lsp/ide/inlay_hints.h"
#include "lsp/ide/semantic_tokens.h"
#include "lsp/server/token_encoding.h"

namespace buildspec {
namespace {

constexpr int kLines = 20'000;
constexpr std::uint32_t kWindow = 3'000;  // bytes, some 60 lines

std::string sample() {
  std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
  for (int line = 4; line < kLines; line += 4) {
    const std::string n = std::to_string(line);
    text += "      - docker build -t \"$REPOSITORY_URI:part-";
    text += n;
    text += "\" --pull services\n      - |\n        if [ -f part ]; then npm ci --prefix part-";
    text += n;
    text += "; fi  # as it is\n        export PART=$(cat part | tr -d ' ')\n";
  }
  return text;
}

SnapshotPtr read(const std::string& text) {
  return analyze("", 1, SourceText(text), std::make_shared<const ProjectFacts>());
}

const SnapshotPtr& snapshot() {
  static const SnapshotPtr kSnapshot = read(sample());
  return kSnapshot;
}

Span whole(const Snapshot& of) { return {0, of.text.size()}; }

lsp::TokenNumbers numbers(const Snapshot& of, Span range) {
  return lsp::encode_tokens(of.text, ide::semantic_tokens(of, range, ide::TokenScope::everything),
                            Encoding::utf16);
}

void full_tokens(benchmark::State& state) {
  for (auto _ : state) {
    const lsp::TokenNumbers found = numbers(*snapshot(), whole(*snapshot()));
    state.counters["tokens"] = static_cast<double>(found.size() / 5);
    state.counters["packed_bytes"] = static_cast<double>(lsp::pack(found).size());
  }
}
BENCHMARK(full_tokens)->Unit(benchmark::kMillisecond);

void tokens_after_a_keystroke(benchmark::State& state) {
  const std::string before = lsp::pack(numbers(*snapshot(), whole(*snapshot())));
  std::string text = sample();
  text.insert(text.find("docker", text.size() / 2), "x");
  const SnapshotPtr after = read(text);
  for (auto _ : state)
    benchmark::DoNotOptimize(lsp::token_edits(lsp::unpack(before), numbers(*after, whole(*after))));
}
BENCHMARK(tokens_after_a_keystroke)->Unit(benchmark::kMillisecond);

void tokens_of_a_window(benchmark::State& state) {
  const std::uint32_t middle = snapshot()->text.size() / 2;
  for (auto _ : state) benchmark::DoNotOptimize(numbers(*snapshot(), {middle, middle + kWindow}));
}
BENCHMARK(tokens_of_a_window)->Unit(benchmark::kMicrosecond);

void hints_of_a_window(benchmark::State& state) {
  const std::uint32_t middle = snapshot()->text.size() / 2;
  for (auto _ : state)
    benchmark::DoNotOptimize(ide::inlay_hints(*snapshot(), {middle, middle + kWindow}, {}));
}
BENCHMARK(hints_of_a_window)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace buildspec

BENCHMARK_MAIN();
