#include "rules/secrets/references/references.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/secrets/plaintext-secret/literals.h"
#include "rules/secrets/plaintext-secret/tokens.h"

namespace buildspec::secrets {
namespace {

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t colon = text.find(':');
    fields.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return fields;
    text.remove_prefix(colon + 1);
  }
}

// "secretsmanager:id:SecretString:key:stage:version" behind "{{resolve:"; an ARN holds colons.
std::optional<Reference> read_secret(std::string_view rest) {
  const std::size_t mark = rest.find(":SecretString");
  const std::string_view id = rest.substr(0, mark);
  if (id.empty()) return std::nullopt;
  Reference reference{VariableBlock::secrets_manager, std::string(id)};
  if (mark == std::string_view::npos) return reference;
  std::string_view parts = rest.substr(mark + std::string_view(":SecretString").size());
  while (parts.ends_with(':')) parts.remove_suffix(1);
  reference.value += parts;  // ":key:stage:version"
  return reference;
}

// What a scalar's style needs to hold the value.
std::string written(Node scalar, std::string_view value) {
  switch (scalar.style()) {
    case ScalarStyle::double_quoted: return in_double_quotes(value);
    case ScalarStyle::plain: {
      const bool plain =
          !value.empty() && value.find_first_of("#{}[],&*!|>'\"%@`: ") == std::string_view::npos;
      return plain ? std::string(value) : in_single_quotes(value);
    }
    default: return in_single_quotes(value);
  }
}

}  // namespace

std::string_view block_name(VariableBlock block) {
  switch (block) {
    case VariableBlock::variables: return "variables";
    case VariableBlock::parameter_store: return "parameter-store";
    case VariableBlock::secrets_manager: return "secrets-manager";
  }
  return {};
}

std::optional<Reference> read_dynamic_reference(std::string_view value) {
  constexpr std::string_view kBegin = "{{resolve:";
  if (!value.starts_with(kBegin) || !value.ends_with("}}")) return std::nullopt;
  value.remove_prefix(kBegin.size());
  value.remove_suffix(2);
  const std::size_t colon = value.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view service = value.substr(0, colon);
  std::string_view rest = value.substr(colon + 1);
  if (service == "secretsmanager") return read_secret(rest);
  if (service != "ssm" && service != "ssm-secure") return std::nullopt;
  // "name:version": the newest one is what a build gets.
  rest = rest.substr(0, rest.find(':'));
  if (rest.empty()) return std::nullopt;
  return Reference{VariableBlock::parameter_store, std::string(rest)};
}

std::optional<Reference> read_parameter_arn(std::string_view value) {
  const auto fields = split(value);
  if (fields.size() != 6 || fields[0] != "arn" || fields[2] != "ssm") return std::nullopt;
  constexpr std::string_view kResource = "parameter";
  if (!fields[5].starts_with(kResource) || fields[5].size() <= kResource.size() + 1) {
    return std::nullopt;
  }
  // The ARN of a name without a slash at its begin looks the same.
  return Reference{VariableBlock::parameter_store, std::string(fields[5].substr(kResource.size()))};
}

std::optional<Fix> rewrite(const Snapshot& snapshot, const Variable& variable,
                           const Reference& reference, Applicability applicability) {
  if (!variable.value.is_scalar()) return std::nullopt;
  const bool same = variable.value.scalar().value() == reference.value;
  const std::string value =
      same ? std::string(variable.value.source()) : written(variable.value, reference.value);
  if (reference.block == variable.block) {
    return Fix{"Write " + code(reference.value), applicability, {{variable.value.span(), value}}};
  }
  const Node env = snapshot.buildspec.root.get("env");
  const Node block = env.get(block_name(variable.block));
  const std::array<std::string_view, 2> path{"env", block_name(reference.block)};
  auto edits = moved(snapshot, block, {variable.key, variable.value}, path);
  if (!edits) return std::nullopt;
  // The value stands behind its key in what is put in.
  const std::string_view old = variable.value.source();
  for (Edit& edit : *edits) {
    const std::size_t key = edit.text.find(variable.key.source());
    if (key == std::string::npos) continue;
    const std::size_t at = edit.text.find(old, key + variable.key.source().size());
    if (at == std::string::npos) return std::nullopt;
    edit.text.replace(at, old.size(), value);
  }
  return Fix{"Move it to " + code("env." + std::string(path[1])), applicability, *std::move(edits)};
}

bool looks_like_secret(std::string_view value) {
  if (!find_tokens(value).empty()) return true;
  if (value.size() < 20) return false;
  std::size_t digits = 0;
  std::size_t upper = 0;
  std::size_t lower = 0;
  for (const char c : value) {
    if (c == '/' || c == ':' || c == ' ' || c == '.') return false;
    if (c >= '0' && c <= '9') ++digits;
    if (c >= 'A' && c <= 'Z') ++upper;
    if (c >= 'a' && c <= 'z') ++lower;
  }
  // Names are words: what is made by chance has digits all over it.
  const bool hex =
      value.size() >= 32 && value.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  const bool random = (hex && digits >= 8 && lower >= 4) ||
                      (digits >= 4 && upper >= 4 && lower >= 4 && entropy(value) >= 3.8);
  return random && !is_placeholder(value);
}

}  // namespace buildspec::secrets
