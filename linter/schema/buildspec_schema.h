// The buildspec language, format 0.1 and 0.2, as one tree of types: the root, and named parts of it
// for those who do not come from above. Constant data that lives for ever; any thread.
#pragma once

#include <string_view>

#include "linter/schema/type.h"

namespace buildspec::schema {

// The whole file.
[[nodiscard]] const Type& buildspec_type();

[[nodiscard]] const Type& env_type();
[[nodiscard]] const Type& phases_type();
// `install` takes `runtime-versions`, `build` the legacy `steps`, all four everything else.
[[nodiscard]] const Type& install_phase_type();
[[nodiscard]] const Type& phase_type();
[[nodiscard]] const Type& build_phase_type();
[[nodiscard]] const Type& runtime_versions_type();
[[nodiscard]] const Type& reports_type();
[[nodiscard]] const Type& report_type();
[[nodiscard]] const Type& artifacts_type();
[[nodiscard]] const Type& secondary_artifact_type();
[[nodiscard]] const Type& cache_type();
[[nodiscard]] const Type& batch_type();
// One entry of build-graph; build-list takes the same without `depend-on`.
[[nodiscard]] const Type& graph_task_type();
[[nodiscard]] const Type& list_task_type();
[[nodiscard]] const Type& batch_task_env_type();

// The key of a mapping type with exactly this name; null where there is none, and for types whose
// names the user chooses.
[[nodiscard]] const Key* find_key(const Type& type, std::string_view name);

// The value of a scalar type that a text means, case folded where the type says so; else null.
[[nodiscard]] const Value* find_value(const Type& type, std::string_view text);

}  // namespace buildspec::schema
