#include "linter/lang/key_advice.h"

#include <algorithm>

#include "linter/schema/buildspec_schema.h"

namespace buildspec {
namespace {

// The depth is that of the schema's tables.
void add_places(const schema::Type& type, const std::string& path, std::string_view name,
                std::vector<std::string>& places) {
  if (schema::find_key(type, name) != nullptr) {
    places.push_back(path.empty() ? "the top level" : path);
  }
  for (const schema::Key& key : type.keys) {
    std::string below = path.empty() ? "" : path + '.';
    below += key.name;
    add_places(*key.type, below, name, places);
  }
  if (type.element == nullptr) return;
  const bool list = type.form == schema::Form::sequence;
  add_places(*type.element, path + (list ? "[]" : ".<name>"), name, places);
}

}  // namespace

std::vector<std::string> places_of_key(std::string_view name) {
  std::vector<std::string> places;
  add_places(schema::buildspec_type(), "", name, places);
  return places;
}

KeyAdvice advise_on_key(const schema::Type& type, std::string_view name) {
  KeyAdvice advice;
  advice.known = schema::find_other_name(type, name);
  if (advice.known != nullptr && !advice.known->instead.empty()) {
    advice.meant = schema::find_key(type, advice.known->instead);
  }
  if (advice.meant == nullptr && advice.known == nullptr) {
    advice.meant = schema::nearest_key(type, name);
  }
  if (advice.meant != nullptr) {
    advice.same_letters = schema::folded(name) == schema::folded(advice.meant->name);
  }
  // A key that is written exactly as one that stands elsewhere was not misspelled.
  if (advice.known == nullptr && !advice.same_letters) advice.places = places_of_key(name);
  if (!advice.places.empty()) advice.meant = nullptr;
  if (advice.known != nullptr && advice.known->kind == schema::OtherNameKind::other_place) {
    advice.meant = nullptr;
    advice.places = {std::string(advice.known->instead)};
  }
  return advice;
}

bool is_misspelled(const Mismatch& missing) {
  for (const Pair pair : missing.node.pairs()) {
    if (!pair.key.is_scalar()) continue;
    const Scalar name = pair.key.scalar();
    if (schema::find_key(*missing.type, name.value()) != nullptr) continue;
    if (advise_on_key(*missing.type, name.value()).meant == missing.key) return true;
  }
  return false;
}

}  // namespace buildspec
