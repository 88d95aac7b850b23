// What CodeBuild and the tools in a build say when something fails, and what it means. Words are
// those of the service's documentation or of reports; nothing here is made up. Static data.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace buildspec {

// How well the meaning is known.
enum class Confidence : std::uint8_t { documented, reported, inferred };
[[nodiscard]] std::string_view to_string(Confidence confidence);

// Where in a buildspec the cause of a message stands.
enum class LogPlace : std::uint8_t {
  none,
  command,  // the one that ran
  yaml_fault,
  command_item,
  value_kind,
  root,
  phase_name,
  unknown_field,
  phases,
  version,
  install,
  runtime_versions,
  runtime_name,
  runtime_version,
  variable_name,
  parameter,
  secret,
  artifacts,
  artifact_files,
  artifact_file,
  base_directory,
  secondary_artifact,
  report,
  cache,
  cache_path,
};

struct LogMessage {
  // The words. {name} stands for what differs from build to build; blanks and case do not count.
  std::array<std::string_view, 4> patterns;
  std::string_view failures = {};  // ids of linter/lint/failures.h; none for what is no failure
  std::string_view rules = {};     // ids of further rules that tell of it, blanks between
  std::string_view phase = {};     // in which it shows up; empty where that can be any
  std::string_view meaning = {};   // a sentence with a full stop, as `remedy`
  std::string_view remedy = {};    // empty where there is nothing to do
  LogPlace place = LogPlace::none;
  bool vague = false;  // holds for many causes: anything else that fits says more
  Confidence confidence = Confidence::reported;
  std::string_view source = {};  // an address; empty where none was kept
};

[[nodiscard]] std::span<const LogMessage> log_messages();

}  // namespace buildspec
