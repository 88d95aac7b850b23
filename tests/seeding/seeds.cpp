#include "tests/seeding/seeds.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "linter/syntax/oracle.h"
#include "tests/rules/page.h"

namespace buildspec::test {
namespace {

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string text_of(Node node) { return std::string(node.scalar().value()); }

bool read_index(std::string_view inside, Path& path) {
  if (inside == "+") {
    path.push_back({PathPart::Kind::new_item, {}, 0});
  } else if (inside == "*") {
    path.push_back({PathPart::Kind::any_item, {}, 0});
  } else if (const auto index = number(inside)) {
    path.push_back({PathPart::Kind::item, {}, *index});
  } else {
    return false;
  }
  return true;
}

// Says itself how it looks.
bool is_source(const Step& step) {
  return step.kind == Step::Kind::item || step.kind == Step::Kind::value_source ||
         step.kind == Step::Kind::key_source || step.kind == Step::Kind::indent;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(std::string(text)), tree_(parse(text_)) {}

  Seeds read() && {
    if (const auto fault = judge(*tree_)) {
      problem(fault->place.begin, "not valid YAML: " + fault->message);
      return std::move(seeds_);
    }
    const Node root = tree_->root();
    if (root.is_mapping() && root.get("none") && root.size() == 1) {
      seeds_.none = text_of(root.get("none"));
    } else if (root.is_sequence()) {
      for (const Node seed : root.items()) read_seed(seed);
    } else {
      problem(root.span().begin, "expected a list of seeds, or “none: reason”");
    }
    return std::move(seeds_);
  }

 private:
  void problem(std::uint32_t at, const std::string& message) {
    seeds_.problems.push_back("line " + std::to_string(text_.line_of(at) + 1) + ": " + message);
  }
  void problem(Node node, const std::string& message) { problem(node.span().begin, message); }

  Path path(Node node) {
    const auto read = read_path(text_of(node));
    if (!read) problem(node, "not a path: " + text_of(node));
    return read.value_or(Path());
  }

  void read_seed(Node node) {
    Seed seed;
    seed.line = text_.line_of(node.span().begin) + 1;
    std::string facts;
    std::string files;
    for (const auto [key, value] : node.pairs()) {
      if (key.is("plant")) {
        for (const Node step : value.items()) read_step(step, seed);
      } else if (key.is("at")) {
        read_mark(value, seed.mark);
      } else if (key.is("needs")) {
        read_needs(value, seed.needs);
      } else if (key.is("beside")) {
        read_beside(value, seed);
      } else if (key.is("facts")) {
        facts = text_of(value);
      } else if (key.is("files")) {
        for (const auto [path, content] : value.pairs()) {
          files += "```sh file=" + text_of(path) + "\n" + text_of(content) + "\n```\n";
        }
      } else {
        problem(key, "unknown key " + text_of(key));
      }
    }
    if (seed.steps.empty()) problem(node, "nothing is planted");
    const bool in_source = std::any_of(seed.steps.begin(), seed.steps.end(), is_source);
    if (in_source && seed.needs.shape == Needs::Shape::any) seed.needs.shape = Needs::Shape::block;
    // As on a rule's page.
    const Page page = read_page("# x\nx\n" + files + "```yaml good\n# facts: " + facts + "\n```\n");
    for (const std::string& what : page.problems) problem(node, what);
    if (page.problems.empty()) seed.facts = page.examples.front().facts;
    seeds_.seeds.push_back(std::move(seed));
  }

  void read_beside(Node node, Seed& seed) {
    for (const auto [rule, reason] : node.pairs()) {
      if (text_of(reason).empty()) problem(rule, "no reason");
      seed.beside.emplace(text_of(rule), text_of(reason));
    }
  }

  void read_step(Node node, Seed& seed) {
    Step step;
    bool known = false;
    const auto is = [&](Node key, std::string_view name, Step::Kind kind) {
      if (!key.is(name)) return false;
      known = true;
      step.kind = kind;
      return true;
    };
    bool is_value = false;
    for (const auto [key, value] : node.pairs()) {
      if (is(key, "command", Step::Kind::command) || is(key, "item", Step::Kind::item)) {
        for (const Node text : list_of(value)) step.texts.push_back(text_of(text));
      } else if (is(key, "begin", Step::Kind::begin) || is(key, "end", Step::Kind::end)) {
        step.texts.push_back(text_of(value));
      } else if (is(key, "set", Step::Kind::set) || is(key, "remove", Step::Kind::remove) ||
                 is(key, "rename", Step::Kind::rename) ||
                 is(key, "source", Step::Kind::value_source) ||
                 is(key, "key", Step::Kind::key_source) || is(key, "indent", Step::Kind::indent)) {
        step.path = path(value);
      } else if (key.is("to") || key.is("as")) {
        is_value = true;
        step.texts.push_back(text_of(value));
        if (auto read = value_of(value)) step.value = std::move(*read);
      } else if (key.is("phase")) {
        step.phase = text_of(value);
      } else if (key.is("list")) {
        step.list = text_of(value);
      } else if (key.is("place")) {
        read_place(value, step);
      } else {
        problem(key, "unknown key " + text_of(key));
      }
    }
    const bool wants_value = step.kind == Step::Kind::set || step.kind == Step::Kind::rename ||
                             step.kind == Step::Kind::value_source ||
                             step.kind == Step::Kind::key_source || step.kind == Step::Kind::indent;
    if (!known) problem(node, "a step of no kind");
    if (wants_value != is_value) problem(node, "“to” or “as” is missing, or there is one too many");
    seed.steps.push_back(std::move(step));
  }

  void read_place(Node node, Step& step) {
    if (node.is("first")) {
      step.at = Step::At::first;
    } else if (node.is("middle")) {
      step.at = Step::At::middle;
    } else if (node.is("last")) {
      step.at = Step::At::last;
    } else if (!node.is("any")) {
      problem(node, "no such place");
    }
  }

  void read_mark(Node node, Target& mark) {
    if (node.is_scalar()) {
      mark.text = text_of(node);
      return;
    }
    const auto [key, value] = node.pair(0);
    if (node.size() != 1)
      problem(node, "expected a text, or one of “key”, “value”, “text”, “line”");
    if (key.is("key") || key.is("value")) {
      mark.kind = key.is("key") ? Target::Kind::key : Target::Kind::value;
      mark.path = path(value);
    } else if (key.is("text")) {
      mark.kind = Target::Kind::text;
      mark.text = text_of(value);
    } else if (key.is("line")) {
      mark.kind = Target::Kind::line;
      mark.line = number(text_of(value)).value_or(1) - 1;
    } else {
      problem(node, "expected “key”, “value”, “text” or “line”");
    }
  }

  void read_needs(Node node, Needs& needs) {
    for (const auto [key, value] : node.pairs()) {
      if (key.is("format")) {
        needs.format = text_of(value);
      } else if (key.is("has") || key.is("lacks")) {
        for (const Node item : list_of(value)) {
          (key.is("has") ? needs.has : needs.lacks).push_back(path(item));
        }
      } else if (key.is("without")) {
        for (const Node item : list_of(value)) needs.without.push_back(text_of(item));
      } else if (key.is("shape") && value.is("block")) {
        needs.shape = Needs::Shape::block;
      } else if (key.is("shape") && value.is("yaml")) {
        needs.shape = Needs::Shape::yaml;
      } else if (key.is("shape") && value.is("json")) {
        needs.shape = Needs::Shape::json;
      } else if (key.is("shell") && value.is("windows")) {
        needs.windows = true;
      } else {
        problem(key, "not understood");
      }
    }
  }

  static std::vector<Node> list_of(Node node) {
    if (!node.is_sequence()) return {node};
    std::vector<Node> items;
    for (const Node item : node.items()) items.push_back(item);
    return items;
  }

  SourceText text_;
  TreePtr tree_;
  Seeds seeds_;
};

}  // namespace

std::optional<Path> read_path(std::string_view text) {
  Path path;
  if (text == ".") return path;
  while (!text.empty()) {
    if (text.front() == '[') {
      const std::size_t end = text.find(']');
      if (end == std::string_view::npos || !read_index(text.substr(1, end - 1), path)) {
        return std::nullopt;
      }
      text.remove_prefix(end + 1);
    } else {
      const std::size_t end = std::min(text.find_first_of(".["), text.size());
      if (end == 0) return std::nullopt;
      const std::string_view key = text.substr(0, end);
      path.push_back(
          {key == "*" ? PathPart::Kind::any_key : PathPart::Kind::key, std::string(key), 0});
      text.remove_prefix(end);
    }
    if (!text.empty() && text.front() == '.') {
      text.remove_prefix(1);
      if (text.empty()) return std::nullopt;
    }
  }
  return path;
}

Seeds read_seeds(std::string_view text) { return Reader(text).read(); }

}  // namespace buildspec::test
