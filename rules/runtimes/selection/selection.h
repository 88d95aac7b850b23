// The runtimes that a buildspec selects, with what is known about the image: shared by the rules of
// this group. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/runtime_version.h"

namespace buildspec::runtimes {

// One entry of `runtime-versions` under `install`.
struct Selection {
  Node key;
  Node value;
  std::string name;                            // "python"
  std::string version;                         // as written; empty where there is no scalar
  const schema::Language* language = nullptr;  // null: no image has such a runtime
};
[[nodiscard]] std::vector<Selection> selections(const Buildspec& buildspec);

// What the facts say about the image: tri-state.
struct ImageKnowledge {
  enum class State : std::uint8_t {
    unknown,     // not said; batch builds may even run on several
    catalogued,  // `image` is set
    other,       // a custom image, or one without runtime selection: the section has no effect
  };
  State state = State::unknown;
  const schema::Image* image = nullptr;
  std::string_view name;  // as the facts have it
};
[[nodiscard]] ImageKnowledge image_of(const Snapshot& snapshot);

// The release of this runtime's default version on the known image, where that is past its end of
// life; else null.
[[nodiscard]] const schema::Release* past_default(const Snapshot& snapshot,
                                                  const ImageKnowledge& known,
                                                  std::string_view name);

// "Node.js 18", "java corretto17", "Version 8.0 of .NET": what a message can begin with.
[[nodiscard]] std::string title_of(const schema::Language& language, std::string_view version);

// "which image builds is not known: set `image` in .buildspec-lint.yml"
[[nodiscard]] Note image_would_decide();

// The edit that takes an entry out: its line, or with the last entry the whole `runtime-versions`,
// or with that the whole `install`. Nothing where a comment would go with it.
[[nodiscard]] std::optional<Edit> removal(const Snapshot& snapshot, const Selection& selection);

}  // namespace buildspec::runtimes
