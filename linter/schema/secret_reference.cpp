#include "linter/schema/secret_reference.h"

#include <array>

namespace buildspec::schema {
namespace {

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string_view part(std::string_view value, Span span) {
  return value.substr(span.begin, span.size());
}

// The spans between colons.
std::vector<Span> split(std::string_view value) {
  std::vector<Span> fields;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    if (i != value.size() && value[i] != ':') continue;
    fields.push_back(span_of(begin, i));
    begin = i + 1;
  }
  return fields;
}

// "arn:aws:secretsmanager:region:account:secret:name" are 7 fields; returns how many there are.
std::size_t read_arn(std::string_view value, const std::vector<Span>& fields,
                     SecretReference& reference) {
  constexpr std::size_t kArnFields = 7;
  reference.is_arn = true;
  if (fields.size() > 2 && part(value, fields[2]) != "secretsmanager") {
    reference.problems.push_back(
        {fields[2], "this is not the ARN of a secret in Secrets Manager", Confidence::inferred});
  }
  if (fields.size() < kArnFields) {
    reference.secret_id = span_of(0, value.size());
    if (reference.problems.empty()) {
      reference.problems.push_back(
          {reference.secret_id,
           "this ARN is not complete: "
           "arn:<partition>:secretsmanager:<region>:<account>:secret:<name>",
           Confidence::inferred});
    }
    return fields.size();
  }
  reference.region = fields[3];
  reference.account = fields[4];
  reference.secret_name = fields[6];
  reference.secret_id = span_of(0, fields[6].end);
  return kArnFields;
}

}  // namespace

SecretReference parse_secret_reference(std::string_view value) {
  SecretReference reference;
  if (value.starts_with("{{resolve:")) {
    reference.problems.push_back({span_of(0, value.size()),
                                  "{{resolve:…}} is CloudFormation's syntax, not a buildspec's",
                                  Confidence::inferred});
    return reference;
  }
  const std::vector<Span> fields = split(value);
  std::size_t next = 1;
  if (value.starts_with("arn:")) {
    next = read_arn(value, fields, reference);
  } else {
    reference.secret_id = fields[0];
  }
  const std::array<Span*, 3> parts{&reference.json_key, &reference.version_stage,
                                   &reference.version_id};
  for (Span* target : parts) {
    if (next < fields.size()) *target = fields[next++];
  }
  if (has_reference(value)) {  // what it becomes is not known
    reference.problems.clear();
    return reference;
  }
  if (reference.secret_id.empty()) {
    reference.problems.push_back(
        {reference.secret_id, "the name or ARN of the secret is missing", Confidence::documented});
  }
  if (next < fields.size()) {
    reference.problems.push_back(
        {span_of(fields[next].begin, value.size()),
         "a reference has at most four parts: secret-id:json-key:version-stage:version-id",
         Confidence::documented});
  } else if (!reference.version_stage.empty() && !reference.version_id.empty()) {
    reference.problems.push_back({span_of(reference.version_stage.begin, reference.version_id.end),
                                  "give a version stage or a version id, not both",
                                  Confidence::documented});
  }
  return reference;
}

}  // namespace buildspec::schema
