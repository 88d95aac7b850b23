// Every request that a server says it can answer, at one place of one document: what a test or a
// fuzzer asks when it wants to ask for everything.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/protocol/json.h"

namespace buildspec::lsp::test {

struct FeatureRequest {
  std::string method;
  Json params;
};

// `capabilities` are the server's; `position` and `range` as the protocol has them.
[[nodiscard]] std::vector<FeatureRequest> feature_requests(const Json& capabilities,
                                                           const std::string& uri,
                                                           const Json& position, const Json& range);

// What follows a result: the first of its items resolved, if the server resolves such.
[[nodiscard]] std::vector<FeatureRequest> follow_ups(const Json& capabilities,
                                                     std::string_view method, const Json& result);

// Without what rightly differs between two servers on the same text: versions and result ids.
[[nodiscard]] Json comparable(Json result);

// The capabilities of a client that can take everything that there is.
[[nodiscard]] Json every_capability();

}  // namespace buildspec::lsp::test
