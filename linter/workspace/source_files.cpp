#include "linter/workspace/source_files.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "linter/workspace/files.h"
#include "linter/workspace/git_index.h"

namespace buildspec {
namespace {

namespace fs = std::filesystem;

bool stays_inside(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos)
    return false;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (path.substr(0, end) == "..") return false;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return true;
}

// What git's index says of one file.
struct Tracked {
  bool executable = false;
  BlobId blob{};
};

std::optional<Tracked> tracked(const fs::path& root, std::string_view path) {
  std::optional<Tracked> found;
  visit_index(root, [&](const IndexEntry& entry) {
    if (entry.path != path) return true;
    if (!entry.link) found = Tracked{entry.executable, entry.blob};
    return false;
  });
  return found;
}

std::string without_carriage_returns(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') result += text[i];
  }
  return result;
}

SourceFilePtr read(const fs::path& root, std::string_view path) {
  const fs::path full = root / path;
  std::error_code error;
  const fs::file_status status = fs::status(full, error);
  const bool folder = path.back() == '/';
  const auto wanted = folder ? fs::file_type::directory : fs::file_type::regular;
  if (error || status.type() != wanted) return nullptr;
  if (folder) return make_source_file(path, std::nullopt, std::nullopt);
  bool executable = (status.permissions() & fs::perms::owner_exec) != fs::perms::none;
  std::optional<std::string> text = read_text_file(full, SourceFiles::kLargestText).text;
  const bool breaks = text && text->find("\r\n") != std::string::npos;
  // Reading the index of a large repository takes a millisecond or two: not for files that nobody
  // runs. Of these the mode stays unknown.
  const bool script = !text || text->starts_with("#!");
  if ((!executable && script) || breaks) {
    const std::optional<Tracked> entry = tracked(root, path);
    // `git update-index --chmod=+x`, as on systems without such a bit.
    executable = executable || (entry && entry->executable);
    // Git may have written these breaks itself (core.autocrlf, eol): only a file that is committed
    // as it stands here is sure to have them in the build, too.
    if (breaks && entry && entry->blob != blob_id(*text)) text = without_carriage_returns(*text);
  }
  const bool known = executable || script;
  return make_source_file(path, std::move(text), known ? std::optional(executable) : std::nullopt);
}

}  // namespace

SourceFilePtr SourceFiles::look_at(std::string_view path) const {
  if (!stays_inside(path)) return nullptr;
  const std::lock_guard lock(mutex_);
  const auto known = seen_.find(path);
  if (known != seen_.end()) return known->second;
  if (seen_.size() >= kMostFiles) return make_source_file(path, std::nullopt, std::nullopt);
  return seen_.emplace(path, read(root_, path)).first->second;
}

bool SourceFiles::has_looked_at(std::string_view path) const {
  const std::lock_guard lock(mutex_);
  return seen_.contains(path);
}

}  // namespace buildspec
