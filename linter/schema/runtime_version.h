// The forms of a value in `runtime-versions`: exact, a wildcard, latest, a reference to a variable.
// What it means on an image needs the catalogue. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "linter/schema/catalogue.h"

namespace buildspec::schema {

enum class VersionForm : std::uint8_t {
  empty,
  reference,  // "$NAME": known at build time only
  latest,
  wildcard,  // "3.x", "corretto17.x"
  exact,     // anything else: "3.12", "corretto21", "3.12.4"
};
[[nodiscard]] VersionForm version_form(std::string_view value);

// How an image, or all of them together, takes a value.
enum class VersionMatch : std::uint8_t {
  unknowable,  // a reference
  installed,   // one of the exact versions
  wildcard,    // a known wildcard, or latest
  custom,      // not installed; well formed, so downloaded at build time if it exists
  unknown,     // none of these
};

// `wanted` of this runtime on this image.
struct VersionChoice {
  VersionMatch match = VersionMatch::unknown;
  const RuntimeVersion* version = nullptr;  // installed, or what a wildcard stands for (inferred)
};
[[nodiscard]] VersionChoice choose_version(const Runtime& runtime, std::string_view wanted);

// The image is not known: the best that any image makes of it.
[[nodiscard]] VersionMatch match_anywhere(const Language& language, std::string_view wanted);

// "3.12.4" has the shape "<major>.<minor>.<patch>".
[[nodiscard]] bool has_custom_form(std::string_view value, std::string_view form);

// Number by number: "3.9" < "3.10", "corretto8" < "corretto11". Negative, zero or positive.
[[nodiscard]] int compare_versions(std::string_view a, std::string_view b);

}  // namespace buildspec::schema
