// Runs the real program, as a user does: through a shell, in a folder of its own.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/support/corpus.h"
#include "tests/workspace/temporary_folder.h"

namespace buildspec::cli::test {

struct Ran {
  int status = 0;
  std::string out;
  std::string error;
};

// A folder to run in. `buildspec-lint` is on the PATH; the user's own settings are out of the way.
class Sandbox {
 public:
  // Runs a line of bash; `input` is its standard input.
  Ran run(const std::string& line, std::string_view input = "") const {
    streams_.write("in", input);
    const std::string folder = std::filesystem::path(BUILDSPEC_LINT_PROGRAM).parent_path().string();
    streams_.write("line", "unset NO_COLOR; export TERM=xterm PATH='" + folder + "':$PATH\ncd '" +
                               files_.path().string() + "'\n" + line + '\n');
    const std::string at = streams_.path().string();
    const int ended = std::system(
        ("bash '" + at + "/line' <'" + at + "/in' >'" + at + "/out' 2>'" + at + "/error'").c_str());
    if (!WIFEXITED(ended)) throw std::runtime_error("did not end by itself: " + line);
    return {WEXITSTATUS(ended), buildspec::test::read_file(streams_.path() / "out"),
            buildspec::test::read_file(streams_.path() / "error")};
  }

  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    return files_.write(name, bytes);
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    return buildspec::test::read_file(files_.path() / name);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return files_.path(); }

 private:
  buildspec::test::TemporaryFolder files_;
  buildspec::test::TemporaryFolder streams_;
};

inline constexpr std::string_view kGood =
    "version: 0.2\n\nphases:\n  build:\n    commands:\n      - make\n";

// A warning, structure/unknown-key, in line 8, which has a safe fix.
inline constexpr std::string_view kMisspelled =
    "version: 0.2\nphases:\n  build:\n    commands:\n      - make\nreports:\n  unit:\n"
    "    fileFormat: CLOVERXML\n    files: [out.xml]\n";

// An error, syntax/yaml-syntax.
inline constexpr std::string_view kBroken =
    "version: 0.2\nphases:\n  build:\n    commands:\n      - \"make\n";

}  // namespace buildspec::cli::test
