// Has the client ask again for what depends on more than the text of its documents. The loop's.
#pragma once

#include <memory>
#include <utility>

#include "lsp/server/context.h"

namespace buildspec::lsp {

// When configuration, settings, source trees or the day changed: once for all that came together.
template <class Method>
void refresh_with_project(Context& context) {
  // Before the client is ready nothing has been asked for.
  const auto state = std::make_shared<std::pair<bool, bool>>(false, false);  // ready, stale
  context.ready_listeners.emplace_back([state] { state->first = true; });
  context.project_listeners.emplace_back([state] { state->second = state->first; });
  context.idle_listeners.emplace_back([&context, state] {
    if (!std::exchange(state->second, false) || context.documents.all().empty()) return;
    context.client.request<Method>(nullptr, [](const Response&) {});
  });
}

}  // namespace buildspec::lsp
