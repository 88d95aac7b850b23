// The client's own settings: its section "buildspec", from `initializationOptions`,
// workspace/configuration and workspace/didChangeConfiguration. The loop's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/configuration.h"
#include "linter/lint/rule.h"
#include "lsp/protocol/json.h"
#include "lsp/server/display_settings.h"

namespace buildspec::lsp {

inline constexpr std::string_view kSettingsSection = "buildspec";

// Of which files the client is given findings without having opened them.
enum class DiagnosticScope : std::uint8_t {
  open,       // of none
  workspace,  // of all buildspecs in the workspace's folders
};

// What holds in one place. All mean what the option of the command line means.
struct Settings {
  std::optional<DiagnosticScope> scope;                // "diagnostics": {"scope": "workspace"}
  std::optional<std::filesystem::path> configuration;  // like --config; absolute
  std::optional<Preset> preset;                        // like --preset
  std::vector<std::string> select;                     // like --select
  std::vector<std::string> ignore;                     // like --ignore
  DisplaySettings display;
  bool formatting = true;  // "formatting": false leaves the layout to another server
  friend bool operator==(const Settings&, const Settings&) = default;
};

struct ReadSettings {
  Settings settings;
  std::vector<std::string> problems;  // "buildspec.preset: expected standard or pedantic"
};
// What is not as it should be has no effect; members that are not known are left alone. Relative
// paths are below `folder`.
[[nodiscard]] ReadSettings read_settings(const Json& section, const std::filesystem::path& folder,
                                         std::span<const RegisteredRule> rules);

// The members of `over` win, in objects one by one; null says nothing.
[[nodiscard]] Json merged_settings(Json under, const Json& over);

class SettingsStore {
 public:
  // From `initialize`, once the folders are known; no change by itself. A section is given as
  // itself, or as an object that holds it under its name.
  void begin(const Json& section, std::span<const RegisteredRule> rules);
  void set_folders(const std::vector<std::filesystem::path>& folders);
  // What the client says of the whole workspace, and of its folders, which wins.
  void set(Json section, std::map<std::filesystem::path, Json> by_folder);

  // Where the document stands in no folder, those of the whole workspace.
  [[nodiscard]] const Settings& of(const std::string& uri) const;
  [[nodiscard]] const Settings& of(const std::filesystem::path& path) const;
  [[nodiscard]] const Settings& everywhere() const { return everywhere_; }
  // In some folder, or outside of all.
  [[nodiscard]] bool anywhere(const std::function<bool(const Settings&)>& holds) const;

  // Something differs from what it was when this was asked last.
  [[nodiscard]] bool take_changed();
  // What is wrong in them, each told once.
  [[nodiscard]] std::vector<std::string> take_problems();

 private:
  void read();

  std::span<const RegisteredRule> rules_;
  Json initial_;
  Json section_;
  std::map<std::filesystem::path, Json> own_sections_;
  std::vector<std::filesystem::path> paths_;

  Settings everywhere_;
  std::map<std::filesystem::path, Settings> folders_;
  bool changed_ = false;
  std::vector<std::string> problems_;
};

}  // namespace buildspec::lsp
