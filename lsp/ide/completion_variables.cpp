// Environment variables: behind "$" and "${", behind "$env:" in PowerShell, behind "%" in cmd.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "linter/lang/flow.h"
#include "linter/schema/builtin_variables.h"
#include "linter/shell/characters.h"
#include "lsp/ide/command_at.h"
#include "lsp/ide/completion_site.h"

namespace buildspec::ide {
namespace {

using schema::Format;

bool expands_variables(Format format) {
  switch (format) {
    case Format::command:
    case Format::shell_expression:
    case Format::runtime_version:
    case Format::path:
    case Format::glob:
    case Format::report_group:
    case Format::image: return true;
    default: return false;
  }
}

// How a name stands at the cursor.
struct Reference {
  Span name;           // typed so far, and what of it follows
  std::string before;  // to be written before the name: "env:"
  std::string behind;  // and behind it: "}", "%"
};

class VariableWriter {
 public:
  VariableWriter(const CompletionSite& site, Completion& completion)
      : site_(site), completion_(completion), bytes_(site.snapshot.text.bytes()) {
    if (site.scalar_type()->format == Format::command)
      command_ = command_at(site.snapshot, site.offset);
  }

  // False: no name of a variable is being typed.
  bool offer() {
    const shell::Dialect dialect = dialect_here();
    const auto reference = dialect == shell::Dialect::powershell ? in_powershell()
                           : dialect == shell::Dialect::cmd      ? in_cmd()
                                                                 : in_posix();
    if (!reference) return false;
    if (command_ && dialect != shell::Dialect::cmd && in_single_quotes(*command_)) return true;
    reference_ = *reference;
    completion_.replace = reference_.name;
    typed_ = site_.bytes({reference_.name.begin, site_.offset});
    offer_own();
    offer_batch();
    offer_project();
    offer_builtin();
    for (CompletionItem& item : later_) add(std::move(item));
    return true;
  }

 private:
  // ---- Where the cursor is ----

  [[nodiscard]] shell::Dialect dialect_here() const {
    if (command_) return command_->text.dialect;
    if (site_.scalar_type()->format != Format::command) return shell::Dialect::posix;
    // What is no text yet: its line tells as much.
    const SourceText& text = site_.snapshot.text;
    return dialect_of(site_.snapshot, text.bytes(text.line(text.line_of(site_.offset))));
  }

  [[nodiscard]] Span name_around() const {
    std::uint32_t begin = site_.offset;
    std::uint32_t end = site_.offset;
    while (begin > 0 && shell::is_name(bytes_[begin - 1])) --begin;
    while (end < bytes_.size() && shell::is_name(bytes_[end])) ++end;
    return {begin, end};
  }

  [[nodiscard]] bool stands_before(std::uint32_t at, std::string_view text) const {
    return at >= text.size() && bytes_.substr(at - text.size(), text.size()) == text;
  }

  // An odd number of backslashes takes the dollar its meaning.
  [[nodiscard]] bool is_escaped(std::uint32_t dollar) const {
    std::uint32_t slashes = 0;
    while (slashes < dollar && bytes_[dollar - 1 - slashes] == '\\') ++slashes;
    return slashes % 2 == 1;
  }

  // Of "${NAME": what closes it, unless something follows already.
  [[nodiscard]] std::string closing(std::uint32_t end) const {
    if (end < bytes_.size() &&
        std::string_view("}:-=+?%#/^,[@").find(bytes_[end]) != std::string_view::npos) {
      return {};
    }
    return "}";
  }

  [[nodiscard]] std::optional<Reference> in_posix() const {
    Reference found{name_around(), {}, {}};
    std::uint32_t dollar = found.name.begin;
    // Its length, and what is called as its value says, too.
    for (const std::string_view open : {"${", "${#", "${!"}) {
      if (!stands_before(dollar, open)) continue;
      found.behind = closing(found.name.end);
      dollar -= static_cast<std::uint32_t>(open.size()) - 1;
      break;
    }
    if (!stands_before(dollar, "$") || is_escaped(dollar - 1)) return std::nullopt;
    return found;
  }

  [[nodiscard]] std::optional<Reference> in_powershell() const {
    Reference found{name_around(), {}, {}};
    const std::uint32_t begin = found.name.begin;
    for (const std::string_view scope : {"$env:", "$Env:", "$ENV:"}) {
      if (stands_before(begin, scope)) return found;
    }
    for (const std::string_view scope : {"${env:", "${Env:", "${ENV:"}) {
      if (!stands_before(begin, scope)) continue;
      found.behind = closing(found.name.end);
      return found;
    }
    if (!stands_before(begin, "$")) return std::nullopt;
    found.before = "env:";
    return found;
  }

  [[nodiscard]] std::optional<Reference> in_cmd() const {
    Reference found{name_around(), {}, {}};
    if (!stands_before(found.name.begin, "%")) return std::nullopt;
    const Span line = site_.snapshot.text.line(site_.snapshot.text.line_of(site_.offset));
    const std::string_view before = site_.bytes({line.begin, found.name.begin});
    if (std::count(before.begin(), before.end(), '%') % 2 == 0) return std::nullopt;
    const bool closed = found.name.end < bytes_.size() && bytes_[found.name.end] == '%';
    if (!closed) found.behind = "%";
    return found;
  }

  // ---- What there is ----

  void offer_own() {
    const Flow flow(site_.snapshot);
    // Beyond that many only what begins as typed is worth looking at.
    const bool many = flow.names() > kMostCompletions;
    completion_.incomplete = many;
    for (std::uint32_t number = 0; number < flow.names(); ++number) {
      if (flow.definition_count(number) == 0) continue;
      const std::string_view name = flow.name(number);
      if (many && !begins_like(name, typed_)) continue;
      if (completion_.items.size() == kMostCompletions) break;
      offer_name(flow, number, name);
    }
  }

  void offer_name(const Flow& flow, std::uint32_t number, std::string_view name) {
    std::optional<Definition> best;
    bool reaches = false;
    for (const Definition& definition : flow.definitions(number)) {
      const std::optional<bool> verdict = reach(flow, definition);
      if (!verdict || (reaches && !*verdict)) continue;
      best = definition;
      reaches = *verdict;
    }
    if (!best) return;
    CompletionItem item = named(name, origin_text(flow, *best));
    item.topic = {TopicKind::variable, {}, std::string(name)};
    if (reaches) {
      add(std::move(item));
    } else {
      later_.push_back(std::move(item));
    }
  }

  // Nothing: it can never be seen here. False: it is set only later.
  [[nodiscard]] std::optional<bool> reach(const Flow& flow, const Definition& definition) const {
    if (definition.origin != Origin::command) return true;
    const Assigned* const assigned = flow.assigned(definition);
    if (assigned == nullptr || assigned->unset) return std::nullopt;
    if (command_ && definition.command == command_->index) {
      if (!assigned->scope.touches(command_->decoded)) return std::nullopt;
      return assigned->from <= command_->decoded;
    }
    if (!assigned->carries) return std::nullopt;
    if (command_) return definition.command < command_->index;
    // Runtimes are set up before the first command, everything else is looked at in the end.
    return site_.scalar_type()->format != Format::runtime_version;
  }

  [[nodiscard]] std::string origin_text(const Flow& flow, const Definition& definition) const {
    switch (definition.origin) {
      case Origin::variables: return "env.variables";
      case Origin::parameter_store: return "env.parameter-store";
      case Origin::secrets_manager: return "env.secrets-manager";
      case Origin::command: break;
    }
    const Command& command = site_.snapshot.buildspec.commands[definition.command];
    const std::uint32_t line = site_.snapshot.text.line_of(flow.name_span(definition).begin);
    return std::string(to_string(command.phase)) + ", line " + std::to_string(line + 1);
  }

  void offer_batch() {
    const Batch& batch = site_.snapshot.buildspec.batch;
    std::size_t looks = 0;
    const auto offer = [&](Node env) {
      for (const Pair pair : env.get("variables").pairs()) {
        if (!pair.key.is_scalar() || ++looks > kMostCompletions) continue;
        CompletionItem item = named(pair.key.scalar().value(), "batch");
        item.topic = {TopicKind::variable, {}, item.label};
        add(std::move(item));
      }
    };
    for (const char* const kind : {"dynamic", "static"}) {
      offer(batch.build_matrix.get(kind).get("env"));
    }
    for (const BatchTask& task : batch.tasks) {
      if (looks > kMostCompletions) break;
      offer(task.env);
    }
  }

  void offer_project() {
    if (!site_.facts.variables) return;
    for (const std::string& name : *site_.facts.variables) add(named(name, "the project"));
  }

  void offer_builtin() {
    for (const schema::BuiltinVariable& variable : schema::builtin_variables()) {
      const bool offered = variable.category == schema::VariableCategory::documented &&
                           variable.prefix.empty() && !variable.discouraged;
      if (!offered) continue;
      CompletionItem item = named(variable.name, "set by CodeBuild");
      item.topic = {TopicKind::builtin, {}, item.label};
      add(std::move(item));
    }
  }

  [[nodiscard]] static CompletionItem named(std::string_view name, std::string detail) {
    CompletionItem item;
    item.kind = CompletionKind::variable;
    item.label = name;
    item.description = detail;
    item.detail = std::move(detail);
    return item;
  }

  void add(CompletionItem item) {
    if (!given_.insert(item.label).second) return;
    item.filter = reference_.before + item.label;
    item.insert = item.filter + reference_.behind;
    completion_.items.push_back(std::move(item));
  }

  const CompletionSite& site_;
  Completion& completion_;
  std::string_view bytes_;
  std::optional<CommandAt> command_;
  Reference reference_;
  std::string_view typed_;
  std::set<std::string> given_;
  std::vector<CompletionItem> later_;  // set behind the cursor only
};

}  // namespace

bool offer_variables(const CompletionSite& site, Completion& completion) {
  const schema::Type* const type = site.scalar_type();
  if (type == nullptr || !expands_variables(type->format)) return false;
  return VariableWriter(site, completion).offer();
}

}  // namespace buildspec::ide
