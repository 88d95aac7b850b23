// The least that a language server can do: answers every request with nothing, publishes an empty
// list after every change. What bench_lsp measures of it is the cost of pipes, processes and the
// client itself.
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace {

// Takes as much as there is with every call, as a real server does.
bool read_message(std::string& content) {
  static std::string buffer;
  while (true) {
    const auto end = buffer.find("\r\n\r\n");
    if (end != std::string::npos) {
      const auto at = buffer.find("Content-Length: ");
      const std::size_t length = std::strtoul(buffer.c_str() + at + 16, nullptr, 10);
      if (buffer.size() >= end + 4 + length) {
        content = buffer.substr(end + 4, length);
        buffer.erase(0, end + 4 + length);
        return true;
      }
    }
    char bytes[65536];
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0) return false;
    buffer.append(bytes, static_cast<std::size_t>(count));
  }
}

void write_message(const std::string& content) {
  const std::string frame =
      "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content;
  if (::write(STDOUT_FILENO, frame.data(), frame.size()) < 0) std::exit(1);
}

// What stands behind `"name":`, up to a comma or brace.
std::string member(std::string_view message, std::string_view name) {
  const auto at = message.find("\"" + std::string(name) + "\":");
  if (at == std::string_view::npos) return {};
  const auto begin = at + name.size() + 3;
  return std::string(message.substr(begin, message.find_first_of(",}", begin) - begin));
}

}  // namespace

int main() {
  for (std::string message; read_message(message);) {
    const std::string method = member(message, "method");
    if (method == "\"initialize\"") {
      write_message(R"({"jsonrpc":"2.0","id":)" + member(message, "id") +
                    R"(,"result":{"capabilities":{}}})");
    } else if (const std::string id = member(message, "id"); !id.empty()) {
      write_message(R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":null})");
    } else if (method == "\"textDocument/didOpen\"" || method == "\"textDocument/didChange\"") {
      write_message(R"({"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{)"
                    R"("diagnostics":[],"uri":)" +
                    member(message, "uri") + R"(,"version":)" + member(message, "version") + "}}");
    }
  }
  return 0;
}
