#include "lsp/rpc/frame.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace buildspec::lsp {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool has_bare_line_feed(std::string_view text) {
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') return true;
  }
  return false;
}

// "application/vscode-jsonrpc; charset=utf-8": no charset means UTF-8; "utf8" is the old spelling.
bool is_utf8(std::string_view content_type) {
  const std::string type = lower(content_type);
  const auto at = type.find("charset=");
  if (at == std::string::npos) return true;
  std::string_view charset = std::string_view(type).substr(at + 8);
  charset = trimmed(charset.substr(0, charset.find(';')));
  if (charset.size() >= 2 && charset.front() == '"' && charset.back() == '"') {
    charset = charset.substr(1, charset.size() - 2);
  }
  return charset == "utf-8" || charset == "utf8";
}

}  // namespace

void FrameDecoder::feed(std::string_view bytes) {
  if (!fault_.empty()) return;
  if (missing_ > 0) {  // keep nothing of a refused content
    const std::size_t skip =
        static_cast<std::size_t>(std::min<std::uint64_t>(missing_, bytes.size()));
    missing_ -= skip;
    bytes.remove_prefix(skip);
  }
  buffer_.append(bytes);
}

std::optional<Frame> FrameDecoder::next() {
  if (!fault_.empty()) return std::nullopt;
  if (!in_content_ && !read_headers()) return std::nullopt;
  return read_content();
}

bool FrameDecoder::read_headers() {
  std::string_view rest = std::string_view(buffer_).substr(at_);
  if (rest.starts_with("\r\n")) {
    fault_ = "there is no Content-Length header";
    return false;
  }
  const std::string_view head = rest.substr(0, limits_.headers);
  const auto end = head.find("\r\n\r\n");
  if (has_bare_line_feed(head.substr(0, end))) {
    fault_ = "a header line does not end with CR LF";
    return false;
  }
  if (end == std::string_view::npos) {
    if (rest.size() >= limits_.headers) {
      fault_ = "the headers are longer than " + std::to_string(limits_.headers) + " bytes";
    }
    return false;
  }
  length_.reset();
  refused_.clear();
  std::string_view headers = rest.substr(0, end + 2);
  while (!headers.empty() && fault_.empty()) {
    const auto line_end = headers.find("\r\n");
    read_header(headers.substr(0, line_end));
    headers.remove_prefix(line_end + 2);
  }
  if (fault_.empty() && !length_) fault_ = "there is no Content-Length header";
  if (!fault_.empty()) return false;
  consume(end + 4);
  in_content_ = true;
  if (*length_ > limits_.content) {
    refused_ = "a message of " + std::to_string(*length_) + " bytes is longer than " +
               std::to_string(limits_.content);
  }
  if (!refused_.empty()) {
    const std::uint64_t here = std::min<std::uint64_t>(*length_, buffer_.size() - at_);
    consume(static_cast<std::size_t>(here));
    missing_ = *length_ - here;
  }
  return true;
}

void FrameDecoder::read_header(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 ||
      line.find_first_of("\r\n") != std::string_view::npos) {
    fault_ = "a header line is not of the form name: value";
    return;
  }
  const std::string name = lower(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "content-length") {
    std::uint64_t length = 0;
    const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (error != std::errc() || stop != value.data() + value.size() || value.empty()) {
      fault_ = "Content-Length is not a number of bytes";
    } else if (length_) {
      fault_ = "Content-Length stands twice";
    } else {
      length_ = length;
    }
  } else if (name == "content-type" && !is_utf8(value)) {
    refused_ = "the content is not UTF-8";
  }
}

std::optional<Frame> FrameDecoder::read_content() {
  if (!refused_.empty()) {
    if (missing_ > 0) return std::nullopt;
    in_content_ = false;
    return Frame{{}, std::move(refused_)};
  }
  const auto length = static_cast<std::size_t>(*length_);
  if (buffer_.size() - at_ < length) {
    // Grows once, not with every piece of a large message.
    if (buffer_.capacity() < at_ + length) buffer_.reserve(at_ + length);
    return std::nullopt;
  }
  in_content_ = false;
  if (at_ == 0 && buffer_.size() == length) return Frame{std::exchange(buffer_, {}), {}};
  Frame frame{buffer_.substr(at_, length), {}};
  consume(length);
  return frame;
}

void FrameDecoder::consume(std::size_t count) {
  at_ += count;
  if (at_ < buffer_.size()) {
    // Moves the rest to the front when that costs no more than what was read.
    if (at_ >= buffer_.size() - at_) {
      buffer_.erase(0, at_);
      at_ = 0;
    }
    return;
  }
  at_ = 0;
  // A large message must not keep its memory for ever.
  constexpr std::size_t kKeep = 64U << 10U;
  if (buffer_.capacity() > kKeep) {
    buffer_ = {};
  } else {
    buffer_.clear();
  }
}

std::string encode_frame(std::string_view content) {
  std::string frame = "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n";
  frame += content;
  return frame;
}

}  // namespace buildspec::lsp
