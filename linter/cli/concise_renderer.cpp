#include "linter/cli/finding_head.h"
#include "linter/cli/renderer.h"

namespace buildspec::cli {
namespace {

class ConciseRenderer final : public Renderer {
 public:
  explicit ConciseRenderer(const RenderStyle& style) : style_(style) {}

  std::string file(const FileReport& report) override {
    std::string out;
    for (const Diagnostic& diagnostic : report.diagnostics) {
      out += finding_head(report, diagnostic, style_.paint) + '\n';
    }
    return out;
  }

  std::string end(const Totals&, std::span<const Failure>) override { return {}; }

 private:
  RenderStyle style_;
};

}  // namespace

std::unique_ptr<Renderer> make_concise_renderer(const RenderStyle& style) {
  return std::make_unique<ConciseRenderer>(style);
}

}  // namespace buildspec::cli
