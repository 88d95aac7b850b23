// Any bytes as the input of a server: however they are cut into pieces, the same frames come out,
// none is larger than the limit, and what was decoded encodes to itself. The first byte says how
// large the pieces are.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/rpc/frame.h"

namespace {

using buildspec::lsp::Frame;
using buildspec::lsp::FrameDecoder;
using buildspec::lsp::FrameLimits;

constexpr FrameLimits kLimits{.headers = 200, .content = 300};

void require(bool holds) {
  if (!holds) std::abort();
}

struct Decoded {
  std::vector<std::string> contents;
  std::vector<std::string> refused;
  std::string fault;
  bool inside = false;
  friend bool operator==(const Decoded&, const Decoded&) = default;
};

Decoded decode(std::string_view bytes, std::size_t piece) {
  FrameDecoder decoder(kLimits);
  Decoded decoded;
  do {
    decoder.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    while (const auto frame = decoder.next()) {
      (frame->refused.empty() ? decoded.contents : decoded.refused)
          .push_back(frame->refused.empty() ? frame->content : frame->refused);
    }
  } while (!bytes.empty());
  decoded.fault = decoder.fault();
  // Behind a fault nothing is asked any more.
  decoded.inside = decoded.fault.empty() && decoder.inside_frame();
  return decoded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Decoded whole = decode(bytes, bytes.size() + 1);
  require(decode(bytes, data[0] % 64U + 1) == whole);
  require(decode(bytes, 1) == whole);
  std::string again;
  for (const std::string& content : whole.contents) {
    require(content.size() <= kLimits.content);
    again += buildspec::lsp::encode_frame(content);
  }
  const Decoded decoded = decode(again, data[0] % 64U + 1);
  require(decoded.contents == whole.contents && decoded.fault.empty() && !decoded.inside);
  return 0;
}
