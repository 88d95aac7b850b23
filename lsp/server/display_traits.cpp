#include "lsp/server/display_traits.h"

#include <algorithm>

namespace buildspec::lsp {
namespace {

// `true`, or an object with options.
bool is_offered(const Json& json) {
  return json.is_object() || (json.is_boolean() && json.get<bool>());
}

bool refreshes(const std::optional<RefreshCapability>& capability) {
  return capability && capability->refresh_support.value_or(false);
}

void read_tokens(const SemanticTokensClientCapabilities& from, DisplayTraits& traits) {
  traits.augments_syntax = from.augments_syntax_tokens.value_or(false);
  traits.registers_tokens = from.dynamic_registration.value_or(false);
  if (!from.requests) return;
  const Json& full = from.requests->full;
  traits.full_tokens = is_offered(full);
  traits.token_deltas = full.is_object() && full.value("delta", Json()) == true;
  traits.range_tokens = is_offered(from.requests->range);
}

}  // namespace

DisplayTraits read_display_traits(const ClientCapabilities& capabilities) {
  DisplayTraits traits;
  if (const auto& from = capabilities.text_document) {
    if (from->semantic_tokens) read_tokens(*from->semantic_tokens, traits);
    traits.inlay_hints = from->inlay_hint.has_value();
    if (traits.inlay_hints && from->inlay_hint->resolve_support) {
      const auto& properties = from->inlay_hint->resolve_support->properties;
      traits.resolves_tooltips =
          std::find(properties.begin(), properties.end(), "tooltip") != properties.end();
    }
    if (traits.inlay_hints) {
      traits.registers_hints = from->inlay_hint->dynamic_registration.value_or(false);
    }
    traits.code_lenses = from->code_lens.is_object();
    traits.registers_lenses =
        traits.code_lenses && from->code_lens.value("dynamicRegistration", Json()) == true;
  }
  if (const auto& from = capabilities.workspace) {
    traits.refreshes_tokens = refreshes(from->semantic_tokens);
    traits.refreshes_hints = refreshes(from->inlay_hint);
    traits.refreshes_lenses = refreshes(from->code_lens);
  }
  return traits;
}

}  // namespace buildspec::lsp
