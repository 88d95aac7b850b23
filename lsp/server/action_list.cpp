#include "lsp/server/action_list.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "linter/lint/fix_all.h"
#include "linter/lint/registry.h"
#include "linter/workspace/discovery.h"
#include "linter/workspace/files.h"
#include "linter/workspace/source_tree.h"
#include "lsp/ide/disable_rule.h"
#include "lsp/ide/ignore_finding.h"
#include "lsp/ide/refactorings.h"
#include "lsp/server/code_action_parts.h"
#include "lsp/server/convert.h"
#include "lsp/server/explain.h"
#include "lsp/server/uri.h"
#include "lsp/server/workspace_edits.h"

namespace buildspec::lsp {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMigration = "old-version";

// Of so many findings at most the comments and settings that silence them are worked out: a client
// may ask about the whole file.
constexpr std::size_t kMostSilenced = 8;

const char* kind_of(ide::RefactoringKind kind) {
  switch (kind) {
    case ide::RefactoringKind::rewrite: return kRewrite;
    case ide::RefactoringKind::extract: return kExtract;
    case ide::RefactoringKind::inline_: return kInline;
  }
  return kRewrite;
}

// By how many bytes a text becomes longer: tells most edits apart at once.
std::int64_t growth(const std::vector<Edit>& edits) {
  std::int64_t bytes = 0;
  for (const Edit& edit : edits) {
    bytes += static_cast<std::int64_t>(edit.text.size()) - edit.span.size();
  }
  return bytes;
}

std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
  std::sort(lines.begin(), lines.end());
  return lines;
}

// The configuration file that holds for a document, or the place where a new one belongs.
struct ConfigurationPlace {
  fs::path path;
  bool exists = false;
};

std::optional<ConfigurationPlace> configuration_place(Context& context, const std::string& uri) {
  const auto path = path_of(uri);
  if (!path) return std::nullopt;
  if (auto file = nearest_configuration(*path)) return ConfigurationPlace{*std::move(file), true};
  if (!context.traits.creates_files) return std::nullopt;
  auto folder = source_root(*path);
  for (const fs::path& each : context.projects.folders()) {
    if (!folder && relative_to(each, *path)) folder = each;
  }
  return ConfigurationPlace{folder.value_or(path->parent_path()) / kConfigurationFile, false};
}

// One request: collects the actions that it asks for.
class ActionList {
 public:
  ActionList(Context& context, const CodeActionParams& params, Document& document)
      : context_(context),
        params_(params),
        document_(document),
        findings_(context.findings(document)),
        snapshot_(context.snapshot(document)),
        selection_(to_span(document.text, params.range, context.traits.encoding)) {}

  std::vector<Json> collect() {
    choose_findings();
    if (asks_for_fixes_alone()) {
      std::erase_if(chosen_, [](const Chosen& each) { return each.shown == nullptr; });
      add_fixes();
      return std::move(actions_);
    }
    if (wants(kQuickFix)) {
      add_fixes();
      add_fixes_of_rules();
      add_silencers();
    }
    if (wants(kFixAll)) add_fix_all();
    add_refactorings();
    return std::move(actions_);
  }

 private:
  struct Chosen {
    const buildspec::Diagnostic* finding;
    const lsp::Diagnostic* shown;  // the client's own copy; may be null
  };

  [[nodiscard]] bool wants(std::string_view kind) const {
    if (params_.context.only) return asks_for(params_.context, kind);
    // Nobody asked, the cursor merely moved: what every place has is no news.
    const bool automatic = params_.context.trigger_kind == CodeActionTriggerKind::automatic;
    return !automatic || kind == kQuickFix ||
           (!selection_.empty() && std::string_view(kind).starts_with("refactor"));
  }

  // ---- Findings ----

  using Place = std::pair<Position, Position>;

  // The client's own copies: by what we left in their `data`, else by what it shows.
  void read_shown() {
    for (const lsp::Diagnostic& each : params_.context.diagnostics) {
      const Json& data = each.data;
      if (data.is_object()) {
        const Json rule = data.value("rule", Json());
        const Json number = data.value("number", Json());
        if (rule.is_string() && number.is_number_unsigned())
          shown_by_data_.emplace(std::pair(rule.get<std::string>(), number.get<std::uint64_t>()),
                                 &each);
      } else if (each.code.is_string()) {
        shown_by_place_.emplace(
            std::pair(each.code.get<std::string>(), Place(each.range.start, each.range.end)),
            &each);
      }
    }
  }

  [[nodiscard]] const lsp::Diagnostic* shown_as(const buildspec::Diagnostic& finding,
                                                std::uint64_t number) const {
    const std::string rule(finding.rule->id());
    const auto by_data = shown_by_data_.find({rule, number});
    if (by_data != shown_by_data_.end()) return by_data->second;
    if (shown_by_place_.empty()) return nullptr;
    const Range range = to_range(document_.text, finding.span, context_.traits.encoding);
    const auto by_place = shown_by_place_.find({rule, Place(range.start, range.end)});
    return by_place == shown_by_place_.end() ? nullptr : by_place->second;
  }

  void choose_findings() {
    read_shown();
    std::map<const RegisteredRule*, std::uint64_t> numbers;
    for (const buildspec::Diagnostic& finding : findings_) {
      const lsp::Diagnostic* const shown = shown_as(finding, numbers[finding.rule]++);
      const bool touched =
          finding.span.begin <= selection_.end && selection_.begin <= finding.span.end;
      if (shown != nullptr || touched) chosen_.push_back({&finding, shown});
    }
  }

  // Kate's Quick Fix names the finding, gives the whole document for its place, and (in 22.12)
  // applies everything that comes: no comment that ignores it, and nothing of other findings.
  [[nodiscard]] bool asks_for_fixes_alone() const {
    const Node root = snapshot_->buildspec.root;
    return !params_.context.only && !params_.context.trigger_kind && root &&
           selection_.contains(root.span()) && selection_.begin == 0 &&
           std::any_of(chosen_.begin(), chosen_.end(),
                       [](const Chosen& each) { return each.shown != nullptr; });
  }

  void add_fixes() {
    for (const Chosen& chosen : chosen_) {
      for (const Fix& fix : chosen.finding->fixes) {
        CodeAction action = quick_fix(title_of(fix), chosen.shown);
        const bool only_one = chosen.finding->fixes.size() == 1;
        if (context_.traits.preferred_actions && only_one &&
            fix.applicability == Applicability::safe)
          action.is_preferred = true;
        action.edit = of_document(fix.edits, action.title, caution_of(fix.applicability));
        add(std::move(action));
      }
    }
  }

  void add_fixes_of_rules() {
    std::set<const RegisteredRule*> seen;
    for (const Chosen& chosen : chosen_) {
      if (seen.insert(chosen.finding->rule).second) add_fixes_of_rule(*chosen.finding->rule);
    }
  }

  void add_fixes_of_rule(const RegisteredRule& rule) {
    FixChoice choice{Applicability::safe, rule.id()};
    std::size_t count = fixable(choice);
    if (count == 0) {
      choice.most = Applicability::unsafe;
      count = fixable(choice);
    }
    if (count < 2) return;
    std::string title =
        "Fix all " + std::to_string(count) + " findings of " + std::string(rule.id());
    if (choice.most == Applicability::unsafe) title += " (unsafe)";
    CodeAction action = quick_fix(std::move(title), nullptr);
    add_late(std::move(action), {document_.uri, document_.version, choice, std::string(rule.id())});
  }

  [[nodiscard]] std::size_t fixable(const FixChoice& choice) const {
    return static_cast<std::size_t>(
        std::count_if(findings_.begin(), findings_.end(),
                      [&](const auto& finding) { return best_fix(finding, choice) != nullptr; }));
  }

  void add_fix_all() {
    if (fixable({}) == 0) return;
    CodeAction action;
    action.title = kApplyAllTitle;
    action.kind = kFixAll;
    add_late(std::move(action), {document_.uri, document_.version, {}, {}});
  }

  // ---- Silence and explanation ----

  void add_silencers() {
    std::size_t count = 0;
    std::set<std::pair<const RegisteredRule*, std::uint32_t>> lines;
    std::set<const RegisteredRule*> rules;
    for (const Chosen& chosen : chosen_) {
      const RegisteredRule* const rule = chosen.finding->rule;
      const std::uint32_t line = document_.text.line_of(chosen.finding->span.begin);
      if (!lines.insert({rule, line}).second) continue;
      if (++count > kMostSilenced) break;
      context_.stop_if_cancelled();
      add_comment("Ignore " + std::string(rule->id()) + " here", chosen,
                  ide::ignore_here(snapshot_, *chosen.finding));
      if (!rules.insert(rule).second) continue;
      add_comment("Ignore " + std::string(rule->id()) + " in this file", chosen,
                  ide::ignore_in_file(snapshot_, *chosen.finding));
      add_setting(chosen);
      add_explanation(chosen);
    }
  }

  void add_comment(std::string title, const Chosen& chosen,
                   const std::optional<ide::IgnoreComment>& comment) {
    if (!comment) return;
    CodeAction action = quick_fix(std::move(title), chosen.shown);
    action.edit = workspace_edit(edited(), *comment, context_.traits);
    add(std::move(action));
  }

  void add_setting(const Chosen& chosen) {
    const RegisteredRule& rule = *chosen.finding->rule;
    if (find_rule(context_.rules, rule.id()) == nullptr) return;
    if (!configuration_known_) {
      configuration_ = configuration_place(context_, document_.uri);
      configuration_known_ = true;
    }
    if (!configuration_) return;
    const Document* const open = context_.documents.at(configuration_->path);
    SourceText text;
    if (open != nullptr) {
      text = open->text;
    } else if (configuration_->exists) {
      FileText read = read_text_file(configuration_->path);
      if (!read || read.decoded) return;
      text = SourceText(*std::move(read.text));
    }
    const auto edits = ide::disable_rule(text, rule.id(), context_.rules);
    if (!edits) return;
    const EditedDocument document{open != nullptr ? open->uri : uri_of(configuration_->path),
                                  open != nullptr ? std::optional(open->version) : std::nullopt,
                                  text, open == nullptr && !configuration_->exists};
    CodeAction action =
        quick_fix("Turn off " + std::string(rule.id()) + " in " + std::string(kConfigurationFile),
                  chosen.shown);
    action.edit = workspace_edit(document, *edits, action.title, {}, context_.traits);
    add(std::move(action));
  }

  void add_explanation(const Chosen& chosen) {
    if (!context_.traits.runs_commands) return;
    const std::string rule(chosen.finding->rule->id());
    if (find_rule(context_.rules, rule) == nullptr) return;
    CodeAction action = quick_fix("Explain " + rule, chosen.shown);
    action.command = ActionCommand{action.title, kExplainRule, {rule}};
    add(std::move(action));
  }

  // ---- Refactorings ----

  void add_refactorings() {
    if (!wants(kRewrite) && !wants(kExtract) && !wants(kInline)) return;
    context_.stop_if_cancelled();
    for (ide::Refactoring& each : ide::refactorings(*snapshot_, selection_)) {
      add_refactoring(std::move(each));
    }
    if (!wants(kRewrite) || !concerns_file()) return;
    add_migration();
    for (ide::Refactoring& each : ide::file_refactorings(*snapshot_)) {
      add_refactoring(std::move(each));
    }
  }

  // At the version, with everything selected, or asked for.
  [[nodiscard]] bool concerns_file() const {
    if (asks_for(params_.context, kRewrite)) return true;
    const std::uint32_t line = document_.text.line_of(selection_.begin);
    const Node version = snapshot_->buildspec.version;
    const Node root = snapshot_->buildspec.root;
    return (version && document_.text.line_of(version.span().begin) == line) ||
           (root && !selection_.empty() && selection_.contains(root.span()));
  }

  // The rule's own fix, also where the rule is off.
  void add_migration() {
    const RegisteredRule* const rule = find_rule(context_.rules, kMigration);
    const auto offered = [](const Chosen& each) { return each.finding->rule->id() == kMigration; };
    if (rule == nullptr || rule->rule->check == nullptr || snapshot_->broken() ||
        snapshot_->amplify ||
        (wants(kQuickFix) && std::any_of(chosen_.begin(), chosen_.end(), offered)))
      return;
    Reporter reporter(*rule);
    rule->rule->check(*snapshot_, reporter);
    for (const buildspec::Diagnostic& finding : std::move(reporter).take()) {
      for (const Fix& fix : finding.fixes) {
        add_refactoring({ide::RefactoringKind::rewrite,
                         title_of(fix),
                         fix.edits,
                         caution_of(fix.applicability),
                         {}});
      }
    }
  }

  // A fix of a finding here leads to the same lines; a block may stand elsewhere in its section.
  [[nodiscard]] bool is_offered_as_fix(const std::vector<Edit>& edits) const {
    if (edits.empty() || !wants(kQuickFix)) return false;
    const std::string_view text = document_.text.bytes();
    return std::any_of(chosen_.begin(), chosen_.end(), [&](const Chosen& each) {
      const std::vector<Fix>& fixes = each.finding->fixes;
      return std::any_of(fixes.begin(), fixes.end(), [&](const Fix& fix) {
        return growth(fix.edits) == growth(edits) &&
               sorted_lines(apply_edits(text, fix.edits)) == sorted_lines(apply_edits(text, edits));
      });
    });
  }

  void add_refactoring(ide::Refactoring&& refactoring) {
    const char* const kind = kind_of(refactoring.kind);
    if (!wants(kind) || is_offered_as_fix(refactoring.edits)) return;
    CodeAction action;
    action.title = std::move(refactoring.title);
    action.kind = kind;
    if (!refactoring.unavailable.empty()) {
      // Only who asks for refactorings wants to know which ones there are not.
      if (!context_.traits.disabled_actions || !asks_for(params_.context, kind)) return;
      action.disabled = DisabledAction{std::move(refactoring.unavailable)};
    } else {
      action.edit = of_document(refactoring.edits, action.title, refactoring.caution);
    }
    add(std::move(action));
  }

  // ---- Actions ----

  static CodeAction quick_fix(std::string title, const lsp::Diagnostic* shown) {
    CodeAction action;
    action.title = std::move(title);
    action.kind = kQuickFix;
    if (shown != nullptr) action.diagnostics = {*shown};
    return action;
  }

  [[nodiscard]] EditedDocument edited() const {
    return {document_.uri, document_.version, document_.text};
  }
  [[nodiscard]] WorkspaceEdit of_document(std::span<const Edit> edits, const std::string& title,
                                          const std::string& caution) const {
    return workspace_edit(edited(), edits, title, caution, context_.traits);
  }

  void add_late(CodeAction action, const LateFix& late) {
    const bool later = context_.traits.resolves_actions || !context_.traits.code_action_literals;
    if (later) {
      action.data = late.to_json();
    } else {
      action.edit = edit_of(context_, late, action.title);
    }
    add(std::move(action));
  }

  // A client that knows commands only gets one that sends the edit.
  void add(CodeAction action) {
    if (context_.traits.code_action_literals) {
      actions_.push_back(write_json(action));
    } else if (action.command) {
      actions_.push_back(write_json(*action.command));
    } else {
      Json argument{{"title", action.title}};
      if (action.edit) argument["edit"] = write_json(*action.edit);
      if (!action.data.is_null()) argument["data"] = action.data;
      actions_.push_back(
          write_json(ActionCommand{action.title, kApplyAction, {std::move(argument)}}));
    }
  }

  Context& context_;
  const CodeActionParams& params_;
  Document& document_;
  const std::vector<buildspec::Diagnostic>& findings_;
  SnapshotPtr snapshot_;
  Span selection_;
  std::map<std::pair<std::string, std::uint64_t>, const lsp::Diagnostic*> shown_by_data_;
  std::map<std::pair<std::string, Place>, const lsp::Diagnostic*> shown_by_place_;
  std::vector<Chosen> chosen_;
  std::optional<ConfigurationPlace> configuration_;
  bool configuration_known_ = false;
  std::vector<Json> actions_;
};

}  // namespace

std::vector<Json> actions_at(Context& context, const CodeActionParams& params, Document& document) {
  return ActionList(context, params, document).collect();
}

}  // namespace buildspec::lsp
