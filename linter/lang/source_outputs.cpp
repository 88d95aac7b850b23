#include "linter/lang/source_outputs.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "linter/lang/glob.h"
#include "linter/lang/source_path.h"
#include "linter/lang/source_programs.h"

namespace buildspec {
namespace {

using shell::Word;

// A file with more commands is generated; parsing them all would cost milliseconds.
constexpr std::size_t kMostCommands = 500;

bool is_readable(const CommandText& text) {
  const bool posix = text.dialect == shell::Dialect::posix || text.dialect == shell::Dialect::bash;
  return posix && !text.script->broken;
}

// Where and after what a command runs.
class Tracer {
 public:
  using Visit = std::function<void(const CommandStep&)>;

  Tracer(const Snapshot& snapshot, const Visit* visit)
      : snapshot_(snapshot), visit_(visit), flow_(snapshot) {}

  Outputs trace() && {
    const Buildspec& buildspec = snapshot_.buildspec;
    if (buildspec.commands.size() > kMostCommands) {
      lose_track();
      return std::move(outputs_);
    }
    for (const buildspec::Command& command : buildspec.commands) {
      if (visit_ == nullptr && outputs_.knowledge == Knowledge::partial) break;
      run_all(read_command(snapshot_, command));
    }
    return std::move(outputs_);
  }

 private:
  void run_all(const CommandText& text) {
    if (!is_readable(text)) return lose_track();
    const std::vector<Directory> directories = flow_.directories(text.command.order);
    for (std::size_t i = 0; i < text.script->commands.size(); ++i) {
      place_ = i < directories.size() ? directories[i] : Directory{Directory::State::unknown, ""};
      const shell::Command& each = text.script->commands[i];
      if (visit_ != nullptr) (*visit_)({text, each, place_, outputs_});
      run(each);
    }
  }

  void lose_track() { outputs_.knowledge = Knowledge::partial; }
  void weaken() { outputs_.knowledge = std::max(outputs_.knowledge, Knowledge::typical); }

  void add_file(const PathWord& path) {
    if (const auto resolved = resolve(place_, path)) outputs_.files.push_back(*resolved);
  }
  // Anything below a folder, and the folder itself.
  void add_folder(const PathWord& path) {
    const auto resolved = resolve(place_, path);
    if (!resolved) return;
    outputs_.files.push_back(resolved->empty() ? "**" : *resolved + "/**");
  }
  void add_either(const PathWord& path) {
    add_file(path);
    add_folder(path);
  }

  void run(const shell::Command& command) {
    for (const shell::Redirection& redirection : command.redirections)
      if (redirection.kind == shell::Redirect::output ||
          redirection.kind == shell::Redirect::append)
        add_file(path_of(redirection.target));
    const std::size_t first = program_word(command);
    if (first >= command.words.size()) return;
    const Word& head = command.words[first];
    if (!head.literal) return lose_track();
    std::vector<const Word*> words;
    for (std::size_t i = first + 1; i < command.words.size(); ++i)
      words.push_back(&command.words[i]);
    const std::string_view name = head.text;
    const bool by_path = name.find('/') != std::string_view::npos &&
                         !name.starts_with("/usr/bin/") && !name.starts_with("/bin/") &&
                         !name.ends_with("/mvnw") && !name.ends_with("/gradlew");
    if (by_path) return lose_track();
    program(file_name(name), words);
  }

  void program(std::string_view name, std::vector<const Word*> words) {
    if (words.size() == 1 && (words[0]->text == "--version" || words[0]->text == "-v" ||
                              words[0]->text == "-V" || words[0]->text == "version"))
      return;
    if (name == "cd" || name == "pushd" || name == "popd") return;
    if (name == "mkdir") return make_folders(words);
    if (name == "touch" || name == "tee" || name == "truncate") return each_operand(words);
    if (name == "cp" || name == "mv" || name == "ln" || name == "rsync" || name == "install")
      return copy(words);
    if (name == "zip") return zip(words);
    if (name == "tar") return tar(words);
    if (name == "unzip") return unpack(words, "-d");
    if (name == "curl") return download(words, "-o", "--output", "-O", "--remote-name");
    if (name == "wget") return download(words, "-O", "--output-document", "", "");
    if (name == "git" && !words.empty() && words[0]->text == "clone") return clone(words);
    if (name == "docker" && !words.empty() && words[0]->text == "run") return docker_run(words);
    if (name == "aws") return aws(words);
    if (name == "pip3") name = "pip";
    if (name.starts_with("python") && words.size() > 1 && words[0]->text == "-m") {
      const std::string_view module = words[1]->text;
      if (module == "venv" && words.size() > 2) return add_folder(path_of(*words.back()));
      if (module != "pip" && module != "pytest" && module != "coverage" && module != "flake8")
        return lose_track();
      name = module;
      words.erase(words.begin(), words.begin() + 2);
    }
    known_program(name, words);
  }

  void known_program(std::string_view name, const std::vector<const Word*>& words) {
    std::string_view action;
    for (const Word* const word : words) {
      if (word->text.starts_with("-") || word->text.starts_with("+")) continue;
      action = word->literal ? std::string_view(word->text) : "?";
      break;
    }
    const Program* const program = find_program(name, action);
    if (program == nullptr) return lose_track();
    if (name == "pip" && action == "install" && installs_project(words)) weaken();
    if (name == "kubectl" && action == "cp") return lose_track();
    if ((name == "npm" || name == "yarn" || name == "pnpm") && has_word(words, "-g", "--global"))
      return;
    if (program->typical) weaken();
    for_each_item(program->outputs, [this](std::string_view glob) {
      add_file({std::string(glob), false});
    });
    for_each_item(program->options, [&](std::string_view option) { option_value(words, option); });
  }

  template <class Function>
  static void for_each_item(std::string_view list, Function&& function) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(' '), list.size());
      function(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }

  static bool has_word(const std::vector<const Word*>& words, std::string_view a,
                       std::string_view b) {
    return std::any_of(words.begin(), words.end(),
                       [&](const Word* word) { return word->text == a || word->text == b; });
  }

  // pip install . builds in the source tree.
  static bool installs_project(const std::vector<const Word*>& words) {
    return std::any_of(words.begin(), words.end(), [](const Word* word) {
      return word->text.starts_with(".") || word->text == "-e" || word->text == "--editable";
    });
  }

  // `-o x`, `-o=x`, `--output=x`; short ones also `-ox`. A "/" behind the option marks folders.
  void option_value(const std::vector<const Word*>& words, std::string_view option) {
    const bool folder = option.ends_with("/");
    if (folder) option.remove_suffix(1);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view text = words[i]->text;
      std::optional<PathWord> path;
      if (text == option) {
        if (i + 1 < words.size()) path = path_of(*words[i + 1]);
      } else if (text.starts_with(option) && text.size() > option.size() &&
                 text[option.size()] == '=') {
        path = path_of(*words[i], option.size() + 1);
      } else if (option.size() == 2 && text.starts_with(option) && text[1] != '-') {
        path = path_of(*words[i], 2);
      }
      if (!path) continue;
      folder ? add_folder(*path) : add_file(*path);
    }
  }

  void make_folders(const std::vector<const Word*>& words) {
    for (const Word* const word : words) {
      if (word->text.starts_with("-")) continue;
      if (const auto path = resolve(place_, path_of(*word))) outputs_.folders.push_back(*path);
    }
  }

  void each_operand(const std::vector<const Word*>& words) {
    for (const Word* const word : words)
      if (!word->text.starts_with("-")) add_file(path_of(*word));
  }

  // cp, mv …: the last operand is the file, or the folder that gets the others.
  void copy(const std::vector<const Word*>& words) {
    std::vector<const Word*> operands;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view text = words[i]->text;
      if (text == "-t" || text == "--target-directory") {
        if (i + 1 < words.size()) add_folder(path_of(*words[i + 1]));
        return;
      }
      if (!text.starts_with("-")) operands.push_back(words[i]);
    }
    if (operands.size() < 2) return;
    const PathWord target = path_of(*operands.back());
    const auto resolved = resolve(place_, target);
    if (!resolved) return;
    const bool root = resolved->empty() || target.glob.ends_with(".");
    if (!root) return add_either(target);
    // Into the working directory: by their own names, unless it is the content of a folder.
    for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
      const std::string_view source = operands[i]->text;
      if (operands[i]->glob || !operands[i]->literal || source.ends_with("/") ||
          source.ends_with("."))
        return add_folder(target);
      add_either({target.glob + "/" + std::string(file_name(source)), target.from_root});
    }
  }

  void zip(const std::vector<const Word*>& words) {
    for (const Word* const word : words) {
      if (word->text.starts_with("-")) continue;
      PathWord path = path_of(*word);
      if (file_name(path.glob).find('.') == std::string_view::npos) path.glob += ".zip";
      return add_file(path);
    }
  }

  void tar(const std::vector<const Word*>& words) {
    if (words.empty()) return;
    std::string_view mode = words[0]->text;
    bool creates = false;
    bool extracts = false;
    const Word* archive = nullptr;
    if (!mode.starts_with("--")) {
      if (mode.starts_with("-")) mode.remove_prefix(1);
      creates = mode.find_first_of("cru") != std::string_view::npos;
      extracts = mode.find('x') != std::string_view::npos;
      if (mode.find('f') != std::string_view::npos && words.size() > 1) archive = words[1];
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view text = words[i]->text;
      if (text == "--create" || text == "-c") creates = true;
      if (text == "--extract" || text == "-x") extracts = true;
      if ((text == "-f" || text == "--file") && i + 1 < words.size()) archive = words[i + 1];
      if (text.starts_with("--file=") && creates) add_file(path_of(*words[i], 7));
    }
    if (creates && archive != nullptr) add_file(path_of(*archive));
    if (extracts) unpack(words, "-C");
  }

  // Into the folder behind an option, else into the working directory.
  void unpack(const std::vector<const Word*>& words, std::string_view option) {
    if (has_word(words, "-l", "-t")) return;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
      if (words[i]->text == option) return add_folder(path_of(*words[i + 1]));
    add_folder({".", false});
  }

  void download(const std::vector<const Word*>& words, std::string_view short_option,
                std::string_view long_option, std::string_view by_name,
                std::string_view by_name_long) {
    option_value(words, short_option);
    option_value(words, long_option);
    // Short options in one word: the last may take the next word, as in `curl -sSLo file`.
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      const std::string_view text = words[i]->text;
      if (text.size() > 2 && text[0] == '-' && text[1] != '-' && text.back() == short_option[1])
        add_file(path_of(*words[i + 1]));
    }
    bool names = by_name.empty() && !has_word(words, short_option, long_option);
    for (const Word* const word : words) {
      const std::string_view text = word->text;
      if (by_name.empty()) {
        if (text == "-P") return add_folder({".", false});
      } else if (text == by_name_long || (text.starts_with("-") && !text.starts_with("--") &&
                                          text.find('O') != std::string_view::npos)) {
        names = true;
      }
    }
    if (!names) return;
    for (const Word* const word : words) {
      if (word->text.starts_with("-")) continue;
      std::string path = path_of(*word).glob;
      path.resize(std::min(path.find_first_of("?#"), path.size()));
      add_file({std::string(file_name(path)), false});
    }
  }

  void clone(const std::vector<const Word*>& words) {
    const Word& last = *words.back();
    std::string_view name = last.text;
    const bool url = name.find(':') != std::string_view::npos || !last.literal;
    if (!url) return add_folder(path_of(last));
    if (name.ends_with(".git")) name.remove_suffix(4);
    if (!last.literal) return add_folder({"**", false});
    add_folder({std::string(file_name(name)), false});
  }

  void docker_run(const std::vector<const Word*>& words) {
    for (const Word* const word : words)
      if (word->text.starts_with("-v") || word->text.starts_with("--volume") ||
          word->text.starts_with("--mount") || word->text.starts_with("--cidfile"))
        lose_track();
  }

  static bool takes_value(std::string_view option) {
    return option.starts_with("--") && option != "--recursive" && option != "--quiet" &&
           option != "--delete" && option != "--no-progress" && option != "--only-show-errors" &&
           option.find('=') == std::string_view::npos;
  }

  // aws s3 cp s3://… FILE, aws s3api get-object … FILE: operands outside of buckets. The first one
  // of a copy is only read.
  void aws(const std::vector<const Word*>& words) {
    const bool copies = words.size() > 1 && words[0]->text == "s3";
    std::size_t operands = 0;
    for (std::size_t i = 2; i < words.size(); ++i) {
      const std::string_view text = words[i]->text;
      if (text.starts_with("-") || takes_value(words[i - 1]->text)) continue;
      const bool read = ++operands == 1 && copies;
      if (read || text.starts_with("s3://")) continue;
      copies ? add_either(path_of(*words[i])) : add_file(path_of(*words[i]));
    }
    option_value(words, "--output-template-file");
    option_value(words, "--output-template");
    option_value(words, "--outfile");
  }

  const Snapshot& snapshot_;
  const Visit* visit_;  // null: only the outputs count
  Flow flow_;
  Directory place_;  // of the command at hand
  Outputs outputs_;
};

bool any_overlaps(const std::vector<std::string>& globs, const std::string& with) {
  return std::any_of(globs.begin(), globs.end(),
                     [&with](const std::string& each) { return globs_overlap(each, with); });
}

}  // namespace

bool Outputs::may_hold(const std::string& glob) const {
  // The name of a folder stands for its content here; artifact-glob judges that form.
  return any_overlaps(files, glob) || (!has_wildcard(glob) && any_overlaps(files, glob + "/**"));
}

bool Outputs::may_hold_file(const std::string& path) const { return any_overlaps(files, path); }

bool Outputs::may_hold_folder(const std::string& folder) const {
  return may_hold(folder + "/**") || any_overlaps(folders, folder) ||
         any_overlaps(folders, folder + "/**");
}

Outputs outputs_of(const Snapshot& snapshot) { return Tracer(snapshot, nullptr).trace(); }

void walk_commands(const Snapshot& snapshot, const std::function<void(const CommandStep&)>& visit) {
  (void)Tracer(snapshot, &visit).trace();
}

void walk_places(const Snapshot& snapshot, std::initializer_list<std::string_view> words,
                 const std::function<void(const CommandStep&)>& visit) {
  const auto& commands = snapshot.buildspec.commands;
  if (commands.size() > kMostCommands) return;
  const Flow flow(snapshot);
  const Outputs nothing;
  for (const buildspec::Command& command : commands) {
    const std::string_view source = command.node.source();
    const bool wanted = std::any_of(words.begin(), words.end(), [source](std::string_view word) {
      return source.find(word) != std::string_view::npos;
    });
    if (!wanted) continue;
    const CommandText text = read_command(snapshot, command);
    if (!is_readable(text)) continue;
    const std::vector<Directory> directories = flow.directories(command.order);
    const std::size_t count = std::min(directories.size(), text.script->commands.size());
    for (std::size_t i = 0; i < count; ++i) {
      visit({text, text.script->commands[i], directories[i], nothing});
    }
  }
}

}  // namespace buildspec
