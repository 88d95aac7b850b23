#include "lsp/ide/file_references.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "linter/lang/batch_children.h"
#include "linter/lang/flow.h"
#include "linter/lang/glob.h"
#include "linter/lang/invocation.h"
#include "linter/lang/named_files.h"
#include "linter/lang/script_call.h"
#include "linter/lang/source_outputs.h"
#include "linter/lang/source_path.h"

namespace buildspec::ide {
namespace {

using Part = FileReference::Part;
using commands::Invocation;
using files::Implied;
using files::Named;

std::string in_folder(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
}

// ---- In commands ----

class CommandReader {
 public:
  CommandReader(const Snapshot& snapshot, const Command& command, bool only_named)
      : text_(read_command(snapshot, command)), only_named_(only_named) {
    if (text_.script->commands.empty()) return;
    const auto directories = Flow(snapshot).directories(command.order);
    for (std::size_t i = 0; i < text_.script->commands.size() && i < directories.size(); ++i) {
      read({text_, text_.script->commands[i], directories[i], nothing_written_});
    }
  }

  std::vector<FileReference> take() && { return std::move(found_); }

 private:
  void read(const CommandStep& step) {
    const std::vector<Named> named = files::named_files(step);
    for (const Named& each : named) add(each);
    if (only_named_) return;
    const Invocation run = commands::invocation(step.command);
    if (run.words.empty()) return;
    for (const Implied& each : files::implied_files(step)) add(each, run);
    if (run.program == "make") add_targets(run, named);
  }

  [[nodiscard]] Span source(Span decoded) const { return text_.source(decoded); }

  void add(const Named& named) {
    if (named.kind == files::Kind::folder) return;
    FileReference reference;
    reference.span = source(named.span());
    reference.paths.push_back(named.path);
    for (const std::string& other : named.others) reference.paths.push_back(other);
    found_.push_back(std::move(reference));
  }

  // A file that the program looks for by itself stands behind the program's name, and what the
  // program is to do.
  void add(const Implied& implied, const Invocation& run) {
    FileReference reference;
    reference.named = false;
    reference.upward = implied.upward;
    for (const std::string_view name : implied.names) {
      reference.paths.push_back(in_folder(implied.folder, name));
    }
    // What is to be installed is listed beside its lock.
    if (run.program == "npm") reference.paths = {in_folder(implied.folder, "package.json")};
    reference.span = source(run.words.front().span);
    found_.push_back(reference);
    if (run.program == "make") {
      makefile_ = std::move(reference);
      return;
    }
    const auto call = files::script_call(run);
    if (!call) return;
    reference.span = source(call->word->inner());
    reference.part = Part::npm_script;
    reference.part_name = call->name;
    found_.push_back(std::move(reference));
  }

  void add_targets(const Invocation& run, const std::vector<Named>& named) {
    static constexpr std::array<std::string_view, 9> kWithValue{
        "-C", "--directory", "-f", "--file", "--makefile", "-I", "-o", "-W", "-j"};
    FileReference reference = std::exchange(makefile_, {});
    if (reference.paths.empty() && named.size() == 1 && named.front().kind == files::Kind::file) {
      reference.paths.push_back(named.front().path);
    }
    if (reference.paths.empty()) return;
    reference.part = Part::make_target;
    reference.named = false;
    for (const shell::Word* const word : commands::arguments(run, kWithValue)) {
      if (!word->plain() || word->text.find('=') != std::string::npos) continue;
      reference.span = source(word->inner());
      reference.part_name = word->text;
      found_.push_back(reference);
    }
  }

  CommandText text_;
  bool only_named_;
  Outputs nothing_written_;
  FileReference makefile_;
  std::vector<FileReference> found_;
};

// ---- In values ----

void add_value(Node node, std::string path, std::vector<FileReference>& found) {
  const Scalar scalar = node.scalar();
  FileReference reference;
  reference.span = scalar.source({0, static_cast<std::uint32_t>(scalar.value().size())});
  reference.paths.push_back(std::move(path));
  found.push_back(std::move(reference));
}

void add_artifacts(const Artifact& artifact, std::vector<FileReference>& found) {
  std::string base;
  if (artifact.base_directory) {
    const Scalar scalar = artifact.base_directory.scalar();
    auto normal = normal_path(scalar.value());
    if (!normal || has_wildcard(scalar.value()) || has_reference(scalar.value())) return;
    base = *std::move(normal);
  }
  for (const Node item : list_items(artifact.files)) {
    if (!item.is_scalar()) continue;
    const Scalar scalar = item.scalar();
    const std::string_view text = scalar.value();
    if (text.empty() || has_wildcard(text) || has_undocumented_metacharacter(text) ||
        has_reference(text) || text.find('\n') != std::string_view::npos) {
      continue;
    }
    auto path = join_paths(base, text);
    if (path && !path->empty()) add_value(item, *std::move(path), found);
  }
}

std::vector<FileReference> in_values(const Snapshot& snapshot) {
  std::vector<FileReference> found;
  for (ChildBuildspec& child : child_buildspecs(snapshot.buildspec)) {
    add_value(child.node, std::move(child.path), found);
  }
  for (const Artifact& artifact : snapshot.buildspec.artifacts) add_artifacts(artifact, found);
  return found;
}

// ---- Parts of files ----

Span npm_script(const SourceFile& file, std::string_view name) {
  if (!file.tree) return {};
  const Pair pair = file.tree->root().get("scripts").find(name);
  if (!pair) return {};
  const Scalar scalar = pair.key.scalar();
  return scalar.source({0, static_cast<std::uint32_t>(scalar.value().size())});
}

// The first rule for the target: "name other: …".
Span make_target(std::string_view text, std::string_view name) {
  std::size_t line = 0;
  while (line < text.size()) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::string_view rule = text.substr(line, end - line);
    const std::size_t colon = rule.find(':');
    const bool is_rule = colon != std::string_view::npos && rule.front() != '\t' &&
                         rule.substr(0, colon).find_first_of("=#") == std::string_view::npos &&
                         !rule.substr(colon).starts_with(":=");
    std::size_t at = is_rule ? rule.find_first_not_of(' ') : std::string_view::npos;
    while (at < colon && at != std::string_view::npos) {
      const std::size_t behind = std::min(rule.find_first_of(" :\t", at), colon);
      if (rule.substr(at, behind - at) == name) {
        return {static_cast<std::uint32_t>(line + at), static_cast<std::uint32_t>(line + behind)};
      }
      at = rule.find_first_not_of(" \t", behind);
    }
    line = end + 1;
  }
  return {};
}

Span part_in(const FileReference& reference, const SourceFile& file) {
  switch (reference.part) {
    case Part::npm_script: return npm_script(file, reference.part_name);
    case Part::make_target:
      return file.text ? make_target(*file.text, reference.part_name) : Span{};
    case Part::whole: break;
  }
  return {};
}

// "", then the folder of the buildspec and those above it, the outermost first.
std::vector<std::string> roots(const ProjectFacts& facts) {
  std::vector<std::string> folders{""};
  const std::string path = facts.path.value_or("");
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    folders.push_back(path.substr(0, slash + 1));
  }
  return folders;
}

// Of a file that nothing is known about the listing decides whether it is there.
SourceFilePtr seen(const ProjectFacts& facts, const std::string& path) {
  SourceFilePtr file = facts.look_at(path);
  if (!file || file->text) return file;
  const SourceTree* const tree = facts.source_tree.get();
  return tree == nullptr || !tree->complete || tree->has_file(path) ? file : nullptr;
}

// The file, or (upward) the nearest of its name above.
std::optional<std::pair<std::string, SourceFilePtr>> look_for(const ProjectFacts& facts,
                                                              std::string path, bool upward) {
  while (true) {
    if (SourceFilePtr file = seen(facts, path)) return std::pair{path, std::move(file)};
    const std::string_view folder = parent_folder(path);
    if (!upward || folder.empty()) return std::nullopt;
    path = in_folder(parent_folder(folder), file_name(path));
  }
}

}  // namespace

std::vector<FileReference> file_references(const Snapshot& snapshot, Node node) {
  std::vector<FileReference> found = in_values(snapshot);
  std::erase_if(found, [span = node.span()](const FileReference& reference) {
    return !span.contains(reference.span);
  });
  return found;
}

std::vector<FileReference> file_references(const Snapshot& snapshot, const Command& command) {
  return CommandReader(snapshot, command, false).take();
}

std::vector<FileReference> named_files(const Snapshot& snapshot) {
  constexpr std::size_t kMostCommands = 2'000;
  std::vector<FileReference> found = in_values(snapshot);
  const auto& commands = snapshot.buildspec.commands;
  for (std::size_t i = 0; i < std::min(commands.size(), kMostCommands); ++i) {
    auto more = CommandReader(snapshot, commands[i], true).take();
    std::move(more.begin(), more.end(), std::back_inserter(found));
  }
  return found;
}

std::vector<FoundFile> find_files(const ProjectFacts& facts, const FileReference& reference) {
  std::vector<FoundFile> found;
  if (!facts.look_at) return found;
  for (const std::string& root : roots(facts)) {
    for (const std::string& path : reference.paths) {
      auto there = look_for(facts, root + path, reference.upward);
      if (!there) continue;
      auto& [at, file] = *there;
      const bool known = std::any_of(found.begin(), found.end(),
                                     [&at = at](const FoundFile& each) { return each.path == at; });
      if (!known) {
        found.push_back(
            {at, SourceText(file->text.value_or(std::string())), part_in(reference, *file)});
      }
      break;
    }
  }
  return found;
}

}  // namespace buildspec::ide
