#include "linter/shellcheck/shellcheck.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <chrono>
#include <string>
#include <vector>

#include "linter/lint/rule.h"
#include "linter/shellcheck/findings.h"
#include "tests/support/corpus.h"
#include "tests/workspace/temporary_folder.h"

namespace buildspec {
namespace {

using test::TemporaryFolder;

SnapshotPtr read(std::string text) {
  return analyze("buildspec.yml", 0, SourceText(std::move(text)),
                 std::make_shared<const ProjectFacts>());
}

// "id severity line text" of each finding, in lines.
std::string shown(const Snapshot& snapshot, const std::vector<Diagnostic>& findings) {
  std::string lines;
  for (const Diagnostic& finding : findings) {
    lines += std::string(finding.rule->id()) + " " + std::string(to_string(finding.severity)) +
             " " + std::to_string(snapshot.text.line_of(finding.span.begin) + 1) + " " +
             std::string(snapshot.text.bytes(finding.span)) + "\n";
  }
  return lines;
}

std::filesystem::path script(const TemporaryFolder& folder, const std::string& name,
                             const std::string& text) {
  const std::filesystem::path path = folder.write(name, "#!/bin/sh\n" + text);
  ::chmod(path.c_str(), 0755);
  return path;
}

constexpr std::string_view kCommands =
    "version: 0.2\n"
    "phases:\n"
    "  build:\n"
    "    commands:\n"
    "      - echo $FILES\n"
    "      - \"echo \\\"é\\\" $FILES\"\n"
    "      - 'echo ''a b'' $FILES'\n"
    "      - |\n"
    "        cd x\n"
    "        \trm $FILES\n"
    "      - >-\n"
    "        echo a\n"
    "        $FILES\n"
    "      - A=1\n"
    "      - . ./script\n"
    "      - ''\n";

}  // namespace

TEST_CASE("findings stand on the bytes of the buildspec, in every style of scalar") {
  const auto program = find_program("shellcheck");
  REQUIRE_MESSAGE(program, "the package shellcheck is not installed");
  const TemporaryFolder folder;
  const SnapshotPtr snapshot = read(std::string(kCommands));
  const ShellCheckRun run = run_shellcheck(*snapshot, *program, folder.path());
  CHECK(run.problem.empty());
  CHECK(shown(*snapshot, run.findings) ==
        "shellcheck/SC2086 info 5 $FILES\n"
        "shellcheck/SC2086 info 6 $FILES\n"
        "shellcheck/SC2086 info 7 $FILES\n"
        "shellcheck/SC2086 info 10 $FILES\n"
        "shellcheck/SC2086 info 13 $FILES\n");
  REQUIRE(!run.findings.empty());
  CHECK(run.findings[0].message == "Double quote to prevent globbing and word splitting");
  CHECK(run.findings[0].rule->group == "shellcheck");
  CHECK(run.findings[0].rule->page.find("https://www.shellcheck.net/wiki/SC2086") !=
        std::string_view::npos);
  CHECK(run.findings[0].rule == run.findings[1].rule);
}

TEST_CASE("the shell of the buildspec is the one that is checked") {
  const auto program = find_program("shellcheck");
  REQUIRE_MESSAGE(program, "the package shellcheck is not installed");
  const TemporaryFolder folder;
  const std::string rest = "phases:\n  build:\n    commands:\n      - '[[ -n \"$A\" ]]'\n";
  const SnapshotPtr sh = read("version: 0.2\n" + rest);
  const ShellCheckRun under_sh = run_shellcheck(*sh, *program, folder.path());
  CHECK(shown(*sh, under_sh.findings) == "shellcheck/SC3010 warning 5 [[ -n \"$A\" ]]\n");
  REQUIRE(under_sh.findings.size() == 1);
  CHECK(rule_instead_of(under_sh.findings[0]) == "bash-under-sh");
  const SnapshotPtr bash = read("version: 0.2\nenv: {shell: bash}\n" + rest);
  CHECK(run_shellcheck(*bash, *program, folder.path()).findings.empty());
  const SnapshotPtr windows = read("version: 0.2\nenv: {shell: powershell.exe}\n" + rest);
  CHECK(checked_commands(*windows).empty());
}

TEST_CASE("settings beside the buildspec hold, and directives in commands") {
  const auto program = find_program("shellcheck");
  REQUIRE_MESSAGE(program, "the package shellcheck is not installed");
  const TemporaryFolder folder;
  const SnapshotPtr snapshot =
      read("version: 0.2\nphases:\n  build:\n    commands:\n      - echo $A\n      - read A\n");
  CHECK(run_shellcheck(*snapshot, *program, folder.path()).findings.size() == 2);
  folder.write(".shellcheckrc", "disable=SC2086\n");
  folder.write("deep/er/x", "");
  const ShellCheckRun run = run_shellcheck(*snapshot, *program, folder.path() / "deep/er");
  CHECK(run.problem.empty());
  CHECK(shown(*snapshot, run.findings) == "shellcheck/SC2162 info 6 read\n");
  const SnapshotPtr directive = read(
      "version: 0.2\nphases:\n  build:\n    commands:\n      - |\n        # shellcheck "
      "disable=SC2162\n        read A\n");
  CHECK(run_shellcheck(*directive, *program, folder.path()).findings.empty());
}

TEST_CASE("a slow program is stopped, with its children") {
  const TemporaryFolder folder;
  const auto slow = script(folder, "slow", "sleep 60 & sleep 60\n");
  const auto begin = std::chrono::steady_clock::now();
  const ShellCheckRun run = run_shellcheck(*read(std::string(kCommands)), slow, folder.path(),
                                           {std::chrono::milliseconds(100), 1'000});
  CHECK(run.problem == "was stopped: it took longer than 100 ms");
  CHECK(run.findings.empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
  // Without streams, too.
  const auto silent = script(folder, "silent", "exec >&- 2>&-\nexec sleep 60\n");
  CHECK(run_process(silent, {}, folder.path(), {std::chrono::milliseconds(100), 1'000}).problem ==
        "was stopped: it took longer than 100 ms");
}

TEST_CASE("a loud program is stopped") {
  const TemporaryFolder folder;
  const auto loud = script(folder, "loud", "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaa; done\n");
  const ShellCheckRun run = run_shellcheck(*read(std::string(kCommands)), loud, folder.path(),
                                           {std::chrono::seconds(20), 100'000});
  CHECK(run.problem == "was stopped: it wrote more than 100000 bytes");
}

TEST_CASE("a program that is none of ShellCheck's says what went wrong") {
  const TemporaryFolder folder;
  const SnapshotPtr snapshot = read(std::string(kCommands));
  const auto problem = [&](const std::string& name, const std::string& text) {
    return run_shellcheck(*snapshot, script(folder, name, text), folder.path()).problem;
  };
  CHECK(problem("a", "echo no >&2; exit 4") == "failed with exit status 4: no");
  CHECK(problem("b", "exit 0") == "failed with exit status 0");
  CHECK(problem("c", "echo '{\"comments\": [{\"file\": 3}]}'") == "failed with exit status 0");
  CHECK(problem("d", "kill -TERM $$") == "ended by signal 15");
  CHECK(problem("e", "echo '{\"comments\": []}'").empty());
  CHECK(run_shellcheck(*snapshot, folder.path() / "none", folder.path()).problem ==
        "cannot be run: No such file or directory");
  // Numbers of files and places that there are not.
  CHECK(problem("f",
                "echo '{\"comments\": [{\"file\": \"/x/99\", \"code\": 2000}, {\"file\": "
                "\"/x/0\", \"code\": 2000, \"level\": \"style\", \"message\": \"m.\", "
                "\"line\": 99999999999, \"column\": -4, \"endLine\": 0, \"endColumn\": 7}]}'")
            .empty());
}

TEST_CASE("the program sees little of the environment, and nothing is left behind") {
  const TemporaryFolder folder;
  const auto spy = script(folder, "spy",
                          "for f; do :; done\n"
                          "env | cut -d= -f1 | grep -v -x -e PWD -e _ -e SHLVL -e OLDPWD | sort | "
                          "tr '\\n' ' ' >seen\n"
                          "stat -c %a \"$f\" \"$(dirname \"$f\")\" >modes; echo \"$f\" >path\n"
                          "echo '{\"comments\": []}'\n");
  ::setenv("A_SECRET_OF_THE_USER", "x", 1);
  CHECK(run_shellcheck(*read(std::string(kCommands)), spy, folder.path()).problem.empty());
  CHECK(test::read_file(folder.path() / "seen") == "HOME LC_ALL PATH ");
  CHECK(test::read_file(folder.path() / "modes") == "600\n700\n");
  std::string path = test::read_file(folder.path() / "path");
  path.pop_back();
  CHECK(!std::filesystem::exists(std::filesystem::path(path).parent_path()));
}

TEST_CASE("programs are found on the PATH, and not in folders that it names without a slash") {
  const TemporaryFolder folder;
  const auto tool = script(folder, "bin/tool", "");
  CHECK(find_program(tool.string()) == tool);
  CHECK(!find_program((folder.path() / "bin").string()));
  CHECK(find_program("sh"));
  CHECK(!find_program("no-such-program-anywhere"));
}

TEST_CASE("every silent code has its reason") {
  for (const SilentCode& silent : silent_codes()) {
    CHECK(silent.code > 1000);
    CHECK(!silent.because.empty());
  }
}

}  // namespace buildspec
