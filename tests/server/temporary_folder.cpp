#include "tests/server/temporary_folder.h"

#include <stdlib.h>

#include <fstream>
#include <stdexcept>

#include "lsp/server/uri.h"

namespace buildspec::lsp::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "buildspec-server-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void TemporaryFolder::write(std::string_view name, std::string_view text) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

std::string TemporaryFolder::uri(std::string_view name) const {
  return uri_of(name.empty() ? path_ : path_ / name);
}

}  // namespace buildspec::lsp::test
