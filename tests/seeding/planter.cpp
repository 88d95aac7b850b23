#include "tests/seeding/planter.h"

#include <algorithm>
#include <utility>

#include "linter/lang/buildspec.h"
#include "linter/syntax/oracle.h"

namespace buildspec::test {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::string pad(std::uint32_t column) { return std::string(column, ' '); }

// Every line but the first one.
std::string indented(std::string source, std::uint32_t column) {
  for (std::size_t at = source.find('\n'); at != kNowhere; at = source.find('\n', at + 1)) {
    source.insert(at + 1, pad(column));
  }
  return source;
}

// With its anchor and tag.
std::uint32_t begin_of(Node node) {
  std::uint32_t begin = node.span().begin;
  if (!node.anchor().empty()) begin = std::min(begin, node.anchor().begin);
  if (!node.tag().empty()) begin = std::min(begin, node.tag().begin);
  return begin;
}

class Planter {
 public:
  Planter(std::string_view host, Random& random) : random_(random), tree_(parse_text(host)) {}

  bool apply(const Step& step) {
    exact_.clear();
    part_of_.clear();
    switch (step.kind) {
      case Step::Kind::command: return add_commands(step);
      case Step::Kind::item: return add_item(step);
      case Step::Kind::set: return set(step.path, step.value);
      case Step::Kind::remove: return remove(step.path);
      case Step::Kind::rename: return rename(step.path, step.texts.front());
      case Step::Kind::value_source:
      case Step::Kind::key_source: {
        const auto found = find(step.path);
        if (!found) return false;
        const bool key = step.kind == Step::Kind::key_source;
        return write_source(*found, step.texts.front(), key);
      }
      case Step::Kind::indent: {
        const auto found = find(step.path);
        if (!found || block_line(*found) == kNowhere) return false;
        const auto line = static_cast<std::uint32_t>(block_line(*found));
        const auto end = static_cast<std::uint32_t>(text().find_first_not_of(' ', line));
        if (end == line) return false;
        return write({line, end}, step.texts.front());
      }
      case Step::Kind::begin: return write({0, 0}, step.texts.front());
      case Step::Kind::end: {
        const auto end = static_cast<std::uint32_t>(text().size());
        const bool complete = text().empty() || text().back() == '\n';
        return write({end, end}, (complete ? "" : "\n") + step.texts.front());
      }
    }
    return false;
  }

  bool mark(const Target& mark) {
    const SourceText source(text());
    switch (mark.kind) {
      case Target::Kind::planted: return mark.text.empty() || mark_part(mark.text);
      case Target::Kind::key:
      case Target::Kind::value: {
        const auto found = find(mark.path);
        if (!found) return false;
        place_ = mark.kind == Target::Kind::key ? found->key.span() : found->value.span();
        exact_ = {place_};
        return true;
      }
      case Target::Kind::text: {
        const std::size_t at = text().find(mark.text);
        if (at == kNowhere) return false;
        place_ = {static_cast<std::uint32_t>(at),
                  static_cast<std::uint32_t>(at + mark.text.size())};
        exact_ = {place_};
        return true;
      }
      case Target::Kind::line:
        place_ = source.line(mark.line);
        exact_ = {place_};
        return true;
    }
    return false;
  }

  Planted take() && {
    return {text(), place_, std::move(exact_), std::move(changes_), std::move(form_)};
  }

  [[nodiscard]] bool has(const Path& path) { return find(path).has_value(); }
  [[nodiscard]] bool flow() const { return tree_->root().flow(); }

 private:
  // A pair (with a key) or an item (without).
  struct Found {
    Node owner;
    Node key;
    Node value;
    std::uint32_t index = 0;
    Path path;  // without what stands for any
  };

  static TreePtr parse_text(std::string_view text) { return parse(SourceText(std::string(text))); }
  [[nodiscard]] std::string text() const { return std::string(tree_->text().bytes()); }
  [[nodiscard]] std::uint32_t column(std::uint32_t at) const {
    return at - tree_->text().line(tree_->text().line_of(at)).begin;
  }
  [[nodiscard]] Layout layout() const { return layout_of(tree_->root()); }

  void edit(Span span, const std::string& with) {
    tree_ = parse_text(apply_edits(text(), {{span, with}}));
    changes_.push_back({span, static_cast<std::uint32_t>(with.size())});
  }

  // Source that need not be YAML.
  bool write(Span span, const std::string& source) {
    edit(span, source);
    place_ = {span.begin, span.begin + static_cast<std::uint32_t>(source.size())};
    part_of_ = {place_};
    in_source_ = true;
    exact_ = {place_};
    form_ = "source";
    return true;
  }

  // A key goes with its colon. Lines below the first stand where that begins, which has to be
  // deeper than the key.
  bool write_source(const Found& found, const std::string& source, bool key) {
    Span span = found.value.span();
    if (key) {
      if (!found.key) return false;
      span = found.key.span();
      span.end = static_cast<std::uint32_t>(text().find(':', span.end)) + 1;
    } else if (found.value.flow()) {
      return false;
    } else if (found.key) {
      const bool same_line =
          tree_->text().line_of(span.begin) == tree_->text().line_of(found.key.span().begin);
      if (same_line ? source.find('\n') != kNowhere
                    : column(span.begin) <= column(found.key.span().begin)) {
        return false;
      }
    }
    return write(span, indented(source, column(span.begin)));
  }

  // ---- Paths ----

  // As far as the path exists; `rest` is what does not.
  struct Walked {
    std::optional<Found> found;  // nothing for the root
    std::size_t taken = 0;
  };
  Walked walk(const Path& path) {
    Walked walked;
    Node node = tree_->root();
    for (const PathPart& part : path) {
      Found next;
      next.owner = node;
      if (part.kind == PathPart::Kind::key || part.kind == PathPart::Kind::any_key) {
        if (!find_key(node, part, next)) return walked;
      } else if (part.kind == PathPart::Kind::item && node.is_mapping()) {
        const Pair pair = node.pair(part.index);
        if (!pair || !find_key(node, {PathPart::Kind::key, key_text(pair.key), 0}, next)) {
          return walked;
        }
      } else if (!find_item(node, part, next)) {
        return walked;
      }
      if (walked.found) {
        next.path.insert(next.path.begin(), walked.found->path.begin(), walked.found->path.end());
      }
      node = next.value;
      walked.found = std::move(next);
      ++walked.taken;
    }
    return walked;
  }

  static std::string key_text(Node key) { return std::string(key.scalar().value()); }

  bool find_key(Node node, const PathPart& part, Found& next) {
    std::vector<Pair> fitting;
    for (const Pair pair : node.pairs()) {
      if (!pair.key.is_scalar()) continue;
      if (part.kind == PathPart::Kind::any_key || pair.key.is(part.key)) fitting.push_back(pair);
    }
    if (fitting.empty()) return false;
    const Pair chosen = part.kind == PathPart::Kind::any_key
                            ? fitting[random_.below(fitting.size())]
                            : fitting.back();
    next.key = chosen.key;
    next.value = chosen.value;
    next.path.push_back({PathPart::Kind::key, key_text(chosen.key), 0});
    return true;
  }

  bool find_item(Node node, const PathPart& part, Found& next) {
    const std::uint32_t size = node.is_sequence() ? node.size() : 0;
    if (size == 0 || part.kind == PathPart::Kind::new_item) return false;
    next.index = part.kind == PathPart::Kind::item ? part.index : random_.below(size);
    next.value = node.item(next.index);
    next.path.push_back({PathPart::Kind::item, {}, next.index});
    return static_cast<bool>(next.value);
  }

  std::optional<Found> find(const Path& path) {
    if (path.empty()) return Found{{}, {}, tree_->root(), 0, {}};
    Walked walked = walk(path);
    if (walked.taken < path.size()) return std::nullopt;
    return std::move(walked.found);
  }

  // Where the line begins whose first sign is this pair's key or this item's dash.
  std::size_t block_line(const Found& found) const {
    std::string_view bytes = tree_->text().bytes();
    if (found.owner.flow()) return kNowhere;
    std::uint32_t at = found.key ? begin_of(found.key) : begin_of(found.value);
    if (!found.key) {
      const std::uint32_t dash = column(found.owner.span().begin);
      for (;;) {
        const Span line = tree_->text().line(tree_->text().line_of(at));
        if (line.size() > dash && bytes[line.begin + dash] == '-') {
          at = line.begin + dash;
          break;
        }
        if (line.begin == 0) return kNowhere;
        at = line.begin - 1;
      }
    }
    const Span line = tree_->text().line(tree_->text().line_of(at));
    const bool first = bytes.substr(line.begin, at - line.begin).find_first_not_of(' ') == kNowhere;
    return first ? line.begin : kNowhere;
  }

  // The end of the line that a node ends on.
  [[nodiscard]] std::uint32_t line_end(Node node) const {
    return tree_->text().line(tree_->text().line_of(node.span().end)).end;
  }

  // ---- New pairs and items ----

  // Nothing: where the list stands a text, say.
  struct Slot {
    std::uint32_t at = 0;
    std::string before;  // the value
    std::string behind;
    std::uint32_t column = 0;  // of the key or dash
  };

  std::optional<Slot> flow_slot(Node owner, Node first, Node at, Node last) {
    const bool lines = text().find('\n', owner.span().begin) < owner.span().end;
    const std::uint32_t inner = first ? column(begin_of(first)) : 0;
    const std::string separator = lines ? ",\n" + pad(inner) : ", ";
    Slot slot;
    slot.column =
        lines ? inner : column(tree_->text().line(tree_->text().line_of(owner.span().begin)).begin);
    if (!first) {
      slot.at = owner.span().begin + 1;
    } else if (at) {
      slot.at = begin_of(at);
      slot.behind = separator;
    } else {
      slot.at = last.span().end;
      slot.before = separator;
    }
    return slot;
  }

  std::optional<Slot> item_slot(Node list, std::uint32_t index) {
    const std::uint32_t size = list.size();
    if (!list.is_sequence() || index > size) return std::nullopt;
    if (list.flow()) return flow_slot(list, list.item(0), list.item(index), list.item(size - 1));
    if (size == 0) return std::nullopt;
    Slot slot;
    slot.column = column(list.span().begin);
    if (index < size) {
      const std::size_t line = block_line({list, {}, list.item(index), index, {}});
      if (line == kNowhere) return std::nullopt;
      slot.at = static_cast<std::uint32_t>(line);
      slot.before = pad(slot.column) + "-";
      slot.behind = "\n";
    } else {
      slot.at = line_end(list.item(size - 1));
      slot.before = "\n" + pad(slot.column) + "-";
    }
    return slot;
  }

  std::optional<Slot> pair_slot(Node mapping) {
    const std::uint32_t size = mapping.size();
    if (!mapping.is_mapping()) return std::nullopt;
    const Node first = size > 0 ? mapping.pair(0).key : Node();
    const Pair last = size > 0 ? mapping.pair(size - 1) : Pair();
    const bool front = size > 0 && random_.below(3) == 0;
    if (mapping.flow()) {
      return flow_slot(mapping, first, front ? first : Node(), last.value);
    }
    if (size == 0) return std::nullopt;
    Slot slot;
    slot.column = column(begin_of(first));
    const std::size_t line = block_line({mapping, first, {}, 0, {}});
    if (front && line != kNowhere) {
      slot.at = static_cast<std::uint32_t>(line);
      slot.before = pad(slot.column);
      slot.behind = "\n";
    } else {
      slot.at = line_end(last.value);
      slot.before = "\n" + pad(slot.column);
    }
    return slot;
  }

  // A scalar's form is chosen here and told to the reader; what is in a collection is any.
  std::string source_of(const Value& value, const Slot& slot, bool behind_key, bool flow) {
    Layout shape = layout();
    shape.flow = shape.flow || flow;
    shape.broken_lines = flow && random_.below(2) == 0;
    if (value.kind != Value::Kind::scalar) {
      form_ = "collection";
      return value_source(value, slot.column, behind_key, shape, random_);
    }
    const auto possible = forms(value, shape);
    const Form form = possible[random_.below(possible.size())];
    form_ = name(form);
    const std::uint32_t body = slot.column + (behind_key ? shape.indent : 2);
    std::string source = " " + scalar_source(value, form, body, random_);
    if (!shape.flow && source.find('\n') == kNowhere && random_.below(4) == 0) {
      source += "  # a note";
      form_ += " with a comment";
    }
    return source;
  }

  bool insert(Node owner, const std::optional<Slot>& slot, const std::optional<std::string>& key,
              const Value& value) {
    if (!slot) return false;
    const bool flow = owner.flow();
    std::string source = source_of(value, *slot, key.has_value(), flow);
    if (key) {
      const bool quoted =
          layout().json || is_typed(*key) || key->find_first_of(" :#*&!") != kNowhere;
      source = (quoted ? "\"" + *key + "\"" : *key) + ":" + source;
    } else if (flow) {
      source.erase(0, 1);  // the blank behind a dash
    }
    edit({slot->at, slot->at}, slot->before + source + slot->behind);
    return true;
  }

  bool insert_item(const Path& list, std::uint32_t index, const Value& value) {
    const auto found = find(list);
    if (!found || !found->value.is_sequence()) return false;
    const std::uint32_t size = found->value.size();
    if (!insert(found->value, item_slot(found->value, index), std::nullopt, value)) return false;
    const auto now = find(list);
    if (!now || !now->value.is_sequence() || now->value.size() != size + 1) return false;
    Path item = list;
    item.push_back({PathPart::Kind::item, {}, index});
    return accept(item, value);
  }

  // What stands at the path now is the value; the finding is expected there.
  bool accept(const Path& path, const Value& value) {
    const auto found = find(path);
    if (!found || judge(*tree_)) return false;
    if (!same(found->value, value)) return false;
    in_source_ = false;
    const Span own = found->value.span();
    place_ = found->key ? Span{found->key.span().begin, own.end} : own;
    exact_ = {own, place_};
    if (found->key) exact_.push_back(found->key.span());
    if (found->value.is_scalar()) {
      const Scalar scalar = found->value.scalar();
      const auto size = static_cast<std::uint32_t>(scalar.value().size());
      exact_.push_back(scalar.source({0, size}));
      if (size > 0 && scalar.value().back() == '\n') exact_.push_back(scalar.source({0, size - 1}));
    }
    path_ = found->path;
    return true;
  }

  static bool same(Node node, const Value& value) {
    if (value.kind == Value::Kind::mapping) {
      std::size_t i = 0;
      for (const auto [key, child] : node.pairs()) {
        if (i == value.entries.size() || !key.is(value.entries[i].key.text)) return false;
        if (!same(child, value.entries[i++].value)) return false;
      }
      return node.is_mapping() && i == value.entries.size();
    }
    if (value.kind == Value::Kind::sequence) {
      std::size_t i = 0;
      for (const Node item : node.items()) {
        if (i == value.items.size() || !same(item, value.items[i++])) return false;
      }
      return node.is_sequence() && i == value.items.size();
    }
    if (node.is_missing()) return value.text.empty();
    if (!node.is_scalar()) return false;
    const Scalar scalar = node.scalar();
    std::string_view text = scalar.value();
    if (value.text.empty()) return text.empty() || text == "null";
    return text == value.text;
  }

  // ---- Steps ----

  bool add_commands(const Step& step) {
    Path list = list_of(step);
    auto found = find(list);
    if (!found) {
      if (step.phase.empty() && step.list == "commands") return false;
      Value items;
      items.kind = Value::Kind::sequence;
      for (const std::string& text : step.texts) items.items.push_back(text_value(text));
      if (!set(list, items)) return false;
      // Where a section is new its last command is what is planted.
      list.push_back({PathPart::Kind::item, {}, 0});
      for (std::uint32_t i = 0; i < step.texts.size(); ++i) {
        list.back().index = i;
        if (!accept_command(list, step.texts[i])) return false;
      }
      return true;
    }
    list = found->path;
    const std::uint32_t first = index_for(step, found->value);
    for (std::uint32_t i = 0; i < step.texts.size(); ++i) {
      if (!insert_item(list, first + i, text_value(step.texts[i]))) return false;
    }
    Path item = list;
    item.push_back({PathPart::Kind::item, {}, 0});
    for (std::uint32_t i = 0; i < step.texts.size(); ++i) {
      item.back().index = first + i;
      if (!accept_command(item, step.texts[i])) return false;
    }
    return true;
  }

  // Keeps the place of every command for a mark in any of them.
  bool accept_command(const Path& path, const std::string& text) {
    if (!accept(path, text_value(text))) return false;
    const auto found = find(path);
    part_of_.push_back(found->value.span());
    return true;
  }

  bool add_item(const Step& step) {
    const auto found = find(list_of(step));
    if (!found || !found->value.is_sequence() || found->value.flow()) return false;
    const auto slot = item_slot(found->value, index_for(step, found->value));
    if (!slot) return false;
    const std::string source = indented(step.texts.front(), slot->column + 2);
    const std::string before = slot->before + (source.empty() ? "" : " ");
    const std::uint32_t begin = slot->at + static_cast<std::uint32_t>(before.size());
    edit({slot->at, slot->at}, before + source + slot->behind);
    place_ = {begin, begin + static_cast<std::uint32_t>(source.size())};
    part_of_ = {place_};
    exact_ = {place_};
    in_source_ = true;
    form_ = "source";
    return true;
  }

  // Without a phase: one of those that there are, of the names that the service knows.
  Path list_of(const Step& step) {
    Path path = *read_path("phases.*.commands");
    path[1] = {PathPart::Kind::key, step.phase, 0};
    path[2].key = step.list;
    if (!step.phase.empty()) return path;
    std::vector<std::string_view> there;
    for (const PhaseName name : kPhaseNames) {
      path[1].key = to_string(name);
      if (find(path)) there.push_back(to_string(name));
    }
    path[1].key = there.empty() ? "build" : there[random_.below(there.size())];
    return path;
  }

  std::uint32_t index_for(const Step& step, Node list) {
    const std::uint32_t size = list.size();
    switch (step.at) {
      case Step::At::first: return 0;
      case Step::At::middle: return size / 2;
      case Step::At::last: return size;
      case Step::At::any: break;
    }
    return random_.below(size + 1U);
  }

  bool set(const Path& path, const Value& value) {
    const Walked walked = walk(path);
    Path whole = walked.found ? walked.found->path : Path();
    if (walked.taken == path.size()) return walked.found && replace(*walked.found, value);
    // What lacks is made around the value.
    Value made = value;
    for (std::size_t i = path.size(); i-- > walked.taken + 1;) {
      Value outer;
      if (path[i].kind == PathPart::Kind::key) {
        outer.kind = Value::Kind::mapping;
        outer.entries.push_back({text_value(path[i].key), std::move(made)});
      } else if (path[i].kind == PathPart::Kind::new_item) {
        outer.kind = Value::Kind::sequence;
        outer.items.push_back(std::move(made));
      } else {
        return false;
      }
      made = std::move(outer);
    }
    const Node owner = walked.found ? walked.found->value : tree_->root();
    const PathPart& next = path[walked.taken];
    if (next.kind == PathPart::Kind::new_item && owner.is_sequence()) {
      const std::uint32_t index = random_.below(owner.size() + 1U);
      if (!insert_item(whole, index, made)) return false;
      whole.push_back({PathPart::Kind::item, {}, index});
    } else if (next.kind == PathPart::Kind::key && owner.is_mapping()) {
      if (!insert(owner, pair_slot(owner), next.key, made)) return false;
      whole.push_back(next);
    } else if (owner.is_missing() && walked.found && next.kind != PathPart::Kind::any_key) {
      Value outer;
      const bool item = next.kind == PathPart::Kind::new_item;
      outer.kind = item ? Value::Kind::sequence : Value::Kind::mapping;
      if (item) {
        outer.items.push_back(made);
      } else {
        outer.entries.push_back({text_value(next.key), made});
      }
      if (!replace(*walked.found, outer)) return false;
      whole.push_back(item ? PathPart{PathPart::Kind::item, {}, 0} : next);
    } else {
      return false;
    }
    for (std::size_t i = walked.taken + 1; i < path.size(); ++i) {
      const bool item = path[i].kind == PathPart::Kind::new_item;
      whole.push_back(item ? PathPart{PathPart::Kind::item, {}, 0} : path[i]);
    }
    return accept(whole, value);
  }

  bool replace(const Found& found, const Value& value) {
    const bool flow = found.owner.flow();
    Slot slot;
    Span span = found.value.span();
    if (found.key) {
      const std::size_t colon = text().find(':', found.key.span().end);
      if (colon == kNowhere || colon >= std::max(span.end, span.begin + 1)) return false;
      span.begin = static_cast<std::uint32_t>(colon) + 1;
      span.end = std::max(span.end, span.begin);
      slot.column = column(begin_of(found.key));
    } else if (flow || begin_of(found.value) != span.begin) {
      slot.column = column(span.begin);
    } else {
      const std::size_t line = block_line(found);
      if (line == kNowhere) return false;
      slot.column = column(found.owner.span().begin);
      span.begin = static_cast<std::uint32_t>(line) + slot.column + 1;
    }
    std::string source = source_of(value, slot, static_cast<bool>(found.key), flow);
    if (!found.key && flow) source.erase(0, 1);
    // A comment of ours in front of one of the file's would be part of neither.
    edit(span, source);
    return accept(found.path, value);
  }

  bool remove(const Path& path) {
    const auto found = find(path);
    if (!found) return false;
    const bool pair = static_cast<bool>(found->key);
    Span span{pair ? begin_of(found->key) : begin_of(found->value), found->value.span().end};
    span.end = std::max(span.end, pair ? found->key.span().end : 0);
    if (found->owner.flow()) {
      const std::size_t comma = text().find_first_not_of(" \n", span.end);
      if (comma != kNowhere && text()[comma] == ',') {
        span.end = static_cast<std::uint32_t>(
            std::min(text().find_first_not_of(" \n", comma + 1), text().size()));
      } else {
        const std::size_t before = text().find_last_not_of(" \n", span.begin - 1);
        if (before != kNowhere && text()[before] == ',') {
          span.begin = static_cast<std::uint32_t>(before);
        }
      }
    } else {
      const std::size_t line = block_line(*found);
      if (line == kNowhere) return false;
      span.begin = static_cast<std::uint32_t>(line);
      span.end = std::max(line_end(found->value), span.end);
      if (span.end < text().size()) ++span.end;
    }
    edit(span, "");
    place_ = {span.begin, span.begin};
    form_ = "removed";
    return !find(found->path) || !pair;
  }

  bool rename(const Path& path, const std::string& to) {
    const auto found = find(path);
    if (!found || !found->key || found->key.is(to)) return false;
    Span span = found->key.span();
    if (found->key.style() != ScalarStyle::plain) {
      ++span.begin;
      --span.end;
    }
    edit(span, to);
    Path now = found->path;
    now.back().key = to;
    const auto renamed = find(now);
    if (!renamed || judge(*tree_)) return false;
    place_ = renamed->key.span();
    exact_ = {place_, {place_.begin, renamed->value.span().end}, renamed->value.span()};
    path_ = now;
    in_source_ = false;
    form_ = "renamed";
    return true;
  }

  // ---- Marks ----

  bool mark_part(const std::string& part) {
    if (!in_source_ && part_of_.empty()) {
      const auto found = find(path_);
      if (!found) return false;
      part_of_ = {found->value.span()};
    }
    for (std::size_t i = part_of_.size(); i-- > 0;) {
      if (in_source_ ? mark_in_source(part_of_[i], part) : mark_in_scalar(part_of_[i], part)) {
        return true;
      }
    }
    return false;
  }

  bool mark_in_source(Span span, const std::string& part) {
    const std::size_t at = tree_->text().bytes(span).find(part);
    if (at == kNowhere) return false;
    place_.begin = span.begin + static_cast<std::uint32_t>(at);
    place_.end = place_.begin + static_cast<std::uint32_t>(part.size());
    exact_ = {place_};
    return true;
  }

  // In the scalar that stands there, or in one of a collection.
  bool mark_in_scalar(Span span, const std::string& part) {
    std::vector<Node> open{tree_->root()};
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      if (node.is_scalar() && span.contains(node.span()) && mark_in(node, part)) return true;
      for (const Node item : node.items()) open.push_back(item);
      for (const auto [key, value] : node.pairs()) {
        open.push_back(key);
        open.push_back(value);
      }
    }
    return false;
  }

  bool mark_in(Node node, const std::string& part) {
    const Scalar scalar = node.scalar();
    const std::size_t at = scalar.value().find(part);
    if (at == kNowhere) return false;
    const auto begin = static_cast<std::uint32_t>(at);
    place_ = scalar.source({begin, begin + static_cast<std::uint32_t>(part.size())});
    exact_ = {place_};
    // A text of one line may well be marked as a whole.
    if (scalar.value().find('\n') == kNowhere) {
      place_ = node.span();
      exact_.push_back(place_);
    }
    return true;
  }

  Random& random_;
  TreePtr tree_;
  std::vector<Change> changes_;
  Span place_;
  std::vector<Span> exact_;
  std::vector<Span> part_of_;  // where `at` may find its part, the last one first
  bool in_source_ = false;     // `at` is a part of the source, not of the decoded text
  Path path_;                  // of what was planted last
  std::string form_;
};

}  // namespace

Layout layout_of(Node root) {
  Layout layout;
  layout.json = root.flow() && root.source().find('"') < 12;
  layout.flow = root.flow();
  for (const auto [key, value] : root.pairs()) {
    if (root.flow() || !value.is_mapping() || value.flow()) continue;
    const auto indent_of = [&](Node node) {
      const std::string_view source = root.source();
      const std::uint32_t at = node.span().begin - root.span().begin;
      const std::size_t line = source.rfind('\n', at);
      return line == std::string_view::npos ? 0U : at - static_cast<std::uint32_t>(line) - 1;
    };
    layout.indent = std::max(1U, indent_of(value));
    for (const auto [inner, list] : value.pairs()) {
      Node nested = list;
      Node owner = inner;
      if (nested.is_mapping() && !nested.flow() && nested.size() > 0) {
        owner = nested.pair(0).key;
        nested = nested.pair(0).value;
      }
      if (!nested.is_sequence() || nested.flow()) continue;
      layout.indented_dashes = indent_of(nested) > indent_of(owner);
      return layout;
    }
  }
  return layout;
}

std::optional<Planted> plant(const Seed& seed, std::string_view host, Random& random) {
  Planter planter(host, random);
  if (seed.needs.shape == Needs::Shape::block && planter.flow()) return std::nullopt;
  for (const Path& path : seed.needs.has) {
    if (!planter.has(path)) return std::nullopt;
  }
  for (const Path& path : seed.needs.lacks) {
    if (planter.has(path)) return std::nullopt;
  }
  for (const Step& step : seed.steps) {
    if (!planter.apply(step)) return std::nullopt;
  }
  if (!planter.mark(seed.mark)) return std::nullopt;
  return std::move(planter).take();
}

}  // namespace buildspec::test
