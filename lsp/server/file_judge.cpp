#include "lsp/server/file_judge.h"

#include <utility>

#include "linter/lang/snapshot.h"
#include "linter/workspace/files.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

Judgement FileJudge::judge(const std::function<bool()>& stopped) const {
  Judgement judgement{nullptr, stamp_of(path), project.engine, project.certain};
  if (before.report && judgement.stamp.exists && before.stamp == judgement.stamp &&
      before.engine == judgement.engine && before.facts == judgement.facts) {
    return before;
  }
  FileText read = read_text_file(path, kLargest);
  const SourceText text(std::move(read.text).value_or(std::string()));
  std::vector<lsp::Diagnostic> items;
  if (!read.problem.empty()) {
    // Nothing to say about it.
  } else if (kind == JudgedKind::configuration) {
    items = to_protocol(read_configuration(text, rules).problems, text, traits.encoding);
  } else {
    const std::string uri = uri_of(path);
    const SnapshotPtr snapshot = analyze(uri, 0, text, project.certain);
    const auto findings = project.engine->run(*snapshot, stopped);
    if (stopped && stopped()) return judgement;
    items = to_protocol(findings, text, uri, traits);
  }
  judgement.report = make_report(std::move(items));
  return judgement;
}

}  // namespace buildspec::lsp
