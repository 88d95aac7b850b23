#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "linter/schema/buildspec_schema.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/documentation.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

// Every type, once for each path that leads to it; the tables are not recursive.
void walk(const Type& type, const std::string& path,
          const std::function<void(const std::string&, const Type&, const Key*)>& visit) {
  for (const Key& key : type.keys) {
    const std::string below =
        path.empty() ? std::string(key.name) : path + '.' + std::string(key.name);
    visit(below, *key.type, &key);
    walk(*key.type, below, visit);
  }
  if (type.element == nullptr) return;
  const std::string below = path + (type.form == Form::sequence ? "[]" : ".<name>");
  visit(below, *type.element, nullptr);
  walk(*type.element, below, visit);
}

std::set<std::string> all_paths() {
  std::set<std::string> paths;
  walk(buildspec_type(), "", [&](const std::string& path, const Type&, const Key*) {
    CHECK_MESSAGE(paths.insert(path).second, path << " stands twice");
  });
  return paths;
}

const Key& key_at(std::string_view path) {
  const Key* found = nullptr;
  walk(buildspec_type(), "", [&](const std::string& at, const Type&, const Key* key) {
    if (at == path) found = key;
  });
  REQUIRE_MESSAGE(found != nullptr, std::string(path));
  return *found;
}

// Every path of the official reference and of the shapes seen beyond it, written down by hand.
constexpr std::string_view kPaths[] = {
    "version",
    "run-as",
    "env",
    "env.shell",
    "env.variables",
    "env.variables.<name>",
    "env.parameter-store",
    "env.parameter-store.<name>",
    "env.secrets-manager",
    "env.secrets-manager.<name>",
    "env.exported-variables",
    "env.exported-variables[]",
    "env.git-credential-helper",
    "proxy",
    "proxy.upload-artifacts",
    "proxy.logs",
    "batch",
    "batch.fast-fail",
    "batch.build-graph",
    "batch.build-graph[]",
    "batch.build-graph[].identifier",
    "batch.build-graph[].buildspec",
    "batch.build-graph[].debug-session",
    "batch.build-graph[].depend-on",
    "batch.build-graph[].depend-on[]",
    "batch.build-graph[].env",
    "batch.build-graph[].env.compute-type",
    "batch.build-graph[].env.fleet",
    "batch.build-graph[].env.image",
    "batch.build-graph[].env.privileged-mode",
    "batch.build-graph[].env.type",
    "batch.build-graph[].env.variables",
    "batch.build-graph[].env.variables.<name>",
    "batch.build-graph[].ignore-failure",
    "batch.build-list",
    "batch.build-list[]",
    "batch.build-list[].identifier",
    "batch.build-list[].buildspec",
    "batch.build-list[].debug-session",
    "batch.build-list[].env",
    "batch.build-list[].env.compute-type",
    "batch.build-list[].env.fleet",
    "batch.build-list[].env.image",
    "batch.build-list[].env.privileged-mode",
    "batch.build-list[].env.type",
    "batch.build-list[].env.variables",
    "batch.build-list[].env.variables.<name>",
    "batch.build-list[].ignore-failure",
    "batch.build-matrix",
    "batch.build-matrix.static",
    "batch.build-matrix.static.ignore-failure",
    "batch.build-matrix.static.env",
    "batch.build-matrix.static.env.privileged-mode",
    "batch.build-matrix.static.env.type",
    "batch.build-matrix.dynamic",
    "batch.build-matrix.dynamic.buildspec",
    "batch.build-matrix.dynamic.buildspec[]",
    "batch.build-matrix.dynamic.env",
    "batch.build-matrix.dynamic.env.compute-type",
    "batch.build-matrix.dynamic.env.compute-type[]",
    "batch.build-matrix.dynamic.env.image",
    "batch.build-matrix.dynamic.env.image[]",
    "batch.build-matrix.dynamic.env.variables",
    "batch.build-matrix.dynamic.env.variables.<name>",
    "batch.build-matrix.dynamic.env.variables.<name>[]",
    "batch.build-fanout",
    "batch.build-fanout.parallelism",
    "batch.build-fanout.ignore-failure",
    "phases",
    "phases.install",
    "phases.install.runtime-versions",
    "phases.install.runtime-versions.<name>",
    "phases.install.commands",
    "phases.install.commands[]",
    "phases.install.finally",
    "phases.install.finally[]",
    "phases.install.run-as",
    "phases.install.on-failure",
    "phases.pre_build",
    "phases.pre_build.commands",
    "phases.pre_build.commands[]",
    "phases.pre_build.finally",
    "phases.pre_build.finally[]",
    "phases.pre_build.run-as",
    "phases.pre_build.on-failure",
    "phases.build",
    "phases.build.commands",
    "phases.build.commands[]",
    "phases.build.finally",
    "phases.build.finally[]",
    "phases.build.run-as",
    "phases.build.on-failure",
    "phases.build.steps",
    "phases.build.steps[]",
    "phases.build.steps[].id",
    "phases.build.steps[].name",
    "phases.build.steps[].run",
    "phases.build.steps[].uses",
    "phases.build.steps[].with",
    "phases.build.steps[].with.<name>",
    "phases.post_build",
    "phases.post_build.commands",
    "phases.post_build.commands[]",
    "phases.post_build.finally",
    "phases.post_build.finally[]",
    "phases.post_build.run-as",
    "phases.post_build.on-failure",
    "reports",
    "reports.<name>",
    "reports.<name>.files",
    "reports.<name>.files[]",
    "reports.<name>.file-format",
    "reports.<name>.base-directory",
    "reports.<name>.discard-paths",
    "artifacts",
    "artifacts.files",
    "artifacts.files[]",
    "artifacts.name",
    "artifacts.discard-paths",
    "artifacts.base-directory",
    "artifacts.exclude-paths",
    "artifacts.exclude-paths[]",
    "artifacts.enable-symlinks",
    "artifacts.s3-prefix",
    "artifacts.type",
    "artifacts.secondary-artifacts",
    "artifacts.secondary-artifacts.<name>",
    "artifacts.secondary-artifacts.<name>.files",
    "artifacts.secondary-artifacts.<name>.files[]",
    "artifacts.secondary-artifacts.<name>.name",
    "artifacts.secondary-artifacts.<name>.discard-paths",
    "artifacts.secondary-artifacts.<name>.base-directory",
    "artifacts.secondary-artifacts.<name>.exclude-paths",
    "artifacts.secondary-artifacts.<name>.exclude-paths[]",
    "artifacts.secondary-artifacts.<name>.enable-symlinks",
    "artifacts.secondary-artifacts.<name>.s3-prefix",
    "cache",
    "cache.paths",
    "cache.paths[]",
    "cache.key",
    "cache.fallback-keys",
    "cache.fallback-keys[]",
    "cache.action",
    "environment_variables",
    "environment_variables.plaintext",
    "environment_variables.plaintext.<name>",
};

TEST_CASE("the tables hold exactly the paths of the reference") {
  const std::set<std::string> expected(std::begin(kPaths), std::end(kPaths));
  CHECK(expected.size() == std::size(kPaths));
  const std::set<std::string> found = all_paths();
  for (const std::string& path : expected)
    CHECK_MESSAGE(found.contains(path), path << " is absent");
  for (const std::string& path : found) {
    CHECK_MESSAGE(expected.contains(path), path << " is not in the list of this test");
  }
}

TEST_CASE("what is required is required, and nothing else") {
  const std::set<std::string> expected{"version",
                                       "phases",
                                       "phases.pre_build.commands",
                                       "phases.build.commands",
                                       "phases.post_build.commands",
                                       "reports.<name>.files",
                                       "artifacts.files",
                                       "artifacts.secondary-artifacts.<name>.files",
                                       "batch.build-graph[].identifier",
                                       "batch.build-list[].identifier",
                                       "batch.build-fanout.parallelism"};
  std::set<std::string> found;
  walk(buildspec_type(), "", [&](const std::string& path, const Type&, const Key* key) {
    if (key != nullptr && key->required) found.insert(path);
  });
  CHECK(found == expected);
  CHECK(key_at("phases").required_unless == "batch");
  CHECK(key_at("phases.build.commands").required_unless == "steps");
}

TEST_CASE("required_unless names a key beside") {
  const auto check = [](const Type& type) {
    for (const Key& key : type.keys) {
      if (key.required_unless.empty()) continue;
      CHECK(key.required);
      CHECK(find_key(type, key.required_unless) != nullptr);
    }
  };
  check(buildspec_type());
  walk(buildspec_type(), "",
       [&](const std::string&, const Type& type, const Key*) { check(type); });
}

TEST_CASE(
    "documentation is whole: fences are closed, examples are YAML blocks, lines say something") {
  walk(buildspec_type(), "", [](const std::string& path, const Type&, const Key* key) {
    if (key == nullptr) return;
    CAPTURE(path);
    std::size_t fences = 0;
    for (std::size_t at = key->doc.find("```"); at != std::string_view::npos;
         at = key->doc.find("```", at + 3)) {
      ++fences;
    }
    CHECK(fences % 2 == 0);
    if (fences != 0) CHECK(key->doc.find("\n\n```yaml\n") != std::string_view::npos);
    CHECK(key->doc.find("  \n") == std::string_view::npos);
    CHECK(summary(*key).size() >= 20);
    CHECK(summary(*key).find("```") == std::string_view::npos);
    const std::string text = documentation(*key);
    CHECK(text.starts_with(key->doc));
    CHECK(text.find(key->url) != std::string::npos);
    CHECK(text.find(key->default_value) != std::string::npos);
    CHECK(text.find(key->note) != std::string::npos);
  });
}

TEST_CASE("documentation says what the fields say") {
  const std::string shell = documentation(key_at("env.shell"));
  CHECK(shell.find("Default: /bin/sh on Linux, PowerShell on Windows.") != std::string::npos);
  CHECK(shell.find("Values: `bash`, `/bin/sh`, `powershell.exe`, `cmd.exe`.") != std::string::npos);
  CHECK(shell.find("Since 2020-06-25.") != std::string::npos);
  CHECK(documentation(key_at("phases")).find("Required, unless there is `batch`.") !=
        std::string::npos);
  CHECK(documentation(key_at("artifacts.discard-paths")).find("Default: `no`.") !=
        std::string::npos);
  CHECK(documentation(key_at("environment_variables")).find("Format 0.1 only.") !=
        std::string::npos);
  CHECK(documentation(key_at("phases.build.steps")).find("seen in use") != std::string::npos);
}

TEST_CASE("links lead to the anchor of their key") {
  walk(buildspec_type(), "", [](const std::string& path, const Type&, const Key* key) {
    if (key == nullptr || path.starts_with("batch.") || path.starts_with("environment_variables"))
      return;
    CAPTURE(path);
    const std::size_t hash = key->url.find("#build-spec.");
    if (hash == std::string_view::npos) {
      // The page of its own of proxy and steps, and what is documented among the versions only.
      CHECK(
          (path == "proxy" || path.starts_with("phases.build.steps") || path == "artifacts.type"));
      return;
    }
    const std::string_view anchor = key->url.substr(hash);
    const bool names_it = anchor.ends_with(key->name);
    const bool names_phase = key->name == "commands" && anchor.starts_with("#build-spec.phases");
    CHECK_MESSAGE((names_it || names_phase), std::string(key->url));
  });
}

TEST_CASE("tasks of lists and of graphs link to their own sections") {
  for (const Key& key : list_task_type().keys) {
    CHECK(key.url.ends_with("#build-spec.batch.build-list"));
    CHECK(find_key(graph_task_type(), key.name)->url.ends_with("#build-spec.batch.build-graph"));
  }
  CHECK(list_task_type().keys.size() + 1 == graph_task_type().keys.size());
}

TEST_CASE("since") {
  CHECK(key_at("env.shell").since == "2020-06-25");
  CHECK(key_at("env.parameter-store").since == "2017-08-10");
  CHECK(key_at("env.secrets-manager").since == "2019-11-06");
  CHECK(key_at("env.exported-variables").since == "2019-11-06");
  CHECK(key_at("phases.build.finally").since == "2018-06-20");
  CHECK(key_at("phases.build.on-failure").since == "2021-02-09");
  CHECK(key_at("reports").since == "2019-11-25");
  CHECK(key_at("artifacts.base-directory").since == "2017-02-08");
  CHECK(key_at("artifacts.exclude-paths").since == "2021-02-09");
  CHECK(key_at("artifacts.secondary-artifacts").since == "2018-08-30");
  CHECK(key_at("artifacts.secondary-artifacts.<name>.files").since == "2018-08-30");
  CHECK(key_at("artifacts.secondary-artifacts.<name>.exclude-paths").since == "2021-02-09");
  CHECK(key_at("cache").since == "2017-11-27");
  CHECK(key_at("cache.key").since == "2025-03-28");
  CHECK(key_at("batch").since == "2020-07-30");
  CHECK(key_at("batch.build-fanout").since == "2025-01-02");
  CHECK(key_at("batch.build-graph[].debug-session").since == "2021-03-03");
  CHECK(key_at("batch.build-graph[].env.fleet").since == "2025-01-08");
}

TEST_CASE("the versions of the format") {
  CHECK(key_at("env").versions == Versions::v0_2);
  CHECK(key_at("environment_variables").versions == Versions::v0_1);
  CHECK(key_at("environment_variables.plaintext").versions == Versions::v0_1);
  CHECK(key_at("artifacts.type").versions == Versions::v0_1);
  CHECK(key_at("phases").versions == Versions::both);
}

TEST_CASE("tolerated shapes") {
  CHECK(key_at("artifacts.files").type->scalar_for_list);
  CHECK(key_at("phases.build.commands").type->scalar_for_list);
  CHECK(key_at("phases.build.commands").type->may_be_missing);
  CHECK(key_at("phases.build.commands").type->element->may_be_missing);
  CHECK(key_at("env").type->may_be_missing);
  CHECK(key_at("phases").type->may_be_missing);
  CHECK(key_at("batch.build-graph[].depend-on").type->scalar_for_list);
  CHECK(key_at("batch.build-graph[].env.image").type->may_be_reference);
  CHECK(key_at("artifacts.base-directory").type->may_be_reference);
  CHECK(key_at("phases.install.runtime-versions").type->element->may_be_reference);
  // At least one entry is documented for this one.
  CHECK_FALSE(key_at("phases.install.runtime-versions").type->may_be_missing);
  CHECK(key_at("phases.install.runtime-versions").type->min_items == 1);
}

TEST_CASE("limits") {
  CHECK(key_at("cache.fallback-keys").type->max_items == 5);
  CHECK(key_at("artifacts.secondary-artifacts").type->max_items == 12);
  CHECK(key_at("reports").type->max_items == 5);
}

TEST_CASE("unknown keys stop a build among the phases only") {
  CHECK(phases_type().unknown_keys == UnknownKeys::rejected);
  walk(buildspec_type(), "", [](const std::string& path, const Type& type, const Key*) {
    if (path != "phases") CHECK(type.unknown_keys == UnknownKeys::ignored);
  });
}

TEST_CASE("values") {
  const auto texts = [](const Type& type) {
    std::vector<std::string_view> all;
    for (const Value& value : type.values) all.push_back(value.text);
    return all;
  };
  using Texts = std::vector<std::string_view>;
  CHECK(texts(*key_at("version").type) == Texts{"0.2", "0.1"});
  CHECK(texts(*key_at("env.shell").type) == Texts{"bash", "/bin/sh", "powershell.exe", "cmd.exe"});
  CHECK(texts(*key_at("cache.action").type) == Texts{"restore", "save"});
  CHECK(texts(*key_at("phases.build.on-failure").type) == Texts{"ABORT", "CONTINUE", "RETRY"});
  CHECK(texts(*key_at("reports.<name>.file-format").type) ==
        Texts{"CUCUMBERJSON", "JUNITXML", "NUNITXML", "NUNIT3XML", "TESTNGXML", "VISUALSTUDIOTRX",
              "CLOVERXML", "COBERTURAXML", "JACOCOXML", "SIMPLECOV"});
  CHECK(key_at("batch.build-graph[].env.compute-type").type->values.size() == 10);
  CHECK(key_at("batch.build-graph[].env.type").type->values.size() == 12);
}

TEST_CASE("find_key and find_value") {
  CHECK(find_key(buildspec_type(), "phases")->type == &phases_type());
  CHECK(find_key(buildspec_type(), "Phases") == nullptr);
  CHECK(find_key(reports_type(), "files") == nullptr);
  const Type& format = *key_at("reports.<name>.file-format").type;
  CHECK(find_value(format, "JunitXml")->text == "JUNITXML");
  CHECK(find_value(format, "JUNIT") == nullptr);
  const Type& shell = *key_at("env.shell").type;
  CHECK(find_value(shell, "bash") != nullptr);
  CHECK(find_value(shell, "Bash") == nullptr);
  const Type& version = *key_at("version").type;
  CHECK(find_value(version, "0.2") != nullptr);
  CHECK(find_value(version, "0.20") == find_value(version, "0.2"));
  CHECK(find_value(version, "0.3") == nullptr);
  CHECK(find_value(version, "0.02") == nullptr);
  CHECK(find_value(version, "") == nullptr);
  CHECK(find_value(version, "0") == nullptr);
}

TEST_CASE("named types are those that the root leads to") {
  CHECK(find_key(buildspec_type(), "env")->type == &env_type());
  CHECK(find_key(phases_type(), "install")->type == &install_phase_type());
  CHECK(find_key(phases_type(), "pre_build")->type == &phase_type());
  CHECK(find_key(phases_type(), "post_build")->type == &phase_type());
  CHECK(find_key(phases_type(), "build")->type == &build_phase_type());
  CHECK(find_key(install_phase_type(), "runtime-versions")->type == &runtime_versions_type());
  CHECK(find_key(buildspec_type(), "reports")->type == &reports_type());
  CHECK(reports_type().element == &report_type());
  CHECK(find_key(buildspec_type(), "artifacts")->type == &artifacts_type());
  CHECK(find_key(artifacts_type(), "secondary-artifacts")->type->element ==
        &secondary_artifact_type());
  CHECK(find_key(buildspec_type(), "cache")->type == &cache_type());
  CHECK(find_key(buildspec_type(), "batch")->type == &batch_type());
  CHECK(find_key(batch_type(), "build-graph")->type->element == &graph_task_type());
  CHECK(find_key(batch_type(), "build-list")->type->element == &list_task_type());
  CHECK(find_key(graph_task_type(), "env")->type == &batch_task_env_type());
}

TEST_CASE("environment types and their sizes are values of the tables") {
  const Type& type = *find_key(batch_task_env_type(), "type")->type;
  const Type& compute = *find_key(batch_task_env_type(), "compute-type")->type;
  for (const EnvironmentType& environment : environment_types()) {
    CHECK(find_value(type, environment.name) != nullptr);
    for (const std::string_view size : environment.compute_types) {
      CHECK(find_value(compute, size) != nullptr);
    }
  }
  for (const Value& value : type.values) {
    // The legacy type's sizes are not documented any more.
    CHECK((find_environment_type(value.text) != nullptr) == !value.deprecated);
  }
  CHECK(find_environment_type("LINUX_GPU_CONTAINER")->compute_types.size() == 2);
  CHECK(find_environment_type("MAC_ARM")->compute_types.empty());
}

}  // namespace
}  // namespace buildspec::schema
