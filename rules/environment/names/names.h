// What the rules on variables share: uses as findings, names that resemble others. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::environment {

// closed: a list to which nobody adds. open: names that users chose, who may have chosen one more
// that is not known here.
enum class Vocabulary : std::uint8_t { closed, open };

// The known name of which this one is a misspelling: a letter or two off, or the same in other
// letter case or with other underscores. Nothing where the difference has a meaning: a number, a
// plural, another word.
[[nodiscard]] std::optional<std::string_view> misspelled(std::string_view name,
                                                         std::span<const std::string_view> known,
                                                         Vocabulary vocabulary);

// The edit that gives the name in a span of the text another spelling; nothing where the text does
// not have it there as it is (a folded line, an escape).
[[nodiscard]] std::optional<Fix> rename(const Snapshot& snapshot, Span name_span,
                                        std::string_view name, std::string_view to);

// The uses of a name that no definition reaches and that do nothing about it, in the order of the
// text; those in scripts of another shell left out. `behind_source`: also those behind what may
// have defined any variable.
[[nodiscard]] std::vector<Usage> unreached(const Snapshot& snapshot, const Flow& flow,
                                           std::uint32_t number, bool behind_source = false);

}  // namespace buildspec::environment
