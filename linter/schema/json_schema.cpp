#include "linter/schema/json_schema.h"

#include <charconv>
#include <initializer_list>
#include <vector>

#include "linter/schema/buildspec_schema.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/documentation.h"
#include "linter/schema/json_writer.h"

namespace buildspec::schema {
namespace {

// A reference to a variable, or a command substitution: what it will be is not known.
constexpr std::string_view kReference = R"([$][A-Za-z0-9_{(]|`)";

constexpr std::string_view kSecretReference =
    "^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]+(:[^:]*){0,3}$"
    "|^(?!arn:)(?![{][{]resolve:)[^:]+(:[^:]*){0,3}$";
// In any case; a count over 100 is documented to be wrong.
constexpr std::string_view kOnFailure =
    "^([Aa][Bb][Oo][Rr][Tt]|[Cc][Oo][Nn][Tt][Ii][Nn][Uu][Ee]"
    "|[Rr][Ee][Tt][Rr][Yy](-(?!(?!0*100(-|$))0*[1-9][0-9]{2,}(-|$)).+)?)$";
constexpr std::string_view kReportGroup =
    "^arn:[^:]*:codebuild:[^:]*:[^:]*:report-group/.+$|^(?!arn:).{2,128}$";
constexpr std::string_view kIdentifier = "^[A-Za-z0-9_]{1,127}$";
// The prefix is reserved, but for what a user is meant to set.
constexpr std::string_view kVariableName = "^(?!CODEBUILD_(?!CONFIG_))";

// What a text of this format matches; empty where anything goes, or where it is not sure that the
// service refuses the rest.
std::string_view pattern_of(Format format) {
  switch (format) {
    case Format::secret_reference: return kSecretReference;
    case Format::on_failure: return kOnFailure;
    case Format::report_group: return kReportGroup;
    case Format::artifact_identifier: return kIdentifier;
    default: return {};
  }
}

std::string or_reference(std::string_view pattern) {
  return std::string(pattern) + '|' + std::string(kReference);
}

std::string to_text(std::uint16_t number) {
  char digits[8];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  return {std::begin(digits), end};
}

// Writes the tables as a schema. Its recursion is bounded by the depth of the tables.
class Exporter {
 public:
  std::string run() {
    json_.begin_object();
    json_.member("$schema", "http://json-schema.org/draft-07/schema#");
    json_.member("title", "AWS CodeBuild buildspec");
    json_.member("description",
                 "Build specification of AWS CodeBuild, formats 0.1 and 0.2. Made from the tables "
                 "of buildspec-lint.");
    members_of(buildspec_type());
    json_.end_object();
    return std::move(json_).take();
  }

 private:
  void schema_of(const Type& type) {
    json_.begin_object();
    members_of(type);
    json_.end_object();
  }

  void members_of(const Type& type) {
    switch (type.form) {
      case Form::scalar: return scalar(type);
      case Form::sequence: return sequence(type);
      case Form::mapping: return mapping(type);
    }
  }

  void type_list(std::initializer_list<std::string_view> names, bool null) {
    json_.key("type");
    json_.begin_array();
    for (const std::string_view name : names) json_.string(name);
    if (null) json_.string("null");
    json_.end_array();
  }

  void scalar(const Type& type) {
    switch (type.format) {
      case Format::boolean_yes_no:
      case Format::boolean_true_false: return boolean();
      case Format::version_number: return version();
      case Format::positive_integer:
        json_.member("type", "integer");
        json_.literal_member("minimum", "1");
        return;
      default: break;
    }
    if (type.values_are_all) return choice(type);
    // Text that looks like a number or a boolean arrives as one: `- true` is a command.
    type_list({"string", "number", "boolean"}, type.may_be_missing);
    if (const std::string_view pattern = pattern_of(type.format); !pattern.empty()) {
      json_.member("pattern", or_reference(pattern));
    }
    if (!type.values.empty()) examples(type.values);
  }

  // A reader of YAML 1.2 takes "yes" for a text.
  void boolean() {
    json_.key("enum");
    json_.begin_array();
    for (const std::string_view word : {"true", "false"}) json_.literal(word);
    for (const std::string_view word : {"yes", "no", "true", "false"}) json_.string(word);
    json_.end_array();
  }

  // In quotes it works outside of batch builds.
  void version() {
    json_.key("enum");
    json_.begin_array();
    for (const Value& value : find_key(buildspec_type(), "version")->type->values) {
      json_.literal(value.text);
    }
    for (const Value& value : find_key(buildspec_type(), "version")->type->values) {
      json_.string(value.text);
    }
    json_.end_array();
  }

  void choice(const Type& type) {
    json_.key("anyOf");
    json_.begin_array();
    for (const Value& value : type.values) {
      json_.begin_object();
      json_.member("const", value.text);
      json_.member("description", documentation(value));
      json_.end_object();
    }
    if (type.values_ignore_case) pattern_choice(any_case(type));
    if (type.may_be_reference) pattern_choice(std::string(kReference));
    json_.end_array();
  }

  void pattern_choice(const std::string& pattern) {
    json_.begin_object();
    json_.member("type", "string");
    json_.member("pattern", pattern);
    json_.end_object();
  }

  // "^([Aa][Bb]|[Cc])$": draft-07 knows no flag for this.
  static std::string any_case(const Type& type) {
    std::string pattern = "^(";
    for (const Value& value : type.values) {
      if (&value != &type.values.front()) pattern += '|';
      for (const char c : value.text) {
        if (c >= 'A' && c <= 'Z') {
          pattern += '[';
          pattern += c;
          pattern += static_cast<char>(c + 32);
          pattern += ']';
        } else {
          pattern += c;
        }
      }
    }
    return pattern + ")$";
  }

  void examples(std::span<const Value> values) {
    json_.key("examples");
    json_.begin_array();
    for (const Value& value : values) json_.string(value.text);
    json_.end_array();
  }

  void sequence(const Type& type) {
    if (!type.scalar_for_list && !type.may_be_missing) return list(type);
    json_.key("anyOf");
    json_.begin_array();
    json_.begin_object();
    list(type);
    json_.end_object();
    if (type.scalar_for_list) schema_of(*type.element);
    if (type.may_be_missing) {
      json_.begin_object();
      json_.member("type", "null");
      json_.end_object();
    }
    json_.end_array();
  }

  void list(const Type& type) {
    json_.member("type", "array");
    json_.key("items");
    schema_of(*type.element);
    if (type.min_items != 0) json_.literal_member("minItems", to_text(type.min_items));
    if (type.max_items != 0) json_.literal_member("maxItems", to_text(type.max_items));
  }

  void mapping(const Type& type) {
    if (type.may_be_missing) {
      type_list({"object"}, true);
    } else {
      json_.member("type", "object");
    }
    if (type.keys.empty()) return chosen_names(type);
    json_.key("properties");
    json_.begin_object();
    for (const Key& key : type.keys) property(key);
    json_.end_object();
    json_.literal_member("additionalProperties", "false");
    required(type);
  }

  void property(const Key& key) {
    json_.key(key.name);
    json_.begin_object();
    json_.member("description", documentation(key));
    if (key.deprecated) json_.literal_member("deprecated", "true");
    if (key.default_value == "no" || key.default_value == "false") {
      json_.literal_member("default", "false");
    }
    members_of(*key.type);
    json_.end_object();
  }

  void required(const Type& type) {
    std::vector<const Key*> always;
    std::vector<const Key*> conditionally;
    for (const Key& key : type.keys) {
      if (key.required) (key.required_unless.empty() ? always : conditionally).push_back(&key);
    }
    if (!always.empty()) {
      json_.key("required");
      json_.begin_array();
      for (const Key* key : always) json_.string(key->name);
      json_.end_array();
    }
    if (!conditionally.empty()) {
      json_.key("allOf");
      json_.begin_array();
      for (const Key* key : conditionally) either(key->name, key->required_unless);
      json_.end_array();
    }
  }

  void either(std::string_view first, std::string_view second) {
    json_.begin_object();
    json_.key("anyOf");
    json_.begin_array();
    for (const std::string_view name : {first, second}) {
      json_.begin_object();
      json_.key("required");
      json_.begin_array();
      json_.string(name);
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void chosen_names(const Type& type) {
    if (type.name_format == Format::runtime_name) known_runtimes(type);
    json_.key("additionalProperties");
    schema_of(*type.element);
    const std::string_view pattern = type.name_format == Format::set_variable_name
                                         ? kVariableName
                                         : pattern_of(type.name_format);
    if (!pattern.empty()) {
      json_.key("propertyNames");
      json_.begin_object();
      json_.member("pattern", or_reference(pattern));
      json_.end_object();
    }
    if (type.min_items != 0) json_.literal_member("minProperties", to_text(type.min_items));
    if (type.max_items != 0) json_.literal_member("maxProperties", to_text(type.max_items));
  }

  // Which runtimes there are depends on the image: these are offered, others not refused.
  void known_runtimes(const Type& type) {
    json_.key("properties");
    json_.begin_object();
    for (const Language& language : languages()) {
      json_.key(language.name);
      json_.begin_object();
      json_.member("description", std::string(language.title) + ".\n\n[AWS documentation](" +
                                      std::string(language.url) + ')');
      members_of(*type.element);
      json_.key("examples");
      json_.begin_array();
      for (const std::string_view version : language.versions) json_.string(version);
      for (const std::string_view wildcard : language.wildcards) json_.string(wildcard);
      json_.end_array();
      json_.end_object();
    }
    json_.end_object();
  }

  JsonWriter json_;
};

}  // namespace

std::string json_schema() { return Exporter().run(); }

}  // namespace buildspec::schema
