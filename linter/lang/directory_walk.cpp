#include "linter/lang/directory_walk.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace buildspec {
namespace {

class DirectoryWalk {
 public:
  DirectoryWalk(const CommandReading& reading, Directory start)
      : script_(*reading.script), effects_(reading.effects), now_(std::move(start)) {}

  // Behind the text. `before`, where it is asked for, gets the directory before each command.
  Directory run(std::vector<Directory>* before) && {
    std::size_t next = 0;
    if (script_.commands.empty()) {  // a text that is not read
      for (const DirectoryChange& change : effects_.directory) apply(change);
      return now_;
    }
    for (std::uint32_t i = 0; i < script_.commands.size(); ++i) {
      arrive(script_.commands[i].span.begin);
      if (before != nullptr) before->push_back(now_);
      for (; next < effects_.directory.size() && effects_.directory[next].command == i; ++next)
        apply(effects_.directory[next]);
    }
    arrive(0xFFFFFFFF);
    return now_;
  }

 private:
  struct Open {
    const DirectoryBlock* block = nullptr;
    Directory entry;
    std::vector<Directory> stack;
    std::optional<Directory> previous;
    std::size_t branch = 0;
    bool diverged = false;
  };

  void arrive(std::uint32_t offset) {
    at_ = std::max(at_, offset);
    while (!open_.empty() && open_.back().block->span.end <= at_) {
      branch_to(open_.back());
      close();
    }
    for (Open& open : open_) branch_to(open);
    while (block_ < effects_.blocks.size() && effects_.blocks[block_].span.begin <= at_) {
      const DirectoryBlock& block = effects_.blocks[block_++];
      if (block.span.end <= at_) continue;  // no command in it
      open_.push_back({&block, now_, stack_, previous_, 0, false});
      branch_to(open_.back());
    }
  }

  // The next branch of an `if` begins where the first one did.
  void branch_to(Open& open) {
    const std::vector<std::uint32_t>& branches = open.block->branches;
    for (; open.branch < branches.size() && branches[open.branch] <= at_; ++open.branch) {
      if (!(now_ == open.entry)) open.diverged = true;
      now_ = open.entry;
    }
  }

  void close() {
    Open open = std::move(open_.back());
    open_.pop_back();
    const bool comes_back = open.block->kind == DirectoryBlock::Kind::subshell ||
                            open.block->kind == DirectoryBlock::Kind::function;
    if (comes_back) {
      now_ = std::move(open.entry);
      stack_ = std::move(open.stack);
      previous_ = std::move(open.previous);
    } else if (open.diverged || !(now_ == open.entry)) {
      lose();
    }
  }

  void lose() { now_ = {Directory::State::unknown, ""}; }

  void apply(const DirectoryChange& change) {
    Directory before = now_;
    switch (change.kind) {
      case DirectoryChange::Kind::to: go(change); break;
      case DirectoryChange::Kind::push:
        // Hostile texts push for ever.
        if (stack_.size() < 64) stack_.push_back(now_);
        go(change);
        break;
      case DirectoryChange::Kind::pop:
        if (stack_.empty()) {
          lose();
        } else {
          now_ = std::move(stack_.back());
          stack_.pop_back();
        }
        break;
      case DirectoryChange::Kind::back:
        if (previous_) {
          now_ = *previous_;
        } else {
          lose();
        }
        break;
      case DirectoryChange::Kind::home: now_ = {Directory::State::outside, ""}; break;
      case DirectoryChange::Kind::unknown: lose(); break;
    }
    if (!change.certain && !(now_ == before)) lose();
    previous_ = std::move(before);
  }

  void go(const DirectoryChange& change) {
    if (change.from_source) {
      const std::size_t slash = change.path.find_first_not_of('/');
      now_ = entered({}, slash == std::string::npos ? "." : change.path.substr(slash));
    } else if (change.path.empty()) {
      lose();
    } else {
      now_ = entered(now_, change.path);
    }
  }

  const shell::Script& script_;
  const Effects& effects_;
  Directory now_;
  std::vector<Directory> stack_;
  std::optional<Directory> previous_;
  std::vector<Open> open_;
  std::size_t block_ = 0;
  std::uint32_t at_ = 0;
};

}  // namespace

Directory walk_directory(const CommandReading& reading, Directory start,
                         std::vector<Directory>* before) {
  return DirectoryWalk(reading, std::move(start)).run(before);
}

Directory entered(const Directory& from, std::string_view path) {
  if (path.starts_with("/codebuild")) return {Directory::State::unknown, ""};
  if (path.starts_with("/") || path.starts_with("~")) return {Directory::State::outside, ""};
  if (from.state != Directory::State::known) return from;
  // The system has no longer paths: thousands of `cd a` lead nowhere.
  constexpr std::size_t kLongestPath = 4'096;
  if (from.path.size() + path.size() > kLongestPath) return {Directory::State::unknown, ""};
  std::vector<std::string_view> parts;
  const auto add = [&parts](std::string_view text) {
    while (!text.empty()) {
      const std::size_t slash = std::min(text.find('/'), text.size());
      const std::string_view part = text.substr(0, slash);
      text.remove_prefix(std::min(slash + 1, text.size()));
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        return false;
      } else {
        parts.pop_back();
      }
    }
    return true;
  };
  if (!add(from.path) || !add(path)) return {Directory::State::outside, ""};
  Directory result;
  for (const std::string_view part : parts) {
    if (!result.path.empty()) result.path += '/';
    result.path += part;
  }
  return result;
}

std::optional<std::string> resolved(const Directory& in, std::string_view path) {
  Directory result = entered(in, path);
  if (result.state != Directory::State::known) return std::nullopt;
  return std::move(result.path);
}

}  // namespace buildspec
