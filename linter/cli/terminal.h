// Where the program writes and what that place can show: a buffered file descriptor that never
// raises a signal, colours, the width of a terminal. Used by the main thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace buildspec::cli {

enum class ColorChoice : std::uint8_t { automatic, always, never };

// Collects text and writes it to a file descriptor. When the reader goes away (a closed pipe)
// the rest is dropped without a word; any other failure is kept for the end.
class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  void write(std::string_view text);
  void flush();
  // Why writing failed; empty while it has not, or where the reader merely went away.
  [[nodiscard]] const std::string& failure() const { return failure_; }

 private:
  int descriptor_;
  bool closed_ = false;
  std::string buffer_;
  std::string failure_;
};

// A write to a closed pipe becomes a result instead of the end of the process.
void ignore_broken_pipes();

// Automatic means: a terminal that is not "dumb", and NO_COLOR is unset or empty (no-color.org).
[[nodiscard]] bool use_color(ColorChoice choice, int descriptor);

// Columns of the terminal; 100 where the descriptor is none.
[[nodiscard]] std::uint32_t terminal_width(int descriptor);

// Everything until the end of a descriptor, but at most `limit` bytes and one.
struct AllBytes {
  std::string bytes;
  std::string problem;  // empty unless reading failed
};
[[nodiscard]] AllBytes read_all(int descriptor, std::size_t limit);

// The colours in use. Wraps text in an escape sequence, or leaves it alone.
class Paint {
 public:
  enum class Color : std::uint8_t { red, yellow, blue, cyan, green, bold, dim };
  explicit Paint(bool enabled) : enabled_(enabled) {}
  [[nodiscard]] std::string operator()(Color color, std::string_view text) const;
  [[nodiscard]] bool enabled() const { return enabled_; }

 private:
  bool enabled_;
};

}  // namespace buildspec::cli
