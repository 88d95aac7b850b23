#include "linter/syntax/oracle_document.h"

#include <yaml.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

#include "linter/text/utf8.h"

namespace buildspec::oracle {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// go-yaml: max_flow_level and max_indents.
constexpr std::uint32_t kMaxDepth = 10'000;
// libyaml looks at every open bracket for every token. 2e8 such looks take it about 0.3 s.
constexpr std::uint64_t kMaxFlowWork = 200'000'000;
// Each patch that only libyaml's refusal shows costs another reading.
constexpr int kMaxReadings = 24;

// Lines and columns as libyaml counts them, turned into bytes.
class Marks {
 public:
  explicit Marks(std::string_view text) : text_(text) {
    lines_.push_back(text.starts_with(kByteOrderMark) ? 3 : 0);
    for (std::size_t at = lines_[0]; at < text.size();) {
      const std::size_t length = break_length(at);
      at += std::max<std::size_t>(length, 1);
      if (length != 0) lines_.push_back(static_cast<std::uint32_t>(at));
    }
  }

  [[nodiscard]] std::uint32_t byte(const yaml_mark_t& mark) const {
    if (mark.line >= lines_.size()) return static_cast<std::uint32_t>(text_.size());
    std::size_t at = lines_[mark.line];
    for (std::size_t column = 0; column < mark.column && at < text_.size(); ++column) {
      const auto lead = static_cast<unsigned char>(text_[at]);
      at += lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    return static_cast<std::uint32_t>(std::min(at, text_.size()));
  }

 private:
  [[nodiscard]] std::size_t break_length(std::size_t at) const {
    const std::string_view rest = text_.substr(at, 3);
    if (rest[0] == '\n') return 1;
    if (rest[0] == '\r') return rest.starts_with("\r\n") ? 2 : 1;
    if (rest.starts_with("\xC2\x85")) return 2;
    return rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" ? 3 : 0;
  }

  std::string_view text_;
  std::vector<std::uint32_t> lines_;
};

bool is_break_or_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const std::string_view rest = text.substr(at, 3);
  return rest[0] == '\n' || rest[0] == '\r' || rest.starts_with("\xC2\x85") ||
         rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9";
}

bool is_blank(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == ' ' || text[at] == '\t');
}

bool is_alpha(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '-';
}

bool is_flow_indicator(char c) {
  return std::string_view(",[]{}").find(c) != std::string_view::npos;
}

// --- Patches: a private copy of the text, of the same length, that libyaml reads as go-yaml reads
// the original. They change values only where no value can change a verdict.

// "\/" is an escape for libyaml only: make it one that neither knows.
void patch_slashes(std::string& text) {
  for (std::size_t at = text.find('\\'); at != std::string::npos && at + 1 < text.size();
       at = text.find('\\', at + 2)) {
    if (text[at + 1] == '/') text[at + 1] = 'z';
  }
}

// Only libyaml lets a byte order mark begin a line: make it another character of three bytes.
void patch_byte_order_marks(std::string& text) {
  for (std::size_t at = text.find(kByteOrderMark, 1); at != std::string::npos;
       at = text.find(kByteOrderMark, at + 3)) {
    text.replace(at, 3, "\xE3\x80\x81");
  }
}

// Version 1.2 is known to libyaml only: make it one that neither knows.
void patch_version(std::string& text) {
  std::size_t at = text.starts_with(kByteOrderMark) ? 3 : 0;
  while (at < text.size() &&
         std::string_view("%# \t\r\n").find(text[at]) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    if (text.compare(at, 5, "%YAML") == 0) {
      std::size_t digit = std::min(text.find('.', at), end);
      while (digit + 1 < end && text[digit + 1] >= '0' && text[digit + 1] <= '9') ++digit;
      if (digit < end && text[digit] == '2') text[digit] = '3';
    }
    at = end + 1;
  }
}

// In go-yaml a colon before a flow indicator belongs to the plain scalar that it follows. `at` is
// such a colon; the ones behind it that are certain to be the same are changed with it.
void patch_colons(std::string& text, std::size_t at) {
  text[at] = 'x';
  for (at = text.find(':', at); at != std::string::npos && at + 1 < text.size();
       at = text.find(':', at + 1)) {
    if (!is_flow_indicator(text[at + 1]) && text[at + 1] != '?') continue;
    std::size_t begin = at;
    while (begin > 0 && (is_alpha(text[begin - 1]) || text[begin - 1] == '.')) --begin;
    const bool plain =
        begin < at && text[begin] != '-' &&
        (begin == 0 || std::string_view(" [{,").find(text[begin - 1]) != std::string_view::npos);
    if (plain) text[at] = 'x';
  }
}

// "\'" is an escape for go-yaml only: make the ones of this scalar, from the one at `at` on,
// escapes of both.
void patch_apostrophes(std::string& text, std::size_t at) {
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] != '\\' || at + 1 >= text.size()) continue;
    if (text[at + 1] == '\'') text[at + 1] = 'e';
    ++at;
  }
}

// A tag of go-yaml's goes on over commas and square brackets. `at` is its exclamation mark; true if
// it held one and was changed.
bool patch_tag(std::string& text, std::size_t at) {
  if (at + 1 < text.size() && text[at + 1] == '<') return false;
  bool changed = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (!is_alpha(c) &&
        std::string_view(";/?:@&=+$,.!~*'()[]%").find(c) == std::string_view::npos) {
      break;
    }
    if (c == ',' || c == '[' || c == ']') {
      text[at] = '_';
      changed = true;
    }
  }
  return changed;
}

// The anchor and the tag in front of a node.
struct Properties {
  std::size_t tag = std::string_view::npos;  // its exclamation mark
  std::size_t end = 0;                       // where the node itself begins
};

Properties read_properties(std::string_view text, std::size_t at) {
  Properties found;
  while (at < text.size()) {
    if (text[at] == '!' && found.tag == std::string_view::npos) {
      found.tag = at;
      while (!is_blank(text, at) && !is_break_or_end(text, at)) ++at;
    } else if (text[at] == '&') {
      for (++at; at < text.size() && is_alpha(text[at]);) ++at;
    } else if (text[at] == '#') {
      while (!is_break_or_end(text, at)) ++at;
    } else if (is_blank(text, at) || is_break_or_end(text, at)) {
      ++at;
    } else {
      break;
    }
  }
  found.end = at;
  return found;
}

// In go-yaml a question mark ends a plain scalar in a flow collection and begins a key, where none
// can stand. A bracket in its place is refused by libyaml with the same words.
bool patch_question_marks(std::string& text, Span span) {
  bool changed = false;
  for (std::size_t at = span.begin + 1; at < span.end; ++at) {
    if (text[at] != '?') continue;
    text[at] = '[';
    changed = true;
  }
  return changed;
}

// --- Reading

// Gives libyaml its input in go-yaml's portions: what is wrong far behind the place that is being
// read, say behind the first document, must not be seen yet.
struct Input {
  std::string_view text;
  std::size_t at = 0;
  std::size_t capacity = 0;  // libyaml's raw buffer; the first call asks for all of it

  static int read(void* self, unsigned char* buffer, std::size_t size, std::size_t* read) {
    constexpr std::size_t kPortion = 512;
    auto& input = *static_cast<Input*>(self);
    input.capacity = std::max(input.capacity, size);
    const std::size_t left_over = std::min(input.capacity - size, kPortion - 1);
    const std::size_t count = std::min({size, kPortion - left_over, input.text.size() - input.at});
    std::memcpy(buffer, input.text.data() + input.at, count);
    input.at += count;
    *read = count;
    return 1;
  }
};

std::string text_of(const yaml_char_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}
std::string text_of(const yaml_char_t* bytes) {
  return bytes == nullptr ? std::string() : reinterpret_cast<const char*>(bytes);
}

ScalarStyle style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return ScalarStyle::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return ScalarStyle::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE: return ScalarStyle::literal;
    case YAML_FOLDED_SCALAR_STYLE: return ScalarStyle::folded;
    default: return ScalarStyle::plain;
  }
}

// One reading of the patched text. It finds a document, or patches and asks to be repeated.
class Reading {
 public:
  Reading(std::string_view original, std::string& patched, const Marks& marks)
      : original_(original), patched_(patched), marks_(marks), input_{patched} {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input(&parser_, &Input::read, &input_);
  }
  ~Reading() { yaml_parser_delete(&parser_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  // False if the text was patched and must be read again.
  bool run() {
    bool more = true;
    while (more && !document_.fault) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) {
        on_error();
        break;
      }
      more = on_event(event);
      yaml_event_delete(&event);
    }
    for (const Span span : plain_in_flow_) {
      if (patch_question_marks(patched_, span)) changed_ = true;
    }
    for (const std::size_t tag : tags_) {
      if (patch_tag(patched_, tag)) changed_ = true;
    }
    return !changed_;
  }
  Document take() { return std::move(document_); }

 private:
  struct Open {
    std::uint32_t node = 0;
    std::uint32_t last = kNone;  // its last child so far
    bool indented = false;       // counts in go-yaml's stack of indentations
  };

  void fail(std::string message, std::uint32_t at, std::uint32_t context) {
    document_.fault = Fault{std::move(message), at, context, false};
  }

  void on_error() {
    std::string problem = parser_.problem == nullptr ? "" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) {
      const auto at = static_cast<std::uint32_t>(
          std::min<std::size_t>(parser_.problem_offset, original_.size()));
      fail(problem, at, at);
      return;
    }
    const std::uint32_t at = marks_.byte(parser_.problem_mark);
    const bool has_context = parser_.context != nullptr;
    const std::uint32_t context = has_context ? marks_.byte(parser_.context_mark) : at;
    if (!patch_error(problem, at, context)) fail(problem, at, context);
  }

  // Errors that go-yaml does not have, or words differently.
  bool patch_error(std::string& problem, std::uint32_t at, std::uint32_t context) {
    const std::string_view where = parser_.context == nullptr ? "" : parser_.context;
    if (problem == "found unexpected ':'") {
      patch_colons(patched_, at);
      changed_ = true;
    } else if (problem == "found unknown escape character" && original_.substr(at, 2) == "\\'") {
      patch_apostrophes(patched_, at);
      changed_ = true;
    } else if (where == "while parsing a tag" || where == "while scanning a tag") {
      changed_ = patch_tag(patched_, context) || changed_;
    } else if (problem == "could not find expected ':'" && at < original_.size() &&
               std::string_view("@`%\t").find(original_[at]) != std::string_view::npos) {
      // go-yaml sees first that no token can begin here.
      problem = "found character that cannot start any token";
    }
    return changed_;
  }

  // False at the end of the document.
  bool on_event(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT: on_scalar(event); return true;
      case YAML_ALIAS_EVENT: on_alias(event); return true;
      case YAML_SEQUENCE_START_EVENT: {
        const auto& start = event.data.sequence_start;
        on_start(event, Kind::sequence, start.anchor, start.tag,
                 start.style == YAML_FLOW_SEQUENCE_STYLE);
        return true;
      }
      case YAML_MAPPING_START_EVENT: {
        const auto& start = event.data.mapping_start;
        on_start(event, Kind::mapping, start.anchor, start.tag,
                 start.style == YAML_FLOW_MAPPING_STYLE);
        return true;
      }
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: on_end(event); return true;
      case YAML_DOCUMENT_END_EVENT:
      case YAML_STREAM_END_EVENT: return false;
      default: return true;
    }
  }

  // Adds a node to the collection that is open.
  DocumentNode& add(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor,
                    const yaml_char_t* tag) {
    const auto id = static_cast<std::uint32_t>(document_.nodes.size());
    if (!open_.empty()) {
      Open& parent = open_.back();
      ++document_.nodes[parent.node].children;
      (parent.last == kNone ? document_.nodes[parent.node].first
                            : document_.nodes[parent.last].next) = id;
      parent.last = id;
    }
    DocumentNode& node = document_.nodes.emplace_back();
    node.kind = kind;
    node.span = {marks_.byte(event.start_mark), marks_.byte(event.end_mark)};
    if (anchor != nullptr) anchors_[text_of(anchor)] = id;
    if (tag != nullptr) {
      const std::size_t mark = read_properties(original_, node.span.begin).tag;
      if (mark != std::string_view::npos) tags_.push_back(mark);
    }
    work_ += flow_depth_;
    if (work_ > kMaxFlowWork) {
      fail("the collections in brackets are nested too deeply to be checked", node.span.begin,
           node.span.begin);
      document_.fault->over_budget = true;
    }
    return node;
  }

  void on_scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    DocumentNode& node = add(event, Kind::scalar, scalar.anchor, scalar.tag);
    node.style = style_of(scalar.style);
    node.implicit = scalar.plain_implicit != 0;
    node.value = text_of(scalar.value, scalar.length);
    node.tag = text_of(scalar.tag);
    if (node.style == ScalarStyle::plain && flow_depth_ > 0 && !node.value.empty() &&
        node.value.find('?') != std::string::npos) {
      const std::size_t begin = read_properties(original_, node.span.begin).end;
      plain_in_flow_.push_back({static_cast<std::uint32_t>(begin), node.span.end});
    }
  }

  void on_alias(const yaml_event_t& event) {
    DocumentNode& node = add(event, Kind::alias, nullptr, nullptr);
    node.value = text_of(event.data.alias.anchor);
    const auto found = anchors_.find(node.value);
    if (found == anchors_.end()) {
      fail("unknown anchor '" + node.value + "' referenced", node.span.begin, node.span.begin);
    } else {
      node.target = found->second;
    }
  }

  void on_start(const yaml_event_t& event, Kind kind, const yaml_char_t* anchor,
                const yaml_char_t* tag, bool flow) {
    const auto id = static_cast<std::uint32_t>(document_.nodes.size());
    DocumentNode& node = add(event, kind, anchor, tag);
    node.flow = flow;
    // A sequence that is not indented under its key has no token of its own: its event ends behind
    // its first dash.
    const std::uint32_t end = node.span.end;
    const bool indentless = kind == Kind::sequence && !flow && end > 0 && end <= original_.size() &&
                            original_[end - 1] == '-' && end != node.span.begin;
    open_.push_back({id, kNone, !flow && !indentless});
    std::uint32_t& depth = flow ? flow_depth_ : block_depth_;
    if (flow || !indentless) ++depth;
    if (depth > kMaxDepth && !document_.fault) {
      fail("exceeded max depth of 10000", node.span.begin, node.span.begin);
    }
  }

  void on_end(const yaml_event_t& event) {
    DocumentNode& node = document_.nodes[open_.back().node];
    if (node.flow) {
      --flow_depth_;
    } else if (open_.back().indented) {
      --block_depth_;
    }
    node.span.end = marks_.byte(event.end_mark);
    open_.pop_back();
  }

  std::string_view original_;
  std::string& patched_;
  const Marks& marks_;
  Input input_;
  yaml_parser_t parser_{};
  Document document_;
  std::vector<Open> open_;
  std::map<std::string, std::uint32_t, std::less<>> anchors_;
  std::vector<Span> plain_in_flow_;  // with question marks
  std::vector<std::size_t> tags_;
  std::uint32_t flow_depth_ = 0;
  std::uint32_t block_depth_ = 0;
  std::uint64_t work_ = 0;
  bool changed_ = false;
};

}  // namespace

Document read_document(std::string_view text) {
  const Marks marks(text);
  std::string patched(text);
  patch_slashes(patched);
  patch_byte_order_marks(patched);
  patch_version(patched);
  for (int readings = 1;; ++readings) {
    Reading reading(text, patched, marks);
    if (reading.run() || readings == kMaxReadings) return reading.take();
  }
}

}  // namespace buildspec::oracle
