// Words: quotes, escapes, here-documents.
#include <algorithm>
#include <utility>

#include "linter/shell/characters.h"
#include "linter/shell/reader.h"

namespace buildspec::shell {
namespace {

constexpr std::string_view kEscapedInQuotes = "\"\\$`\n";

// The text of source bytes without their backslashes. An escaped line break is none at all.
std::string unescaped(std::string_view raw, Quoting quoting) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool escape =
        raw[i] == '\\' && i + 1 < raw.size() &&
        (quoting == Quoting::none || kEscapedInQuotes.find(raw[i + 1]) != std::string_view::npos);
    if (escape) ++i;
    if (!escape || raw[i] != '\n') out += raw[i];
  }
  return out;
}

}  // namespace

bool Reader::delimits(std::uint32_t at) const {
  return at >= end_ || is_blank(text_[at]) || text_[at] == '\n' || is_operator(text_[at]);
}

// Also a comment, which ends at the line's.
void Reader::skip_blanks() {
  for (;;) {
    if (!at_end() && is_blank(text_[at_])) {
      ++at_;
    } else if (peek() == '\\' && peek(1) == '\n') {
      at_ += 2;
    } else {
      break;
    }
  }
  if (peek() == '#')
    while (!at_end() && text_[at_] != '\n') ++at_;
}

void Reader::skip_newlines() {
  for (skip_blanks(); peek() == '\n' && !at_end(); skip_blanks()) newline();
}

// Past a line break, and past the here-documents that begin behind it.
void Reader::newline() {
  ++at_;
  if (here_documents_.empty()) return;
  std::vector<HereDocument> documents;
  std::swap(documents, here_documents_);
  for (const HereDocument& document : documents) here_document_body(document);
}

void Reader::here_document_body(const HereDocument& document) {
  const std::uint32_t begin = at_;
  std::uint32_t body_end = end_;
  std::uint32_t next = end_;
  while (at_ < end_) {
    const std::size_t found = text_.find('\n', at_);
    const std::uint32_t line_end =
        found == std::string_view::npos ? end_ : std::min(end_, static_cast<std::uint32_t>(found));
    std::string_view line = text_.substr(at_, line_end - at_);
    if (document.strip_tabs)
      line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
    if (line == document.delimiter) {
      body_end = at_;
      next = line_end < end_ ? line_end + 1 : line_end;
      break;
    }
    at_ = line_end < end_ ? line_end + 1 : line_end;
  }
  Redirection& redirection = script_.commands[document.command].redirections[document.redirection];
  redirection.body = {begin, body_end};
  if (!document.quoted) {
    const Scope outer = scope_;
    const std::uint32_t outer_end = end_;
    scope_ = {document.command, document.step, StepRole::argument, false, true};
    end_ = body_end;
    ++unsure_;
    Word scratch;
    for (at_ = begin; at_ < end_;) {
      if (text_[at_] == '\\') {
        at_ += 2;
      } else if (text_[at_] == '$') {
        dollar(scratch, Quoting::double_);
      } else if (text_[at_] == '`') {
        backticks(scratch, Quoting::double_);
      } else {
        ++at_;
      }
    }
    --unsure_;
    end_ = outer_end;
    scope_ = outer;
  }
  at_ = next;
}

Word Reader::word(WordPlace place) {
  Word out;
  out.span.begin = at_;
  std::uint32_t parens = 0;  // of a regular expression
  while (!at_end()) {
    const char c = text_[at_];
    if (c == '\'') {
      single_quoted(out, false);
    } else if (c == '"') {
      double_quoted(out);
    } else if (c == '`') {
      backticks(out, Quoting::none);
    } else if (c == '$') {
      dollar(out, Quoting::none);
    } else if ((c == '<' || c == '>') && peek(1) == '(' && place != WordPlace::regex) {
      process_substitution(out);
    } else if (place == WordPlace::regex && is_operator(c)) {
      if (c == ')' && parens == 0) break;
      parens += c == '(' ? 1U : 0U;
      parens -= c == ')' ? 1U : 0U;
      ++at_;
    } else if (is_blank(c) || c == '\n' || is_operator(c)) {
      if (place != WordPlace::regex || parens == 0 || c == '\n') break;
      ++at_;
    } else {
      unquoted_text(out, place);
    }
  }
  out.span.end = at_;
  finish(out);
  return out;
}

// {1..3} is a piece of its own.
static std::uint32_t brace_range_size(std::string_view text) {
  std::size_t i = 1;
  for (int side = 0; side < 2; ++side) {
    if (i < text.size() && text[i] == '-') ++i;
    const std::size_t digits = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i == digits) return 0;
    if (side == 0) {
      if (text.substr(i, 2) != "..") return 0;
      i += 2;
    }
  }
  return i < text.size() && text[i] == '}' ? static_cast<std::uint32_t>(i + 1) : 0;
}

void Reader::unquoted_text(Word& out, WordPlace place) {
  std::uint32_t begin = at_;
  const auto flush = [&] {
    if (at_ > begin) end_text(out, begin, at_, Quoting::none);
  };
  while (!at_end()) {
    const char c = text_[at_];
    if (c == '\\') {
      at_ = std::min(at_ + 2, end_);
      continue;
    }
    if (c == '{' && place == WordPlace::command) {
      if (const std::uint32_t size = brace_range_size(text_.substr(at_, end_ - at_)); size > 0) {
        flush();
        out.parts.push_back({PartKind::brace_range, Quoting::none, {at_, at_ + size}, {}});
        feature(BashSyntax::brace_list, {at_, at_ + size});
        at_ += size;
        begin = at_;
        continue;
      }
    }
    if (c == '*' || c == '?' || c == '[' || c == '{') out.glob = true;
    // A pattern with choices, @(a|b): whether bash takes it depends on an option.
    const bool choices = c == '(' && at_ > begin &&
                         std::string_view("?*+@!").find(text_[at_ - 1]) != std::string_view::npos;
    if (choices) {
      const std::uint32_t close = arithmetic_end(at_ + 1);
      if (close == kNowhere) break;
      ++unsure_;
      at_ = close + 1;
      continue;
    }
    if (is_blank(c) || c == '\n' || is_operator(c) || c == '\'' || c == '"' || c == '`') break;
    if (c == '$') break;
    ++at_;
  }
  flush();
}

void Reader::end_text(Word& out, std::uint32_t begin, std::uint32_t end, Quoting quoting) {
  const std::string_view raw = text_.substr(begin, end - begin);
  const bool plain = quoting == Quoting::single || raw.find('\\') == std::string_view::npos;
  out.parts.push_back(
      {PartKind::text, quoting, {begin, end}, plain ? std::string(raw) : unescaped(raw, quoting)});
}

// Behind the closing quote, or kNowhere.
std::uint32_t Reader::quote_end(std::uint32_t from, char quote) {
  for (std::uint32_t i = from; i < end_; ++i) {
    if (text_[i] == '\\' && quote != '\'') {
      ++i;
    } else if (text_[i] == quote) {
      looked_ahead(i - from);
      return i + 1;
    }
  }
  looked_ahead(end_ - std::min(from, end_));
  return kNowhere;
}

// A text that is looked through again and again is given up: the time stays linear.
void Reader::looked_ahead(std::uint32_t distance) {
  constexpr std::uint32_t kMostAhead = 2U << 20U;
  ahead_ += distance;
  if (ahead_ > kMostAhead) gave_up_ = script_.broken = true;
}

void Reader::single_quoted(Word& out, bool ansi) {
  const std::uint32_t begin = at_;
  const std::uint32_t inside = at_ + (ansi ? 2U : 1U);
  std::uint32_t close = kNowhere;
  for (std::uint32_t i = inside; i < end_; ++i) {
    if (ansi && text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '\'') {
      close = i;
      break;
    }
  }
  if (close == kNowhere) {
    fault(SyntaxFault::open_quote, {begin, begin + 1}, "the quote is never closed", {}, "'", true);
    close = end_;
  }
  end_text(out, std::min(inside, close), close, Quoting::single);
  at_ = std::min(close + 1, end_);
}

void Reader::double_quoted(Word& out) {
  const std::uint32_t begin = at_;
  std::uint32_t text_begin = ++at_;
  bool any = false;
  const auto flush = [&](bool even_empty) {
    if (at_ > text_begin || even_empty) end_text(out, text_begin, at_, Quoting::double_);
  };
  for (;;) {
    if (at_end()) {
      fault(SyntaxFault::open_quote, {begin, begin + 1}, "the quote is never closed", {}, "\"",
            true);
      flush(!any);
      return;
    }
    const char c = text_[at_];
    if (c == '"') {
      flush(!any);
      ++at_;
      return;
    }
    if (c == '\\') {
      at_ = std::min(at_ + 2, end_);
    } else if (c == '`' || c == '$') {
      const std::size_t parts = out.parts.size();
      const std::uint32_t before = at_;
      if (c == '`') {
        backticks(out, Quoting::double_);
      } else {
        dollar(out, Quoting::double_);
      }
      if (out.parts.size() == parts) continue;  // a lone dollar: text
      any = true;
      // The text in front of the expansion belongs in front of its part.
      if (before > text_begin) {
        Part expansion = std::move(out.parts.back());
        out.parts.pop_back();
        end_text(out, text_begin, before, Quoting::double_);
        out.parts.push_back(std::move(expansion));
      }
      text_begin = at_;
    } else {
      ++at_;
    }
  }
}

// {a,b} outside quotes: dash leaves it as it is.
void Reader::brace_features(const Word& word) {
  if (!word.glob) return;
  std::vector<std::uint32_t> open;
  std::vector<bool> comma;
  for (const Part& part : word.parts) {
    if (part.kind != PartKind::text || part.quoting != Quoting::none) continue;
    for (std::uint32_t i = part.span.begin; i < part.span.end; ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == '{') {
        open.push_back(i);
        comma.push_back(false);
      } else if (text_[i] == ',' && !open.empty()) {
        comma.back() = true;
      } else if (text_[i] == '}' && !open.empty()) {
        if (comma.back()) return feature(BashSyntax::brace_list, {open.back(), i + 1});
        open.pop_back();
        comma.pop_back();
      }
    }
  }
}

void Reader::finish(Word& out) const {
  if (out.parts.size() == 1 && out.parts.front().kind == PartKind::text) {
    out.text = out.parts.front().text;
    if (out.text == "[") out.glob = false;  // the name of a command, or a text
    return;
  }
  for (const Part& part : out.parts) {
    if (part.kind == PartKind::text) {
      out.text += part.text;
    } else {
      out.text += bytes(part.span);
      out.literal = false;
    }
  }
}

void Reader::feature(BashSyntax kind, Span span) {
  BashFeature found;
  found.kind = kind;
  found.span = span;
  found.command = scope_.command;
  script_.bash_features.push_back(found);
}

}  // namespace buildspec::shell
