// What commands name and need of the source tree, and the readers of Makefiles and definition
// files.
#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/named_files.h"
#include "linter/lint/engine.h"
#include "rules/files/missing-file/guards.h"
#include "rules/files/missing-make-target/makefile.h"
#include "rules/files/source/source.h"
#include "rules/pipeline/definitions/definitions.h"
#include "rules/pipeline/malformed-definition-file/json_text.h"
#include "rules/registry.h"

namespace buildspec {
namespace {

std::string buildspec_of(const std::vector<std::string>& commands) {
  std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
  for (const std::string& command : commands) text += "      - |\n        " + command + "\n";
  return text;
}

// "a.sh b/" of what a run of commands names: folders with a slash, programs with "!".
std::string named(const std::vector<std::string>& commands) {
  const auto snapshot =
      analyze("b", 0, SourceText(buildspec_of(commands)), std::make_shared<ProjectFacts>());
  std::string out;
  walk_commands(*snapshot, [&out](const CommandStep& step) {
    for (const files::Named& each : files::named_files(step)) {
      out += (out.empty() ? "" : " ") + each.path;
      if (each.kind == files::Kind::folder) out += "/";
      if (each.role == files::Role::program) out += "!";
    }
  });
  return out;
}

std::string implied(const std::vector<std::string>& commands) {
  const auto snapshot =
      analyze("b", 0, SourceText(buildspec_of(commands)), std::make_shared<ProjectFacts>());
  std::string out;
  walk_commands(*snapshot, [&out](const CommandStep& step) {
    for (const files::Implied& each : files::implied_files(step)) {
      out += (out.empty() ? "" : " ") + each.folder + ":" + std::string(each.names.front());
    }
  });
  return out;
}

TEST_CASE("files: what commands name") {
  CHECK(named({"./a.sh x", "bin/b", "sudo ./c", "time -p ./d"}) == "a.sh! bin/b! c! d!");
  CHECK(named({"cd app && ./a.sh", "cd ..", "sh -e b.sh"}) == "app/ app/a.sh! b.sh");
}

TEST_CASE("files: interpreters and their options") {
  CHECK(named({"bash -euo pipefail a.sh", "sh ./b", "bash c"}) == "a.sh b");
  CHECK(named({"bash -c 'echo x.sh'", "sh -s < in.sh", "bash -lc a.sh"}) == "in.sh");
  CHECK(named({"python3 -u a.py --x b.py", "python -m a.b", "python -c 'x'"}) == "a.py");
  CHECK(named({"python -W ignore a.py", "node -r dotenv/config app.js"}) == "a.py app.js");
  CHECK(named({"node -e 'x'", "node --version", "node"}) == "");
  CHECK(named({"source env.sh", ". ./b.sh", ". ~/.bashrc", "source /etc/profile"}) ==
        "env.sh b.sh");
}

TEST_CASE("files: options that name files") {
  CHECK(named({"docker build -t x -f docker/Dockerfile app"}) == "docker/Dockerfile app/");
  CHECK(named({"docker build --file=a/Dockerfile -t x:y ."}) == "a/Dockerfile");
  CHECK(named({"docker build -t x https://example.com/a.git"}) == "");
  CHECK(named({"docker build . -t x"}) == "");
  CHECK(named({"docker compose -f ci/compose.yml up", "docker-compose -f a.yml up"}) ==
        "ci/compose.yml a.yml");
  CHECK(named({"sam build -t t.yaml", "sam build --template-file=u.yaml"}) == "t.yaml u.yaml");
  CHECK(named({"pip install -r requirements.txt", "pip3 install -c c.txt x"}) ==
        "requirements.txt c.txt");
  CHECK(named({"terraform -chdir=infra apply -var-file=dev.tfvars"}) == "infra/ dev.tfvars");
  CHECK(named({"kubectl apply -f k8s/", "kubectl apply -f https://x.dev/a.yml"}) == "k8s/");
  CHECK(named({"make -C src -f x.mk all", "npm --prefix web ci"}) == "x.mk src/ web/");
  CHECK(named({"aws s3 cp a.txt s3://b/", "aws s3 sync site s3://b", "aws s3 cp s3://b/x y"}) ==
        "a.txt site/");
  CHECK(named({"aws cloudformation deploy --template-file t.yml --parameters file://p.json"}) ==
        "t.yml p.json");
}

TEST_CASE("files: nothing for patterns, variables and other places") {
  CHECK(named({"cat *.txt {a,b}.txt", "cp $X y", "./run-$STAGE.sh", "cd \"$DIR\"",
               "cp -r .git x"}) == "");
  CHECK(named({"cd $DIR && ./a.sh", "./b.sh"}) == "");
  CHECK(named({"cd /tmp", "./a.sh", "cat x"}) == "");
  CHECK(named({"cd $CODEBUILD_SRC_DIR/app && cat x"}) == "app/ app/x");
  CHECK(named({"cat \"$CODEBUILD_SRC_DIR/a b.txt\" $CODEBUILD_SRC_DIR_other/x"}) == "a b.txt");
}

TEST_CASE("files: what programs look for by themselves") {
  CHECK(implied({"docker build -t x .", "docker build -t x app"}) == ":Dockerfile app:Dockerfile");
  CHECK(implied({"docker build -f D .", "docker build -t x $DIR", "docker build -"}) == "");
  CHECK(implied({"cd a", "npm ci", "npm --prefix b run x", "npm ci -g"}) ==
        "a:package-lock.json a/b:package.json");
  CHECK(implied({"mvn -B package", "mvn --version", "mvn -f a/pom.xml test"}) == ":pom.xml");
  CHECK(implied({"make -C x", "make -f y.mk"}) == "x:Makefile");
  CHECK(implied({"sam build", "sam build -t x.yaml", "sam deploy"}) == ":template.yaml");
}

TEST_CASE("files: what commands test for") {
  const auto tested = [](const std::string& command, std::string_view name) {
    const auto snapshot =
        analyze("b", 0, SourceText(buildspec_of({command})), std::make_shared<ProjectFacts>());
    return files::is_tested(snapshot->buildspec, name);
  };
  CHECK(tested("[ -f a/x.sh ] && a/x.sh", "x.sh"));
  CHECK(tested("if [[ ! -d \"./x.sh\" ]]; then true; fi", "x.sh"));
  CHECK(tested("test -e x.sh", "x.sh"));
  CHECK_FALSE(tested("bash -f x.sh", "x.sh"));
  CHECK_FALSE(tested("[ -n \"$A\" ] && bash x.sh", "x.sh"));
}

TEST_CASE("files: a path as another folder writes it") {
  CHECK(files::relative_path("", "a/b") == "a/b");
  CHECK(files::relative_path("a", "a/b") == "b");
  CHECK(files::relative_path("a/c", "a/b") == "../b");
  CHECK(files::relative_path("x/y", "b") == "../../b");
}

std::string targets(std::string_view makefile) {
  const auto found = files::targets_of(makefile);
  if (!found) return "?";
  std::string out;
  for (const std::string& each : *found) out += (out.empty() ? "" : " ") + each;
  return out;
}

TEST_CASE("files: targets of Makefiles") {
  CHECK(targets("all: a b # c: d\na b:\n\techo x: y\n") == "all a b");
  CHECK(targets("A := x:y\nB = c:d\nC ?= e\n") == "");
  CHECK(targets("a: \\\n  b c\nd::\n") == "a d");
  CHECK(targets("export X=1\nx: A = b\nx: y\n") == "x x");
  CHECK(targets(".PHONY: a b\r\na:\r\n") == ".PHONY a b a");
  CHECK(targets("a: b; echo c: d\n") == "a");
  CHECK(targets("a:\n\tinclude x\n") == "a");
  CHECK(targets("include x.mk\na:\n") == "?");
  CHECK(targets("-include x.mk\n") == "?");
  CHECK(targets("%.o: %.c\nbuild-%:\n") == "%.o build-%");
  CHECK(targets("%: x\n") == "?");
  CHECK(files::makes("build-%", "build-x"));
  CHECK_FALSE(files::makes("build-%", "build-"));
  CHECK_FALSE(files::makes("a%a", "a"));
  CHECK(targets("$(A): b\n") == "?");
  CHECK(targets("$(eval $(call x))\n") == "?");
  CHECK(targets("") == "");
}

std::string json(std::string_view text) {
  using State = pipeline::JsonText::State;
  const pipeline::JsonText read = pipeline::read_json(text);
  if (read.state == State::unknown) return "unknown";
  if (read.state == State::bare_word) return "bare " + read.word;
  if (read.state == State::broken) return "broken";
  std::string out = read.top == pipeline::JsonText::Top::array    ? "array"
                    : read.top == pipeline::JsonText::Top::object ? "object"
                                                                  : "other";
  for (const auto& object : read.objects) {
    out += " {";
    for (const std::string& key : object) out += " " + key;
    out += " }";
  }
  return out + (read.other_items ? " and more" : "");
}

TEST_CASE("pipeline: JSON with texts that are not known") {
  CHECK(json(R"([{"name":"a","imageUri":"b"},{"name": "c"}])") ==
        "array { name imageUri } { name }");
  CHECK(json(R"({"ImageURI":"x","more":{"a":[1,true,null]}})") == "object { ImageURI more }");
  CHECK(json("[]\n") == "array");
  CHECK(json(R"(["a", {"b": 1}])") == "array { b } and more");
  CHECK(json("[{\"name\":\"\x01\",\"imageUri\":\"a\x01\"}]") == "array { name imageUri }");
  CHECK(json("\x01") == "unknown");
  CHECK(json("[\x01]") == "unknown");
  CHECK(json("[{\"a\":\"b\"} \x01") == "unknown");
  CHECK(json("[{name:app}]") == "bare name");
  CHECK(json("[{\"name\":app}]") == "bare app");
  CHECK(json("[{'name':'app'}]") == "broken");
  CHECK(json("[{\"a\":\"b\"},]") == "broken");
  CHECK(json("[{\"a\":\"b\"}") == "broken");
  CHECK(json("") == "broken");
  CHECK(json(std::string(100'000, '[')) == "broken");
}

// -- A fake repository, as a whole.

using Files = std::map<std::string, std::string, std::less<>>;

std::string findings(const std::vector<std::string>& commands, const Files& files,
                     std::optional<std::string> path = std::nullopt) {
  auto facts = std::make_shared<ProjectFacts>();
  auto tree = std::make_shared<SourceTree>();
  for (const auto& [name, text] : files) tree->files.push_back(name);
  facts->source_tree = std::move(tree);
  facts->path = std::move(path);
  facts->look_at = [files](std::string_view at) -> SourceFilePtr {
    const auto found = files.find(at);
    return found == files.end() ? nullptr : make_source_file(at, found->second, false);
  };
  const auto snapshot = analyze("b", 0, SourceText(buildspec_of(commands)), facts);
  std::string out;
  for (const Diagnostic& each : LintEngine(all_rules(), {}).run(*snapshot)) {
    if (each.rule->group != "files") continue;
    out += std::string(each.rule->id()) + " " + std::string(to_string(each.severity)) + " " +
           std::string(snapshot->text.bytes(each.span)) + "; ";
  }
  return out;
}

TEST_CASE("files: how certain a finding is") {
  const Files none{{"buildspec.yml", ""}, {"Makefile", "build:\n"}};
  CHECK(findings({"sh x.sh"}, none) == "missing-file warning x.sh; ");
  // Where it only runs sometimes, and behind programs that may have written it.
  CHECK(findings({"if [ -n \"$A\" ]; then sh x.sh; fi"}, none) == "missing-file info x.sh; ");
  CHECK(findings({"make build", "sh x.sh"}, none) == "missing-file info x.sh; ");
  // What such programs often write is not missed at all.
  CHECK(findings({"make build", "cat out.txt", "cd dist"}, none) == "");
  // The folder of a buildspec may be a source of its own.
  CHECK(findings({"sh x.sh"}, none, "ci/buildspec.yml") == "missing-file info x.sh; ");
  CHECK(findings({"sh x.sh"}, {{"ci/x.sh", ""}}, "ci/buildspec.yml") == "");
  // … but not where another path is only there from the root.
  CHECK(findings({"cat a/b.txt", "sh x.sh"}, {{"a/b.txt", ""}}, "ci/buildspec.yml") ==
        "missing-file warning x.sh; ");
}

TEST_CASE("files: one finding for a folder that is not there") {
  CHECK(findings({"cd lambda/producer && zip -r ../p.zip . && ./x.sh"}, {{"buildspec.yml", ""}}) ==
        "missing-file warning lambda/producer; ");
}

TEST_CASE("files: a link may lead anywhere") {
  CHECK(findings({"sh tools/x.sh"}, {{"tools", ""}}) == "");
}

TEST_CASE("files: an error needs a build that surely fails") {
  const Files files{{"run.sh", "#!/bin/sh\n"}, {"Makefile", "build:\n"}};
  CHECK(findings({"./run.sh"}, files) == "script-not-executable error ./run.sh; ");
  CHECK(findings({"./run.sh; echo done"}, files) == "script-not-executable warning ./run.sh; ");
  CHECK(findings({"./run.sh"}, files, "ci/buildspec.yml") ==
        "script-not-executable warning ./run.sh; ");
  CHECK(findings({"node x.js || true", "./run.sh || true"}, files) ==
        "script-not-executable warning ./run.sh; ");
  CHECK(findings({"make x"}, files) == "missing-make-target error x; ");
  CHECK(findings({"make x || echo failed"}, files) == "");
}

}  // namespace
}  // namespace buildspec
