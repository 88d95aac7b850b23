#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "linter/cli/renderer.h"
#include "linter/lint/registry.h"
#include "linter/lint/rule.h"

namespace buildspec::cli {
namespace {

// Keys keep the order in which they are documented.
using Json = nlohmann::ordered_json;

Json to_json(const SourceText& text, std::uint32_t offset) {
  const HumanPosition at = human_position(text, offset);
  return {{"line", at.line}, {"column", at.column}, {"offset", offset}};
}

Json to_json(const FileReport& report, const Note& note) {
  Json json;
  json["message"] = note.message;
  if (note.span) {
    json["path"] = report.path;
    json["start"] = to_json(report.text, note.span->begin);
    json["end"] = to_json(report.text, note.span->end);
  }
  return json;
}

Json to_json(const SourceText& text, const Fix& fix) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    edits.push_back({{"start", to_json(text, edit.span.begin)},
                     {"end", to_json(text, edit.span.end)},
                     {"text", edit.text}});
  }
  return {{"title", fix.title},
          {"applicability", to_string(fix.applicability)},
          {"edits", std::move(edits)}};
}

Json to_json(const FileReport& report, const Diagnostic& diagnostic,
             const std::optional<std::string>& url) {
  Json notes = Json::array();
  for (const Note& note : diagnostic.notes) notes.push_back(to_json(report, note));
  Json fixes = Json::array();
  for (const Fix& fix : diagnostic.fixes) fixes.push_back(to_json(report.text, fix));
  return {{"path", report.path},
          {"rule", rule_id(diagnostic)},
          {"group", rule_group(diagnostic)},
          {"severity", to_string(diagnostic.severity)},
          {"message", diagnostic.message},
          {"start", to_json(report.text, diagnostic.span.begin)},
          {"end", to_json(report.text, diagnostic.span.end)},
          {"notes", std::move(notes)},
          {"fixes", std::move(fixes)},
          {"url", url ? Json(*url) : Json(nullptr)}};
}

// Bytes that are not UTF-8 (of a path, or quoted in a message) become U+FFFD.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// One object in all, written as the files come, one finding per line.
class JsonRenderer final : public Renderer {
 public:
  std::string file(const FileReport& report) override {
    std::string out;
    for (const Diagnostic& diagnostic : report.diagnostics) {
      out += separator_;
      out += dump(to_json(report, diagnostic, url_of(diagnostic.rule)));
      separator_ = ",\n";
    }
    return out;
  }

  std::string end(const Totals& totals, std::span<const Failure> failures) override {
    Json failed = Json::array();
    for (const Failure& failure : failures) {
      failed.push_back({{"path", failure.path}, {"message", failure.message}});
    }
    const Json summary{{"files", totals.files},       {"errors", totals.errors},
                       {"warnings", totals.warnings}, {"infos", totals.infos},
                       {"hints", totals.hints},       {"fixable", totals.fixable}};
    std::string out = separator_ == kBegin ? std::string(kBegin) : std::string();
    return out + "],\n\"failures\":" + dump(failed) + ",\n\"summary\":" + dump(summary) + "}\n";
  }

 private:
  // Looked up in the rule's page once.
  const std::optional<std::string>& url_of(const RegisteredRule* rule) {
    const auto known = urls_.find(rule);
    if (known != urls_.end()) return known->second;
    return urls_.emplace(rule, rule == nullptr ? std::nullopt : page_url(*rule)).first->second;
  }

  static constexpr std::string_view kBegin = "{\"version\":1,\"diagnostics\":[\n";
  std::string_view separator_ = kBegin;
  std::map<const RegisteredRule*, std::optional<std::string>> urls_;
};

}  // namespace

std::unique_ptr<Renderer> make_json_renderer() { return std::make_unique<JsonRenderer>(); }

}  // namespace buildspec::cli
