// What the user asked for on the command line. Reading it has no effects but its result.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "linter/cli/renderer.h"
#include "linter/cli/terminal.h"
#include "linter/lang/project_facts.h"
#include "linter/lint/configuration.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::cli {

inline constexpr int kExitClean = 0;
inline constexpr int kExitFindings = 1;
// Something could not be read, configured or understood, whatever else was found.
inline constexpr int kExitFailure = 2;

enum class FixMode : std::uint8_t { none, fix, diff };

struct LintOptions {
  std::vector<std::string> paths;  // files, folders, "-" for standard input
  OutputFormat format = OutputFormat::pretty;
  std::optional<std::string> stdin_filename;
  std::vector<std::string> select;  // rule ids and groups
  std::vector<std::string> ignore;
  std::optional<Preset> preset;                         // nothing: as configured
  std::optional<std::string> shellcheck;                // its name or path; nothing: as configured
  std::optional<Severity> fail_on = Severity::warning;  // nothing: never
  std::optional<std::string> config;
  bool no_config = false;
  ColorChoice color = ColorChoice::automatic;
  std::optional<Date> today;
  unsigned jobs = 0;  // 0: as many as there are processors
  FixMode fix = FixMode::none;
  Applicability fixes = Applicability::safe;  // the least safe that --fix and --diff take
};

struct ExplainOptions {
  std::string subject;  // a rule, a failure, or a line of a build log; "-" for standard input
  bool json = false;
  ColorChoice color = ColorChoice::automatic;
};

struct AnnotateOptions {
  std::string log;  // "-" for standard input, in both
  std::string buildspec = "buildspec.yml";
  OutputFormat format = OutputFormat::pretty;
  ColorChoice color = ColorChoice::automatic;
};

struct FormatOptions {
  enum class Mode : std::uint8_t { write, check, diff };
  std::vector<std::string> paths;  // as in LintOptions
  Mode mode = Mode::write;
  std::optional<std::uint32_t> indent;
  std::optional<std::string> lists;  // one of kListStyles
  std::optional<std::string> stdin_filename;
  std::optional<std::string> config;
  bool no_config = false;
};

struct RulesOptions {
  std::vector<std::string> selectors;  // none: all
  bool json = false;
};

struct SchemaOptions {};
struct DevFactsOptions {};
struct DevVerdictOptions {};

enum class GeneratedPage : std::uint8_t { coverage, rules };
struct DevPageOptions {
  GeneratedPage page = GeneratedPage::coverage;
};

struct DevCorpusOptions {
  std::string folder;
  std::string table;
  bool update = false;
};

// Text to print and an exit status: for --help, --version, and wrong usage.
struct Message {
  std::string text;
  int status = kExitClean;
};

using Options = std::variant<Message, LintOptions, ExplainOptions, AnnotateOptions, FormatOptions,
                             RulesOptions, SchemaOptions, DevFactsOptions, DevVerdictOptions,
                             DevPageOptions, DevCorpusOptions>;

// `arguments` without the program's name.
[[nodiscard]] Options parse_options(std::span<const std::string> arguments);

}  // namespace buildspec::cli
