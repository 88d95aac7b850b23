#include "rules/secrets/plaintext-secret/commands.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "linter/text/letters.h"
#include "rules/secrets/plaintext-secret/tokens.h"

namespace buildspec::secrets {
namespace {

using shell::Command;
using shell::PartKind;
using shell::Word;

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return to_lower(x) == to_lower(y);
         });
}

// Sub-words of a literal word: where text[begin…] of the word stands in the command. Exact unless
// escapes stand in between.
Span place(const Word& word, std::size_t begin, std::size_t end) {
  Span span = word.inner();
  std::size_t offset = 0;
  bool first = true;
  for (const shell::Part& part : word.parts) {
    const std::size_t size = part.kind == PartKind::text ? part.text.size() : part.span.size();
    const bool exact = size == part.span.size();
    if (first && begin < offset + size) {
      span.begin =
          exact ? part.span.begin + static_cast<std::uint32_t>(begin - offset) : part.span.begin;
      first = false;
    }
    if (!first && end <= offset + size) {
      span.end = exact ? part.span.begin + static_cast<std::uint32_t>(end - offset) : part.span.end;
      return span;
    }
    offset += size;
  }
  return span;
}

// Options whose value is a password, by program. "-p" attached or apart, as the program takes it.
struct PasswordOption {
  std::string_view program;
  std::string_view subcommand;  // the first word that is no option; empty: any
  std::string_view option;
  bool attached = false;  // the value follows in the same word, and only there
};
constexpr PasswordOption kPasswordOptions[] = {
    {"docker", "login", "-p"},      {"podman", "login", "-p"},   {"nerdctl", "login", "-p"},
    {"buildah", "login", "-p"},     {"helm", "registry", "-p"},  {"oc", "login", "-p"},
    {"az", "login", "-p"},          {"mysql", "", "-p", true},   {"mysqldump", "", "-p", true},
    {"mysqladmin", "", "-p", true}, {"mariadb", "", "-p", true}, {"sshpass", "", "-p"},
    {"sqlcmd", "", "-P"},           {"redis-cli", "", "-a"},     {"mongo", "", "-p"},
    {"mongosh", "", "-p"},          {"mongodump", "", "-p"},     {"skopeo", "login", "-p"},
    {"twine", "upload", "-p"},      {"cf", "login", "-p"},       {"ldapsearch", "", "-w"},
    {"sshpass", "", "-p", true},
};

class Reader {
 public:
  explicit Reader(std::vector<Exposure>& out) : out_(out) {}

  void read(const Command& command, const Command* next_in_pipeline) {
    for (const shell::Assignment& assignment : command.assignments)
      if (is_secret_name(assignment.name))
        report_word(assignment.value, 0, "`" + assignment.name + "`");
    if (command.words.empty()) return;
    const std::string_view program = command.name();
    if (program == "echo" || program == "printf") {
      if (next_in_pipeline != nullptr) piped(command, *next_in_pipeline);
      for (std::size_t i = 1; i < command.words.size(); ++i) dotenv_line(command.words[i]);
      return;
    }
    if (program == "curl" || program == "wget" || program == "http") user_and_password(command);
    if (program == "aws") aws(command);
    if (program == "git" || program == "npm" || program == "yarn" || program == "pnpm" ||
        program == "pip" || program == "bundle" || program == "dotnet" || program == "poetry" ||
        program == "composer")
      setting(command);
    for (std::size_t i = 1; i < command.words.size(); ++i) argument(command, i, program);
  }

 private:
  void report(Span span, std::string_view value, std::string what) {
    const Risk risk = judge_value(value);
    if (risk == Risk::none || !find_tokens(value).empty()) return;
    out_.push_back({span, std::move(what), risk});
  }

  // The part of a literal word from an offset of its text on.
  void report_word(const Word& word, std::size_t begin, std::string what) {
    if (!word.literal || begin >= word.text.size()) return;
    report(place(word, begin, word.text.size()), std::string_view(word.text).substr(begin),
           std::move(what));
  }

  // "name=value", "name: value", alone or as the value of -e, --build-arg, --set, -D …
  bool named_value(const Word& word, std::size_t begin) {
    const std::string_view text = word.text;
    const std::size_t equals = text.find('=', begin);
    if (equals == std::string_view::npos || equals == begin) return false;
    std::string_view name = text.substr(begin, equals - begin);
    // CloudFormation: ParameterKey=DbPassword,ParameterValue=…
    if (name == "ParameterKey") {
      const std::size_t value = text.find(",ParameterValue=", equals);
      if (value == std::string_view::npos) return false;
      if (is_secret_name(text.substr(equals + 1, value - equals - 1)))
        report_word(word, value + 16,
                    "`" + std::string(text.substr(equals + 1, value - equals - 1)) + "`");
      return true;
    }
    if (!is_secret_name(name) && !same_ignoring_case(name, "sonar.login")) return false;
    report_word(word, equals + 1, "`" + std::string(name) + "`");
    return true;
  }

  void argument(const Command& command, std::size_t i, std::string_view program) {
    const Word& word = command.words[i];
    const std::string_view text = word.text;
    if (text.size() < 2) return;
    if (text[0] != '-') {
      named_value(word, 0);  // env TOKEN=…, make TOKEN=…, terraform's -var TOKEN=…
      return;
    }
    const bool has_next = i + 1 < command.words.size();
    for (const PasswordOption& option : kPasswordOptions) {
      if (option.program != program || !text.starts_with(option.option)) continue;
      if (!option.subcommand.empty() && command.word(1) != option.subcommand) continue;
      const std::string what = "the option `" + std::string(option.option) + "`";
      if (option.attached) {
        if (text.size() > option.option.size()) report_word(word, option.option.size(), what);
      } else if (text == option.option && has_next) {
        report_word(command.words[i + 1], 0, what);
      }
    }
    if (text == "-H" || text == "--header" || text.starts_with("-H")) {
      if (text.size() > 2 && text != "--header") {
        header(word, text.starts_with("--header=") ? 9 : 2);
      } else if (has_next) {
        header(command.words[i + 1], 0);
      }
      return;
    }
    if (text.starts_with("-D") || text.starts_with("-P")) named_value(word, 2);
    if (text.starts_with("-var")) named_value(word, text.find('=') + 1);
    if (!text.starts_with("--")) return;
    const std::size_t equals = text.find('=');
    const std::string_view name =
        text.substr(2, equals == std::string_view::npos ? equals : equals - 2);
    if (!is_secret_name(name) && name != "secret-string") return;
    if (program == "docker" && name == "secret") return;  // docker build --secret id=…,src=…
    const std::string what = "the option `--" + std::string(name) + "`";
    if (equals != std::string_view::npos) {
      report_word(word, equals + 1, what);
    } else if (has_next && !command.words[i + 1].text.starts_with("-")) {
      report_word(command.words[i + 1], 0, what);
    }
  }

  // "Authorization: Bearer …", "X-Api-Key: …", "PRIVATE-TOKEN: …".
  void header(const Word& word, std::size_t begin) {
    const std::string_view text = word.text;
    const std::size_t colon = text.find(':', begin);
    if (colon == std::string_view::npos) return;
    const std::string_view name = text.substr(begin, colon - begin);
    std::size_t value = text.find_first_not_of(' ', colon + 1);
    if (value == std::string_view::npos) return;
    const bool authorization = same_ignoring_case(name, "Authorization") ||
                               same_ignoring_case(name, "Proxy-Authorization");
    if (!authorization && !is_secret_name(name)) return;
    if (authorization) {
      const std::size_t space = text.find(' ', value);
      if (space != std::string_view::npos) value = text.find_first_not_of(' ', space);
      if (value == std::string_view::npos) return;
    }
    report_word(word, value, "the header `" + std::string(name) + "`");
  }

  // -u user:password, --user=user:password
  void user_and_password(const Command& command) {
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      const std::string_view text = command.words[i].text;
      std::size_t begin = 0;
      std::size_t at = i;
      if (text == "-u" || text == "--user" || text == "--proxy-user" || text == "-U") {
        at = i + 1;
      } else if (text.starts_with("--user=")) {
        begin = 7;
      } else if (text.starts_with("-u") && text.size() > 2) {
        begin = 2;
      } else {
        continue;
      }
      if (at >= command.words.size()) return;
      const Word& word = command.words[at];
      const std::size_t colon = word.text.find(':', begin);
      if (colon != std::string::npos) report_word(word, colon + 1, "the option `-u`");
    }
  }

  // aws configure set aws_secret_access_key …, aws ssm put-parameter --value …
  void aws(const Command& command) {
    const auto word = [&command](std::size_t i) { return command.word(i); };
    if (word(1) == "configure" && word(2) == "set" && command.words.size() > 4 &&
        (is_secret_name(word(3)) || word(3) == "aws_session_token"))
      report_word(command.words[4], 0, "`" + std::string(word(3)) + "`");
    if (word(1) != "ssm" || word(2) != "put-parameter") return;
    const auto has = [&command](std::string_view text) {
      return std::any_of(command.words.begin(), command.words.end(),
                         [text](const Word& each) { return each.text == text; });
    };
    for (std::size_t i = 3; i + 1 < command.words.size(); ++i)
      if (word(i) == "--value" && has("SecureString"))
        report_word(command.words[i + 1], 0, "the value of a SecureString");
  }

  // npm config set //registry/:_authToken …, git config http.….extraheader "AUTHORIZATION: …"
  void setting(const Command& command) {
    const auto at = std::find_if(command.words.begin(), command.words.end(), [](const Word& word) {
      return word.text == "set" || word.text == "config";
    });
    if (at == command.words.end()) return;
    for (auto word = at + 1; word != command.words.end(); ++word) {
      if (word + 1 == command.words.end()) return;
      const std::string_view name = word->text;
      if (name.empty() || name[0] == '-') continue;
      if (name.size() > 11 && same_ignoring_case(name.substr(name.size() - 11), "extraheader")) {
        header(*(word + 1), 0);
        return;
      }
      const std::size_t tail = name.find_last_of(".:/");
      if (is_secret_name(tail == std::string_view::npos ? name : name.substr(tail + 1)))
        report_word(*(word + 1), 0, "`" + std::string(name) + "`");
    }
  }

  // echo … | docker login --password-stdin
  void piped(const Command& from, const Command& to) {
    const bool reads = std::any_of(to.words.begin(), to.words.end(), [](const Word& word) {
      return word.text == "--password-stdin" || word.text == "--with-token" ||
             word.text == "--token-stdin" || word.text == "chpasswd";
    });
    if (!reads || from.words.size() < 2) return;
    const Word& word = from.words.back();
    const std::size_t colon = to.name() == "chpasswd" ? word.text.find(':') : std::string::npos;
    report_word(word, colon == std::string::npos ? 0 : colon + 1, "standard input");
  }

  // echo "TOKEN=…" >> .env
  void dotenv_line(const Word& word) {
    const std::string_view text = word.text;
    std::size_t begin = text.starts_with("export ") ? 7 : 0;
    const std::size_t equals = text.find('=', begin);
    if (equals == std::string_view::npos || text.find_first_of(" \n", begin) < equals) return;
    std::string_view name = text.substr(begin, equals - begin);
    const std::size_t tail = name.find_last_of("/:");
    if (tail != std::string_view::npos) name.remove_prefix(tail + 1);
    if (name.empty() || !is_secret_name(name)) return;
    std::size_t end = text.find('\n', equals);
    if (end == std::string_view::npos) end = text.size();
    if (text.substr(equals + 1).starts_with("\"") || !word.literal) return;
    report(place(word, equals + 1, end), text.substr(equals + 1, end - equals - 1),
           "`" + std::string(name) + "`");
  }

  std::vector<Exposure>& out_;
};

// Words without which nothing above finds anything; in lower case.
constexpr std::array<std::string_view, 13> kClues{"--user", "pass",  "pwd",   "pat=", "pw",
                                                  "secret", "token", "key",   "cred", "auth",
                                                  "login",  "-u",    "sonar."};
constexpr std::array<std::string_view, 9> kPrograms{"mysql",        "mariadb", "sqlcmd",
                                                    "redis-cli",    "mongo",   "ldapsearch",
                                                    "securestring", "sshpass", "twine"};

// The pairs of letters, in both cases, that a clue begins with: one bit each. Few offsets pass.
constexpr std::array<std::uint64_t, 128 * 128 / 64> kPairs = [] {
  std::array<std::uint64_t, 128 * 128 / 64> bits{};
  const auto add = [&bits](std::string_view clue) {
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    for (const char first : {clue[0], upper(clue[0])}) {
      for (const char second : {clue[1], upper(clue[1])}) {
        const auto pair = static_cast<std::size_t>(first) * 128 + static_cast<std::size_t>(second);
        bits[pair / 64] |= std::uint64_t{1} << pair % 64;
      }
    }
  };
  for (const std::string_view clue : kClues) add(clue);
  for (const std::string_view clue : kPrograms) add(clue);
  return bits;
}();

bool begins_clue(char first, char second) {
  const auto a = static_cast<unsigned char>(first);
  const auto b = static_cast<unsigned char>(second);
  if ((a | b) >= 128) return false;
  const std::size_t pair = std::size_t{a} * 128 + b;
  return (kPairs[pair / 64] >> pair % 64 & 1U) != 0;
}

bool stands_at(std::string_view text, std::size_t at, std::string_view clue) {
  if (text.size() - at < clue.size()) return false;
  for (std::size_t i = 0; i < clue.size(); ++i)
    if (to_lower(text[at + i]) != clue[i]) return false;
  return true;
}

bool is_reference_or_end(std::string_view text, std::size_t at) {
  while (at < text.size() && std::string_view("=: \"'\\").find(text[at]) != std::string_view::npos)
    ++at;
  return at >= text.size() ||
         std::string_view("$`|&;<>()\n-").find(text[at]) != std::string_view::npos;
}

// echo or printf of something that is no variable.
bool prints_literal(std::string_view text) {
  for (const std::string_view program : {"echo ", "printf "}) {
    for (std::size_t at = text.find(program); at != std::string_view::npos;
         at = text.find(program, at + 1))
      if (!is_reference_or_end(text, at + program.size())) return true;
  }
  return false;
}

// Whether a clue that ends at an offset may stand in front of a secret: most stand in front of
// "$TOKEN", or in "--password-stdin".
bool may_precede_secret(std::string_view text, std::size_t at, std::string_view clue) {
  if (clue == "-u" || clue == "--user") {
    std::size_t end = at;
    while (end < text.size() && text[end] == ' ') ++end;
    end = std::min(text.find(' ', end), text.size());
    return text.substr(at, end - at).find(':') != std::string_view::npos;
  }
  if (clue == "login" && text.find(" -p", at) != std::string_view::npos) return true;
  const auto is_name = [](char c) {
    return (to_lower(c) >= 'a' && to_lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  std::size_t end = at;
  while (end < text.size() && is_name(text[end])) ++end;
  const std::string_view rest = text.substr(at, end - at);
  if (rest.find("-stdin") != std::string_view::npos || rest == "-token")
    return prints_literal(text);
  return !is_reference_or_end(text, end);
}

}  // namespace

bool may_hold_secret(std::string_view command) {
  for (std::size_t i = 0; i + 1 < command.size(); ++i) {
    if (!begins_clue(command[i], command[i + 1])) continue;
    for (const std::string_view clue : kClues)
      if (stands_at(command, i, clue) && may_precede_secret(command, i + clue.size(), clue))
        return true;
    for (const std::string_view clue : kPrograms)
      if (stands_at(command, i, clue)) return true;
  }
  return false;
}

std::vector<Exposure> find_exposures(const shell::Script& script) {
  std::vector<Exposure> found;
  Reader reader(found);
  const auto& commands = script.commands;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const bool piped = i + 1 < commands.size() && commands[i].pipeline != 0 &&
                       commands[i].pipeline == commands[i + 1].pipeline;
    reader.read(commands[i], piped ? &commands[i + 1] : nullptr);
  }
  return found;
}

}  // namespace buildspec::secrets
