#include "linter/buildlog/command_finder.h"

#include <algorithm>

namespace buildspec {
namespace {

constexpr std::string_view kMask = "***";

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

template <class Function>
void for_each_line(std::string_view text, Function&& function) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    function(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::vector<std::string> full_lines(std::string_view text) {
  std::vector<std::string> lines;
  for_each_line(text, [&](std::string_view line) {
    if (!line.empty()) lines.emplace_back(line);
  });
  return lines;
}

// "BUILD" is the phase build.
bool is_phase(PhaseName phase, std::string_view logged) {
  const std::string_view name = to_string(phase);
  return std::equal(name.begin(), name.end(), logged.begin(), logged.end(), [](char a, char b) {
    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
  });
}

struct Agreement {
  bool first = false;  // line
  bool whole = false;
  std::size_t lines_in_output = 0;
};

// How far a command's lines agree with what the log shows: the lines of the run's text, then those
// of its output.
Agreement agreement(const std::vector<std::string>& lines, const std::vector<std::string>& text,
                    const std::vector<LogLine>& output) {
  Agreement made;
  std::size_t at = 0;  // in the lines
  for (const std::string& logged : text) {
    if (at >= lines.size() || !same_words(lines[at], logged)) return made;
    ++at;
    made.first = true;
  }
  std::size_t used = 0;
  while (at < lines.size() && used < output.size()) {
    const std::string_view logged = trimmed(output[used].text);
    ++used;
    if (logged.empty()) continue;
    if (!same_words(lines[at], logged)) return made;
    ++at;
    made.lines_in_output = used;
  }
  made.whole = at == lines.size() && made.first;
  return made;
}

}  // namespace

bool same_words(std::string_view written, std::string_view logged) {
  written = trimmed(written);
  logged = trimmed(logged);
  std::size_t mask = logged.find(kMask);
  if (mask == std::string_view::npos) return written == logged;
  if (!written.starts_with(logged.substr(0, mask))) return false;
  written.remove_prefix(mask);
  for (;;) {
    logged.remove_prefix(mask + kMask.size());
    mask = logged.find(kMask);
    if (mask == std::string_view::npos) return written.ends_with(logged);
    const std::size_t found = written.find(logged.substr(0, mask));
    if (found == std::string_view::npos) return false;
    written.remove_prefix(found + mask);
  }
}

CommandFinder::CommandFinder(const Snapshot& snapshot) {
  for (const Command& command : snapshot.buildspec.commands) {
    candidates_.push_back({command, full_lines(command.node.scalar().value())});
  }
}

std::optional<FoundCommand> CommandFinder::find_from(const CommandRun& run, std::size_t first,
                                                     bool whole) {
  const std::vector<std::string> text = full_lines(run.text);
  if (text.empty()) return std::nullopt;
  for (std::size_t i = first; i < candidates_.size(); ++i) {
    const Candidate& candidate = candidates_[i];
    if (!run.phase.empty() && !is_phase(candidate.command.phase, run.phase)) continue;
    const Agreement found = agreement(candidate.lines, text, run.output);
    if (!(whole ? found.whole : found.first)) continue;
    next_ = i + 1;
    return FoundCommand{candidate.command, found.lines_in_output};
  }
  return std::nullopt;
}

std::optional<FoundCommand> CommandFinder::find(const CommandRun& run) {
  // A log may show only the begin of a command, and may be put together from several builds.
  const std::size_t next = next_;
  for (const bool whole : {true, false}) {
    if (auto found = find_from(run, next, whole)) return found;
    if (next == 0) continue;
    if (auto found = find_from(run, 0, whole)) return found;
  }
  return std::nullopt;
}

}  // namespace buildspec
