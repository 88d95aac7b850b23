#include "linter/buildlog/annotate.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "linter/buildlog/build_log.h"
#include "linter/buildlog/command_finder.h"
#include "linter/buildlog/places.h"
#include "linter/lint/wording.h"

namespace buildspec {
namespace {

// The user's text begins at this line of the script that runs it.
constexpr std::uint32_t kFirstScriptLine = 4;
// The words of a failure stand near its end.
constexpr std::size_t kMostOutputLines = 200;
// A remark for each of thousands of lines would be a log of its own.
constexpr std::size_t kMostAnnotations = 200;

// "…/script.sh: line 4: words" of bash, "…/script.sh: 4: words" of dash.
struct ShellLine {
  std::uint32_t script_line = 0;
  std::string words;
  std::uint32_t log_line = 0;
};

std::optional<ShellLine> shell_line(const LogLine& line) {
  constexpr std::string_view kScript = "script.sh: ";
  std::string_view text = line.text;
  const std::size_t at = text.find(kScript);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + kScript.size());
  for (const std::string_view label : {"eval: ", "line "}) {
    if (text.starts_with(label)) text.remove_prefix(label.size());
  }
  ShellLine made;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), made.script_line);
  if (error != std::errc() || made.script_line < kFirstScriptLine) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.starts_with(": ")) return std::nullopt;
  made.words = text.substr(2);
  made.log_line = line.number;
  return made;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

// Where a word stands in a line as a word of its own.
std::optional<std::size_t> find_word(std::string_view line, std::string_view word) {
  if (word.empty()) return std::nullopt;
  for (std::size_t at = line.find(word); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_name_character(line[at - 1]);
    if (begins && (end == line.size() || !is_name_character(line[end]))) return at;
  }
  return std::nullopt;
}

// The n-th line (from 0) of a decoded text, the last one where there are fewer; without blanks.
Span decoded_line(std::string_view text, std::uint32_t n) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  std::size_t begin = 0;
  for (; n > 0; --n) {
    const std::size_t newline = text.find('\n', begin);
    if (newline == std::string_view::npos) break;
    begin = newline + 1;
  }
  std::size_t end = std::min(text.find('\n', begin), text.size());
  while (begin < end && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// The bytes of the buildspec that a message of the shell speaks of.
Span place_in(const Command& command, const ShellLine& message) {
  const Scalar scalar = command.node.scalar();
  const std::string_view text = scalar.value();
  Span line = decoded_line(text, message.script_line - kFirstScriptLine);
  const std::string_view written = text.substr(line.begin, line.size());
  const std::string_view words = message.words;
  std::string_view name = words.substr(0, words.find(": "));
  if (name == "cd") name = {};
  if (const auto at = find_word(written, name)) {
    line.begin += static_cast<std::uint32_t>(*at);
    line.end = line.begin + static_cast<std::uint32_t>(name.size());
  }
  if (line.empty()) return command.node.span();
  return scalar.source(line);
}

// The shell says by itself that something failed.
bool is_failure(const ShellLine& message) {
  for (const std::string_view words :
       {"not found", "Permission denied", "No such file or directory", "can't cd to", "yntax error",
        "Illegal option", "unbound variable", "parameter not set"}) {
    if (message.words.find(words) != std::string::npos) return true;
  }
  return false;
}

bool explains(const ShellLine& message, int status) {
  const bool missing = message.words.find("not found") != std::string::npos;
  const bool forbidden = message.words.find("Permission denied") != std::string::npos;
  if (status == 127) return missing;
  return status == 126 ? forbidden : !missing && !forbidden;
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

class Annotator {
 public:
  Annotator(const Snapshot& snapshot, std::string_view log)
      : snapshot_(snapshot), log_(read_build_log(log)), finder_(snapshot) {}

  Annotations run() && {
    made_.is_build_log = log_.from_service;
    for (const CommandRun& run : log_.commands) command(run);
    for (const LoggedFailure& failure : log_.failures) {
      if (!failure.of_command) phase_failure(failure);
    }
    for (const ServiceLine& line : log_.remarks) remark(line);
    if (!log_.from_service) loose_lines();
    std::stable_sort(
        made_.list.begin(), made_.list.end(),
        [](const Annotation& a, const Annotation& b) { return a.log_line < b.log_line; });
    name_followers();
    return std::move(made_);
  }

 private:
  void add(Annotation annotation) {
    if (made_.list.size() < kMostAnnotations) made_.list.push_back(std::move(annotation));
  }

  void command(const CommandRun& run) {
    const auto found = finder_.find(run);
    std::vector<LogLine> output = run.output;
    if (found) {
      const auto own = std::min(found->lines_in_output, output.size());
      output.erase(output.begin(), output.begin() + static_cast<std::ptrdiff_t>(own));
    }
    if (output.size() > kMostOutputLines) {
      output.erase(output.begin(), output.end() - static_cast<std::ptrdiff_t>(kMostOutputLines));
    }
    std::vector<ShellLine> shell;
    for (const LogLine& line : output) {
      if (auto message = shell_line(line)) shell.push_back(std::move(*message));
    }
    if (run.status) {
      failed_command(run, found, output, shell);
    } else if (found) {
      for (const ShellLine& message : shell) hidden_failure(run, *found, message);
    }
  }

  void failed_command(const CommandRun& run, const std::optional<FoundCommand>& found,
                      const std::vector<LogLine>& output, const std::vector<ShellLine>& shell) {
    Annotation made;
    made.phase = run.phase;
    made.log_line = run.line;
    made.log_words = first_line(run.text);
    made.message = "This command failed with exit status " + std::to_string(*run.status);
    if (found) {
      made.span = found->command.node.span();
      const auto cause = std::find_if(shell.rbegin(), shell.rend(), [&](const ShellLine& message) {
        return explains(message, *run.status);
      });
      if (cause != shell.rend()) {
        made.span = place_in(found->command, *cause);
        made.message = "This failed with exit status " + std::to_string(*run.status) + ": " +
                       code(cause->words);
        made.log_line = cause->log_line;
        made.log_words = cause->words;
        made.meaning = best_message(cause->words);
      }
    } else {
      made.message =
          code(made.log_words) + " failed with exit status " + std::to_string(*run.status);
      made.notes.push_back(
          {"this buildspec has no such command in the phase: the image may have "
           "run it, or another buildspec was built",
           std::nullopt});
    }
    if (!made.meaning || made.meaning->message->vague) made.meaning = meaning_of(run, output);
    add_last_words(output, made);
    add(std::move(made));
  }

  // The surest known message in what a command printed, from its end; else what its status says.
  [[nodiscard]] static std::optional<MessageMatch> meaning_of(const CommandRun& run,
                                                              const std::vector<LogLine>& output) {
    for (auto line = output.rbegin(); line != output.rend(); ++line) {
      auto match = best_message(line->text);
      if (match && !match->message->vague && match->message->place == LogPlace::command) {
        return match;
      }
    }
    auto match = best_message("Command did not exit successfully X exit status " +
                              std::to_string(*run.status));
    // "The command failed" is known already.
    if (match && match->message->vague) match.reset();
    return match;
  }

  static void add_last_words(const std::vector<LogLine>& output, Annotation& made) {
    constexpr std::size_t kMost = 3;
    constexpr std::size_t kLongestLine = 200;
    std::vector<const LogLine*> last;
    for (auto line = output.rbegin(); line != output.rend() && last.size() < kMost; ++line) {
      const bool said = line->text.find(made.log_words) != std::string::npos;
      if (!line->text.empty() && !said) last.push_back(&*line);
    }
    for (auto line = last.rbegin(); line != last.rend(); ++line) {
      made.notes.push_back({"log line " + std::to_string((*line)->number) + ": " +
                                shortened((*line)->text, kLongestLine),
                            std::nullopt});
    }
  }

  // A line of a command failed, and the command as a whole did not.
  void hidden_failure(const CommandRun& run, const FoundCommand& found, const ShellLine& message) {
    if (!is_failure(message)) return;
    Annotation made;
    made.severity = Severity::warning;
    made.phase = run.phase;
    made.log_line = message.log_line;
    made.log_words = message.words;
    made.span = place_in(found.command, message);
    made.message = "This failed, and the build went on: " + code(message.words);
    made.meaning = best_message(message.words);
    made.notes.push_back(
        {"only the last line of a command decides, unless it says `set -e`", std::nullopt});
    add(std::move(made));
  }

  void phase_failure(const LoggedFailure& failure) {
    const std::string words = failure.code + " Message: " + failure.message;
    Annotation made;
    made.phase = failure.phase;
    made.log_line = failure.line;
    made.log_words = failure.code + ": " + failure.message;
    made.meaning = best_message(words);
    made.message =
        (failure.phase.empty() ? "The build" : failure.phase) + " failed: " + code(failure.message);
    if (made.meaning) locate(made);
    if (failure.code == "COMMAND_EXECUTION_ERROR") locate_command(failure, made);
    if (made.meaning && made.meaning->message->place == LogPlace::artifact_files) {
      name_skipped_paths(made);
    }
    if (made.meaning) told_paths_.emplace_back(made.meaning->part("path"));
    add(std::move(made));
  }

  void locate(Annotation& made) {
    auto place = find_place(snapshot_, *made.meaning);
    if (!place) return;
    made.span = place->span;
    if (!place->note.empty()) made.notes.push_back({std::move(place->note), std::nullopt});
  }

  // Where only the phase's end was pasted, its message names the command.
  void locate_command(const LoggedFailure& failure, Annotation& made) {
    constexpr std::string_view kBegin = "executing command: ";
    const std::size_t begin = failure.message.find(kBegin);
    const std::size_t end = failure.message.rfind(". Reason: ");
    if (begin == std::string::npos || end == std::string::npos || end < begin) return;
    CommandRun run;
    run.phase = failure.phase;
    run.text = failure.message.substr(begin + kBegin.size(), end - begin - kBegin.size());
    if (const auto found = finder_.find(run)) made.span = found->command.node.span();
  }

  // The paths that matched nothing are the place, where the log names them.
  void name_skipped_paths(Annotation& made) {
    std::vector<Span> skipped;
    for (const ServiceLine& line : log_.remarks) {
      const auto match = best_message(line.text);
      if (!match || match->message->place != LogPlace::artifact_file) continue;
      const auto span = find_path(snapshot_, match->part("path"));
      if (!span) continue;
      if (std::find(skipped.begin(), skipped.end(), *span) == skipped.end()) {
        skipped.push_back(*span);
      }
    }
    if (skipped.empty()) return;
    made.span = skipped.front();
    for (std::size_t i = 1; i < skipped.size(); ++i) {
      made.notes.push_back({"this path matches nothing either", skipped[i]});
    }
    told_ = std::move(skipped);
  }

  // Lines of the service that are worth a word: what was skipped, what has no effect.
  void remark(const ServiceLine& line) {
    auto match = best_message(line.text);
    if (!match || match->message->vague || match->message->failures.empty()) return;
    Annotation made;
    made.severity = Severity::info;
    made.phase = line.phase;
    made.log_line = line.line;
    made.log_words = line.text;
    made.message = "The log says: " + code(line.text);
    made.meaning = std::move(match);
    const auto path = made.meaning->part("path");
    if (!path.empty() &&
        std::find(told_paths_.begin(), told_paths_.end(), path) != told_paths_.end()) {
      return;
    }
    locate(made);
    if (made.span && std::find(told_.begin(), told_.end(), *made.span) != told_.end()) return;
    add(std::move(made));
  }

  // No line is the service's: an error was copied out of a console, without what stands around it.
  void loose_lines() {
    for (const LogLine& line : log_.lines) {
      auto match = best_message(line.text);
      if (!match || match->message->vague) continue;
      made_.is_build_log = true;
      Annotation made;
      made.log_line = line.number;
      made.log_words = line.text;
      made.message = "The log says: " + code(line.text);
      made.meaning = std::move(match);
      locate(made);
      add(std::move(made));
    }
  }

  // What fails behind the first failure often follows from it.
  void name_followers() {
    const Annotation* first = nullptr;
    for (Annotation& annotation : made_.list) {
      if (annotation.severity != Severity::error) continue;
      if (first == nullptr) {
        first = &annotation;
      } else if (annotation.phase != first->phase) {
        annotation.notes.push_back(
            {first->phase + " failed before: this may follow from it", first->span});
      }
    }
  }

  const Snapshot& snapshot_;
  BuildLog log_;
  CommandFinder finder_;
  Annotations made_;
  std::vector<Span> told_;  // paths of artifacts that a failure speaks of
  std::vector<std::string> told_paths_;
};

}  // namespace

Annotations annotate(const Snapshot& snapshot, std::string_view log) {
  return Annotator(snapshot, log).run();
}

}  // namespace buildspec
