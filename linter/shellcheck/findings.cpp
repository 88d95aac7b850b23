#include "linter/shellcheck/findings.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "linter/lint/rule.h"

namespace buildspec {
namespace {

using Json = nlohmann::json;

// Beyond this a file is hostile: nobody reads so many findings.
constexpr std::size_t kMostFindings = 1'000;

constexpr SilentCode kSilent[] = {
    {1090, "files that a command reads are not followed"},
    {1091, "files that a command reads are not followed"},
    {2034, "a later command may use the variable"},
    {2103, "a directory is kept on purpose: the next command begins in it"},
    {2148, "a command has no first line that names its shell"},
    {2154, "the build, its project or an earlier command may set the variable"},
    {2164, "the end of a command that fails ends the phase"},
};

bool is_silent(int code) {
  return std::any_of(std::begin(kSilent), std::end(kSilent),
                     [&](const SilentCode& silent) { return silent.code == code; });
}

struct Duplicate {
  int first = 0;
  int last = 0;
  std::string_view rule;
};
constexpr Duplicate kDuplicates[] = {
    // What the shell cannot read.
    {1009, 1009, "shell-syntax"},
    {1036, 1036, "shell-syntax"},
    {1045, 1074, "shell-syntax"},
    {1088, 1089, "shell-syntax"},
    {2006, 2006, "backtick-substitution"},
    {2016, 2016, "single-quoted-variable"},
    {2091, 2091, "ecr-get-login"},
    {2115, 2115, "unsafe-removal"},
    // Shells other than bash; 2039 is the old number.
    {2039, 2039, "bash-under-sh"},
    {3000, 3999, "bash-under-sh"},
};

// A stand-in with the texts that it points to.
struct OwnedRule {
  std::string id;
  std::string page;
  Rule rule;
  RegisteredRule registered;
};

std::unique_ptr<OwnedRule> make_rule(int code) {
  auto made = std::make_unique<OwnedRule>();
  const std::string number = "SC" + std::to_string(code);
  made->id = "shellcheck/" + number;
  made->page =
      "# " + made->id + "\n\n## Reference\n- <https://www.shellcheck.net/wiki/" + number + ">\n";
  made->rule.meta.id = made->id;
  made->rule.meta.summary = "What ShellCheck says.";
  made->rule.meta.stage = Stage::stable;
  made->registered = {&made->rule, "shellcheck", made->page};
  return made;
}

// An error of ShellCheck need not stop a build: it is a strong warning.
Severity severity_of(std::string_view level) {
  if (level == "error" || level == "warning") return Severity::warning;
  return level == "info" ? Severity::info : Severity::hint;
}

// Places count from 1, columns in characters.
std::uint32_t offset_of(const SourceText& script, const Json& comment, const char* line,
                        const char* column) {
  const auto number = [&](const char* key) {
    const Json& value = comment.at(key);
    const auto read = value.is_number_integer() ? value.get<std::int64_t>() : 1;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(read, 1, 1U << 30U) - 1);
  };
  return script.offset({number(line), number(column)}, Encoding::utf32);
}

std::string sentence(std::string text) {
  while (text.ends_with('.') || text.ends_with(' ')) text.pop_back();
  return text;
}

Diagnostic finding(const Json& comment, const CommandText& command) {
  const SourceText script{std::string(command.text())};
  Span place{offset_of(script, comment, "line", "column"),
             offset_of(script, comment, "endLine", "endColumn")};
  place.end = std::max(place.begin, place.end);
  Diagnostic made;
  made.rule = &shellcheck_rule(comment.at("code").get<int>());
  made.severity = severity_of(comment.at("level").get_ref<const std::string&>());
  made.span = command.source(place);
  made.message = sentence(comment.at("message").get<std::string>());
  return made;
}

}  // namespace

std::vector<CheckedCommands> checked_commands(const Snapshot& snapshot) {
  CheckedCommands posix{"sh", {}};
  CheckedCommands bash{"bash", {}};
  if (snapshot.broken() || snapshot.amplify) return {};
  for (const Command& command : snapshot.buildspec.commands) {
    CommandText text = read_command(snapshot, command);
    if (text.text().find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    if (text.dialect == shell::Dialect::posix)
      posix.commands.push_back(std::move(text));
    else if (text.dialect == shell::Dialect::bash)
      bash.commands.push_back(std::move(text));
  }
  std::vector<CheckedCommands> groups;
  if (!posix.commands.empty()) groups.push_back(std::move(posix));
  if (!bash.commands.empty()) groups.push_back(std::move(bash));
  return groups;
}

std::span<const SilentCode> silent_codes() { return kSilent; }

std::string_view rule_instead_of(const Diagnostic& finding) {
  constexpr std::string_view kPrefix = "shellcheck/SC";
  const std::string_view id = finding.rule->id();
  int code = 0;
  if (id.starts_with(kPrefix)) {
    std::from_chars(id.data() + kPrefix.size(), id.data() + id.size(), code);
  }
  for (const Duplicate& duplicate : kDuplicates) {
    if (code >= duplicate.first && code <= duplicate.last) return duplicate.rule;
  }
  return {};
}

std::optional<std::vector<Diagnostic>> read_report(std::string_view report,
                                                   const CheckedCommands& checked) {
  // Nothing is trusted: a program that merely bears the name may have written it.
  try {
    const Json json = Json::parse(report);
    std::vector<Diagnostic> found;
    for (const Json& comment : json.at("comments")) {
      const std::string& file = comment.at("file").get_ref<const std::string&>();
      const std::string_view name = std::string_view(file).substr(file.rfind('/') + 1);
      std::size_t number = checked.commands.size();
      const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
      if (read.ec != std::errc() || number >= checked.commands.size()) continue;
      if (is_silent(comment.at("code").get<int>()) || found.size() >= kMostFindings) continue;
      found.push_back(finding(comment, checked.commands[number]));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.span < b.span; });
    return found;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

const RegisteredRule& shellcheck_rule(int code) {
  static std::mutex mutex;
  static std::map<int, std::unique_ptr<OwnedRule>> rules;
  const std::lock_guard lock(mutex);
  std::unique_ptr<OwnedRule>& rule = rules[code];
  if (!rule) rule = make_rule(code);
  return rule->registered;
}

}  // namespace buildspec
