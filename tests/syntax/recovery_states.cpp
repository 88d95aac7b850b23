#include "tests/syntax/recovery_states.h"

#include <algorithm>
#include <optional>

namespace buildspec::test {
namespace {

constexpr auto kNames = std::to_array<std::string_view>(
    {"line begun", "line truncated", "quote begun", "bracket begun", "block begun",
     "key without colon", "key without space", "indented one more", "indented one less", "tab",
     "line split", "character deleted", "conflict markers"});
static_assert(kNames.size() == kTypings);

// The lines of a text without their breaks. Texts with lone carriage returns are one line.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i != 0) text += '\n';
    text += lines[i];
  }
  return text;
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

// The end of what is on the line, a carriage return left out.
std::size_t content_end(std::string_view line) {
  return line.ends_with('\r') ? line.size() - 1 : line.size();
}

bool has_content(std::string_view line) {
  const std::size_t at = indentation(line);
  return at < content_end(line) && line[at] != '#' && line[at] != '\t';
}

// Behind the dash and the key of a line; nothing where there is no value on it.
std::optional<std::size_t> value_begin(std::string_view line) {
  std::size_t at = indentation(line);
  bool found = false;
  while (line.substr(at, 2) == "- ") {
    at += 2;
    at += indentation(line.substr(at));
    found = true;
  }
  const std::size_t colon = line.find(": ", at);
  if (colon != std::string_view::npos && line.find_first_of("\"'#", at) > colon) {
    at = colon + 2;
    found = true;
  }
  if (!found || at >= content_end(line)) return std::nullopt;
  return at;
}

// The colon that ends the key of a line.
std::optional<std::size_t> key_colon(std::string_view line) {
  const std::size_t at = indentation(line);
  for (std::size_t colon = line.find(':', at); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    if (line.find_first_of("\"'#{[", at) < colon) return std::nullopt;
    if (colon + 1 == content_end(line) || line[colon + 1] == ' ') return colon;
  }
  return std::nullopt;
}

class Maker {
 public:
  Maker(Typing typing, std::string_view text, Random& random)
      : typing_(typing), random_(random), lines_(lines_of(text)) {}

  TypingState make() {
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      if (has_content(lines_[i])) candidates.push_back(i);
    }
    if (candidates.empty()) return {typing_, {}, 0, 0};
    at_ = candidates[random_.below(candidates.size())];
    TypingState state{typing_, {}, at_, at_ + 1};
    if (!edit(lines_[at_], state)) return {typing_, {}, 0, 0};
    state.text = joined(lines_);
    return state;
  }

 private:
  // Changes the line; false where it offers no occasion.
  bool edit(std::string& line, TypingState& state) {
    switch (typing_) {
      case Typing::line_begun: return begin_line(state);
      case Typing::line_truncated: return truncate(line);
      case Typing::quote_begun: return put_before_value(line, random_.below(2) == 0 ? "\"" : "'");
      case Typing::bracket_begun: return put_before_value(line, random_.below(2) == 0 ? "[" : "{");
      case Typing::block_begun: return begin_block(line);
      case Typing::key_without_colon: return remove_colon(line);
      case Typing::key_without_space: return remove_space(line);
      case Typing::indented_more: line.insert(0, 1, ' '); return true;
      case Typing::indented_less: return dedent(line);
      case Typing::tab: return put_tab(line);
      case Typing::line_split: return split(line);
      case Typing::character_deleted: return delete_character(line);
      case Typing::conflict_markers: return put_markers();
    }
    return false;
  }

  // In front of the line, as deep as it or as the one above.
  bool begin_line(TypingState& state) {
    const std::string& model =
        lines_[at_ > 0 && random_.below(2) == 0 && has_content(lines_[at_ - 1]) ? at_ - 1 : at_];
    const std::size_t begin = indentation(model);
    const std::size_t length = content_end(model) - begin;
    std::string typed = model.substr(0, begin + 1 + random_.below(length));
    if (model.ends_with('\r')) typed += '\r';
    lines_.insert(lines_.begin() + at_, std::move(typed));
    state.end_line = at_;
    return true;
  }

  bool truncate(std::string& line) {
    const std::size_t begin = indentation(line);
    const std::size_t length = content_end(line) - begin;
    line.erase(begin + random_.below(length), length);
    return true;
  }

  static bool put_before_value(std::string& line, std::string_view opener) {
    const auto at = value_begin(line);
    if (!at) return false;
    line.insert(*at, opener);
    return true;
  }

  bool begin_block(std::string& line) {
    const auto at = value_begin(line);
    if (!at) return false;
    line.replace(*at, content_end(line) - *at, random_.below(2) == 0 ? "|" : ">");
    return true;
  }

  static bool remove_colon(std::string& line) {
    const auto colon = key_colon(line);
    if (!colon) return false;
    line.erase(*colon, 1);
    return true;
  }

  static bool remove_space(std::string& line) {
    const auto colon = key_colon(line);
    if (!colon || *colon + 1 >= content_end(line)) return false;
    line.erase(*colon + 1, 1);
    return true;
  }

  static bool dedent(std::string& line) {
    if (line[0] != ' ') return false;
    line.erase(0, 1);
    return true;
  }

  bool put_tab(std::string& line) {
    const std::size_t columns = indentation(line);
    if (columns == 0) return false;
    if (random_.below(2) == 0) {
      line.replace(0, columns, "\t");
    } else {
      line.insert(columns, "\t");
    }
    return true;
  }

  bool split(std::string& line) {
    const std::size_t begin = indentation(line);
    const std::size_t length = content_end(line) - begin;
    if (length < 2) return false;
    const std::size_t at = begin + 1 + random_.below(length - 1);
    std::string rest = line.substr(at);
    if (random_.below(2) == 0) rest.insert(0, begin, ' ');
    line.erase(at);
    lines_.insert(lines_.begin() + at_ + 1, std::move(rest));
    return true;
  }

  bool delete_character(std::string& line) {
    line.erase(random_.below(content_end(line)), 1);
    return true;
  }

  bool put_markers() {
    std::string theirs = lines_[at_];
    const std::size_t begin = indentation(theirs);
    theirs.insert(begin + random_.below(content_end(theirs) - begin + 1), "x");
    const std::string end = theirs.ends_with('\r') ? "\r" : "";
    const auto line = lines_.begin() + at_;
    const std::array<std::string, 3> behind = {"=======" + end, theirs, ">>>>>>> topic" + end};
    lines_.insert(line + 1, behind.begin(), behind.end());
    lines_.insert(lines_.begin() + at_, "<<<<<<< HEAD" + end);
    return true;
  }

  Typing typing_;
  Random& random_;
  std::vector<std::string> lines_;
  std::uint32_t at_ = 0;
};

}  // namespace

std::string_view name(Typing typing) { return kNames[static_cast<std::size_t>(typing)]; }

TypingState typing_state(Typing typing, std::string_view text, Random& random) {
  return Maker(typing, text, random).make();
}

}  // namespace buildspec::test
