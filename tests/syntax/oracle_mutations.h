// Broken and odd documents for tests: real ones with characters changed, and small ones thrown
// together. The same for the same seed, everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::test {

// `count` texts, each made from one of `originals` (not empty) by one to three changes: characters
// deleted or inserted, punctuation, quotes, brackets, anchors, tags, escapes and aliases put in,
// indentation changed, lines cut.
[[nodiscard]] std::vector<std::string> mutations(const std::vector<std::string_view>& originals,
                                                 std::uint64_t seed, std::size_t count);

// `count` texts of up to a dozen random pieces of YAML.
[[nodiscard]] std::vector<std::string> jumbles(std::uint64_t seed, std::size_t count);

}  // namespace buildspec::test
