// The whole program: exit codes, streams, what it reads and what it leaves alone.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/cli/program.h"

using namespace buildspec::cli::test;
using Json = nlohmann::json;

namespace {

std::set<std::string> paths_in(const std::string& json) {
  std::set<std::string> paths;
  const Json report = Json::parse(json);
  for (const Json& diagnostic : report["diagnostics"]) paths.insert(diagnostic["path"]);
  return paths;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("exit status: clean, findings, failure") {
  const Sandbox box;
  box.write("good.yml", kGood);
  box.write("bad.yml", kMisspelled);
  box.write("broken.yml", kBroken);
  const Ran clean = box.run("buildspec-lint good.yml");
  CHECK(clean.status == 0);
  CHECK(clean.out == "No findings in 1 file.\n");
  CHECK(clean.error == "");
  CHECK(box.run("buildspec-lint bad.yml").status == 1);
  CHECK(box.run("buildspec-lint --fail-on error bad.yml").status == 0);
  CHECK(box.run("buildspec-lint --fail-on error broken.yml").status == 1);
  CHECK(box.run("buildspec-lint --fail-on never broken.yml").status == 0);
  CHECK(box.run("buildspec-lint --fail-on never broken.yml missing.yml").status == 2);
}

TEST_CASE("a file that cannot be read does not stop the others") {
  const Sandbox box;
  box.write("bad.yml", kMisspelled);
  const Ran ran = box.run(
      "ln -s nowhere dangling; mkdir -p d/buildspec.yml; "
      "buildspec-lint --format json missing.yml dangling bad.yml");
  CHECK(ran.status == 2);
  CHECK(ran.error ==
        "buildspec-lint: missing.yml: no such file\nbuildspec-lint: dangling: no such file\n");
  const Json json = Json::parse(ran.out);
  CHECK(json["diagnostics"].size() == 1);
  CHECK(json["failures"] == Json::parse(R"([{"path": "missing.yml", "message": "no such file"},
                                            {"path": "dangling", "message": "no such file"}])"));
  CHECK(json["summary"]["files"] == 1);
}

TEST_CASE("the JSON object is the documented one") {
  const Sandbox box;
  box.write("bad.yml", kMisspelled);
  const Ran ran = box.run("buildspec-lint --format json bad.yml");
  CHECK(ran.status == 1);
  const Json json = Json::parse(ran.out);
  CHECK(json["version"] == 1);
  REQUIRE(json["diagnostics"].size() == 1);
  const Json& diagnostic = json["diagnostics"][0];
  REQUIRE(kMisspelled.find("fileFormat") == 78);
  CHECK(diagnostic["path"] == "bad.yml");
  CHECK(diagnostic["rule"] == "unknown-key");
  CHECK(diagnostic["group"] == "structure");
  CHECK(diagnostic["severity"] == "warning");
  CHECK(diagnostic["start"] == Json::parse(R"({"line": 8, "column": 5, "offset": 78})"));
  CHECK(diagnostic["end"] == Json::parse(R"({"line": 8, "column": 15, "offset": 88})"));
  REQUIRE(diagnostic["fixes"].size() == 1);
  CHECK(diagnostic["fixes"][0]["applicability"] == "safe");
  CHECK(diagnostic["fixes"][0]["edits"][0]["text"] == "file-format");
  CHECK(diagnostic["url"].is_string());
  CHECK(json["failures"].empty());
  CHECK(json["summary"] == Json::parse(R"({"files": 1, "errors": 0, "warnings": 1, "infos": 0,
                                           "hints": 0, "fixable": 1})"));
}

TEST_CASE("standard input has the path that it is given") {
  const Sandbox box;
  const Ran plain = box.run("buildspec-lint --format concise -", kMisspelled);
  CHECK(plain.status == 1);
  CHECK(plain.out.starts_with("<stdin>:8:5: warning: "));
  const Ran named =
      box.run("buildspec-lint --format concise --stdin-filename ci/x.yml - ", kMisspelled);
  CHECK(named.out.starts_with("ci/x.yml:8:5: warning: "));
  const Ran socket = box.run(
      "python3 -c '\nimport socket, subprocess, sys\na, b = socket.socketpair()\n"
      "a.sendall(b\"version: 0.2\\n\"); a.close()\n"
      "sys.exit(subprocess.run([\"buildspec-lint\", \"--fail-on=never\", \"-\"], "
      "stdin=b).returncode)'");
  CHECK(socket.status == 0);
  CHECK(box.run("buildspec-lint - <&-").status == 2);
  CHECK(box.run("buildspec-lint - < .").status == 2);
}

TEST_CASE("standard input is configured as the file that it stands for") {
  const Sandbox box;
  box.write("ci/.buildspec-lint.yml", "rules: { unknown-key: off }\n");
  CHECK(box.run("buildspec-lint -", kMisspelled).status == 1);
  CHECK(box.run("buildspec-lint --stdin-filename ci/b.yml -", kMisspelled).status == 0);
}

TEST_CASE("folders are searched by name and content, ignored files left out") {
  const Sandbox box;
  box.run("git init -q .");
  box.write(".gitignore", "/out/\n");
  box.write("a/buildspec.yml", kMisspelled);
  box.write("b/buildspec-test.yaml", kMisspelled);
  box.write("c/buildspec.json", R"({"version": 0.2, "phases": {"biuld": {"commands": ["x"]}}})");
  box.write("d/docker-compose.yml", "services: {}\n");
  box.write("out/buildspec.yml", kMisspelled);
  box.write("node_modules/x/buildspec.yml", kMisspelled);
  const std::set<std::string> expected{"a/buildspec.yml", "b/buildspec-test.yaml",
                                       "c/buildspec.json"};
  CHECK(paths_in(box.run("buildspec-lint --format json").out) == expected);
  CHECK(paths_in(box.run("buildspec-lint --format json .").out) == expected);
  CHECK(paths_in(box.run("buildspec-lint --format json a a/buildspec.yml ./b").out) ==
        std::set<std::string>{"a/buildspec.yml", "./b/buildspec-test.yaml"});
  CHECK(Json::parse(
            box.run("buildspec-lint --format json a a/buildspec.yml").out)["summary"]["files"] ==
        1);
  // What is named is linted, whatever its name and whoever ignores it.
  CHECK(paths_in(box.run("buildspec-lint --format json out/buildspec.yml").out).size() == 1);
  CHECK(box.run("cp a/buildspec.yml a/notes.txt; buildspec-lint a/notes.txt").status == 1);
}

TEST_CASE("a folder without buildspecs is a note") {
  const Sandbox box;
  const Ran ran = box.run("mkdir empty; buildspec-lint empty");
  CHECK(ran.status == 0);
  CHECK(ran.out == "");
  CHECK(ran.error == "buildspec-lint: note: no buildspecs in empty\n");
  CHECK(Json::parse(box.run("buildspec-lint --format json empty").out)["summary"]["files"] == 0);
}

TEST_CASE("odd folders and files crash nothing") {
  const Sandbox box;
  const Ran ran = box.run(
      "mkdir -p a/buildspec.yml b; ln -s .. a/buildspec.yml/up; ln -s b b/loop\n"
      "head -c 100000 /dev/zero >b/buildspec.yml\n"
      "printf '\\xff\\xfe\\x00\\xd8 \\x80' >b/buildspec-x.yml\n"
      "printf 'version: 0.2\\n' >$'b/buildspec-caf\\xe9.yml'\n"
      "mkfifo b/buildspec-fifo.yml\n"
      "buildspec-lint --format json a b");
  CHECK(ran.status == 1);
  const Json json = Json::parse(ran.out);
  CHECK(json["failures"].empty());
  std::set<std::string> paths = paths_in(ran.out);
  CHECK(paths.contains("b/buildspec.yml"));
  CHECK(box.run("buildspec-lint --format concise $'b/buildspec-caf\\xe9.yml'")
            .out.starts_with("b/buildspec-caf\xe9.yml:1:"));
  CHECK(box.run("buildspec-lint /dev/null").status != 139);
  const Ran endless = box.run("buildspec-lint /dev/zero");
  CHECK(endless.status == 2);
  CHECK(endless.error == "buildspec-lint: /dev/zero: larger than 64 MiB\n");
  const Ran piped = box.run("head -c 70M /dev/zero | buildspec-lint -");
  CHECK(piped.status == 2);
  CHECK(piped.error == "buildspec-lint: <stdin>: larger than 64 MiB\n");
}

TEST_CASE("UTF-16 is read by its mark; offsets are those of the decoded text") {
  const Sandbox box;
  box.write("good.yml", kGood);
  box.write("bad.yml", kMisspelled);
  const Ran ran = box.run(
      "for f in good bad; do (printf '\\xff\\xfe'; iconv -f utf-8 -t utf-16le $f.yml) >$f-16.yml;"
      "done; buildspec-lint --format json --ignore byte-order-mark good-16.yml bad-16.yml");
  const Json json = Json::parse(ran.out);
  REQUIRE(json["diagnostics"].size() == 1);
  CHECK(json["diagnostics"][0]["start"]["offset"] == 81);
  CHECK(json["diagnostics"][0]["start"]["column"] == 5);
  const Ran fix = box.run("buildspec-lint --fix --ignore byte-order-mark bad-16.yml");
  CHECK(fix.status == 2);
  CHECK(holds(fix.error, "bad-16.yml: is UTF-16: fixes are written to UTF-8 files only\n"));
}

TEST_CASE("broken YAML gives its one finding") {
  const Sandbox box;
  box.write("broken.yml", kBroken);
  const Json json = Json::parse(box.run("buildspec-lint --format json broken.yml").out);
  REQUIRE(json["diagnostics"].size() == 1);
  CHECK(json["diagnostics"][0]["rule"] == "yaml-syntax");
  CHECK(json["diagnostics"][0]["severity"] == "error");
}

TEST_CASE("colours are for terminals, unless NO_COLOR is set") {
  const Sandbox box;
  box.write("bad.yml", kMisspelled);
  const std::string terminal = "script -qec 'buildspec-lint bad.yml' /dev/null </dev/null";
  CHECK_FALSE(holds(box.run("buildspec-lint bad.yml").out, "\x1b["));
  CHECK(holds(box.run(terminal).out, "\x1b["));
  CHECK_FALSE(holds(box.run("export NO_COLOR=1; " + terminal).out, "\x1b["));
  CHECK(holds(box.run("export NO_COLOR=; " + terminal).out, "\x1b["));
  CHECK_FALSE(holds(box.run("export TERM=dumb; " + terminal).out, "\x1b["));
  CHECK(holds(box.run("NO_COLOR=1 buildspec-lint --color always bad.yml").out, "\x1b["));
  CHECK_FALSE(holds(box.run("buildspec-lint --color=always --format json bad.yml").out, "\x1b["));
}

TEST_CASE("a reader that goes away is no failure; a full disk is") {
  const Sandbox box;
  for (int i = 0; i < 400; ++i) box.write("b/buildspec-" + std::to_string(i) + ".yml", kMisspelled);
  const Ran gone = box.run("buildspec-lint b | head -1; exit ${PIPESTATUS[0]}");
  CHECK(gone.status == 1);
  CHECK(gone.error == "");
  const Ran full = box.run("buildspec-lint b >/dev/full");
  CHECK(full.status == 2);
  CHECK(full.error == "buildspec-lint: standard output: No space left on device\n");
}

TEST_CASE("threads change nothing but the time") {
  const Sandbox box;
  for (int i = 0; i < 60; ++i) {
    box.write("b/buildspec-" + std::to_string(i) + ".yml", i % 3 == 0   ? kGood
                                                           : i % 3 == 1 ? kMisspelled
                                                                        : kBroken);
  }
  const Ran one = box.run("buildspec-lint --format json --jobs 1 b");
  const Ran many = box.run("buildspec-lint --format json --jobs 7 b");
  CHECK(one.status == 1);
  CHECK(many.status == 1);
  CHECK(one.out == many.out);
  CHECK(Json::parse(one.out)["summary"]["files"] == 60);
}

TEST_CASE("wrong usage: nothing on standard output, status 2") {
  const Sandbox box;
  box.write("good.yml", kGood);
  const Ran selector = box.run("buildspec-lint --select unknown-kee good.yml");
  CHECK(selector.status == 2);
  CHECK(selector.out == "");
  CHECK(selector.error ==
        "buildspec-lint: no rule or group is called \"unknown-kee\" "
        "(did you mean unknown-key?)\n");
  CHECK(box.run("buildspec-lint --ignore nothing-like-it good.yml").status == 2);
  const Ran option = box.run("buildspec-lint --wrong good.yml");
  CHECK(option.status == 2);
  CHECK(option.out == "");
  CHECK(option.error == "buildspec-lint: unknown option --wrong\nTry buildspec-lint --help.\n");
}

TEST_CASE("--select and --ignore") {
  const Sandbox box;
  box.write("bad.yml", kMisspelled);
  CHECK(box.run("buildspec-lint --select syntax bad.yml").status == 0);
  CHECK(box.run("buildspec-lint --select structure bad.yml").status == 1);
  CHECK(box.run("buildspec-lint --ignore unknown-key bad.yml").status == 0);
}

TEST_CASE("the nearest configuration counts, unless another one is named") {
  const Sandbox box;
  box.write("bad.yml", kMisspelled);
  box.write("sub/bad.yml", kMisspelled);
  box.write("sub/.buildspec-lint.yml", "rules: { unknown-key: off }\n");
  box.write("loud.yml", "rules: { unknown-key: error }\n");
  CHECK(paths_in(box.run("buildspec-lint --format json bad.yml sub/bad.yml").out) ==
        std::set<std::string>{"bad.yml"});
  CHECK(box.run("buildspec-lint --no-config sub/bad.yml").status == 1);
  CHECK(box.run("buildspec-lint --fail-on error sub/bad.yml").status == 0);
  CHECK(box.run("buildspec-lint --fail-on error --config loud.yml sub/bad.yml").status == 1);
}

TEST_CASE("a configuration that is not understood is a failure, and the rest of it counts") {
  const Sandbox box;
  box.write("bad.yml", kMisspelled);
  box.write(".buildspec-lint.yml", "rules:\n  unknown-kee: off\n  unknown-key: off\n");
  const Ran ran = box.run("buildspec-lint --format json bad.yml");
  CHECK(ran.status == 2);
  const Json json = Json::parse(ran.out);
  CHECK(json["diagnostics"].empty());
  REQUIRE(json["failures"].size() == 1);
  CHECK(json["failures"][0]["path"] == ".buildspec-lint.yml");
  CHECK(holds(json["failures"][0]["message"], "line 2, column 3: "));
  CHECK(box.run("buildspec-lint --config nowhere.yml bad.yml").error ==
        "buildspec-lint: nowhere.yml: no such file\n");
}

TEST_CASE("what a configuration excludes is not found, but linted when named") {
  const Sandbox box;
  box.write(".buildspec-lint.yml", "exclude:\n  - old/\n");
  box.write("sub/.buildspec-lint.yml", "exclude: [draft.yml]\n");
  for (const char* const name :
       {"buildspec.yml", "old/buildspec.yml", "sub/buildspec.yml", "sub/draft.yml"}) {
    box.write(name, kMisspelled);
  }
  CHECK(paths_in(box.run("buildspec-lint --format json").out) ==
        std::set<std::string>{"buildspec.yml", "sub/buildspec.yml"});
  CHECK(box.run("buildspec-lint old/buildspec.yml").status == 1);
}

TEST_CASE("what a configuration names as buildspecs is found") {
  const Sandbox box;
  box.write(".buildspec-lint.yml", "files: [ci/steps-*.txt]\n");
  box.write("ci/steps-a.txt", kMisspelled);
  box.write("ci/other.txt", kMisspelled);
  const std::set<std::string> expected{"ci/steps-a.txt"};
  CHECK(paths_in(box.run("buildspec-lint --format json").out) == expected);
  CHECK(paths_in(box.run("buildspec-lint --format json ci").out) == expected);
}

TEST_CASE("the source tree is the folder that holds .git; without one it is unknown") {
  const Sandbox box;
  const std::string text =
      "version: 0.2\nphases:\n  build:\n    commands:\n      - echo hello\n"
      "artifacts:\n  files: [never-made.txt]\n";
  box.write("sub/buildspec.yml", text);
  const std::string lint = "buildspec-lint --format concise --select artifact-never-produced ";
  CHECK(box.run(lint + "sub/buildspec.yml").out == "");
  box.run("git init -q .");
  CHECK(holds(box.run(lint + "sub/buildspec.yml").out, "sub/buildspec.yml:7:"));
  CHECK(holds(box.run("cd sub; " + lint + "--stdin-filename buildspec.yml -", text).out,
              "buildspec.yml:7:"));
  CHECK(box.run("touch never-made.txt; " + lint + "sub/buildspec.yml").out == "");
  CHECK(box.run("cd sub; " + lint + "buildspec.yml").out == "");
}

TEST_CASE("--fix writes what it mends and reports the rest") {
  const Sandbox box;
  box.write("bad.yml", kMisspelled);
  box.write("good.yml", kGood);
  const Ran diff = box.run("buildspec-lint --diff bad.yml good.yml");
  CHECK(diff.status == 1);
  CHECK(diff.out ==
        "--- bad.yml\n+++ bad.yml\n@@ -5,5 +5,5 @@\n       - make\n reports:\n   unit:\n"
        "-    fileFormat: CLOVERXML\n+    file-format: CLOVERXML\n     files: [out.xml]\n");
  CHECK(box.read("bad.yml") == kMisspelled);
  CHECK(box.run("buildspec-lint --diff bad.yml | patch -s -p0 --dry-run").status == 0);
  const Ran fix =
      box.run("chmod 640 bad.yml; ln -s bad.yml link.yml; buildspec-lint --fix link.yml good.yml");
  CHECK(fix.status == 0);
  CHECK(fix.out == "Fixed 1 finding.\nNo findings in 2 files.\n");
  CHECK(holds(box.read("bad.yml"), "file-format: CLOVERXML"));
  CHECK(box.run("stat -c %a bad.yml; readlink link.yml; ls -A").out ==
        "640\nbad.yml\nbad.yml\ngood.yml\nlink.yml\n");
  CHECK(box.run("buildspec-lint --diff bad.yml").out == "");
}

TEST_CASE("--fix on standard input prints the text, and the report on standard error") {
  const Sandbox box;
  const Ran ran = box.run("buildspec-lint --fix -", kMisspelled);
  CHECK(ran.status == 0);
  CHECK(holds(ran.out, "    file-format: CLOVERXML\n"));
  CHECK(ran.out.starts_with("version: 0.2\n"));
  CHECK(ran.error == "Fixed 1 finding.\nNo findings in 1 file.\n");
  CHECK(box.run("buildspec-lint --fix -", kGood).out == kGood);
}

TEST_CASE("explain knows the lines of build logs") {
  const Sandbox box;
  const Ran line = box.run(
      "buildspec-lint explain '[Container] 2026/05/01 10:00:00.123456 Phase context status code: "
      "YAML_FILE_ERROR Message: wrong number of container tags, expected 1'");
  CHECK(line.status == 0);
  CHECK(line.out.starts_with("wrong number of container tags, expected 1\n"));
  CHECK(holds(line.out, "unusable-root"));
  CHECK(holds(line.out, "CB-YAML-09"));
  CHECK(holds(line.out, "Source: https://"));

  const std::string coloured = "\x1b[31mno matching arti\nfact paths found\x1b[0m";
  CHECK(holds(box.run("buildspec-lint explain -", coloured).out, "artifacts.files"));

  const std::string cloudwatch =
      "{\"timestamp\": 1, \"message\": \"[Container] unsupported field \\\"steps\\\" in "
      "buildspec.\\n\"}";
  const Ran json = box.run("buildspec-lint explain --format json -", cloudwatch);
  CHECK(json.status == 0);
  const Json message = Json::parse(json.out)["messages"][0];
  CHECK(message["parts"]["field"] == "steps");
  CHECK(message["failures"][0]["id"] == "CB-STRUCT-10");
  CHECK(message["confidence"] == "reported");

  const Ran nothing = box.run("buildspec-lint explain 'Everything is fine'");
  CHECK(nothing.status == 1);
  CHECK(nothing.out.empty());
  CHECK(holds(nothing.error, "nothing is known about these words"));
  CHECK(Json::parse(box.run("buildspec-lint explain --format json 'all fine'").out)["messages"]
            .empty());
  CHECK(holds(box.run("buildspec-lint explain CB-SECR-01").out, "permissions"));
  CHECK(box.run("buildspec-lint explain shellcheck/SC2086").out ==
        "See https://www.shellcheck.net/wiki/SC2086\n");
}

TEST_CASE("annotate puts a log's failures on the buildspec") {
  const Sandbox box;
  box.write("buildspec.yml", kGood);
  const std::string log =
      "[Container] 2026/03/05 18:49:30 Entering phase BUILD\n"
      "[Container] 2026/03/05 18:49:30 Running command make\n"
      "/codebuild/output/tmp/script.sh: 4: make: not found\n"
      "[Container] 2026/03/05 18:49:30 Command did not exit successfully make exit status 127\n";
  box.write("build.log", log);
  const Ran pretty = box.run("buildspec-lint annotate build.log");
  CHECK(pretty.status == 1);
  CHECK(
      pretty.out.starts_with("buildspec.yml:6:9: error: This failed with exit status 127: "
                             "`make: not found` [BUILD]\n"));
  CHECK(holds(pretty.out, " 6 |       - make\n   |         ^^^^\n"));
  CHECK(holds(pretty.out, "= meaning: 127 means"));
  CHECK(holds(pretty.out, "= log: build.log line 3: make: not found\n"));
  CHECK(pretty.out.ends_with("\n\nThe log tells of 1 failure.\n"));

  const Ran concise =
      box.run("buildspec-lint annotate - --buildspec buildspec.yml --format concise", log);
  CHECK(concise.status == 1);
  CHECK(concise.out ==
        "buildspec.yml:6:9: error: This failed with exit status 127: `make: not "
        "found` [BUILD]\n");

  const Json made =
      Json::parse(box.run("buildspec-lint annotate build.log --format json").out)["annotations"][0];
  CHECK(made["start"]["line"] == 6);
  CHECK(made["log"]["line"] == 3);
  CHECK(made["failures"][0] == "CB-SH-01");

  const Ran fine =
      box.run("buildspec-lint annotate -", "[Container] 2026/03/05 18:49:30 Waiting\n");
  CHECK(fine.status == 0);
  CHECK(fine.out == "The log tells of no failure.\n");
  const Ran garbage = box.run("buildspec-lint annotate -", "hello\n");
  CHECK(garbage.status == 2);
  CHECK(holds(garbage.error, "this is no build log of CodeBuild"));
  CHECK(holds(box.run("buildspec-lint annotate none.log").error, "none.log: no such file"));
  CHECK(box.run("buildspec-lint annotate - --buildspec -", log).status == 2);
  CHECK(box.run("buildspec-lint annotate").status == 2);
}

TEST_CASE("annotate shows no secret of the buildspec") {
  const Sandbox box;
  box.write("buildspec.yml",
            "version: 0.2\nenv:\n  variables:\n    KEY: AKIAIOSFODNN7ABCDEFG\nphases:\n  build:\n"
            "    commands:\n      - make\n");
  const std::string log =
      "[Container] 2026/03/05 18:49:30 Running command make\nAKIAIOSFODNN7ABCDEFG\n"
      "[Container] 2026/03/05 18:49:30 Command did not exit successfully make exit status 1\n";
  for (const char* const format : {"pretty", "concise", "json"}) {
    const Ran ran = box.run(std::string("buildspec-lint annotate - --format ") + format, log);
    CHECK(ran.status == 1);
    CHECK_FALSE(holds(ran.out, "AKIAIOSFODNN7ABCDEFG"));
  }
}

TEST_CASE("ShellCheck is asked where that is wanted") {
  const Sandbox box;
  const std::string commands =
      "version: 0.2\nphases:\n  build:\n    commands:\n      - echo $FILES\n"
      "      - echo $OTHER # buildspec-lint: ignore[shellcheck]\n"
      "      - read A # buildspec-lint: ignore[shellcheck/SC2162] it is fine\n";
  box.write("buildspec.yml", commands);
  const std::string lint = "buildspec-lint --format concise --select shellcheck --fail-on info ";
  const std::string found =
      "buildspec.yml:5:14: info: Double quote to prevent globbing and word splitting "
      "[shellcheck/SC2086]\n";
  CHECK(box.run(lint + "buildspec.yml").out.empty());
  const Ran asked = box.run(lint + "--shellcheck buildspec.yml");
  CHECK(asked.out == found);
  CHECK(asked.error.empty());
  CHECK(asked.status == 1);
  CHECK(box.run(lint + "--shellcheck=$(command -v shellcheck) buildspec.yml").out == found);
  CHECK(box.run("buildspec-lint --format concise --shellcheck --ignore shellcheck/SC2086 "
                "--select shellcheck buildspec.yml")
            .out.empty());
  const Ran json =
      box.run("buildspec-lint --format json --shellcheck --select shellcheck buildspec.yml");
  CHECK(Json::parse(json.out)["diagnostics"][0]["url"] == "https://www.shellcheck.net/wiki/SC2086");

  box.write(".buildspec-lint.yml", "shellcheck: true\nrules:\n  shellcheck/SC2086: error\n");
  CHECK(holds(box.run(lint + "buildspec.yml").out, "buildspec.yml:5:14: error: Double quote"));
  // Whoever lints a repository must not run what it names.
  box.write(".buildspec-lint.yml", "shellcheck: ./evil\n");
  const Ran evil = box.run(lint + "buildspec.yml");
  CHECK(evil.status == 2);
  CHECK(holds(evil.error, "Expected true or false"));
}

TEST_CASE("a ShellCheck that is missing or fails is never passed over in silence") {
  const Sandbox box;
  box.write("buildspec.yml", kGood);
  box.write("b.yml", kGood);
  const Ran missing = box.run("buildspec-lint --shellcheck=./none buildspec.yml b.yml");
  CHECK(missing.status == 2);
  CHECK(missing.error ==
        "buildspec-lint: ./none: ShellCheck was asked for, and this is not installed\n");
  CHECK(missing.out == "No findings in 2 files.\n");
  box.write("fake", "#!/bin/sh\necho broken >&2\nexit 3\n");
  const Ran fake = box.run("chmod +x fake; buildspec-lint --shellcheck=./fake buildspec.yml");
  CHECK(fake.status == 2);
  CHECK(holds(fake.error, "fake failed with exit status 3: broken"));
}

TEST_CASE("commands about rules and the language") {
  const Sandbox box;
  const Ran page = box.run("buildspec-lint explain unknown-key");
  CHECK(page.status == 0);
  CHECK(page.out.starts_with("unknown-key (structure, warning"));
  const Ran unknown = box.run("buildspec-lint explain unknown-kee");
  CHECK(unknown.status == 2);
  CHECK(holds(unknown.error, "(did you mean unknown-key?)"));
  CHECK(box.run("buildspec-lint explain structure").status == 2);
  CHECK(holds(box.run("buildspec-lint rules").out, "  unknown-key "));
  CHECK(box.run("buildspec-lint rules syntax").out.starts_with("syntax\n  "));
  CHECK_FALSE(holds(box.run("buildspec-lint rules syntax").out, "  unknown-key "));
  CHECK(box.run("buildspec-lint rules sintax").status == 2);
  CHECK(Json::parse(box.run("buildspec-lint rules --format json").out).size() > 10);
  CHECK(Json::parse(box.run("buildspec-lint schema").out)["$schema"] ==
        "http://json-schema.org/draft-07/schema#");
  CHECK(box.run("buildspec-lint --version").out.starts_with("buildspec-lint 0."));
}
