// What in a text leads elsewhere: to files of the source, to web pages. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/rule.h"
#include "linter/text/span.h"

namespace buildspec::ide {

struct DocumentLink {
  Span span;
  std::string path;  // of a file that is there, normal, from the source root; else empty
  std::string url;   // of a page
  std::string tooltip;
};

// Buildspecs of a batch, scripts and other files that commands name (`file://` too), artifacts
// without patterns; addresses in comments and values; the sections' official documentation; the
// pages of rules in suppression comments. In the order of the text, none inside another; at most
// 1,000.
[[nodiscard]] std::vector<DocumentLink> document_links(const Snapshot& snapshot,
                                                       std::span<const RegisteredRule> rules);

}  // namespace buildspec::ide
