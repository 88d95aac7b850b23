#include "lsp/server/configuration_document.h"

#include "linter/lang/source_path.h"
#include "linter/lint/configuration.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

Document* configuration_document(Context& context, std::string_view uri) {
  Document* const document = context.documents.find(uri);
  if (document == nullptr) return nullptr;
  const auto path = path_of(uri);
  const bool ours = path ? context.projects.is_configuration(*path)
                         : file_name(path_text_of(uri)) == kConfigurationFile;
  return ours ? document : nullptr;
}

}  // namespace buildspec::lsp
