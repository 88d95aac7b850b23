// What the flow of a snapshot is stored as. Internal to linter/lang: rules read it through Flow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/flow.h"

namespace buildspec {

// Where text stands is not in here: (command, index) pairs only, which a later version of the
// document may give other places.
struct FlowIndex {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Events {
    std::uint32_t first = kNone;
    std::uint32_t last = kNone;
    std::uint32_t count = 0;
  };
  struct Name {
    std::uint32_t text = 0;  // in `text`
    std::uint32_t size = 0;
    std::uint32_t hash = 0;
    bool tested = false;
    Reach at_start = Reach::none;
    Reach at_end = Reach::none;
    Events uses;
    Events definitions;
  };
  struct UseEvent {
    Usage usage;
    std::uint32_t name = 0;
    std::uint32_t next = kNone;  // of the same name
  };
  struct DefinitionEvent {
    Definition definition;
    std::uint32_t next = kNone;
  };

  std::string text;  // of all names
  std::vector<Name> names;
  std::vector<std::uint32_t> slots;  // a hash table of numbers; a power of two, at most half full
  std::vector<UseEvent> uses;
  std::vector<DefinitionEvent> definitions;
  std::vector<Flow::SecretUse> secret_uses;
  std::vector<std::uint32_t> secret_names;
  std::vector<std::pair<std::uint32_t, Directory>> directories;  // from this command on
  std::vector<std::uint32_t> changers;
  bool anything_at_end = false;

  [[nodiscard]] std::string_view name(std::uint32_t number) const {
    return std::string_view(text).substr(names[number].text, names[number].size);
  }
  [[nodiscard]] std::size_t slot_of(std::string_view wanted, std::uint32_t hash) const {
    std::size_t slot = hash & (slots.size() - 1);
    while (slots[slot] != kNone && (names[slots[slot]].hash != hash || name(slots[slot]) != wanted))
      slot = (slot + 1) & (slots.size() - 1);
    return slot;
  }
};

}  // namespace buildspec
