#include "linter/workspace/discovery.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "linter/text/letters.h"
#include "linter/workspace/files.h"
#include "linter/workspace/ignore.h"
#include "linter/workspace/source_tree.h"
#include "linter/workspace/walk.h"

namespace buildspec {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kConfigurationName = ".buildspec-lint.yml";

// Keys that stand at the left margin, and what the one called `version` says.
struct TopKeys {
  std::vector<std::string_view> names;
  std::string_view version;

  [[nodiscard]] bool has(std::string_view name) const {
    return std::find(names.begin(), names.end(), name) != names.end();
  }
};

std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\"'") {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

void add_key(TopKeys& keys, std::string_view name, std::string_view rest) {
  keys.names.push_back(name);
  if (name != "version") return;
  rest = rest.substr(0, rest.find_first_of("#,}\n"));
  keys.version = trimmed(rest);
}

// Of `{ "version": …, "phases": { … } }`: the strings at depth 1 that a colon follows.
TopKeys json_keys(std::string_view text) {
  TopKeys keys;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c != '"') continue;
    std::size_t end = i + 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
    const std::size_t colon = text.find_first_not_of(" \t\r\n", std::min(end + 1, text.size()));
    if (depth == 1 && colon != std::string_view::npos && text[colon] == ':')
      add_key(keys, text.substr(i + 1, end - i - 1), text.substr(colon + 1));
    i = end;
  }
  return keys;
}

// The left margin is where the first key stands.
TopKeys yaml_keys(std::string_view text) {
  TopKeys keys;
  std::size_t margin = std::string_view::npos;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos || line[indent] == '#' || line[indent] == '\r') continue;
    if (line.substr(0, 3) == "---" || line[0] == '%') continue;
    if (margin == std::string_view::npos) margin = indent;
    if (indent != margin) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    add_key(keys, trimmed(line.substr(0, colon)), line.substr(colon + 1));
  }
  return keys;
}

std::string lines_of(const PathPatterns& patterns) {
  std::string lines;
  for (const std::string& pattern : patterns.patterns) lines += pattern + "\n";
  return lines;
}

bool matches(const std::vector<PathPatterns>& all, const fs::path& file) {
  return std::any_of(all.begin(), all.end(), [&file](const PathPatterns& patterns) {
    const auto relative = relative_to(patterns.base, file);
    return relative && IgnorePatterns(lines_of(patterns)).match(*relative, false) ==
                           IgnorePatterns::Verdict::ignored;
  });
}

// A pipe or device that happens to have the name: reading it might never end. What does not exist
// (a broken link) stays to be reported.
bool is_special(const fs::path& file) {
  std::error_code error;
  const fs::file_type type = fs::status(file, error).type();
  return type == fs::file_type::fifo || type == fs::file_type::socket ||
         type == fs::file_type::character || type == fs::file_type::block;
}

}  // namespace

NameVerdict judge_name(std::string_view path) {
  const std::string whole = lower(path);
  const std::size_t slash = whole.rfind('/');
  const std::string_view name = slash == std::string::npos
                                    ? std::string_view(whole)
                                    : std::string_view(whole).substr(slash + 1);
  const bool yaml = name.ends_with(".yml") || name.ends_with(".yaml");
  if (!yaml && !name.ends_with(".json")) return NameVerdict::no;
  if (name == "buildspec.yml" || name == "buildspec.yaml") return NameVerdict::yes;
  if (whole.find("buildspec") != std::string::npos || whole.find("codebuild") != std::string::npos)
    return NameVerdict::likely;
  return yaml ? NameVerdict::any : NameVerdict::no;
}

ContentVerdict judge_content(std::string_view head) {
  if (head.substr(0, 3) == "\xEF\xBB\xBF") head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return ContentVerdict::unclear;
  const TopKeys keys = head[first] == '{' ? json_keys(head) : yaml_keys(head);
  // amplify.yml (Amplify Hosting); GitHub, GitLab, Azure and CircleCI pipelines; CloudFormation;
  // the buildspec.json of OBS plugins.
  static constexpr std::array<std::string_view, 14> kForeign{
      "frontend", "backend", "applications", "appRoot",   "jobs",         "stages",   "workflows",
      "steps",    "orbs",    "Resources",    "resources", "dependencies", "services", "apiVersion"};
  const bool phases = keys.has("phases") || keys.has("batch");
  const bool known = keys.version == "0.2" || keys.version == "0.1";
  if (phases && known) return ContentVerdict::sure;
  const bool amplify = keys.has("frontend") || keys.has("backend") || keys.has("applications");
  if (amplify) return ContentVerdict::other;
  // A `resources` or `stages` beside `phases` is a mistake in a buildspec, not another product.
  if (phases) return ContentVerdict::likely;
  const bool foreign = std::any_of(kForeign.begin(), kForeign.end(),
                                   [&keys](std::string_view name) { return keys.has(name); });
  if (foreign) return ContentVerdict::other;
  return known ? ContentVerdict::likely : ContentVerdict::unclear;
}

bool is_buildspec(std::string_view path, std::string_view head) {
  const NameVerdict name = judge_name(path);
  if (name == NameVerdict::no) return false;
  if (name == NameVerdict::yes) return true;
  const ContentVerdict content = judge_content(head);
  return content == ContentVerdict::sure ||
         (content == ContentVerdict::likely && name == NameVerdict::likely);
}

bool excludes(const Exclusions& exclusions, const fs::path& file) {
  if (exclusions.patterns.empty()) return false;
  const auto relative = relative_to(exclusions.base, file);
  if (!relative) return false;
  const IgnorePatterns patterns(lines_of(exclusions));
  for (std::size_t slash = relative->find('/'); slash != std::string::npos;
       slash = relative->find('/', slash + 1)) {
    const auto verdict = patterns.match(std::string_view(*relative).substr(0, slash), true);
    if (verdict == IgnorePatterns::Verdict::ignored) return true;
  }
  return patterns.match(*relative, false) == IgnorePatterns::Verdict::ignored;
}

struct BuildspecSearch::Impl {
  Impl(fs::path where, const std::vector<Exclusions>& exclusions, std::vector<PathPatterns> more)
      : folder(std::move(where)),
        further(std::move(more)),
        walker(folder, options_for(exclusions), [this](const std::string& relative) {
          look_at(relative);
          return true;
        }) {}

  static WalkOptions options_for(const std::vector<Exclusions>& exclusions) {
    WalkOptions options;
    options.skipped_folders = {"node_modules"};
    for (const Exclusions& exclusion : exclusions) {
      options.patterns.emplace_back(exclusion.base, lines_of(exclusion));
    }
    return options;
  }

  void look_at(const std::string& relative) {
    const NameVerdict name = judge_name(relative);
    const fs::path file = folder / relative;
    if (name != NameVerdict::no && file.filename() == kConfigurationName) {
      configurations.push_back(relative);
    }
    const bool named = name == NameVerdict::yes || matches(further, file);
    if (named ? !is_special(file)
              : name != NameVerdict::no && is_buildspec(relative, read_head(file, kHeadSize)))
      files.push_back(relative);
  }

  [[nodiscard]] std::vector<fs::path> below_folder(std::vector<std::string> names) const {
    std::sort(names.begin(), names.end());
    std::vector<fs::path> paths;
    paths.reserve(names.size());
    for (const std::string& name : names) paths.push_back(folder / name);
    return paths;
  }

  fs::path folder;
  std::vector<PathPatterns> further;
  std::vector<std::string> files;  // relative to the folder, like the next
  std::vector<std::string> configurations;
  Walker walker;
};

BuildspecSearch::BuildspecSearch(fs::path folder, const std::vector<Exclusions>& exclusions,
                                 std::vector<PathPatterns> further)
    : impl_(std::make_unique<Impl>(std::move(folder), exclusions, std::move(further))) {}
BuildspecSearch::~BuildspecSearch() = default;

bool BuildspecSearch::advance(const std::function<bool()>& pause) {
  return impl_->walker.advance(pause);
}

FoundBuildspecs BuildspecSearch::found() const {
  FoundBuildspecs found;
  found.files = impl_->below_folder(impl_->files);
  found.configurations = impl_->below_folder(impl_->configurations);
  for (const WalkProblem& problem : impl_->walker.result().problems) {
    found.problems.push_back(
        {problem.relative.empty() ? impl_->folder : impl_->folder / problem.relative,
         problem.message});
  }
  return found;
}

FoundBuildspecs find_buildspecs(const fs::path& folder, const std::vector<Exclusions>& exclusions,
                                const std::vector<PathPatterns>& further) {
  BuildspecSearch search(folder, exclusions, further);
  search.advance({});
  return search.found();
}

std::optional<fs::path> nearest_configuration(const fs::path& file) {
  std::error_code error;
  fs::path folder = fs::absolute(file, error).lexically_normal();
  if (error) return std::nullopt;
  if (!fs::is_directory(folder, error)) folder = folder.parent_path();
  while (true) {
    if (fs::is_regular_file(folder / kConfigurationName, error)) return folder / kConfigurationName;
    if (fs::exists(folder / ".git", error) || folder == folder.parent_path()) return std::nullopt;
    folder = folder.parent_path();
  }
}

}  // namespace buildspec
