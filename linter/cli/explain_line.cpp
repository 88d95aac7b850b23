#include "linter/cli/explain_line.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "linter/buildlog/log_text.h"
#include "linter/cli/display_width.h"
#include "linter/cli/explain.h"

namespace buildspec::cli {
namespace {

// More messages than this in one text do not help: the first ones are the surest.
constexpr std::size_t kMostMessages = 3;
// A command in a message may be a whole script.
constexpr std::size_t kLongestWords = 400;

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' || c == '\t' ? ' ' : c;
  return shortened(out, kLongestWords);
}

std::string confidence_words(const LogMessage& message) {
  switch (message.confidence) {
    case Confidence::documented: return "Documented by AWS.";
    case Confidence::reported: return "Seen in reports.";
    case Confidence::inferred: break;
  }
  return "Inferred: no report of it is known.";
}

// A paragraph with its label in front, wrapped.
std::string field(std::string_view label, std::string_view text, const Paint& paint,
                  std::uint32_t width) {
  return paint(Paint::Color::bold, label) + '\n' +
         render_page(std::string(text) + '\n', paint, width);
}

std::string rule_lines(const std::vector<const RegisteredRule*>& rules, const Paint& paint,
                       std::uint32_t width) {
  std::string out;
  for (const RegisteredRule* const rule : rules) {
    out += render_page("- `" + std::string(rule->id()) + "` (" + std::string(rule->group) + ", " +
                           std::string(to_string(rule->rule->meta.severity)) +
                           "): " + std::string(rule->rule->meta.summary) + '\n',
                       paint, width);
  }
  return out;
}

std::string rules_field(const std::vector<const RegisteredRule*>& rules, const Paint& paint,
                        std::uint32_t width) {
  if (rules.empty()) return {};
  return paint(Paint::Color::bold, "Rules that tell of it before the push") + '\n' +
         rule_lines(rules, paint, width) + "  buildspec-lint explain " +
         std::string(rules.front()->id()) + " shows the page.\n";
}

std::string failure_lines(const LogMessage& message, const Paint& paint, std::uint32_t width) {
  std::string out;
  for (const std::string_view id : failure_ids(message.failures)) {
    const KnownFailure* const failure = find_failure(id);
    if (failure == nullptr) continue;
    out += render_page("- " + std::string(id) + ": " + std::string(failure->title) + '\n', paint,
                       width);
  }
  return out;
}

std::string message_text(const LineMatches& found, const MessageMatch& match,
                         std::span<const RegisteredRule> rules, const Paint& paint,
                         std::uint32_t width) {
  const LogMessage& message = *match.message;
  const std::string words =
      one_line(std::string_view(found.text).substr(match.words.begin, match.words.size()));
  std::string out = paint(Paint::Color::bold, printable(words)) + "\n\n";
  if (!message.phase.empty()) out += "Shows up in " + std::string(message.phase) + ".\n";
  out += render_page(std::string(message.meaning) + '\n', paint, width) + '\n';
  if (!message.remedy.empty()) out += field("What to do", message.remedy, paint, width) + '\n';
  const std::string rule_field = rules_field(rules_for(message, rules), paint, width);
  if (!rule_field.empty()) out += rule_field + '\n';
  if (!message.failures.empty()) {
    out +=
        paint(Paint::Color::bold, "Known as") + '\n' + failure_lines(message, paint, width) + '\n';
  }
  out += confidence_words(message);
  if (!message.source.empty()) out += " Source: " + std::string(message.source);
  return out + '\n';
}

using Json = nlohmann::ordered_json;

Json json_of(const std::vector<const RegisteredRule*>& rules) {
  Json list = Json::array();
  for (const RegisteredRule* const rule : rules) {
    list.push_back({{"id", rule->id()},
                    {"group", rule->group},
                    {"severity", to_string(rule->rule->meta.severity)},
                    {"summary", rule->rule->meta.summary}});
  }
  return list;
}

Json json_of(const LineMatches& found, const MessageMatch& match,
             std::span<const RegisteredRule> rules) {
  const LogMessage& message = *match.message;
  Json parts = Json::object();
  for (const MessageMatch::Part& part : match.parts) parts[std::string(part.name)] = part.text;
  Json failures = Json::array();
  for (const std::string_view id : failure_ids(message.failures)) {
    const KnownFailure* const failure = find_failure(id);
    failures.push_back({{"id", id}, {"title", failure == nullptr ? "" : failure->title}});
  }
  const auto or_null = [](std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  return {{"words", found.text.substr(match.words.begin, match.words.size())},
          {"pattern", message.patterns.front()},
          {"parts", std::move(parts)},
          {"phase", or_null(message.phase)},
          {"meaning", message.meaning},
          {"remedy", or_null(message.remedy)},
          {"failures", std::move(failures)},
          {"rules", json_of(rules_for(message, rules))},
          {"confidence", to_string(message.confidence)},
          {"source", or_null(message.source)}};
}

}  // namespace

LineMatches explain_text(std::string_view pasted) {
  LineMatches found{plain_text(pasted), {}};
  found.matches = match_messages(found.text);
  if (found.matches.empty() || found.matches.front().message->vague) {
    LineMatches unescaped{unescaped_text(pasted), {}};
    unescaped.matches = match_messages(unescaped.text);
    if (!unescaped.matches.empty()) found = std::move(unescaped);
  }
  if (found.matches.size() > kMostMessages) found.matches.resize(kMostMessages);
  return found;
}

std::vector<const RegisteredRule*> rules_for(const LogMessage& message,
                                             std::span<const RegisteredRule> rules) {
  std::vector<const RegisteredRule*> found;
  for (const std::string_view id : failure_ids(message.failures)) {
    for (const RegisteredRule* const rule : buildspec::rules_for(rules, id)) {
      if (std::find(found.begin(), found.end(), rule) == found.end()) found.push_back(rule);
    }
  }
  for (const std::string_view id : failure_ids(message.rules)) {
    const auto named = [&](const RegisteredRule& rule) { return rule.id() == id; };
    const auto rule = std::find_if(rules.begin(), rules.end(), named);
    if (rule != rules.end() && std::find(found.begin(), found.end(), &*rule) == found.end())
      found.push_back(&*rule);
  }
  return found;
}

std::string explain_line(const LineMatches& found, std::span<const RegisteredRule> rules,
                         const Paint& paint, std::uint32_t width) {
  std::string out;
  for (const MessageMatch& match : found.matches) {
    if (!out.empty()) out += '\n';
    out += message_text(found, match, rules, paint, width);
  }
  return out;
}

std::string explain_line_json(const LineMatches& found, std::span<const RegisteredRule> rules) {
  Json list = Json::array();
  for (const MessageMatch& match : found.matches) list.push_back(json_of(found, match, rules));
  const Json all{{"version", 1}, {"messages", std::move(list)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string explain_failure(const KnownFailure& failure, std::span<const RegisteredRule> rules,
                            const Paint& paint, std::uint32_t width) {
  std::string out =
      paint(Paint::Color::bold, failure.id) + ": " + std::string(failure.title) + "\n\n";
  const auto found = buildspec::rules_for(rules, failure.id);
  out += rules_field(found, paint, width);
  if (found.empty()) {
    out += failure.reason.empty() ? "No rule tells of it.\n"
                                  : "No rule tells of it: " + std::string(failure.reason) + ".\n";
  }
  if (!failure.rest.empty()) out += "Left out: " + std::string(failure.rest) + ".\n";
  for (const LogMessage& message : log_messages()) {
    const auto ids = failure_ids(message.failures);
    if (std::find(ids.begin(), ids.end(), failure.id) == ids.end()) continue;
    out += '\n' + paint(Paint::Color::bold, "In the log: ") +
           std::string(message.patterns.front()) + '\n' +
           render_page(std::string(message.meaning) + ' ' + std::string(message.remedy) + '\n',
                       paint, width);
  }
  return out;
}

}  // namespace buildspec::cli
