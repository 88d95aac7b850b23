#include "linter/schema/builtin_variables.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace buildspec::schema {
namespace {

TEST_CASE("variables are found by name and by family") {
  REQUIRE(find_builtin_variable("CODEBUILD_SRC_DIR") != nullptr);
  CHECK(find_builtin_variable("CODEBUILD_SRC_DIR")->prefix.empty());
  const BuiltinVariable* family = find_builtin_variable("CODEBUILD_SRC_DIR_other");
  REQUIRE(family != nullptr);
  CHECK(family->prefix == "CODEBUILD_SRC_DIR_");
  CHECK(find_builtin_variable("CODEBUILD_SRC_DIR_") == nullptr);
  CHECK(find_builtin_variable("CODEBUILD_SOURCE_VERSION_lib")->untrusted);
  CHECK(find_builtin_variable("codebuild_src_dir") == nullptr);
  CHECK(find_builtin_variable("") == nullptr);
}

TEST_CASE("the list is whole") {
  std::set<std::string_view> names;
  for (const BuiltinVariable& variable : builtin_variables()) {
    CAPTURE(std::string(variable.name));
    CHECK(names.insert(variable.name).second);
    CHECK(variable.meaning.size() > 10);
    CHECK((variable.meaning.ends_with('.') || variable.meaning.ends_with('`')));
    CHECK_FALSE(variable.set_when.empty());
    CHECK_FALSE(variable.available.empty());
    CHECK_FALSE(variable.sources.empty());
    for (const std::string_view source : variable.sources) CHECK(source.starts_with("https://"));
    if (variable.category == VariableCategory::internal) {
      CHECK(variable.confidence != Confidence::documented);
    }
    if (!variable.prefix.empty()) CHECK(variable.name.starts_with(variable.prefix));
    CHECK(find_not_provided(variable.name) == nullptr);
  }
  CHECK(builtin_variables().size() == 59);
  CHECK(builtin_variables().front().name == "CODEBUILD_SRC_DIR");  // the most used one
}

TEST_CASE("what a pusher chooses is untrusted") {
  for (const std::string_view name : {"CODEBUILD_SOURCE_VERSION", "CODEBUILD_WEBHOOK_HEAD_REF",
                                      "CODEBUILD_WEBHOOK_BASE_REF", "CODEBUILD_WEBHOOK_TRIGGER"}) {
    CHECK(find_builtin_variable(name)->untrusted);
  }
  CHECK_FALSE(find_builtin_variable("CODEBUILD_BUILD_ID")->untrusted);
}

TEST_CASE("categories") {
  CHECK(find_builtin_variable("CODEBUILD_CONFIG_AUTO_DISCOVER")->category ==
        VariableCategory::configuration);
  CHECK(find_builtin_variable("CODEBUILD_AUTH_TOKEN")->category == VariableCategory::internal);
  CHECK(find_builtin_variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")->category ==
        VariableCategory::credentials);
  CHECK(find_builtin_variable("CODEBUILD_LOG_PATH")->discouraged);
}

TEST_CASE("names that are not provided say what to use instead") {
  CHECK(not_provided_variables().size() == 16);
  for (const NotProvided& name : not_provided_variables()) {
    CAPTURE(std::string(name.name));
    CHECK_FALSE(name.why.empty());
    CHECK_FALSE(name.instead.empty());
    CHECK(find_not_provided(name.name) == &name);
    CHECK(find_builtin_variable(name.name) == nullptr);
  }
  CHECK(find_not_provided("CODEBUILD_BUILD_STATUS")->instead == "CODEBUILD_BUILD_SUCCEEDING");
  CHECK(find_not_provided("CI")->confidence == Confidence::unverified);
  CHECK(find_not_provided("PATH") == nullptr);
}

TEST_CASE("reserved names") {
  CHECK(is_reserved_variable_name("CODEBUILD_GIT_BRANCH"));
  CHECK(is_reserved_variable_name("CODEBUILD_SRC_DIR"));
  CHECK_FALSE(is_reserved_variable_name("CODEBUILD_CONFIG_AUTO_DISCOVER"));
  CHECK_FALSE(is_reserved_variable_name("MY_CODEBUILD_NAME"));
  CHECK_FALSE(is_reserved_variable_name("CODEBUILD"));
}

}  // namespace
}  // namespace buildspec::schema
