#include "tests/seeding/hosts.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/syntax/facts.h"
#include "tests/seeding/value.h"
#include "tests/support/corpus.h"

namespace buildspec::test {
namespace {

std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xCBF29CE484222325U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return value;
}

std::string without_cr(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    clean += text[i];
  }
  return clean;
}

std::optional<Host> host_of(std::string name, std::string_view bytes) {
  constexpr std::size_t kMostBytes = 20'000;
  Host host;
  host.bytes = without_cr(bytes);
  host.name = std::move(name);
  if (host.bytes.size() > kMostBytes || host.bytes.find('\r') != std::string::npos)
    return std::nullopt;
  const SnapshotPtr snapshot = analyze(host.name, 0, SourceText(host.bytes), nullptr);
  if (snapshot->broken() || snapshot->amplify || snapshot->unread) return std::nullopt;
  if (!snapshot->tree->further_documents().empty()) return std::nullopt;
  if (snapshot->buildspec.commands.empty()) return std::nullopt;
  host.format = snapshot->buildspec.version.scalar().value();
  const CommandText first = read_command(*snapshot, snapshot->buildspec.commands.front());
  host.windows =
      first.dialect == shell::Dialect::powershell || first.dialect == shell::Dialect::cmd;
  host.shapes.resize(kHostShapes);
  return host;
}

// What a text says, whatever its shape and order.
std::vector<std::string> said(const std::string& text, bool order) {
  const TreePtr tree = parse(SourceText(text));
  std::vector<std::string> all;
  for (const Fact& fact : facts(*tree)) {
    const bool null = fact.kind == FactKind::null || fact.value == "null" || fact.value == "~";
    all.push_back(fact.path + "=" + (null ? "" : fact.value));
  }
  if (!order) std::sort(all.begin(), all.end());
  return all;
}

void shuffle(Value& value, Random& random) {
  for (std::size_t i = value.entries.size(); i > 1; --i) {
    std::swap(value.entries[i - 1], value.entries[random.below(i)]);
  }
  for (Value::Entry& entry : value.entries) shuffle(entry.value, random);
  for (Value& item : value.items) shuffle(item, random);
}

// Every text may have any style again.
void forget_quotes(Value& value) {
  value.quoted = value.kind == Value::Kind::scalar && !value.typed && is_typed(value.text);
  for (Value::Entry& entry : value.entries) forget_quotes(entry.value);
  for (Value& item : value.items) forget_quotes(item);
}

// Lines that no scalar goes on over, with a comment behind them.
std::string with_comments(const std::string& text, Random& random) {
  const TreePtr tree = parse(SourceText(text));
  const SourceText& source = tree->text();
  std::vector<bool> taken(source.line_count());
  const auto take = [&](Node node) {
    const Span span = node.span();
    const std::uint32_t last = source.line_of(span.end);
    const bool block = node.style() == ScalarStyle::literal || node.style() == ScalarStyle::folded;
    const std::uint32_t first = source.line_of(span.begin);
    if (first == last && !block) return;
    for (std::uint32_t line = first; line <= last; ++line) taken[line] = true;
  };
  std::vector<Node> open{tree->root()};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (node.is_scalar()) take(node);
    for (const Node item : node.items()) open.push_back(item);
    for (const auto [key, value] : node.pairs()) {
      open.push_back(key);
      open.push_back(value);
    }
  }
  std::string commented = "# What follows is built by the service.\n";
  for (std::uint32_t line = 0; line < source.line_count(); ++line) {
    const std::string_view bytes = source.bytes(source.line(line));
    commented += bytes;
    const bool free = !taken[line] && bytes.find_first_not_of(' ') != std::string_view::npos &&
                      bytes.find('#') == std::string_view::npos;
    if (free && random.below(2) == 0) commented += "  # it's “so”: a note";
    if (line + 1 < source.line_count()) commented += '\n';
  }
  return commented;
}

Layout layout_for(HostShape shape, Random& random) {
  Layout layout;
  layout.indent = 1 + random.below(4);
  layout.indented_dashes = random.below(2) == 0;
  layout.broken_lines = random.below(2) == 0;
  if (shape == HostShape::flow_lists) layout.flow_from = 3;
  if (shape == HostShape::flow) layout.flow_from = 0;
  if (shape == HostShape::json || shape == HostShape::json_line) {
    layout.json = true;
    layout.indent = 2;
    layout.broken_lines = shape == HostShape::json;
  }
  return layout;
}

std::optional<std::string> made(const Host& host, HostShape shape) {
  Random random(hash(host.name) + static_cast<std::uint64_t>(shape));
  if (shape == HostShape::as_it_is || shape == HostShape::crlf) return host.bytes;
  std::string text;
  const TreePtr tree = parse(SourceText(host.bytes));
  if (shape == HostShape::comments) {
    if (tree->root().flow()) return std::nullopt;
    text = with_comments(host.bytes, random);
  } else {
    auto value = value_of(tree->root());
    if (!value) return std::nullopt;
    if (shape == HostShape::other_order) shuffle(*value, random);
    if (shape == HostShape::other_styles) forget_quotes(*value);
    text = document_source(*value, layout_for(shape, random), random);
  }
  const bool order = shape != HostShape::other_order;
  if (judge(*parse(SourceText(text))) || said(text, order) != said(host.bytes, order)) {
    return std::nullopt;
  }
  return text;
}

std::vector<Host> read_hosts() {
  std::vector<Host> all;
  const auto add = [&](std::string name, std::string_view bytes) {
    if (auto host = host_of(std::move(name), bytes)) all.push_back(std::move(*host));
  };
  const std::filesystem::path own =
      std::filesystem::path(BUILDSPEC_SOURCE_DIR) / "tests/seeding/hosts";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(own)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) add(path.filename().string(), read_file(path));
  for (const CorpusFile& file : corpus()) {
    // Earlier versions hold mistakes of their own.
    if (file.name.find('@') == std::string::npos) add(file.name, file.bytes);
  }
  return all;
}

}  // namespace

std::string_view name(HostShape shape) {
  switch (shape) {
    case HostShape::as_it_is: return "as it is";
    case HostShape::crlf: return "CR LF";
    case HostShape::comments: return "comments";
    case HostShape::other_indent: return "other indentation";
    case HostShape::other_order: return "other order";
    case HostShape::other_styles: return "other styles";
    case HostShape::flow_lists: return "flow lists";
    case HostShape::flow: return "flow";
    case HostShape::json: return "JSON";
    case HostShape::json_line: return "JSON on one line";
  }
  return "";
}

std::vector<Host>& hosts() {
  static std::vector<Host> all = read_hosts();
  return all;
}

const std::string* in_shape(Host& host, HostShape shape) {
  auto& kept = host.shapes[static_cast<std::size_t>(shape)];
  if (!kept) kept = made(host, shape).value_or("");
  return kept->empty() ? nullptr : &*kept;
}

std::string with_crlf(std::string_view text) {
  std::string converted;
  for (const char c : text) {
    if (c == '\n') converted += '\r';
    converted += c;
  }
  return converted;
}

}  // namespace buildspec::test
