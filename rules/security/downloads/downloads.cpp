#include "rules/security/downloads/downloads.h"

#include <algorithm>

namespace buildspec::downloads {
namespace {

using commands::contains;
using commands::is_one_of;
using shell::Word;

// Short options of curl that take a value.
constexpr std::string_view kCurlValues = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

bool is_option(std::string_view word) { return word.size() > 1 && word[0] == '-'; }

bool is_address(std::string_view text) {
  return contains(text, "://") || (!text.empty() && text[0] != '-' && contains(text, "."));
}

std::string base_name(std::string_view path) {
  path = path.substr(0, path.find_first_of("?#"));
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

void redirected(const shell::Command& command, Download& result) {
  for (const shell::Redirection& redirection : command.redirections) {
    const bool output =
        redirection.kind == shell::Redirect::output || redirection.kind == shell::Redirect::append;
    if (!output || redirection.descriptor.value_or(1) != 1) continue;
    if (redirection.target.text == "/dev/null") continue;
    result.file = redirection.target.text;
    result.stores = true;
  }
}

// The file that an option names, or a name made of the address.
void stored(Download& result, std::string_view value_letter, std::string_view long_name,
            bool by_address) {
  for (std::size_t i = 1; i < result.run.words.size(); ++i) {
    const std::string_view word = result.run.words[i].text;
    const bool has_next = i + 1 < result.run.words.size();
    const bool is_long = word.starts_with("--");
    const auto letter = is_long ? std::nullopt : short_option(word, value_letter.front());
    std::string name;
    if ((is_long && word == long_name) || (letter && *letter + 1 == word.size())) {
      if (has_next) name = result.run.words[i + 1].text;
    } else if (is_long && word.starts_with(long_name) && word.size() > long_name.size() &&
               word[long_name.size()] == '=') {
      name = word.substr(long_name.size() + 1);
    } else if (letter) {
      name = word.substr(*letter + 1);
    } else {
      continue;
    }
    result.stores = name != "-" && name != "/dev/null" && name != "/dev/stdout";
    result.file = result.stores ? name : "";
    return;
  }
  if (by_address && !result.addresses.empty()) {
    result.stores = true;
    result.file = base_name(result.addresses.front()->text);
  }
}

}  // namespace

std::optional<std::size_t> short_option(std::string_view word, char letter) {
  if (word.size() < 2 || word[0] != '-' || word[1] == '-') return std::nullopt;
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (word[i] == letter) return i;
    if (kCurlValues.find(word[i]) != std::string_view::npos) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Download> download(const shell::Command& command) {
  Download result;
  result.run = commands::invocation(command);
  const bool curl = result.run.program == "curl";
  if (!curl && result.run.program != "wget") return std::nullopt;
  const auto& words = result.run.words;
  bool remote_name = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i].text;
    if (curl && (short_option(word, 'O') || word.starts_with("--remote-name"))) remote_name = true;
    if (!is_option(word)) {
      if (is_address(word)) result.addresses.push_back(&words[i]);
      continue;
    }
    if (curl && (word == "--url")) continue;
    const bool value =
        curl
            ? (!word.starts_with("--") && kCurlValues.find(word.back()) != std::string_view::npos &&
               short_option(word, word.back()) == word.size() - 1) ||
                  is_one_of(word, {"--output", "--header", "--data", "--user", "--request",
                                   "--user-agent", "--referer", "--proxy", "--write-out",
                                   "--cacert", "--data-binary", "--retry", "--max-time"})
            : is_one_of(word, {"-O", "-o", "-P", "-U", "--output-document", "--header"});
    if (value) ++i;
  }
  if (curl) {
    stored(result, "o", "--output", remote_name);
  } else {
    const bool spider = std::any_of(words.begin(), words.end(),
                                    [](const Word& word) { return word.text == "--spider"; });
    // `wget -qO- x`, `wget -O file x`
    stored(result, "O", "--output-document", !spider);
  }
  redirected(command, result);
  return result;
}

bool is_shell(std::string_view program) {
  return is_one_of(program, {"sh", "bash", "dash", "zsh", "ksh", "ash"});
}

bool runs_standard_input(const commands::Invocation& run) {
  const bool shell = is_shell(run.program);
  if (!shell &&
      !is_one_of(run.program, {"python", "python3", "python2", "perl", "ruby", "php", "node"}))
    return false;
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (word == "-" || word == "--" || (shell && word == "-s")) return true;
    if (!is_option(word)) return false;  // a script
    if (!shell) return false;            // -c, -m, -e
    if (!word.starts_with("--") && contains(word, "c")) return false;
    if (word == "-o") ++i;  // -o pipefail
  }
  return true;
}

std::string_view host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = address.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  const std::size_t user = host.rfind('@');
  if (user != std::string_view::npos) host.remove_prefix(user + 1);
  if (host.find_first_of("$`{<%") != std::string_view::npos) return {};
  if (!host.empty() && host[0] == '[') return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_private_host(std::string_view host) {
  if (host.empty() || host[0] == '[' || host.find('.') == std::string_view::npos) return true;
  if (host.find_first_not_of("0123456789.") == std::string_view::npos) {
    if (is_one_of(host, {"0.0.0.0"})) return true;
    if (host.starts_with("127.") || host.starts_with("10.") || host.starts_with("192.168.") ||
        host.starts_with("169.254."))
      return true;
    if (!host.starts_with("172.")) return false;
    const std::string_view rest = host.substr(4);
    const int second = std::atoi(std::string(rest.substr(0, rest.find('.'))).c_str());
    return second >= 16 && second <= 31;
  }
  for (const std::string_view end :
       {".local", ".internal", ".localhost", ".lan", ".corp", ".intranet", ".test", ".home"})
    if (host.ends_with(end)) return true;
  return false;
}

}  // namespace buildspec::downloads
