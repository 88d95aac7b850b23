#include "lsp/rpc/frame.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace buildspec::lsp;

namespace {

struct Decoded {
  std::vector<std::string> contents;
  std::vector<std::string> refused;
  std::string fault;
  bool inside = false;
};

Decoded decode(std::string_view bytes, std::size_t piece, FrameLimits limits = {}) {
  FrameDecoder decoder(limits);
  Decoded decoded;
  while (true) {
    while (auto frame = decoder.next()) {
      if (frame->refused.empty()) {
        decoded.contents.push_back(frame->content);
      } else {
        decoded.refused.push_back(frame->refused);
      }
    }
    if (bytes.empty()) break;
    decoder.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  decoded.fault = decoder.fault();
  decoded.inside = decoder.inside_frame();
  return decoded;
}

std::string fault(std::string_view bytes) { return decode(bytes, bytes.size()).fault; }

}  // namespace

TEST_CASE("frames are found however the bytes come in") {
  const std::string bytes = encode_frame("{}") + encode_frame("") + encode_frame("abc\r\n\r\n") +
                            "content-length:  4\t\r\nX-Other: 1\r\n\r\nwxyz";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Decoded decoded = decode(bytes, piece);
    REQUIRE(decoded.contents == std::vector<std::string>{"{}", "", "abc\r\n\r\n", "wxyz"});
    REQUIRE(decoded.fault.empty());
    REQUIRE_FALSE(decoded.inside);
  }
}

TEST_CASE("the end of input inside a frame is noticed at every byte") {
  const std::string bytes = encode_frame("{\"a\":1}");
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    const Decoded decoded = decode(std::string_view(bytes).substr(0, size), 3);
    REQUIRE(decoded.contents.empty());
    REQUIRE(decoded.inside);
  }
}

TEST_CASE("broken headers end the stream") {
  CHECK(fault("Content-Length: 2\n\n{}") == "a header line does not end with CR LF");
  CHECK(fault("{\"jsonrpc\":\"2.0\"}\n") == "a header line does not end with CR LF");
  CHECK(fault("Content-Length: 2x\r\n\r\n{}") == "Content-Length is not a number of bytes");
  CHECK(fault("Content-Length: -2\r\n\r\n{}") == "Content-Length is not a number of bytes");
  CHECK(fault("Content-Length: +2\r\n\r\n{}") == "Content-Length is not a number of bytes");
  CHECK(fault("Content-Length: 0x2\r\n\r\n{}") == "Content-Length is not a number of bytes");
  CHECK(fault("Content-Length:\r\n\r\n{}") == "Content-Length is not a number of bytes");
  CHECK(fault("Content-Length: 99999999999999999999\r\n\r\n") ==
        "Content-Length is not a number of bytes");
  CHECK(fault("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}") == "Content-Length stands twice");
  CHECK(fault("Content-Type: x\r\n\r\n{}") == "there is no Content-Length header");
  CHECK(fault("\r\n\r\n{}") == "there is no Content-Length header");
  CHECK(fault("Content-Length 2\r\n\r\n{}") == "a header line is not of the form name: value");
  CHECK(fault(": 2\r\n\r\n{}") == "a header line is not of the form name: value");
  CHECK(fault(std::string(5000, 'a')) == "the headers are longer than 4096 bytes");
}

TEST_CASE("a fault is the same however the bytes come in") {
  for (const std::string_view bytes : {"\n\r\xB5\n\r\n\r\n", "a: b\nc\r\n\r\n",
                                       "a: b\r\nc\n\r\n\r\n", "\r\n\n", "a\rb: c\r\n\r\n"}) {
    CAPTURE(bytes);
    const std::string whole = fault(bytes);
    CHECK_FALSE(whole.empty());
    for (std::size_t piece = 1; piece < bytes.size(); ++piece) {
      CHECK(decode(bytes, piece).fault == whole);
    }
  }
}

TEST_CASE("nothing is decoded behind a fault") {
  const Decoded decoded = decode("nonsense\r\n\r\n" + encode_frame("{}"), 4);
  CHECK(decoded.contents.empty());
  CHECK(decoded.fault == "a header line is not of the form name: value");
}

TEST_CASE("a message over the limit is read over, the next one is found") {
  const std::string bytes = encode_frame(std::string(100, 'x')) + encode_frame("ok");
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
    const Decoded decoded = decode(bytes, piece, {.headers = 4096, .content = 99});
    CHECK(decoded.refused == std::vector<std::string>{"a message of 100 bytes is longer than 99"});
    CHECK(decoded.contents == std::vector<std::string>{"ok"});
    CHECK_FALSE(decoded.inside);
  }
}

TEST_CASE("UTF-8 is the one encoding of content") {
  const auto framed = [](const std::string& type) {
    return "Content-Type: application/vscode-jsonrpc" + type + "\r\nContent-Length: 2\r\n\r\n{}";
  };
  for (const char* const type : {"", "; charset=utf-8", "; charset=utf8", ";charset=\"UTF-8\""}) {
    CHECK(decode(framed(type), 9).contents == std::vector<std::string>{"{}"});
  }
  const Decoded decoded = decode(framed("; charset=utf-16") + encode_frame("ok"), 9);
  CHECK(decoded.refused == std::vector<std::string>{"the content is not UTF-8"});
  CHECK(decoded.contents == std::vector<std::string>{"ok"});
}
