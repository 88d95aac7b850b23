// A session that is made up as it goes: edits of several documents, requests and cancels between
// them. Now and then, and at the end, everything that the server says about a document is held
// against a fresh server on the same text. Random in the tests, out of bytes in the fuzzer.
#pragma once

#include <cstddef>
#include <cstdint>

namespace buildspec::lsp::test {

// Where the decisions come from.
class Choices {
 public:
  Choices() = default;
  Choices(const Choices&) = delete;
  Choices& operator=(const Choices&) = delete;
  virtual ~Choices() = default;

  // A number below `count`; 0 where that is 0.
  [[nodiscard]] std::uint32_t below(std::size_t count);
  // The session shall go on.
  [[nodiscard]] virtual bool more() = 0;

 private:
  // `count` is 2 or more.
  virtual std::uint32_t next(std::uint32_t count) = 0;
};

// Throws a std::runtime_error that says what is wrong: a difference, a request without an answer,
// an answer to nothing, an internal error.
void play_session(Choices& choices);

}  // namespace buildspec::lsp::test
