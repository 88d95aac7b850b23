#include "linter/cli/explain.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "linter/cli/display_width.h"
#include "linter/lint/registry.h"

namespace buildspec::cli {
namespace {

constexpr std::string_view kFence = "```";
constexpr std::size_t kCodeIndent = 4;

std::string_view to_string(Stage stage) { return stage == Stage::stable ? "stable" : "preview"; }

// Words of a paragraph in lines, the later ones indented as the text of a list item is.
class Paragraph {
 public:
  Paragraph(std::size_t width, const Paint& paint) : width_(width), paint_(paint) {}

  void add(std::string_view line) {
    while (!line.empty()) {
      const std::size_t end = std::min(line.find(' '), line.size());
      if (end > 0) words_.emplace_back(line.substr(0, end));
      line.remove_prefix(std::min(end + 1, line.size()));
    }
  }

  std::string take(std::size_t first_indent, std::size_t indent) {
    std::string out(first_indent, ' ');
    std::size_t column = first_indent;
    bool begun = false;
    for (const std::string& word : words_) {
      const std::size_t size = display_line(word).width;
      if (begun && column + 1 + size > width_) {
        out += '\n' + std::string(indent, ' ');
        column = indent;
      } else if (begun) {
        out += ' ';
        ++column;
      }
      out += painted(word);
      column += size;
      begun = true;
    }
    words_.clear();
    return out + '\n';
  }

  [[nodiscard]] bool empty() const { return words_.empty(); }

 private:
  // Code stands between backticks, which colours replace; what stands between double asterisks is
  // bold where there are colours. Both may hold several words.
  std::string painted(std::string_view word) {
    std::string out;
    std::string part;
    const auto flush = [&] {
      if (in_code_) {
        out += paint_(Paint::Color::cyan, part);
      } else {
        out += bold_ ? paint_(Paint::Color::bold, part) : part;
      }
      part.clear();
    };
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (word[i] == '`') {
        flush();
        in_code_ = !in_code_;
        if (!paint_.enabled()) out += '`';
      } else if (!in_code_ && word.substr(i, 2) == "**") {
        flush();
        bold_ = !bold_;
        ++i;
      } else {
        part += word[i];
      }
    }
    flush();
    return out;
  }

  std::size_t width_;
  const Paint& paint_;
  std::vector<std::string> words_;
  bool in_code_ = false;
  bool bold_ = false;
};

std::string_view without_hashes(std::string_view heading) {
  return heading.substr(std::min(heading.find_first_not_of("# "), heading.size()));
}

class PageRenderer {
 public:
  PageRenderer(const Paint& paint, std::uint32_t width) : paint_(paint), paragraph_(width, paint) {}

  std::string render(std::string_view markdown) && {
    while (!markdown.empty()) {
      const std::size_t end = std::min(markdown.find('\n'), markdown.size());
      line(markdown.substr(0, end));
      markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    flush();
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    if (text.starts_with(kFence)) {
      flush();
      in_fence_ = !in_fence_;
      if (text.ends_with(" fixed") && heading_ != "Fixed") out_ += "This becomes:\n\n";
    } else if (in_fence_) {
      code(text);
    } else if (text.empty()) {
      flush();
      if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
    } else if (text.starts_with('#')) {
      flush();
      heading_ = without_hashes(text);
      out_ += paint_(Paint::Color::bold, heading_) + '\n';
    } else if (text.starts_with("- ")) {
      flush();
      hanging_ = 2;
      paragraph_.add(text);
    } else {
      paragraph_.add(text);
    }
  }

  void code(std::string_view text) {
    if (!text.empty()) {
      const std::string shown = display_line(text).text;
      out_ += std::string(kCodeIndent, ' ') +
              (text.front() == '#' ? paint_(Paint::Color::yellow, shown) : shown);
    }
    out_ += '\n';
  }

  void flush() {
    if (!paragraph_.empty()) out_ += paragraph_.take(0, hanging_);
    hanging_ = 0;
  }

  const Paint& paint_;
  Paragraph paragraph_;
  std::string out_;
  std::size_t hanging_ = 0;
  std::string_view heading_;
  bool in_fence_ = false;
};

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width - std::min(width, text.size()), ' ');
}

std::string severity_of(const RegisteredRule& rule) {
  const RuleMeta& meta = rule.rule->meta;
  return std::string(buildspec::to_string(meta.severity)) + (meta.on_by_default ? "" : " (off)");
}

}  // namespace

std::string render_page(std::string_view markdown, const Paint& paint, std::uint32_t width) {
  return PageRenderer(paint, width).render(markdown);
}

std::string explain_rule(const RegisteredRule& rule, const Paint& paint, std::uint32_t width) {
  std::string_view page = rule.page;
  // The page's own title is the id alone.
  if (page.starts_with("# ")) page.remove_prefix(std::min(page.find('\n') + 1, page.size()));
  return paint(Paint::Color::bold, rule.id()) + " (" + std::string(rule.group) + ", " +
         severity_of(rule) + ", " + std::string(to_string(rule.rule->meta.stage)) + ")\n" +
         render_page(page, paint, width);
}

std::string list_rules(std::span<const RegisteredRule> rules) {
  std::size_t ids = 0;
  std::size_t severities = 0;
  for (const RegisteredRule& rule : rules) {
    ids = std::max(ids, rule.id().size());
    severities = std::max(severities, severity_of(rule).size());
  }
  std::string out;
  std::string_view group;
  for (const RegisteredRule& rule : rules) {
    if (rule.group != group) {
      out += (group.empty() ? "" : "\n") + std::string(rule.group) + '\n';
      group = rule.group;
    }
    out += "  " + padded(rule.id(), ids) + "  " + padded(severity_of(rule), severities) + "  " +
           std::string(rule.rule->meta.summary) + '\n';
  }
  return out;
}

std::string list_rules_json(std::span<const RegisteredRule> rules) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const RegisteredRule& rule : rules) {
    const RuleMeta& meta = rule.rule->meta;
    const auto url = page_url(rule);
    list.push_back({{"id", rule.id()},
                    {"group", rule.group},
                    {"severity", buildspec::to_string(meta.severity)},
                    {"stage", to_string(meta.stage)},
                    {"default", meta.on_by_default},
                    {"since", meta.since},
                    {"summary", meta.summary},
                    {"url", url ? Json(*url) : Json(nullptr)}});
  }
  return list.dump(2) + '\n';
}

}  // namespace buildspec::cli
