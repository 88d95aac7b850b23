#include "linter/lang/mismatch.h"

#include <doctest/doctest.h>

#include <string>

#include "linter/lang/key_advice.h"
#include "linter/lang/snapshot.h"
#include "linter/schema/buildspec_schema.h"

namespace buildspec {
namespace {

std::string_view name(MismatchKind kind) {
  switch (kind) {
    case MismatchKind::unknown_key: return "unknown_key";
    case MismatchKind::other_version_key: return "other_version_key";
    case MismatchKind::duplicate_key: return "duplicate_key";
    case MismatchKind::missing_key: return "missing_key";
    case MismatchKind::wrong_form: return "wrong_form";
    case MismatchKind::scalar_for_list: return "scalar_for_list";
    case MismatchKind::unknown_value: return "unknown_value";
    case MismatchKind::bad_value: return "bad_value";
    case MismatchKind::bad_name: return "bad_name";
    case MismatchKind::too_few: return "too_few";
    case MismatchKind::too_many: return "too_many";
    case MismatchKind::deprecated_key: return "deprecated_key";
    case MismatchKind::deprecated_value: return "deprecated_value";
  }
  return "";
}

// "kind@line" for each, in order.
std::string found(std::string text) {
  const SnapshotPtr snapshot = analyze("b.yml", 0, SourceText(std::move(text)), nullptr);
  REQUIRE(!snapshot->fault);
  std::string all;
  for (const Mismatch& mismatch : snapshot->mismatches) {
    const Node place = mismatch.key_node ? mismatch.key_node : mismatch.node;
    if (!all.empty()) all += ' ';
    all += std::string(name(mismatch.kind)) + "@" +
           std::to_string(snapshot->text.line_of(place.span().begin) + 1);
  }
  return all;
}

}  // namespace

TEST_CASE("what agrees with the schema gives nothing") {
  CHECK(found("version: 0.2\nphases:\n  build:\n    commands:\n      - make\n      -\n") == "");
  CHECK(found("version: 0.2\nbatch:\n  build-list:\n    - identifier: a\n") == "");
  CHECK(found("{\"version\": \"0.2\", \"phases\": {\"build\": {\"commands\": [\"make\"]}}}") == "");
}

TEST_CASE("keys") {
  CHECK(found("version: 0.2\nphases:\n  build:\n    commands: [a]\nfoo: 1\n") == "unknown_key@5");
  CHECK(found("phases:\n  build:\n    commands: [a]\n") == "missing_key@1");
  CHECK(
      found("version: 0.2\nphases:\n  build:\n    commands: [a]\n  build:\n    commands: [b]\n") ==
      "duplicate_key@5");
  CHECK(found("version: 0.2\nenv:\n  variables:\n    A: 1\n    B: 2\n    A: 3\n    A: 4\nphases:\n"
              "  build:\n    commands: [a]\n") == "duplicate_key@6 duplicate_key@7");
  CHECK(found("version: 0.2\nenvironment_variables:\n  plaintext:\n    A: 1\nphases:\n  build:\n"
              "    commands: [a]\n") == "other_version_key@2");
  CHECK(found("version: 0.1\nenvironment_variables:\n  plaintext:\n    A: 1\nphases:\n  build:\n"
              "    commands: [a]\n") == "deprecated_value@1");
}

TEST_CASE("kinds of values") {
  CHECK(found("version: 0.2\nphases: [a]\n") == "wrong_form@2");
  CHECK(found("version: 0.2\nphases:\n  build:\n    commands: make\n") == "scalar_for_list@4");
  CHECK(found("version: 0.2\nphases:\n  build:\n    commands:\n      - a: b\n") == "wrong_form@5");
  CHECK(found("version: 0.2\nenv:\n  variables:\n    A: {b: c}\nphases:\n  build:\n    commands: "
              "[a]\n") == "wrong_form@4");
  CHECK(found("version:\nphases:\n  build:\n    commands: [a]\n") == "wrong_form@1");
  CHECK(found("- a\n") == "wrong_form@1");
}

TEST_CASE("values and counts") {
  CHECK(found("version: 0.2\nenv:\n  shell: zsh\nphases:\n  build:\n    commands: [a]\n") ==
        "unknown_value@3");
  CHECK(found("version: 0.2\nphases:\n  build:\n    on-failure: STOP\n    commands: [a]\n") ==
        "bad_value@4");
  CHECK(found("version: 0.2\nphases:\n  install:\n    runtime-versions: {}\n  build:\n"
              "    commands: [a]\n") == "too_few@4");
}

TEST_CASE("aliases, merge keys and what they bring are left alone") {
  CHECK(found("version: 0.2\nphases:\n  pre_build: &p\n    commands: [a]\n  build: *p\n") == "");
  CHECK(
      found("version: 0.2\nphases:\n  pre_build: &p\n    commands: [a]\n  build:\n    <<: *p\n") ==
      "");
}

TEST_CASE("advice on keys") {
  const auto meant = [](const schema::Type& type, std::string_view key) {
    const KeyAdvice advice = advise_on_key(type, key);
    return advice.meant != nullptr ? std::string(advice.meant->name) : std::string();
  };
  CHECK(meant(schema::report_type(), "fileFormat") == "file-format");
  CHECK(meant(schema::phases_type(), "postbuild") == "post_build");
  CHECK(meant(schema::buildspec_type(), "phase") == "phases");
  CHECK(meant(schema::buildspec_type(), "commands") == "");
  CHECK(!advise_on_key(schema::buildspec_type(), "commands").places.empty());
  CHECK(!advise_on_key(schema::phase_type(), "runtime-versions").places.empty());
  CHECK(advise_on_key(schema::phase_type(), "qwertzuiop").places.empty());
}

}  // namespace buildspec
