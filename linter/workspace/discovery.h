// Finding buildspecs in a folder, by name and content, and the configuration that goes with a file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec {

// How much a path says about the file being a buildspec.
enum class NameVerdict : unsigned char {
  no,     // another kind of file
  maybe,  // a YAML or JSON file with "buildspec" or "codebuild" in its path: the content decides
  yes,    // buildspec.yml or buildspec.yaml: a buildspec, unless its content is another product's
};

// `path` has "/" between its parts and may be as long or short as it is known.
[[nodiscard]] NameVerdict judge_name(std::string_view path);

// Is this a buildspec, going by the text's first bytes (a KiB or more)? At the left margin stand
// `version` and one of `phases` and `batch`, in YAML or JSON, and not `frontend`, `backend` or
// `applications` as in an amplify.yml. A text that is broken further below looks like one all the
// same.
[[nodiscard]] bool looks_like_buildspec(std::string_view head);

// name and content together: what the editor asks for a document, too.
[[nodiscard]] bool is_buildspec(std::string_view path, std::string_view head);

// Patterns as in a .gitignore file of the folder `base`.
struct Exclusions {
  std::filesystem::path base;
  std::vector<std::string> patterns;
};

struct FoundBuildspecs {
  std::vector<std::filesystem::path> files;  // below the folder as it was written, sorted
  // What could not be looked at: "src: permission denied".
  std::vector<std::string> problems;
};

// Looks through a folder and what is below it. Ignored files (.gitignore, .git/info/exclude) and
// the folders .git and node_modules are left out; links to folders are not followed.
[[nodiscard]] FoundBuildspecs find_buildspecs(const std::filesystem::path& folder,
                                              const std::vector<Exclusions>& exclusions = {});

// The nearest .buildspec-lint.yml: of the file's own folder or of one above it, up to and including
// the folder that holds .git.
[[nodiscard]] std::optional<std::filesystem::path> nearest_configuration(
    const std::filesystem::path& file);

}  // namespace buildspec
