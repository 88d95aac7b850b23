// What is known of the source tree: its listing, and small files of it. Plain facts: who fills them
// in (linter/workspace, tests) reads disks, this does not. Immutable once made; any thread.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/syntax/tree.h"

namespace buildspec {

// The files that a build finds in its source: paths relative to the source root, "/" between parts,
// sorted, ignored files (which a checkout does not have) left out. Directories are implied.
struct SourceTree {
  std::vector<std::string> files;
  // False when the scan was cut short: then a path that is not listed may exist all the same.
  bool complete = true;

  [[nodiscard]] bool has_file(std::string_view path) const;
  [[nodiscard]] bool has_directory(std::string_view path) const;
};

// The listing, or the way to it: a scan costs more than the rest of a run, so it is made when a
// rule first asks. Ask for it last.
class SourceTreeHandle {
 public:
  // Always gives the same; what it points to outlives all facts that hold it.
  using Scan = std::function<const SourceTree*()>;

  SourceTreeHandle() = default;  // unknown
  template <class Pointer>
  requires std::convertible_to<Pointer, std::shared_ptr<const SourceTree>>
  // NOLINTNEXTLINE(google-explicit-constructor): a handle stands wherever the tree did
  SourceTreeHandle(Pointer tree) : tree_(std::move(tree)) {}
  explicit SourceTreeHandle(Scan scan) : scan_(std::move(scan)) {}

  // Null where the tree is not known.
  [[nodiscard]] const SourceTree* get() const { return scan_ ? scan_() : tree_.get(); }
  [[nodiscard]] const SourceTree& operator*() const { return *get(); }
  [[nodiscard]] const SourceTree* operator->() const { return get(); }
  explicit operator bool() const { return get() != nullptr; }

 private:
  std::shared_ptr<const SourceTree> tree_;
  Scan scan_;
};

// A file of the source tree, as a checkout has it.
struct SourceFile {
  std::optional<std::string> text;  // nothing: too large, or no text
  TreePtr tree;                     // of .json, .yml and .yaml with a text: the text read
  std::optional<bool> executable;   // nothing: not known
};
using SourceFilePtr = std::shared_ptr<const SourceFile>;

[[nodiscard]] SourceFilePtr make_source_file(std::string_view path, std::optional<std::string> text,
                                             std::optional<bool> executable);

// Looks at one file without a scan, by its normal path relative to the source root. Null where
// there is no such file, or it cannot be read. Gives the same whenever it is asked by one snapshot.
using LookAt = std::function<SourceFilePtr(std::string_view path)>;

}  // namespace buildspec
