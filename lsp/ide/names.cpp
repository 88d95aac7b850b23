#include "lsp/ide/names.h"

#include <algorithm>

#include "linter/lang/anchors.h"
#include "linter/lang/command_text.h"
#include "linter/lang/flow.h"
#include "linter/schema/format.h"
#include "linter/shell/characters.h"
#include "linter/shell/parser.h"
#include "lsp/ide/command_at.h"
#include "lsp/ide/misread_commands.h"
#include "lsp/ide/shell_names.h"

namespace buildspec::ide {
namespace {

constexpr std::size_t kAll = static_cast<std::size_t>(-1);

// ---- Scalars of YAML that are names ----

struct NameNode {
  Node node;
  NameKind kind = NameKind::variable;
  bool defines = false;
};

template <class Visitor>
void visit_keys(Node variables, Visitor& visit) {
  for (const Pair pair : variables.pairs()) visit(NameNode{pair.key, NameKind::variable, true});
}

template <class Visitor>
void visit_batch(const Batch& batch, Visitor& visit) {
  for (const BatchTask& task : batch.tasks) {
    visit(NameNode{task.identifier, NameKind::task, true});
    for (const Node name : list_items(task.depend_on)) visit(NameNode{name, NameKind::task, false});
    visit_keys(task.env.get("variables"), visit);
  }
  for (const char* const part : {"static", "dynamic"}) {
    visit_keys(batch.build_matrix.get(part).get("env").get("variables"), visit);
  }
}

template <class Visitor>
void for_each_name_node(const Buildspec& buildspec, Visitor&& visit) {
  for (const Variable& variable : buildspec.env.variables) {
    visit(NameNode{variable.key, NameKind::variable, true});
  }
  for (const Node name : list_items(buildspec.env.exported_variables)) {
    visit(NameNode{name, NameKind::variable, false});
  }
  for (const Artifact& artifact : buildspec.artifacts) {
    if (artifact.key) visit(NameNode{artifact.key, NameKind::artifact, true});
  }
  visit_batch(buildspec.batch, visit);
}

// The text that the scalar is; empty for what is no name.
std::string_view text_of(const NameNode& name, const Scalar& scalar) {
  const std::string_view text = scalar.value();
  const bool fits = name.kind == NameKind::variable ? schema::is_variable_name(text)
                                                    : !schema::has_reference(text);
  return fits ? text : std::string_view();
}

Span whole(const Scalar& scalar) {
  return scalar.source({0, static_cast<std::uint32_t>(scalar.value().size())});
}

// ---- Scalars of YAML with references to variables in them ----

struct Reference {
  std::string name;
  Span span;  // with dollar and braces
  Span name_span;
};

void read_references(Node node, std::vector<Reference>& found) {
  if (!node.is_scalar() || node.source().find('$') == std::string_view::npos) return;
  const Scalar scalar = node.scalar();
  for (const shell::VariableUse& use : shell::parse(scalar.value()).variables) {
    if (!schema::is_variable_name(use.name)) continue;
    found.push_back({use.name, scalar.source(use.span), scalar.source(use.name_span)});
  }
}

std::vector<Reference> references_outside_commands(const Snapshot& snapshot) {
  std::vector<Reference> found;
  for (const FieldUse& use : Flow(snapshot).field_uses()) {
    if (schema::is_variable_name(use.name)) found.push_back({use.name, use.span, use.name_span});
  }
  // What a batch runs may be named by variables of the project.
  const Batch& batch = snapshot.buildspec.batch;
  for (const BatchTask& task : batch.tasks) {
    read_references(task.buildspec, found);
    for (const char* const key : {"image", "fleet", "compute-type", "type"}) {
      read_references(task.env.get(key), found);
    }
  }
  const Node dynamic = batch.build_matrix.get("dynamic");
  for (const Node item : list_items(dynamic.get("buildspec"))) read_references(item, found);
  for (const char* const key : {"image", "compute-type"}) {
    for (const Node item : list_items(dynamic.get("env").get(key))) read_references(item, found);
  }
  return found;
}

// ---- Commands ----

// False only where the name surely does not stand in the command.
bool may_name(Node command, std::string_view name) {
  const std::string_view source = command.source();
  if (source.find(name) != std::string_view::npos) return true;
  return command.style() == ScalarStyle::double_quoted &&
         source.find('\\') != std::string_view::npos;
}

// What the shell puts together of pieces ('de'"ploy") has no one place.
bool is_whole(const ShellName& name, std::string_view command) {
  return command.substr(name.span.begin, name.span.size()) == name.text;
}

// Visits (name, the command's scalar) for the names in one command; for those called `wanted`,
// where it is not empty. Decodes the command only where there is one.
template <class Visitor>
void for_each_in_command(const Snapshot& snapshot, const Command& command, bool calls,
                         std::string_view wanted, Visitor&& visit) {
  const CommandReading& reading = *snapshot.readings[command.order];
  Scalar scalar;
  if (reads_text(reading)) scalar = command.node.scalar();
  const std::vector<ShellName> names = shell_names(reading, scalar.value(), calls, wanted);
  if (names.empty()) return;
  if (!reads_text(reading)) scalar = command.node.scalar();
  const std::string_view text = scalar.value();
  for (const ShellName& name : names) {
    if (is_whole(name, text)) visit(name, scalar);
  }
}

std::vector<ShellName> names_in(const MisreadCommand& command, bool calls,
                                std::string_view wanted) {
  std::vector<ShellName> names = shell_names(command.reading, command.text, calls, wanted);
  std::erase_if(names, [&command](const ShellName& name) { return !is_whole(name, command.text); });
  return names;
}

bool is_function_of_file(const Snapshot& snapshot, std::string_view text) {
  const auto& commands = snapshot.buildspec.commands;
  return std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
    if (!may_name(command.node, text)) return false;
    const auto& compounds = snapshot.readings[command.order]->script->compounds;
    return std::any_of(compounds.begin(), compounds.end(), [text](const shell::Compound& each) {
      return each.kind == shell::CompoundKind::function && each.name == text;
    });
  });
}

int rank(Span name, Span reference, std::uint32_t offset) {
  if (name.contains(offset)) return 3;
  if (name.touches(offset)) return 2;
  return reference.touches(offset) ? 1 : 0;
}

// Of the names in a command the one that is nearest to an offset.
class NearestName {
 public:
  NearestName(const Snapshot& snapshot, std::uint32_t offset)
      : snapshot_(snapshot), offset_(offset) {}

  void take(const ShellName& name, Span span, Span reference) {
    const int found = rank(span, reference, offset_);
    if (found <= rank_) return;
    if (name.function && !is_function_of_file(snapshot_, name.text)) return;
    rank_ = found;
    const NameKind kind = name.function ? NameKind::function : NameKind::variable;
    found_ = NameAt{{kind, std::string(name.text), {}}, span};
  }
  std::optional<NameAt> found() && { return std::move(found_); }

 private:
  const Snapshot& snapshot_;
  std::uint32_t offset_;
  int rank_ = 0;
  std::optional<NameAt> found_;
};

std::optional<NameAt> name_in_command(const Snapshot& snapshot, const Command& command,
                                      std::uint32_t offset) {
  NearestName nearest(snapshot, offset);
  for_each_in_command(snapshot, command, true, {},
                      [&](const ShellName& name, const Scalar& scalar) {
                        nearest.take(name, scalar.source(name.span), scalar.source(name.reference));
                      });
  return std::move(nearest).found();
}

std::optional<NameAt> name_in_misread_command(const Snapshot& snapshot, std::uint32_t offset) {
  NearestName nearest(snapshot, offset);
  visit_misread_commands(
      snapshot, [offset](const Node& item) { return item.span().touches(offset); },
      [&](const MisreadCommand& command) {
        for (const ShellName& name : names_in(command, true, {})) {
          nearest.take(name, command.source(name.span), command.source(name.reference));
        }
      });
  return std::move(nearest).found();
}

std::optional<NameAt> name_in_scalar(const Snapshot& snapshot, Node node, std::uint32_t offset) {
  if (const Command* const command = command_of(snapshot.buildspec, node)) {
    return name_in_command(snapshot, *command, offset);
  }
  std::optional<NameAt> found;
  for_each_name_node(snapshot.buildspec, [&](const NameNode& name) {
    if (found || !(name.node == node)) return;
    const Scalar scalar = node.scalar();
    const std::string_view text = text_of(name, scalar);
    const Span span = whole(scalar);
    if (!text.empty() && span.touches(offset)) {
      found = NameAt{{name.kind, std::string(text), {}}, span};
    }
  });
  if (found || node.source().find('$') == std::string_view::npos) return found;
  int best_rank = 0;
  for (const Reference& each : references_outside_commands(snapshot)) {
    const int at = rank(each.name_span, {each.span.begin, each.name_span.end}, offset);
    if (at <= best_rank) continue;
    best_rank = at;
    found = NameAt{{NameKind::variable, each.name, {}}, each.name_span};
  }
  return found;
}

// ---- Anchors ----

// The "&" or "*" in front of the name that touches the offset; the text's size where none is.
std::uint32_t sign_at(std::string_view bytes, std::uint32_t offset) {
  std::uint32_t at = offset;
  while (at > 0 && is_anchor_character(bytes[at - 1])) --at;
  if (at > 0 && (bytes[at - 1] == '&' || bytes[at - 1] == '*')) return at - 1;
  if (offset < bytes.size() && (bytes[offset] == '&' || bytes[offset] == '*')) return offset;
  return static_cast<std::uint32_t>(bytes.size());
}

Span without_sign(Span span) { return {span.begin + 1, span.end}; }

std::optional<NameAt> anchor_at(const Snapshot& snapshot, const std::vector<Node>& path,
                                std::uint32_t offset) {
  const std::string_view bytes = snapshot.text.bytes();
  const std::uint32_t sign = sign_at(bytes, offset);
  if (sign == bytes.size()) return std::nullopt;
  if (!path.empty() && path.back().is_scalar() && path.back().span().contains(sign)) {
    return std::nullopt;
  }
  for (const Anchor& anchor : find_anchors(snapshot)) {
    const NameAt found{{NameKind::anchor, std::string(anchor.name), anchor.span},
                       without_sign(anchor.span)};
    if (anchor.span.begin == sign) return found;
    for (const Span alias : anchor.aliases) {
      if (alias.begin == sign) return NameAt{found.name, without_sign(alias)};
    }
  }
  return std::nullopt;
}

void add_anchor(const Snapshot& snapshot, const Name& name, std::vector<Occurrence>& found) {
  for (const Anchor& anchor : find_anchors(snapshot)) {
    if (!(anchor.span == name.anchor)) continue;
    found.push_back({without_sign(anchor.span), true, true, false});
    for (const Span alias : anchor.aliases) {
      found.push_back({without_sign(alias), false, false, false});
    }
  }
}

void add_in_command(const Snapshot& snapshot, const Command& command, const Name& name,
                    std::vector<Occurrence>& found) {
  if (!may_name(command.node, name.text)) return;
  const bool function = name.kind == NameKind::function;
  for_each_in_command(
      snapshot, command, function, name.text, [&](const ShellName& each, const Scalar& scalar) {
        if (each.function != function) return;
        found.push_back({scalar.source(each.span), each.defines, each.writes, false});
      });
}

// At most so many commands are read.
void add_in_misread_commands(const Snapshot& snapshot, const Name& name,
                             std::vector<Occurrence>& found, std::size_t most) {
  const bool function = name.kind == NameKind::function;
  const auto wanted = [&name, &most](const Node& item) {
    const bool named = most > 0 && item.source().find(name.text) != std::string_view::npos;
    if (named) --most;
    return named;
  };
  visit_misread_commands(snapshot, wanted, [&](const MisreadCommand& command) {
    for (const ShellName& each : names_in(command, function, name.text)) {
      if (each.function != function) continue;
      found.push_back({command.source(each.span), each.defines, each.writes, false});
    }
  });
}

void add_in_yaml(const Snapshot& snapshot, const Name& name, std::vector<Occurrence>& found) {
  for_each_name_node(snapshot.buildspec, [&](const NameNode& each) {
    if (each.kind != name.kind || !each.node.is_scalar()) return;
    const Scalar scalar = each.node.scalar();
    if (text_of(each, scalar) != name.text) return;
    const bool plain = each.node.style() == ScalarStyle::plain;
    found.push_back({whole(scalar), each.defines, each.defines, plain});
  });
}

}  // namespace

bool is_anchor_character(char c) { return shell::is_name(c) || c == '-'; }

std::optional<NameAt> name_at(const Snapshot& snapshot, std::uint32_t offset) {
  if (snapshot.amplify || snapshot.tree->comment_at(offset)) return std::nullopt;
  const std::vector<Node> path = snapshot.tree->path_at(offset);
  if (auto found = anchor_at(snapshot, path, offset)) return found;
  const auto misread =
      std::adjacent_find(path.begin(), path.end(), [&snapshot](const Node& list, const Node& item) {
        return is_misread_command(snapshot, list, item);
      });
  if (misread != path.end()) return name_in_misread_command(snapshot, offset);
  if (path.empty() || !path.back().is_scalar()) return std::nullopt;
  return name_in_scalar(snapshot, path.back(), offset);
}

std::vector<Occurrence> occurrences(const Snapshot& snapshot, const Name& name) {
  std::vector<Occurrence> found;
  if (snapshot.amplify || name.text.empty()) return found;
  if (name.kind == NameKind::anchor) {
    add_anchor(snapshot, name, found);
  } else {
    add_in_yaml(snapshot, name, found);
  }
  if (name.kind == NameKind::variable) {
    for (const Reference& each : references_outside_commands(snapshot)) {
      if (each.name == name.text) found.push_back({each.name_span, false, false, false});
    }
  }
  if (name.kind == NameKind::variable || name.kind == NameKind::function) {
    for (const Command& command : snapshot.buildspec.commands) {
      add_in_command(snapshot, command, name, found);
    }
    add_in_misread_commands(snapshot, name, found, kAll);
  }
  std::sort(found.begin(), found.end(),
            [](const Occurrence& a, const Occurrence& b) { return a.span < b.span; });
  found.erase(
      std::unique(found.begin(), found.end(),
                  [](const Occurrence& a, const Occurrence& b) { return a.span == b.span; }),
      found.end());
  return found;
}

std::vector<Span> uses_outside_flow(const Snapshot& snapshot, std::string_view variable,
                                    std::size_t most) {
  const Name name{NameKind::variable, std::string(variable), {}};
  std::vector<Occurrence> found;
  for (const Command& command : snapshot.buildspec.commands) {
    if (most == 0) break;
    if (!reads_text(*snapshot.readings[command.order]) || !may_name(command.node, name.text)) {
      continue;
    }
    --most;
    add_in_command(snapshot, command, name, found);
  }
  add_in_misread_commands(snapshot, name, found, most);
  std::vector<Span> uses;
  for (const Occurrence& each : found) {
    if (!each.writes) uses.push_back(each.span);
  }
  return uses;
}

}  // namespace buildspec::ide
