// Whole sessions out of bytes: edits of several documents, requests, cancels; what the server says
// must be what a fresh one says about the same texts.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>

#include "tests/server/session_play.h"

namespace {

// A comparison with a fresh server takes as long as many edits do: what goes wrong does so in a
// short session too, and many of them find more than a few long ones.
constexpr int kMostSteps = 8;

// Each decision is one byte, two where one is not enough; behind the end all are 0.
class ByteChoices : public buildspec::lsp::test::Choices {
 public:
  explicit ByteChoices(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  bool more() override { return !bytes_.empty() && steps_++ < kMostSteps; }

 private:
  std::uint32_t next(std::uint32_t count) override {
    std::uint32_t number = take();
    if (count > 256) number = number << 8U | take();
    return number % count;
  }
  std::uint8_t take() {
    if (bytes_.empty()) return 0;
    const std::uint8_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }

  std::span<const std::uint8_t> bytes_;
  int steps_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteChoices choices({data, size});
  try {
    buildspec::lsp::test::play_session(choices);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    std::abort();
  }
  return 0;
}
