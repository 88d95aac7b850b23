// The file as a whole: YAML to JSON and back. What the other form cannot hold is a reason not to.
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "lsp/ide/exact_edit.h"
#include "lsp/ide/refactor_parts.h"
#include "lsp/ide/written_scalar.h"

namespace buildspec::ide {
namespace {

// No buildspec is deeper than ten; the writers recurse.
constexpr int kMostDepth = 64;

bool has_comments(const Snapshot& snapshot) {
  const std::string_view text = snapshot.text.bytes();
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    if (snapshot.tree->comment_at(static_cast<std::uint32_t>(at))) return true;
  }
  return false;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// RFC 8259, section 6.
bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    std::string_view digits = text.substr(exponent + 1);
    if (digits.starts_with('+') || digits.starts_with('-')) digits.remove_prefix(1);
    if (!is_digits(digits)) return false;
    text = text.substr(0, exponent);
  }
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (point != std::string_view::npos && !is_digits(text.substr(point + 1))) return false;
  return is_digits(whole) && (whole.size() == 1 || whole[0] != '0');
}

// Writes a tree anew. `problem` says what cannot be written.
class Writer {
 public:
  explicit Writer(std::string_view line_break) : break_(line_break) {}
  std::string out;
  std::string problem;

 protected:
  void fail(std::string why) {
    if (problem.empty()) problem = std::move(why);
  }
  void line(std::size_t column) {
    out += break_;
    out.append(column, ' ');
  }
  // Whatever a document of the other form has no word for.
  bool is_ordinary(Node node, int depth) {
    if (depth > kMostDepth) fail("The file is nested too deep");
    if (node.kind() == Kind::alias || !node.anchor().empty() || !node.tag().empty())
      fail("The file has anchors, aliases or tags");
    return problem.empty();
  }
  std::string_view break_;
};

class JsonWriter : public Writer {
 public:
  using Writer::Writer;

  void write(Node node, std::size_t column, int depth) {
    if (!is_ordinary(node, depth)) return;
    if (node.is_mapping()) {
      write_mapping(node, column, depth);
    } else if (node.is_sequence()) {
      write_list(node, column, depth);
    } else {
      out += scalar(node);
    }
  }

 private:
  void write_mapping(Node node, std::size_t column, int depth) {
    std::set<std::string> seen;
    out += '{';
    for (const auto [key, value] : node.pairs()) {
      if (!key.is_scalar() || scalar_type(key) != oracle::Type::string || key.source() == "<<" ||
          !is_ordinary(key, depth))
        return fail("A key of the file is no string");
      const std::string name(key.scalar().value());
      if (!seen.insert(name).second) return fail("The key " + code(name) + " stands twice");
      if (seen.size() > 1) out += ',';
      line(column + 2);
      out += in_double_quotes(name) + ": ";
      write(value, column + 2, depth + 1);
    }
    if (!seen.empty()) line(column);
    out += '}';
  }

  void write_list(Node node, std::size_t column, int depth) {
    bool first = true;
    out += '[';
    for (const Node item : node.items()) {
      if (!first) out += ',';
      first = false;
      line(column + 2);
      write(item, column + 2, depth + 1);
    }
    if (!first) line(column);
    out += ']';
  }

  std::string scalar(Node node) {
    const Scalar scalar = node.scalar();
    std::string value(scalar.value());
    switch (scalar_type(node)) {
      case oracle::Type::string: return in_double_quotes(value);
      case oracle::Type::null: return "null";
      case oracle::Type::boolean:
        if (value == "true" || value == "false") return value;
        break;
      case oracle::Type::integer:
      case oracle::Type::floating:
        if (is_json_number(value)) return value;
        break;
      case oracle::Type::timestamp: break;
    }
    fail("JSON has no form for " + code(value) + " without quotes");
    return {};
  }
};

class YamlWriter : public Writer {
 public:
  using Writer::Writer;

  void write_root(Node node) {
    if (node.is_mapping() && node.pair(0)) {
      write_mapping(node, 0, 0);
    } else {
      fail("The file is no mapping");
    }
  }

 private:
  // The first line stands where the writer is, the others at the column.
  void write_mapping(Node node, std::size_t column, int depth) {
    bool first = true;
    for (const auto [key, value] : node.pairs()) {
      if (!is_ordinary(key, depth)) return;
      if (!key.is_scalar()) return fail("A key of the file is no text");
      if (!first) line(column);
      first = false;
      const Scalar name = key.scalar();
      out += scalar_type(key) == oracle::Type::string ? written_scalar(name.value(), false)
                                                      : std::string(name.value());
      out += ':';
      write_value(value, column, depth + 1);
    }
  }

  void write_value(Node value, std::size_t column, int depth) {
    if (!is_ordinary(value, depth)) return;
    const bool filled =
        (value.is_mapping() && value.pair(0)) || (value.is_sequence() && value.item(0));
    if (!filled) {
      const std::string text = leaf(value, column + 2);
      if (!text.empty()) out += ' ' + text;
      return;
    }
    line(column + 2);
    if (value.is_mapping()) {
      write_mapping(value, column + 2, depth);
    } else {
      write_list(value, column + 2, depth);
    }
  }

  void write_list(Node node, std::size_t column, int depth) {
    bool first = true;
    for (const Node item : node.items()) {
      if (!is_ordinary(item, depth)) return;
      if (!first) line(column);
      first = false;
      out += '-';
      if (item.is_mapping() && item.pair(0)) {
        out += ' ';
        write_mapping(item, column + 2, depth + 1);
      } else if (item.is_sequence() && item.item(0)) {
        out += ' ';
        write_list(item, column + 2, depth + 1);
      } else if (const std::string text = leaf(item, column + 2); !text.empty()) {
        out += ' ' + text;
      }
    }
  }

  [[nodiscard]] std::string leaf(Node node, std::size_t column) const {
    if (node.is_mapping()) return "{}";
    if (node.is_sequence()) return "[]";
    if (node.is_missing()) return {};
    const Scalar scalar = node.scalar();
    if (scalar_type(node) != oracle::Type::string) return std::string(scalar.value());
    if (scalar.value().find('\n') != std::string_view::npos) {
      if (auto block = literal_block(scalar.value(), column, break_)) return *std::move(block);
      return in_double_quotes(scalar.value());
    }
    return written_scalar(scalar.value(), false);
  }
};

// What is replaced: all but a byte order mark.
Span whole_text(const SourceText& text) {
  return {text.bytes().starts_with("\xEF\xBB\xBF") ? 3U : 0U, text.size()};
}

void finish(const Snapshot& snapshot, Writer&& writer, Refactoring refactoring,
            std::vector<Refactoring>& found) {
  if (has_comments(snapshot)) {
    refactoring.unavailable = is_json(snapshot) ? "The file has comments, which would be lost"
                                                : "The file has comments, which JSON cannot hold";
  } else if (!writer.problem.empty()) {
    refactoring.unavailable = std::move(writer.problem);
  } else {
    writer.out += line_break(snapshot.text);
    refactoring.edits = {{whole_text(snapshot.text), std::move(writer.out)}};
    if (!keeps_meaning(snapshot, refactoring.edits)) return;
  }
  found.push_back(std::move(refactoring));
}

}  // namespace

std::vector<Refactoring> file_refactorings(const Snapshot& snapshot) {
  std::vector<Refactoring> found;
  const Node root = snapshot.buildspec.root;
  if (is_silent(snapshot) || !root.is_mapping() || !root.pair(0)) return found;
  const std::string_view brk = line_break(snapshot.text);
  if (is_json(snapshot)) {
    YamlWriter writer(brk);
    writer.write_root(root);
    finish(snapshot, std::move(writer),
           {RefactoringKind::rewrite, "Write the file in YAML's block style", {}, {}, {}}, found);
  } else {
    JsonWriter writer(brk);
    writer.write(root, 0, 0);
    finish(snapshot, std::move(writer),
           {RefactoringKind::rewrite, "Write the file as JSON", {}, {}, {}}, found);
  }
  return found;
}

}  // namespace buildspec::ide
