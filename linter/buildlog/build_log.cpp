#include "linter/buildlog/build_log.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace buildspec {
namespace {

constexpr std::string_view kRunning = "Running command ";
constexpr std::string_view kFailed = "Command did not exit successfully ";
constexpr std::string_view kStatus = " exit status ";
constexpr std::string_view kContext = "Phase context status code: ";
constexpr std::string_view kMessage = "Message:";
constexpr std::string_view kEntering = "Entering phase ";
constexpr std::string_view kPhaseIs = "Phase is ";
constexpr std::string_view kComplete = "Phase complete: ";
// A command that is longer than this is no command any more.
constexpr std::size_t kMostCommandLines = 2'000;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string_view word(std::string_view text) { return text.substr(0, text.find(' ')); }

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// "… exit status 127" at the end of a line.
struct Ending {
  std::string_view text;
  int status = 0;
};
std::optional<Ending> ending(std::string_view line) {
  const std::size_t at = line.rfind(kStatus);
  if (at == std::string_view::npos) return std::nullopt;
  const auto status = number(line.substr(at + kStatus.size()));
  if (!status) return std::nullopt;
  return Ending{line.substr(0, at), *status};
}

class Reader {
 public:
  explicit Reader(std::string_view log) { log_.lines = read_log(log); }

  BuildLog read() && {
    for (at_ = 0; at_ < log_.lines.size(); ++at_) {
      const LogLine& line = log_.lines[at_];
      if (line.from_service) {
        log_.from_service = true;
        service(line);
      } else if (running_) {
        log_.commands.back().output.push_back(line);
      }
    }
    return std::move(log_);
  }

 private:
  void service(const LogLine& line) {
    const std::string_view text = line.text;
    if (text.starts_with(kEntering)) {
      phase_ = word(text.substr(kEntering.size()));
      running_ = false;
    } else if (text.starts_with(kPhaseIs)) {
      phase_ = word(text.substr(kPhaseIs.size()));
    } else if (text.starts_with(kRunning)) {
      log_.commands.push_back(
          {phase_, std::string(text.substr(kRunning.size())), line.number, {}, std::nullopt});
      running_ = true;
    } else if (text.starts_with(kFailed)) {
      failed_command(text.substr(kFailed.size()), line.number);
    } else if (text.starts_with(kComplete)) {
      complete(std::string(word(text.substr(kComplete.size()))));
    } else if (text.starts_with(kContext)) {
      context(text.substr(kContext.size()), line.number);
    } else {
      running_ = false;
      log_.remarks.push_back({phase_, line.text, line.number});
    }
  }

  // The text up to its exit status may go on over lines.
  void failed_command(std::string_view first, std::uint32_t line) {
    std::string text(first);
    std::optional<Ending> end = ending(text);
    std::size_t next = at_ + 1;
    while (!end && next < log_.lines.size() && !log_.lines[next].from_service &&
           next - at_ < kMostCommandLines) {
      text += '\n' + log_.lines[next++].text;
      end = ending(text);
    }
    running_ = false;
    if (!end) return;
    at_ = next - 1;
    const std::string command(end->text);
    const bool told = !log_.commands.empty() && !log_.commands.back().status &&
                      log_.commands.back().phase == phase_ &&
                      command.substr(0, command.find('\n')) == log_.commands.back().text;
    if (!told) log_.commands.push_back({phase_, command, line, output_in_front(), std::nullopt});
    log_.commands.back().status = end->status;
  }

  // Where a log was cut, what stands in front of the failure is what its command printed.
  [[nodiscard]] std::vector<LogLine> output_in_front() const {
    if (!log_.commands.empty()) return {};
    std::size_t begin = at_;
    while (begin > 0 && !log_.lines[begin - 1].from_service) --begin;
    while (begin < at_ && log_.lines[begin].from_service) ++begin;
    std::vector<LogLine> output;
    for (std::size_t i = begin; i < at_ && !log_.lines[i].from_service; ++i) {
      output.push_back(log_.lines[i]);
    }
    return output;
  }

  // Tells the phase of what stands in front of it, where nothing was entered: UPLOAD_ARTIFACTS, or
  // a log that was cut.
  void complete(std::string phase) {
    for (CommandRun& run : log_.commands) {
      if (run.phase.empty()) run.phase = phase;
    }
    for (ServiceLine& remark : log_.remarks) {
      if (remark.phase.empty()) remark.phase = phase;
    }
    completed_ = std::move(phase);
    phase_.clear();
    running_ = false;
  }

  void context(std::string_view text, std::uint32_t line) {
    const std::size_t at = text.find(kMessage);
    const std::string_view code = trimmed(text.substr(0, at));
    std::string message;
    if (at != std::string_view::npos) message = trimmed(text.substr(at + kMessage.size()));
    // A message may hold a whole command, and a terminal may have wrapped it.
    while (at_ + 1 < log_.lines.size() && !log_.lines[at_ + 1].from_service &&
           !log_.lines[at_ + 1].text.empty() && message.size() < 100'000) {
      message += '\n' + log_.lines[++at_].text;
    }
    running_ = false;
    if (code.empty()) return;  // as behind every phase that succeeded
    LoggedFailure failure{completed_, std::string(code), std::move(message), line, false};
    failure.of_command =
        code == "COMMAND_EXECUTION_ERROR" &&
        std::any_of(log_.commands.begin(), log_.commands.end(),
                    [&](const CommandRun& run) { return run.status && run.phase == completed_; });
    log_.failures.push_back(std::move(failure));
  }

  BuildLog log_;
  std::size_t at_ = 0;
  std::string phase_;      // that the service entered last and has not completed
  std::string completed_;  // the last one
  bool running_ = false;   // lines that are not the service's are what the command prints
};

}  // namespace

BuildLog read_build_log(std::string_view log) { return Reader(log).read(); }

}  // namespace buildspec
