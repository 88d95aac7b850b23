#include "lsp/server/configuration_document.h"

#include <string>

#include "linter/lang/source_path.h"
#include "linter/lint/configuration.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

Document* configuration_document(Context& context, std::string_view uri) {
  const std::string path = path_text_of(uri);
  return file_name(path) == kConfigurationFile ? context.documents.find(uri) : nullptr;
}

}  // namespace buildspec::lsp
