// Entries of env.parameter-store and env.secrets-manager, and how one becomes the other. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::secrets {

// "parameter-store"
[[nodiscard]] std::string_view block_name(VariableBlock block);

// What a value says about where it belongs: the block, and how it is written there.
struct Reference {
  VariableBlock block = VariableBlock::parameter_store;
  std::string value;
};
// A dynamic reference of CloudFormation, "{{resolve:ssm:/app/key}}".
[[nodiscard]] std::optional<Reference> read_dynamic_reference(std::string_view value);
// "arn:aws:ssm:eu-west-1:111122223333:parameter/app/key" names the parameter /app/key.
[[nodiscard]] std::optional<Reference> read_parameter_arn(std::string_view value);

// Writes the value of an entry, in quotes where it has some; moves it where its block is another.
[[nodiscard]] std::optional<Fix> rewrite(const Snapshot& snapshot, const Variable& variable,
                                         const Reference& reference, Applicability applicability);

// A credential, by its form or by its letters: long, and made by chance.
[[nodiscard]] bool looks_like_secret(std::string_view value);

}  // namespace buildspec::secrets
