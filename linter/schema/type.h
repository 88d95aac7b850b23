// The vocabulary in which the buildspec language is written down as tables: types, keys, values.
// Everything known about a key or value is said once, here; checking, completion, hover and the
// JSON Schema read the same tables. All of it is constexpr and lives for ever.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace buildspec::schema {

// How sure a fact is: documented by AWS; seen in independent reports or repositories; inferred from
// such facts; unverified. What is not documented is never stated as certain.
enum class Confidence : std::uint8_t { documented, seen, inferred, unverified };

// The versions of the buildspec format that have a key; a set of bits. Only the documented changes
// between the two count: environment_variables became env, artifacts.type went.
enum class Versions : std::uint8_t { v0_1 = 1, v0_2 = 2, both = 3 };

enum class Form : std::uint8_t { scalar, sequence, mapping };

// What a scalar has to look like. `text` is anything.
enum class Format : std::uint8_t {
  text,
  version_number,      // 0.1 or 0.2, a YAML number
  boolean_yes_no,      // documented as yes/no
  boolean_true_false,  // documented as true/false
  positive_integer,
  command,
  shell_expression,   // artifacts.name, cache.key: evaluated by a shell at build time
  variable_name,      // of an environment variable
  set_variable_name,  // of one that the file sets: not one of CodeBuild's own
  parameter_name,     // SSM Parameter Store
  secret_reference,   // secret-id:json-key:version-stage:version-id
  on_failure,         // ABORT, CONTINUE, RETRY-…
  runtime_version,
  user_name,
  path,
  glob,
  artifact_identifier,  // [A-Za-z0-9_]{1,127}
  batch_identifier,     // the same, by practice
  report_group,         // a name, an ARN or a variable
  image,
  fleet,
  runtime_name,  // of `runtime-versions`: a language of the catalogue
};

struct Type;

// One of the values that a scalar may have.
struct Value {
  std::string_view text = {};  // as documented
  std::string_view doc = {};   // Markdown
  Confidence confidence = Confidence::documented;
  bool deprecated = false;
};

// The fields stand in the order in which the tables are read; that costs 8 bytes for each key.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding)
struct Key {
  std::string_view name = {};
  const Type* type = nullptr;
  // Markdown, good enough to hover over: meaning, restrictions, an example. What the fields below
  // say is not repeated; documentation() joins both.
  std::string_view doc = {};
  std::string_view url = {};  // the official page, with its anchor
  bool required = false;
  // A key beside it in whose presence it may be left out: `phases` where there is `batch`. Seen in
  // practice, not documented.
  std::string_view required_unless = {};
  std::string_view default_value = {};  // as text, empty where there is none or it is not known
  std::string_view since = {};          // "2020-07-30", "2019-02", "2016", or empty where not known
  Versions versions = Versions::both;
  Confidence confidence = Confidence::documented;
  bool deprecated = false;
  std::string_view note = {};  // what practice says beyond the documentation, with its source
};

// What happens to a key that a mapping does not have.
enum class UnknownKeys : std::uint8_t {
  ignored,   // silently, defaults apply (seen or presumed)
  rejected,  // the build stops
};

struct Type {
  std::string_view name = {};  // "a list of commands": completes "expected …" in a message
  Form form = Form::scalar;

  // Shapes that are not documented but accepted in practice.
  bool scalar_for_list = false;   // `files: '**/*'`
  bool may_be_missing = false;    // `install:` with nothing behind it
  bool may_be_reference = false;  // "$NAME": an environment variable stands for the value

  // mapping: the known keys, or (where `keys` is empty) names chosen by the user, each with
  // `element`.
  std::span<const Key> keys = {};
  UnknownKeys unknown_keys = UnknownKeys::ignored;
  Confidence unknown_keys_confidence = Confidence::inferred;  // how sure that is
  Format name_format = Format::text;                          // of chosen names
  std::string_view name_doc = {};                             // what a chosen name stands for

  // sequence: the type of its items; mapping with chosen names: of its values.
  const Type* element = nullptr;
  // Of items, or of chosen names; 0: no limit.
  std::uint16_t min_items = 0;
  std::uint16_t max_items = 0;

  // scalar
  Format format = Format::text;
  std::span<const Value> values = {};
  bool values_are_all = false;  // nothing else is accepted
  bool values_ignore_case = false;
};

}  // namespace buildspec::schema
