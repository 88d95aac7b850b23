// What client and server can do about semantic tokens, inlay hints and code lenses (LSP 3.17,
// "Language Features").
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "lsp/protocol/json.h"

namespace buildspec::lsp {

// ---- What the client can do ----

struct SemanticTokensRequests {
  Json range;  // a boolean, or {}
  Json full;   // a boolean, or {delta: boolean}
  static constexpr auto fields() {
    return std::tuple{field("range", &SemanticTokensRequests::range),
                      field("full", &SemanticTokensRequests::full)};
  }
};

struct SemanticTokensClientCapabilities {
  std::optional<SemanticTokensRequests> requests;
  // The client's own grammar colours what no token speaks of.
  std::optional<bool> augments_syntax_tokens;
  std::optional<bool> dynamic_registration;
  static constexpr auto fields() {
    using Self = SemanticTokensClientCapabilities;
    return std::tuple{field("dynamicRegistration", &Self::dynamic_registration),
                      field("requests", &Self::requests),
                      field("augmentsSyntaxTokens", &Self::augments_syntax_tokens)};
  }
};

// The properties of a hint that the client can ask for later.
struct HintResolveSupport {
  std::vector<std::string> properties;
  static constexpr auto fields() {
    return std::tuple{field("properties", &HintResolveSupport::properties)};
  }
};

struct InlayHintClientCapabilities {
  std::optional<HintResolveSupport> resolve_support;
  std::optional<bool> dynamic_registration;
  static constexpr auto fields() {
    using Self = InlayHintClientCapabilities;
    return std::tuple{field("resolveSupport", &Self::resolve_support),
                      field("dynamicRegistration", &Self::dynamic_registration)};
  }
};

// ---- What the server can do ----

struct SemanticTokensLegend {
  std::vector<std::string> token_types;
  std::vector<std::string> token_modifiers;
  static constexpr auto fields() {
    return std::tuple{field("tokenTypes", &SemanticTokensLegend::token_types),
                      field("tokenModifiers", &SemanticTokensLegend::token_modifiers)};
  }
};

struct SemanticTokensOptions {
  SemanticTokensLegend legend;
  std::optional<bool> range;
  Json full;  // as above
  static constexpr auto fields() {
    using Self = SemanticTokensOptions;
    return std::tuple{field("legend", &Self::legend), field("range", &Self::range),
                      field("full", &Self::full)};
  }
};

// Of inlay hints and of code lenses.
struct ResolveOptions {
  bool resolve_provider = false;
  static constexpr auto fields() {
    return std::tuple{field("resolveProvider", &ResolveOptions::resolve_provider)};
  }
};

}  // namespace buildspec::lsp
