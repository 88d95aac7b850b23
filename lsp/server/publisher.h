// Findings that are pushed, for a client that does not ask for them: of open documents, of
// configuration files, and of the workspace's other buildspecs where the settings want that. The
// loop's.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "lsp/server/context.h"
#include "lsp/server/diagnostics.h"

namespace buildspec::lsp {

class Publisher {
 public:
  explicit Publisher(Context& context) : context_(context) {}

  // Of the documents that changed since then.
  void publish_documents();
  // Of files that are not open: those with findings, each with its report, or null where what is
  // shown stays. The client is told what changed since then, and nothing of a file that is open.
  using ClosedFiles = std::map<std::filesystem::path, ReportPtr>;
  void publish_closed(const ClosedFiles& files);
  // What the client shows of it stays until the next publish_closed().
  void close(const Document& document);

 private:
  struct Shown {
    std::string uri;  // as the client knows the file
    std::string id;   // of the report; empty where it is not known any more
  };

  void publish(Document& document);
  void send(const std::string& uri, const std::vector<lsp::Diagnostic>& items);

  Context& context_;
  std::map<std::filesystem::path, Shown> shown_;  // of files that are not open
};

}  // namespace buildspec::lsp
