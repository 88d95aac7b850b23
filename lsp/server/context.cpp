#include "lsp/server/context.h"

#include "linter/workspace/discovery.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

bool looks_like_buildspec(const Document& document) {
  if (document.language_id.find("buildspec") != std::string::npos) return true;
  // Names count in every scheme: of a file in a revision, in a remote folder, not saved yet.
  const std::string name = path_text_of(document.uri);
  const std::string_view head = document.text.bytes().substr(0, kHeadSize);
  // The name alone does, in whatever language an editor without YAML takes the file to be.
  if (judge_name(name) == NameVerdict::yes) return is_buildspec(name, head);
  const std::string_view language = document.language_id;
  if (!language.starts_with("yaml") && !language.starts_with("json")) return false;
  return is_buildspec(name, head) || judge_content(head) == ContentVerdict::sure;
}

// No analysis looks at the source, so that this is what one with these facts would give.
SnapshotPtr with_facts(const SnapshotPtr& snapshot, const ProjectFactsPtr& facts) {
  if (snapshot->facts == facts) return snapshot;
  const auto other = std::make_shared<Snapshot>(*snapshot);
  other->facts = facts;
  return other;
}

}  // namespace

Cancelled Context::cancelled() const {
  return [request = request] { return request && request->cancelled(); };
}

void Context::stop_if_cancelled() const {
  if (request && request->cancelled()) {
    throw ResponseError(ErrorCode::request_cancelled, "cancelled");
  }
}

void Context::stop_if_modified(const Snapshot& snapshot) {
  const Document* const document = documents.find(snapshot.uri);
  if (document == nullptr || document->version != snapshot.version) {
    throw ResponseError(ErrorCode::content_modified, "the document was changed meanwhile");
  }
}

Document* Context::buildspec(std::string_view uri) {
  Document* const document = documents.find(uri);
  if (document == nullptr) return nullptr;
  if (!document->is_buildspec) {
    document->is_buildspec = looks_like_buildspec(*document) || projects.of(document->uri).named;
  }
  return document->is_buildspec ? document : nullptr;
}

SnapshotPtr Context::snapshot(Document& document) {
  return document.analyzed(projects.of(document.uri).facts);
}

const std::vector<buildspec::Diagnostic>& Context::findings(Document& document) {
  const Project project = projects.of(document.uri);
  const SnapshotPtr snapshot = document.analyzed(project.facts);
  if (document.judged != snapshot || document.judge != project.engine) {
    std::vector<buildspec::Diagnostic> found =
        project.engine->run(*with_facts(snapshot, project.certain), cancelled(), &document.memo);
    stop_if_cancelled();
    document.findings = std::move(found);
    document.judged = snapshot;
    document.judge = project.engine;
  }
  return document.findings;
}

}  // namespace buildspec::lsp
