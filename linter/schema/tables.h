// The tables of the language as they refer to each other, one file per section of a buildspec. For
// linter/schema alone: others come through buildspec_schema.h.
#pragma once

#include "linter/schema/type.h"

namespace buildspec::schema {

// env_table.cpp
extern const Type kEnv;
extern const Type kEnvironmentVariables;  // format 0.1
extern const Type kVariables;
// phases_table.cpp
extern const Type kPhases;
extern const Type kInstallPhase;
extern const Type kPhase;
extern const Type kBuildPhase;
extern const Type kRuntimeVersions;
extern const Type kRunAs;
// reports_table.cpp
extern const Type kReports;
extern const Type kReport;
// artifacts_table.cpp
extern const Type kArtifacts;
extern const Type kSecondaryArtifact;
// cache_table.cpp
extern const Type kCache;
// batch_table.cpp
extern const Type kBatch;
extern const Type kGraphTask;
extern const Type kListTask;
extern const Type kTaskEnv;
// buildspec_table.cpp
extern const Type kBuildspec;

// Shared by several sections. "yes" and "no" are YAML 1.1 booleans, as "true" and "false" are:
// which of the spellings is documented differs by key, what they mean does not.
inline constexpr Value kYesNoValues[] = {
    {.text = "yes", .doc = "Switches it on."},
    {.text = "no", .doc = "Switches it off."},
};
inline constexpr Type kYesNo{
    .name = "yes or no", .format = Format::boolean_yes_no, .values = kYesNoValues};

inline constexpr Value kTrueFalseValues[] = {
    {.text = "true", .doc = "Switches it on."},
    {.text = "false", .doc = "Switches it off."},
};
inline constexpr Type kTrueFalse{
    .name = "true or false", .format = Format::boolean_true_false, .values = kTrueFalseValues};

// Paths in lists: `$NAME` in them is replaced (seen in 3 repositories, for artifacts).
inline constexpr Type kGlob{
    .name = "a path or a glob", .may_be_reference = true, .format = Format::glob};

}  // namespace buildspec::schema
