#include "lsp/rpc/stream_transport.h"

#include <poll.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace buildspec::lsp {

StreamTransport::StreamTransport(int in, int out, bool owned) : in_(in), out_(out), owned_(owned) {
  if (::pipe(wake_) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
}

StreamTransport::~StreamTransport() {
  ::close(wake_[0]);
  ::close(wake_[1]);
  if (!owned_) return;
  ::close(in_);
  if (out_ != in_) ::close(out_);
}

Incoming StreamTransport::read() {
  while (true) {
    if (auto frame = decoder_.next()) {
      if (!frame->refused.empty()) return {Incoming::Kind::refused, std::move(frame->refused)};
      return {Incoming::Kind::message, std::move(frame->content)};
    }
    if (!decoder_.fault().empty()) return {Incoming::Kind::broken, decoder_.fault()};
    if (fill()) continue;
    if (decoder_.inside_frame()) {
      return {Incoming::Kind::broken, "the input ended inside a message"};
    }
    return {Incoming::Kind::end, {}};
  }
}

bool StreamTransport::fill() {
  std::array<char, std::size_t{16} << 10U> bytes;
  while (true) {
    std::array<pollfd, 2> waiting{pollfd{in_, POLLIN, 0}, pollfd{wake_[0], POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    if (waiting[1].revents != 0) return false;
    const ssize_t count = ::read(in_, bytes.data(), bytes.size());
    if (count > 0) {
      decoder_.feed({bytes.data(), static_cast<std::size_t>(count)});
      return true;
    }
    if (count == 0 || (errno != EINTR && errno != EAGAIN)) return false;
  }
}

bool StreamTransport::write(std::string_view message) {
  const std::string header = "Content-Length: " + std::to_string(message.size()) + "\r\n\r\n";
  // One system call for header and content: a client that wakes up finds the whole message.
  std::array<iovec, 2> parts{iovec{const_cast<char*>(header.data()), header.size()},
                             iovec{const_cast<char*>(message.data()), message.size()}};
  std::size_t first = 0;
  while (first < parts.size()) {
    const ssize_t count = ::writev(out_, &parts[first], static_cast<int>(parts.size() - first));
    if (count < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) return false;
      pollfd waiting{out_, POLLOUT, 0};  // the client made the descriptor non-blocking
      if (::poll(&waiting, 1, -1) < 0 && errno != EINTR) return false;
      continue;
    }
    auto left = static_cast<std::size_t>(count);
    while (first < parts.size() && left >= parts[first].iov_len) {
      left -= parts[first].iov_len;
      ++first;
    }
    if (first < parts.size()) {
      parts[first].iov_base = static_cast<char*>(parts[first].iov_base) + left;
      parts[first].iov_len -= left;
    }
  }
  return true;
}

void StreamTransport::close() {
  const char byte = 0;
  // A full pipe has woken the reader already.
  [[maybe_unused]] const ssize_t count = ::write(wake_[1], &byte, 1);
}

}  // namespace buildspec::lsp
