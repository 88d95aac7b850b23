// A piece of source with the place in question marked beneath, as a terminal shows it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "linter/cli/renderer.h"
#include "linter/text/source_text.h"

namespace buildspec::cli {

struct Excerpt {
  const SourceText& text;
  // Bytes that must not be shown, sorted: values of secrets.
  std::span<const Span> masked;
  // Columns for the line number.
  std::uint32_t gutter = 1;
  RenderStyle style;

  // An empty line with the gutter, the lines of the span, the marks. Long lines are cut around the
  // marks, a span over many lines is shown by its ends. Every line is ended.
  [[nodiscard]] std::string mark(Span span, char sign, Paint::Color color) const;

  // The lines that a fix removes and those that it puts there; empty where these are too many to
  // help, or where they would show something masked.
  [[nodiscard]] std::string preview(const std::vector<Edit>& edits) const;

  // "   = note: message", for what stands below the lines.
  [[nodiscard]] std::string remark(std::string_view label, std::string_view message) const;
};

// Columns that the number of the line at this offset takes.
[[nodiscard]] std::uint32_t number_width(const SourceText& text, std::uint32_t offset);

}  // namespace buildspec::cli
