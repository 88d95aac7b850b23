#include "lsp/ide/glob_matches.h"

#include <algorithm>
#include <utility>

#include "linter/lang/glob.h"
#include "linter/lang/source_path.h"

namespace buildspec::ide {
namespace {

// Patterns and files are held against each other at most so often for one answer.
constexpr std::size_t kMostLooks = 5'000;

void add_files(Node list, GlobPlace place, std::vector<GlobPlace>& places) {
  for (const Node item : list_items(list)) {
    if (!item.is_scalar()) continue;
    place.node = item;
    places.push_back(place);
  }
}

void add_base(Node base, std::vector<GlobPlace>& places) {
  if (base.is_scalar()) places.push_back({GlobPlace::Kind::base_directory, base, Node(), {}});
}

void add_artifact(const Artifact& artifact, std::vector<GlobPlace>& places) {
  GlobPlace place{GlobPlace::Kind::files, Node(), artifact.base_directory, {}};
  for (const Node item : list_items(artifact.exclude_paths)) {
    if (item.is_scalar()) place.excluded.emplace_back(item.scalar().value());
  }
  add_files(artifact.files, place, places);
  add_files(artifact.exclude_paths, {GlobPlace::Kind::exclude, Node(), artifact.base_directory, {}},
            places);
  add_base(artifact.base_directory, places);
}

// The path of a pattern from the source root; nothing where it leads out of it.
std::optional<std::string> from_root(std::string_view base, std::string_view pattern) {
  for (const std::string_view text : {base, pattern}) {
    if (text.starts_with("/") || text.starts_with("~") || text.find('\n') != text.npos)
      return std::nullopt;
  }
  const auto folder = normal_path(base);
  return folder ? join_paths(*folder, pattern) : std::nullopt;
}

// Holds files of a sorted list against one pattern. The literal begin of the pattern chooses the
// part of the list, its literal end most of what is left.
class Search {
 public:
  Search(const SourceTree& tree, std::string_view pattern)
      : pattern_(pattern),
        head_(pattern.substr(0, pattern.find('*'))),
        everything_(pattern == "**" || pattern == "**/*") {
    const std::size_t star = pattern.rfind('*');
    tail_ = star == std::string_view::npos ? pattern : pattern.substr(star + 1);
    const auto begin = std::lower_bound(tree.files.begin(), tree.files.end(), head_);
    at_ = begin;
    end_ = tree.files.end();
  }

  // The next match, or null. `looks` is what may still be spent.
  const std::string* next(std::size_t& looks) {
    for (; at_ != end_ && std::string_view(*at_).starts_with(head_); ++at_) {
      if (everything_) return &*at_++;
      if (!std::string_view(*at_).ends_with(tail_)) continue;
      if (looks == 0) return nullptr;
      --looks;
      if (match_glob(pattern_, *at_) == GlobMatch::yes) return &*at_++;
    }
    return nullptr;
  }

 private:
  std::string_view pattern_;
  std::string_view head_;
  std::string_view tail_;
  bool everything_;
  std::vector<std::string>::const_iterator at_;
  std::vector<std::string>::const_iterator end_;
};

std::string base_of(const GlobPlace& place) {
  return place.base_directory.is_scalar() ? std::string(place.base_directory.scalar().value())
                                          : std::string();
}

// Of the patterns that can be told; others leave out nothing that is known.
std::vector<std::string> excluded_patterns(const GlobPlace& place, std::string_view base) {
  std::vector<std::string> patterns;
  for (const std::string& text : place.excluded) {
    if (has_reference(text) || has_undocumented_metacharacter(text)) continue;
    if (auto path = from_root(base, text)) patterns.push_back(*std::move(path));
  }
  return patterns;
}

void search(const SourceTree& tree, const std::vector<std::string>& excluded, std::size_t most,
            GlobMatches& found) {
  std::size_t looks = kMostLooks;
  Search files(tree, found.pattern);
  while (const std::string* const file = files.next(looks)) {
    const auto leaves_out = [&](const std::string& pattern) {
      if (looks > 0) --looks;
      return looks > 0 && match_glob(pattern, *file) == GlobMatch::yes;
    };
    if (std::any_of(excluded.begin(), excluded.end(), leaves_out)) {
      ++found.left_out;
      continue;
    }
    ++found.count;
    if (found.files.size() < most) found.files.push_back(*file);
  }
  found.all = looks > 0 && tree.complete;
}

}  // namespace

std::vector<GlobPlace> glob_places(const Buildspec& buildspec) {
  std::vector<GlobPlace> places;
  for (const Artifact& artifact : buildspec.artifacts) add_artifact(artifact, places);
  for (const Report& report : buildspec.reports) {
    add_files(report.files, {GlobPlace::Kind::files, Node(), report.base_directory, {}}, places);
    add_base(report.base_directory, places);
  }
  add_files(buildspec.cache.paths, {GlobPlace::Kind::cache, Node(), Node(), {}}, places);
  return places;
}

std::optional<GlobPlace> glob_place_at(const Snapshot& snapshot, std::uint32_t offset) {
  for (GlobPlace& place : glob_places(snapshot.buildspec)) {
    if (place.node.span().touches(offset)) return std::move(place);
  }
  return std::nullopt;
}

GlobMatches match_in_source(const ProjectFacts& facts, const GlobPlace& place, std::size_t most) {
  GlobMatches found;
  const Scalar scalar = place.node.scalar();
  const std::string_view text = scalar.value();
  const std::string base = base_of(place);
  if (has_reference(text) || has_reference(base)) {
    found.state = GlobMatches::State::variable;
    return found;
  }
  const auto path = from_root(base, text);
  if (!path) {
    found.state = GlobMatches::State::outside;
    return found;
  }
  found.pattern = *path;
  if (has_undocumented_metacharacter(text) || has_undocumented_metacharacter(base)) {
    found.state = GlobMatches::State::undocumented;
    return found;
  }
  const SourceTree* const tree = facts.source_tree.get();
  if (tree == nullptr) {
    found.state = GlobMatches::State::no_tree;
    return found;
  }
  found.folder = !has_wildcard(found.pattern) && tree->has_directory(found.pattern);
  if (place.kind == GlobPlace::Kind::base_directory) {
    found.pattern += found.pattern.empty() ? "**/*" : "/**/*";
  }
  search(*tree, excluded_patterns(place, base), most, found);
  return found;
}

}  // namespace buildspec::ide
