#include "linter/buildlog/annotate.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace buildspec {
namespace {

constexpr std::string_view kBuildspec =
    "version: 0.2\n"
    "env:\n"
    "  parameter-store:\n"
    "    TOKEN: /prod/token\n"
    "    OTHER: /prod/other\n"
    "  secrets-manager:\n"
    "    PASSWORD: prod/db:password\n"
    "phases:\n"
    "  install:\n"
    "    runtime-versions:\n"
    "      nodejs: 20\n"
    "      docker: 18\n"
    "    commands:\n"
    "      - npm ci\n"
    "  build:\n"
    "    commands:\n"
    "      - echo start\n"
    "      - \"make \\\"all\\\"\"\n"
    "      - echo start\n"
    "      - |\n"
    "        if [ -n \"$X\" ]; then\n"
    "          tcs --build\n"
    "        fi\n"
    "      - curl -H \"X=$TOKEN\" https://a.example\n"
    "reports:\n"
    "  unit:\n"
    "    files: [out.xml]\n"
    "artifacts:\n"
    "  base-directory: dist\n"
    "  files:\n"
    "    - '**/*'\n"
    "    - imagedefinitions.json\n"
    "  secondary-artifacts:\n"
    "    my-app:\n"
    "      files: [a]\n"
    "cache:\n"
    "  paths:\n"
    "    - /root/.npm/**/*\n";

SnapshotPtr read(std::string_view text) {
  return analyze("buildspec.yml", 0, SourceText(std::string(text)),
                 std::make_shared<const ProjectFacts>());
}

// "severity line text: message" of each annotation; the text of a span of several lines is cut.
std::vector<std::string> shown(std::string_view buildspec, const std::string& log) {
  const SnapshotPtr snapshot = read(buildspec);
  const Annotations annotations = annotate(*snapshot, log);
  std::vector<std::string> lines;
  for (const Annotation& made : annotations.list) {
    std::string line(to_string(made.severity));
    if (made.span) {
      const std::string_view text = snapshot->text.bytes(*made.span);
      line += " " + std::to_string(snapshot->text.line_of(made.span->begin) + 1) + " " +
              std::string(text.substr(0, text.find('\n')));
    }
    lines.push_back(line + ": " + made.message);
  }
  return lines;
}

std::string container(const std::string& words) {
  return "[Container] 2026/03/05 18:49:30.123456 " + words + "\n";
}

std::string failed(const std::string& phase, const std::string& code, const std::string& message) {
  return container("Phase complete: " + phase + " State: FAILED") +
         container("Phase context status code: " + code + " Message: " + message);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the failed command, the later of two equal ones") {
  const std::string log =
      container("Entering phase BUILD") + container("Running command echo start") + "start\n" +
      container("Running command make \"all\"") + "done\n" +
      container("Running command echo start") + "cannot write\n" +
      container("Command did not exit successfully echo start exit status 1") +
      failed("BUILD", "COMMAND_EXECUTION_ERROR",
             "Error while executing command: echo start. Reason: exit status 1");
  CHECK(shown(kBuildspec, log) ==
        Lines{"error 19 echo start: This command failed with exit status 1"});
  const Annotations annotations = annotate(*read(kBuildspec), log);
  CHECK(annotations.is_build_log);
  REQUIRE(annotations.list.size() == 1);
  CHECK(annotations.list[0].phase == "BUILD");
  CHECK(annotations.list[0].log_line == 6);
  REQUIRE(annotations.list[0].notes.size() == 1);
  CHECK(annotations.list[0].notes[0].message == "log line 7: cannot write");
}

TEST_CASE("the first of two equal ones, and quotes that YAML took") {
  const std::string begin =
      container("Entering phase BUILD") + container("Running command echo start");
  CHECK(shown(kBuildspec, begin + container("Command did not exit successfully echo start exit "
                                            "status 2")) ==
        Lines{"error 17 echo start: This command failed with exit status 2"});
  CHECK(
      shown(kBuildspec, begin + container("Running command make \"all\"") +
                            container("Command did not exit successfully make \"all\" exit status "
                                      "2")) ==
      Lines{"error 18 \"make \\\"all\\\"\": This command failed with exit status 2"});
}

TEST_CASE("the line within a block, and the word on it") {
  const std::string block = "if [ -n \"$X\" ]; then\n  tcs --build\nfi";
  const std::string log =
      container("Entering phase BUILD") + container("Running command " + block) +
      "\n/codebuild/output/tmp/script.sh: line 5: tcs: command not found\n" +
      container("Command did not exit successfully " + block + "\n exit status 127") +
      failed("BUILD", "COMMAND_EXECUTION_ERROR",
             "Error while executing command: " + block + "\n. Reason: exit status 127");
  CHECK(shown(kBuildspec, log) ==
        Lines{"error 22 tcs: This failed with exit status 127: `tcs: command not found`"});
  const std::string dash =
      container("Entering phase BUILD") + container("Running command " + block) +
      "/codebuild/output/tmp/script.sh: 9: Syntax error: end of file unexpected\n" +
      container("Command did not exit successfully " + block + " exit status 2");
  CHECK(shown(kBuildspec, dash) == Lines{"error 23 fi: This failed with exit status 2: `Syntax "
                                         "error: end of file unexpected`"});
}

TEST_CASE("a line that failed unseen") {
  const std::string log = container("Entering phase BUILD") +
                          container("Running command if [ -n \"$X\" ]; then\n  tcs --build\nfi") +
                          "/codebuild/output/tmp/script.sh: 5: tcs: not found\n" +
                          container("Phase complete: BUILD State: SUCCEEDED") +
                          container("Phase context status code:  Message: ");
  CHECK(shown(kBuildspec, log) ==
        Lines{"warning 22 tcs: This failed, and the build went on: `tcs: not found`"});
}

TEST_CASE("masked secrets match, and so do cut logs and those of the console") {
  const std::string log =
      "18 | [Container] 2026/03/05 18:49:30 Command did not exit successfully "
      "curl -H \"X=***\" https://a.example exit status 22\n"
      "--\n"
      "19 | [Container] 2026/03/05 18:49:30 Phase complete: BUILD State: FAILED\n";
  // The variable's name stands in the buildspec, and the log shows what the service masked.
  CHECK(shown(kBuildspec, log) == Lines{"error 24 curl -H \"X=$TOKEN\" https://a.example: This "
                                        "command failed with exit status 22"});
  CHECK(shown(kBuildspec, failed("INSTALL", "COMMAND_EXECUTION_ERROR",
                                 "Error while executing command: npm ci. Reason: exit status 1")) ==
        Lines{"error 14 npm ci: INSTALL failed: `Error while executing command: npm ci. Reason: "
              "exit status 1`"});
}

TEST_CASE("the end of a phase alone names a command of several lines") {
  const Lines lines =
      shown(kBuildspec,
            failed("BUILD", "COMMAND_EXECUTION_ERROR",
                   "Error while executing command: if [ -n \"$X\" ]; then\n  tcs --build\nfi\n. "
                   "Reason: exit status 127"));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("error 20 |: BUILD failed: `Error while executing command: if "));
}

TEST_CASE("commands that are not in the buildspec") {
  const std::string log = container("Entering phase INSTALL") + container("Running command n 20") +
                          container("Command did not exit successfully n 20 exit status 1");
  CHECK(shown(kBuildspec, log) == Lines{"error: `n 20` failed with exit status 1"});
}

TEST_CASE("errors of the YAML stand where they are") {
  const std::string mapping =
      "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a\n"
      "      - echo \"Status: ok\"\n";
  CHECK(shown(mapping, failed("DOWNLOAD_SOURCE", "YAML_FILE_ERROR",
                              "Expected Commands[1] to be of string type: found subkeys instead at "
                              "line 6, value of the key tag on line 5 might be empty"))[0]
            .starts_with("error 6 echo \"Status: ok\": DOWNLOAD_SOURCE failed: `Expected "));
  const std::string tab = "version: 0.2\nphases:\n\tbuild:\n";
  CHECK(shown(tab, failed("DOWNLOAD_SOURCE", "YAML_FILE_ERROR",
                          "found character that cannot start any token at line 2"))[0]
            .starts_with("error 3 "));
  const Annotations off = annotate(
      *read(kBuildspec), failed("DOWNLOAD_SOURCE", "YAML_FILE_ERROR",
                                "mapping values are not allowed in this context at line 3"));
  REQUIRE(off.list.size() == 1);
  REQUIRE(!off.list[0].notes.empty());
  CHECK(off.list[0].notes[0].message ==
        "this buildspec is valid YAML: it is not the one that was built");
}

TEST_CASE("errors about entries stand on them") {
  const auto place = [](const std::string& phase, const std::string& code,
                        const std::string& message) {
    const Lines lines = shown(kBuildspec, failed(phase, code, message));
    return lines.size() == 1 ? lines[0].substr(0, lines[0].find(": ")) : "not one";
  };
  const std::string yaml = "YAML_FILE_ERROR";
  CHECK(place("DOWNLOAD_SOURCE", yaml,
              "Unknown runtime named 'docker'. This build image has the following runtimes: "
              "nodejs") == "error 12 docker");
  CHECK(place("DOWNLOAD_SOURCE", yaml,
              "Unknown runtime version named '18' of docker. This build image has the following "
              "versions: 20") == "error 12 18");
  CHECK(place("DOWNLOAD_SOURCE", yaml, "cannot unmarshal !!str `0.2` into float64") ==
        "error 1 0.2");
  CHECK(place("DOWNLOAD_SOURCE", "Decrypted Variables Error",
              "parameter does not exist: /prod/other") == "error 5 /prod/other");
  CHECK(place("DOWNLOAD_SOURCE", "Decrypted Variables Error",
              "AccessDeniedException: User: x is not authorized to perform: ssm:GetParameters on "
              "resource: arn:aws:ssm:eu-west-1:123456789012:parameter/prod/token") ==
        "error 4 /prod/token");
  CHECK(place("DOWNLOAD_SOURCE", "Secrets Manager Error",
              "ResourceNotFoundException: Secrets Manager can't find the specified secret.") ==
        "error 7 prod/db:password");
  CHECK(place("UPLOAD_ARTIFACTS", "CLIENT_ERROR",
              "no matching base directory path found for dist") == "error 29 dist");
  CHECK(place("UPLOAD_ARTIFACTS", "CLIENT_ERROR",
              "[unit: [error processing report: [a/out.xml: expected element type <testsuite> but "
              "have <coverage>]]]") == "error 26 unit");
  CHECK(place("UPLOAD_ARTIFACTS", "CLIENT_ERROR",
              "Invalid input: identifier must contain only alphanumeric characters and "
              "underscores") == "error 34 my-app");
}

TEST_CASE("the paths of an artifact that matched nothing are named once") {
  const std::string log =
      container("Expanding imagedefinitions.json") +
      container("Skipping invalid file path imagedefinitions.json") +
      failed("UPLOAD_ARTIFACTS", "CLIENT_ERROR", "no matching artifact paths found");
  CHECK(shown(kBuildspec, log) == Lines{"error 32 imagedefinitions.json: UPLOAD_ARTIFACTS failed: "
                                        "`no matching artifact paths found`"});
}

TEST_CASE("what follows from an earlier failure says so") {
  const std::string log =
      container("Entering phase BUILD") + container("Running command echo start") +
      container("Command did not exit successfully echo start exit status 1") +
      failed("BUILD", "COMMAND_EXECUTION_ERROR",
             "Error while executing command: echo start. Reason: exit status 1") +
      failed("UPLOAD_ARTIFACTS", "CLIENT_ERROR", "no matching artifact paths found");
  const Annotations annotations = annotate(*read(kBuildspec), log);
  REQUIRE(annotations.list.size() == 2);
  REQUIRE(!annotations.list[1].notes.empty());
  CHECK(annotations.list[1].notes.back().message == "BUILD failed before: this may follow from it");
  CHECK(annotations.list[1].notes.back().span == annotations.list[0].span);
}

TEST_CASE("logs as CloudWatch and local builds give them") {
  const std::string cloudwatch =
      "{\"events\": [{\"timestamp\": 1, \"message\": \"[Container] 2026/03/05 18:49:30 Running "
      "command make \\\"all\\\"\\n\"}, {\"timestamp\": 2, \"message\": \"[Container] 2026/03/05 "
      "18:49:30 Command did not exit successfully make \\\"all\\\" exit status 2\\n\"}]}";
  CHECK(shown(kBuildspec, cloudwatch) ==
        Lines{"error 18 \"make \\\"all\\\"\": This command failed with exit status 2"});
  const std::string local =
      "\x1b[36magent_1  |\x1b[0m [Container] 2026/03/05 18:49:30 Running command npm ci\n"
      "\x1b[36magent_1  |\x1b[0m [Container] 2026/03/05 18:49:30 Command did not exit successfully "
      "npm ci exit status 1\n";
  CHECK(shown(kBuildspec, local) ==
        Lines{"error 14 npm ci: This command failed with exit status 1"});
  CHECK(shown(kBuildspec, "CLIENT_ERROR: no matching base directory path found for dist\n") ==
        Lines{"error 29 dist: The log says: `CLIENT_ERROR: no matching base directory path found "
              "for dist`"});
}

TEST_CASE("garbage is told from a log; no text breaks it") {
  CHECK(!annotate(*read(kBuildspec), "").is_build_log);
  CHECK(!annotate(*read(kBuildspec), "hello\nworld\n").is_build_log);
  CHECK(annotate(*read(""), container("Running command x") +
                                container("Command did not exit successfully x exit status 1"))
            .list.size() == 1);
  std::string noise = container("Entering phase BUILD") + container("Running command echo start");
  for (int i = 0; i < 2'000; ++i) {
    noise += "/codebuild/output/tmp/script.sh: line 99999999999999999999: x\n";
    noise += "/codebuild/output/tmp/script.sh: line 4000000000: x: not found\n";
  }
  noise += container("Command did not exit successfully echo start exit status 99999999999");
  CHECK(annotate(*read(kBuildspec), noise).list.size() <= 200);
  const std::string whole = container("Running command npm ci") + failed("BUILD", "X", "y");
  for (std::size_t end = 0; end <= whole.size(); ++end) {
    (void)annotate(*read(kBuildspec), whole.substr(0, end));
  }
}

}  // namespace buildspec
