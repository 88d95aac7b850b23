// "Did you mean": which known name a misspelled one resembles, and what names that users write into
// buildspecs but that are none of their keys belong to. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "linter/schema/type.h"

namespace buildspec::schema {

// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other, each
// counted once (optimal string alignment). Names over 64 bytes are as far apart as they are long.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// Lower case with "-", "_", "." and blanks left out: "baseDirectory", "base_directory" and
// "base-directory" fold to the same.
[[nodiscard]] std::string folded(std::string_view name);

// The candidate that resembles a name most: the same when folded, else within a distance of a third
// of its length. Nothing where none does, or where two are equally near.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view name,
                                                      std::span<const std::string_view> candidates);

// The same among the keys of a type.
[[nodiscard]] const Key* nearest_key(const Type& type, std::string_view name);
// The same among its values; also by the last words of "BUILD_GENERAL1_MEDIUM", and by words that
// people use for a value ("upload" for save).
[[nodiscard]] const Value* nearest_value(const Type& type, std::string_view text);

enum class OtherNameKind : std::uint8_t {
  misspelling,      // of `instead`, too far from it for a distance
  older_name,       // of `instead`, in format 0.1
  project_setting,  // a setting of the CodeBuild project or the pipeline, not of the buildspec
  other_product,    // of another tool's file format
  other_place,      // a key, but elsewhere in the buildspec: `instead` says where
};

// A name that is no key where it stands, but that people write there.
struct OtherName {
  std::string_view name = {};
  OtherNameKind kind = OtherNameKind::misspelling;
  // misspelling and older_name: a key beside it. Else a path, from the root ("artifacts.files") or,
  // in a task of a batch, from the task. Empty where a buildspec has no such thing.
  std::string_view instead = {};
  std::string_view explanation = {};  // a sentence without a full stop
  std::string_view url = {};          // where that is documented
};

// What is known about a name that is not a key of `type`, in any spelling that folds to the same;
// null where nothing is, and for keys. Ask this before nearest_key().
[[nodiscard]] const OtherName* find_other_name(const Type& type, std::string_view name);

// All of a type, for tests and documentation.
[[nodiscard]] std::span<const OtherName> other_names(const Type& type);

}  // namespace buildspec::schema
