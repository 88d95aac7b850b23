// Whether a name says that what it stands for is a secret. Pure; any thread.
#pragma once

#include <string_view>

namespace buildspec {

// "DB_PASSWORD", "apiKey", "--auth-token": the name ends in a word for a secret. Names that end in
// what a reference is called (ARN, NAME, PATH, ID, FILE, URL …) hold no secret.
[[nodiscard]] bool is_secret_name(std::string_view name);

}  // namespace buildspec
