// Documents that are made to be slow, large or deep, and what is found in each: for every program
// that reads what others wrote.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::test {

struct HostileDocument {
  std::string name;
  std::string text;
  std::string finding;  // the one rule that speaks, once; empty where nothing is wrong
};

[[nodiscard]] std::vector<HostileDocument> hostile_documents();
// Those that take an optimised program to be judged within a test's patience.
[[nodiscard]] std::vector<HostileDocument> largest_documents();

[[nodiscard]] std::string times(std::size_t count, std::string_view piece);
// `count` pieces with their numbers, from 0, between the two.
[[nodiscard]] std::string numbered(std::size_t count, std::string_view before,
                                   std::string_view after);
// Mappings within each other, a line and a column for each.
[[nodiscard]] std::string nested(std::size_t count);

}  // namespace buildspec::test
