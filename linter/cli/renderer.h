// The output formats of the command line. A renderer gets the reports of the files in order and
// returns the text to print; it keeps what it needs between them. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "linter/cli/report.h"
#include "linter/cli/terminal.h"

namespace buildspec::cli {

enum class OutputFormat : std::uint8_t { pretty, concise, json };

struct RenderStyle {
  Paint paint{false};
  std::uint32_t width = 100;  // columns that a source line may take
};

class Renderer {
 public:
  virtual ~Renderer() = default;
  // What to print for one file.
  [[nodiscard]] virtual std::string file(const FileReport& report) = 0;
  // What to print behind the last file.
  [[nodiscard]] virtual std::string end(const Totals& totals,
                                        std::span<const Failure> failures) = 0;
};

[[nodiscard]] std::unique_ptr<Renderer> make_renderer(OutputFormat format,
                                                      const RenderStyle& style);

// One each; make_renderer() picks.
[[nodiscard]] std::unique_ptr<Renderer> make_pretty_renderer(const RenderStyle& style);
[[nodiscard]] std::unique_ptr<Renderer> make_concise_renderer(const RenderStyle& style);
[[nodiscard]] std::unique_ptr<Renderer> make_json_renderer();

}  // namespace buildspec::cli
