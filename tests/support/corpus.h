// The corpus of real buildspecs, which stands beside the project where there is one. Tests that
// read it skip with a message where it is absent.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace buildspec::test {

struct CorpusFile {
  std::string name;   // file name, "owner__repo__path"
  std::string bytes;  // as they stand on the disk
};

// $BUILDSPEC_CORPUS, else ../shared/corpus beside the project; nothing where neither exists.
[[nodiscard]] std::optional<std::filesystem::path> corpus_folder();

// Every file of the corpus's `buildspecs` folder, sorted by name; empty, after a line on standard
// error, where the corpus is absent.
[[nodiscard]] const std::vector<CorpusFile>& corpus();

// The bytes of a file; throws where it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace buildspec::test
