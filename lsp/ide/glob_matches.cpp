#include "lsp/ide/glob_matches.h"

#include <algorithm>
#include <utility>

#include "linter/lang/binding.h"
#include "linter/lang/glob.h"
#include "linter/lang/source_path.h"
#include "linter/schema/buildspec_schema.h"

namespace buildspec::ide {
namespace {

// Patterns that are not of a simple form are held against at most so many files for one answer.
constexpr std::size_t kMostLooks = 1'000;

// The scalars of a list; there may be many in hostile texts.
std::vector<std::string> texts_of(Node list) {
  constexpr std::size_t kMost = 200;
  std::vector<std::string> texts;
  if (list.is_scalar()) texts.emplace_back(list.scalar().value());
  for (const Node item : list.items()) {
    if (texts.size() == kMost) break;
    if (item.is_scalar()) texts.emplace_back(item.scalar().value());
  }
  return texts;
}

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
  place.excluded = texts_of(artifact.exclude_paths);
  add_files(artifact.files, place, places);
  add_files(artifact.exclude_paths, {GlobPlace::Kind::exclude, Node(), artifact.base_directory, {}},
            places);
  add_base(artifact.base_directory, places);
}

// A scalar below a key of an artifact, report or the cache.
std::optional<GlobPlace> place_of(std::string_view key, const Site& owner, Node scalar) {
  const bool artifact =
      owner.type == &schema::artifacts_type() || owner.type == &schema::secondary_artifact_type();
  const bool report = owner.type == &schema::report_type();
  if (owner.type == &schema::cache_type() && key == "paths")
    return GlobPlace{GlobPlace::Kind::cache, scalar, Node(), {}};
  if (!artifact && !report) return std::nullopt;
  const Node base = owner.node.get("base-directory");
  if (key == "base-directory")
    return GlobPlace{GlobPlace::Kind::base_directory, scalar, Node(), {}};
  if (artifact && key == "exclude-paths")
    return GlobPlace{GlobPlace::Kind::exclude, scalar, base, {}};
  if (key != "files") return std::nullopt;
  GlobPlace place{GlobPlace::Kind::files, scalar, base, {}};
  if (artifact) place.excluded = texts_of(owner.node.get("exclude-paths"));
  return place;
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

// A pattern, ready to be asked often. Nearly all are literal, "folder/*.js" or "folder/**/*.js":
// these are decided at once, the others by match_glob().
class Pattern {
 public:
  explicit Pattern(std::string text) : text_(std::move(text)) {
    const std::size_t star = text_.find('*');
    head_ = text_.substr(0, star);
    if (star == std::string::npos) {
      form_ = Form::literal;
      return;
    }
    const std::size_t last = text_.rfind('*');
    tail_ = text_.substr(last + 1);
    const bool name = tail_.find('/') == std::string::npos;
    const bool part = head_.empty() || head_.back() == '/';
    const std::string_view stars = std::string_view(text_).substr(star, last + 1 - star);
    if (name && stars == "*") form_ = Form::names;
    if (name && part && (stars == "**/*" || (stars == "**" && tail_.empty()))) form_ = Form::below;
  }

  // What every match begins with.
  [[nodiscard]] const std::string& head() const { return head_; }

  // `looks` is what may still be spent on patterns of other forms; 0: it was not told.
  bool matches(std::string_view path, std::size_t& looks) const {
    if (form_ == Form::literal) return path == text_;
    const bool framed = path.size() >= head_.size() + tail_.size() && path.starts_with(head_) &&
                        path.ends_with(tail_);
    if (!framed || form_ == Form::below) return framed;
    if (form_ == Form::names) return path.find('/', head_.size()) == std::string_view::npos;
    if (looks == 0) return false;
    --looks;
    return match_glob(text_, path) == GlobMatch::yes;
  }

 private:
  enum class Form : std::uint8_t { literal, names, below, other };
  std::string text_;
  std::string head_;
  std::string tail_;
  Form form_ = Form::other;
};

std::string base_of(const GlobPlace& place) {
  return place.base_directory.is_scalar() ? std::string(place.base_directory.scalar().value())
                                          : std::string();
}

// Of the patterns that can be told; others leave out nothing that is known.
std::vector<Pattern> excluded_patterns(const GlobPlace& place, std::string_view base) {
  std::vector<Pattern> patterns;
  for (const std::string& text : place.excluded) {
    if (has_reference(text) || has_undocumented_metacharacter(text)) continue;
    if (auto path = from_root(base, text)) patterns.emplace_back(*std::move(path));
  }
  return patterns;
}

// The files stand in order: those with the pattern's begin stand together.
void search(const SourceTree& tree, const std::vector<Pattern>& excluded, std::size_t most,
            GlobMatches& found) {
  std::size_t looks = kMostLooks;
  const Pattern pattern(found.pattern);
  auto file = std::lower_bound(tree.files.begin(), tree.files.end(), pattern.head());
  for (; file != tree.files.end() && file->starts_with(pattern.head()); ++file) {
    if (!pattern.matches(*file, looks)) continue;
    const auto leaves_out = [&](const Pattern& one) { return one.matches(*file, looks); };
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
  const std::vector<Site> path = sites_at(snapshot, offset);
  if (path.size() < 2 || !path.back().node.is_scalar()) return std::nullopt;
  // An item of a list, or a scalar in the place of a list or by itself.
  std::size_t at = path.size() - 1;
  if (path[at].key == nullptr) --at;
  if (at == 0 || path[at].key == nullptr) return std::nullopt;
  return place_of(path[at].key->name, path[at - 1], path.back().node);
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
