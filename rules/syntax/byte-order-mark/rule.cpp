// byte-order-mark: see rule.md.
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.text.bytes().substr(0, kMark.size()) != kMark) return;
  const Span span{0, static_cast<std::uint32_t>(kMark.size())};
  Diagnostic& finding = reporter.report(span, "The file begins with a byte order mark");
  finding.notes.push_back(
      {"UTF-8 needs none; how CodeBuild takes it is not documented", std::nullopt});
  finding.fixes.push_back({"Remove the mark", Applicability::safe, {{span, ""}}});
}

}  // namespace

extern const Rule byte_order_mark;
constexpr Rule byte_order_mark{
    .meta = {.id = "byte-order-mark",
             .summary = "Flags a byte order mark at the begin of the file.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.1.0"},
    .check = check,
};

}  // namespace buildspec::rules
