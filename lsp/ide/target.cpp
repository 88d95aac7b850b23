#include "lsp/ide/target.h"

namespace buildspec::ide {
namespace {

const schema::Type* child(const schema::Type& type, const Step& step) {
  if (step.item) return type.form == schema::Form::sequence ? type.element : nullptr;
  if (type.form != schema::Form::mapping) return nullptr;
  if (type.keys.empty()) return type.element;
  const schema::Key* const key = schema::find_key(type, step.name);
  return key == nullptr ? nullptr : key->type;
}

}  // namespace

Target find_target(const std::vector<Step>& path, const schema::Type& root) {
  Target target{&root, nullptr, {}};
  for (const Step& step : path) {
    if (target.type == nullptr) break;
    target.owner = target.type;
    target.type = child(*target.type, step);
    if (!step.item) target.name = step.name;
  }
  return target;
}

}  // namespace buildspec::ide
