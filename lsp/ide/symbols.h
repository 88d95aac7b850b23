// The outline of a buildspec: its sections, variables, phases, commands, artifacts, reports, cache
// and the tasks of its batch; that of the linter's configuration file. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

enum class SymbolKind : std::uint8_t {
  section,  // env, phases, artifacts, …
  phase,    // build, and `finally` in it
  command,
  function,  // of the shell
  variable,
  value,  // a setting with one value: version, shell
  group,  // variables, secondary-artifacts: what only holds others
  artifact,
  report,
  file,  // a path or pattern
  task,  // of a batch
  runtime,
};

struct Symbol {
  SymbolKind kind = SymbolKind::value;
  std::string name;    // one line, never empty
  std::string detail;  // one line; no secrets
  Span range;          // holds the ranges of the children
  Span selection;      // inside of `range`: the name, where it stands
  std::vector<Symbol> children;
};

// In document order, as deep as the language: the text cannot make it deeper.
[[nodiscard]] std::vector<Symbol> symbols(const Snapshot& snapshot);

// Of the linter's configuration file: its sections, levels of rules, facts, lists.
[[nodiscard]] std::vector<Symbol> configuration_symbols(const Snapshot& snapshot);

// The letters of the query stand in the name, in that order, in whatever case.
[[nodiscard]] bool matches_query(std::string_view name, std::string_view query);

}  // namespace buildspec::ide
