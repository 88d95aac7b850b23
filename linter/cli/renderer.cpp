#include "linter/cli/renderer.h"

namespace buildspec::cli {

std::unique_ptr<Renderer> make_renderer(OutputFormat format, const RenderStyle& style) {
  switch (format) {
    case OutputFormat::concise: return make_concise_renderer(style);
    case OutputFormat::json: return make_json_renderer();
    case OutputFormat::pretty: break;
  }
  return make_pretty_renderer(style);
}

}  // namespace buildspec::cli
