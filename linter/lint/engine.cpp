#include "linter/lint/engine.h"

#include <algorithm>
#include <exception>
#include <tuple>
#include <utility>

#include "linter/lang/limits.h"
#include "linter/lint/memo.h"
#include "linter/lint/registry.h"

namespace buildspec {
namespace {

// How exactly a selector names a rule: 3 by id, 2 by group, 1 with all others, 0 not at all.
int exactness(std::string_view selector, const RegisteredRule& rule) {
  if (selector == rule.id()) return 3;
  if (selector == rule.group) return 2;
  return selector == "all" ? 1 : 0;
}

LintEngine::Setting resolve(const RegisteredRule& rule, const RuleSelection& selection) {
  LintEngine::Setting resolved{
      rule.rule->meta.on_by_default || selection.preset == Preset::pedantic, std::nullopt};
  std::pair<bool, int> best_enabled{false, 0};
  std::pair<bool, int> best_severity{false, 0};
  for (const RuleSelection::Setting& setting : selection.settings) {
    const int exact = exactness(setting.selector, rule);
    if (exact == 0) continue;
    const std::pair<bool, int> rank{setting.from_command_line, exact};
    if (rank >= best_enabled) {
      best_enabled = rank;
      resolved.enabled = setting.enabled;
    }
    if (setting.severity && rank >= best_severity) {
      best_severity = rank;
      resolved.severity = setting.severity;
    }
  }
  return resolved;
}

bool begins_in(const Diagnostic& finding, const Suppression& suppression) {
  return suppression.covers.touches(finding.span.begin);
}

// Commands between two questions whether to go on: often enough for an answer within a millisecond.
constexpr std::uint32_t kBetweenQuestions = 256;

// One run over one snapshot.
class Run {
 public:
  Run(std::span<const RegisteredRule> rules, std::span<const LintEngine::Setting> settings,
      const Snapshot& snapshot, const Cancelled& cancelled)
      : rules_(rules),
        settings_(settings),
        snapshot_(snapshot),
        quiet_(snapshot.broken() || snapshot.amplify || snapshot.oversized()),
        cancelled_(cancelled) {}

  [[nodiscard]] bool quiet() const { return quiet_; }

  // False when cancelled.
  bool judge_files() {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      if (!runs(i) || rules_[i].rule->check == nullptr) continue;
      if (is_cancelled()) return false;
      Reporter reporter(rules_[i]);
      guarded(i, [&] { rules_[i].rule->check(snapshot_, reporter); });
      keep(i, std::move(reporter).take());
    }
    return true;
  }

  bool judge_commands();
  // What the memo knows is not judged again; it is left as the next run wants it.
  bool judge_commands(const void* settings_identity, std::unique_ptr<LintMemo::Impl>& memo);

  // Findings of other tools.
  void add(std::vector<Diagnostic> others, const RuleSelection& selection) {
    for (Diagnostic& finding : others) {
      const LintEngine::Setting setting = resolve(*finding.rule, selection);
      if (!setting.enabled) continue;
      if (setting.severity) finding.severity = *setting.severity;
      findings_.push_back(std::move(finding));
    }
  }

  void judge_suppressions();

  std::vector<Diagnostic> take() && {
    sort_and_unite();
    return std::move(findings_);
  }

 private:
  [[nodiscard]] bool runs(std::size_t i) const {
    return settings_[i].enabled && (!quiet_ || rules_[i].rule->meta.despite_faults);
  }
  [[nodiscard]] bool is_cancelled() const { return cancelled_ && cancelled_(); }

  // A rule that throws is our mistake, not the user's: one finding says so, the others go on.
  template <class Function>
  bool guarded(std::size_t i, Function&& function) {
    std::string what;
    try {
      function();
      return true;
    } catch (const std::exception& error) {
      what = error.what();
    } catch (...) {
      what = "unknown exception";
    }
    Diagnostic& failure = findings_.emplace_back();
    failure.rule = &rules_[i];
    failure.severity = Severity::warning;
    failure.message = "Internal error: the rule failed on this file (" + what + ")";
    failure.notes.push_back({"please report this with the file", std::nullopt});
    return false;
  }

  void keep(std::size_t i, std::vector<Diagnostic> found) {
    for (Diagnostic& finding : found) {
      if (settings_[i].severity) finding.severity = *settings_[i].severity;
      findings_.push_back(std::move(finding));
    }
  }

  [[nodiscard]] LintMemo::Impl::Context context(const void* settings_identity,
                                                const std::vector<std::size_t>& judges) const {
    const Node shell = snapshot_.buildspec.env.shell;
    return {settings_identity,
            snapshot_.facts,
            snapshot_.buildspec.format,
            std::string(shell.source()),
            snapshot_.buildspec.env.has_references(),
            judges};
  }

  [[nodiscard]] std::vector<std::size_t> judges_of_commands() const;
  void judge_command(const Command& command, std::vector<std::size_t>& judges);
  void silence(const std::vector<Suppression>& suppressions, std::vector<SuppressionUse>* uses);
  void sort_and_unite();

  std::span<const RegisteredRule> rules_;
  std::span<const LintEngine::Setting> settings_;
  const Snapshot& snapshot_;
  bool quiet_;  // what holds for buildspecs is not asked
  const Cancelled& cancelled_;
  std::vector<Diagnostic> findings_;
  std::size_t command_findings_ = 0;  // in commands, of all rules
  bool failed_ = false;               // a rule on a command threw
};

void Run::judge_command(const Command& command, std::vector<std::size_t>& judges) {
  const CommandText text = read_command(snapshot_, command);
  for (std::size_t j = 0; j < judges.size();) {
    const std::size_t i = judges[j];
    Reporter reporter(rules_[i]);
    const bool worked =
        guarded(i, [&] { rules_[i].rule->check_command(snapshot_, text, reporter); });
    if (!reporter.empty()) {
      std::vector<Diagnostic> found = std::move(reporter).take();
      command_findings_ += found.size();
      keep(i, std::move(found));
    }
    failed_ = failed_ || !worked;
    if (worked && command_findings_ < Reporter::kMostFindings) {
      ++j;
    } else {
      judges.erase(judges.begin() + static_cast<std::ptrdiff_t>(j));
    }
  }
}

std::vector<std::size_t> Run::judges_of_commands() const {
  std::vector<std::size_t> judges;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (runs(i) && rules_[i].rule->check_command != nullptr) judges.push_back(i);
  }
  return judges;
}

bool Run::judge_commands() {
  std::vector<std::size_t> judges = judges_of_commands();
  std::uint32_t count = 0;
  for (const Command& command : snapshot_.buildspec.commands) {
    if (++count % kBetweenQuestions == 0 && is_cancelled()) return false;
    if (judges.empty()) break;
    judge_command(command, judges);
  }
  return true;
}

bool Run::judge_commands(const void* settings_identity, std::unique_ptr<LintMemo::Impl>& memo) {
  std::vector<std::size_t> judges = judges_of_commands();
  if (judges.empty()) return true;
  const std::size_t judge_count = judges.size();

  auto made = std::make_unique<LintMemo::Impl>();
  made->context = context(settings_identity, judges);
  made->text = snapshot_.text;
  made->entries.reserve(snapshot_.buildspec.commands.size());
  CommandReuse reuse(memo.get(), made->context, snapshot_.text);
  std::uint32_t count = 0;
  for (const Command& command : snapshot_.buildspec.commands) {
    if (++count % kBetweenQuestions == 0 && is_cancelled()) return false;
    const std::size_t before = findings_.size();
    LintMemo::Impl::Entry entry{command.node.span(), command.phase, command.list, true, 0, 0};
    // Beyond the limit nobody is asked: the memo ends there, and the next run begins there anew.
    if (judges.empty()) break;
    const auto found = reuse.find(command);
    if (found && command_findings_ + found->entry->count < Reporter::kMostFindings) {
      command_findings_ += found->entry->count;
      for (std::uint32_t k = 0; k < found->entry->count; ++k) {
        findings_.push_back(moved(memo->findings[found->entry->first + k], found->moved));
      }
    } else {
      judge_command(command, judges);
    }
    if (judges.size() != judge_count) continue;
    entry.first = static_cast<std::uint32_t>(made->findings.size());
    entry.count = static_cast<std::uint32_t>(findings_.size() - before);
    for (std::size_t k = before; k < findings_.size(); ++k) {
      entry.reusable = entry.reusable && stays_within(findings_[k], entry.span);
      made->findings.push_back(findings_[k]);
    }
    made->entries.push_back(entry);
  }
  // Phases may stand in another order than they run in.
  const auto by_place = [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; };
  if (!std::is_sorted(made->entries.begin(), made->entries.end(), by_place)) {
    std::sort(made->entries.begin(), made->entries.end(), by_place);
  }
  // After a failure nothing is known about the rest of the commands.
  memo = failed_ ? nullptr : std::move(made);
  return true;
}

// Leaves out what the comments cover; counts what each selector did.
void Run::silence(const std::vector<Suppression>& suppressions, std::vector<SuppressionUse>* uses) {
  std::vector<Diagnostic> loud;
  loud.reserve(findings_.size());
  for (Diagnostic& finding : findings_) {
    bool silenced = false;
    std::size_t use = 0;
    for (const Suppression& suppression : suppressions) {
      const bool covers = suppression.malformed.empty() && begins_in(finding, suppression);
      for (const Suppression::Selector& selector : suppression.selectors) {
        if (covers && selects(selector.name, *finding.rule)) {
          silenced = true;
          if (uses != nullptr) ++(*uses)[use].silenced;
        }
        ++use;
      }
    }
    if (!silenced) loud.push_back(std::move(finding));
  }
  findings_ = std::move(loud);
}

void Run::judge_suppressions() {
  const std::vector<Suppression> suppressions = find_suppressions(snapshot_);
  if (suppressions.empty()) return;
  std::vector<SuppressionUse> uses;
  for (const Suppression& suppression : suppressions) {
    for (const Suppression::Selector& selector : suppression.selectors) {
      SuppressionUse use{&suppression, &selector, is_selector(rules_, selector.name), false, 0};
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        use.tried = use.tried || (runs(i) && selects(selector.name, rules_[i]));
      }
      uses.push_back(use);
    }
  }
  silence(suppressions, &uses);
  for (const Suppression& suppression : suppressions) {
    if (!suppression.malformed.empty()) uses.push_back({&suppression, nullptr, false, false, 0});
  }
  const std::size_t before = findings_.size();
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!runs(i) || rules_[i].rule->check_suppressions == nullptr) continue;
    Reporter reporter(rules_[i]);
    guarded(i, [&] { rules_[i].rule->check_suppressions(snapshot_, uses, rules_, reporter); });
    keep(i, std::move(reporter).take());
  }
  if (findings_.size() != before) silence(suppressions, nullptr);
}

void Run::sort_and_unite() {
  const auto key = [](const Diagnostic& finding) {
    return std::make_tuple(finding.span.begin, finding.span.end, finding.rule->id(),
                           std::string_view(finding.message));
  };
  std::stable_sort(findings_.begin(), findings_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  const auto last =
      std::unique(findings_.begin(), findings_.end(),
                  [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); });
  findings_.erase(last, findings_.end());
}

}  // namespace

LintMemo::LintMemo() = default;
LintMemo::~LintMemo() = default;
LintMemo::LintMemo(LintMemo&&) noexcept = default;
LintMemo& LintMemo::operator=(LintMemo&&) noexcept = default;

LintEngine::LintEngine(std::span<const RegisteredRule> rules, const RuleSelection& selection)
    : rules_(rules), selection_(selection) {
  settings_.reserve(rules.size());
  for (const RegisteredRule& rule : rules) settings_.push_back(resolve(rule, selection));
}

LintEngine::Setting LintEngine::setting(const RegisteredRule& rule) const {
  return settings_[static_cast<std::size_t>(&rule - rules_.data())];
}

bool LintEngine::runs(std::string_view id) const {
  const RegisteredRule* const rule = find_rule(rules_, id);
  return rule != nullptr && setting(*rule).enabled;
}

std::vector<Diagnostic> LintEngine::run(const Snapshot& snapshot, const Cancelled& cancelled,
                                        LintMemo* memo, std::vector<Diagnostic> others) const {
  Run run(rules_, settings_, snapshot, cancelled);
  if (!run.judge_files()) return {};
  const bool finished = memo == nullptr
                            ? run.judge_commands()
                            : run.judge_commands(this, run.quiet() ? memo->quiet_ : memo->impl_);
  if (!finished) return {};
  run.add(std::move(others), selection_);
  run.judge_suppressions();
  return std::move(run).take();
}

}  // namespace buildspec
