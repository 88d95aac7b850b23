#include "linter/shell/parser.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

extern "C" const TSLanguage* tree_sitter_bash(void);

namespace buildspec::shell {
namespace {

// Of 5,389 real commands the longest has 2.4 KB; they cost 7 µs each, 8 MB a second. Some texts
// cost tree-sitter far more: 700 KB of "a) b;; " take it 3.6 s, 50,000 beginnings of here-documents
// 32 s. All limits are counted, not timed, so that a verdict is repeatable.
constexpr std::size_t kLargestText = 64U << 10U;
constexpr std::size_t kMostHereDocuments = 200;
// The callback comes once per 100 steps of the parser: 700 times for 48 KB of plain commands.
constexpr std::uint32_t kMostCallbacks = 5'000;

// The node kinds that mean something to us; everything else is looked through.
enum class Kind : std::uint8_t {
  other,
  ampersand,
  and_operator,
  or_operator,
  ansi_c_string,
  arithmetic_expansion,
  array,
  brace_expression,
  case_item,
  case_statement,
  command,
  command_name,
  command_substitution,
  comment,
  concatenation,
  declaration_command,
  elif_clause,
  else_clause,
  error,
  expansion,
  extglob_pattern,
  file_descriptor,
  file_redirect,
  for_statement,
  function_definition,
  heredoc_body,
  heredoc_redirect,
  heredoc_start,
  herestring_redirect,
  if_statement,
  list,
  negated_command,
  number,
  pipeline,
  process_substitution,
  raw_string,
  redirected_statement,
  regex,
  simple_expansion,
  special_variable_name,
  string,
  subscript,
  subshell,
  test_command,
  translated_string,
  unset_command,
  variable_assignment,
  variable_assignments,
  variable_name,
  while_statement,
  word,
};

constexpr std::array<std::pair<std::string_view, Kind>, 50> kKinds{{
    {"&", Kind::ampersand},
    {"&&", Kind::and_operator},
    {"||", Kind::or_operator},
    {"ansi_c_string", Kind::ansi_c_string},
    {"arithmetic_expansion", Kind::arithmetic_expansion},
    {"array", Kind::array},
    {"brace_expression", Kind::brace_expression},
    {"case_item", Kind::case_item},
    {"case_statement", Kind::case_statement},
    {"command", Kind::command},
    {"command_name", Kind::command_name},
    {"command_substitution", Kind::command_substitution},
    {"comment", Kind::comment},
    {"concatenation", Kind::concatenation},
    {"declaration_command", Kind::declaration_command},
    {"elif_clause", Kind::elif_clause},
    {"else_clause", Kind::else_clause},
    {"expansion", Kind::expansion},
    {"extglob_pattern", Kind::extglob_pattern},
    {"file_descriptor", Kind::file_descriptor},
    {"file_redirect", Kind::file_redirect},
    {"for_statement", Kind::for_statement},
    {"function_definition", Kind::function_definition},
    {"heredoc_body", Kind::heredoc_body},
    {"heredoc_redirect", Kind::heredoc_redirect},
    {"heredoc_start", Kind::heredoc_start},
    {"herestring_redirect", Kind::herestring_redirect},
    {"if_statement", Kind::if_statement},
    {"list", Kind::list},
    {"negated_command", Kind::negated_command},
    {"number", Kind::number},
    {"pipeline", Kind::pipeline},
    {"process_substitution", Kind::process_substitution},
    {"raw_string", Kind::raw_string},
    {"redirected_statement", Kind::redirected_statement},
    {"regex", Kind::regex},
    {"simple_expansion", Kind::simple_expansion},
    {"special_variable_name", Kind::special_variable_name},
    {"string", Kind::string},
    {"subscript", Kind::subscript},
    {"subshell", Kind::subshell},
    {"test_command", Kind::test_command},
    {"translated_string", Kind::translated_string},
    {"unset_command", Kind::unset_command},
    {"variable_assignment", Kind::variable_assignment},
    {"variable_assignments", Kind::variable_assignments},
    {"variable_name", Kind::variable_name},
    {"while_statement", Kind::while_statement},
    {"word", Kind::word},
    {"ERROR", Kind::error},
}};

// What the grammar calls its symbols, as numbers: looked up once per parser.
class Symbols {
 public:
  explicit Symbols(const TSLanguage* language) : kinds_(ts_language_symbol_count(language)) {
    for (std::size_t symbol = 0; symbol < kinds_.size(); ++symbol) {
      const char* const name = ts_language_symbol_name(language, static_cast<TSSymbol>(symbol));
      if (name == nullptr) continue;
      for (const auto& [text, kind] : kKinds)
        if (text == name) kinds_[symbol] = kind;
    }
    condition = field(language, "condition");
    redirect = field(language, "redirect");
    right = field(language, "right");
    value = field(language, "value");
    variable = field(language, "variable");
  }

  [[nodiscard]] Kind kind(TSNode node) const {
    const TSSymbol symbol = ts_node_symbol(node);
    if (symbol < kinds_.size()) return kinds_[symbol];
    return ts_node_is_error(node) ? Kind::error : Kind::other;
  }

  TSFieldId condition = 0;
  TSFieldId redirect = 0;
  TSFieldId right = 0;
  TSFieldId value = 0;
  TSFieldId variable = 0;

 private:
  static TSFieldId field(const TSLanguage* language, std::string_view name) {
    return ts_language_field_id_for_name(language, name.data(),
                                         static_cast<std::uint32_t>(name.size()));
  }
  std::vector<Kind> kinds_;
};

Span span_of(TSNode node) { return {ts_node_start_byte(node), ts_node_end_byte(node)}; }

struct Child {
  TSNode node;
  Kind kind;
  TSFieldId field;
};

// Where a statement stands.
struct Context {
  bool subshell = false;
  bool conditional = false;
  bool function = false;
  std::uint32_t pipeline = 0;
};

// Walks the tree with its own stack: nesting of the input never becomes nesting of calls.
class Reader {
 public:
  Reader(const Symbols& symbols, std::string_view text, TSNode root)
      : symbols_(symbols), text_(text), cursor_(ts_tree_cursor_new(root)) {
    work_.push_back({root, {}, kNone});
  }
  ~Reader() { ts_tree_cursor_delete(&cursor_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Script read() && {
    while (!work_.empty()) {
      const Item item = work_.back();
      work_.pop_back();
      statement(item);
    }
    std::sort(script_.variables.begin(), script_.variables.end(),
              [](const VariableUse& a, const VariableUse& b) { return a.span < b.span; });
    return std::move(script_);
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Item {
    TSNode node;
    Context context;
    std::size_t redirections;  // index into pending_: of an enclosing redirected statement
  };

  [[nodiscard]] std::string_view bytes(Span span) const {
    return text_.substr(span.begin, span.size());
  }

  std::vector<Child> children(TSNode node) {
    std::vector<Child> found;
    ts_tree_cursor_reset(&cursor_, node);
    if (!ts_tree_cursor_goto_first_child(&cursor_)) return found;
    do {
      const TSNode child = ts_tree_cursor_current_node(&cursor_);
      found.push_back({child, symbols_.kind(child), ts_tree_cursor_current_field_id(&cursor_)});
    } while (ts_tree_cursor_goto_next_sibling(&cursor_));
    return found;
  }

  void push(TSNode node, const Context& context, std::size_t redirections = kNone) {
    work_.push_back({node, context, redirections});
  }

  void statement(const Item& item) {
    switch (symbols_.kind(item.node)) {
      case Kind::command:
      case Kind::declaration_command:
      case Kind::unset_command:
      case Kind::variable_assignments:
      case Kind::variable_assignment: simple_command(item); return;
      case Kind::redirected_statement: redirected_statement(item); return;
      case Kind::simple_expansion:
      case Kind::expansion:
      case Kind::arithmetic_expansion: expansion(item); return;
      case Kind::variable_name:  // a bare one: $((A + 1)), ${A[B]}
        use_variable(span_of(item.node), span_of(item.node));
        return;
      default: compound(item);
    }
  }

  // Everything that holds statements: pushes its children with what they stand in.
  void compound(const Item& item) {
    const Kind kind = symbols_.kind(item.node);
    const std::vector<Child> found = children(item.node);
    Context context = item.context;
    if (kind == Kind::subshell || kind == Kind::command_substitution ||
        kind == Kind::process_substitution)
      context.subshell = true;
    if (kind == Kind::function_definition) context.function = context.conditional = true;
    if (kind == Kind::pipeline) {
      context.subshell = true;
      if (item.context.pipeline == 0) context.pipeline = ++pipelines_;
    } else if (kind != Kind::redirected_statement && kind != Kind::negated_command) {
      context.pipeline = 0;
    }
    const bool passes_on =
        kind == Kind::pipeline || kind == Kind::list || kind == Kind::negated_command;
    if (kind == Kind::for_statement) loop_variable(found, context);
    std::size_t redirections = item.redirections;
    if (redirections != kNone && !passes_on) {
      Command command;
      command.span = span_of(item.node);
      place(command, item.context);
      command.redirections = std::move(pending_[redirections]);
      script_.commands.push_back(std::move(command));
      redirections = kNone;
    }
    bool behind_or = false;
    std::vector<Item> next;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Child& child = found[i];
      if (child.kind == Kind::or_operator) behind_or = true;
      if (child.kind == Kind::comment || ts_node_child_count(child.node) == 0) {
        if (child.kind != Kind::variable_name || kind == Kind::for_statement) continue;
      }
      Context inner = context;
      if (behind_or || is_conditional(kind, child)) inner.conditional = true;
      if (i + 1 < found.size() && found[i + 1].kind == Kind::ampersand) inner.subshell = true;
      const bool last = i + 1 == found.size();
      next.push_back({child.node, inner, passes_on && last ? redirections : kNone});
    }
    work_.insert(work_.end(), next.rbegin(), next.rend());
  }

  [[nodiscard]] bool is_conditional(Kind parent, const Child& child) const {
    switch (parent) {
      case Kind::if_statement:
      case Kind::while_statement: return child.field != symbols_.condition;
      case Kind::elif_clause:
      case Kind::else_clause:
      case Kind::case_item: return true;
      case Kind::for_statement: return child.field != symbols_.value;
      default: return false;
    }
  }

  static void place(Command& command, const Context& context) {
    command.subshell = context.subshell;
    command.conditional = context.conditional;
    command.function = context.function;
    command.pipeline = context.pipeline;
  }

  void loop_variable(const std::vector<Child>& found, const Context& context) {
    for (const Child& child : found) {
      if (child.field != symbols_.variable) continue;
      Command command;
      command.span = span_of(child.node);
      place(command, context);
      Assignment assignment;
      assignment.name_span = command.span;
      assignment.name = std::string(bytes(command.span));
      assignment.value.literal = false;
      assignment.value.span = {command.span.end, command.span.end};
      command.assignments.push_back(std::move(assignment));
      script_.commands.push_back(std::move(command));
    }
  }

  // body and redirections: these belong to the last simple command of the body.
  void redirected_statement(const Item& item) {
    std::vector<Redirection> redirections;
    if (item.redirections != kNone) redirections = std::move(pending_[item.redirections]);
    std::vector<Item> next;
    std::optional<TSNode> body;
    for (const Child& child : children(item.node)) {
      if (is_redirection(child.kind)) {
        redirection(child, item.context, redirections, next);
      } else if (ts_node_is_named(child.node) && child.kind != Kind::comment) {
        body = child.node;
      }
    }
    work_.insert(work_.end(), next.rbegin(), next.rend());
    if (body) {
      pending_.push_back(std::move(redirections));
      push(*body, item.context, pending_.size() - 1);
      return;
    }
    Command command;  // "> file"
    command.span = span_of(item.node);
    place(command, item.context);
    command.redirections = std::move(redirections);
    script_.commands.push_back(std::move(command));
  }

  static bool is_redirection(Kind kind) {
    return kind == Kind::file_redirect || kind == Kind::heredoc_redirect ||
           kind == Kind::herestring_redirect;
  }

  static Redirect redirect_kind(std::string_view operator_text) {
    if (operator_text == "<") return Redirect::input;
    if (operator_text == ">>" || operator_text == "&>>") return Redirect::append;
    if (operator_text == "<&" || operator_text == ">&" || operator_text == "<&-" ||
        operator_text == ">&-")
      return Redirect::duplicate;
    return Redirect::output;
  }

  // One redirection; what stands inside it and behind its here-document's first line goes to
  // `next`.
  void redirection(const Child& redirect, const Context& context, std::vector<Redirection>& out,
                   std::vector<Item>& next) {
    Redirection result;
    result.span = span_of(redirect.node);
    std::vector<Child> nested;
    for (const Child& child : children(redirect.node)) {
      if (child.kind == Kind::file_descriptor) {
        const std::string_view digits = bytes(span_of(child.node));
        if (digits.size() == 1 && digits[0] >= '0' && digits[0] <= '9')
          result.descriptor = static_cast<std::uint8_t>(digits[0] - '0');
      } else if (is_redirection(child.kind)) {
        nested.push_back(child);
      } else if (child.kind == Kind::heredoc_start) {
        result.target = delimiter(child.node);
      } else if (child.kind == Kind::heredoc_body) {
        result.body = span_of(child.node);
        next.push_back({child.node, context, kNone});
      } else if (redirect.kind == Kind::heredoc_redirect) {
        here_document_rest(child, context, next);
      } else if (!ts_node_is_named(child.node)) {
        if (redirect.kind == Kind::file_redirect)
          result.kind = redirect_kind(bytes(span_of(child.node)));
      } else {
        result.target = word(child.node, context, next);
      }
    }
    if (redirect.kind == Kind::heredoc_redirect) result.kind = Redirect::here_document;
    if (redirect.kind == Kind::herestring_redirect) result.kind = Redirect::here_string;
    // ">& file" is both outputs, ">& 1" a descriptor.
    if (result.kind == Redirect::duplicate && bytes(result.span).front() == '>' &&
        !result.target.text.empty() &&
        result.target.text.find_first_not_of("0123456789-") != std::string::npos)
      result.kind = Redirect::output;
    out.push_back(std::move(result));
    // A file redirect inside a here-document's line has none inside itself: one level deep.
    for (const Child& child : nested) redirection(child, context, out, next);
  }

  // The delimiter of a here-document, which the grammar gives with its quotes.
  Word delimiter(TSNode node) {
    Word result;
    result.span = span_of(node);
    for (const char c : bytes(result.span))
      if (c != '\'' && c != '"' && c != '\\') result.text += c;
    result.parts.push_back({PartKind::text, Quoting::none, result.span, result.text});
    return result;
  }

  // `cat <<EOF | tee file`, `cat <<EOF && next`.
  void here_document_rest(const Child& child, const Context& context, std::vector<Item>& next) {
    if (!ts_node_is_named(child.node)) return;
    Context inner = context;
    if (child.kind == Kind::pipeline) inner.subshell = true;
    next.push_back({child.node, inner, kNone});
  }

  void simple_command(const Item& item) {
    Command command;
    command.span = span_of(item.node);
    place(command, item.context);
    std::vector<Item> next;
    const Kind kind = symbols_.kind(item.node);
    if (kind == Kind::variable_assignment) {
      assignment(item.node, item.context, command, next);
    } else {
      bool exported = false;
      for (const Child& child : children(item.node)) {
        if (child.kind == Kind::variable_assignment) {
          assignment(child.node, item.context, command, next);
          command.assignments.back().exported = exported;
        } else if (is_redirection(child.kind)) {
          redirection(child, item.context, command.redirections, next);
        } else if (child.kind == Kind::subshell) {
          next.push_back({child.node, item.context, kNone});
        } else if (child.kind != Kind::comment) {
          command.words.push_back(word(child.node, item.context, next));
          if (command.words.size() == 1 && kind == Kind::declaration_command)
            exported = command.words.front().text == "export";
        }
      }
    }
    if (item.redirections != kNone) {
      std::vector<Redirection>& outer = pending_[item.redirections];
      command.redirections.insert(command.redirections.end(),
                                  std::make_move_iterator(outer.begin()),
                                  std::make_move_iterator(outer.end()));
      outer.clear();
    }
    script_.commands.push_back(std::move(command));
    work_.insert(work_.end(), next.rbegin(), next.rend());
  }

  void assignment(TSNode node, const Context& context, Command& command, std::vector<Item>& next) {
    Assignment result;
    result.value.span = {ts_node_end_byte(node), ts_node_end_byte(node)};
    bool named = false;
    for (const Child& child : children(node)) {
      if (!named && ts_node_is_named(child.node)) {
        result.name_span = span_of(child.node);
        result.name = std::string(bytes(result.name_span));
        named = true;
      } else if (!ts_node_is_named(child.node)) {
        result.append = bytes(span_of(child.node)) == "+=";
      } else {
        result.value = word(child.node, context, next);
      }
    }
    command.assignments.push_back(std::move(result));
  }

  // Builds a word. Expansions are pieces of it; what is inside them goes to `next`.
  Word word(TSNode node, const Context& context, std::vector<Item>& next) {
    Word result;
    result.span = span_of(node);
    // Concatenations and strings nest a few levels by grammar; deeper ones stay text as it is.
    pieces(node, Quoting::none, context, result, next, 8);
    for (const Part& part : result.parts) {
      if (part.kind == PartKind::text) {
        result.text += part.text;
        if (part.quoting == Quoting::none &&
            bytes(part.span).find_first_of("*?[{") != std::string_view::npos)
          result.glob = true;
      } else {
        result.text += bytes(part.span);
        result.literal = false;
      }
    }
    return result;
  }

  void pieces(TSNode node, Quoting quoting, const Context& context, Word& out,
              std::vector<Item>& next, int budget) {
    const Span span = span_of(node);
    switch (symbols_.kind(node)) {
      case Kind::command_name:
      case Kind::concatenation:
        if (budget == 0) break;
        for (const Child& child : children(node))
          pieces(child.node, quoting, context, out, next, budget - 1);
        return;
      case Kind::translated_string:  // $"…"
        if (budget == 0) break;
        for (const Child& child : children(node))
          if (child.kind == Kind::string)
            pieces(child.node, quoting, context, out, next, budget - 1);
        return;
      case Kind::string: string_pieces(node, context, out, next); return;
      case Kind::raw_string:
        text_piece({span.begin + 1, span.end - (span.size() > 1 ? 1 : 0)}, Quoting::single, out);
        return;
      case Kind::ansi_c_string:  // $'…'
        text_piece({std::min(span.begin + 2, span.end), span.end - (span.size() > 2 ? 1 : 0)},
                   Quoting::single, out);
        return;
      case Kind::brace_expression:
        out.parts.push_back({PartKind::brace_range, quoting, span, {}});
        return;
      case Kind::simple_expansion:
      case Kind::expansion:
      case Kind::command_substitution:
      case Kind::process_substitution:
      case Kind::arithmetic_expansion:
      case Kind::array: expansion_piece(node, quoting, context, out, next); return;
      default: break;
    }
    text_piece(span, quoting, out);
  }

  void expansion_piece(TSNode node, Quoting quoting, const Context& context, Word& out,
                       std::vector<Item>& next) {
    Part part{PartKind::command_substitution, quoting, span_of(node), {}};
    switch (symbols_.kind(node)) {
      case Kind::simple_expansion:
      case Kind::expansion:
        part.kind = PartKind::variable;
        part.text = std::string(bytes(name_in(node).value_or(Span{})));
        break;
      case Kind::process_substitution: part.kind = PartKind::process_substitution; break;
      case Kind::arithmetic_expansion: part.kind = PartKind::arithmetic; break;
      case Kind::array: part.kind = PartKind::array; break;
      default: break;
    }
    out.parts.push_back(std::move(part));
    next.push_back({node, context, kNone});
  }

  // The inside of "…": whatever is no expansion is text, whichever tokens the grammar makes of it.
  void string_pieces(TSNode node, const Context& context, Word& out, std::vector<Item>& next) {
    const Span span = span_of(node);
    const std::uint32_t end = span.size() > 1 ? span.end - 1 : span.end;
    std::uint32_t at = std::min(span.begin + 1, end);
    bool any = false;
    for (const Child& child : children(node)) {
      if (child.kind != Kind::simple_expansion && child.kind != Kind::expansion &&
          child.kind != Kind::command_substitution && child.kind != Kind::arithmetic_expansion)
        continue;
      const Span inner = span_of(child.node);
      if (inner.begin > at) text_piece({at, inner.begin}, Quoting::double_, out);
      expansion_piece(child.node, Quoting::double_, context, out, next);
      at = inner.end;
      any = true;
    }
    if (at < end || !any) text_piece({at, std::max(at, end)}, Quoting::double_, out);
  }

  void text_piece(Span span, Quoting quoting, Word& out) {
    Part part{PartKind::text, quoting, span, {}};
    const std::string_view raw = bytes(span);
    if (quoting == Quoting::single || raw.find('\\') == std::string_view::npos) {
      part.text = std::string(raw);
    } else {
      for (std::size_t i = 0; i < raw.size(); ++i) {
        const bool escape =
            raw[i] == '\\' && i + 1 < raw.size() &&
            (quoting == Quoting::none ||
             std::string_view("\"\\$`\n").find(raw[i + 1]) != std::string_view::npos);
        if (escape) ++i;
        const bool joined_line = escape && raw[i] == '\n';  // an escaped line break is none at all
        if (!joined_line) part.text += raw[i];
      }
    }
    out.parts.push_back(std::move(part));
  }

  std::optional<Span> name_in(TSNode node) {
    for (const Child& child : children(node)) {
      if (child.kind == Kind::variable_name || child.kind == Kind::special_variable_name)
        return span_of(child.node);
      if (child.kind == Kind::subscript)
        for (const Child& inner : children(child.node))
          if (inner.kind == Kind::variable_name) return span_of(inner.node);
    }
    return std::nullopt;
  }

  void use_variable(Span span, Span name) {
    script_.variables.push_back({span, name, std::string(bytes(name))});
  }

  // Its own name, then what is nested inside it.
  void expansion(const Item& item) {
    const bool arithmetic = symbols_.kind(item.node) == Kind::arithmetic_expansion;
    const auto name = arithmetic ? std::nullopt : name_in(item.node);
    if (name) use_variable(span_of(item.node), *name);
    const std::vector<Child> found = children(item.node);
    for (auto child = found.rbegin(); child != found.rend(); ++child) {
      const bool own_name = name && span_of(child->node).begin <= name->begin &&
                            name->end <= span_of(child->node).end;
      const bool bare_name = child->kind == Kind::variable_name;
      if (!own_name && (bare_name || ts_node_child_count(child->node) > 0))
        push(child->node, item.context);
    }
  }

  const Symbols& symbols_;
  std::string_view text_;
  TSTreeCursor cursor_;
  std::vector<Item> work_;
  std::vector<std::vector<Redirection>> pending_;
  std::uint32_t pipelines_ = 0;
  Script script_;
};

}  // namespace

namespace {

bool over_budget(std::string_view text) {
  if (text.size() > kLargestText) return true;
  std::size_t here_documents = 0;
  for (std::size_t at = text.find("<<"); at != std::string_view::npos; at = text.find("<<", at + 2))
    if (++here_documents > kMostHereDocuments) return true;
  return false;
}

}  // namespace

struct Parser::Impl {
  Impl() : symbols(tree_sitter_bash()), parser(ts_parser_new()) {
    ts_parser_set_language(parser, tree_sitter_bash());
  }
  ~Impl() { ts_parser_delete(parser); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  TSTree* parse(std::string_view text) {
    struct Payload {
      std::string_view text;
      std::uint32_t callbacks = 0;
    } payload{text};
    const TSInput input{&payload,
                        [](void* data, std::uint32_t at, TSPoint, std::uint32_t* size) {
                          const std::string_view all = static_cast<Payload*>(data)->text;
                          *size = at < all.size() ? static_cast<std::uint32_t>(all.size()) - at : 0;
                          return at < all.size() ? all.data() + at : "";
                        },
                        TSInputEncodingUTF8, nullptr};
    const TSParseOptions options{&payload, [](TSParseState* state) {
                                   auto* const mine = static_cast<Payload*>(state->payload);
                                   return ++mine->callbacks > kMostCallbacks;
                                 }};
    TSTree* const tree = ts_parser_parse_with_options(parser, nullptr, input, options);
    if (tree == nullptr) ts_parser_reset(parser);
    return tree;
  }

  Symbols symbols;
  TSParser* parser;
};

Parser::Parser() = default;
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

Script Parser::parse(std::string_view text) {
  Script broken;
  broken.broken = true;
  if (over_budget(text)) return broken;
  if (!impl_) impl_ = std::make_unique<Impl>();
  TSTree* const tree = impl_->parse(text);
  if (tree == nullptr) return broken;
  const TSNode root = ts_tree_root_node(tree);
  Script script = Reader(impl_->symbols, text, root).read();
  script.broken = ts_node_has_error(root);
  ts_tree_delete(tree);
  return script;
}

std::shared_ptr<const Script> ScriptCache::get(std::string_view text) {
  if (const auto found = scripts_.find(text); found != scripts_.end()) return found->second;
  auto script = std::make_shared<const Script>(parser_.parse(text));
  scripts_.emplace(std::string(text), script);
  return script;
}

std::shared_ptr<const Script> parse_remembered(std::string_view text) {
  constexpr std::size_t kMostScripts = 2'048;
  thread_local ScriptCache cache;
  if (cache.size() >= kMostScripts) cache.clear();
  return cache.get(text);
}

}  // namespace buildspec::shell
