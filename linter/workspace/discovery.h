// Finding buildspecs in a folder, by name and content, and the configuration that goes with a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec {

// How much a path says about the file being a buildspec.
enum class NameVerdict : std::uint8_t {
  no,      // neither YAML nor JSON
  any,     // any YAML file: only a content that is a buildspec beyond doubt makes it one
  likely,  // YAML or JSON with "buildspec" or "codebuild" in its path: the content decides
  yes,     // buildspec.yml or buildspec.yaml: a buildspec, or meant to be one
};

// `path` has "/" between its parts and may be as long or short as it is known.
[[nodiscard]] NameVerdict judge_name(std::string_view path);

// What a text's begin (kHeadSize bytes are plenty) says, by the keys at its left margin; YAML or
// JSON.
enum class ContentVerdict : std::uint8_t {
  other,    // another product's: `frontend`, `backend` or `applications` of an amplify.yml, the
            // `name` and `dependencies` of another buildspec.json, `stages`, `jobs` …
  unclear,  // nothing that tells: empty, or broken at its begin
  likely,   // `phases` or `batch`, or a version of 0.1 or 0.2
  sure,     // both
};
inline constexpr std::size_t kHeadSize = 16'384;
[[nodiscard]] ContentVerdict judge_content(std::string_view head);

// name and content together: what the editor asks for a document, too.
[[nodiscard]] bool is_buildspec(std::string_view path, std::string_view head);

// Patterns as in a .gitignore file of the folder `base`.
struct PathPatterns {
  std::filesystem::path base;
  std::vector<std::string> patterns;
  friend bool operator==(const PathPatterns&, const PathPatterns&) = default;
};
using Exclusions = PathPatterns;
// Is this path, or a folder above it, among the patterns?
[[nodiscard]] bool excludes(const Exclusions& exclusions, const std::filesystem::path& file);

// What could not be looked at: a path below the folder as it was written, "permission denied".
struct FoundProblem {
  std::filesystem::path path;
  std::string message;
};

struct FoundBuildspecs {
  std::vector<std::filesystem::path> files;           // below the folder as it was written, sorted
  std::vector<std::filesystem::path> configurations;  // .buildspec-lint.yml files; likewise
  std::vector<FoundProblem> problems;
};

// Looks through a folder and what is below it. Ignored files (.gitignore, .git/info/exclude) and
// the folders .git and node_modules are left out; links to folders are not followed. What `further`
// matches is a buildspec whatever its name and content.
[[nodiscard]] FoundBuildspecs find_buildspecs(const std::filesystem::path& folder,
                                              const std::vector<Exclusions>& exclusions = {},
                                              const std::vector<PathPatterns>& further = {});

// The same search in pieces, for whoever has other things to do in between. Any thread, one at a
// time.
class BuildspecSearch {
 public:
  explicit BuildspecSearch(std::filesystem::path folder,
                           const std::vector<Exclusions>& exclusions = {},
                           std::vector<PathPatterns> further = {});
  BuildspecSearch(const BuildspecSearch&) = delete;
  BuildspecSearch& operator=(const BuildspecSearch&) = delete;
  ~BuildspecSearch();

  // Goes on until `pause`, asked between two folders, says true. True once everything was looked
  // at.
  bool advance(const std::function<bool()>& pause);
  // What was found so far.
  [[nodiscard]] FoundBuildspecs found() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The nearest .buildspec-lint.yml: of the file's own folder or of one above it, up to and including
// the folder that holds .git.
[[nodiscard]] std::optional<std::filesystem::path> nearest_configuration(
    const std::filesystem::path& file);

}  // namespace buildspec
