// The environment variables that CodeBuild sets in a build, those that steer it, and names that
// people expect but that it does not set. Generated from data/environment-variables.json
// (tools/generate_catalogue.mjs); constant data that lives for ever; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "linter/schema/type.h"

namespace buildspec::schema {

enum class VariableCategory : std::uint8_t {
  documented,
  configuration,  // set by the user, read by CodeBuild: CODEBUILD_CONFIG_…
  credentials,
  internal,  // seen, undocumented: not to be relied on, never offered
};

struct BuiltinVariable {
  std::string_view name =
      {};  // "CODEBUILD_SRC_DIR"; of a family "CODEBUILD_SRC_DIR_<sourceIdentifier>"
  std::string_view prefix = {};  // of a family: what its members begin with; else empty
  VariableCategory category = VariableCategory::documented;
  std::string_view meaning = {};   // Markdown
  std::string_view set_when = {};  // "webhook builds only"
  std::string_view available = {};
  std::span<const std::string_view> examples = {};
  bool may_be_unset = false;
  bool untrusted = false;  // whoever pushes chooses the text: a branch or tag name
  bool discouraged = false;
  std::string_view since = {};
  std::string_view notes = {};
  Confidence confidence = Confidence::documented;
  std::span<const std::string_view> sources = {};
};

// The most used ones of public buildspecs first, then by name.
[[nodiscard]] std::span<const BuiltinVariable> builtin_variables();
// Members of a family are found too. Null for names that CodeBuild is not known to set.
[[nodiscard]] const BuiltinVariable* find_builtin_variable(std::string_view name);

// A name that people use as if CodeBuild set it.
struct NotProvided {
  std::string_view name = {};
  std::string_view why = {};
  std::string_view instead = {};
  Confidence confidence = Confidence::seen;
};
[[nodiscard]] std::span<const NotProvided> not_provided_variables();
[[nodiscard]] const NotProvided* find_not_provided(std::string_view name);

// Begins with "CODEBUILD_" and is not one of the names a user is meant to set (CODEBUILD_CONFIG_…).
[[nodiscard]] bool is_reserved_variable_name(std::string_view name);

}  // namespace buildspec::schema
