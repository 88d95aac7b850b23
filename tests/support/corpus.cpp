#include "tests/support/corpus.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace buildspec::test {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::optional<std::filesystem::path> corpus_folder() {
  const char* const named = std::getenv("BUILDSPEC_CORPUS");
  const std::filesystem::path folder =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(BUILDSPEC_SOURCE_DIR) / ".." / "shared" / "corpus";
  if (!std::filesystem::is_directory(folder / "buildspecs")) return std::nullopt;
  return folder;
}

const std::vector<CorpusFile>& corpus() {
  static const std::vector<CorpusFile> files = [] {
    std::vector<CorpusFile> read;
    const auto folder = corpus_folder();
    if (!folder) {
      std::cerr << "skipped: no corpus of real buildspecs (set BUILDSPEC_CORPUS)\n";
      return read;
    }
    for (const auto& entry : std::filesystem::directory_iterator(*folder / "buildspecs")) {
      if (!entry.is_regular_file()) continue;
      read.push_back({entry.path().filename().string(), read_file(entry.path())});
    }
    std::sort(read.begin(), read.end(),
              [](const CorpusFile& a, const CorpusFile& b) { return a.name < b.name; });
    return read;
  }();
  return files;
}

}  // namespace buildspec::test
