#include "lsp/server/related_buildspecs.h"

#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include "lsp/ide/batch_variables.h"

namespace buildspec::lsp {
namespace {

namespace fs = std::filesystem;

class Search {
 public:
  Search(Context& context, const TextPlace& place, const ide::Name& name, fs::path root)
      : context_(context), place_(place), name_(name), root_(std::move(root)) {}

  std::vector<RelatedBuildspec> find() && {
    constexpr std::size_t kMost = 64;
    seen_.insert(*facts().path);
    follow(*place_.snapshot, *facts().path);
    for (std::size_t i = 0; i < waiting_.size() && found_.size() < kMost; ++i) {
      const std::string path = waiting_[i];
      auto related = read(path);
      if (!related) continue;
      follow(*related->snapshot, path);
      found_.push_back(*std::move(related));
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] const ProjectFacts& facts() const { return *place_.snapshot->facts; }

  void add(const std::string& path) {
    if (seen_.insert(path).second) waiting_.push_back(path);
  }

  // To the children of a buildspec, and to those whose child it is.
  void follow(const Snapshot& snapshot, const std::string& path) {
    for (const std::string& child : ide::buildspecs_given(snapshot.buildspec, name_.text)) {
      add(child);
    }
    for (const auto& [parent, child] : pairs()) {
      if (child == path) add(parent);
    }
  }

  // Every (parent, child) of the source whose batch sets the variable.
  const std::vector<std::pair<std::string, std::string>>& pairs() {
    if (std::exchange(looked_, true)) return pairs_;
    const SourceTree* const tree = facts().source_tree.get();
    if (tree == nullptr || !facts().look_at) return pairs_;
    constexpr std::size_t kMostFiles = 64;
    for (const std::string_view file : likely_buildspecs(*tree, kMostFiles)) {
      const SourceFilePtr found = facts().look_at(file);
      if (!found || !found->tree || !found->tree->root().get("batch")) continue;
      for (std::string& child : ide::buildspecs_given(view(*found->tree), name_.text)) {
        pairs_.emplace_back(file, std::move(child));
      }
    }
    return pairs_;
  }

  // As the editor has it, else as the disk has it.
  std::optional<RelatedBuildspec> read(const std::string& path) {
    const std::string uri = uri_in_source(context_, root_, path);
    if (Document* const document = context_.documents.find(uri)) {
      return RelatedBuildspec{uri, document->version, context_.snapshot(*document)};
    }
    if (!facts().look_at) return std::nullopt;
    const SourceFilePtr file = facts().look_at(path);
    if (!file || !file->text) return std::nullopt;
    SnapshotPtr snapshot =
        analyze(uri, 0, SourceText(*file->text), context_.projects.of(uri).facts);
    return RelatedBuildspec{uri, std::nullopt, std::move(snapshot)};
  }

  Context& context_;
  const TextPlace& place_;
  const ide::Name& name_;
  fs::path root_;
  bool looked_ = false;
  std::vector<std::pair<std::string, std::string>> pairs_;
  std::set<std::string, std::less<>> seen_;
  std::vector<std::string> waiting_;
  std::vector<RelatedBuildspec> found_;
};

}  // namespace

std::vector<RelatedBuildspec> related_buildspecs(Context& context, const TextPlace& place,
                                                 const ide::Name& name) {
  if (name.kind != ide::NameKind::variable || place.snapshot->amplify) return {};
  auto root = source_folder(place.document->uri, *place.snapshot->facts);
  if (!root) return {};
  return Search(context, place, name, *std::move(root)).find();
}

}  // namespace buildspec::lsp
