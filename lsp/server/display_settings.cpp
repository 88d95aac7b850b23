#include "lsp/server/display_settings.h"

#include <initializer_list>

namespace buildspec::lsp {
namespace {

struct Switch {
  const char* name;
  bool* value;
};

class Reader {
 public:
  using Problem = std::function<void(const std::string&, const std::string&)>;
  Reader(const Json& section, const Problem& problem) : section_(section), problem_(problem) {}

  void read(const Switch& one) const { read(section_, "", one); }

  // The members of a group, or one word for all of them.
  void read(const std::string& group, std::initializer_list<Switch> switches) const {
    const Json members = member(section_, group);
    if (members.is_null()) return;
    if (!members.is_object() && !members.is_boolean())
      return problem_(group, "an object, or true or false");
    for (const Switch& each : switches) {
      if (members.is_boolean()) {
        *each.value = members.get<bool>();
      } else {
        read(members, group + '.', each);
      }
    }
  }

 private:
  static Json member(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    return found == object.end() ? Json() : *found;
  }

  void read(const Json& object, const std::string& prefix, const Switch& one) const {
    const Json value = member(object, one.name);
    if (value.is_boolean()) {
      *one.value = value.get<bool>();
    } else if (!value.is_null()) {
      problem_(prefix + one.name, "true or false");
    }
  }

  const Json& section_;
  const Problem& problem_;
};

const DisplaySettings& nothing() {
  static const DisplaySettings kNothing = read_display_settings(
      {{"inlayHints", false}, {"codeLens", false}}, [](const auto&, const auto&) {});
  return kNothing;
}

}  // namespace

bool shows_hints(const DisplaySettings& settings) { return settings.hints != nothing().hints; }

bool shows_lenses(const DisplaySettings& settings) { return settings.lenses != nothing().lenses; }

DisplaySettings read_display_settings(
    const Json& section,
    const std::function<void(const std::string& name, const std::string& expected)>& problem) {
  DisplaySettings settings;
  const Reader reader(section, problem);
  reader.read({"semanticTokens", &settings.semantic_tokens});
  reader.read("inlayHints", {{"runtimeVersions", &settings.hints.runtime_versions},
                             {"images", &settings.hints.images},
                             {"matchedFiles", &settings.hints.matched_files},
                             {"taskStages", &settings.hints.task_stages},
                             {"directories", &settings.hints.directories}});
  reader.read("codeLens", {{"batch", &settings.lenses.batch},
                           {"matchedFiles", &settings.lenses.matched_files}});
  return settings;
}

}  // namespace buildspec::lsp
