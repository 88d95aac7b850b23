#include "linter/buildlog/places.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <functional>

#include "linter/text/letters.h"

namespace buildspec {
namespace {

using Place = std::optional<FoundPlace>;

Place at(Node node, std::string note = {}) {
  if (!node || node.is_missing()) return std::nullopt;
  return FoundPlace{node.span(), std::move(note)};
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

std::string text_of(Node node) { return std::string(node.scalar().value()); }

// The first pair of a mapping that a test holds for.
std::optional<Pair> find_pair(Node mapping, const std::function<bool(Pair)>& test) {
  for (const Pair pair : mapping.pairs()) {
    if (test(pair)) return pair;
  }
  return std::nullopt;
}

std::optional<Pair> pair_named(Node mapping, std::string_view name) {
  return find_pair(mapping, [&](Pair pair) { return same_name(text_of(pair.key), name); });
}

Place key_named(Node mapping, std::string_view name) {
  const auto pair = pair_named(mapping, name);
  return pair ? at(pair->key) : std::nullopt;
}

// Lines of messages count from 1; 0 for none.
std::uint32_t stated_line(const MessageMatch& match) {
  const std::string_view digits = match.part("line");
  std::uint32_t line = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), line);
  return line;
}

std::uint32_t line_of(const Snapshot& snapshot, std::uint32_t offset) {
  return snapshot.text.line_of(offset) + 1;
}

// The text of a line without its indentation.
Span content_of_line(const Snapshot& snapshot, std::uint32_t number) {
  Span line = snapshot.text.line(number - 1);
  const std::string_view text = snapshot.text.bytes();
  while (line.begin < line.end && (text[line.begin] == ' ' || text[line.begin] == '\t')) {
    ++line.begin;
  }
  return line;
}

std::string elsewhere(const Snapshot& snapshot, const MessageMatch& match, std::uint32_t offset) {
  const std::uint32_t stated = stated_line(match);
  const std::uint32_t found = line_of(snapshot, offset);
  if (stated == 0 || stated == found) return {};
  return "the service names line " + std::to_string(stated) + "; the cause stands in line " +
         std::to_string(found);
}

Place yaml_fault(const Snapshot& snapshot, const MessageMatch& match) {
  if (snapshot.fault && !snapshot.fault->whole) {
    const Span span = snapshot.fault->place;
    return FoundPlace{span, elsewhere(snapshot, match, span.begin)};
  }
  const std::uint32_t line = stated_line(match);
  if (line == 0 || line > snapshot.text.line_count()) return std::nullopt;
  return FoundPlace{content_of_line(snapshot, line),
                    "this buildspec is valid YAML: it is not the one that was built"};
}

Place command_item(const Snapshot& snapshot, const MessageMatch& match) {
  const std::uint32_t line = stated_line(match);
  const std::string_view index = match.part("item");
  Node best;
  std::uint32_t distance = UINT32_MAX;
  for (const Phase& phase : snapshot.buildspec.phases) {
    for (const Node list : {phase.commands, phase.finally}) {
      std::size_t position = 0;
      for (const Node item : list.items()) {
        const bool wrong = item.is_mapping() || item.is_sequence();
        if (std::to_string(position++) != index || !wrong) continue;
        const std::uint32_t found = line_of(snapshot, item.span().begin);
        const std::uint32_t far = found > line ? found - line : line - found;
        if (far >= distance) continue;
        distance = far;
        best = item;
      }
    }
  }
  if (best) return at(best, elsewhere(snapshot, match, best.span().begin));
  if (snapshot.fault && !snapshot.fault->whole) return FoundPlace{snapshot.fault->place, {}};
  if (line == 0 || line > snapshot.text.line_count()) return std::nullopt;
  return FoundPlace{content_of_line(snapshot, line),
                    "this buildspec has no such item: it is not the one that was built"};
}

Place value_kind(const Snapshot& snapshot) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.value.is_mapping() || variable.value.is_sequence()) return at(variable.value);
  }
  return std::nullopt;
}

Place root(const Snapshot& snapshot) {
  for (std::uint32_t number = 1; number <= snapshot.text.line_count(); ++number) {
    const Span line = content_of_line(snapshot, number);
    if (!line.empty() && snapshot.text.bytes()[line.begin] != '#') return FoundPlace{line, {}};
  }
  return FoundPlace{Span{0, 0}, {}};
}

Place unknown_field(const Snapshot& snapshot, std::string_view name) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    if (auto found = key_named(phase.value, name)) return found;
  }
  return key_named(snapshot.buildspec.root, name);
}

// Of the install phase, where runtimes belong, else of any other.
Node runtimes(const Snapshot& snapshot) {
  Node found;
  for (const Phase& phase : snapshot.buildspec.phases) {
    if (phase.runtime_versions && (!found || phase.name == PhaseName::install)) {
      found = phase.runtime_versions;
    }
  }
  return found;
}

Place install(const Snapshot& snapshot) {
  if (const Phase* const phase = snapshot.buildspec.phase(PhaseName::install)) {
    return at(phase->key);
  }
  return key_named(snapshot.buildspec.root, "phases");
}

Place runtime_versions(const Snapshot& snapshot) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    if (phase.runtime_versions) return key_named(phase.value, "runtime-versions");
  }
  return std::nullopt;
}

Place runtime_version(const Snapshot& snapshot, const MessageMatch& match) {
  const std::string_view version = match.part("version");
  const std::string_view runtime = match.part("runtime");
  const auto pair = find_pair(runtimes(snapshot), [&](Pair candidate) {
    const bool named = same_name(text_of(candidate.key), runtime);
    return runtime.empty() ? text_of(candidate.value) == version : named;
  });
  return pair ? at(pair->value) : runtime_versions(snapshot);
}

Place reserved_name(const Snapshot& snapshot) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (text_of(variable.key).starts_with("CODEBUILD_")) return at(variable.key);
  }
  return std::nullopt;
}

// The part of a secret's reference that names it: all of an ARN but the fields behind its name.
std::string secret_name(const std::string& reference) {
  std::size_t colons = reference.starts_with("arn:") ? 6 : 0;
  std::size_t end = 0;
  for (; end < reference.size(); ++end) {
    if (reference[end] == ':' && colons-- == 0) break;
  }
  return reference.substr(0, end);
}

// The entry of a block that the message speaks of: the only one, where it does not say which.
Place reference(const Snapshot& snapshot, VariableBlock block, const MessageMatch& match) {
  const std::string_view resource = match.part("resource");
  const std::string_view parameter = match.part("parameter");
  Node only;
  std::size_t count = 0;
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.block != block) continue;
    const std::string value = text_of(variable.value);
    const std::string name = block == VariableBlock::secrets_manager ? secret_name(value) : value;
    // The resource's name begins without the slash that a parameter's may begin with.
    const std::string_view bare = std::string_view(name).substr(name.starts_with('/') ? 1 : 0);
    if (!name.empty() && parameter == name) return at(variable.value);
    if (!bare.empty() && resource.find(bare) != std::string_view::npos) return at(variable.value);
    only = variable.value;
    ++count;
  }
  if (count == 1) return at(only);
  const auto env = pair_named(snapshot.buildspec.root, "env");
  if (!env || count == 0) return std::nullopt;
  return key_named(env->value,
                   block == VariableBlock::secrets_manager ? "secrets-manager" : "parameter-store");
}

Place artifact_files(const Snapshot& snapshot) {
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    const std::vector<Node> items = list_items(artifact.files);
    if (items.size() == 1) return at(items.front());
    if (artifact.files) return at(artifact.files);
  }
  return key_named(snapshot.buildspec.root, "artifacts");
}

Place base_directory(const Snapshot& snapshot, std::string_view path) {
  std::vector<Node> all;
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    if (artifact.base_directory) all.push_back(artifact.base_directory);
  }
  for (const Report& report : snapshot.buildspec.reports) {
    if (report.base_directory) all.push_back(report.base_directory);
  }
  for (const Node node : all) {
    if (text_of(node) == path) return at(node);
  }
  // A variable may stand in it.
  return all.size() == 1 ? at(all.front()) : key_named(snapshot.buildspec.root, "artifacts");
}

bool is_identifier(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'z') || c == '_';
  });
}

Place secondary_artifact(const Snapshot& snapshot) {
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    if (artifact.key && !is_identifier(text_of(artifact.key))) return at(artifact.key);
  }
  return std::nullopt;
}

Place report(const Snapshot& snapshot, std::string_view name) {
  const std::vector<Report>& reports = snapshot.buildspec.reports;
  for (const Report& candidate : reports) {
    if (text_of(candidate.key) == name) return at(candidate.key);
  }
  return reports.size() == 1 ? at(reports.front().key)
                             : key_named(snapshot.buildspec.root, "reports");
}

Place cache_path(const Snapshot& snapshot, std::string_view path) {
  for (const Node item : list_items(snapshot.buildspec.cache.paths)) {
    const std::string written = text_of(item);
    const std::string_view directory =
        std::string_view(written).substr(0, written.find_first_of("*?["));
    if (!directory.empty() && path.starts_with(directory)) return at(item);
  }
  return key_named(snapshot.buildspec.root, "cache");
}

}  // namespace

std::optional<Span> find_path(const Snapshot& snapshot, std::string_view path) {
  std::vector<Node> lists;
  for (const Artifact& artifact : snapshot.buildspec.artifacts) lists.push_back(artifact.files);
  for (const Report& report : snapshot.buildspec.reports) lists.push_back(report.files);
  lists.push_back(snapshot.buildspec.cache.paths);
  for (const Node list : lists) {
    for (const Node item : list_items(list)) {
      if (text_of(item) == path) return item.span();
    }
  }
  return std::nullopt;
}

std::optional<FoundPlace> find_place(const Snapshot& snapshot, const MessageMatch& match) {
  const Buildspec& buildspec = snapshot.buildspec;
  switch (match.message->place) {
    case LogPlace::none:
    case LogPlace::command: return std::nullopt;
    case LogPlace::yaml_fault: return yaml_fault(snapshot, match);
    case LogPlace::command_item: return command_item(snapshot, match);
    case LogPlace::value_kind: return value_kind(snapshot);
    case LogPlace::root: return root(snapshot);
    case LogPlace::phase_name: return key_named(buildspec.phases_node, match.part("phase"));
    case LogPlace::unknown_field: return unknown_field(snapshot, match.part("field"));
    case LogPlace::phases: return key_named(buildspec.root, "phases");
    case LogPlace::version: return at(buildspec.version);
    case LogPlace::install: return install(snapshot);
    case LogPlace::runtime_versions: return runtime_versions(snapshot);
    case LogPlace::runtime_name: return key_named(runtimes(snapshot), match.part("runtime"));
    case LogPlace::runtime_version: return runtime_version(snapshot, match);
    case LogPlace::variable_name: return reserved_name(snapshot);
    case LogPlace::parameter: return reference(snapshot, VariableBlock::parameter_store, match);
    case LogPlace::secret: return reference(snapshot, VariableBlock::secrets_manager, match);
    case LogPlace::artifacts: return key_named(buildspec.root, "artifacts");
    case LogPlace::artifact_files: return artifact_files(snapshot);
    case LogPlace::artifact_file:
      if (const auto span = find_path(snapshot, match.part("path"))) return FoundPlace{*span, {}};
      return std::nullopt;
    case LogPlace::base_directory: return base_directory(snapshot, match.part("path"));
    case LogPlace::secondary_artifact: return secondary_artifact(snapshot);
    case LogPlace::report: return report(snapshot, match.part("report"));
    case LogPlace::cache: return key_named(buildspec.root, "cache");
    case LogPlace::cache_path: return cache_path(snapshot, match.part("path"));
  }
  return std::nullopt;
}

}  // namespace buildspec
