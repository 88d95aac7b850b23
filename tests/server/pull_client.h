// A client that pulls diagnostics, with a folder of its own, which is a git checkout.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/server/fact_rules.h"
#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"

namespace buildspec::lsp::test {

class PullClient : public TestClient {
 public:
  PullClient() : TestClient(fact_rules()) {}

  // Everything a pulling client can have.
  [[nodiscard]] static Json capabilities() {
    Json all = full_capabilities();
    all["textDocument"]["diagnostic"] = {{"relatedDocumentSupport", true}};
    all["workspace"]["diagnostics"] = {{"refreshSupport", true}};
    all["window"]["workDoneProgress"] = true;
    return all;
  }
  Json begin(const Json& with = capabilities(), const Json& more = Json::object()) {
    Json params = {{"workspaceFolders", {{{"uri", folder.uri()}, {"name", "x"}}}}};
    params.update(more);
    folder.make_checkout();
    return initialize(with, params);
  }

  // Jobs and what follows from them, until nothing is left to do.
  std::vector<Json> settle() {
    do {
      jobs.run_all();
      run();
    } while (!jobs.waiting.empty());
    return take_sent();
  }
  // The answer to a request, now or after jobs; what else was sent is in `others`.
  Json ask(const std::string& method, const Json& params) {
    const std::int64_t id = next_++;
    push(request_message(id, method, params));
    run();
    others.clear();
    Json answer;
    for (Json& message : settle()) {
      if (message.value("id", Json()) == id && !message.contains("method")) {
        answer = std::move(message);
      } else {
        others.push_back(std::move(message));
      }
    }
    return answer;
  }
  Json pull(const std::string& uri, const Json& previous = nullptr) {
    Json params = {{"textDocument", {{"uri", uri}}}};
    if (!previous.is_null()) params["previousResultId"] = previous;
    return ask("textDocument/diagnostic", params)["result"];
  }
  // `previous` as it came out of ids(); `more`: tokens.
  Json pull_workspace(const std::map<std::string, std::string>& previous = {},
                      const Json& more = Json::object()) {
    Json params = {{"previousResultIds", Json::array()}};
    for (const auto& [uri, id] : previous) {
      params["previousResultIds"].push_back({{"uri", uri}, {"value", id}});
    }
    params.update(more);
    return ask("workspace/diagnostic", params);
  }
  std::vector<Json> file_event(const std::string& name, int type) {
    return notify("workspace/didChangeWatchedFiles",
                  {{"changes", {{{"uri", folder.uri(name)}, {"type", type}}}}});
  }

  // Of the items of a workspace report, by URI.
  [[nodiscard]] static std::map<std::string, Json> by_uri(const Json& items) {
    std::map<std::string, Json> found;
    for (const Json& item : items) found[item["uri"].get<std::string>()] = item;
    return found;
  }
  [[nodiscard]] static std::map<std::string, std::string> ids(const Json& items) {
    std::map<std::string, std::string> found;
    for (const Json& item : items) {
      if (item.contains("resultId")) found[item["uri"].get<std::string>()] = item["resultId"];
    }
    return found;
  }
  // The values of all $/progress for a token, in order.
  [[nodiscard]] static std::vector<Json> progress(const std::vector<Json>& messages,
                                                  const Json& token) {
    std::vector<Json> values;
    for (const Json& message : with_method(messages, "$/progress")) {
      if (message["params"]["token"] == token) values.push_back(message["params"]["value"]);
    }
    return values;
  }

  TemporaryFolder folder;
  std::vector<Json> others;

 private:
  std::int64_t next_ = 10'000;
};

}  // namespace buildspec::lsp::test
