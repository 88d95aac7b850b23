// The report on a document that is open, whatever it is. The loop's.
#pragma once

#include <string_view>

#include "lsp/server/context.h"
#include "lsp/server/diagnostics.h"

namespace buildspec::lsp {

// Findings of a buildspec, problems of a configuration file, nothing in all others. Of the text as
// it stands now; stops where the request is cancelled, by an exception.
[[nodiscard]] ReportPtr report_of(Context& context, Document& document);

// An older version of a file, as editors show it beside the file ("git:"). Its findings would stand
// beside those of the file, and cannot be mended.
[[nodiscard]] bool is_revision(std::string_view uri);

}  // namespace buildspec::lsp
