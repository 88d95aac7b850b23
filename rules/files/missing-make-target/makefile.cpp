#include "rules/files/missing-make-target/makefile.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace buildspec::files {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, std::min(text.find_first_of(" \t"), text.size()));
}

// Lines with those that a backslash continues.
std::vector<std::string> logical_lines(std::string_view text) {
  std::vector<std::string> lines;
  bool continued = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const bool continues = !line.empty() && line.back() == '\\';
    if (continues) line.remove_suffix(1);
    if (continued) {
      lines.back() += line;
    } else {
      lines.emplace_back(line);
    }
    continued = continues;
  }
  return lines;
}

// Words that bring rules from elsewhere.
bool brings_rules(std::string_view line) {
  static constexpr std::array<std::string_view, 6> kWords{"include", "-include", "sinclude",
                                                          "define",  "load",     "-load"};
  return std::find(kWords.begin(), kWords.end(), first_word(line)) != kWords.end() ||
         line.find("$(eval") != std::string_view::npos ||
         line.find("$(call") != std::string_view::npos || line.starts_with(".DEFAULT:") ||
         line.starts_with("MAKEFILES");
}

// The text in front of a rule's colon; empty for other lines.
std::string_view before_colon(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  if (line.substr(0, colon).find('=') != std::string_view::npos) return {};  // A = b:c
  const std::string_view behind = line.substr(colon);
  if (behind.starts_with(":=") || behind.starts_with("::=") || behind.starts_with(":::="))
    return {};
  return line.substr(0, colon);
}

}  // namespace

std::optional<std::vector<std::string>> targets_of(std::string_view makefile) {
  std::vector<std::string> targets;
  for (const std::string& whole : logical_lines(makefile)) {
    if (whole.starts_with('\t')) continue;  // a recipe
    std::string_view line = whole;
    line = trimmed(line.substr(0, std::min(line.find('#'), line.size())));
    if (brings_rules(line)) return std::nullopt;
    std::string_view names = before_colon(line);
    if (names.find('$') != std::string_view::npos) return std::nullopt;
    if (trimmed(names) == "%") return std::nullopt;  // makes whatever there is
    while (!(names = trimmed(names)).empty()) {
      const std::string_view name = first_word(names);
      names.remove_prefix(name.size());
      if (name != "&") targets.emplace_back(name);
    }
    // What is phony is a target, too: `.PHONY: clean` with no rule does nothing.
    if (line.starts_with(".PHONY:")) {
      std::string_view rest = line.substr(7);
      if (rest.find('$') != std::string_view::npos) return std::nullopt;
      while (!(rest = trimmed(rest)).empty()) {
        const std::string_view name = first_word(rest);
        rest.remove_prefix(name.size());
        targets.emplace_back(name);
      }
    }
  }
  return targets;
}

bool makes(std::string_view target, std::string_view name) {
  const std::size_t stem = target.find('%');
  if (stem == std::string_view::npos) return target == name;
  return name.size() >= target.size() && name.starts_with(target.substr(0, stem)) &&
         name.ends_with(target.substr(stem + 1));
}

}  // namespace buildspec::files
