#include "linter/text/source_text.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

#include "linter/text/utf8.h"

namespace buildspec {
namespace {

constexpr std::size_t kMaxSize = std::numeric_limits<std::uint32_t>::max();

// Appends the start of every line that begins in (from, to]; the line at `from` is known already.
void append_line_starts(std::string_view bytes, std::size_t from, std::size_t to,
                        std::vector<std::uint32_t>& starts) {
  const char* const data = bytes.data();
  const bool has_cr = std::memchr(data + from, '\r', to - from) != nullptr;
  std::size_t i = from;
  while (i < to) {
    if (!has_cr) {
      const void* hit = std::memchr(data + i, '\n', to - i);
      if (hit == nullptr) return;
      i = static_cast<std::size_t>(static_cast<const char*>(hit) - data) + 1;
      starts.push_back(static_cast<std::uint32_t>(i));
      continue;
    }
    const char c = data[i++];
    if (c == '\n') {
      starts.push_back(static_cast<std::uint32_t>(i));
    } else if (c == '\r') {
      if (i < bytes.size() && data[i] == '\n') {
        if (i >= to) return;
        ++i;
      }
      starts.push_back(static_cast<std::uint32_t>(i));
    }
  }
}

bool is_ascii(std::string_view bytes) {
  return std::none_of(bytes.begin(), bytes.end(),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::uint32_t units(const Utf8Character& character, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return character.length;
    case Encoding::utf16: return character.code_point >= 0x10000 ? 2 : 1;
    case Encoding::utf32: return 1;
  }
  return 1;
}

}  // namespace

struct SourceText::Impl {
  std::string bytes;
  std::vector<std::uint32_t> line_starts{0};
};

SourceText::SourceText() : SourceText(std::string()) {}

SourceText::SourceText(std::string bytes) {
  if (bytes.size() > kMaxSize) bytes.resize(kMaxSize);
  auto impl = std::make_shared<Impl>();
  impl->bytes = std::move(bytes);
  // Counted first: a vector that grows may hold twice what 100,000 lines of two bytes need.
  const auto breaks = std::count(impl->bytes.begin(), impl->bytes.end(), '\n');
  impl->line_starts.reserve(static_cast<std::size_t>(breaks) + 1);
  append_line_starts(impl->bytes, 0, impl->bytes.size(), impl->line_starts);
  impl_ = std::move(impl);
}

SourceText::SourceText(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

std::string_view SourceText::bytes() const { return impl_->bytes; }

std::string_view SourceText::bytes(Span span) const {
  const std::uint32_t begin = std::min(span.begin, size());
  const std::uint32_t end = std::clamp(span.end, begin, size());
  return bytes().substr(begin, end - begin);
}

std::uint32_t SourceText::size() const { return static_cast<std::uint32_t>(impl_->bytes.size()); }

std::uint32_t SourceText::line_count() const {
  return static_cast<std::uint32_t>(impl_->line_starts.size());
}

Span SourceText::line(std::uint32_t number) const {
  if (number >= line_count()) return {size(), size()};
  const std::uint32_t begin = impl_->line_starts[number];
  if (number + 1 == line_count()) return {begin, size()};
  std::uint32_t end = impl_->line_starts[number + 1] - 1;
  if (impl_->bytes[end] == '\n' && end > begin && impl_->bytes[end - 1] == '\r') --end;
  return {begin, end};
}

std::uint32_t SourceText::line_of(std::uint32_t offset) const {
  const auto& starts = impl_->line_starts;
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  return static_cast<std::uint32_t>(after - starts.begin()) - 1;
}

Position SourceText::position(std::uint32_t offset, Encoding encoding) const {
  offset = std::min(offset, size());
  const std::uint32_t number = line_of(offset);
  const Span span = line(number);
  offset = std::min(offset, span.end);
  std::string_view rest = bytes(span);
  // Nearly every line is ASCII up to the offset: then a unit is a byte.
  const std::string_view before = rest.substr(0, offset - span.begin);
  if (is_ascii(before)) return {number, static_cast<std::uint32_t>(before.size())};
  std::uint32_t character = 0;
  std::uint32_t at = span.begin;
  while (at < offset) {
    const Utf8Character next = decode_utf8(rest);
    if (at + next.length > offset) break;
    character += units(next, encoding);
    at += next.length;
    rest.remove_prefix(next.length);
  }
  return {number, character};
}

std::uint32_t SourceText::offset(Position position, Encoding encoding) const {
  const Span span = line(position.line);
  std::string_view rest = bytes(span);
  std::uint32_t character = 0;
  std::uint32_t at = span.begin;
  while (at < span.end && character < position.character) {
    const Utf8Character next = decode_utf8(rest);
    character += units(next, encoding);
    if (character > position.character) break;
    at += next.length;
    rest.remove_prefix(next.length);
  }
  return at;
}

SourceText SourceText::edited(Span span, std::string_view replacement) const {
  const std::uint32_t begin = std::min(span.begin, size());
  const std::uint32_t end = std::clamp(span.end, begin, size());
  const std::string_view old = bytes();
  const std::size_t new_size = old.size() - (end - begin) + replacement.size();
  if (new_size > kMaxSize) {
    return SourceText(apply_edits(old, {Edit{{begin, end}, std::string(replacement)}}));
  }
  auto impl = std::make_shared<Impl>();
  impl->bytes.reserve(new_size);
  impl->bytes.append(old.substr(0, begin)).append(replacement).append(old.substr(end));

  // Line starts before the edit stay, those behind it move, those around it are read again. An edit
  // can join or part a "\r\n", so one byte on either side counts as touched.
  const auto& starts = impl_->line_starts;
  const std::uint32_t dirty_begin = begin == 0 ? 0 : begin - 1;
  const auto first_dirty = std::upper_bound(starts.begin(), starts.end(), dirty_begin);
  const auto first_after = std::upper_bound(first_dirty, starts.end(), end + 1);
  const auto shift = static_cast<std::uint32_t>(replacement.size()) - (end - begin);
  impl->line_starts.clear();
  impl->line_starts.reserve(starts.size() + 8);
  impl->line_starts.assign(starts.begin(), first_dirty);
  const std::size_t scan_from = impl->line_starts.back();
  const std::size_t scan_to =
      first_after == starts.end() ? new_size : static_cast<std::size_t>(*first_after + shift) - 1;
  append_line_starts(impl->bytes, scan_from, scan_to, impl->line_starts);
  const std::size_t kept = impl->line_starts.size();
  impl->line_starts.insert(impl->line_starts.end(), first_after, starts.end());
  for (std::size_t i = kept; i < impl->line_starts.size(); ++i) impl->line_starts[i] += shift;
  return SourceText(std::shared_ptr<const Impl>(std::move(impl)));
}

std::string apply_edits(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span < b.span; });
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    const std::size_t begin = std::min<std::size_t>(edit.span.begin, text.size());
    const std::size_t end = std::min<std::size_t>(edit.span.end, text.size());
    assert(begin >= at && "edits overlap");
    if (begin < at) continue;
    out.append(text.substr(at, begin - at)).append(edit.text);
    at = end;
  }
  out.append(text.substr(at));
  return out;
}

}  // namespace buildspec
