#include "lsp/server/settings.h"

#include <algorithm>
#include <utility>

#include "linter/lint/selection.h"
#include "linter/workspace/source_tree.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

namespace fs = std::filesystem;

// Settings pages of editors send empty texts for what nobody filled in.
bool is_unset(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty());
}

class Reader {
 public:
  Reader(const fs::path& folder, std::span<const RegisteredRule> rules)
      : folder_(folder), rules_(rules) {}

  ReadSettings read(const Json& section) && {
    if (section.is_null()) return std::move(result_);
    if (!section.is_object()) {
      problem("", "an object");
      return std::move(result_);
    }
    read_scope(member(section, "diagnostics"));
    read_configuration(member(section, "configuration"));
    read_preset(member(section, "preset"));
    result_.settings.select = selectors(section, "select");
    result_.settings.ignore = selectors(section, "ignore");
    result_.settings.display = read_display_settings(
        section,
        [this](const std::string& name, const std::string& expected) { problem(name, expected); });
    read_formatting(member(section, "formatting"));
    return std::move(result_);
  }

 private:
  static Json member(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() ? Json() : *found;
  }

  void problem(const std::string& name, const std::string& expected) {
    result_.problems.push_back("the setting " + std::string(kSettingsSection) +
                               (name.empty() ? "" : "." + name) + ": expected " + expected);
  }

  void read_scope(const Json& diagnostics) {
    if (diagnostics.is_null()) return;
    if (!diagnostics.is_object()) return problem("diagnostics", "an object");
    const Json scope = member(diagnostics, "scope");
    if (is_unset(scope)) return;
    if (scope == "open") {
      result_.settings.scope = DiagnosticScope::open;
    } else if (scope == "workspace") {
      result_.settings.scope = DiagnosticScope::workspace;
    } else {
      problem("diagnostics.scope", "\"open\" or \"workspace\"");
    }
  }

  void read_configuration(const Json& value) {
    if (is_unset(value)) return;
    if (!value.is_string()) return problem("configuration", "the path of a file");
    const fs::path path = value.get<std::string>();
    // Without a folder there is nothing that a relative path could start from.
    if (path.is_relative() && folder_.empty()) {
      return problem("configuration", "an absolute path, as no folder is open");
    }
    result_.settings.configuration = (folder_ / path).lexically_normal();
  }

  void read_formatting(const Json& value) {
    if (is_unset(value)) return;
    if (!value.is_boolean()) return problem("formatting", "true or false");
    result_.settings.formatting = value.get<bool>();
  }

  void read_preset(const Json& value) {
    if (is_unset(value)) return;
    if (value.is_string()) result_.settings.preset = preset_named(value.get<std::string>());
    if (!result_.settings.preset) problem("preset", "\"standard\" or \"pedantic\"");
  }

  std::vector<std::string> selectors(const Json& section, const char* name) {
    const Json list = member(section, name);
    std::vector<std::string> found;
    if (list.is_null()) return found;
    if (!list.is_array()) {
      problem(name, "a list of rules and groups");
      return found;
    }
    for (const Json& item : list) {
      if (!item.is_string()) {
        problem(name, "a list of rules and groups");
        continue;
      }
      std::string selector = item.get<std::string>();
      if (const auto unknown = selector_problem(rules_, std::span(&selector, 1))) {
        result_.problems.push_back("the setting " + std::string(kSettingsSection) + '.' + name +
                                   ": " + *unknown);
      } else {
        found.push_back(std::move(selector));
      }
    }
    return found;
  }

  const fs::path& folder_;
  std::span<const RegisteredRule> rules_;
  ReadSettings result_;
};

Json own_section(const Json& settings) {
  if (!settings.is_object()) return nullptr;
  const auto section = settings.find(kSettingsSection);
  return section != settings.end() && section->is_object() ? *section : settings;
}

}  // namespace

ReadSettings read_settings(const Json& section, const fs::path& folder,
                           std::span<const RegisteredRule> rules) {
  return Reader(folder, rules).read(section);
}

Json merged_settings(Json under, const Json& over) {
  if (over.is_null()) return under;
  if (!under.is_object() || !over.is_object()) return over;
  for (const auto& [name, value] : over.items()) {
    // The depth is bounded: parse_json() takes no more than 256 levels.
    under[name] = merged_settings(under.value(name, Json()), value);
  }
  return under;
}

void SettingsStore::begin(const Json& section, std::span<const RegisteredRule> rules) {
  rules_ = rules;
  initial_ = own_section(section);
  read();
  changed_ = false;
}

void SettingsStore::set_folders(const std::vector<fs::path>& folders) {
  paths_ = folders;
  read();
}

void SettingsStore::set(Json section, std::map<fs::path, Json> by_folder) {
  section_ = std::move(section);
  own_sections_ = std::move(by_folder);
  read();
}

void SettingsStore::read() {
  const Json common = merged_settings(initial_, own_section(section_));
  ReadSettings whole = read_settings(common, paths_.empty() ? fs::path() : paths_.front(), rules_);
  problems_ = std::move(whole.problems);
  std::map<fs::path, Settings> folders;
  for (const fs::path& folder : paths_) {
    const auto own = own_sections_.find(folder);
    const Json there =
        own == own_sections_.end() ? common : merged_settings(common, own_section(own->second));
    ReadSettings read = read_settings(there, folder, rules_);
    for (std::string& problem : read.problems) {
      const auto known = std::find(problems_.begin(), problems_.end(), problem);
      if (known == problems_.end()) problems_.push_back(std::move(problem));
    }
    folders.emplace(folder, std::move(read.settings));
  }
  changed_ = changed_ || !(whole.settings == everywhere_) || folders != folders_;
  everywhere_ = std::move(whole.settings);
  folders_ = std::move(folders);
}

bool SettingsStore::take_changed() { return std::exchange(changed_, false); }

std::vector<std::string> SettingsStore::take_problems() { return std::exchange(problems_, {}); }

bool SettingsStore::anywhere(const std::function<bool(const Settings&)>& holds) const {
  return holds(everywhere_) || std::any_of(folders_.begin(), folders_.end(),
                                           [&](const auto& each) { return holds(each.second); });
}

const Settings& SettingsStore::of(const std::string& uri) const {
  const auto path = path_of(uri);
  return path ? of(*path) : everywhere_;
}

const Settings& SettingsStore::of(const fs::path& path) const {
  // Of folders within each other the inner one; it comes later.
  const Settings* found = &everywhere_;
  for (const auto& [folder, settings] : folders_) {
    if (folder == path || relative_to(folder, path)) found = &settings;
  }
  return *found;
}

}  // namespace buildspec::lsp
