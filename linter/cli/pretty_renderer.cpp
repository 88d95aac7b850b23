#include <algorithm>

#include "linter/cli/excerpt.h"
#include "linter/cli/finding_head.h"
#include "linter/cli/renderer.h"

namespace buildspec::cli {
namespace {

std::string counted(std::size_t count, std::string_view word) {
  return std::to_string(count) + ' ' + std::string(word) + (count == 1 ? "" : "s");
}

// "1 error, 2 warnings and 1 hint"
std::string list_of(const Totals& totals) {
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, std::string_view word) {
    if (count > 0) parts.push_back(counted(count, word));
  };
  add(totals.errors, "error");
  add(totals.warnings, "warning");
  add(totals.infos, "info");
  add(totals.hints, "hint");
  std::string list;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) list += i + 1 == parts.size() ? " and " : ", ";
    list += parts[i];
  }
  return list;
}

// Values of secrets stay out of logs, in the lines of every finding that shows them.
std::vector<Span> secrets_of(const FileReport& report) {
  std::vector<Span> spans;
  for (const Diagnostic& diagnostic : report.diagnostics) {
    if (rule_group(diagnostic) == "secrets") spans.push_back(diagnostic.span);
  }
  return spans;
}

std::uint32_t gutter_of(const SourceText& text, const Diagnostic& diagnostic) {
  std::uint32_t width = number_width(text, diagnostic.span.end);
  for (const Note& note : diagnostic.notes) {
    if (note.span) width = std::max(width, number_width(text, note.span->end));
  }
  return width;
}

class PrettyRenderer final : public Renderer {
 public:
  explicit PrettyRenderer(const RenderStyle& style) : style_(style) {}

  std::string file(const FileReport& report) override {
    std::string out;
    const std::vector<Span> secrets = secrets_of(report);
    for (const Diagnostic& diagnostic : report.diagnostics) {
      out += finding(report, diagnostic, secrets) + '\n';
    }
    return out;
  }

  std::string end(const Totals& totals, std::span<const Failure>) override {
    if (totals.files == 0) return {};
    const std::string files = counted(totals.files, "file");
    std::string out = totals.fixed == 0 ? "" : "Fixed " + counted(totals.fixed, "finding") + ".\n";
    if (totals.findings() == 0) return out + "No findings in " + files + ".\n";
    out += "Found " + list_of(totals) + " in " + files + '.';
    if (totals.fixable > 0) out += " --fix mends " + std::to_string(totals.fixable) + '.';
    return out + '\n';
  }

 private:
  [[nodiscard]] std::string finding(const FileReport& report, const Diagnostic& diagnostic,
                                    const std::vector<Span>& secrets) const {
    const Excerpt excerpt{report.text, secrets, gutter_of(report.text, diagnostic), style_};
    std::string out = finding_head(report, diagnostic, style_.paint) + '\n';
    if (report.text.size() > 0) {
      out += excerpt.mark(diagnostic.span, '^', color_of(diagnostic.severity));
    }
    for (const Note& note : diagnostic.notes) {
      out += excerpt.remark("note", note.message);
      if (note.span) out += excerpt.mark(*note.span, '-', Paint::Color::blue);
    }
    for (const Fix& fix : diagnostic.fixes) {
      const bool applied = fix.applicability == Applicability::safe;
      out += excerpt.remark("help", fix.title + (applied ? " (--fix does it)" : ""));
      out += excerpt.preview(fix.edits);
    }
    return out;
  }

  RenderStyle style_;
};

}  // namespace

std::unique_ptr<Renderer> make_pretty_renderer(const RenderStyle& style) {
  return std::make_unique<PrettyRenderer>(style);
}

}  // namespace buildspec::cli
