#include "linter/schema/format.h"

#include <doctest/doctest.h>

#include <string>

#include "linter/schema/on_failure.h"
#include "linter/schema/secret_reference.h"

namespace buildspec::schema {
namespace {

std::string part(std::string_view value, Span span) {
  return std::string(value.substr(span.begin, span.size()));
}

// What a format has against a value: the part of it, or "-" for nothing.
std::string blamed(Format format, std::string_view value) {
  const auto problem = check_format(format, value);
  if (!problem) return "-";
  CHECK_FALSE(problem->message.empty());
  CHECK(problem->span.end <= value.size());
  CHECK(problem->span.begin <= problem->span.end);
  return part(value, problem->span);
}

Confidence confidence(Format format, std::string_view value) {
  const auto problem = check_format(format, value);
  REQUIRE(problem);
  return problem->confidence;
}

TEST_CASE("on-failure: the forms of the documentation") {
  for (const std::string_view value :
       {"ABORT", "CONTINUE", "RETRY", "abort", "Continue", "RETRY-4", "RETRY-0", "RETRY-100",
        "RETRY-invalid+", "RETRY-8-invalid+", "Retry-3-.*connection timed out.*",
        "Retry-.*Error: Unable to connect to database.*"}) {
    CAPTURE(std::string(value));
    const OnFailureResult result = parse_on_failure(value);
    CHECK(result.value);
    CHECK_FALSE(result.problem);
  }
}

TEST_CASE("on-failure: the parts") {
  const std::string_view value = "Retry-3-.*timed out.*";
  const OnFailureResult result = parse_on_failure(value);
  REQUIRE(result.value);
  CHECK(result.value->action == FailureAction::retry);
  CHECK(part(value, result.value->action_span) == "Retry");
  CHECK(result.value->count == 3U);
  CHECK(part(value, result.value->count_span) == "3");
  CHECK(result.value->pattern == ".*timed out.*");
  CHECK(part(value, result.value->pattern_span) == result.value->pattern);
  CHECK(parse_on_failure("CONTINUE").value->action == FailureAction::go_on);
  CHECK_FALSE(parse_on_failure("RETRY").value->count);
  CHECK(parse_on_failure("RETRY").value->pattern.empty());
  CHECK(parse_on_failure("RETRY-5xx").value->pattern == "5xx");
  CHECK_FALSE(parse_on_failure("RETRY-5xx").value->count);
}

TEST_CASE("on-failure: what is wrong") {
  CHECK(blamed(Format::on_failure, "STOP") == "STOP");
  CHECK(confidence(Format::on_failure, "STOP") == Confidence::documented);
  CHECK(blamed(Format::on_failure, "ABORT-2") == "ABORT-2");
  CHECK(blamed(Format::on_failure, "RETRYING") == "RETRYING");
  CHECK(blamed(Format::on_failure, "") == "");
  CHECK(blamed(Format::on_failure, "RETRY-200") == "200");
  CHECK(confidence(Format::on_failure, "RETRY-101-x") == Confidence::documented);
  CHECK(blamed(Format::on_failure, "RETRY-99999999999999999999") == "99999999999999999999");
  CHECK(blamed(Format::on_failure, "RETRY-") == "-");
  CHECK(parse_on_failure("RETRY-").problem);
  CHECK(parse_on_failure("RETRY-3-").problem);
  CHECK(blamed(Format::on_failure, "RETRY-(a") == "(");
  CHECK(blamed(Format::on_failure, "RETRY-a)") == ")");
  CHECK(blamed(Format::on_failure, "RETRY-[a") == "[");
  CHECK(blamed(Format::on_failure, "RETRY-*a") == "*");
  CHECK(blamed(Format::on_failure, "RETRY-a\\") == "\\");
  CHECK(confidence(Format::on_failure, "RETRY-(a") == Confidence::inferred);
}

TEST_CASE("on-failure: patterns that only look wrong") {
  for (const std::string_view value :
       {"RETRY-[(]", "RETRY-[]a]", "RETRY-[^]a]", "RETRY-\\(", "RETRY-[\\]]", "RETRY-(a|b)+",
        "RETRY-a\\\\", "RETRY-x$", "$ON_FAILURE"}) {
    CAPTURE(std::string(value));
    CHECK_FALSE(check_format(Format::on_failure, value));
  }
}

TEST_CASE("secrets: a name with its fields") {
  const std::string_view value = "prod/db:password:AWSPREVIOUS";
  const SecretReference reference = parse_secret_reference(value);
  CHECK(reference.problems.empty());
  CHECK(part(value, reference.secret_id) == "prod/db");
  CHECK(part(value, reference.json_key) == "password");
  CHECK(part(value, reference.version_stage) == "AWSPREVIOUS");
  CHECK(reference.version_id.empty());
  CHECK_FALSE(reference.is_arn);
  CHECK(parse_secret_reference("name").problems.empty());
  CHECK(parse_secret_reference("name::AWSCURRENT").problems.empty());
  CHECK(parse_secret_reference("name:::0a1b").problems.empty());
  CHECK(parse_secret_reference("name:key::").problems.empty());
}

TEST_CASE("secrets: an ARN with its fields") {
  const std::string_view value =
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-a1b2c3:password";
  const SecretReference reference = parse_secret_reference(value);
  CHECK(reference.problems.empty());
  CHECK(reference.is_arn);
  CHECK(part(value, reference.secret_id) ==
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-a1b2c3");
  CHECK(part(value, reference.region) == "eu-west-1");
  CHECK(part(value, reference.account) == "111122223333");
  CHECK(part(value, reference.secret_name) == "prod/db-a1b2c3");
  CHECK(part(value, reference.json_key) == "password");
}

TEST_CASE("secrets: what is wrong") {
  CHECK(blamed(Format::secret_reference, "a:b:c:d:e") == "e");
  CHECK(blamed(Format::secret_reference, "a:b:c:d:e:f") == "e:f");
  CHECK(confidence(Format::secret_reference, "a:b:c:d:e") == Confidence::documented);
  CHECK(blamed(Format::secret_reference, "a:b:stage:id") == "stage:id");
  CHECK(confidence(Format::secret_reference, "a:b:stage:id") == Confidence::documented);
  CHECK(blamed(Format::secret_reference, ":key") == "");
  CHECK(blamed(Format::secret_reference, "") == "");
  CHECK(blamed(Format::secret_reference, "arn:aws:ssm:eu-west-1:111122223333:parameter/x") ==
        "ssm");
  CHECK(blamed(Format::secret_reference, "arn:aws:secretsmanager:eu-west-1") ==
        "arn:aws:secretsmanager:eu-west-1");
  CHECK(blamed(Format::secret_reference, "arn:aws:secretsmanager:r:1:secret:n-a1b2c3:k:s::x") ==
        "x");
  CHECK(blamed(Format::secret_reference, "{{resolve:secretsmanager:x}}") ==
        "{{resolve:secretsmanager:x}}");
  CHECK(parse_secret_reference("a:b:c:d:e").problems.size() == 1);
}

TEST_CASE("secrets: a reference to a variable is not known") {
  CHECK_FALSE(check_format(Format::secret_reference, "$NAME:a:b:c:d"));
  CHECK_FALSE(check_format(Format::secret_reference, "${STAGE}/db:password"));
}

TEST_CASE("booleans are those of YAML 1.1") {
  for (const std::string_view word :
       {"yes", "Yes", "YES", "no", "true", "True", "on", "OFF", "y", "N"}) {
    CHECK_FALSE(check_format(Format::boolean_yes_no, word));
    CHECK_FALSE(check_format(Format::boolean_true_false, word));
  }
  CHECK(yaml_boolean("yEs") == std::nullopt);
  CHECK(yaml_boolean("on") == true);
  CHECK(yaml_boolean("No") == false);
  CHECK(blamed(Format::boolean_yes_no, "maybe") == "maybe");
  CHECK(blamed(Format::boolean_true_false, "1") == "1");
  CHECK(confidence(Format::boolean_yes_no, "maybe") == Confidence::inferred);
  CHECK_FALSE(check_format(Format::boolean_true_false, "$PRIVILEGED"));
}

TEST_CASE("numbers") {
  CHECK_FALSE(check_format(Format::positive_integer, "4"));
  CHECK_FALSE(check_format(Format::positive_integer, "$N"));
  CHECK(blamed(Format::positive_integer, "0") == "0");
  CHECK(blamed(Format::positive_integer, "00") == "00");
  CHECK(blamed(Format::positive_integer, "-1") == "-1");
  CHECK(blamed(Format::positive_integer, "two") == "two");
  CHECK(blamed(Format::positive_integer, "") == "");
}

TEST_CASE("names of variables") {
  CHECK_FALSE(check_format(Format::variable_name, "NODE_ENV"));
  CHECK_FALSE(check_format(Format::variable_name, "_x1"));
  CHECK(blamed(Format::variable_name, "my-var") == "-");
  CHECK(check_format(Format::variable_name, "my-var"));
  CHECK(blamed(Format::variable_name, "1ST") == "1");
  CHECK(blamed(Format::variable_name, "") == "");
  CHECK(blamed(Format::variable_name, "GRÖSSE") == "Ö");  // both bytes of it
  CHECK(confidence(Format::variable_name, "my-var") == Confidence::inferred);
  CHECK_FALSE(check_format(Format::variable_name, "CODEBUILD_BUILD_ID"));  // may be exported
  CHECK(blamed(Format::set_variable_name, "CODEBUILD_BUILD_ID") == "CODEBUILD_");
  CHECK(blamed(Format::set_variable_name, "my-var") == "-");
  CHECK_FALSE(check_format(Format::set_variable_name, "CODEBUILD_CONFIG_AUTO_DISCOVER"));
}

TEST_CASE("names of parameters") {
  CHECK_FALSE(check_format(Format::parameter_name, "/CodeBuild/prod/db-password_1.x"));
  CHECK_FALSE(check_format(Format::parameter_name, "/$STAGE/key"));
  CHECK(blamed(Format::parameter_name, "name:3") == ":");
  CHECK(confidence(Format::parameter_name, "name:3") == Confidence::unverified);
  CHECK(confidence(Format::parameter_name, "arn:aws:ssm:r:1:parameter/x") ==
        Confidence::unverified);
  CHECK(blamed(Format::parameter_name, "a b") == " ");
  CHECK(blamed(Format::parameter_name, "{{resolve:ssm:x}}") == "{{resolve:ssm:x}}");
  CHECK(check_format(Format::parameter_name, ""));
}

TEST_CASE("identifiers") {
  CHECK_FALSE(check_format(Format::artifact_identifier, "docs_1"));
  CHECK_FALSE(check_format(Format::artifact_identifier, std::string(127, 'a')));
  CHECK(check_format(Format::artifact_identifier, std::string(128, 'a')));
  CHECK(blamed(Format::artifact_identifier, "my.docs") == ".");
  CHECK(confidence(Format::artifact_identifier, "my-docs") == Confidence::seen);
  // Of tasks only practice says so.
  CHECK(confidence(Format::batch_identifier, "my-task") == Confidence::inferred);
  CHECK(check_format(Format::batch_identifier, ""));
}

TEST_CASE("report groups") {
  CHECK_FALSE(check_format(Format::report_group, "unit-tests"));
  CHECK_FALSE(check_format(Format::report_group, "$REPORT_GROUP_ARN"));
  CHECK_FALSE(check_format(Format::report_group,
                           "arn:aws:codebuild:eu-west-1:111122223333:report-group/unit"));
  CHECK(check_format(Format::report_group, "arn:aws:codebuild:eu-west-1:111122223333:project/x"));
  CHECK(check_format(Format::report_group, "arn:aws:codebuild:eu-west-1:1:report-group/"));
  CHECK(check_format(Format::report_group, "x"));
  CHECK_FALSE(check_format(Format::report_group, std::string(128, 'a')));
  CHECK(check_format(Format::report_group, std::string(129, 'a')));
}

TEST_CASE("formats that take anything") {
  for (const Format format :
       {Format::text, Format::command, Format::path, Format::glob, Format::shell_expression,
        Format::image, Format::fleet, Format::runtime_version, Format::user_name}) {
    CHECK_FALSE(check_format(format, "any: thing * at $ all"));
    CHECK_FALSE(check_format(format, ""));
  }
}

TEST_CASE("references") {
  CHECK(has_reference("$NAME"));
  CHECK(has_reference("a${NAME}b"));
  CHECK(has_reference("$(date)"));
  CHECK(has_reference("`date`"));
  CHECK_FALSE(has_reference("100$"));
  CHECK_FALSE(has_reference("$ NAME"));
  CHECK_FALSE(has_reference(""));
  CHECK(reference_name("$NAME") == "NAME");
  CHECK(reference_name("${NAME}") == "NAME");
  CHECK_FALSE(reference_name("${NAME:-x}"));
  CHECK_FALSE(reference_name("$NAME/x"));
  CHECK_FALSE(reference_name("NAME"));
  CHECK_FALSE(reference_name("$"));
}

TEST_CASE("every format but text says what it expects") {
  for (int i = 1; i <= static_cast<int>(Format::runtime_name); ++i) {
    CHECK_FALSE(describe(static_cast<Format>(i)).empty());
  }
}

}  // namespace
}  // namespace buildspec::schema
