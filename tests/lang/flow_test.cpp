#include "linter/lang/flow.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "tests/support/corpus.h"

namespace buildspec {
namespace {

SnapshotPtr read(std::string text, ProjectFactsPtr facts = nullptr) {
  return analyze("b.yml", 0, SourceText(std::move(text)), std::move(facts));
}

// A buildspec of one phase whose items are given as they stand behind the dash.
std::string items(const std::vector<std::string>& commands, std::string_view head = "") {
  std::string text = "version: 0.2\n" + std::string(head) + "phases:\n  build:\n    commands:\n";
  for (const std::string& command : commands) text += "      - " + command + "\n";
  return text;
}

std::string_view shown(Reach reach) {
  switch (reach) {
    case Reach::none: return "none";
    case Reach::unknown: return "unknown";
    case Reach::maybe: return "maybe";
    case Reach::certain: return "certain";
  }
  return "";
}

std::string_view shown(Secrecy secrecy) {
  switch (secrecy) {
    case Secrecy::none: return "none";
    case Secrecy::named: return "named";
    case Secrecy::parameter: return "parameter";
    case Secrecy::derived: return "derived";
    case Secrecy::fetched: return "fetched";
    case Secrecy::stored: return "stored";
  }
  return "";
}

std::string shown(const Directory& directory) {
  switch (directory.state) {
    case Directory::State::known: return "/" + directory.path;
    case Directory::State::outside: return "outside";
    case Directory::State::unknown: return "unknown";
  }
  return "";
}

// "none certain": of the uses of a name, in order.
std::string reach(const Snapshot& snapshot, std::string_view name) {
  const Flow flow(snapshot);
  std::string all;
  const auto number = flow.find(name);
  if (!number) return "no use";
  for (const Usage& use : flow.uses(*number))
    all += std::string(all.empty() ? "" : " ") + std::string(shown(use.reach));
  return all;
}

std::string reach_in(const std::vector<std::string>& commands, std::string_view name = "A") {
  return reach(*read(items(commands)), name);
}

std::string secrecy(const Snapshot& snapshot, std::string_view name) {
  const Flow flow(snapshot);
  std::string all;
  for (const Usage& use : flow.uses(flow.find(name).value()))
    all += std::string(all.empty() ? "" : " ") + std::string(shown(use.secrecy));
  return all;
}

// The directory before each item, and behind the last.
std::string directories(const Snapshot& snapshot) {
  const Flow flow(snapshot);
  std::string all;
  for (const Command& command : snapshot.buildspec.commands)
    all += shown(flow.directory(command.order)) + " ";
  return all + shown(flow.last_directory());
}

std::string directories_of(const std::vector<std::string>& commands) {
  return directories(*read(items(commands)));
}

// The directory before each simple command of the first item.
std::string inside(const std::string& command) {
  const SnapshotPtr snapshot = read(items({command}));
  std::string all;
  for (const Directory& directory : Flow(*snapshot).directories(0))
    all += (all.empty() ? "" : " ") + shown(directory);
  return all;
}

}  // namespace

TEST_CASE("what a command defines reaches the next ones") {
  CHECK(reach_in({"echo $A"}) == "none");
  CHECK(reach_in({"A=1", "echo $A"}) == "certain");
  CHECK(reach_in({"export A=1", "echo $A ${A}"}) == "certain certain");
  CHECK(reach_in({"echo $A", "A=1", "echo $A"}) == "none certain");
  CHECK(reach_in({"A=1 make", "echo $A"}) == "none");
  CHECK(reach_in({"A=1 echo $A"}) == "none");
  CHECK(reach_in({"A=1; echo $A"}) == "certain");
  CHECK(reach_in({"A=$A:x"}) == "none");
  CHECK(reach_in({"A=1", "A=$A:x"}) == "certain");
  CHECK(reach_in({"A=1", "unset A", "echo $A"}) == "none");
  CHECK(reach_in({"export A", "echo $A"}) == "none");
}

TEST_CASE("definitions in subshells stay there") {
  CHECK(reach_in({"(A=1; echo $A); echo $A"}) == "certain none");
  CHECK(reach_in({"B=$(A=1; echo $A); echo $A"}) == "certain none");
  CHECK(reach_in({"echo x | while read A; do echo $A; done; echo $A"}) == "certain none");
  CHECK(reach_in({"A=1 | cat", "echo $A"}) == "none");
  CHECK(reach_in({"A=1 &", "echo $A"}) == "none");
}

TEST_CASE("definitions in conditions are not certain") {
  CHECK(reach_in({"if make; then A=1; fi; echo $A"}) == "maybe");
  CHECK(reach_in({"A=0; if make; then A=1; fi; echo $A"}) == "certain");
  CHECK(reach_in({"make || A=1", "echo $A"}) == "maybe");
  CHECK(reach_in({"for A in 1 2; do echo $A; done; echo $A"}) == "certain certain");
  CHECK(reach_in({"while true; do echo $A; A=1; done"}) == "maybe");
  CHECK(reach_in({"f() { A=1; }; f; echo $A"}) == "maybe");
  CHECK(reach_in({"f() { echo $A; }; A=1; f"}) == "maybe");
  CHECK(reach_in({"f() { local A=1; echo $A; }; f"}) == "maybe");
}

TEST_CASE("builtins define too") {
  CHECK(reach_in({"read A < file", "echo $A"}) == "certain");
  CHECK(reach_in({"read -r -p 'Name? ' B A < file", "echo $A"}) == "certain");
  CHECK(reach_in({"printf -v A '%s' x", "echo $A"}) == "certain");
  CHECK(reach_in({"mapfile A < file", "echo ${A[0]}"}) == "certain");
  CHECK(reach_in({"echo ${A:=1}", "echo $A"}) == "none certain");
  CHECK(reach_in({"((A++))", "echo $A"}) == "none certain");
  CHECK(reach_in({"echo $((A += 2)) $A"}) == "none certain");
  CHECK(reach_in({"echo $((A <= 2)) $((A == 1)) $A"}) == "none none none");
}

TEST_CASE("after source and eval anything may be defined") {
  CHECK(reach_in({"echo $A", ". ./env.sh", "echo $A"}) == "none unknown");
  CHECK(reach_in({"source env.sh && echo $A"}) == "unknown");
  CHECK(reach_in({"eval $(make env)", "echo $A"}) == "unknown");
  CHECK(reach_in({"(. ./env.sh; echo $A)", "echo $A"}) == "unknown none");
  CHECK(reach_in({"export $(cat .env)", "echo $A"}) == "unknown");
  CHECK(reach_in({"'echo \"open'", "echo $A"}) == "unknown");
}

TEST_CASE("blocks, built-ins and the project define") {
  CHECK(reach(*read(items({"echo $A"}, "env:\n  variables:\n    A: 1\n")), "A") == "certain");
  CHECK(reach(*read(items({"echo $A"}, "env:\n  parameter-store:\n    A: /a\n")), "A") ==
        "certain");
  CHECK(reach(*read(items({"echo $CODEBUILD_SRC_DIR"})), "CODEBUILD_SRC_DIR") == "certain");
  CHECK(reach(*read(items({"echo $CODEBUILD_WEBHOOK_EVENT"})), "CODEBUILD_WEBHOOK_EVENT") ==
        "maybe");
  CHECK(reach(*read(items({"echo $CODEBUILD_SRC_DIRS"})), "CODEBUILD_SRC_DIRS") == "none");
  auto facts = std::make_shared<ProjectFacts>();
  facts->variables = {"A"};
  CHECK(reach(*read(items({"echo $A $B"}), facts), "A") == "certain");
  CHECK(reach(*read(items({"echo $A $B"}), facts), "B") == "none");
}

TEST_CASE("what a failed build has not defined") {
  const std::string text =
      "version: 0.2\nphases:\n  post_build:\n    commands:\n      - echo $A $B\n"
      "  pre_build:\n    commands:\n      - A=1\n"
      "  build:\n    commands:\n      - B=1\n      - echo $B\n    finally:\n      - echo $B\n";
  const SnapshotPtr snapshot = read(text);
  CHECK(reach(*snapshot, "A") == "certain");
  CHECK(reach(*snapshot, "B") == "certain maybe maybe");
  CHECK(shown(Flow(*snapshot).reach_at_end("B")) == "certain");
  CHECK(shown(Flow(*snapshot).reach_at_end("C")) == "none");
}

TEST_CASE("version 0.1: every command has a shell of its own") {
  const auto old = [](const std::vector<std::string>& commands) {
    std::string text = "version: 0.1\nphases:\n  build:\n    commands:\n";
    for (const std::string& command : commands) text += "      - " + command + "\n";
    return read(text);
  };
  CHECK(reach(*old({"export A=1", "echo $A"}), "A") == "none");
  CHECK(reach(*old({"export A=1; echo $A"}), "A") == "certain");
  CHECK(reach(*old({". ./env.sh", "echo $A"}), "A") == "none");
  CHECK(directories(*old({"cd app", "cd web"})) == "/ / /");
}

TEST_CASE("how a use handles an empty variable") {
  const SnapshotPtr snapshot =
      read(items({"echo $A ${A:-x} ${A:?} ; [ -z \"$A\" ] ; [ \"$A\" = x ] ; test \"$A\" = y"}));
  const Flow flow(*snapshot);
  std::vector<Handling> found;
  for (const Usage& use : flow.uses(flow.find("A").value()))
    found.push_back(flow.facts(use).handling);
  CHECK(found == std::vector<Handling>{Handling::none, Handling::fallback, Handling::demanded,
                                       Handling::tested, Handling::compared, Handling::compared});
  CHECK(flow.is_tested(flow.find("A").value()));
}

TEST_CASE("secrets flow") {
  const auto secret = [](const std::vector<std::string>& commands, std::string_view name) {
    return secrecy(*read(items(commands,
                               "env:\n  secrets-manager:\n    S: prod/s\n  parameter-store:\n"
                               "    P: /app/vpc\n    DB_PASSWORD: /app/db\n")),
                   name);
  };
  CHECK(secret({"echo $S"}, "S") == "stored");
  CHECK(secret({"echo $P"}, "P") == "parameter");
  CHECK(secret({"echo $DB_PASSWORD"}, "DB_PASSWORD") == "stored");
  CHECK(secret({"X=$S", "echo $X"}, "X") == "stored");
  CHECK(secret({"X=$(echo $S | base64)", "echo $X"}, "X") == "derived");
  CHECK(secret({"X=https://u:$S@h", "echo $X"}, "X") == "derived");
  CHECK(secret({"X=$(echo $S | wc -c)", "echo $X"}, "X") == "none");
  CHECK(secret({"X=$(curl -H \"A $S\" https://h)", "echo $X"}, "X") == "none");
  CHECK(secret({"X=${#S}", "echo $X"}, "X") == "none");
  CHECK(secret({"X=$S", "X=1", "echo $X"}, "X") == "none");
  CHECK(secret({"X=$S; Y=$X", "echo $Y"}, "Y") == "stored");
  CHECK(secret({"(X=$S; echo $X)"}, "X") == "stored");
  CHECK(secret({"X=$(aws secretsmanager get-secret-value --secret-id a --query SecretString)",
                "echo $X"},
               "X") == "fetched");
  CHECK(secret({"X=$(aws secretsmanager get-secret-value --secret-id a --query ARN)", "echo $X"},
               "X") == "none");
  CHECK(secret({"X=$(aws secretsmanager get-secret-value --secret-id a | jq -r .SecretString)",
                "echo $X"},
               "X") == "fetched");
  CHECK(secret({"X=$(aws ssm get-parameter --name a --with-decryption)", "echo $X"}, "X") ==
        "parameter");
  CHECK(secret({"X=$(aws ssm get-parameter --name a)", "echo $X"}, "X") == "none");
  CHECK(secret({"X_TOKEN=$(aws ssm get-parameter --name a --with-decryption)", "echo $X_TOKEN"},
               "X_TOKEN") == "fetched");
  CHECK(secret({"X=$(aws ecr get-login-password --region r)", "echo $X"}, "X") == "fetched");
  CHECK(secret({"C=$(aws sts assume-role --role-arn a)", "K=$(echo $C | jq -r .x)", "echo $K"},
               "K") == "derived");

  const SnapshotPtr snapshot = read(
      items({"X=$S", "echo $X", "X=1", "echo $X"}, "env:\n  secrets-manager:\n    S: prod/s\n"));
  const Flow flow(*snapshot);
  CHECK(shown(flow.secrecy("X", 0)) == "none");
  CHECK(shown(flow.secrecy("X", 1)) == "stored");
  CHECK(shown(flow.secrecy("X", 3)) == "none");
  CHECK(shown(flow.secrecy("API_TOKEN", 0)) == "named");
  CHECK(flow.secret_uses().size() == 2);
}

TEST_CASE("the directory goes from item to item") {
  CHECK(directories_of({"make"}) == "/ /");
  CHECK(directories_of({"cd app", "cd web/../api", "cd .."}) == "/ /app /app/api /app");
  CHECK(directories_of({"cd app && make", "make"}) == "/ /app /app");
  CHECK(directories_of({"(cd app && make)", "make"}) == "/ / /");
  CHECK(directories_of({"cd app | cat", "make"}) == "/ / /");
  CHECK(directories_of({"cd $CODEBUILD_SRC_DIR/app", "cd \"$CODEBUILD_SRC_DIR\""}) == "/ /app /");
  CHECK(directories_of({"cd /tmp", "cd x", "cd $CODEBUILD_SRC_DIR"}) == "/ outside outside /");
  CHECK(directories_of({"cd ..", "cd app"}) == "/ outside outside");
  CHECK(directories_of({"cd", "make"}) == "/ outside outside");
  CHECK(directories_of({"cd $DIR", "make"}) == "/ unknown unknown");
  CHECK(directories_of({"cd app; cd -", "make"}) == "/ / /");
  CHECK(directories_of({"pushd app; make; popd", "make"}) == "/ / /");
  CHECK(directories_of({"pushd app", "popd"}) == "/ /app unknown");
  CHECK(directories_of({"cd a/$X; cd b", "make"}) == "/ unknown unknown");
  CHECK(directories_of({"cd app || exit 1", "make"}) == "/ /app /app");
  CHECK(directories_of({"[ -d app ] && cd app", "make"}) == "/ unknown unknown");
  CHECK(directories_of({"cd a || cd b", "make"}) == "/ unknown unknown");
}

TEST_CASE("conditions and loops around cd") {
  CHECK(directories_of({"if make; then cd app; fi", "make"}) == "/ unknown unknown");
  CHECK(directories_of({"if make; then cd app; make; cd ..; fi", "make"}) == "/ / /");
  CHECK(directories_of({"for d in a b; do cd $d; make; done", "make"}) == "/ unknown unknown");
  CHECK(directories_of({"for d in a b; do (cd $d && make); done", "make"}) == "/ / /");
  CHECK(directories_of({"for d in a b; do pushd $d; make; popd; done", "make"}) == "/ / /");
  CHECK(directories_of({"f() { cd app; }; make", "make"}) == "/ / /");
  CHECK(directories_of({"f() { cd app; }; f", "make"}) == "/ unknown unknown");
  CHECK(inside("if make; then cd app; make; else make; fi") == "/ / /app /");
  CHECK(inside("(cd a; make); make") == "/ /a /");
  CHECK(inside("X=$(cd a; pwd); make") == "/ / /a /");
}

TEST_CASE("paths") {
  CHECK(shown(entered({}, "./a//b/../c/")) == "/a/c");
  CHECK(shown(entered({}, "a/../..")) == "outside");
  CHECK(resolved(entered({}, "a"), "b") == "a/b");
  CHECK(!resolved(entered({}, "/tmp"), "b"));
}

TEST_CASE("which definitions reach") {
  const SnapshotPtr snapshot =
      read(items({"A=1", "A=2", "make && A=3", "if make; then A=4; fi", "echo $A"},
                 "env:\n  variables:\n    A: 0\n"));
  const Flow flow(*snapshot);
  const std::uint32_t number = flow.find("A").value();
  CHECK(flow.definition_count(number) == 5);
  std::string places;
  for (const Definition& definition : flow.reaching(number, flow.uses(number)[0]))
    places += std::to_string(definition.command) + " " +
              std::string(snapshot->text.bytes(flow.name_span(definition))) + " ";
  CHECK(places == "2 A 3 A ");
}

TEST_CASE("fields use variables") {
  const SnapshotPtr snapshot = read(
      "version: 0.2\nphases:\n  install:\n    runtime-versions:\n      nodejs: $V\n"
      "    commands:\n      - export A=1 V=2\nartifacts:\n  files: ['$A/**', \"x\"]\n"
      "  name: app-${B:-x}-$CODEBUILD_BUILD_NUMBER\n");
  std::string all;
  for (const FieldUse& use : Flow(*snapshot).field_uses())
    all += std::string(snapshot->text.bytes(use.span)) + " " + std::string(shown(use.reach)) + ",";
  CHECK(all == "$A certain,${B:-x} none,$CODEBUILD_BUILD_NUMBER maybe,$V none,");
}

TEST_CASE("spans are right in every style of scalar") {
  const SnapshotPtr snapshot = read(items({"'echo ''$AB'''", "\"echo \\u0041 $AB\"",
                                           "|\n        x\n"
                                           "        echo ${AB} é $AB",
                                           ">-\n        echo\n"
                                           "        $AB"}));
  const Flow flow(*snapshot);
  const auto uses = flow.uses(flow.find("AB").value());
  CHECK(uses.size() == 4);
  for (const Usage& use : uses) CHECK(snapshot->text.bytes(flow.name_span(use)) == "AB");
}

TEST_CASE("a text of thousands of commands is not followed") {
  std::string chain = "A=1";
  for (int i = 0; i < 3'000; ++i) chain += "; b $(c)";
  CHECK(reach_in({chain, "echo $A"}) == "unknown");
  CHECK(directories_of({chain, "make"}) == "/ unknown unknown");
}

TEST_CASE("half-typed texts have a flow too") {
  const SnapshotPtr snapshot = read(items({"A=1", "echo $A"}) + "  post_build:\n    comm: a: b\n");
  CHECK(snapshot->broken());
  CHECK(reach(*snapshot, "A") == "certain");
  CHECK(Flow(*read("")).names() == 0);
}

namespace {

// Everything that the flow of a snapshot says, as text.
std::string everything(const Snapshot& snapshot) {
  const Flow flow(snapshot);
  std::string all;
  for (std::uint32_t name = 0; name < flow.names(); ++name) {
    all += std::string(flow.name(name)) + ":";
    for (const Usage& use : flow.uses(name)) {
      const Span span = flow.span(use);
      all += " " + std::to_string(span.begin) + "-" + std::to_string(span.end) + " " +
             std::string(shown(use.reach)) + " " + std::string(shown(use.secrecy));
      for (const Definition& definition : flow.reaching(name, use))
        all += " <" + std::to_string(flow.name_span(definition).begin);
    }
    all += "\n";
  }
  for (const Command& command : snapshot.buildspec.commands) {
    all += shown(flow.directory(command.order)) + ":";
    for (const Directory& directory : flow.directories(command.order))
      all += " " + shown(directory);
    all += "\n";
  }
  for (const auto& [name, use] : flow.secret_uses()) all += std::to_string(name) + " ";
  return all;
}

}  // namespace

TEST_CASE("random edits: a flow with a past equals a fresh one") {
  std::mt19937 random(20261120);
  const auto below = [&](std::size_t end) { return static_cast<std::uint32_t>(random() % end); };
  constexpr std::string_view kPieces[] = {
      "x",       "$A",          " ",    "\n      - ", "A=1",     "; ",      "$(",
      ")",       "(",           "cd a", "'",          "export ", "echo $B", "| ",
      "unset A", "if x; then ", "; fi", "B=$A",       "\"",      "cd .."};
  std::vector<std::string> texts{
      items({"A=1", "echo $A", "cd a", "(cd b; make)", "B=$(echo $A)", "echo $B"},
            "env:\n  secrets-manager:\n    S: s\n")};
  for (std::size_t i = 0; i < test::corpus().size(); i += 29)
    texts.push_back(test::corpus()[i].bytes);
  for (std::string& text : texts) {
    SnapshotPtr snapshot = read(text);
    for (int round = 0; round < 40; ++round) {
      const std::uint32_t at = below(text.size() + 1);
      const std::uint32_t gone =
          std::min<std::uint32_t>(below(6), static_cast<std::uint32_t>(text.size()) - at);
      const std::string_view piece = kPieces[below(std::size(kPieces))];
      text.replace(at, gone, piece);
      const std::vector<Change> changes{
          {{at, at + gone}, static_cast<std::uint32_t>(piece.size())}};
      snapshot = analyze("b.yml", round + 1, SourceText(text), nullptr, snapshot, changes);
      REQUIRE(everything(*snapshot) == everything(*read(text)));
    }
  }
}

TEST_CASE("corpus: every use stands where its name does") {
  std::size_t uses = 0;
  for (const test::CorpusFile& file : test::corpus()) {
    const SnapshotPtr snapshot = read(file.bytes);
    const Flow flow(*snapshot);
    INFO(file.name);
    for (std::uint32_t name = 0; name < flow.names(); ++name) {
      REQUIRE(flow.find(flow.name(name)) == name);
      REQUIRE(flow.uses(name).size() == flow.use_count(name));
      for (const Usage& use : flow.uses(name)) {
        ++uses;
        REQUIRE(snapshot->text.bytes(flow.name_span(use)) == flow.name(name));
        REQUIRE(flow.span(use).contains(flow.name_span(use)));
        // Reached for certain: by something that is there.
        if (use.reach == Reach::certain && !flow.reaching(name, use).empty())
          REQUIRE(flow.definition_count(name) > 0);
      }
      for (const Definition& definition : flow.definitions(name))
        REQUIRE(snapshot->text.bytes(flow.name_span(definition)) == flow.name(name));
    }
    for (const Command& command : snapshot->buildspec.commands)
      REQUIRE(flow.directories(command.order).size() == flow.script(command.order).commands.size());
  }
  if (!test::corpus().empty()) CHECK(uses > 3'000);
}

}  // namespace buildspec
