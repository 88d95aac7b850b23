// A folder for one test, removed when the test ends.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace buildspec::test {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "buildspec-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  // Writes a file, with the folders above it.
  std::filesystem::path write(const std::string& name, std::string_view bytes = "") const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }
  void make_folder(const std::string& name) const {
    std::filesystem::create_directories(path_ / name);
  }

  // Runs a command in the folder; its standard output. Throws where it cannot be run.
  [[nodiscard]] std::string run(const std::string& command) const {
    FILE* const pipe = popen(("cd '" + path_.string() + "' && " + command).c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
    std::string out;
    char chunk[4'096];
    while (const std::size_t size = fread(chunk, 1, sizeof chunk, pipe)) out.append(chunk, size);
    pclose(pipe);
    return out;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace buildspec::test
