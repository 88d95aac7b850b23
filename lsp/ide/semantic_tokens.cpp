#include "lsp/ide/semantic_tokens.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "linter/lang/binding.h"
#include "linter/lang/command_text.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/catalogue.h"
#include "linter/shell/characters.h"
#include "lsp/ide/command_at.h"
#include "lsp/ide/shell_tokens.h"

namespace buildspec::ide {
namespace {

using schema::Form;
using schema::Format;

// Collections within collections. Nobody nests deeper, and to leave one costs more the more are
// around it.
constexpr std::size_t kMostDepth = 100;

bool is_block(const Node& node) {
  return node.style() == ScalarStyle::literal || node.style() == ScalarStyle::folded;
}

// What YAML 1.1 takes for a boolean or null, in the spellings that people use.
bool is_word_constant(std::string_view text) {
  constexpr std::string_view kWords[] = {
      "true", "false", "yes", "no",   "on",   "off",   "null", "~",  "True", "False", "Yes",
      "No",   "On",    "Off", "Null", "TRUE", "FALSE", "YES",  "NO", "ON",   "OFF",   "NULL"};
  return std::find(std::begin(kWords), std::end(kWords), text) != std::end(kWords);
}

bool is_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !shell::is_digit(text.front())) return false;
  const auto point = std::find_if_not(text.begin(), text.end(), shell::is_digit);
  if (point == text.end()) return true;
  return *point == '.' && std::all_of(point + 1, text.end(), shell::is_digit);
}

bool is_boolean(Format format) {
  return format == Format::boolean_yes_no || format == Format::boolean_true_false;
}

// `$NAME` in it stands for a variable's value.
bool takes_references(const schema::Type& type) {
  switch (type.format) {
    case Format::shell_expression:
    case Format::path:
    case Format::glob:
    case Format::report_group:
    case Format::runtime_version: return true;
    default: return type.may_be_reference;
  }
}

Span lines_of(const SourceText& text, Span span) {
  return {text.line(text.line_of(span.begin)).begin, text.line(text.line_of(span.end)).end};
}

// Walks the tree in the order of the text. Of collections only those around the current node are
// remembered, on a stack of its own: nothing recurses on the depth of the text.
class Walk {
 public:
  Walk(const Snapshot& snapshot, Span range, TokenScope scope)
      : snapshot_(snapshot),
        bytes_(snapshot.text.bytes()),
        wanted_(range),
        range_(lines_of(snapshot.text, range)),
        whole_(range_.begin == 0 && range_.end == snapshot.text.size()),
        everything_(scope == TokenScope::everything),
        behind_(range_.begin),
        commands_(snapshot.buildspec) {}

  std::vector<SemanticToken> run() && {
    if (const Node root = snapshot_.tree->root())
      visit(Site{&schema::buildspec_type(), nullptr, Node(), root});
    while (!open_.empty() && !done_) step();
    if (snapshot_.tree->exceeded()) return std::move(tokens_);  // what follows was not read
    const Span further = snapshot_.tree->further_documents();
    comments_before(further.empty() ? snapshot_.text.size() : further.begin);
    return std::move(tokens_);
  }

 private:
  // A collection whose children are being visited.
  struct Frame {
    const schema::Type* type = nullptr;  // null: not known
    bool mapping = false;
    Node::PairRange::iterator pair;
    Node::ItemRange::iterator item;
  };

  void step() {
    Frame& frame = open_.back();
    if (frame.mapping) {
      if (frame.pair == Node::PairRange::iterator()) return open_.pop_back();
      const Pair pair = *frame.pair++;
      visit_pair(frame.type, pair);
    } else {
      if (frame.item == Node::ItemRange::iterator()) return open_.pop_back();
      const Node item = *frame.item++;
      const schema::Type* const type = frame.type;
      visit(Site{type != nullptr ? type->element : nullptr, nullptr, Node(), item});
    }
  }

  void visit_pair(const schema::Type* owner, const Pair& pair) {
    Site site{nullptr, nullptr, pair.key, pair.value};
    if (owner != nullptr && !owner->keys.empty() && pair.key.is_scalar()) {
      site.key = schema::find_key(*owner, pair.key.scalar().value());
      if (site.key != nullptr) site.type = site.key->type;
    } else if (owner != nullptr && owner->keys.empty()) {
      site.type = owner->element;
    }
    if (!whole_ && begins_behind(pair.key)) return;
    if (pair.key.is_scalar()) {
      if (whole_ || !ends_before(pair.key)) key(site, owner);
    } else {
      visit(Site{nullptr, nullptr, Node(), pair.key});
      // Its value, which has to wait until the key is visited, is not looked at: no buildspec has
      // such keys.
      if (pair.key.is_mapping() || pair.key.is_sequence()) return;
    }
    visit(site);
  }

  void visit(const Site& site) {
    const Node& node = site.node;
    if (!whole_ && (begins_behind(node) || (!node.is_missing() && ends_before(node)))) return;
    properties(node);
    switch (node.kind()) {
      case Kind::mapping:
      case Kind::sequence: enter(site); break;
      case Kind::scalar: scalar(site); break;
      case Kind::alias: leaf(node.span(), TokenType::macro); break;
      case Kind::missing: break;
    }
  }

  void enter(const Site& site) {
    if (open_.size() == kMostDepth) {
      const Span span = site.node.span();
      comments_before(span.begin);
      return passed(span.end);
    }
    Frame frame;
    frame.mapping = site.node.is_mapping();
    const bool as_expected =
        site.type != nullptr && site.type->form == (frame.mapping ? Form::mapping : Form::sequence);
    if (as_expected) frame.type = site.type;
    if (frame.mapping) {
      frame.pair = site.node.pairs().begin();
    } else {
      frame.item = site.node.items().begin();
    }
    open_.push_back(frame);
  }

  // -- Whether the range has anything of it. Not asked of whole texts: the span of a collection in
  // which many others are nested is not free.
  bool begins_behind(const Node& node) {
    // Anchors and tags stand in front of a node.
    done_ = done_ || first_byte(node) >= range_.end;
    return done_;
  }
  [[nodiscard]] static std::uint32_t first_byte(const Node& node) {
    std::uint32_t begin = node.span().begin;
    for (const Span property : {node.anchor(), node.tag()})
      if (!property.empty()) begin = std::min(begin, property.begin);
    return begin;
  }
  [[nodiscard]] bool ends_before(const Node& node) const { return node.span().end <= range_.begin; }

  // -- Tokens.
  // Of a place in the text that may reach over several lines: each line's part, its indentation
  // left out.
  void add(Span span, TokenType type, std::uint8_t modifiers = 0) {
    std::uint32_t at = std::max(span.begin, last_end_);
    while (at < span.end) {
      while (at < span.end && is_space(bytes_[at])) ++at;
      std::uint32_t end = at;
      while (end < span.end && bytes_[end] != '\n' && bytes_[end] != '\r') ++end;
      std::uint32_t content = end;
      while (content > at && is_space(bytes_[content - 1])) --content;
      const bool in_range = content > wanted_.begin && at < wanted_.end;
      if (content > at && in_range) {
        tokens_.push_back({{at, content}, type, modifiers});
        last_end_ = content;
      }
      at = end;
    }
  }
  [[nodiscard]] static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  // A node without others inside, or a property of one.
  void leaf(Span span, TokenType type, std::uint8_t modifiers = 0) {
    comments_before(span.begin);
    add(span, type, modifiers);
    passed(span.end);
  }
  void passed(std::uint32_t end) { behind_ = std::max(behind_, end); }

  void properties(const Node& node) {
    Span anchor = node.anchor();
    Span tag = node.tag();
    const bool swapped = tag.begin < anchor.begin && !tag.empty();
    if (swapped && everything_) leaf(tag, TokenType::type);
    if (!anchor.empty()) leaf(anchor, TokenType::macro, kDeclaration);
    if (!swapped && !tag.empty() && everything_) leaf(tag, TokenType::type);
  }

  // Between the nodes stand punctuation, blanks and comments only.
  void comments_before(std::uint32_t end) {
    end = std::min(end, range_.end);
    const std::uint32_t begin = std::exchange(behind_, std::max(behind_, end));
    if (!everything_) return;
    for (std::uint32_t at = begin; at < end; ++at) {
      if (bytes_[at] != '#' || (at > 0 && !is_space(bytes_[at - 1]))) continue;
      const std::uint32_t line_end = end_of_line(at);
      add({at, std::min(line_end, end)}, TokenType::comment);
      at = line_end;
    }
  }
  [[nodiscard]] std::uint32_t end_of_line(std::uint32_t at) const {
    const std::size_t found = bytes_.find_first_of("\r\n", at);
    return static_cast<std::uint32_t>(std::min(found, bytes_.size()));
  }

  // -- Keys.
  void key(const Site& site, const schema::Type* owner) {
    properties(site.key_node);
    const Span span = site.key_node.span();
    if (site.key_node.source() == "<<") return leaf(span, TokenType::operator_);
    if (owner == nullptr) return leaf(span, TokenType::property);
    if (site.key != nullptr) {
      const bool phase = owner == &schema::phases_type();
      return leaf(span, phase ? TokenType::namespace_ : TokenType::property,
                  key_modifiers(*site.key));
    }
    if (!owner->keys.empty()) return leaf(span, TokenType::property, kUnknown);
    chosen_name(site.key_node, *owner);
  }

  [[nodiscard]] std::uint8_t key_modifiers(const schema::Key& key) const {
    const auto format = static_cast<unsigned>(format_versions(snapshot_.buildspec));
    if ((static_cast<unsigned>(key.versions) & format) == 0) return kUnknown;
    return key.deprecated ? kDeprecated : 0;
  }

  void chosen_name(const Node& node, const schema::Type& owner) {
    const Span span = node.span();
    switch (owner.name_format) {
      case Format::variable_name:
      case Format::set_variable_name:
        return leaf(span, TokenType::variable,
                    kDeclaration | variable_modifiers(node.scalar().value()));
      case Format::runtime_name: {
        const bool known = schema::find_language(node.scalar().value()) != nullptr;
        return leaf(span, TokenType::property, known ? std::uint8_t{0} : kUnknown);
      }
      case Format::report_group:
      case Format::artifact_identifier:
      case Format::batch_identifier: return leaf(span, TokenType::class_, kDeclaration);
      default: return leaf(span, TokenType::property);
    }
  }

  // -- Values.
  void scalar(const Site& site) {
    comments_before(site.node.span().begin);
    const bool known = site.type != nullptr && site.type->form == Form::scalar;
    const schema::Type* type = known ? site.type : nullptr;
    // `files: '**/*'`
    if (!known && site.type != nullptr && site.type->form == Form::sequence &&
        site.type->scalar_for_list)
      type = site.type->element;
    if (is_block(site.node)) header(site.node);
    if (type == nullptr || !typed(site, *type)) untyped(site.node);
    passed(site.node.span().end);
  }

  // "|", ">-": a comment may stand behind it.
  void header(const Node& node) {
    const std::uint32_t begin = node.span().begin;
    std::uint32_t end = begin + 1;
    const std::uint32_t line_end = std::min(end_of_line(begin), node.span().end);
    while (end < line_end && !is_space(bytes_[end])) ++end;
    if (everything_) add({begin, end}, TokenType::operator_);
    behind_ = end;
    comments_before(line_end);
  }

  // False where the schema's type says nothing about the colour.
  bool typed(const Site& site, const schema::Type& type) {
    const Node& node = site.node;
    if (type.format == Format::command) return command(node);
    const Scalar scalar = node.scalar();
    const std::string_view value = scalar.value();
    const Span span = node.span();
    if (const auto* const meant = schema::find_value(type, value)) {
      const std::uint8_t modifiers = meant->deprecated ? kDeprecated : std::uint8_t{0};
      add(span,
          is_boolean(type.format) ? TokenType::keyword
          : is_number(value)      ? TokenType::number
                                  : TokenType::enum_member,
          modifiers);
      return true;
    }
    switch (type.format) {
      case Format::variable_name:
      case Format::set_variable_name:
        add(span, TokenType::variable, variable_modifiers(value));
        return true;
      case Format::batch_identifier: {
        const bool declares = site.key != nullptr && site.key->name == "identifier";
        add(span, TokenType::class_, declares ? kDeclaration : std::uint8_t{0});
        return true;
      }
      case Format::runtime_version:
        if (value.find('$') != std::string_view::npos) break;
        add(span, is_number(value) ? TokenType::number : TokenType::enum_member);
        return true;
      default: break;
    }
    return takes_references(type) && references(node, scalar, type.format == Format::glob);
  }

  // Variables, and wildcards, with the text between them.
  bool references(const Node& node, const Scalar& scalar, bool wildcards) {
    const std::string_view text = scalar.value();
    const Span span = node.span();
    if (text.find_first_of(wildcards ? "$*" : "$") == std::string_view::npos) return false;
    std::uint32_t from = span.begin;
    const auto put = [&](std::size_t begin, std::size_t end, TokenType type,
                         std::uint8_t modifiers) {
      const Span place =
          scalar.source({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      if (everything_) add({from, place.begin}, TokenType::string);
      add(place, type, modifiers);
      from = place.end;
    };
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at + 1;
      if (wildcards && text[at] == '*') {
        while (end < text.size() && text[end] == '*') ++end;
        put(at, end, TokenType::operator_, 0);
      } else if (text[at] == '$') {
        const bool braced = end < text.size() && text[end] == '{';
        const std::size_t name = end + (braced ? 1 : 0);
        end = name;
        while (end < text.size() && shell::is_name(text[end])) ++end;
        const std::uint8_t modifiers = variable_modifiers(text.substr(name, end - name));
        const bool is_variable = end > name;
        if (braced) end = std::min(text.find('}', end), text.size() - 1) + 1;
        if (is_variable) put(at, end, TokenType::variable, modifiers);
      }
      at = end;
    }
    if (everything_) add({from, span.end}, TokenType::string);
    return true;
  }

  void untyped(const Node& node) {
    if (!everything_) return;
    Span span = node.span();
    if (is_block(node)) span.begin = std::min(end_of_line(span.begin), span.end);
    const std::string_view source = node.source();
    if (node.style() != ScalarStyle::plain) {
      add(span, TokenType::string);
    } else if (is_word_constant(source)) {
      add(span, TokenType::keyword);
    } else {
      add(span, is_number(source) ? TokenType::number : TokenType::string);
    }
  }

  // -- Commands.
  bool command(const Node& node) {
    const Command* const found_command = commands_.find(node);
    if (found_command == nullptr) return false;
    const CommandText read = read_command(snapshot_, *found_command);
    if (read.dialect == shell::Dialect::cmd) return false;
    const std::vector<SemanticToken>& found = read.dialect == shell::Dialect::powershell
                                                  ? shell_.of_powershell(read.text())
                                                  : shell_.of_script(*read.script, read.text());
    // The quotes around a command of one line stay the grammar's.
    for (const SemanticToken& token : found)
      add(read.source(token.span), token.type, token.modifiers);
    return true;
  }

  const Snapshot& snapshot_;
  std::string_view bytes_;
  Span wanted_;
  Span range_;  // the whole lines of that: what stands in front on a line may hold a "#"
  bool whole_;
  bool everything_;
  std::uint32_t behind_;        // behind the last leaf: comments are looked for from here on
  std::uint32_t last_end_ = 0;  // of the last token
  CommandFinder commands_;
  bool done_ = false;  // what follows begins behind the range
  std::vector<Frame> open_;
  ShellTokens shell_;
  std::vector<SemanticToken> tokens_;
};

}  // namespace

std::vector<SemanticToken> semantic_tokens(const Snapshot& snapshot, Span range, TokenScope scope) {
  if (snapshot.amplify || range.empty()) return {};
  return Walk(snapshot, range, scope).run();
}

}  // namespace buildspec::ide
