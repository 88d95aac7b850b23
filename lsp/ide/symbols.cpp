#include "lsp/ide/symbols.h"

#include <algorithm>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/lint/wording.h"
#include "linter/text/letters.h"
#include "linter/text/utf8.h"
#include "lsp/ide/command_at.h"
#include "lsp/ide/shown_value.h"

namespace buildspec::ide {
namespace {

// One line, cut where it is too long to read in a list; control characters become blanks.
std::string one_line(std::string_view text) {
  constexpr std::size_t kMost = 80;
  std::string line;
  std::size_t characters = 0;
  while (!text.empty()) {
    const Utf8Character next = decode_utf8(text);
    if (++characters > kMost) return line + "…";
    const auto c = static_cast<unsigned char>(text.front());
    if (next.length == 1 && (c < 0x20 || c == 0x7F)) {
      line += ' ';
    } else {
      line += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return line;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string text_of(Node node) {
  return node.is_scalar() ? one_line(trimmed(node.scalar().value())) : std::string();
}

Span joined(Span a, Span b) { return {std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

// Of a name: the whole scalar, quotes included, so that it is never empty where there is one.
Symbol made(SymbolKind kind, std::string name, Node key, Node value) {
  Symbol symbol;
  symbol.kind = kind;
  symbol.name = std::move(name);
  symbol.selection = key ? key.span() : value.span();
  symbol.range = joined(symbol.selection, value ? value.span() : symbol.selection);
  return symbol;
}

std::string name_of(Node key) {
  std::string name = text_of(key);
  return name.empty() ? "(no name)" : name;
}

void adopt(Symbol& parent, Symbol child) {
  parent.range = joined(parent.range, child.range);
  parent.children.push_back(std::move(child));
}

Symbol pair_symbol(SymbolKind kind, const Pair& pair) {
  return made(kind, name_of(pair.key), pair.key, pair.value);
}

Symbol setting(const Pair& pair) {
  Symbol symbol = pair_symbol(SymbolKind::value, pair);
  symbol.detail = text_of(pair.value);
  return symbol;
}

// The items of a list, or the scalar in its place.
void adopt_items(Symbol& parent, Node list, SymbolKind kind) {
  for (const Node item : list_items(list)) {
    std::string name = text_of(item);
    if (!name.empty()) adopt(parent, made(kind, std::move(name), Node(), item));
  }
}

Symbol list_symbol(const Pair& pair, SymbolKind items) {
  Symbol symbol = pair_symbol(SymbolKind::group, pair);
  adopt_items(symbol, pair.value, items);
  return symbol;
}

class Outline {
 public:
  explicit Outline(const Snapshot& snapshot) : snapshot_(snapshot), commands_(snapshot.buildspec) {}

  std::vector<Symbol> make() {
    std::vector<Symbol> found;
    for (const Pair pair : snapshot_.tree->root().pairs()) {
      if (!pair.key.is_scalar()) continue;
      const Scalar key = pair.key.scalar();
      found.push_back(section(key.value(), pair));
    }
    return found;
  }

 private:
  Symbol section(std::string_view name, const Pair& pair) {
    if (!pair.value.is_mapping()) return setting(pair);
    Symbol symbol = pair_symbol(SymbolKind::section, pair);
    if (name == "env" || name == "environment_variables") {
      add_env(symbol, pair.value);
    } else if (name == "phases") {
      add_phases(symbol, pair.value);
    } else if (name == "artifacts") {
      add_artifact(symbol, pair.value);
    } else if (name == "reports") {
      add_reports(symbol, pair.value);
    } else if (name == "cache") {
      add_files(symbol, pair.value);
    } else if (name == "batch") {
      add_batch(symbol, pair.value);
    }
    return symbol;
  }

  // ---- env ----

  void add_env(Symbol& parent, Node env) {
    for (const Pair pair : env.pairs()) {
      if (pair.value.is_mapping()) {
        Symbol block = pair_symbol(SymbolKind::group, pair);
        const bool references = !pair.key.is("variables") && !pair.key.is("plaintext");
        add_variables(block, pair.value, references);
        adopt(parent, std::move(block));
      } else if (pair.key.is("exported-variables")) {
        adopt(parent, list_symbol(pair, SymbolKind::variable));
      } else {
        adopt(parent, setting(pair));
      }
    }
  }

  // `references`: the values are names of parameters and secrets, which are no secrets themselves.
  static void add_variables(Symbol& parent, Node variables, bool references) {
    for (const Pair pair : variables.pairs()) {
      Symbol symbol = pair_symbol(SymbolKind::variable, pair);
      const std::string value = text_of(pair.value);
      if (references || may_show(symbol.name, value)) symbol.detail = value;
      adopt(parent, std::move(symbol));
    }
  }

  // ---- phases ----

  void add_phases(Symbol& parent, Node phases) {
    for (const Pair pair : phases.pairs()) {
      Symbol phase = pair_symbol(SymbolKind::phase, pair);
      std::size_t commands = 0;
      for (const Pair entry : pair.value.pairs()) {
        if (entry.key.is("commands")) {
          commands += add_commands(phase, entry.value);
        } else if (entry.key.is("finally")) {
          Symbol finally = pair_symbol(SymbolKind::phase, entry);
          add_commands(finally, entry.value);
          adopt(phase, std::move(finally));
        } else if (entry.value.is_mapping()) {
          adopt(phase, runtimes(entry));
        } else {
          adopt(phase, setting(entry));
        }
      }
      if (commands > 0) phase.detail = counted(commands, "command", "commands");
      adopt(parent, std::move(phase));
    }
  }

  static Symbol runtimes(const Pair& pair) {
    Symbol symbol = pair_symbol(SymbolKind::group, pair);
    for (const Pair runtime : pair.value.pairs()) {
      Symbol child = pair_symbol(SymbolKind::runtime, runtime);
      child.detail = text_of(runtime.value);
      adopt(symbol, std::move(child));
    }
    return symbol;
  }

  std::size_t add_commands(Symbol& parent, Node list) {
    std::size_t count = 0;
    for (const Node item : list_items(list)) {
      ++count;
      if (item.is_scalar()) adopt(parent, command(item));
    }
    return count;
  }

  Symbol command(Node node) {
    const Scalar scalar = node.scalar();
    const std::string_view text = trimmed(scalar.value());
    Symbol symbol = made(SymbolKind::command, first_line(text), Node(), node);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    if (lines > 1) symbol.detail = counted(lines, "line", "lines");
    if (const Command* const known = commands_.find(node)) add_functions(symbol, *known, scalar);
    return symbol;
  }

  // The first line that says something.
  static std::string first_line(std::string_view text) {
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.empty() || line.front() == '#' || line == "set -e" || line == "set +x") continue;
      return shown(line);
    }
    const std::string whole = shown(text);
    return whole.empty() ? "(empty)" : whole;
  }

  // What is shown is its begin: a line may be a megabyte long.
  static std::string shown(std::string_view line) {
    constexpr std::size_t kEnough = 600;
    return one_line(without_secrets(line.substr(0, kEnough)));
  }

  void add_functions(Symbol& parent, const Command& command, const Scalar& scalar) {
    for (const shell::Compound& each : snapshot_.readings[command.order]->script->compounds) {
      if (each.kind != shell::CompoundKind::function || each.name.empty()) continue;
      Symbol symbol;
      symbol.kind = SymbolKind::function;
      symbol.name = one_line(each.name);
      symbol.range = scalar.source(each.span);
      symbol.selection = scalar.source(each.keyword);
      if (!symbol.range.contains(symbol.selection)) symbol.selection = symbol.range;
      if (parent.range.contains(symbol.range)) parent.children.push_back(std::move(symbol));
    }
  }

  // ---- artifacts, reports, cache ----

  // Lists of paths, and settings.
  static void add_files(Symbol& parent, Node mapping) {
    for (const Pair pair : mapping.pairs()) {
      if (pair.value.is_sequence()) {
        adopt(parent, list_symbol(pair, SymbolKind::file));
      } else {
        adopt(parent, setting(pair));
      }
    }
  }

  static void add_artifact(Symbol& parent, Node artifact) {
    for (const Pair pair : artifact.pairs()) {
      if (!pair.key.is("secondary-artifacts") || !pair.value.is_mapping()) {
        adopt(parent,
              pair.value.is_sequence() ? list_symbol(pair, SymbolKind::file) : setting(pair));
        continue;
      }
      Symbol group = pair_symbol(SymbolKind::group, pair);
      for (const Pair each : pair.value.pairs()) {
        Symbol secondary = pair_symbol(SymbolKind::artifact, each);
        add_files(secondary, each.value);
        adopt(group, std::move(secondary));
      }
      adopt(parent, std::move(group));
    }
  }

  static void add_reports(Symbol& parent, Node reports) {
    for (const Pair pair : reports.pairs()) {
      Symbol report = pair_symbol(SymbolKind::report, pair);
      report.detail = text_of(pair.value.get("file-format"));
      add_files(report, pair.value);
      adopt(parent, std::move(report));
    }
  }

  // ---- batch ----

  static void add_batch(Symbol& parent, Node batch) {
    for (const Pair pair : batch.pairs()) {
      if (pair.value.is_sequence()) {
        Symbol group = pair_symbol(SymbolKind::group, pair);
        for (const Node item : pair.value.items()) adopt(group, task(item));
        group.detail = counted(group.children.size(), "task", "tasks");
        adopt(parent, std::move(group));
      } else if (pair.value.is_mapping()) {
        Symbol group = pair_symbol(SymbolKind::group, pair);
        add_matrix(group, pair.value);
        adopt(parent, std::move(group));
      } else {
        adopt(parent, setting(pair));
      }
    }
  }

  static Symbol task(Node item) {
    const Pair identifier = item.find("identifier");
    std::string name = text_of(identifier.value);
    Symbol symbol =
        made(SymbolKind::task, name.empty() ? "(no identifier)" : std::move(name), Node(), item);
    if (identifier && identifier.value.is_scalar()) symbol.selection = identifier.value.span();
    for (const Node before : list_items(item.get("depend-on"))) {
      symbol.detail += (symbol.detail.empty() ? "after " : ", ") + text_of(before);
    }
    symbol.detail = one_line(symbol.detail);
    const Pair env = item.find("env");
    const Pair variables = env.value.find("variables");
    if (variables) add_variables(symbol, variables.value, false);
    return symbol;
  }

  // `static` and `dynamic`: what they set, or combine.
  static void add_matrix(Symbol& parent, Node matrix) {
    for (const Pair pair : matrix.pairs()) {
      if (!pair.value.is_mapping()) {
        adopt(parent, setting(pair));
        continue;
      }
      Symbol part = pair_symbol(SymbolKind::group, pair);
      for (const Pair entry : pair.value.pairs()) {
        if (entry.value.is_sequence()) adopt(part, dimension(entry, SymbolKind::value));
        for (const Pair each : entry.value.pairs()) {
          if (each.value.is_sequence()) adopt(part, dimension(each, SymbolKind::value));
          for (const Pair variable : each.value.pairs()) {
            adopt(part, dimension(variable, SymbolKind::variable));
          }
        }
      }
      adopt(parent, std::move(part));
    }
  }

  static Symbol dimension(const Pair& pair, SymbolKind kind) {
    Symbol symbol = pair_symbol(kind, pair);
    symbol.detail = counted(list_items(pair.value).size(), "value", "values");
    return symbol;
  }

  const Snapshot& snapshot_;
  CommandFinder commands_;
};

// ---- The configuration file ----

Symbol configuration_entry(const Pair& pair) {
  if (pair.value.is_sequence()) return list_symbol(pair, SymbolKind::value);
  if (!pair.value.is_mapping()) return setting(pair);
  Symbol symbol = pair_symbol(SymbolKind::group, pair);
  for (const Pair entry : pair.value.pairs()) adopt(symbol, setting(entry));
  return symbol;
}

}  // namespace

std::vector<Symbol> configuration_symbols(const Snapshot& snapshot) {
  std::vector<Symbol> found;
  for (const Pair pair : snapshot.tree->root().pairs()) {
    if (!pair.value.is_mapping()) {
      found.push_back(configuration_entry(pair));
      continue;
    }
    Symbol section = pair_symbol(SymbolKind::section, pair);
    for (const Pair entry : pair.value.pairs()) adopt(section, configuration_entry(entry));
    found.push_back(std::move(section));
  }
  return found;
}

std::vector<Symbol> symbols(const Snapshot& snapshot) {
  if (snapshot.amplify) return {};
  return Outline(snapshot).make();
}

bool matches_query(std::string_view name, std::string_view query) {
  std::size_t at = 0;
  for (const char wanted : query) {
    if (wanted == ' ') continue;
    while (at < name.size() && to_lower(name[at]) != to_lower(wanted)) ++at;
    if (at == name.size()) return false;
    ++at;
  }
  return true;
}

}  // namespace buildspec::ide
