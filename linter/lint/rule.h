// A rule: metadata and a pure function from a snapshot to findings. Each lives in its own folder,
// rules/<group>/<id>/, as rule.cpp and rule.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"
#include "linter/lint/suppressions.h"

namespace buildspec {

// Preview rules are never errors, and may change or vanish in any release.
enum class Stage : std::uint8_t { preview, stable };

struct RuleMeta {
  std::string_view id;       // kebab-case, the folder's name; reads well after "allow"
  std::string_view summary;  // one line, the first line of rule.md below the title
  Severity severity = Severity::warning;
  Stage stage = Stage::preview;
  bool on_by_default = true;
  std::string_view since = {};      // the release that brought it
  std::string_view catalogue = {};  // "CB-YAML-01 CB-YAML-02": ids of the failures that it covers
  // Runs over texts that the YAML parser rejects too, and over files of other products. Only for
  // what is certain whatever the damage.
  bool despite_faults = false;
};

class Reporter;

// What one selector of a suppression comment did in a run, for the rules that judge such comments.
struct SuppressionUse {
  const Suppression* suppression = nullptr;
  const Suppression::Selector* selector = nullptr;  // null for a malformed comment
  bool known = false;                               // there is such a rule or group
  bool tried = false;                               // a rule that it names ran
  std::uint32_t silenced = 0;                       // findings that it left out
};

// A rule has at least one of the three functions. All are pure.
struct Rule {
  RuleMeta meta;
  // Judges the whole file, after every change.
  void (*check)(const Snapshot&, Reporter&) = nullptr;
  // Judges one command, called for each. May look at nothing but the command itself (text, phase,
  // list), `env.shell`, Env::has_references(), the version and the facts, and report inside the
  // command only: a command that stands as it did in an earlier version of the document is not
  // judged again.
  void (*check_command)(const Snapshot&, const CommandText&, Reporter&) = nullptr;
  // Judges the suppression comments after every other rule has run.
  void (*check_suppressions)(const Snapshot&, std::span<const SuppressionUse>,
                             std::span<const RegisteredRule>, Reporter&) = nullptr;
};

// What the build makes of a rule's folder.
struct RegisteredRule {
  const Rule* rule = nullptr;
  std::string_view group;  // the folder above it
  std::string_view page;   // rule.md

  [[nodiscard]] std::string_view id() const { return rule->meta.id; }
};

// Collects the findings of one rule on one snapshot: the first 1,000 of them. Hostile input gives
// millions, and nobody reads more.
class Reporter {
 public:
  explicit Reporter(const RegisteredRule& rule) : rule_(rule) {}

  // Adds a finding with the rule's own severity. The reference is good until the next report():
  // reporter.report(span, "…").notes.push_back(…).
  Diagnostic& report(Span span, std::string message);
  // The same with a severity of its own: info where a fact is missing, say.
  Diagnostic& report(Severity severity, Span span, std::string message);

  [[nodiscard]] bool empty() const { return found_.empty(); }
  [[nodiscard]] std::vector<Diagnostic> take() && { return std::move(found_); }

  static constexpr std::size_t kMostFindings = 1'000;

 private:
  const RegisteredRule& rule_;
  std::vector<Diagnostic> found_;
  std::optional<Diagnostic> ignored_;  // what report() hands out beyond the limit
};

}  // namespace buildspec
