// Hostile documents through buildspec-lsp: how long until the findings are there, how much of that
// the server ran (the rest is this program and what else the machine does), how much memory it
// takes beyond the text and its message, how many findings come. Memory is counted from a server
// that has seen a document before, and without the pages of the program's file, which it touches
// first where it has new things to say.
//
//   bench_lsp_hostile [SERVER [NAME]]     the server is looked for beside this program
#include <signal.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/bench/lsp_process.h"
#include "tests/bench/lsp_sample.h"
#include "tests/support/hostile_documents.h"

namespace {

using namespace buildspec::bench;
using buildspec::test::HostileDocument;

std::vector<HostileDocument> documents() {
  std::vector<HostileDocument> all = buildspec::test::hostile_documents();
  for (HostileDocument& large : buildspec::test::largest_documents()) {
    all.push_back(std::move(large));
  }
  return all;
}

// The most that a server has held of its own, in KiB.
long peak(const ServerProcess& server) { return server.memory("VmHWM") - server.memory("RssFile"); }

// Milliseconds.
double goal(const std::string& text) { return text.size() > 5'000'000 ? 1'000 : 100; }

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// The findings are those that the document is known for.
bool expected(const HostileDocument& document, std::string_view findings) {
  const std::size_t wanted = document.finding.empty() ? 0 : 1;
  return count_of(findings, "\"severity\"") == wanted &&
         count_of(findings, "\"code\":\"" + document.finding + "\"") == wanted;
}

// False where the server finds something else.
bool measure(const std::string& program, const HostileDocument& hostile) {
  ServerProcess server(program);
  (void)server.initialize();
  server.open(write_sample(60).text, "file:///nowhere/first/buildspec.yml");
  const long before = peak(server);
  const std::string& text = hostile.text;
  const double ran_before = server.cpu_time();
  const auto since = Clock::now();
  const std::string findings = server.open(text);
  const double time = milliseconds(since);
  const double ran = server.cpu_time() - ran_before;
  const auto size = static_cast<double>(text.size());
  // The text itself, and the message that brought it.
  const double own = size + static_cast<double>(json_text(text).size());
  const double taken = static_cast<double>(peak(server) - before) * 1024 - own;
  std::printf("%-26s %8.2f %7.0f %9.1f %9.0f %9.1f %9zu\n", hostile.name.c_str(), size / 1e6,
              goal(text), time, ran, taken / size, count_of(findings, "\"severity\""));
  std::fflush(stdout);
  if (expected(hostile, findings)) return true;
  std::fprintf(stderr, "bench_lsp_hostile: %s should have \"%s\" alone, not %.200s\n",
               hostile.name.c_str(), hostile.finding.c_str(), findings.c_str());
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  ::signal(SIGPIPE, SIG_IGN);
  bool as_expected = true;
  try {
    std::printf("%-26s %8s %7s %9s %9s %9s %9s\n", "", "MB", "goal ms", "ms", "ran ms", "memory x",
                "findings");
    const std::string program = argc > 1 ? argv[1] : beside("buildspec-lsp");
    for (const HostileDocument& each : documents()) {
      if (argc > 2 && each.name.find(argv[2]) == std::string::npos) continue;
      as_expected = measure(program, each) && as_expected;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_lsp_hostile: %s\n", error.what());
    return 1;
  }
  return as_expected ? 0 : 1;
}
