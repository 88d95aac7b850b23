#include <doctest/doctest.h>

#include <string>

#include "linter/lang/command_text.h"
#include "linter/lang/failure.h"

namespace buildspec {
namespace {

SnapshotPtr read(std::string text) {
  return analyze("buildspec.yml", 1, SourceText(std::move(text)), nullptr);
}

// A file with all phases; `on_failure` stands in `phase`.
SnapshotPtr with(PhaseName phase, std::string_view on_failure) {
  std::string text = "version: 0.2\nphases:\n";
  for (const PhaseName name : kPhaseNames) {
    text += "  " + std::string(to_string(name)) + ":\n";
    if (name == phase && !on_failure.empty())
      text += "    on-failure: " + std::string(on_failure) + "\n";
    text += "    commands:\n      - a\n      - b\n    finally:\n      - c\n";
  }
  return read(text);
}

// The fates of install, pre_build, build, post_build and of the build: r(uns), s(kipped), ?; for
// the build f(ails) or ?.
std::string fates(PhaseName phase, std::string_view on_failure) {
  const PhaseFailure failure = phase_failure(with(phase, on_failure)->buildspec, phase);
  std::string out;
  for (const PhaseName name : kPhaseNames)
    out += failure.fate(name) == Fate::runs ? 'r' : failure.fate(name) == Fate::skipped ? 's' : '?';
  out += failure.build_fails == Fate::runs ? 'f' : '?';
  if (failure.retries > 0) out += std::to_string(failure.retries);
  return out;
}

TEST_CASE("what follows a phase that failed") {
  CHECK(fates(PhaseName::install, "") == "rsssf");
  CHECK(fates(PhaseName::pre_build, "") == "rrssf");
  CHECK(fates(PhaseName::build, "") == "rrrrf");
  CHECK(fates(PhaseName::post_build, "") == "rrrrf");
}

TEST_CASE("on-failure changes it") {
  CHECK(fates(PhaseName::build, "ABORT") == "rrrsf");
  CHECK(fates(PhaseName::install, "CONTINUE") == "rrrr?");
  CHECK(fates(PhaseName::build, "RETRY") == "rrr??3");
  CHECK(fates(PhaseName::build, "RETRY-5") == "rrr??5");
  CHECK(fates(PhaseName::build, "Retry-3-.*timed out.*") == "rrr??3");
  CHECK(fates(PhaseName::build, "RETRY-.*reset.*") == "rrr??3");
  CHECK(fates(PhaseName::build, "RETRY-0") == "rrrrf");
  CHECK(fates(PhaseName::build, "STOP") == "rrr??");
  // Decoded: the text is not in the source.
  CHECK(fates(PhaseName::build, R"("CONTIN\x55E")") == fates(PhaseName::build, "CONTINUE"));
  CHECK(fates(PhaseName::build, R"("RETRY\u002D4-one of several things timed out")") == "rrr??4");
}

TEST_CASE("what follows an item that failed") {
  const SnapshotPtr snapshot = with(PhaseName::build, "");
  const auto& commands = snapshot->buildspec.commands;
  REQUIRE(commands.size() == 12);
  const ItemFailure first = item_failure(snapshot->buildspec, commands[6]);
  CHECK(first.skipped_items == 1);
  CHECK(first.finally_runs);
  const ItemFailure last = item_failure(snapshot->buildspec, commands[8]);
  CHECK(last.skipped_items == 0);
  CHECK_FALSE(last.finally_runs);
}

TEST_CASE("the failures after which a phase still runs") {
  const auto survived = [](PhaseName changed, std::string_view on_failure, PhaseName phase) {
    std::string out;
    for (const EarlierFailure& each :
         survived_failures(with(changed, on_failure)->buildspec, phase))
      out += std::string(to_string(each.failed)) + (each.certain ? " " : "? ");
    return out;
  };
  CHECK(survived(PhaseName::build, "", PhaseName::post_build) == "build ");
  CHECK(survived(PhaseName::build, "ABORT", PhaseName::post_build).empty());
  CHECK(survived(PhaseName::build, "RETRY-2", PhaseName::post_build) == "build? ");
  CHECK(survived(PhaseName::install, "CONTINUE", PhaseName::build) == "install ");
  CHECK(survived(PhaseName::build, "", PhaseName::build).empty());
  const SnapshotPtr alone =
      read("version: 0.2\nphases:\n  build:\n  post_build:\n    commands:\n      - a\n");
  CHECK(survived_failures(alone->buildspec, PhaseName::post_build).empty());
}

TEST_CASE("a failure in words") {
  const SnapshotPtr snapshot = read(
      "version: 0.2\nphases:\n  build:\n    commands:\n      - make; ls\n      - test\n"
      "    finally: [rm x]\n  post_build:\n    commands: [push]\n");
  const Command& command = snapshot->buildspec.commands[0];
  const CommandText text = read_command(*snapshot, command);
  CHECK(explain_failure(snapshot->buildspec, command, *text.script, 0) ==
        "If `make` fails, the build goes on: more commands follow in the same item, whose last one "
        "decides");
  CHECK(explain_failure(snapshot->buildspec, command, *text.script, 1) ==
        "If `ls` fails, its item fails, the rest of its list is skipped, the phase's `finally` "
        "runs, the build goes on with `post_build` and the build fails");
  const SnapshotPtr retried = read(
      "version: 0.2\nphases:\n  build:\n    on-failure: RETRY-1-.*slow.*\n"
      "    commands: [test -f x || exit 1]\n");
  const Command& guard = retried->buildspec.commands[0];
  const CommandText guarded = read_command(*retried, guard);
  CHECK(explain_failure(retried->buildspec, guard, *guarded.script, 1) ==
        "`exit` with a status other than 0 fails its item and, if the error message matches, the "
        "whole "
        "build is started again, at most 1 time");
  const SnapshotPtr survives = read(
      "version: 0.2\nphases:\n  install:\n    on-failure: CONTINUE\n    commands: [make]\n"
      "  pre_build:\n    commands: [ls]\n  build:\n    commands: [ls]\n");
  const Command& first = survives->buildspec.commands[0];
  CHECK(
      explain_failure(survives->buildspec, first, *read_command(*survives, first).script, 0) ==
      "If `make` fails, its item fails, the build goes on with `pre_build`, then `build`; whether "
      "the build fails in the end is not documented");
}

}  // namespace
}  // namespace buildspec
