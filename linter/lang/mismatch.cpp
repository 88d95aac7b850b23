#include "linter/lang/mismatch.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "linter/lang/limits.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/format.h"

namespace buildspec {
namespace {

using schema::Form;
using schema::Format;
using schema::Key;
using schema::Type;
using schema::Versions;

// Formats that take any text: their scalars need not be decoded.
bool takes_anything(const Type& type) {
  if (!type.values.empty()) return false;
  return type.format == Format::text || type.format == Format::command ||
         type.format == Format::shell_expression;
}

bool is_merge(Node key) {
  return key.is_scalar() && key.style() == ScalarStyle::plain && key.source() == "<<";
}

// Hostile input may disagree millions of times; nobody reads that.

class Walker {
 public:
  Walker(Versions versions, const CleanItems* previous)
      : versions_(versions),
        previous_(previous != nullptr && previous->versions() == versions ? previous : nullptr) {
    clean_.start(versions, previous_ != nullptr ? previous_->size() : 0);
  }

  // The depth is that of the schema's tables, not of the text.
  void check(const Type& type, const Mismatch& place) {
    const Node node = place.node;
    const Kind kind = node.kind();
    // Most nodes of most files: commands and values of variables.
    if (kind == Kind::scalar && type.form == Form::scalar && type.may_be_missing &&
        takes_anything(type)) {
      return;
    }
    if (kind == Kind::alias) return;  // what it stands for is judged where it is written
    if (is_null(node)) {
      if (!type.may_be_missing) add(MismatchKind::wrong_form, type, place);
      return;
    }
    check_count(type, place);
    switch (type.form) {
      case Form::mapping: check_mapping(type, place); return;
      case Form::sequence: check_sequence(type, place); return;
      case Form::scalar:
        if (node.is_scalar()) {
          check_scalar(type, place);
        } else {
          add(MismatchKind::wrong_form, type, place);
        }
        return;
    }
  }

  SchemaCheck take() && {
    const auto begin = [](const Mismatch& found) {
      return (found.key_node && found.kind != MismatchKind::wrong_form ? found.key_node
                                                                       : found.node)
          .span()
          .begin;
    };
    std::stable_sort(found_.begin(), found_.end(),
                     [&](const Mismatch& a, const Mismatch& b) { return begin(a) < begin(b); });
    return {std::move(found_), std::move(clean_)};
  }

 private:
  // An item or a named entry: skipped where an earlier version had it, and had nothing against it.
  void check_item(const Type& type, const Mismatch& place) {
    const void* const block = type.form == Form::scalar ? nullptr : place.node.block();
    if (block == nullptr) {
      check(type, place);
      return;
    }
    if (previous_ == nullptr || !previous_->contains(block, &type)) {
      const std::size_t before = found_.size();
      check(type, place);
      if (found_.size() != before || before == kMostMismatches) return;
    }
    clean_.insert(block, &type);
  }

  void add(MismatchKind kind, const Type& type, Mismatch place) {
    if (found_.size() == kMostMismatches) return;
    place.kind = kind;
    place.type = &type;
    found_.push_back(place);
  }

  void check_count(const Type& type, const Mismatch& place) {
    if (type.min_items == 0 && type.max_items == 0) return;
    if (!place.node.is_mapping() && !place.node.is_sequence()) return;
    const std::uint32_t count = place.node.size();
    if (count < type.min_items) add(MismatchKind::too_few, type, place);
    if (type.max_items != 0 && count > type.max_items) add(MismatchKind::too_many, type, place);
  }

  static bool is_reference(const Type& type, Node node) {
    return type.may_be_reference && node.is_scalar() && schema::has_reference(node.source());
  }

  void check_mapping(const Type& type, const Mismatch& place) {
    if (!place.node.is_mapping()) {
      if (!is_reference(type, place.node)) add(MismatchKind::wrong_form, type, place);
    } else if (type.keys.empty()) {
      check_chosen_names(type, place);
    } else {
      check_known_keys(type, place);
    }
  }

  void check_sequence(const Type& type, const Mismatch& place) {
    const Node node = place.node;
    if (node.is_sequence()) {
      for (const Node item : node.items()) {
        check_item(*type.element, Mismatch{.key = place.key, .node = item, .owner = node});
      }
    } else if (node.is_scalar() && is_reference(type, node)) {
      return;
    } else if (node.is_scalar() && type.scalar_for_list) {
      add(MismatchKind::scalar_for_list, type, place);
      if (type.element->form == Form::scalar) check_scalar(*type.element, place);
    } else {
      add(MismatchKind::wrong_form, type, place);
    }
  }

  void check_scalar(const Type& type, const Mismatch& place) {
    if (takes_anything(type)) return;
    const Scalar scalar = place.node.scalar();
    const std::string_view value = scalar.value();
    if (type.may_be_reference && schema::has_reference(value)) return;
    if (!type.values.empty()) {
      if (const schema::Value* const known = schema::find_value(type, value)) {
        if (known->deprecated) add(MismatchKind::deprecated_value, type, place);
        return;
      }
      if (type.values_are_all) {
        add(MismatchKind::unknown_value, type, place);
        return;
      }
    }
    if (schema::check_format(type.format, value)) add(MismatchKind::bad_value, type, place);
  }

  void check_known_keys(const Type& type, const Mismatch& place) {
    std::uint64_t seen = 0;
    bool merged = false;
    for (const Pair pair : place.node.pairs()) {
      if (is_merge(pair.key)) merged = true;
      if (!pair.key.is_scalar() || is_merge(pair.key)) continue;
      Mismatch child{
          .key = place.key, .node = pair.value, .key_node = pair.key, .owner = place.node};
      const Scalar name = pair.key.scalar();
      const Key* const key = schema::find_key(type, name.value());
      if (key == nullptr) {
        add(MismatchKind::unknown_key, type, child);
        continue;
      }
      child.key = key;
      const std::uint64_t bit = std::uint64_t{1} << (key - type.keys.data());
      if ((seen & bit) != 0) {
        child.other = place.node.is_mapping() ? first_key(place.node, name.value()) : Node();
        add(MismatchKind::duplicate_key, type, child);
      }
      seen |= bit;
      if ((static_cast<unsigned>(key->versions) & static_cast<unsigned>(versions_)) == 0) {
        add(MismatchKind::other_version_key, type, child);
        continue;
      }
      // What only the older format has is not deprecated within it.
      if (key->deprecated && key->versions != Versions::v0_1) {
        add(MismatchKind::deprecated_key, type, child);
        continue;
      }
      check(*key->type, child);
    }
    if (!merged) check_required(type, place, seen);
  }

  void check_required(const Type& type, const Mismatch& place, std::uint64_t seen) {
    std::uint64_t bit = 1;
    for (const Key& key : type.keys) {
      const bool exists =
          (static_cast<unsigned>(key.versions) & static_cast<unsigned>(versions_)) != 0;
      if (key.required && exists && (seen & bit) == 0 && !is_excused(type, key, seen)) {
        Mismatch missing = place;
        missing.key = &key;
        add(MismatchKind::missing_key, type, missing);
      }
      bit <<= 1U;
    }
  }

  // Something stands beside it in whose presence the key may be left out.
  static bool is_excused(const Type& type, const Key& required, std::uint64_t seen) {
    if (required.required_unless.empty()) return false;
    const Key* const other = schema::find_key(type, required.required_unless);
    return other != nullptr && ((seen >> (other - type.keys.data())) & 1U) != 0;
  }

  void check_chosen_names(const Type& type, const Mismatch& place) {
    find_duplicates(type, place);
    for (const Pair pair : place.node.pairs()) {
      if (is_merge(pair.key)) continue;
      const Mismatch child{
          .key = place.key, .node = pair.value, .key_node = pair.key, .owner = place.node};
      if (type.name_format != Format::text && pair.key.is_scalar() &&
          schema::check_format(type.name_format, pair.key.scalar().value())) {
        add(MismatchKind::bad_name, type, child);
      }
      check_item(*type.element, child);
    }
  }

  // One pass however many names there are, and no more memory than different names need.
  void find_duplicates(const Type& type, const Mismatch& place) {
    names_.clear();
    slots_.assign(8, kNoName);
    for (const Pair pair : place.node.pairs()) {
      if (found_.size() == kMostMismatches) return;
      if (!pair.key.is_scalar() || is_merge(pair.key)) continue;
      const Scalar name = pair.key.scalar();
      const auto hash =
          static_cast<std::uint32_t>(std::hash<std::string_view>{}(name.value()) >> 16U);
      std::size_t slot = hash & (slots_.size() - 1);
      while (slots_[slot] != kNoName &&
             !(names_[slots_[slot]].hash == hash &&
               names_[slots_[slot]].key.scalar().value() == name.value())) {
        slot = (slot + 1) & (slots_.size() - 1);
      }
      if (slots_[slot] == kNoName) {
        slots_[slot] = static_cast<std::uint32_t>(names_.size());
        names_.push_back({pair.key, hash});
        if (2 * names_.size() > slots_.size()) grow();
        continue;
      }
      add(MismatchKind::duplicate_key, type,
          Mismatch{.key = place.key,
                   .node = pair.value,
                   .key_node = pair.key,
                   .other = names_[slots_[slot]].key,
                   .owner = place.node});
    }
  }

  void grow() {
    slots_.assign(slots_.size() * 2, kNoName);
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      std::size_t slot = names_[i].hash & (slots_.size() - 1);
      while (slots_[slot] != kNoName) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = i;
    }
  }

  static Node first_key(Node mapping, std::string_view name) {
    for (const Pair pair : mapping.pairs()) {
      if (pair.key.is_scalar() && pair.key.scalar().value() == name) return pair.key;
    }
    return {};
  }

  Versions versions_;
  const CleanItems* previous_;
  CleanItems clean_;
  std::vector<Mismatch> found_;
  // Scratch of find_duplicates(): the names of one mapping, and a hash table of their numbers, a
  // power of two and at most half full.
  struct Name {
    Node key;
    std::uint32_t hash = 0;
  };
  static constexpr std::uint32_t kNoName = 0xFFFFFFFF;
  std::vector<Name> names_;
  std::vector<std::uint32_t> slots_;
};

}  // namespace

bool is_null(Node node) {
  if (node.is_missing()) return true;
  if (!node.is_scalar() || node.style() != ScalarStyle::plain) return false;
  const std::string_view text = node.source();
  if (text.size() != 1 && text.size() != 4) return false;
  return text == "~" || text == "null" || text == "Null" || text == "NULL";
}

void CleanItems::start(Versions versions, std::size_t expected) {
  versions_ = versions;
  size_ = 0;
  std::size_t count = 0;
  if (expected != 0) {
    count = 16;
    while (count < expected * 2 + 2) count *= 2;
  }
  slots_.assign(count, Slot{});
}

// Where the pair is, or would be put. There is always a free slot.
std::size_t CleanItems::slot_of(const void* block, const Type* type) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = (std::hash<const void*>{}(block) >> 4U) * 0x9E3779B97F4A7C15U >> 20U & mask;
  while (slots_[slot].block != nullptr &&
         !(slots_[slot].block == block && slots_[slot].type == type)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

void CleanItems::insert(const void* block, const Type* type) {
  if (slots_.size() < (size_ + 1) * 2) {
    std::vector<Slot> old(std::max<std::size_t>(16, slots_.size() * 2));
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.block != nullptr) slots_[slot_of(slot.block, slot.type)] = slot;
    }
  }
  Slot& slot = slots_[slot_of(block, type)];
  if (slot.block == nullptr) ++size_;
  slot = {block, type};
}

bool CleanItems::contains(const void* block, const Type* type) const {
  return !slots_.empty() && slots_[slot_of(block, type)].block != nullptr;
}

SchemaCheck check_schema(const Tree& tree, Versions versions, const CleanItems* previous) {
  Walker walker(versions, previous);
  if (tree.root()) walker.check(schema::buildspec_type(), Mismatch{.node = tree.root()});
  return std::move(walker).take();
}

}  // namespace buildspec
