#include "tests/bench/lsp_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace buildspec::bench {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

std::string document(const std::string& uri) { return R"("textDocument":{"uri":")" + uri + '"'; }

}  // namespace

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
    switch (c) {
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
  return out + '"';
}

ServerProcess::ServerProcess(const std::string& program) {
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

ServerProcess::~ServerProcess() {
  ::close(in_);
  ::close(out_);
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

std::string ServerProcess::framed(const std::string& content) {
  return "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content;
}

void ServerProcess::send_bytes(const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count = ::write(out_, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno != EINTR) fail("write");
    if (count > 0) done += static_cast<std::size_t>(count);
  }
}

std::string ServerProcess::receive() {
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

std::string ServerProcess::wait_for(std::string_view one, std::string_view other) {
  while (true) {
    std::string message = receive();
    if (message.find(one) != std::string::npos && message.find(other) != std::string::npos) {
      return message;
    }
  }
}

const std::string& ServerProcess::initialize() {
  send(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":)" +
       std::to_string(::getpid()) +
       R"(,"capabilities":{"general":{"positionEncodings":["utf-8"]},"textDocument":)"
       R"({"publishDiagnostics":{"versionSupport":true,"relatedInformation":true,)"
       R"("dataSupport":true,"codeDescriptionSupport":true},"completion":{"completionItem":)"
       R"({"snippetSupport":true,"labelDetailsSupport":true}},"codeAction":)"
       R"({"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}}},)"
       R"("documentSymbol":{"hierarchicalDocumentSymbolSupport":true},"semanticTokens":)"
       R"({"requests":{"full":true,"range":true},"formats":["relative"],"tokenModifiers":[],)"
       R"("tokenTypes":["variable","property","keyword","comment","string","function",)"
       R"("parameter","operator","number"]}}}}})");
  capabilities_ = wait_for("\"id\":1", "capabilities");
  send(R"({"jsonrpc":"2.0","method":"initialized","params":{}})");
  return capabilities_;
}

std::string ServerProcess::open(const std::string& text, const std::string& uri) {
  send(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{)" + document(uri) +
       R"(,"languageId":"yaml","version":1,"text":)" + json_text(text) + "}}}");
  while (true) {
    std::string message = wait_for("publishDiagnostics", "\"version\":1");
    if (message.find(uri) != std::string::npos) return message;
  }
}

std::string ServerProcess::change_message(int version, std::size_t line, std::size_t start,
                                          std::size_t end, const std::string& text) {
  const auto position = [&](std::size_t character) {
    return "{\"line\":" + std::to_string(line) + ",\"character\":" + std::to_string(character) +
           "}";
  };
  return R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{)" + document(kUri) +
         R"(,"version":)" + std::to_string(version) + R"(},"contentChanges":[{"range":{"start":)" +
         position(start) + R"(,"end":)" + position(end) + R"(},"text":)" + json_text(text) + "}]}}";
}

double ServerProcess::edit(int version, std::size_t line, std::size_t start, std::size_t end,
                           const std::string& text) {
  const std::string message = change_message(version, line, start, end, text);
  const auto since = Clock::now();
  send(message);
  wait_for("publishDiagnostics", "\"version\":" + std::to_string(version));
  return milliseconds(since);
}

double ServerProcess::request(const std::string& method, const std::string& params) {
  const std::string id = std::to_string(++next_id_);
  const std::string message = R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":")" + method +
                              R"(","params":{)" + document(kUri) + "}" +
                              (params.empty() ? "" : ",") + params + "}}";
  const auto since = Clock::now();
  send(message);
  const std::string answer = wait_for("\"id\":" + id, "\"jsonrpc\"");
  const double time = milliseconds(since);
  if (answer.find("\"error\":{\"code\"") != std::string::npos) {
    throw std::runtime_error(method + ": " + answer.substr(0, 300));
  }
  return time;
}

long ServerProcess::memory(const char* what) const {
  std::ifstream status("/proc/" + std::to_string(process_) + "/status");
  const std::string name = std::string(what) + ':';
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::strtol(line.c_str() + name.size(), nullptr, 10);
  }
  return 0;
}

double ServerProcess::cpu_time() const {
  std::ifstream stat("/proc/" + std::to_string(process_) + "/stat");
  std::string line;
  std::getline(stat, line);
  // Behind the name in parentheses: the state, and ten fields before the two that count.
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string field;
  for (int i = 0; i < 11; ++i) fields >> field;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) * 1000 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::string beside(const char* name) {
  std::string path(4096, '\0');
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
  path.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return path.substr(0, path.rfind('/') + 1) + name;
}

}  // namespace buildspec::bench
