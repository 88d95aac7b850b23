#include "lsp/ide/document_links.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "linter/lint/registry.h"
#include "linter/lint/suppressions.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "lsp/ide/file_references.h"

namespace buildspec::ide {
namespace {

constexpr std::size_t kMost = 1'000;

void add_files(const Snapshot& snapshot, std::vector<DocumentLink>& links) {
  if (!snapshot.facts->look_at) return;
  // Each distinct path is looked for on the disk once.
  constexpr std::size_t kMostPaths = 300;
  std::vector<std::pair<std::string, std::string>> known;  // sorted: path, where it was found
  for (const FileReference& reference : named_files(snapshot)) {
    const std::string& path = reference.paths.front();
    auto at = std::lower_bound(known.begin(), known.end(), std::pair{path, std::string()});
    if (at == known.end() || at->first != path) {
      if (known.size() == kMostPaths) return;
      const auto found = find_files(*snapshot.facts, reference);
      at = known.insert(at, {path, found.empty() ? std::string() : found.front().path});
    }
    if (!at->second.empty()) {
      links.push_back({reference.span, at->second, {}, "Open " + code(at->second)});
    }
  }
}

// The sections of the file: its own keys.
void add_documentation(const Snapshot& snapshot, std::vector<DocumentLink>& links) {
  for (const Pair pair : snapshot.tree->root().pairs()) {
    if (!pair.key.is_scalar()) continue;
    const Scalar scalar = pair.key.scalar();
    const schema::Key* const key = schema::find_key(schema::buildspec_type(), scalar.value());
    if (key == nullptr || key->url.empty()) continue;
    links.push_back({pair.key.span(),
                     {},
                     std::string(key->url),
                     "AWS documentation of " + code(scalar.value())});
  }
}

void add_rules(const Snapshot& snapshot, std::span<const RegisteredRule> rules,
               std::vector<DocumentLink>& links) {
  for (const Suppression& suppression : find_suppressions(snapshot)) {
    for (const Suppression::Selector& selector : suppression.selectors) {
      const RegisteredRule* const rule = find_rule(rules, selector.name);
      const auto url = rule != nullptr ? page_url(*rule) : std::nullopt;
      if (!url) continue;
      links.push_back({selector.span, {}, *url, "What " + code(selector.name) + " is about"});
    }
  }
}

// The end of an address that begins at `begin`: what only a build would make of it (variables) ends
// it, and is no address then.
std::size_t end_of_address(std::string_view text, std::size_t begin) {
  std::size_t end = std::min(text.find_first_of(" \t\r\n\"'`<>|\\^{}$*", begin), text.size());
  // Of a sentence or list, not of the address.
  while (end > begin &&
         std::string_view(".,;:!?)]").find(text[end - 1]) != std::string_view::npos) {
    const bool pair =
        text[end - 1] == ')' && text.substr(begin, end - begin).find('(') != std::string_view::npos;
    if (pair) break;
    --end;
  }
  return end;
}

void add_addresses(const Snapshot& snapshot, std::vector<DocumentLink>& links) {
  const std::string_view text = snapshot.text.bytes();
  for (std::size_t at = text.find("://"); at != std::string_view::npos && links.size() < kMost;
       at = text.find("://", at + 3)) {
    const std::string_view before = text.substr(0, at);
    const std::size_t scheme = before.ends_with("https") ? 5 : before.ends_with("http") ? 4 : 0;
    if (scheme == 0) continue;
    const std::size_t end = end_of_address(text, at + 3);
    if (end == at + 3) continue;
    // What a variable completes leads nowhere yet.
    if (end < text.size() && std::string_view("${*\\").find(text[end]) != std::string_view::npos) {
      continue;
    }
    const Span span{static_cast<std::uint32_t>(at - scheme), static_cast<std::uint32_t>(end)};
    std::string url(text.substr(span.begin, span.size()));
    // A password in it is not handed around.
    const std::string_view host = text.substr(at + 3, text.find_first_of("/?#", at + 3) - at - 3);
    if (host.substr(0, url.size()).find('@') != std::string_view::npos) continue;
    links.push_back({span, {}, std::move(url), {}});
  }
}

}  // namespace

std::vector<DocumentLink> document_links(const Snapshot& snapshot,
                                         std::span<const RegisteredRule> rules) {
  std::vector<DocumentLink> links;
  if (snapshot.amplify) return links;
  add_files(snapshot, links);
  add_documentation(snapshot, links);
  add_rules(snapshot, rules, links);
  add_addresses(snapshot, links);
  std::stable_sort(links.begin(), links.end(),
                   [](const DocumentLink& a, const DocumentLink& b) { return a.span < b.span; });
  std::vector<DocumentLink> apart;
  for (DocumentLink& link : links) {
    const bool empty = link.span.empty();
    const bool inside = !apart.empty() && link.span.begin < apart.back().span.end;
    if (!empty && !inside && apart.size() < kMost) apart.push_back(std::move(link));
  }
  return apart;
}

}  // namespace buildspec::ide
