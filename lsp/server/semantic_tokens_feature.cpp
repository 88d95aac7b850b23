// Semantic tokens: of whole documents, of what changed since, and of a part.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/semantic_tokens.h"
#include "lsp/protocol/display.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/late_capabilities.h"
#include "lsp/server/refresh.h"
#include "lsp/server/token_encoding.h"

namespace buildspec::lsp {
namespace {

// What a client has of a document.
struct GivenTokens {
  std::string id;
  std::string numbers;  // packed
};

struct TokenStore {
  std::uint64_t next_id = 1;
  std::map<std::string, GivenTokens, std::less<>> given;  // by URI
};

// Nothing for documents that are none of ours.
std::optional<TokenNumbers> numbers_of(Context& context, const std::string& uri,
                                       const std::optional<Range>& range = std::nullopt) {
  Document* const document = context.buildspec(uri);
  if (document == nullptr) return std::nullopt;
  if (!context.settings.of(uri).display.semantic_tokens) return TokenNumbers();
  context.stop_if_cancelled();
  const SnapshotPtr snapshot = context.snapshot(*document);
  const SourceText& text = snapshot->text;
  const Encoding encoding = context.traits.encoding;
  const Span part = range ? to_span(text, *range, encoding) : Span{0, text.size()};
  const ide::TokenScope scope = context.traits.display.augments_syntax
                                    ? ide::TokenScope::beyond_grammar
                                    : ide::TokenScope::everything;
  return encode_tokens(text, ide::semantic_tokens(*snapshot, part, scope), encoding);
}

// The result id is worth its memory only where the client asks for deltas.
SemanticTokens remember(Context& context, TokenStore& store, const std::string& uri,
                        TokenNumbers numbers) {
  SemanticTokens tokens;
  if (context.traits.display.token_deltas) {
    GivenTokens& given = store.given[uri];
    given = {std::to_string(store.next_id++), pack(numbers)};
    tokens.result_id = given.id;
  }
  tokens.data = std::move(numbers);
  return tokens;
}

std::optional<SemanticTokens> full(Context& context, TokenStore& store, const std::string& uri) {
  std::optional<TokenNumbers> numbers = numbers_of(context, uri);
  if (!numbers) return std::nullopt;
  return remember(context, store, uri, *std::move(numbers));
}

Json delta(Context& context, TokenStore& store, const SemanticTokensDeltaParams& params) {
  const std::string& uri = params.text_document.uri;
  std::optional<TokenNumbers> numbers = numbers_of(context, uri);
  if (!numbers) return nullptr;
  const auto found = store.given.find(uri);
  if (found == store.given.end() || found->second.id != params.previous_result_id)
    return write_json(remember(context, store, uri, *std::move(numbers)));
  SemanticTokensDelta result;
  result.edits = token_edits(unpack(found->second.numbers), *numbers);
  // Where nothing changed the client keeps its result, and so do we.
  result.result_id = result.edits.empty()
                         ? found->second.id
                         : *remember(context, store, uri, *std::move(numbers)).result_id;
  return write_json(result);
}

template <class Names>
std::vector<std::string> strings(const Names& names) {
  return {names.begin(), names.end()};
}

}  // namespace

void bind_semantic_tokens(Context& context, Dispatcher& dispatcher,
                          ServerCapabilities& capabilities) {
  const DisplayTraits& traits = context.traits.display;
  if (!traits.full_tokens && !traits.range_tokens) return;
  SemanticTokensOptions options;
  options.legend = {strings(ide::kTokenTypeNames), strings(ide::kTokenModifierNames)};
  const auto store = std::make_shared<TokenStore>();
  if (traits.range_tokens) {
    options.range = true;
    dispatcher.on<SemanticTokensRangeRequest>(
        [&context](const DocumentRangeParams& params) -> std::optional<SemanticTokens> {
          auto numbers = numbers_of(context, params.text_document.uri, params.range);
          if (!numbers) return std::nullopt;
          return SemanticTokens{std::nullopt, *std::move(numbers)};
        });
  }
  if (traits.full_tokens) {
    options.full = traits.token_deltas ? Json{{"delta", true}} : Json(true);
    dispatcher.on<SemanticTokensFullRequest>([&context, store](const SemanticTokensParams& params) {
      return full(context, *store, params.text_document.uri);
    });
  }
  if (traits.token_deltas) {
    dispatcher.on<SemanticTokensDeltaRequest>(
        [&context, store](const SemanticTokensDeltaParams& params) {
          return delta(context, *store, params);
        });
  }
  context.close_listeners.emplace_back(
      [store](const Document& document) { store->given.erase(document.uri); });
  if (traits.refreshes_tokens) refresh_with_project<SemanticTokensRefresh>(context);
  if (traits.registers_tokens) {
    register_while_wanted(
        context, {std::string(kSemanticTokens), write_json(options)},
        [](const Settings& settings) { return settings.display.semantic_tokens; });
  } else {
    capabilities.semantic_tokens_provider = std::move(options);
  }
}

}  // namespace buildspec::lsp
