#include "linter/schema/format.h"

#include <algorithm>

#include "linter/schema/builtin_variables.h"
#include "linter/schema/on_failure.h"
#include "linter/schema/secret_reference.h"

namespace buildspec::schema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

Span whole(std::string_view value) { return {0, static_cast<std::uint32_t>(value.size())}; }
Span at(std::size_t offset) {
  return {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + 1)};
}

// Behind the character that a value has at `offset`, which may be several bytes of UTF-8.
Span character(std::string_view value, std::size_t offset) {
  Span span = at(offset);
  while (span.end < value.size() &&
         (static_cast<unsigned char>(value[span.end]) & 0xC0U) == 0x80U) {
    ++span.end;
  }
  return span;
}

std::optional<FormatProblem> check_boolean(std::string_view value, std::string_view words) {
  if (yaml_boolean(value)) return std::nullopt;
  return FormatProblem{whole(value), "expected " + std::string(words), Confidence::inferred};
}

std::optional<FormatProblem> check_positive_integer(std::string_view value) {
  const bool digits = !value.empty() && std::ranges::all_of(value, is_digit);
  const bool positive = value.find_first_not_of('0') != std::string_view::npos;
  if (digits && positive) return std::nullopt;
  return FormatProblem{whole(value), "expected a whole number above 0", Confidence::documented};
}

std::optional<FormatProblem> check_variable_name(std::string_view value) {
  if (is_variable_name(value)) return std::nullopt;
  if (value.empty()) {
    return FormatProblem{whole(value), "the name of a variable is empty", Confidence::inferred};
  }
  const auto bad = std::ranges::find_if_not(value, is_word);
  const auto offset = static_cast<std::size_t>(bad - value.begin());
  return FormatProblem{bad == value.end() ? at(0) : character(value, offset),
                       "a shell cannot read a variable of this name: letters, digits and "
                       "underscores, no digit first",
                       Confidence::inferred};
}

// What CodeBuild does with such a name in a buildspec is not known; its API refuses it.
std::optional<FormatProblem> check_set_variable_name(std::string_view value) {
  if (!is_reserved_variable_name(value)) return check_variable_name(value);
  return FormatProblem{{0, static_cast<std::uint32_t>(std::string_view("CODEBUILD_").size())},
                       "names that begin with CODEBUILD_ are reserved",
                       Confidence::documented};
}

// Name paths are documented; ARNs and "name:3" are neither documented nor refuted.
std::optional<FormatProblem> check_parameter_name(std::string_view value) {
  if (value.empty()) {
    return FormatProblem{whole(value), "the name of the parameter is missing",
                         Confidence::inferred};
  }
  if (value.starts_with("{{resolve:")) {
    return FormatProblem{whole(value),
                         "{{resolve:…}} is CloudFormation's syntax, not a buildspec's",
                         Confidence::inferred};
  }
  const auto bad = std::ranges::find_if_not(
      value, [](char c) { return is_word(c) || c == '.' || c == '-' || c == '/'; });
  if (bad == value.end()) return std::nullopt;
  const auto offset = static_cast<std::size_t>(bad - value.begin());
  if (*bad == ':') {
    return FormatProblem{at(offset),
                         value.starts_with("arn:")
                             ? "that a parameter can be named by its ARN is not documented"
                             : "that a parameter's name can hold a colon is not documented",
                         Confidence::unverified};
  }
  return FormatProblem{character(value, offset),
                       "the name of a parameter holds letters, digits and . - _ / only",
                       Confidence::inferred};
}

std::optional<FormatProblem> check_identifier(std::string_view value, Confidence confidence) {
  if (is_identifier(value)) return std::nullopt;
  const auto bad = std::ranges::find_if_not(value, is_word);
  if (bad != value.end()) {
    return FormatProblem{character(value, static_cast<std::size_t>(bad - value.begin())),
                         "an identifier holds letters, digits and underscores only", confidence};
  }
  return FormatProblem{
      whole(value),
      value.empty() ? "the identifier is empty" : "an identifier has at most 127 characters",
      confidence};
}

// arn:<partition>:codebuild:<region>:<account>:report-group/<name>
std::optional<FormatProblem> check_report_group_arn(std::string_view value) {
  std::size_t colons = 0;
  std::size_t service = 0;
  std::size_t resource = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != ':') continue;
    ++colons;
    if (colons == 2) service = i + 1;
    if (colons == 5) resource = i + 1;
  }
  const bool good = colons == 5 && value.substr(service).starts_with("codebuild:") &&
                    value.substr(resource).starts_with("report-group/") &&
                    value.substr(resource).size() > std::string_view("report-group/").size();
  if (good) return std::nullopt;
  return FormatProblem{whole(value),
                       "the ARN of a report group is "
                       "arn:<partition>:codebuild:<region>:<account>:report-group/<name>",
                       Confidence::documented};
}

std::optional<FormatProblem> check_report_group(std::string_view value) {
  if (value.starts_with("arn:")) return check_report_group_arn(value);
  const auto length = std::ranges::count_if(
      value, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  if (length >= 2 && length <= 128) return std::nullopt;
  return FormatProblem{whole(value), "the name of a report group has 2 to 128 characters",
                       Confidence::documented};
}

std::optional<FormatProblem> first_problem(std::string_view value) {
  SecretReference reference = parse_secret_reference(value);
  if (reference.problems.empty()) return std::nullopt;
  return std::move(reference.problems.front());
}

}  // namespace

std::optional<FormatProblem> check_format(Format format, std::string_view value) {
  if (format == Format::on_failure) return parse_on_failure(value).problem;
  if (has_reference(value)) return std::nullopt;
  switch (format) {
    case Format::boolean_yes_no: return check_boolean(value, "yes or no");
    case Format::boolean_true_false: return check_boolean(value, "true or false");
    case Format::positive_integer: return check_positive_integer(value);
    case Format::variable_name: return check_variable_name(value);
    case Format::set_variable_name: return check_set_variable_name(value);
    case Format::parameter_name: return check_parameter_name(value);
    case Format::secret_reference: return first_problem(value);
    case Format::artifact_identifier: return check_identifier(value, Confidence::seen);
    case Format::batch_identifier: return check_identifier(value, Confidence::inferred);
    case Format::report_group: return check_report_group(value);
    case Format::on_failure:
    case Format::text:
    case Format::version_number:
    case Format::command:
    case Format::shell_expression:
    case Format::runtime_version:
    case Format::user_name:
    case Format::path:
    case Format::glob:
    case Format::image:
    case Format::fleet:
    case Format::runtime_name: return std::nullopt;
  }
  return std::nullopt;
}

std::string_view describe(Format format) {
  switch (format) {
    case Format::text: return "";
    case Format::version_number: return "0.1 or 0.2";
    case Format::boolean_yes_no: return "yes or no";
    case Format::boolean_true_false: return "true or false";
    case Format::positive_integer: return "a whole number above 0";
    case Format::command: return "a command";
    case Format::shell_expression: return "a text with shell expressions";
    case Format::variable_name:
    case Format::set_variable_name: return "the name of a variable";
    case Format::parameter_name: return "the name of a parameter";
    case Format::secret_reference: return "secret-id:json-key:version-stage:version-id";
    case Format::on_failure: return "ABORT, CONTINUE or a form of RETRY";
    case Format::runtime_version: return "a version";
    case Format::user_name: return "the name of a user";
    case Format::path: return "a path";
    case Format::glob: return "a path or a glob";
    case Format::artifact_identifier:
    case Format::batch_identifier: return "letters, digits and underscores, at most 127";
    case Format::report_group: return "a name or the ARN of a report group";
    case Format::image: return "an image";
    case Format::fleet: return "the name or ARN of a fleet";
    case Format::runtime_name: return "the name of a runtime";
  }
  return {};
}

bool has_reference(std::string_view value) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '`') return true;
    if (value[i] != '$' || i + 1 == value.size()) continue;
    const char next = value[i + 1];
    if (is_word(next) || next == '{' || next == '(') return true;
  }
  return false;
}

std::optional<std::string_view> reference_name(std::string_view value) {
  if (!value.starts_with('$')) return std::nullopt;
  value.remove_prefix(1);
  if (value.starts_with('{') && value.ends_with('}')) value = value.substr(1, value.size() - 2);
  return is_variable_name(value) ? std::optional(value) : std::nullopt;
}

// go-yaml v2's table of words (resolve.go).
std::optional<bool> yaml_boolean(std::string_view plain) {
  constexpr std::string_view kTrue[] = {"y",    "Y",    "yes", "Yes", "YES", "true",
                                        "True", "TRUE", "on",  "On",  "ON"};
  constexpr std::string_view kFalse[] = {"n",     "N",     "no",  "No",  "NO", "false",
                                         "False", "FALSE", "off", "Off", "OFF"};
  if (std::ranges::find(kTrue, plain) != std::end(kTrue)) return true;
  if (std::ranges::find(kFalse, plain) != std::end(kFalse)) return false;
  return std::nullopt;
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && !is_digit(name.front()) && std::ranges::all_of(name, is_word);
}

bool is_identifier(std::string_view name) {
  return !name.empty() && name.size() <= 127 && std::ranges::all_of(name, is_word);
}

}  // namespace buildspec::schema
