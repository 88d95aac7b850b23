#include "linter/schema/builtin_variables.h"

#include <algorithm>

namespace buildspec::schema {

const BuiltinVariable* find_builtin_variable(std::string_view name) {
  const BuiltinVariable* family = nullptr;
  for (const BuiltinVariable& variable : builtin_variables()) {
    if (variable.prefix.empty()) {
      if (variable.name == name) return &variable;
    } else if (name.size() > variable.prefix.size() && name.starts_with(variable.prefix)) {
      family = &variable;
    }
  }
  return family;
}

const NotProvided* find_not_provided(std::string_view name) {
  const auto found = std::ranges::find(not_provided_variables(), name, &NotProvided::name);
  return found == not_provided_variables().end() ? nullptr : &*found;
}

}  // namespace buildspec::schema
