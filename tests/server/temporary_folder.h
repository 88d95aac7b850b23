// A folder that goes away with the test.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace buildspec::lsp::test {

class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Folders on the way are made.
  void write(std::string_view name, std::string_view text) const;
  // As if it were one of git: findings know the source in a checkout alone.
  void make_checkout() const { write(".git/HEAD", "ref: refs/heads/main\n"); }
  [[nodiscard]] std::string uri(std::string_view name = {}) const;

 private:
  std::filesystem::path path_;
};

}  // namespace buildspec::lsp::test
