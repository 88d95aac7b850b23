// Measures buildspec-lsp over standard input and output, as an editor uses it, and an empty server
// under the same client: the ratio of the two holds on a busy machine as well.
//
//   bench_lsp [SERVER [EMPTY_SERVER]]     both are looked for beside this program
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/lsp_process.h"
#include "tests/bench/lsp_sample.h"

namespace {

using namespace buildspec::bench;

void print_row(const std::string& what, const char* goal, double ours, double empty) {
  std::printf("%-40s %9s %10.3f %10.3f %8.2f\n", what.c_str(), goal, ours, empty, ours / empty);
  std::fflush(stdout);
}

// Types a word at the end of a command and takes it back, again and again.
class Typist {
 public:
  Typist(ServerProcess& server, const Sample& sample) : server_(server), sample_(sample) {
    server_.open(sample.text);
  }
  double type() {
    const std::size_t at = sample_.column + typed_;
    const double time = typing_ ? server_.edit(++version_, sample_.line, at, at, {kWord[typed_]})
                                : server_.edit(++version_, sample_.line, at - 1, at, "");
    step();
    return time;
  }
  // The message alone, with nobody who waits for what it does.
  std::string message() {
    const std::size_t at = sample_.column + typed_;
    std::string text =
        typing_ ? ServerProcess::change_message(++version_, sample_.line, at, at, {kWord[typed_]})
                : ServerProcess::change_message(++version_, sample_.line, at - 1, at, "");
    step();
    return text;
  }
  [[nodiscard]] int version() const { return version_; }
  // Of the end of what is typed.
  [[nodiscard]] std::string position() const {
    return R"({"line":)" + std::to_string(sample_.line) + R"(,"character":)" +
           std::to_string(sample_.column + typed_) + "}";
  }

 private:
  void step() {
    typed_ += typing_ ? 1 : static_cast<std::size_t>(-1);
    if (typed_ == kWord.size() || typed_ == 0) typing_ = !typing_;
  }

  static constexpr std::string_view kWord = " --verbose";
  ServerProcess& server_;
  const Sample& sample_;
  int version_ = 1;
  std::size_t typed_ = 0;
  bool typing_ = true;
};

double measure_start(const std::string& program) {
  std::vector<double> times;
  for (int i = 0; i < 60; ++i) {
    const auto since = Clock::now();
    ServerProcess server(program);
    (void)server.initialize();
    times.push_back(milliseconds(since));
  }
  return percentile(times, 0.5);
}

struct Keystrokes {
  double p50 = 0;
  double p99 = 0;
  long resident = 0;
};

Keystrokes measure_keystrokes(const std::string& program, const Sample& sample, int count) {
  ServerProcess server(program);
  (void)server.initialize();
  Typist typist(server, sample);
  std::vector<double> times;
  constexpr int kWarmUp = 40;
  for (int i = 0; i < count + kWarmUp; ++i) {
    const double time = typist.type();
    if (i >= kWarmUp) times.push_back(time);
  }
  return {percentile(times, 0.5), percentile(times, 0.99), server.memory("VmRSS")};
}

void compare_keystrokes(const std::string& server, const std::string& empty) {
  struct Size {
    std::size_t lines;
    int edits;
    const char* p50_goal;
    const char* p99_goal;
  };
  for (const Size size :
       {Size{60, 2000, "0.2", "1"}, Size{1000, 1000, "0.5", ""}, Size{20000, 300, "5", ""}}) {
    const Sample sample = write_sample(size.lines);
    const Keystrokes ours = measure_keystrokes(server, sample, size.edits);
    const Keystrokes theirs = measure_keystrokes(empty, sample, size.edits);
    const std::string name = "keystroke, " + std::to_string(size.lines) + " lines, ";
    print_row(name + "p50, ms", size.p50_goal, ours.p50, theirs.p50);
    print_row(name + "p99, ms", size.p99_goal, ours.p99, theirs.p99);
    print_row("resident, " + std::to_string(size.lines) + " lines, MiB",
              size.lines == 60 ? "8" : "", static_cast<double>(ours.resident) / 1024,
              static_cast<double>(theirs.resident) / 1024);
  }
}

struct Feature {
  const char* name;
  const char* method;
  const char* capability;  // as it stands in the server's answer to initialize
  bool at_cursor;          // else over the lines around it, or the whole document
  const char* params;      // besides these
  const char* small_goal;
  const char* large_goal;
};

constexpr Feature kFeatures[] = {
    {"completion", "textDocument/completion", "completionProvider", true, "", "1", "5"},
    {"hover", "textDocument/hover", "hoverProvider", true, "", "1", "5"},
    {"definition", "textDocument/definition", "definitionProvider", true, "", "1", "5"},
    {"highlight", "textDocument/documentHighlight", "documentHighlightProvider", true, "", "1",
     "5"},
    {"code actions", "textDocument/codeAction", "codeActionProvider", false,
     R"(,"context":{"diagnostics":[]})", "1", "5"},
    {"inlay hints, 40 lines", "textDocument/inlayHint", "inlayHintProvider", false, "", "1", "5"},
    {"tokens, 40 lines", "textDocument/semanticTokens/range", "semanticTokensProvider", false, "",
     "1", "5"},
    {"tokens, whole", "textDocument/semanticTokens/full", "semanticTokensProvider", false, "", "",
     ""},
    {"symbols", "textDocument/documentSymbol", "documentSymbolProvider", false, "", "", ""},
    {"folding", "textDocument/foldingRange", "foldingRangeProvider", false, "", "", ""},
    {"formatting", "textDocument/formatting", "documentFormattingProvider", false,
     R"(,"options":{"tabSize":2,"insertSpaces":true})", "", ""},
    {"pull diagnostics", "textDocument/diagnostic", "diagnosticProvider", false, "", "", ""}};

// The 99th percentile, each after a keystroke whose findings have come.
double measure_feature(const std::string& program, const Sample& sample, const Feature& feature,
                       int count) {
  ServerProcess server(program);
  (void)server.initialize();
  Typist typist(server, sample);
  std::vector<double> times;
  constexpr int kWarmUp = 10;
  const auto line = [&](std::size_t number) {
    return R"({"line":)" + std::to_string(number) + R"(,"character":0})";
  };
  for (int i = 0; i < count + kWarmUp; ++i) {
    typist.type();
    const std::string place = feature.at_cursor
                                  ? R"("position":)" + typist.position()
                                  : R"("range":{"start":)" +
                                        line(sample.line - std::min<std::size_t>(sample.line, 20)) +
                                        R"(,"end":)" + line(sample.line + 20) + "}";
    const double time = server.request(feature.method, place + feature.params);
    if (i >= kWarmUp) times.push_back(time);
  }
  return percentile(times, 0.99);
}

void compare_features(const std::string& server, const std::string& empty) {
  std::string capabilities;
  {
    ServerProcess process(server);
    capabilities = process.initialize();
  }
  for (const std::size_t lines : {std::size_t{60}, std::size_t{20000}}) {
    const Sample sample = write_sample(lines);
    const int count = lines == 60 ? 300 : 60;
    for (const Feature& feature : kFeatures) {
      if (capabilities.find('"' + std::string(feature.capability) + '"') == std::string::npos) {
        continue;
      }
      print_row(std::string(feature.name) + ", " + std::to_string(lines) + " lines, p99, ms",
                lines == 60 ? feature.small_goal : feature.large_goal,
                measure_feature(server, sample, feature, count),
                measure_feature(empty, sample, feature, count));
    }
  }
}

// From the last byte of 500 edits to the findings of the last.
double measure_burst(const std::string& program, const Sample& sample) {
  ServerProcess server(program);
  (void)server.initialize();
  Typist typist(server, sample);
  std::vector<double> times;
  for (int i = 0; i < 20; ++i) {
    std::string bytes;
    for (int k = 0; k < 500; ++k) bytes += ServerProcess::framed(typist.message());
    server.send_bytes(bytes);
    const auto since = Clock::now();
    server.wait_for("publishDiagnostics", "\"version\":" + std::to_string(typist.version()));
    times.push_back(milliseconds(since));
  }
  return percentile(times, 0.5);
}

struct ManyDocuments {
  double resident = 0;  // MiB
  double idle = 0;      // milliseconds of processor time in five seconds
};

ManyDocuments measure_many(const std::string& program) {
  ServerProcess server(program);
  (void)server.initialize();
  const Sample sample = write_sample(60);
  for (int i = 0; i < 1000; ++i) {
    server.open(sample.text, "file:///nowhere/" + std::to_string(i) + "/buildspec.yml");
  }
  const double before = server.cpu_time();
  ::sleep(5);
  return {static_cast<double>(server.memory("VmRSS")) / 1024, server.cpu_time() - before};
}

void run(const std::string& server, const std::string& empty) {
  std::printf("%-40s %9s %10s %10s %8s\n", "", "goal", "server", "empty", "ratio");
  print_row("start to initialize, ms", "5", measure_start(server), measure_start(empty));
  compare_keystrokes(server, empty);
  compare_features(server, empty);
  for (const std::size_t lines : {std::size_t{60}, std::size_t{1000}, std::size_t{20000}}) {
    const Sample sample = write_sample(lines);
    print_row("500 edits at once, " + std::to_string(lines) + " lines, ms", "50",
              measure_burst(server, sample), measure_burst(empty, sample));
  }
  const ManyDocuments ours = measure_many(server);
  const ManyDocuments theirs = measure_many(empty);
  print_row("resident, 1000 documents, MiB", "60", ours.resident, theirs.resident);
  std::printf("%-40s %9s %10.3f %10.3f\n", "idle, 5 s, processor time, ms", "0", ours.idle,
              theirs.idle);
}

}  // namespace

int main(int argc, char** argv) {
  ::signal(SIGPIPE, SIG_IGN);
  try {
    run(argc > 1 ? argv[1] : beside("buildspec-lsp"),
        argc > 2 ? argv[2] : beside("bench_empty_server"));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_lsp: %s\n", error.what());
    return 1;
  }
  return 0;
}
