// How much of a file is judged; how much of it is read at all is said in syntax/tree.h, Budgets.
#pragma once

#include <cstddef>

namespace buildspec {

// Places where a file disagrees with the schema. One that has as many is told of once and not
// place by place: it is no buildspec, or was made to be slow.
inline constexpr std::size_t kMostMismatches = 1'000;

// Anchors that are told apart. In a file with more, none is: half of them would mislead.
inline constexpr std::size_t kMostAnchors = 10'000;

}  // namespace buildspec
