#include "linter/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace buildspec::cli {
namespace {

// Large enough that writing costs nothing beside linting, small enough to see progress.
constexpr std::size_t kBufferSize = 64U << 10U;
constexpr std::uint32_t kPlainWidth = 100;
constexpr std::uint32_t kNarrowest = 40;

std::string_view sequence(Paint::Color color) {
  switch (color) {
    case Paint::Color::red: return "\x1b[1;31m";
    case Paint::Color::yellow: return "\x1b[1;33m";
    case Paint::Color::blue: return "\x1b[1;34m";
    case Paint::Color::cyan: return "\x1b[1;36m";
    case Paint::Color::green: return "\x1b[32m";
    case Paint::Color::bold: return "\x1b[1m";
    case Paint::Color::dim: return "\x1b[2m";
  }
  return {};
}

}  // namespace

Output::~Output() { flush(); }

void Output::write(std::string_view text) {
  if (closed_) return;
  buffer_ += text;
  if (buffer_.size() >= kBufferSize) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!closed_ && !rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      closed_ = true;
      if (errno != EPIPE) failure_ = std::strerror(errno);
    }
  }
  buffer_.clear();
}

void ignore_broken_pipes() { std::signal(SIGPIPE, SIG_IGN); }

bool use_color(ColorChoice choice, int descriptor) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  const char* const no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* const terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return ::isatty(descriptor) == 1;
}

std::uint32_t terminal_width(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kPlainWidth;
  return std::max<std::uint32_t>(size.ws_col, kNarrowest);
}

AllBytes read_all(int descriptor, std::size_t limit) {
  AllBytes all;
  std::size_t used = 0;
  while (used <= limit) {
    all.bytes.resize(std::min(limit + 1, std::max<std::size_t>(used * 2, kBufferSize)));
    const ssize_t got = ::read(descriptor, all.bytes.data() + used, all.bytes.size() - used);
    if (got == 0) break;
    if (got > 0) {
      used += static_cast<std::size_t>(got);
    } else if (errno != EINTR) {
      all.problem = std::strerror(errno);
      break;
    }
  }
  all.bytes.resize(used);
  return all;
}

std::string Paint::operator()(Color color, std::string_view text) const {
  if (!enabled_ || text.empty()) return std::string(text);
  std::string painted(sequence(color));
  painted += text;
  painted += "\x1b[0m";
  return painted;
}

}  // namespace buildspec::cli
