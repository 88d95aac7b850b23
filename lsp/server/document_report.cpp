#include "lsp/server/document_report.h"

#include <algorithm>
#include <array>

#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

ReportPtr report_of_configuration(Context& context, const Document& document) {
  const Configuration read = read_configuration(document.text, context.rules);
  return make_report(to_protocol(read.problems, document.text, context.traits.encoding));
}

}  // namespace

ReportPtr report_of(Context& context, Document& document) {
  if (is_revision(document.uri)) return make_report({});
  const auto path = path_of(document.uri);
  if (path && context.projects.is_configuration(*path)) {
    return report_of_configuration(context, document);
  }
  if (context.buildspec(document.uri) == nullptr) return make_report({});
  const auto& findings = context.findings(document);
  if (!document.report || document.reported != document.judged ||
      document.reported_by != document.judge) {
    document.report =
        make_report(to_protocol(findings, document.text, document.uri, context.traits));
    document.reported = document.judged;
    document.reported_by = document.judge;
  }
  return document.report;
}

bool is_revision(std::string_view uri) {
  static constexpr std::array<std::string_view, 7> kSchemes{
      "git:", "gitfs:", "gitlens:", "gitlens-git:", "pr:", "review:", "vscode-local-history:"};
  return std::any_of(kSchemes.begin(), kSchemes.end(),
                     [uri](std::string_view scheme) { return uri.starts_with(scheme); });
}

}  // namespace buildspec::lsp
