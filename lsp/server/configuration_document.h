// The configuration file where it is open in the editor. The loop's.
#pragma once

#include <string_view>

#include "lsp/server/context.h"

namespace buildspec::lsp {

// An open document with the name of a configuration file, in whatever folder and scheme, or the one
// that the settings name; else null.
[[nodiscard]] Document* configuration_document(Context& context, std::string_view uri);

}  // namespace buildspec::lsp
