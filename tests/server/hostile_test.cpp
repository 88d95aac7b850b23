// Documents that are made to be slow, large or deep, through a whole session: few findings, every
// request answered, the same after an edit. How long that takes is measured by bench_lsp_hostile.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/tree.h"
#include "rules/registry.h"
#include "tests/server/feature_requests.h"
#include "tests/server/test_client.h"
#include "tests/support/hostile_documents.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;
using namespace buildspec::test;

namespace {

const std::string kHead = "version: 0.2\n";

std::set<std::string> codes(const Json& diagnostics) {
  std::set<std::string> found;
  for (const Json& diagnostic : diagnostics) found.insert(diagnostic["code"]);
  return found;
}

// What a server says of a text that is opened, and of the same after an edit in the middle.
struct Said {
  Json diagnostics;
  Json edited;
};

Said say(const std::string& text) {
  TestClient client(all_rules());
  Json wanted = every_capability();
  // Findings are pushed here: they are what is counted.
  wanted["textDocument"].erase("diagnostic");
  const Json capabilities = client.initialize(wanted)["capabilities"];
  Said said;
  said.diagnostics = published(client.open(text));
  const std::uint32_t line = 4;
  for (const FeatureRequest& asked : feature_requests(
           capabilities, kUri, {{"line", line}, {"character", 5}}, range(line, 0, line + 40, 0))) {
    const Json answer = client.request(asked.method, asked.params);
    INFO(asked.method, " ", answer.dump().substr(0, 300));
    const Json code = answer.contains("error") ? answer["error"]["code"] : Json(nullptr);
    CHECK((code.is_null() || code == -32803));  // RequestFailed: it says no
  }
  (void)client.change(2, edit(range(1, 0, 1, 0), "x"));
  said.edited = published(client.change(3, edit(range(1, 0, 1, 1), "")));
  return said;
}

}  // namespace

TEST_CASE("hostile documents have one clear finding, or none") {
  for (const HostileDocument& hostile : hostile_documents()) {
    CAPTURE(hostile.name);
    const Said said = say(hostile.text);
    CHECK(said.diagnostics.size() == (hostile.finding.empty() ? 0 : 1));
    for (const std::string& code : codes(said.diagnostics)) CHECK(code == hostile.finding);
    CHECK(said.edited == said.diagnostics);
  }
}

TEST_CASE("what is wrong in two ways, many anchors and documents are told of in few findings") {
  // An unknown key, and no phases: that is so at any depth.
  for (const std::string& text :
       {kHead + "a:\n" + nested(1'000), kHead + "phases:\n" + numbered(20'000, "- &a", " x\n"),
        kHead + times(20'000, "---\n"), kHead + "phases:\n" + times(9'000, "- ") + "x\n"}) {
    CAPTURE(text.substr(0, 60));
    const Said said = say(text);
    CHECK(said.diagnostics.size() >= 1);
    CHECK(said.diagnostics.size() <= 3);
  }
}

TEST_CASE("the budgets, at their edges") {
  const Budgets budgets;
  const auto exceeded = [](const std::string& text) { return parse(SourceText(text))->exceeded(); };
  CHECK_FALSE(exceeded(times(budgets.depth - 1, "[") + "a").has_value());
  CHECK(exceeded(times(budgets.depth + 1, "[") + "a") == Budget::depth);
  const std::string head = "a: &a x\nb:\n";
  CHECK_FALSE(exceeded(head + times(budgets.aliases, "- *a\n")).has_value());
  CHECK(exceeded(head + times(budgets.aliases + 1, "- *a\n")) == Budget::aliases);
  CHECK_FALSE(exceeded(times(budgets.nodes - 1, "-\n")).has_value());
  CHECK(exceeded(times(budgets.nodes + 1, "-\n")) == Budget::nodes);
  CHECK_FALSE(exceeded("#" + std::string(budgets.bytes - 1, ' ')).has_value());
  CHECK(exceeded("#" + std::string(budgets.bytes, ' ')) == Budget::bytes);
}
