// What the catalogue knows about runtimes, versions, images and built-in variables, as Markdown:
// one wording for hover and completion. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/lang/project_facts.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/catalogue.h"

namespace buildspec::ide {

// A titled link, as in the documentation of keys; empty for no address.
[[nodiscard]] std::string link_text(std::string_view url);

// The image that the project is known to use; null where it is not known or not in the catalogue.
[[nodiscard]] const schema::Image* known_image(const ProjectFacts& facts);

// "end of life since 2023-06-27" or "end of life 2027-10-31"; empty where no end is known. Without
// a day of today both read as the latter.
[[nodiscard]] std::string end_of_life_text(const schema::Language& language,
                                           std::string_view version,
                                           const std::optional<Date>& today);
// The end of life has come; false where it or the day of today is not known.
[[nodiscard]] bool is_past_end_of_life(const schema::Language& language, std::string_view version,
                                       const std::optional<Date>& today);

[[nodiscard]] std::string runtime_text(const schema::Language& language, const ProjectFacts& facts);
[[nodiscard]] std::string runtime_version_text(const schema::Language& language,
                                               std::string_view version, const ProjectFacts& facts);
[[nodiscard]] std::string image_text(const schema::Image& image);
// Which environment types have a compute type, and the other way round; empty for other names.
[[nodiscard]] std::string machine_text(std::string_view name);
[[nodiscard]] std::string builtin_variable_text(const schema::BuiltinVariable& variable,
                                                std::string_view name);
[[nodiscard]] std::string not_provided_text(const schema::NotProvided& variable);

}  // namespace buildspec::ide
