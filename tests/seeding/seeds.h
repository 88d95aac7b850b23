// The seeds of a rule: how its defect is planted (rules/README.md describes the file). Tests only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/project_facts.h"
#include "tests/seeding/value.h"

namespace buildspec::test {

// One part of a path: a key, an item, any of them, or an item that is new.
struct PathPart {
  enum class Kind : std::uint8_t { key, any_key, item, any_item, new_item };
  Kind kind = Kind::key;
  std::string key;
  std::uint32_t index = 0;
};
using Path = std::vector<PathPart>;
// Nothing where it is not understood.
[[nodiscard]] std::optional<Path> read_path(std::string_view text);

struct Step {
  enum class Kind : std::uint8_t {
    command,
    item,
    set,
    remove,
    rename,
    value_source,
    key_source,
    indent,
    begin,
    end
  };
  enum class At : std::uint8_t { any, first, middle, last };
  Kind kind = Kind::command;
  Path path;                       // but for commands and items
  std::vector<std::string> texts;  // commands; or the one source or name
  Value value;                     // set
  std::string phase;               // empty: any that there is
  std::string list = "commands";
  At at = At::any;
};

// Where the finding must stand.
struct Target {
  enum class Kind : std::uint8_t { planted, key, value, text, line };
  Kind kind = Kind::planted;
  std::string text;  // of `planted` a part, empty for all of it
  Path path;
  std::uint32_t line = 0;  // from 0
};

struct Needs {
  enum class Shape : std::uint8_t { any, block, yaml, json };
  std::string format;
  std::vector<Path> has;
  std::vector<Path> lacks;
  std::vector<std::string> without;  // texts that the host does not hold
  Shape shape = Shape::any;
  bool windows = false;
};

struct Seed {
  std::uint32_t line = 0;  // in its file, from 1
  std::vector<Step> steps;
  Target mark;
  Needs needs;
  ProjectFactsPtr facts;
  std::map<std::string, std::string, std::less<>> beside;  // rule, and the reason
};

struct Seeds {
  std::vector<Seed> seeds;
  std::string none;                   // why nothing can be planted
  std::vector<std::string> problems;  // what was not understood
};
[[nodiscard]] Seeds read_seeds(std::string_view text);

}  // namespace buildspec::test
