#include "linter/schema/nearest.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "linter/schema/buildspec_schema.h"

namespace buildspec::schema {
namespace {

std::string near(const Type& type, std::string_view name) {
  const Key* key = nearest_key(type, name);
  return key == nullptr ? "" : std::string(key->name);
}

TEST_CASE("edit distance") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("files", "files") == 0);
  CHECK(edit_distance("files", "") == 5);
  CHECK(edit_distance("", "files") == 5);
  CHECK(edit_distance("fiels", "files") == 1);  // a swap
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ca", "abc") == 3);  // a part is edited once only
  const std::string longest(64, 'a');
  CHECK(edit_distance(longest, std::string(64, 'b')) == 64);
  CHECK(edit_distance(longest + "a", longest) == 65);
  CHECK(edit_distance(longest + "a", longest + "a") == 0);
}

TEST_CASE("edit distance is symmetric and a bound holds") {
  const std::vector<std::string_view> words{"",       "a",       "ab",       "ba",    "commands",
                                            "comand", "finally", "base-dir", "files", "exclude"};
  for (const auto a : words) {
    for (const auto b : words) {
      CHECK(edit_distance(a, b) == edit_distance(b, a));
      CHECK(edit_distance(a, b) <= std::max(a.size(), b.size()));
      CHECK((edit_distance(a, b) == 0) == (a == b));
    }
  }
}

TEST_CASE("spellings that differ in case and separators only") {
  CHECK(folded("baseDirectory") == "basedirectory");
  CHECK(folded("BASE_DIRECTORY") == folded("base-directory"));
  CHECK(near(artifacts_type(), "baseDirectory") == "base-directory");
  CHECK(near(report_type(), "fileFormat") == "file-format");
  CHECK(near(phases_type(), "preBuild") == "pre_build");
  CHECK(near(phases_type(), "post-build") == "post_build");
  CHECK(near(install_phase_type(), "runtime_versions") == "runtime-versions");
  CHECK(near(phase_type(), "on_failure") == "on-failure");
}

TEST_CASE("misspelled keys") {
  CHECK(near(buildspec_type(), "artifacs") == "artifacts");
  CHECK(near(buildspec_type(), "phase") == "phases");
  CHECK(near(buildspec_type(), "evn") == "env");
  CHECK(near(buildspec_type(), "verison") == "version");
  CHECK(near(phase_type(), "comands") == "commands");
  CHECK(near(phase_type(), "command") == "commands");
  CHECK(near(env_type(), "shells") == "shell");
  CHECK(near(env_type(), "varaibles") == "variables");
  CHECK(near(env_type(), "secret-manager") == "secrets-manager");
  CHECK(near(graph_task_type(), "depends-on") == "depend-on");
  CHECK(near(graph_task_type(), "dependsOn") == "depend-on");
}

TEST_CASE("the begin of a key") {
  CHECK(near(artifacts_type(), "exclude") == "exclude-paths");
  CHECK(near(artifacts_type(), "secondary") == "secondary-artifacts");
  CHECK(near(install_phase_type(), "runtime") == "runtime-versions");
  CHECK(near(batch_type(), "build") == "");  // four begin like this
}

TEST_CASE("what resembles nothing has no neighbour") {
  CHECK(near(buildspec_type(), "x") == "");
  CHECK(near(buildspec_type(), "") == "");
  CHECK(near(buildspec_type(), "---") == "");
  CHECK(near(buildspec_type(), "description") == "");
  CHECK(near(phases_type(), "test") == "");
  CHECK(near(phases_type(), "deploy") == "");
  CHECK(near(buildspec_type(), std::string(100'000, 'a')) == "");
}

TEST_CASE("two that are equally near are none") {
  const std::vector<std::string_view> words{"cat", "bat"};
  CHECK_FALSE(nearest("hat", words));
  CHECK(nearest("cot", words) == "cat");
  const std::vector<std::string_view> same{"cat", "cat"};
  CHECK(nearest("cot", same) == "cat");
}

TEST_CASE("values") {
  const Type& format = *find_key(report_type(), "file-format")->type;
  REQUIRE(nearest_value(format, "JUNIT") != nullptr);
  CHECK(nearest_value(format, "JUNIT")->text == "JUNITXML");
  CHECK(nearest_value(format, "cobertura")->text == "COBERTURAXML");
  const Type& shell = *find_key(env_type(), "shell")->type;
  CHECK(nearest_value(shell, "powershell")->text == "powershell.exe");
  CHECK(nearest_value(shell, "zsh") == nullptr);
  CHECK(nearest_value(format, "trx")->text == "VISUALSTUDIOTRX");
  CHECK(nearest_value(format, "LCOV") == nullptr);
  const Type& size = *find_key(batch_task_env_type(), "compute-type")->type;
  CHECK(nearest_value(size, "GENERAL_LINUX_XLARGE")->text == "BUILD_GENERAL1_XLARGE");
  CHECK(nearest_value(size, "ARM_LAMBDA_1GB")->text == "BUILD_LAMBDA_1GB");
  CHECK(nearest_value(size, "medium")->text == "BUILD_GENERAL1_MEDIUM");
  CHECK(nearest_value(size, "GPU") == nullptr);
  const Type& kind = *find_key(batch_task_env_type(), "type")->type;
  CHECK(nearest_value(kind, "LINUX")->text == "LINUX_CONTAINER");
  CHECK(nearest_value(kind, "SERVERLESS") == nullptr);
  const Type& action = *find_key(cache_type(), "action")->type;
  CHECK(nearest_value(action, "upload")->text == "save");
  CHECK(nearest_value(action, "both") == nullptr);
}

const std::vector<const Type*>& all_types() {
  static const std::vector<const Type*> types = [] {
    std::vector<const Type*> found{&buildspec_type()};
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (const Key& key : found[i]->keys) found.push_back(key.type);
      if (found[i]->element != nullptr) found.push_back(found[i]->element);
    }
    return found;
  }();
  return types;
}

TEST_CASE("other names are complete, and no keys") {
  std::size_t count = 0;
  for (const Type* type : all_types()) {
    std::vector<std::string> seen;
    for (const OtherName& other : other_names(*type)) {
      CAPTURE(std::string(other.name));
      ++count;
      CHECK_FALSE(other.explanation.empty());
      CHECK_FALSE(other.explanation.ends_with('.'));
      CHECK(std::ranges::find(seen, folded(other.name)) == seen.end());
      seen.push_back(folded(other.name));
      const OtherName* found = find_other_name(*type, other.name);
      // Tables that several types share hold names that are keys in one of them.
      CHECK((found == &other || find_key(*type, other.name) != nullptr));
      const bool beside =
          other.kind == OtherNameKind::misspelling || other.kind == OtherNameKind::older_name;
      if (beside && !other.instead.empty() && find_key(*type, other.instead) == nullptr) {
        CHECK((type == &secondary_artifact_type() || type == &list_task_type()));
      }
    }
  }
  CHECK(count > 150);
}

// "artifacts.files", "batch.build-list[].env.image"; from the root, or from a task or its env.
bool leads_somewhere(const Type& from, std::string_view path) {
  const Type* type = &from;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    std::string_view step = path.substr(0, dot);
    const bool list = step.ends_with("[]");
    if (list) step.remove_suffix(2);
    const Key* key = find_key(*type, step);
    if (key == nullptr) return false;
    type = list ? key->type->element : key->type;
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return true;
}

TEST_CASE("paths of other names lead somewhere") {
  for (const Type* type : all_types()) {
    for (const OtherName& other : other_names(*type)) {
      if (other.instead.empty() || other.kind == OtherNameKind::misspelling ||
          other.kind == OtherNameKind::older_name) {
        continue;
      }
      CAPTURE(std::string(other.instead));
      CHECK((leads_somewhere(buildspec_type(), other.instead) ||
             leads_somewhere(*type, other.instead)));
    }
  }
}

TEST_CASE("names that belong elsewhere") {
  CHECK(find_other_name(env_type(), "compute-type")->kind == OtherNameKind::project_setting);
  CHECK(find_other_name(env_type(), "computeType")->kind == OtherNameKind::project_setting);
  CHECK(find_other_name(buildspec_type(), "frontend")->kind == OtherNameKind::other_product);
  CHECK(find_other_name(phases_type(), "artifacts")->kind == OtherNameKind::other_place);
  CHECK(find_other_name(phases_type(), "test")->instead == "phases.build");
  CHECK(find_other_name(phase_type(), "runtime-versions")->instead ==
        "phases.install.runtime-versions");
  CHECK(find_other_name(install_phase_type(), "runtime-versions") == nullptr);
  CHECK(find_other_name(install_phase_type(), "docker")->kind == OtherNameKind::other_place);
  CHECK(find_other_name(env_type(), "vars")->instead == "variables");
  CHECK(find_other_name(list_task_type(), "depend-on") != nullptr);
  CHECK(find_other_name(graph_task_type(), "depend-on") == nullptr);
  CHECK(find_other_name(buildspec_type(), "nothing-of-the-kind") == nullptr);
  const Type& matrix = *find_key(batch_type(), "build-matrix")->type;
  const Type& fixed_env = *find_key(*find_key(matrix, "static")->type, "env")->type;
  CHECK(find_other_name(fixed_env, "compute-type")->kind == OtherNameKind::other_place);
}

}  // namespace
}  // namespace buildspec::schema
