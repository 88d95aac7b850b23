#include "linter/cli/annotate_command.h"

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "linter/buildlog/log_text.h"
#include "linter/cli/display_width.h"
#include "linter/cli/excerpt.h"
#include "linter/cli/explain_line.h"
#include "linter/cli/finding_head.h"
#include "linter/cli/report.h"
#include "linter/lint/engine.h"
#include "linter/workspace/files.h"

namespace buildspec::cli {
namespace {

// A log may be long; CloudWatch gives out no larger ones at once.
constexpr std::size_t kLargestLog = 256U << 20U;

// Of the log, in the pretty format.
constexpr std::size_t kLongestWords = 300;

using Json = nlohmann::ordered_json;

std::string place(const AnnotatedBuild& build, const Annotation& annotation) {
  if (!annotation.span) return build.log + ':' + std::to_string(annotation.log_line);
  const HumanPosition at = human_position(build.snapshot.text, annotation.span->begin);
  return build.buildspec + ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
}

// "buildspec.yml:8:9: error: message [BUILD]"
std::string head(const AnnotatedBuild& build, const Annotation& annotation, const Paint& paint) {
  std::string out =
      paint(Paint::Color::bold, printable(place(build, annotation)) + ':') + ' ' +
      paint(color_of(annotation.severity), std::string(to_string(annotation.severity)) + ':') +
      ' ' + printable(annotation.message);
  if (!annotation.phase.empty()) {
    out += ' ' + paint(Paint::Color::dim, '[' + printable(annotation.phase) + ']');
  }
  return out + '\n';
}

std::string rule_words(const RegisteredRule& rule) {
  return std::string(rule.id()) + ": " + std::string(rule.rule->meta.summary);
}

std::string pretty(const AnnotatedBuild& build, const Annotation& annotation,
                   const RenderStyle& style) {
  const SourceText& text = build.snapshot.text;
  std::uint32_t gutter = number_width(text, annotation.span ? annotation.span->end : 0);
  for (const Note& note : annotation.notes) {
    if (note.span) gutter = std::max(gutter, number_width(text, note.span->end));
  }
  const Excerpt excerpt{text, build.secrets, gutter, style};
  std::string out = head(build, annotation, style.paint);
  if (annotation.span && text.size() > 0) {
    out += excerpt.mark(*annotation.span, '^', color_of(annotation.severity));
  }
  out += excerpt.remark("log", build.log + " line " + std::to_string(annotation.log_line) + ": " +
                                   shortened(annotation.log_words, kLongestWords));
  for (const Note& note : annotation.notes) {
    out += excerpt.remark("note", note.message);
    if (note.span) out += excerpt.mark(*note.span, '-', Paint::Color::blue);
  }
  if (!annotation.meaning) return out;
  const LogMessage& message = *annotation.meaning->message;
  out += excerpt.remark("meaning", message.meaning);
  if (!message.remedy.empty()) out += excerpt.remark("help", message.remedy);
  for (const RegisteredRule* const rule : rules_for(message, build.rules)) {
    out += excerpt.remark("rule", rule_words(*rule));
  }
  return out;
}

Json position(const SourceText& text, std::uint32_t offset) {
  const HumanPosition at = human_position(text, offset);
  return {{"line", at.line}, {"column", at.column}, {"offset", offset}};
}

void add_span(Json& json, const SourceText& text, const std::optional<Span>& span) {
  json["start"] = span ? position(text, span->begin) : Json(nullptr);
  json["end"] = span ? position(text, span->end) : Json(nullptr);
}

Json json_of(const AnnotatedBuild& build, const Annotation& annotation) {
  const SourceText& text = build.snapshot.text;
  Json json{{"severity", to_string(annotation.severity)}, {"message", annotation.message}};
  json["path"] = annotation.span ? Json(build.buildspec) : Json(nullptr);
  add_span(json, text, annotation.span);
  json["phase"] = annotation.phase.empty() ? Json(nullptr) : Json(annotation.phase);
  json["log"] = {
      {"path", build.log}, {"line", annotation.log_line}, {"text", annotation.log_words}};
  json["notes"] = Json::array();
  for (const Note& note : annotation.notes) {
    Json made{{"message", note.message}};
    if (note.span) add_span(made, text, note.span);
    json["notes"].push_back(std::move(made));
  }
  json["meaning"] = nullptr;
  json["remedy"] = nullptr;
  json["failures"] = Json::array();
  json["rules"] = Json::array();
  if (!annotation.meaning) return json;
  const LogMessage& message = *annotation.meaning->message;
  json["meaning"] = message.meaning;
  if (!message.remedy.empty()) json["remedy"] = message.remedy;
  json["failures"] = failure_ids(message.failures);
  for (const RegisteredRule* const rule : rules_for(message, build.rules)) {
    json["rules"].push_back(rule->id());
  }
  return json;
}

std::size_t count(const Annotations& annotations, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(annotations.list.begin(), annotations.list.end(),
                    [&](const Annotation& made) { return made.severity == severity; }));
}

// Values that rules take for secrets, sorted.
std::vector<Span> secrets_in(const Snapshot& snapshot, std::span<const RegisteredRule> rules) {
  std::vector<Span> spans;
  for (const Diagnostic& finding : LintEngine(rules, {}).run(snapshot)) {
    if (rule_group(finding) == "secrets" && !finding.span.empty()) spans.push_back(finding.span);
  }
  return spans;
}

void mask(std::string& text, std::string_view secret) {
  constexpr std::string_view kStars = "***";
  for (std::size_t at = text.find(secret); at != std::string::npos;
       at = text.find(secret, at + kStars.size())) {
    text.replace(at, secret.size(), kStars);
  }
}

// The log may show what the service did not know to be a secret.
void mask(Annotations& annotations, const SourceText& text, const std::vector<Span>& secrets) {
  for (const Span& span : secrets) {
    const std::string_view secret = text.bytes(span);
    if (secret.size() < 4) continue;
    for (Annotation& made : annotations.list) {
      mask(made.message, secret);
      mask(made.log_words, secret);
      for (Note& note : made.notes) mask(note.message, secret);
    }
  }
}

// Both texts, or what is wrong with one of them.
struct Texts {
  std::string log;
  std::string buildspec;
  std::string problem;
};

Texts read_texts(const AnnotateOptions& options) {
  if (options.log == "-" && options.buildspec == "-") {
    return {{}, {}, "only one of the two can be standard input"};
  }
  Texts texts;
  const auto from_input = [&](std::string& target, std::size_t limit) {
    AllBytes all = read_all(STDIN_FILENO, limit);
    if (all.bytes.size() > limit) all.problem = "too large";
    if (!all.problem.empty()) texts.problem = "standard input: " + all.problem;
    target = std::move(all.bytes);
  };
  const auto from_file = [&](std::string& target, const std::string& path, std::size_t limit) {
    FileText read = read_text_file(path, limit);
    if (!read) texts.problem = printable(path) + ": " + printable(read.problem);
    target = read.text.value_or("");
  };
  if (options.log == "-") {
    from_input(texts.log, kLargestLog);
  } else {
    from_file(texts.log, options.log, kLargestLog);
  }
  if (!texts.problem.empty()) return texts;
  if (options.buildspec == "-") {
    from_input(texts.buildspec, kLargestFile);
  } else {
    from_file(texts.buildspec, options.buildspec, kLargestFile);
  }
  return texts;
}

int refuse(const std::string& words) {
  Output error(STDERR_FILENO);
  error.write("buildspec-lint: " + words + '\n');
  error.flush();
  return kExitFailure;
}

}  // namespace

std::string render_annotations(const AnnotatedBuild& build, OutputFormat format,
                               const RenderStyle& style) {
  const std::vector<Annotation>& list = build.annotations.list;
  std::string out;
  if (format == OutputFormat::json) {
    Json annotations = Json::array();
    for (const Annotation& made : list) annotations.push_back(json_of(build, made));
    const Json all{{"version", 1}, {"annotations", std::move(annotations)}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
  }
  for (const Annotation& made : list) {
    out += format == OutputFormat::concise ? head(build, made, style.paint)
                                           : pretty(build, made, style) + '\n';
  }
  if (format == OutputFormat::pretty) {
    const std::size_t failures = count(build.annotations, Severity::error);
    out += failures == 0 ? "The log tells of no failure.\n"
                         : "The log tells of " + std::to_string(failures) +
                               (failures == 1 ? " failure.\n" : " failures.\n");
  }
  return out;
}

int run_annotate(const AnnotateOptions& options, std::span<const RegisteredRule> rules) {
  Texts texts = read_texts(options);
  if (!texts.problem.empty()) return refuse(texts.problem);
  const std::string log = options.log == "-" ? "standard input" : options.log;
  const SnapshotPtr snapshot = analyze(options.buildspec, 0, SourceText(std::move(texts.buildspec)),
                                       std::make_shared<const ProjectFacts>());
  Annotations annotations = annotate(*snapshot, texts.log);
  if (!annotations.is_build_log) {
    return refuse(printable(log) +
                  ": this is no build log of CodeBuild: no line begins with \"[Container]\", and "
                  "none is a known error");
  }
  const std::vector<Span> secrets = secrets_in(*snapshot, rules);
  mask(annotations, snapshot->text, secrets);
  const std::string buildspec = options.buildspec == "-" ? "<stdin>" : options.buildspec;
  Output out(STDOUT_FILENO);
  out.write(render_annotations(
      {buildspec, log, *snapshot, annotations, rules, secrets}, options.format,
      {Paint(use_color(options.color, STDOUT_FILENO)), terminal_width(STDOUT_FILENO)}));
  out.flush();
  if (!out.failure().empty()) return refuse("standard output: " + out.failure());
  return count(annotations, Severity::error) > 0 ? kExitFindings : kExitClean;
}

}  // namespace buildspec::cli
