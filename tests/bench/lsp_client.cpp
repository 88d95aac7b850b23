// Measures buildspec-lsp over standard input and output, as an editor uses it, and an empty server
// under the same client: the ratio of the two holds on a busy machine as well.
//
//   bench_lsp [SERVER [EMPTY_SERVER]]     both are looked for beside this program
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

double percentile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(last * part + 0.5)];
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

// One server process, spoken to through pipes.
class Server {
 public:
  explicit Server(const std::string& program) {
    int to[2];
    int from[2];
    if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) fail("pipe");
    process_ = ::fork();
    if (process_ < 0) fail("fork");
    if (process_ == 0) {
      ::dup2(to[0], STDIN_FILENO);
      ::dup2(from[1], STDOUT_FILENO);
      ::execl(program.c_str(), program.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(to[0]);
    ::close(from[1]);
    in_ = from[0];
    out_ = to[1];
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    ::close(in_);
    ::close(out_);
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }

  void send(const std::string& content) {
    const std::string frame =
        "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content;
    for (std::size_t done = 0; done < frame.size();) {
      const ssize_t count = ::write(out_, frame.data() + done, frame.size() - done);
      if (count < 0 && errno != EINTR) fail("write");
      if (count > 0) done += static_cast<std::size_t>(count);
    }
  }

  std::string receive() {
    while (true) {
      const auto end = buffer_.find("\r\n\r\n");
      if (end != std::string::npos) {
        const auto at = buffer_.find("Content-Length: ");
        const std::size_t length = std::strtoul(buffer_.c_str() + at + 16, nullptr, 10);
        if (buffer_.size() >= end + 4 + length) {
          std::string content = buffer_.substr(end + 4, length);
          buffer_.erase(0, end + 4 + length);
          return content;
        }
      }
      char bytes[65536];
      const ssize_t count = ::read(in_, bytes, sizeof bytes);
      if (count == 0) throw std::runtime_error("the server ended");
      if (count < 0 && errno != EINTR) fail("read");
      if (count > 0) buffer_.append(bytes, static_cast<std::size_t>(count));
    }
  }

  // Reads until a message holds both texts.
  void wait_for(std::string_view one, std::string_view other) {
    while (true) {
      const std::string message = receive();
      if (message.find(one) != std::string::npos && message.find(other) != std::string::npos) {
        return;
      }
    }
  }

  void initialize() {
    send(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,)"
         R"("capabilities":{"general":{"positionEncodings":["utf-8"]},"textDocument":)"
         R"({"publishDiagnostics":{"versionSupport":true,"relatedInformation":true,)"
         R"("dataSupport":true,"codeDescriptionSupport":true}}}}})");
    wait_for("\"id\":1", "capabilities");
  }

  void open(const std::string& text) {
    send(R"({"jsonrpc":"2.0","method":"initialized","params":{}})");
    send(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":)"
         R"("file:///nowhere/buildspec.yml","languageId":"yaml","version":1,"text":)" +
         json_text(text) + "}}}");
    wait_for("publishDiagnostics", "\"version\":1");
  }

  // One edit, from the first byte sent to the last byte of its diagnostics: in milliseconds.
  double edit(int version, std::size_t line, std::size_t start, std::size_t end,
              const std::string& text) {
    const auto position = [&](std::size_t character) {
      return "{\"line\":" + std::to_string(line) + ",\"character\":" + std::to_string(character) +
             "}";
    };
    const std::string number = std::to_string(version);
    const std::string message =
        R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":)"
        R"("file:///nowhere/buildspec.yml","version":)" +
        number + R"(},"contentChanges":[{"range":{"start":)" + position(start) + R"(,"end":)" +
        position(end) + R"(},"text":)" + json_text(text) + "}]}}";
    const auto since = Clock::now();
    send(message);
    wait_for("publishDiagnostics", "\"version\":" + number);
    return milliseconds(since);
  }

  // Resident memory, in KiB.
  [[nodiscard]] long resident() const {
    std::ifstream status("/proc/" + std::to_string(process_) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmRSS:")) return std::strtol(line.c_str() + 6, nullptr, 10);
    }
    return 0;
  }

 private:
  [[noreturn]] static void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
  }

  pid_t process_ = 0;
  int in_ = -1;
  int out_ = -1;
  std::string buffer_;
};

// A buildspec as people write them, of about this many lines: every command is its own, every
// fifth item is a script of several lines.
struct Sample {
  std::string text;
  std::size_t line = 0;    // of a command in the middle
  std::size_t column = 0;  // the end of that line
};

class SampleWriter {
 public:
  Sample write(std::size_t lines) {
    head();
    const char* const phases[] = {"pre_build", "build", "post_build"};
    for (const char* const phase : phases) {
      add("  " + std::string(phase) + ":");
      add("    commands:");
      const std::size_t until = lines_.size() + (lines - 32) / 3;
      while (lines_.size() < until) item();
    }
    tail();
    Sample sample;
    sample.line = editable_[editable_.size() / 2];
    sample.column = lines_[sample.line].size();
    for (const std::string& line : lines_) sample.text += line + '\n';
    return sample;
  }

 private:
  void add(std::string line) { lines_.push_back(std::move(line)); }

  void head() {
    for (const char* const line :
         {"version: 0.2", "", "env:", "  shell: bash", "  variables:", "    APP_NAME: web",
          "    STAGE: test", "  parameter-store:", "    DB_HOST: /CodeBuild/db/host",
          "  exported-variables:", "    - IMAGE_TAG", "",
          "phases:", "  install:", "    runtime-versions:", "      nodejs: 22",
          "      python: \"3.13\"", "    commands:", "      - npm ci"}) {
      add(line);
    }
  }

  void tail() {
    for (const char* const line :
         {"", "artifacts:", "  files:", "    - '**/*'", "  base-directory: dist", "",
          "cache:", "  paths:", "    - /root/.npm/**/*"}) {
      add(line);
    }
  }

  void item() {
    const std::string number = std::to_string(++items_);
    switch (items_ % 5) {
      case 0:
        add("      # step " + number);
        add("      - |");
        add("        if [ -f \"packages/p" + number + "/package.json\" ]; then");
        add("          (cd packages/p" + number + " && npm run build -- --mode \"$STAGE\")");
        add("        fi");
        break;
      case 1: plain("      - echo \"Building step " + number + " of ${APP_NAME}\""); break;
      case 2:
        plain("      - aws s3 cp dist/" + number + ".js \"s3://$BUCKET/app/" + number +
              "/\" --cache-control max-age=300");
        break;
      case 3:
        plain("      - export TAG_" + number + "=$(git rev-parse --short HEAD)-" + number);
        break;
      default:
        plain("      - docker build -t \"$REPOSITORY:" + number + "\" -f docker/" + number +
              ".Dockerfile .");
        break;
    }
  }

  void plain(std::string line) {
    editable_.push_back(lines_.size());
    add(std::move(line));
  }

  std::vector<std::string> lines_;
  std::vector<std::size_t> editable_;
  std::size_t items_ = 0;
};

struct Keystrokes {
  double p50 = 0;
  double p99 = 0;
  long resident = 0;
};

// Types a word at the end of a command and takes it back, again and again.
Keystrokes measure_keystrokes(const std::string& program, const Sample& sample, int count) {
  Server server(program);
  server.initialize();
  server.open(sample.text);
  constexpr std::string_view kWord = " --verbose";
  std::vector<double> times;
  std::size_t typed = 0;
  bool typing = true;
  constexpr int kWarmUp = 40;
  for (int i = 0; i < count + kWarmUp; ++i) {
    const std::size_t at = sample.column + typed;
    const double time = typing ? server.edit(i + 2, sample.line, at, at, {kWord[typed]})
                               : server.edit(i + 2, sample.line, at - 1, at, "");
    if (i >= kWarmUp) times.push_back(time);
    typed += typing ? 1 : static_cast<std::size_t>(-1);
    if (typed == kWord.size() || typed == 0) typing = !typing;
  }
  return {percentile(times, 0.5), percentile(times, 0.99), server.resident()};
}

double measure_start(const std::string& program) {
  std::vector<double> times;
  for (int i = 0; i < 60; ++i) {
    const auto since = Clock::now();
    Server server(program);
    server.initialize();
    times.push_back(milliseconds(since));
  }
  return percentile(times, 0.5);
}

void print_row(const char* what, const char* goal, double ours, double empty) {
  std::printf("%-34s %9s %10.3f %10.3f %8.2f\n", what, goal, ours, empty, ours / empty);
}

void run(const std::string& server, const std::string& empty) {
  std::printf("%-34s %9s %10s %10s %8s\n", "", "goal", "server", "empty", "ratio");
  print_row("start to initialize, ms", "5", measure_start(server), measure_start(empty));
  struct Size {
    std::size_t lines;
    int edits;
    const char* p50_goal;
    const char* p99_goal;
  };
  Keystrokes small;
  for (const Size size :
       {Size{60, 2000, "0.2", "1"}, Size{1000, 1000, "0.5", ""}, Size{20000, 300, "5", ""}}) {
    const Sample sample = SampleWriter().write(size.lines);
    const Keystrokes ours = measure_keystrokes(server, sample, size.edits);
    const Keystrokes theirs = measure_keystrokes(empty, sample, size.edits);
    if (size.lines == 60) small = ours;
    const std::string name = "keystroke, " + std::to_string(size.lines) + " lines, ";
    print_row((name + "p50, ms").c_str(), size.p50_goal, ours.p50, theirs.p50);
    print_row((name + "p99, ms").c_str(), size.p99_goal, ours.p99, theirs.p99);
    print_row(("resident, " + std::to_string(size.lines) + " lines, MiB").c_str(),
              size.lines == 60 ? "8" : "", static_cast<double>(ours.resident) / 1024,
              static_cast<double>(theirs.resident) / 1024);
  }
}

std::string beside(const char* name) {
  std::string path(4096, '\0');
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
  path.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return path.substr(0, path.rfind('/') + 1) + name;
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
