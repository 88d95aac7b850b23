#include "linter/lint/configuration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "linter/lint/fixes.h"
#include "linter/lint/registry.h"
#include "linter/lint/wording.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/format.h"
#include "linter/schema/nearest.h"
#include "linter/syntax/oracle.h"
#include "linter/syntax/tree.h"

namespace buildspec {
namespace {

std::string suggestion(std::optional<std::string_view> nearest) {
  return nearest ? ": did you mean " + code(*nearest) + "?" : std::string();
}

// "off" is no severity: the level of a rule that does not run.
constexpr std::array<std::string_view, 5> kLevels{"off", "error", "warning", "info", "hint"};
constexpr std::array<Severity, 4> kSeverities{Severity::error, Severity::warning, Severity::info,
                                              Severity::hint};

class Reader {
 public:
  Reader(const SourceText& text, std::span<const RegisteredRule> rules)
      : text_(text), rules_(rules) {}

  Configuration read() && {
    const TreePtr tree = parse(text_);
    if (const auto fault = judge(*tree)) {
      problem(fault->place, "This is not valid YAML: " + fault->message);
      return std::move(configuration_);
    }
    const Node root = tree->root();
    if (!root || is_nothing(root)) return std::move(configuration_);
    read_root(root);
    return std::move(configuration_);
  }

 private:
  using Member = void (Reader::*)(Node);
  struct Entry {
    std::string_view name;
    Member read;
  };

  void problem(Span span, std::string message) {
    configuration_.problems.push_back({span, std::move(message), {}});
  }

  // For the problem that was told last: a name in the place of another, in the same quotes.
  void offer(Node scalar, std::optional<std::string_view> name) {
    if (!name || !scalar.is_scalar()) return;
    const bool block =
        scalar.style() == ScalarStyle::literal || scalar.style() == ScalarStyle::folded;
    if (block) return;
    configuration_.problems.back().fixes.push_back({"Change to " + code(*name),
                                                    Applicability::unsafe,
                                                    {{text_span(scalar), std::string(*name)}}});
  }

  // Absent, or written as null.
  static bool is_nothing(Node node) {
    return node.is_missing() || (node.is_scalar() && node.style() == ScalarStyle::plain &&
                                 (node.source() == "~" || node.source() == "null"));
  }

  // The first of several equal keys holds.
  bool repeated(std::set<std::string, std::less<>>& seen, Node mapping, const Pair& pair) {
    const Node key = pair.key;
    if (!key.is_scalar() || seen.emplace(key.scalar().value()).second) return false;
    problem(key.span(), "The key " + code(key.scalar().value()) + " stands here once more");
    if (auto edit = removal(text_, mapping, pair)) {
      configuration_.problems.back().fixes.push_back(
          {"Remove it", Applicability::safe, {std::move(*edit)}});
    }
    return true;
  }

  // Reads each known key of a mapping; the others are problems.
  void read_mapping(Node node, std::string_view where, std::span<const Entry> entries) {
    if (!node.is_mapping()) {
      problem(node.span(), "Expected a mapping " + std::string(where));
      return;
    }
    std::set<std::string, std::less<>> seen;
    for (const Pair pair : node.pairs()) {
      if (repeated(seen, node, pair)) continue;
      const Scalar key = pair.key.scalar();
      const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
        return entry.name == key.value();
      });
      if (found != entries.end()) {
        if (!is_nothing(pair.value)) (this->*found->read)(pair.value);
        continue;
      }
      std::vector<std::string_view> names;
      for (const Entry& entry : entries) names.push_back(entry.name);
      const auto nearest = schema::nearest(key.value(), names);
      problem(pair.key.span(), "Unknown key " + code(key.value()) + " " + std::string(where) +
                                   (nearest ? suggestion(nearest) : ": expected " + one_of(names)));
      offer(pair.key, nearest);
    }
  }

  void read_root(Node node) {
    static constexpr std::array<Entry, 7> kEntries{{{"preset", &Reader::read_preset},
                                                    {"rules", &Reader::read_rules},
                                                    {"project", &Reader::read_project},
                                                    {"files", &Reader::read_files},
                                                    {"exclude", &Reader::read_exclude},
                                                    {"format", &Reader::read_format},
                                                    {"shellcheck", &Reader::read_shellcheck}}};
    read_mapping(node, "at the top of the configuration", kEntries);
  }

  void read_preset(Node node) {
    const auto text = text_of(node, "the name of a preset");
    if (!text) return;
    const auto preset = preset_named(*text);
    if (preset) {
      configuration_.rules.preset = *preset;
    } else {
      problem(node.span(), "Unknown preset " + code(*text) + ": expected " + one_of(kPresetNames));
      offer(node, schema::nearest(*text, kPresetNames));
    }
  }

  void read_rules(Node node) {
    if (!node.is_mapping()) {
      problem(node.span(), "Expected a mapping from rule ids or groups to " + one_of(kLevels));
      return;
    }
    std::set<std::string, std::less<>> seen;
    for (const Pair pair : node.pairs()) {
      if (repeated(seen, node, pair)) continue;
      const Scalar selector = pair.key.scalar();
      if (!rules_.empty() && !is_selector(rules_, selector.value())) {
        const auto nearest = nearest_selector(rules_, selector.value());
        problem(pair.key.span(),
                "Unknown rule or group " + code(selector.value()) + suggestion(nearest));
        offer(pair.key, nearest);
        continue;
      }
      read_level(std::string(selector.value()), pair.value);
    }
  }

  void read_level(std::string selector, Node node) {
    const Scalar scalar = node.scalar();
    std::string_view text = scalar.value();
    // YAML 1.1 reads the bare word as a boolean: "off" is "false".
    if (text == "false" || text == "no") text = "off";
    const auto found = std::find(kLevels.begin(), kLevels.end(), text);
    if (!node.is_scalar() || found == kLevels.end()) {
      const auto nearest = schema::nearest(scalar.value(), kLevels);
      problem(node.span(), "Expected " + one_of(kLevels) + suggestion(nearest));
      offer(node, nearest);
      return;
    }
    RuleSelection::Setting setting;
    setting.selector = std::move(selector);
    setting.enabled = found != kLevels.begin();
    if (setting.enabled) {
      setting.severity = kSeverities[static_cast<std::size_t>(found - kLevels.begin() - 1)];
    }
    configuration_.rules.settings.push_back(std::move(setting));
  }

  void read_project(Node node) {
    static constexpr std::array<Entry, 9> kEntries{
        {{"image", &Reader::read_image},
         {"next-image", &Reader::read_next_image},
         {"source", &Reader::read_source},
         {"deploy", &Reader::read_deploy},
         {"compute-type", &Reader::read_compute_type},
         {"environment-type", &Reader::read_environment_type},
         {"batch", &Reader::read_batch},
         {"privileged", &Reader::read_privileged},
         {"variables", &Reader::read_variables}}};
    read_mapping(node, "under project", kEntries);
  }

  std::optional<std::string> text_of(Node node, std::string_view what) {
    if (node.is_scalar()) return std::string(node.scalar().value());
    problem(node.span(), "Expected " + std::string(what));
    return std::nullopt;
  }

  void read_image(Node node) { configuration_.facts.image = text_of(node, "the name of an image"); }

  void read_next_image(Node node) {
    configuration_.facts.next_image = text_of(node, "the name of an image");
  }

  void read_source(Node node) {
    configuration_.facts.source = known_word(node, "kind of source", kSourceKinds);
  }
  void read_deploy(Node node) {
    configuration_.facts.deploy = known_word(node, "kind of deployment", kDeployKinds);
  }

  std::optional<std::string> known_word(Node node, std::string_view what,
                                        std::span<const std::string_view> words) {
    auto text = text_of(node, one_of(words));
    if (!text || std::find(words.begin(), words.end(), *text) != words.end()) return text;
    const auto nearest = schema::nearest(*text, words);
    problem(node.span(), "Unknown " + std::string(what) + " " + code(*text) +
                             (nearest ? suggestion(nearest) : ": expected " + one_of(words)));
    offer(node, nearest);
    return std::nullopt;
  }

  void read_compute_type(Node node) {
    std::vector<std::string_view> names;
    for (const schema::EnvironmentType& type : schema::environment_types()) {
      for (const std::string_view name : type.compute_types) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      }
    }
    configuration_.facts.compute_type = known_name(node, "compute type", names);
  }

  void read_environment_type(Node node) {
    std::vector<std::string_view> names;
    for (const schema::EnvironmentType& type : schema::environment_types()) {
      names.push_back(type.name);
    }
    configuration_.facts.environment_type = known_name(node, "environment type", names);
  }

  std::optional<std::string> known_name(Node node, std::string_view what,
                                        const std::vector<std::string_view>& names) {
    auto text =
        text_of(node, "the name of " + std::string(what == "environment type" ? "an " : "a ") +
                          std::string(what));
    if (!text || std::find(names.begin(), names.end(), *text) != names.end()) return text;
    const auto nearest = schema::nearest(*text, names);
    problem(node.span(), "Unknown " + std::string(what) + " " + code(*text) + suggestion(nearest));
    offer(node, nearest);
    return std::nullopt;
  }

  void read_batch(Node node) { configuration_.facts.batch_enabled = boolean(node); }
  void read_privileged(Node node) { configuration_.facts.privileged = boolean(node); }

  std::optional<bool> boolean(Node node) {
    const Scalar scalar = node.scalar();
    const std::optional<bool> value =
        node.is_scalar() ? schema::yaml_boolean(scalar.value()) : std::nullopt;
    if (value) return value;
    problem(node.span(), "Expected true or false");
    for (const std::string_view choice : {"true", "false"}) offer(node, choice);
    return std::nullopt;
  }

  // A list of names, or a mapping whose keys are the names.
  void read_variables(Node node) {
    std::vector<std::string> names;
    if (node.is_mapping()) {
      for (const Pair pair : node.pairs()) add_variable(pair.key, names);
    } else if (node.is_sequence()) {
      for (const Node item : node.items()) add_variable(item, names);
    } else {
      problem(node.span(), "Expected a list of variable names");
      return;
    }
    configuration_.facts.variables = std::move(names);
  }

  void add_variable(Node node, std::vector<std::string>& names) {
    const auto name = text_of(node, "the name of a variable");
    if (!name) return;
    if (schema::is_variable_name(*name)) {
      names.push_back(*name);
    } else {
      problem(node.span(), code(*name) + " is not the name of a variable");
    }
  }

  void read_files(Node node) { read_globs(node, configuration_.files); }
  void read_exclude(Node node) { read_globs(node, configuration_.exclude); }

  void read_format(Node node) {
    static constexpr std::array<Entry, 2> kEntries{
        {{"indent", &Reader::read_indent}, {"lists", &Reader::read_lists}}};
    read_mapping(node, "in `format`", kEntries);
  }

  void read_indent(Node node) {
    const Scalar scalar = node.scalar();
    const std::string_view text = scalar.value();
    std::uint32_t columns = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
    const bool number = error == std::errc() && end == text.data() + text.size();
    if (number && columns > 0 && columns <= kWidestIndent) {
      configuration_.layout.indent = columns;
    } else {
      problem(node.span(), "Expected a number from 1 to " + std::to_string(kWidestIndent));
    }
  }

  void read_lists(Node node) {
    const auto text = text_of(node, "a style of lists");
    if (!text) return;
    if (*text == "indented" || *text == "flush") {
      configuration_.layout.indent_lists = *text == "indented";
    } else if (*text != "keep") {
      problem(node.span(), "Unknown style " + code(*text) + ": expected " + one_of(kListStyles));
      offer(node, schema::nearest(*text, kListStyles));
    }
  }

  // Not a path: whoever lints a repository would run the program that it names.
  void read_shellcheck(Node node) { configuration_.shellcheck = boolean(node).value_or(false); }

  void read_globs(Node node, std::vector<std::string>& globs) {
    if (node.is_scalar()) {
      globs.emplace_back(node.scalar().value());
    } else if (node.is_sequence()) {
      for (const Node item : node.items()) {
        if (auto glob = text_of(item, "a path or glob")) globs.push_back(std::move(*glob));
      }
    } else {
      problem(node.span(), "Expected a list of paths or globs");
    }
  }

  const SourceText& text_;
  std::span<const RegisteredRule> rules_;
  Configuration configuration_;
};

}  // namespace

std::optional<Preset> preset_named(std::string_view name) {
  if (name == kPresetNames[0]) return Preset::standard;
  if (name == kPresetNames[1]) return Preset::pedantic;
  return std::nullopt;
}

Configuration read_configuration(const SourceText& text, std::span<const RegisteredRule> rules) {
  return Reader(text, rules).read();
}

}  // namespace buildspec
