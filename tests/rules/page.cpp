#include "tests/rules/page.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <utility>

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

// The source tree of an example: what stands behind look_at.
struct PageFile {
  std::optional<std::string> text;
  std::optional<bool> executable;
};
using PageFiles = std::map<std::string, PageFile, std::less<>>;

void set_files(ProjectFacts& facts, const PageFiles& files) {
  auto tree = std::make_shared<SourceTree>();
  for (const auto& [path, file] : files) tree->files.push_back(path);
  facts.source_tree = std::move(tree);
  facts.look_at = [files](std::string_view path) -> SourceFilePtr {
    const auto found = files.find(path);
    if (found == files.end()) return nullptr;
    return make_source_file(path, found->second.text, found->second.executable);
  };
}

// One "name=value"; false where the name is not known or the value is not understood.
bool set_fact(ProjectFacts& facts, PageFiles& files, std::string_view name,
              std::string_view value) {
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
    for (std::string& path : strings(value)) files[std::move(path)];
  } else if (name == "executable" || name == "not-executable") {
    for (std::string& path : strings(value)) {
      files[std::move(path)].executable = name == "executable";
    }
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
  ExampleReader(Example example, PageFiles files, std::vector<std::string>& problems)
      : example_(std::move(example)), files_(std::move(files)), problems_(problems) {
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
    if (!files_.empty()) set_files(*facts_, files_);
    example_.facts = facts_;
    return std::move(example_);
  }

 private:
  void add_facts(std::string_view line) {
    for (const std::string_view word : words(line)) {
      const std::size_t equals = word.find('=');
      if (equals == std::string_view::npos ||
          !set_fact(*facts_, files_, word.substr(0, equals), word.substr(equals + 1))) {
        problems_.push_back("unknown fact " + std::string(word));
      }
    }
  }

  Example example_;
  PageFiles files_;
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

// "```sh file=run.sh crlf": a file of the source tree of the examples below it.
class FileReader {
 public:
  static std::optional<FileReader> of(std::string_view info) {
    constexpr std::string_view kMarker = "file=";
    std::optional<FileReader> reader;
    for (const std::string_view word : words(info)) {
      if (word.starts_with(kMarker)) reader.emplace().path_ = word.substr(kMarker.size());
      if (reader && word == "crlf") reader->line_break_ = "\r\n";
    }
    return reader;
  }

  void add(std::string_view line) {
    text_ += line;
    text_ += line_break_;
  }
  void put_into(PageFiles& files) && { files[std::move(path_)].text = std::move(text_); }

 private:
  std::string path_;
  std::string text_;
  std::string_view line_break_ = "\n";
};

}  // namespace

Page read_page(std::string_view text) {
  Page page;
  PageFiles files;
  std::optional<ExampleReader> reader;
  std::optional<FileReader> file;
  bool in_fence = false;
  int number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (in_fence) {
      if (line == "```") {
        in_fence = false;
        if (reader) page.examples.push_back(std::move(*reader).take());
        if (file) std::move(*file).put_into(files);
        reader.reset();
        file.reset();
      } else if (reader) {
        reader->add(line);
      } else if (file) {
        file->add(line);
      }
    } else if (line.substr(0, 3) == "```") {
      in_fence = true;
      file = FileReader::of(line.substr(3));
      if (file) continue;
      if (auto example = example_of(line.substr(3), number, page.problems)) {
        reader.emplace(std::move(*example), files, page.problems);
      }
    } else if (line.substr(0, 2) == "# " && number == 1) {
      page.title = line.substr(2);
    } else if (number == 2) {
      page.summary = line;
    } else if (line.substr(0, 3) == "## ") {
      page.headings.emplace_back(line.substr(3));
      files.clear();
    }
  }
  if (in_fence) page.problems.emplace_back("a fence is not closed");
  return page;
}

}  // namespace buildspec::test
