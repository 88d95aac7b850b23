#include "linter/lang/named_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "linter/lang/source_path.h"

namespace buildspec::files {
namespace {

using commands::Invocation;
using commands::is_one_of;
using shell::Word;

// Options that name a path.
struct PathOptions {
  std::string_view program;
  std::string_view action;  // the first argument; empty: any
  Kind kind;
  std::string_view options;  // separated by blanks; "x=": the path is attached
};
constexpr std::array kPathOptions{
    PathOptions{"docker", "build", Kind::file, "-f --file"},
    PathOptions{"docker", "buildx", Kind::file, "-f --file"},
    PathOptions{"docker", "compose", Kind::file, "-f --file"},
    PathOptions{"docker-compose", "", Kind::file, "-f --file"},
    PathOptions{"sam", "build", Kind::file, "-t --template --template-file --config-file"},
    PathOptions{"sam", "package", Kind::file, "-t --template --template-file --config-file"},
    PathOptions{"sam", "deploy", Kind::file, "-t --template --template-file --config-file"},
    PathOptions{"sam", "validate", Kind::file, "-t --template --template-file --config-file"},
    PathOptions{"aws", "cloudformation", Kind::file, "--template-file"},
    PathOptions{"pip", "install", Kind::file, "-r --requirement -c --constraint"},
    PathOptions{"pip3", "install", Kind::file, "-r --requirement -c --constraint"},
    PathOptions{"terraform", "", Kind::folder, "-chdir="},
    PathOptions{"terraform", "", Kind::file, "-var-file="},
    PathOptions{"kubectl", "apply", Kind::either, "-f --filename"},
    PathOptions{"kubectl", "create", Kind::either, "-f --filename"},
    PathOptions{"kubectl", "replace", Kind::either, "-f --filename"},
    PathOptions{"kubectl", "apply", Kind::folder, "-k --kustomize"},
    PathOptions{"helm", "install", Kind::file, "-f --values"},
    PathOptions{"helm", "upgrade", Kind::file, "-f --values"},
    PathOptions{"make", "", Kind::file, "-f --file --makefile"},
    PathOptions{"make", "", Kind::folder, "-C --directory"},
    PathOptions{"mvn", "", Kind::either, "-f --file"},
    PathOptions{"mvn", "", Kind::file, "-s --settings"},
    PathOptions{"gradle", "", Kind::folder, "-p --project-dir"},
    PathOptions{"npm", "", Kind::folder, "--prefix"},
    PathOptions{"yarn", "", Kind::folder, "--cwd"},
    PathOptions{"pnpm", "", Kind::folder, "-C --dir"},
};

// Interpreters whose first argument is a script. `with_value`: options that take the next word.
// `no_script`: options instead of a script.
struct Interpreter {
  std::string_view name;
  bool shell;
  std::string_view with_value;
  std::string_view no_script;
};
constexpr std::array kInterpreters{
    Interpreter{"sh", true, "-o +o -O +O --rcfile --init-file", "-s"},
    Interpreter{"bash", true, "-o +o -O +O --rcfile --init-file", "-s"},
    Interpreter{"dash", true, "-o +o", "-s"},
    Interpreter{"zsh", true, "-o +o", "-s"},
    Interpreter{"python", false, "-W -X --check-hash-based-pycs", "-m -c"},
    Interpreter{"python3", false, "-W -X --check-hash-based-pycs", "-m -c"},
    Interpreter{"node", false,
                "-r --require --import --loader --experimental-loader -C --conditions --env-file",
                "-e --eval -p --print -pe -i --interactive --test --run"},
    Interpreter{"ruby", false, "-I -r -C", "-e -S"},
    Interpreter{"perl", false, "-I", "-e -E -ne -pe -i"},
    Interpreter{"php", false, "-d -c", "-r -m -i -S"},
};

bool lists(std::string_view list, std::string_view item) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == item) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

bool is_url(std::string_view text) { return text.find("://") != std::string_view::npos; }

bool has_extension(std::string_view path) {
  return file_name(path).find('.', 1) != std::string_view::npos;
}

class Finder {
 public:
  explicit Finder(const CommandStep& step)
      : step_(step), run_(commands::invocation(step.command)) {}

  std::vector<Named> find() && {
    for (const shell::Redirection& each : step_.command.redirections) {
      if (each.kind == shell::Redirect::input) add(each.target, Kind::file);
    }
    if (!run_.words.empty()) find_in_words();
    return std::move(found_);
  }

 private:
  // Nothing for patterns, variables, other places.
  Named* add(const Word& word, Kind kind, std::size_t offset = 0) {
    const std::string_view text = std::string_view(word.text).substr(offset);
    if (word.glob || text.empty() || text == "-" || is_url(text) ||
        text.find_first_of("{}\\\n") != std::string_view::npos) {
      return nullptr;
    }
    const PathWord path = path_of(word, offset);
    if (path.glob.find('*') != std::string::npos) return nullptr;
    // What stands in front of the path's own text is one variable.
    if (!word.literal && (!path.from_root || offset != 0)) return nullptr;
    const auto resolved = resolve(step_.directory, path);
    if (!resolved || resolved->empty() || resolved->find('*') != std::string::npos) return nullptr;
    // Git's own folder is no part of the tree.
    if (*resolved == ".git" || resolved->starts_with(".git/")) return nullptr;
    const bool slash = text.back() == '/';
    found_.push_back({slash ? Kind::folder : kind, Role::data, &word, offset, *resolved, {}, {}});
    return &found_.back();
  }

  void find_in_words() {
    const Word& head = run_.words.front();
    if (head.plain() && head.text.find('/') != std::string::npos) {
      if (Named* const named = add(head, Kind::file)) named->role = Role::program;
    }
    find_options();
    const std::string_view program = run_.program;
    if (program.empty()) return;
    for (const Interpreter& each : kInterpreters) {
      if (each.name == program) return find_script(each);
    }
    if (program == "source" || program == ".") return find_sourced();
    if (program == "cd" || program == "pushd") return find_folder();
    if (program == "cp" || program == "mv") return find_copied();
    if (program == "cat") return find_arguments(0, Kind::file);
    if (program == "chmod") return find_arguments(1, Kind::either);
    if (program == "aws") return find_aws();
    if (program == "docker") return find_context();
    if (program == "dotnet") return find_dotnet();
    if (program == "ansible-playbook") return find_playbook();
  }

  void find_options() {
    const auto arguments = commands::arguments(run_);
    const std::string_view action =
        arguments.empty() ? std::string_view() : std::string_view(arguments.front()->text);
    for (const PathOptions& each : kPathOptions) {
      if (each.program != run_.program) continue;
      if (!each.action.empty() && each.action != action) continue;
      for (std::size_t i = 1; i < run_.words.size(); ++i) find_option(each, i);
    }
  }

  void find_option(const PathOptions& options, std::size_t i) {
    const Word& word = run_.words[i];
    const std::size_t equals = word.text.find('=');
    if (equals != std::string::npos && word.text.front() == '-') {
      const std::string_view name = std::string_view(word.text).substr(0, equals);
      const std::string_view with_equals = std::string_view(word.text).substr(0, equals + 1);
      const bool is_long = name.substr(0, 2) == "--" && lists(options.options, name);
      if (is_long || lists(options.options, with_equals)) add(word, options.kind, equals + 1);
    } else if (word.plain() && lists(options.options, word.text) && i + 1 < run_.words.size()) {
      add(run_.words[i + 1], options.kind);
    }
  }

  void find_script(const Interpreter& interpreter) {
    for (std::size_t i = 1; i < run_.words.size(); ++i) {
      const Word& word = run_.words[i];
      const std::string_view text = word.text;
      if (!word.plain() && text.find('/') == std::string_view::npos) return;
      if (text.size() > 1 && (text[0] == '-' || (text[0] == '+' && interpreter.shell))) {
        const bool command = interpreter.shell && text[0] == '-' && text[1] != '-' &&
                             text.find('c') != std::string_view::npos;
        if (command || lists(interpreter.no_script, text)) return;
        // `-euo pipefail`
        const bool option_name = interpreter.shell && text[1] != '-' && text.back() == 'o';
        if (option_name || lists(interpreter.with_value, text)) ++i;
        continue;
      }
      // `bash build` may mean a program of the path, `python build` a folder with a __main__.py.
      if (!has_extension(text) && text.find('/') == std::string_view::npos &&
          interpreter.name != "node") {
        return;
      }
      if (Named* const named = add(word, Kind::file)) {
        named->role = interpreter.shell ? Role::script : Role::code;
        named->interpreter = interpreter.name;
        if (!interpreter.shell) add_others(*named);
      }
      return;
    }
  }

  // Node finds app.js and app/index.js for `app`; Python runs app/__main__.py.
  static void add_others(Named& named) {
    for (const std::string_view end :
         {".js", ".json", ".mjs", ".cjs", "/index.js", "/package.json", "/__main__.py"}) {
      named.others.push_back(named.path + std::string(end));
    }
  }

  void find_sourced() {
    if (run_.words.size() < 2) return;
    const Word& word = run_.words[1];
    if (Named* const named = add(word, Kind::file)) {
      named->role = Role::script;
      named->interpreter = run_.program;
    }
  }

  void find_folder() {
    const auto arguments = commands::arguments(run_);
    if (arguments.size() == 1) add(*arguments.front(), Kind::folder);
  }

  void find_copied() {
    if (commands::has_option(run_, {"-t", "--target-directory"})) return;
    const auto arguments = commands::arguments(run_);
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i) add(*arguments[i], Kind::either);
  }

  void find_arguments(std::size_t from, Kind kind) {
    const auto arguments = commands::arguments(run_);
    for (std::size_t i = from; i < arguments.size(); ++i) add(*arguments[i], kind);
  }

  // `--template-body file://x`, and what is copied to a bucket.
  void find_aws() {
    for (const Word& word : run_.words) {
      for (const std::string_view scheme : {"file://", "fileb://"}) {
        const std::size_t at = std::string_view(word.text).rfind(scheme, 0);
        if (at == 0 && word.literal) add_behind(word, scheme.size());
      }
    }
    const auto arguments = commands::arguments(run_);
    if (arguments.size() < 4 || arguments[0]->text != "s3") return;
    const std::string_view action = arguments[1]->text;
    if (!is_one_of(action, {"cp", "sync", "mv"})) return;
    const bool upload = arguments[3]->text.rfind("s3://", 0) == 0;
    if (upload) add(*arguments[2], action == "sync" ? Kind::folder : Kind::either);
  }

  // As add(), where the text behind the offset is a path and what stands in front is none.
  void add_behind(const Word& word, std::size_t offset) {
    const std::string path = word.text.substr(offset);
    if (path.empty() || path.find_first_of("*?[{}$\\\n") != std::string::npos) return;
    const auto resolved = resolve(step_.directory, {path, false});
    if (!resolved || resolved->empty() || resolved->find('*') != std::string::npos) return;
    found_.push_back({Kind::file, Role::data, &word, offset, *resolved, {}, {}});
  }

  // The context of `docker build`.
  void find_context() {
    const Word* const context = build_context(run_);
    if (context != nullptr) add(*context, Kind::folder);
  }

  void find_dotnet() {
    for (const Word* const word : commands::arguments(run_)) {
      const std::string_view text = word->text;
      if (text.ends_with("proj") || text.ends_with(".sln")) add(*word, Kind::file);
    }
  }

  void find_playbook() {
    for (const Word* const word : commands::arguments(run_)) {
      if (word->text.ends_with(".yml") || word->text.ends_with(".yaml")) add(*word, Kind::file);
    }
  }

 public:
  // The last word of `docker build …`, where it is a folder of the source.
  static const Word* build_context(const Invocation& run) {
    const bool builds =
        run.word(1) == "build" || (run.word(1) == "buildx" && run.word(2) == "build");
    if (run.program != "docker" || !builds || run.words.size() < 3) return nullptr;
    const Word& last = run.words.back();
    const Word& before = run.words[run.words.size() - 2];
    const bool value = before.text.size() > 1 && before.text[0] == '-' &&
                       before.text.find('=') == std::string::npos &&
                       !is_one_of(before.text, {"--no-cache", "--pull", "--push", "--load", "-q",
                                                "--quiet", "--rm", "--force-rm", "--squash"});
    const std::string_view text = last.text;
    const bool path = last.plain() && text.front() != '-' &&
                      text.find(':') == std::string_view::npos &&
                      text.find('@') == std::string_view::npos;
    return path && !value ? &last : nullptr;
  }

 private:
  const CommandStep& step_;
  Invocation run_;
  std::vector<Named> found_;
};

// The folder that an option names, else the working directory; nothing where it is not known.
std::optional<std::string> folder_of(const CommandStep& step, const Invocation& run,
                                     std::initializer_list<std::string_view> options) {
  PathWord path{".", false};
  for (const commands::OptionValue& value : commands::option_values(run, options)) {
    if (!value.value->plain()) return std::nullopt;
    path.glob = value.text();
  }
  auto folder = resolve(step.directory, path);
  if (!folder || folder->find('*') != std::string::npos) return std::nullopt;
  return folder;
}

// An option that points the program elsewhere, or a word that only the build knows.
bool is_plain_run(const Invocation& run) {
  return std::all_of(run.words.begin(), run.words.end(),
                     [](const Word& word) { return word.text.find('$') == std::string::npos; });
}

std::optional<Implied> dockerfile(const CommandStep& step, const Invocation& run) {
  const Word* const context = Finder::build_context(run);
  if (context == nullptr || commands::has_option(run, {"-f", "--file"})) return std::nullopt;
  const auto folder = resolve(step.directory, path_of(*context));
  if (!folder || folder->find('*') != std::string::npos) return std::nullopt;
  return Implied{"`docker build` needs", {"Dockerfile"}, *folder, false};
}

std::optional<Implied> template_file(const CommandStep& step, const Invocation& run) {
  if (run.word(1) != "build" ||
      commands::has_option(run, {"-t", "--template", "--template-file", "--config-file"})) {
    return std::nullopt;
  }
  const auto folder = folder_of(step, run, {});
  if (!folder) return std::nullopt;
  // A configuration file may name another template.
  return Implied{"`sam build` needs",
                 {"template.yaml", "template.yml", "template.json", "samconfig.toml",
                  "samconfig.yaml", "samconfig.yml"},
                 *folder,
                 false};
}

std::optional<Implied> maven(const CommandStep& step, const Invocation& run) {
  const bool builds = std::any_of(run.words.begin() + 1, run.words.end(), [](const Word& word) {
    return is_one_of(word.text, {"compile", "test", "package", "verify", "install", "deploy"});
  });
  if (!builds || commands::has_option(run, {"-f", "--file"})) return std::nullopt;
  const auto folder = folder_of(step, run, {});
  if (!folder) return std::nullopt;
  return Implied{"`mvn` needs", {"pom.xml"}, *folder, false};
}

void npm(const CommandStep& step, const Invocation& run, std::vector<Implied>& found) {
  if (commands::has_option(run, {"-g", "--global", "--location"})) return;
  const auto folder = folder_of(step, run, {"--prefix", "-C"});
  const auto arguments = commands::arguments(
      run, std::array<std::string_view, 5>{"--prefix", "-C", "-w", "--workspace", "--registry"});
  if (!folder || arguments.empty()) return;
  const std::string_view action = arguments.front()->text;
  if (action == "ci") {
    found.push_back(
        {"`npm ci` needs", {"package-lock.json", "npm-shrinkwrap.json"}, *folder, true});
  } else if (is_one_of(action, {"run", "run-script", "test", "start"})) {
    found.push_back({"`npm` needs", {"package.json"}, *folder, true});
  }
}

std::optional<Implied> makefile(const CommandStep& step, const Invocation& run) {
  if (commands::has_option(run,
                           {"-f", "--file", "--makefile", "-v", "--version", "-h", "--help"})) {
    return std::nullopt;
  }
  const auto folder = folder_of(step, run, {"-C", "--directory"});
  if (!folder) return std::nullopt;
  return Implied{"`make` needs", {"Makefile", "makefile", "GNUmakefile"}, *folder, false};
}

}  // namespace

Span Named::span() const {
  // Quotes and escapes apart, the text stands in the word as it is.
  const Span inner = word->inner();
  if (inner.size() != word->text.size()) return word->span;
  return {inner.begin + static_cast<std::uint32_t>(offset), inner.end};
}

std::vector<Named> named_files(const CommandStep& step) { return Finder(step).find(); }

std::vector<Implied> implied_files(const CommandStep& step) {
  const Invocation run = commands::invocation(step.command);
  std::vector<Implied> found;
  const auto add = [&found](std::optional<Implied> implied) {
    if (implied) found.push_back(std::move(*implied));
  };
  if (run.program.empty() || !run.words.front().plain()) return found;
  if (run.program == "docker") add(dockerfile(step, run));
  if (!is_plain_run(run)) return found;
  if (run.program == "sam") add(template_file(step, run));
  if (run.program == "mvn") add(maven(step, run));
  if (run.program == "npm") npm(step, run, found);
  if (run.program == "make") add(makefile(step, run));
  return found;
}

}  // namespace buildspec::files
