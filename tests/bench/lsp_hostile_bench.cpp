// Hostile documents through buildspec-lsp: how long until the findings are there, how much of that
// the server ran (the rest is this program and what else the machine does), how much memory it
// takes beyond the text and its message, how many findings come. Memory is counted from a server
// that has seen a document before, so that the program's own pages are not taken for the text's.
//
//   bench_lsp_hostile [SERVER [NAME]]     the server is looked for beside this program
#include <signal.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/lsp_process.h"
#include "tests/bench/lsp_sample.h"
#include "tests/support/hostile_documents.h"

namespace {

using namespace buildspec::bench;
using buildspec::test::numbered;
using buildspec::test::times;

constexpr std::size_t kMany = 100'000;
const std::string kHead = "version: 0.2\n";
const std::string kCommands = kHead + "phases:\n  build:\n    commands:\n";

struct Hostile {
  const char* name;
  std::function<std::string()> text;
  double goal = 100;  // milliseconds
};

const std::vector<Hostile>& hostile() {
  static const std::vector<Hostile> kAll{
      {"brackets", [] { return kHead + "phases: " + times(kMany, "["); }},
      {"closed brackets",
       [] { return kHead + "phases: " + times(kMany, "[") + times(kMany, "]"); }},
      {"braces", [] { return times(kMany, "{"); }},
      {"dashes", [] { return times(kMany, "- "); }},
      {"lines of dashes", [] { return kHead + "phases:\n" + times(kMany, "-\n"); }},
      {"aliases", [] { return kHead + "a: &a x\nphases:\n" + times(kMany, "- *a\n"); }},
      {"aliases over the budget",
       [] { return kHead + "a: &a x\nphases:\n" + times(kMany + 1, "- *a\n"); }},
      {"anchors", [] { return kHead + "phases:\n" + numbered(kMany, "- &a", " x\n"); }},
      {"aliases of aliases",
       [] {
         std::string text = kHead + "a0: &a0 [x, x]\n";
         for (int i = 1; i < 300; ++i) {
           const std::string before = std::to_string(i - 1);
           text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + before + ", *a" +
                   before + "]\n";
         }
         return text;
       }},
      {"duplicate keys", [] { return kHead + times(20'000, "a: 1\n"); }},
      {"duplicate phases", [] { return kHead + "phases:\n" + times(20'000, "  build: x\n"); }},
      {"duplicate variables",
       [] { return kHead + "env:\n  variables:\n" + times(20'000, "    A: x\n"); }},
      {"unknown phases", [] { return kHead + "phases:\n" + numbered(20'000, "  a", ": x\n"); }},
      {"deep blocks", [] { return kHead + "phases:\n" + nested(2'000); }},
      {"a megabyte in a line", [] { return kCommands + "      - " + times(1 << 20, "a") + "\n"; }},
      {"a megabyte in a key", [] { return kHead + times(1 << 20, "k") + ": 1\n"; }},
      {"a megabyte in quotes", [] { return kCommands + "      - \"" + times(1 << 20, "a"); }},
      {"a megabyte of shell",
       [] { return kCommands + "      - " + times(1 << 18, "${a:-") + "\n"; }},
      {"10 MB in a line", [] { return kCommands + "      - " + times(5 << 20, "a ") + "\n"; },
       1'000},
      {"10 MB in a key", [] { return kHead + times(10 << 20, "k") + ": 1\n"; }, 1'000},
      {"10 MB in a comment", [] { return kHead + "#" + times(10 << 20, "c") + "\n"; }, 1'000}};
  return kAll;
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

void measure(const std::string& program, const Hostile& hostile) {
  ServerProcess server(program);
  (void)server.initialize();
  server.open(write_sample(60).text, "file:///nowhere/first/buildspec.yml");
  const long before = server.memory("VmHWM");
  const std::string text = hostile.text();
  const double ran_before = server.cpu_time();
  const auto since = Clock::now();
  const std::string findings = server.open(text);
  const double time = milliseconds(since);
  const double ran = server.cpu_time() - ran_before;
  const auto size = static_cast<double>(text.size());
  // The text itself, and the message that brought it.
  const double own = size + static_cast<double>(json_text(text).size());
  const double taken = static_cast<double>(server.memory("VmHWM") - before) * 1024 - own;
  std::printf("%-26s %8.2f %7.0f %9.1f %9.0f %9.1f %9zu\n", hostile.name, size / 1e6, hostile.goal,
              time, ran, taken / size, count_of(findings, "\"severity\""));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  ::signal(SIGPIPE, SIG_IGN);
  try {
    std::printf("%-26s %8s %7s %9s %9s %9s %9s\n", "", "MB", "goal ms", "ms", "ran ms", "memory x",
                "findings");
    for (const Hostile& each : hostile()) {
      if (argc > 2 && std::string_view(each.name).find(argv[2]) == std::string_view::npos) {
        continue;
      }
      measure(argc > 1 ? argv[1] : beside("buildspec-lsp"), each);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_lsp_hostile: %s\n", error.what());
    return 1;
  }
  return 0;
}
