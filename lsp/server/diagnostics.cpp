#include "lsp/server/diagnostics.h"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "linter/lint/registry.h"
#include "linter/lint/rule.h"
#include "lsp/server/convert.h"

namespace buildspec::lsp {
namespace {

constexpr const char* kSource = "buildspec-lint";

DiagnosticSeverity to_protocol(Severity severity) {
  switch (severity) {
    case Severity::error: return DiagnosticSeverity::error;
    case Severity::warning: return DiagnosticSeverity::warning;
    case Severity::info: return DiagnosticSeverity::information;
    case Severity::hint: return DiagnosticSeverity::hint;
  }
  return DiagnosticSeverity::warning;
}

void add_tags(const buildspec::Diagnostic& finding, const ClientTraits& traits,
              lsp::Diagnostic& out) {
  std::vector<lsp::DiagnosticTag> tags;
  for (const buildspec::DiagnosticTag tag : finding.tags) {
    if (tag == buildspec::DiagnosticTag::unnecessary && traits.tag_unnecessary) {
      tags.push_back(lsp::DiagnosticTag::unnecessary);
    } else if (tag == buildspec::DiagnosticTag::deprecated && traits.tag_deprecated) {
      tags.push_back(lsp::DiagnosticTag::deprecated);
    }
  }
  if (!tags.empty()) out.tags = std::move(tags);
}

// Notes with a place are links where the client has those; all others follow the message.
void add_notes(const buildspec::Diagnostic& finding, const SourceText& text, const std::string& uri,
               const ClientTraits& traits, lsp::Diagnostic& out) {
  std::vector<DiagnosticRelatedInformation> related;
  for (const Note& note : finding.notes) {
    if (note.span && traits.related_information) {
      related.push_back({{uri, to_range(text, *note.span, traits.encoding)}, note.message});
    } else {
      out.message += '\n' + note.message;
    }
  }
  if (!related.empty()) out.related_information = std::move(related);
}

Json data_of(const buildspec::Diagnostic& finding, std::uint32_t number) {
  Json fixes = Json::array();
  for (const Fix& fix : finding.fixes) fixes.push_back(fix.title);
  return {{"rule", finding.rule->id()}, {"number", number}, {"fixes", std::move(fixes)}};
}

}  // namespace

std::vector<lsp::Diagnostic> to_protocol(std::span<const buildspec::Diagnostic> findings,
                                         const SourceText& text, const std::string& uri,
                                         const ClientTraits& traits) {
  std::vector<lsp::Diagnostic> diagnostics;
  diagnostics.reserve(findings.size());
  std::map<const RegisteredRule*, std::uint32_t> numbers;
  for (const buildspec::Diagnostic& finding : findings) {
    lsp::Diagnostic out;
    out.range = to_range(text, finding.span, traits.encoding);
    out.severity = to_protocol(finding.severity);
    out.code = finding.rule->id();
    if (traits.diagnostic_code_description) {
      if (auto url = page_url(*finding.rule))
        out.code_description = CodeDescription{*std::move(url)};
    }
    out.source = kSource;
    out.message = finding.message;
    add_notes(finding, text, uri, traits, out);
    add_tags(finding, traits, out);
    const std::uint32_t number = numbers[finding.rule]++;
    if (traits.diagnostic_data) out.data = data_of(finding, number);
    diagnostics.push_back(std::move(out));
  }
  return diagnostics;
}

std::vector<lsp::Diagnostic> to_protocol(std::span<const ConfigurationProblem> problems,
                                         const SourceText& text, Encoding encoding) {
  std::vector<lsp::Diagnostic> diagnostics;
  for (const ConfigurationProblem& problem : problems) {
    lsp::Diagnostic out;
    out.range = to_range(text, problem.span, encoding);
    out.severity = DiagnosticSeverity::warning;
    out.source = kSource;
    out.message = problem.message;
    diagnostics.push_back(std::move(out));
  }
  return diagnostics;
}

ReportPtr make_report(std::vector<lsp::Diagnostic> items) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  auto report = std::make_shared<Report>();
  std::size_t hash = std::hash<std::string>()(to_text(write_json(items)));
  for (std::size_t i = 0; i < 2 * sizeof hash; ++i, hash >>= 4U) report->id += kDigits[hash & 15U];
  report->items = std::move(items);
  return report;
}

}  // namespace buildspec::lsp
