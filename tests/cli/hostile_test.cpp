// Documents that are made to be slow, large or deep, on the standard input of the command line.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/program.h"
#include "tests/support/hostile_documents.h"

using namespace buildspec::cli::test;
using Json = nlohmann::json;

namespace {

// Seconds of the processor, not of a clock: a busy machine makes no difference. What grows with the
// square of such a text takes minutes; the rest takes a tenth of a second, also where it is checked
// by sanitizers a few.
constexpr const char* kBounded = "ulimit -t 20; ";

}  // namespace

TEST_CASE("hostile documents have one clear finding, or none, and no long output") {
  const Sandbox box;
  for (const buildspec::test::HostileDocument& hostile : buildspec::test::hostile_documents()) {
    CAPTURE(hostile.name);
    const Ran ran = box.run(kBounded + std::string("buildspec-lint --format json -"), hostile.text);
    CHECK(ran.status == (hostile.finding.empty() ? 0 : 1));
    CHECK(ran.error == "");
    CHECK(ran.out.size() < 10'000);
    const Json found = Json::parse(ran.out)["diagnostics"];
    CHECK(found.size() == (hostile.finding.empty() ? 0 : 1));
    for (const Json& finding : found) {
      CHECK(finding["rule"] == hostile.finding);
      CHECK(finding["message"].get<std::string>().size() < 300);
    }
    // What people read shows the line of the finding: not all of it, where it is a megabyte.
    const Ran shown = box.run(kBounded + std::string("buildspec-lint -"), hostile.text);
    CHECK(shown.status == ran.status);
    CHECK(shown.out.size() < 10'000);
  }
}

TEST_CASE("the other commands end on hostile documents too") {
  const Sandbox box;
  for (const buildspec::test::HostileDocument& hostile : buildspec::test::hostile_documents()) {
    CAPTURE(hostile.name);
    const Ran formatted = box.run(kBounded + std::string("buildspec-lint format -"), hostile.text);
    CHECK(formatted.status <= 2);
    CHECK(formatted.error.size() < 10'000);
    const Ran fixed = box.run(kBounded + std::string("buildspec-lint --diff -"), hostile.text);
    CHECK(fixed.status <= 2);
    CHECK(fixed.error.size() < 10'000);
  }
}
