// Where a shell command holds a secret as text: assignments, options, headers, logins. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/shell/script.h"
#include "linter/text/span.h"
#include "rules/secrets/plaintext-secret/literals.h"

namespace buildspec::secrets {

struct Exposure {
  Span span;         // of the secret's bytes, in the command's decoded text
  std::string what;  // "`DB_PASSWORD`", "the option `--password`"
  Risk risk = Risk::possible;
};

// Whether a text is worth reading as a command at all: one fast pass, no allocation.
[[nodiscard]] bool may_hold_secret(std::string_view command);

// What has the form of a known token is left out: find_tokens() says that better.
[[nodiscard]] std::vector<Exposure> find_exposures(const shell::Script& script);

}  // namespace buildspec::secrets
