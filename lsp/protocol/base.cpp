#include "lsp/protocol/base.h"

#include <cmath>

namespace buildspec::lsp {
namespace {

std::uint32_t clamped(const Json& json, const JsonPath& path, const char* name) {
  const JsonPath at = path.field(name);
  const auto found = json.find(name);
  if (found == json.end()) throw JsonMismatch(at, "a value; there is none");
  if (!found->is_number()) throw JsonMismatch(at, "an integer");
  const double number = found->get<double>();
  if (std::trunc(number) != number) throw JsonMismatch(at, "an integer");
  constexpr double kMost = std::numeric_limits<std::uint32_t>::max();
  return number <= 0       ? 0U
         : number >= kMost ? static_cast<std::uint32_t>(kMost)
                           : static_cast<std::uint32_t>(number);
}

}  // namespace

Position Position::from_json(const Json& json, const JsonPath& path) {
  if (!json.is_object()) throw JsonMismatch(path, "an object");
  return {clamped(json, path, "line"), clamped(json, path, "character")};
}

Json Position::to_json() const { return {{"line", line}, {"character", character}}; }

OptionalVersionedTextDocumentIdentifier OptionalVersionedTextDocumentIdentifier::from_json(
    const Json& json, const JsonPath& path) {
  OptionalVersionedTextDocumentIdentifier value;
  value.uri = read_json<TextDocumentIdentifier>(json, path).uri;
  value.version =
      read_json<std::optional<std::int32_t>>(json.value("version", Json()), path.field("version"));
  return value;
}

Json OptionalVersionedTextDocumentIdentifier::to_json() const {
  return {{"uri", uri}, {"version", write_json(version)}};
}

}  // namespace buildspec::lsp
