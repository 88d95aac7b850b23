// Giving a named thing another name, everywhere it stands. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"
#include "lsp/ide/names.h"

namespace buildspec::ide {

// The files in which the name means the same thing; the first one is where the user is.
using Files = std::span<const SnapshotPtr>;

// Why the name cannot be changed from here, as a sentence; nothing where it can.
[[nodiscard]] std::optional<std::string> why_fixed(Files files, const Name& name);

// Why the thing cannot have that new name; nothing where it can.
[[nodiscard]] std::optional<std::string> why_not_called(Files files, const Name& name,
                                                        std::string_view new_name);

// In the order of the text. Asks neither of the two above.
[[nodiscard]] std::vector<Edit> rename(const Snapshot& snapshot, const Name& name,
                                       std::string_view new_name);

// Places that may mean a variable, too, though no shell reads them so: `'$NAME'` for another
// program, `printenv NAME`, `--build-arg NAME`, `environ["NAME"]`. In the order of the text; none
// that rename() changes.
[[nodiscard]] std::vector<Edit> uncertain_rename(const Snapshot& snapshot, const Name& name,
                                                 std::string_view new_name);

// Who reads the thing by its name from outside of the file, where somebody does: a sentence for the
// user who renames it.
[[nodiscard]] std::optional<std::string> read_outside(const Snapshot& snapshot, const Name& name);

}  // namespace buildspec::ide
