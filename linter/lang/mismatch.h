// Where a text and the schema disagree: found once per version of a document, in one walk, and told
// by the rules of rules/structure. Nodes belong to the snapshot's tree; pure, any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "linter/schema/type.h"
#include "linter/syntax/tree.h"

namespace buildspec {

enum class MismatchKind : std::uint8_t {
  unknown_key,        // `type` has no such key in any version of the format
  other_version_key,  // `type` has it, but not in the version of this file
  duplicate_key,      // `other` is the key that stands first
  missing_key,        // `key` is required and absent
  wrong_form,         // a mapping, list, scalar or nothing where another is expected
  scalar_for_list,    // tolerated, not documented
  unknown_value,      // none of the values that `type` lists
  bad_value,          // schema::check_format() says why
  bad_name,           // a name that users choose, of the wrong format
  too_few,            // entries: less than `type` demands
  too_many,           // entries: more than `type` allows
  deprecated_key,     // `key` exists, but should not be used any more
  deprecated_value,   // one of the values, but one that should not be used any more
};

struct Mismatch {
  MismatchKind kind = MismatchKind::unknown_key;
  // Of the mapping for everything about keys and names, of the value for the rest.
  const schema::Type* type = nullptr;
  // The key that is absent, or of the other version; else the nearest enclosing key of the schema,
  // null at the root.
  const schema::Key* key = nullptr;
  Node node = {};      // the value; the mapping for missing_key
  Node key_node = {};  // the key that is to blame or that `node` is the value of; none for items
  Node other = {};     // duplicate_key: the key that stands first
  Node owner = {};     // the collection that `node` or `key_node` stands in; none for the root
};

// Absent, or written out as YAML 1.1 does: "~", "null".
[[nodiscard]] bool is_null(Node node);

// In document order; total. `versions` is the file's format.
[[nodiscard]] std::vector<Mismatch> find_mismatches(const Tree& tree, schema::Versions versions);

}  // namespace buildspec
