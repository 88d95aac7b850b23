#include "tests/rules/page.h"

#include <algorithm>
#include <memory>

#include "linter/text/source_text.h"
#include "linter/text/utf8.h"

namespace buildspec::test {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found = split(text, ' ');
  found.erase(std::remove(found.begin(), found.end(), std::string_view()), found.end());
  return found;
}

// "#   ^^^^ rule-id severity", with or without "#".
struct CaretLine {
  std::uint32_t column = 0;  // in characters
  std::uint32_t length = 0;
  std::string_view rule;
  std::string_view severity;
};

std::optional<CaretLine> caret_line(std::string_view line) {
  std::size_t at = line.find_first_not_of(' ');
  if (at == std::string_view::npos) return std::nullopt;
  if (line[at] == '#') at = line.find_first_not_of(' ', at + 1);
  if (at == std::string_view::npos || line[at] != '^') return std::nullopt;
  std::size_t end = line.find_first_not_of('^', at);
  if (end == std::string_view::npos || line[end] != ' ') return std::nullopt;
  const auto rest = words(line.substr(end));
  if (rest.empty() || rest.size() > 2) return std::nullopt;
  return CaretLine{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at), rest[0],
                   rest.size() == 2 ? rest[1] : std::string_view()};
}

std::optional<std::string_view> facts_line(std::string_view line) {
  constexpr std::string_view kMarker = "# facts:";
  if (line.substr(0, kMarker.size()) != kMarker) return std::nullopt;
  return line.substr(kMarker.size());
}

std::vector<std::string> strings(std::string_view list) {
  std::vector<std::string> found;
  for (const std::string_view part : split(list, ',')) {
    if (!part.empty()) found.emplace_back(part);
  }
  return found;
}

// One "name=value"; false where the name is not known or the value is not understood.
bool set_fact(ProjectFacts& facts, std::string_view name, std::string_view value) {
  if (name == "today") {
    facts.today = parse_date(value);
    return facts.today.has_value();
  }
  if (name == "batch" || name == "privileged") {
    if (value != "true" && value != "false") return false;
    (name == "batch" ? facts.batch_enabled : facts.privileged) = value == "true";
    return true;
  }
  if (name == "image") {
    facts.image = value;
  } else if (name == "next-image") {
    facts.next_image = value;
  } else if (name == "source") {
    facts.source = value;
  } else if (name == "deploy") {
    facts.deploy = value;
  } else if (name == "compute-type") {
    facts.compute_type = value;
  } else if (name == "environment-type") {
    facts.environment_type = value;
  } else if (name == "path") {
    facts.path = value;
  } else if (name == "variables") {
    facts.variables = strings(value);
  } else if (name == "tree") {
    auto tree = std::make_shared<SourceTree>();
    tree->files = strings(value);
    std::sort(tree->files.begin(), tree->files.end());
    facts.source_tree = std::move(tree);
  } else {
    return false;
  }
  return true;
}

// The offset of a character of a line.
std::uint32_t offset_of(const SourceText& text, std::uint32_t line, std::uint32_t character) {
  return text.offset({line, character}, Encoding::utf32);
}

class ExampleReader {
 public:
  ExampleReader(Example example, std::vector<std::string>& problems)
      : example_(std::move(example)), problems_(problems) {
    facts_->today = Date{2026, 11, 20};
  }

  void add(std::string_view line) {
    if (const auto facts = facts_line(line)) {
      add_facts(*facts);
    } else if (const auto carets = caret_line(line); carets && lines_ > 0) {
      carets_.push_back({lines_ - 1, *carets});
    } else {
      example_.text += line;
      example_.text += '\n';
      ++lines_;
    }
  }

  Example take() && {
    const SourceText text(example_.text);
    for (const auto& [line, carets] : carets_) {
      const std::uint32_t begin = offset_of(text, line, carets.column);
      const std::uint32_t end = offset_of(text, line, carets.column + carets.length);
      example_.marks.push_back(
          {Span{begin, end}, std::string(carets.rule), std::string(carets.severity)});
    }
    example_.facts = facts_;
    return std::move(example_);
  }

 private:
  void add_facts(std::string_view line) {
    for (const std::string_view word : words(line)) {
      const std::size_t equals = word.find('=');
      if (equals == std::string_view::npos ||
          !set_fact(*facts_, word.substr(0, equals), word.substr(equals + 1))) {
        problems_.push_back("unknown fact " + std::string(word));
      }
    }
  }

  Example example_;
  std::vector<std::string>& problems_;
  std::shared_ptr<ProjectFacts> facts_ = std::make_shared<ProjectFacts>();
  std::vector<std::pair<std::uint32_t, CaretLine>> carets_;
  std::uint32_t lines_ = 0;
};

// "```yaml bad": nothing for fences that are no tests.
std::optional<Example> example_of(std::string_view info, int line,
                                  std::vector<std::string>& problems) {
  const auto parts = words(info);
  if (parts.size() < 2) return std::nullopt;
  Example example;
  example.line = line;
  example.json = parts[0] == "json";
  if (parts[1] == "bad") {
    example.kind = ExampleKind::bad;
  } else if (parts[1] == "fixed") {
    example.kind = ExampleKind::fixed;
  } else if (parts[1] != "good") {
    problems.push_back("unknown kind of example: " + std::string(info));
    return std::nullopt;
  }
  return example;
}

}  // namespace

Page read_page(std::string_view text) {
  Page page;
  std::optional<ExampleReader> reader;
  bool in_fence = false;
  int number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (in_fence) {
      if (line == "```") {
        in_fence = false;
        if (reader) page.examples.push_back(std::move(*reader).take());
        reader.reset();
      } else if (reader) {
        reader->add(line);
      }
    } else if (line.substr(0, 3) == "```") {
      in_fence = true;
      if (auto example = example_of(line.substr(3), number, page.problems)) {
        reader.emplace(std::move(*example), page.problems);
      }
    } else if (line.substr(0, 2) == "# " && number == 1) {
      page.title = line.substr(2);
    } else if (number == 2) {
      page.summary = line;
    } else if (line.substr(0, 3) == "## ") {
      page.headings.emplace_back(line.substr(3));
    }
  }
  if (in_fence) page.problems.emplace_back("a fence is not closed");
  return page;
}

}  // namespace buildspec::test
