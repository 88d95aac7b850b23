// Files, folders and globs of the source tree: in fields of the buildspec, and in commands.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "linter/lang/flow.h"
#include "linter/lang/glob.h"
#include "linter/lang/source_path.h"
#include "linter/lang/source_words.h"
#include "linter/text/letters.h"
#include "lsp/ide/command_at.h"
#include "lsp/ide/completion_site.h"
#include "lsp/ide/folder_entries.h"

namespace buildspec::ide {
namespace {

using schema::Format;

bool is_buildspec_file(std::string_view name) {
  return name.ends_with(".yml") || name.ends_with(".yaml") || name.ends_with(".json");
}

// "app/we" is "app/" and "we".
struct TypedPath {
  std::string_view folder;  // with its slash; empty where there is none
  std::string_view name;
};
TypedPath split(std::string_view typed) {
  const std::size_t slash = typed.rfind('/');
  if (slash == std::string_view::npos) return {{}, typed};
  return {typed.substr(0, slash + 1), typed.substr(slash + 1)};
}

CompletionItem path_item(const FolderEntry& entry, std::string_view folder) {
  CompletionItem item;
  item.kind = entry.folder ? CompletionKind::folder : CompletionKind::file;
  item.label = entry.name;
  item.description = folder.empty() ? std::string() : std::string(folder);
  if (entry.folder) item.commit = "/";
  return item;
}

// ---- Fields ----

class FieldPaths {
 public:
  FieldPaths(const CompletionSite& site, const schema::Type& type, Completion& completion)
      : site_(site), type_(type), completion_(completion) {}

  void offer() {
    const Place& place = site_.place;
    std::string_view typed =
        site_.bytes({place.replace.begin, std::max(place.replace.begin, site_.offset)});
    if (place.quote != '\0' && !typed.empty()) typed.remove_prefix(1);
    if (has_reference(typed)) return;
    const std::optional<std::string> base = base_folder();
    const TypedPath path = split(typed);
    const bool glob = type_.format == Format::glob;
    if (glob && site_.target.name != "exclude-paths") offer_globs(path);
    if (!base || has_wildcard(path.folder) || path.folder.starts_with('/')) return;
    const std::optional<std::string> folder = join_paths(*base, path.folder);
    const SourceTree* const tree = site_.facts.source_tree.get();
    if (!folder || tree == nullptr) return;
    // A client matches in its own way: all of the folder, unless that is too much.
    FolderEntries found = folder_entries(*tree, *folder, {}, kMostCompletions);
    if (!found.complete) {
      found = folder_entries(*tree, *folder, path.name, kMostCompletions);
      completion_.incomplete = true;
    }
    for (const bool folders : {true, false}) {
      for (const FolderEntry& entry : found.entries) {
        if (entry.folder == folders && fits(entry))
          add(path_item(entry, *folder), path, entry.name);
      }
    }
    if (glob && site_.target.name == "exclude-paths") offer_globs(path);
  }

 private:
  [[nodiscard]] bool fits(const FolderEntry& entry) const {
    if (site_.target.name == "base-directory") return entry.folder;
    if (site_.target.name == "buildspec") return entry.folder || is_buildspec_file(entry.name);
    return true;
  }

  // The folder that paths here are relative to; nothing where that is known at build time only.
  [[nodiscard]] std::optional<std::string> base_folder() const {
    const std::string_view name = site_.target.name;
    if (name != "files" && name != "exclude-paths") return std::string();
    Node owner = site_.snapshot.buildspec.root;
    for (const Step& step : site_.place.path) {
      if (step.item || step.name == name) break;
      owner = owner.get(step.name);
    }
    const Node base = owner.get("base-directory");
    if (!base.is_scalar()) return std::string();
    const Scalar scalar = base.scalar();
    if (has_reference(scalar.value()) || has_wildcard(scalar.value())) return std::nullopt;
    return normal_path(scalar.value());
  }

  void offer_globs(const TypedPath& path) {
    if (has_wildcard(path.folder)) return;
    for (const auto& [pattern, detail] :
         {std::pair("**/*", "everything below"), std::pair("*", "the files directly here")}) {
      CompletionItem item;
      item.kind = CompletionKind::value;
      item.label = std::string(path.folder) + pattern;
      item.detail = detail;
      item.description = detail;
      add(std::move(item), path, pattern);
    }
  }

  void add(CompletionItem item, const TypedPath& path, std::string_view name) {
    const std::string text = std::string(path.folder) + std::string(name);
    item.insert = written_value(site_.place, text, /*as_text=*/true);
    item.filter = filter_of(site_.place, text);
    // The closing quote would stand in front of the slash.
    if (item.insert != text) item.commit = {};
    add_item(site_, std::move(item), completion_);
  }

  const CompletionSite& site_;
  const schema::Type& type_;
  Completion& completion_;
};

// ---- Commands ----

// Programs whose arguments are files of the source, by practice. Without a slash in a word nothing
// else says that it is a path.
constexpr std::array<std::string_view, 24> kFilePrograms{
    ".",    "source", "bash", "sh",   "python",   "python3",   "node", "ruby",
    "cat",  "cp",     "mv",   "rm",   "chmod",    "ls",        "tar",  "head",
    "tail", "diff",   "less", "file", "dos2unix", "sha256sum", "pwsh", "perl"};
constexpr std::array<std::string_view, 3> kFolderPrograms{"cd", "pushd", "rmdir"};
// Options in front of a file.
constexpr std::array<std::string_view, 8> kFileOptions{
    "-f",         "--file",        "-r",        "--requirement", "--template-file",
    "--template", "--config-file", "--env-file"};

template <std::size_t size>
bool holds(const std::array<std::string_view, size>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// No quoting is needed in a shell.
bool is_safe(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("._-+@,%/").find(c) != std::string_view::npos;
  });
}

class CommandPaths {
 public:
  CommandPaths(const CompletionSite& site, const CommandAt& at, Completion& completion)
      : site_(site), at_(at), completion_(completion) {}

  void offer() {
    const shell::Script& script = *at_.text.script;
    for (std::uint32_t c = 0; c < script.commands.size(); ++c) {
      const shell::Command& command = script.commands[c];
      for (std::size_t w = 0; w < command.words.size(); ++w) {
        if (command.words[w].span.touches(at_.decoded)) return offer_word(c, w);
      }
      for (const shell::Redirection& redirection : command.redirections) {
        if (!redirection.target.span.touches(at_.decoded)) continue;
        const bool file = redirection.kind == shell::Redirect::input ||
                          redirection.kind == shell::Redirect::output ||
                          redirection.kind == shell::Redirect::append;
        if (file) offer_path(c, redirection.target, redirection.kind == shell::Redirect::input);
        return;
      }
    }
  }

 private:
  void offer_word(std::uint32_t c, std::size_t w) {
    const shell::Command& command = at_.text.script->commands[c];
    const std::size_t program = program_word(command);
    const bool may_be_plain = w > program && takes_file(command, program, w);
    offer_path(c, command.words[w], may_be_plain, folders_only(command, program));
  }

  [[nodiscard]] static bool folders_only(const shell::Command& command, std::size_t program) {
    return holds(kFolderPrograms, command.word(program));
  }

  [[nodiscard]] static bool takes_file(const shell::Command& command, std::size_t program,
                                       std::size_t w) {
    const std::string_view name = command.word(program);
    if (command.word(w).starts_with('-')) return false;
    return holds(kFilePrograms, name) || holds(kFolderPrograms, name) ||
           holds(kFileOptions, command.word(w - 1));
  }

  // `plain`: a word without a slash may be a path as well.
  void offer_path(std::uint32_t c, const shell::Word& word, bool plain, bool folders = false) {
    Span inner = word.inner();
    if (!inner.touches(at_.decoded)) return;
    const std::string_view whole = at_.text.text();
    std::string_view typed = whole.substr(inner.begin, at_.decoded - inner.begin);
    Directory directory = Flow(site_.snapshot).directories(at_.index)[c];
    const auto skip = [&](std::size_t bytes) {
      inner.begin += static_cast<std::uint32_t>(bytes);
      typed.remove_prefix(bytes);
    };
    if (const std::size_t equals = typed.find('='); equals != std::string_view::npos) {
      skip(equals + 1);
    }
    for (const std::string_view scheme : {"file://", "fileb://"}) {
      if (!typed.starts_with(scheme)) continue;
      skip(scheme.size());
      plain = true;
    }
    for (const std::string_view root : {"$CODEBUILD_SRC_DIR/", "${CODEBUILD_SRC_DIR}/"}) {
      if (!typed.starts_with(root)) continue;
      skip(root.size());
      directory = {};
      plain = true;
    }
    const bool is_path = plain ? !typed.empty() || inner.begin > word.inner().begin
                               : typed.find('/') != std::string_view::npos;
    const bool elsewhere = typed.starts_with('/') || typed.starts_with('~') ||
                           typed.find(':') != std::string_view::npos;
    if (!is_path || elsewhere || typed.find_first_of("$`*?[{<>|;&\\'\" ") != typed.npos) return;
    offer_entries(inner, typed, directory, folders);
  }

  void offer_entries(Span word, std::string_view typed, const Directory& directory, bool folders) {
    const std::string_view whole = at_.text.text();
    const Span replace = at_.text.source(word);
    // Only where the text stands in the source as the shell sees it.
    if (!replace.touches(site_.offset) ||
        site_.bytes(replace) != whole.substr(word.begin, word.size())) {
      return;
    }
    const SourceTree* const tree = site_.facts.source_tree.get();
    if (tree == nullptr || directory.state != Directory::State::known) return;
    const TypedPath path = split(typed);
    const std::optional<std::string> folder = join_paths(directory.path, path.folder);
    if (!folder) return;
    const FolderEntries found = folder_entries(*tree, *folder, path.name, kMostCompletions);
    completion_.replace = replace;
    completion_.incomplete = !found.complete;
    for (const FolderEntry& entry : found.entries) {
      if ((folders && !entry.folder) || !is_safe(entry.name)) continue;
      CompletionItem item = path_item(entry, *folder);
      item.insert = std::string(path.folder) + entry.name;
      item.filter = item.insert;
      item.commit = {};  // whoever types shell is not disturbed
      completion_.items.push_back(std::move(item));
    }
  }

  const CompletionSite& site_;
  const CommandAt& at_;
  Completion& completion_;
};

}  // namespace

void offer_paths(const CompletionSite& site, Completion& completion) {
  const schema::Type* const type = site.scalar_type();
  if (type == nullptr || (type->format != Format::path && type->format != Format::glob)) return;
  // In a list's place nothing is offered before something is typed: a list is what belongs there.
  const bool for_list = site.target.type->form == schema::Form::sequence && !site.in_list &&
                        !site.place.flow && site.place.kind == PlaceKind::value;
  if (for_list && site.place.replace.empty()) return;
  FieldPaths(site, *type, completion).offer();
}

void offer_command_paths(const CompletionSite& site, Completion& completion) {
  const std::optional<CommandAt> at = command_at(site.snapshot, site.offset);
  if (at) CommandPaths(site, *at, completion).offer();
}

}  // namespace buildspec::ide
