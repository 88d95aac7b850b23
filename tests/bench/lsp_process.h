// One server process, spoken to through pipes as an editor does it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::bench {

using Clock = std::chrono::steady_clock;
[[nodiscard]] double milliseconds(Clock::time_point since);
[[nodiscard]] double percentile(std::vector<double> values, double part);

// A JSON string.
[[nodiscard]] std::string json_text(std::string_view text);

constexpr const char* kUri = "file:///nowhere/buildspec.yml";

class ServerProcess {
 public:
  explicit ServerProcess(const std::string& program);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess();

  void send(const std::string& content) { send_bytes(framed(content)); }
  void send_bytes(const std::string& bytes);
  [[nodiscard]] static std::string framed(const std::string& content);
  [[nodiscard]] std::string receive();
  // Reads until a message holds both texts.
  std::string wait_for(std::string_view one, std::string_view other);

  // Its capabilities, as text.
  [[nodiscard]] const std::string& initialize();
  [[nodiscard]] const std::string& capabilities() const { return capabilities_; }
  // Until the findings of the document are there. Gives the message that holds them.
  std::string open(const std::string& text, const std::string& uri = kUri);

  [[nodiscard]] static std::string change_message(int version, std::size_t line, std::size_t start,
                                                  std::size_t end, const std::string& text);
  // One edit, from the first byte sent to the last byte of its findings: in milliseconds.
  double edit(int version, std::size_t line, std::size_t start, std::size_t end,
              const std::string& text);
  // One request, from its first byte to the last of its answer: in milliseconds. `params` without
  // the document, as the inside of an object.
  double request(const std::string& method, const std::string& params);

  // Of memory, in KiB: "VmRSS" is what it holds now, "VmHWM" the most that it ever did.
  [[nodiscard]] long memory(const char* what) const;
  // The time that its threads have run, in milliseconds.
  [[nodiscard]] double cpu_time() const;

 private:
  pid_t process_ = 0;
  int in_ = -1;
  int out_ = -1;
  int next_id_ = 100;
  std::string buffer_;
  std::string capabilities_;
};

// The path of another program in the folder of this one.
[[nodiscard]] std::string beside(const char* name);

}  // namespace buildspec::bench
