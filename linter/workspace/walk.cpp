#include "linter/workspace/walk.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "linter/workspace/files.h"
#include "linter/workspace/ignore.h"
#include "linter/workspace/source_tree.h"

namespace buildspec {
namespace {

namespace fs = std::filesystem;

// The patterns that hold in a folder: its own, then those of the folders above.
struct Level {
  std::string base;  // absolute, with a slash at its end
  IgnorePatterns patterns;
  std::shared_ptr<const Level> above;
};
using LevelPtr = std::shared_ptr<const Level>;

std::string absolute_name(const fs::path& path) {
  std::error_code error;
  fs::path whole = fs::absolute(path, error);
  if (error) whole = path;
  std::string name = whole.lexically_normal().generic_string();
  while (name.size() > 1 && name.back() == '/') name.pop_back();
  return name;
}

// As read_text_file says it of files.
std::string in_words(const std::error_code& error) {
  if (error == std::errc::permission_denied) return "permission denied";
  if (error == std::errc::no_such_file_or_directory) return "no such file";
  return error.message();
}

std::string with_slash(std::string name) {
  if (name.empty() || name.back() != '/') name += '/';
  return name;
}

LevelPtr add_patterns(LevelPtr above, const std::string& base, std::string_view text) {
  IgnorePatterns patterns(text);
  if (patterns.empty()) return above;
  return std::make_shared<const Level>(
      Level{with_slash(base), std::move(patterns), std::move(above)});
}

LevelPtr add_ignore_file(LevelPtr above, const std::string& base, const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return above;
  const FileText read = read_text_file(file, 1U << 20U);
  return read ? add_patterns(std::move(above), base, *read.text) : above;
}

// The nearest level with an opinion decides.
bool ignored(const Level* level, std::string_view name, bool is_directory) {
  for (; level != nullptr; level = level->above.get()) {
    if (name.substr(0, level->base.size()) != level->base) continue;
    switch (level->patterns.match(name.substr(level->base.size()), is_directory)) {
      case IgnorePatterns::Verdict::ignored: return true;
      case IgnorePatterns::Verdict::kept: return false;
      case IgnorePatterns::Verdict::none: break;
    }
  }
  return false;
}

// What holds at the root already: git's own excludes and the .gitignore files above it.
LevelPtr levels_above(const std::string& root) {
  const auto top = source_root(root);
  if (!top) return nullptr;
  const std::string top_name = absolute_name(*top);
  LevelPtr level = add_ignore_file(nullptr, top_name, git_folder(*top) / "info" / "exclude");
  for (std::size_t at = top_name.size(); at < root.size();) {
    const std::string folder = root.substr(0, at);
    level = add_ignore_file(std::move(level), folder, fs::path(folder) / ".gitignore");
    const std::size_t slash = root.find('/', at + 1);
    at = slash == std::string::npos ? root.size() : slash;
  }
  return level;
}

}  // namespace

class Walker::Impl {
 public:
  Impl(const fs::path& root, WalkOptions options, std::function<bool(const std::string&)> visit)
      : root_(absolute_name(root)), options_(std::move(options)), visit_(std::move(visit)) {}

  bool advance(const std::function<bool()>& pause) {
    if (!std::exchange(started_, true)) start();
    while (!folders_.empty() && !stopped_) {
      const Folder folder = std::move(folders_.back());
      folders_.pop_back();
      look_into(folder);
      if (pause && pause()) break;
    }
    if (stopped_) result_.complete = false;
    return folders_.empty() || stopped_;
  }

  [[nodiscard]] const WalkResult& result() const { return result_; }

 private:
  struct Folder {
    std::string relative;  // with a slash at its end, or empty
    LevelPtr level;
    std::size_t depth = 0;
  };

  void start() {
    for (const auto& [base, text] : options_.patterns)
      extra_ = add_patterns(std::move(extra_), absolute_name(base), text);
    folders_.push_back({"", levels_above(root_), 0});
  }

  void problem(const std::string& relative, const std::error_code& error) {
    result_.complete = false;
    std::string name = relative;
    if (!name.empty() && name.back() == '/') name.pop_back();
    result_.problems.push_back({std::move(name), in_words(error)});
  }

  void look_into(const Folder& folder) {
    const std::string name = with_slash(root_) + folder.relative;
    const LevelPtr level = add_ignore_file(folder.level, name, fs::path(name + ".gitignore"));
    std::error_code error;
    fs::directory_iterator entries(name, error);
    if (error) return problem(folder.relative, error);
    bool empty = true;
    for (; entries != fs::directory_iterator(); entries.increment(error)) {
      if (error) return problem(folder.relative, error);
      empty = false;
      const std::string file = entries->path().filename().generic_string();
      if (file == ".git") continue;
      const std::string relative = folder.relative + file;
      const std::string full = with_slash(root_) + relative;
      // Both know the answer from the listing itself: asking for the status would cost a call.
      const bool link = entries->is_symlink(error);
      const bool is_directory = !error && !link && entries->is_directory(error);
      if (error) {
        problem(relative, error);
        error.clear();
        continue;
      }
      if (ignored(extra_.get(), full, is_directory) || ignored(level.get(), full, is_directory))
        continue;
      if (is_directory) {
        enter(folder, level, file, relative);
      } else if (!visit_(relative)) {
        stopped_ = true;
        return;
      }
    }
    if (empty) result_.empty_folders = true;
  }

  void enter(const Folder& folder, const LevelPtr& level, const std::string& file,
             const std::string& relative) {
    const auto& skipped = options_.skipped_folders;
    if (std::find(skipped.begin(), skipped.end(), file) != skipped.end()) return;
    if (folder.depth + 1 > options_.depth) {
      result_.complete = false;
      return;
    }
    folders_.push_back({relative + "/", level, folder.depth + 1});
  }

  std::string root_;
  WalkOptions options_;
  std::function<bool(const std::string&)> visit_;
  LevelPtr extra_;
  std::vector<Folder> folders_;
  WalkResult result_;
  bool started_ = false;
  bool stopped_ = false;
};

Walker::Walker(const fs::path& root, WalkOptions options,
               std::function<bool(const std::string&)> visit)
    : impl_(std::make_unique<Impl>(root, std::move(options), std::move(visit))) {}
Walker::Walker(Walker&&) noexcept = default;
Walker& Walker::operator=(Walker&&) noexcept = default;
Walker::~Walker() = default;

bool Walker::advance(const std::function<bool()>& pause) { return impl_->advance(pause); }

const WalkResult& Walker::result() const { return impl_->result(); }

WalkResult walk(const fs::path& root, const WalkOptions& options,
                const std::function<bool(const std::string&)>& visit) {
  Walker walker(root, options, visit);
  walker.advance({});
  return walker.result();
}

fs::path git_folder(const fs::path& root) {
  std::error_code error;
  fs::path git = root / ".git";
  if (!fs::is_regular_file(git, error)) return git;
  // "gitdir: PATH": a worktree or a submodule.
  const std::string head = read_head(git, 4'096);
  constexpr std::string_view kPrefix = "gitdir: ";
  if (head.substr(0, kPrefix.size()) != kPrefix) return git;
  std::string target = head.substr(kPrefix.size());
  target.erase(
      std::find_if(target.begin(), target.end(), [](char c) { return c == '\n' || c == '\r'; }),
      target.end());
  return (root / target).lexically_normal();
}

}  // namespace buildspec
