// malformed-definition-file: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/scalar_edit.h"
#include "linter/lint/wording.h"
#include "rules/pipeline/definitions/definitions.h"
#include "rules/pipeline/malformed-definition-file/json_text.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using pipeline::DefinitionKind;
using pipeline::JsonText;
using pipeline::WrittenDefinition;
using pipeline::WrittenText;

// What is wrong, as the end of a sentence that begins with the file's name; empty where nothing is.
std::string problem(DefinitionKind kind, const JsonText& json) {
  if (json.state == JsonText::State::bare_word)
    return " is no JSON: " + code(json.word) + " has no quotes left";
  if (json.state == JsonText::State::broken) return " is no JSON";
  if (kind == DefinitionKind::detail) {
    const bool named =
        json.top == JsonText::Top::object &&
        std::count(json.objects.front().begin(), json.objects.front().end(), "ImageURI") == 1;
    return named ? "" : " is no object with `ImageURI`";
  }
  if (json.top != JsonText::Top::array) return " is no array";
  if (json.other_items || json.objects.empty()) return " is no array of objects";
  for (const std::vector<std::string>& keys : json.objects) {
    for (const std::string_view key : {"name", "imageUri"})
      if (std::find(keys.begin(), keys.end(), key) == keys.end())
        return " has an entry without " + code(key);
  }
  return "";
}

// `{"name": …}` lacks nothing but the brackets.
void offer_brackets(const Snapshot& snapshot, const WrittenDefinition& definition,
                    const WrittenText& written, const JsonText& json, Diagnostic& finding) {
  if (definition.kind != DefinitionKind::images || written.word == nullptr) return;
  if (json.state != JsonText::State::read || json.top != JsonText::Top::object) return;
  const Span inner = written.word->inner();
  const std::vector<Replacement> brackets{{{inner.begin, inner.begin}, "["},
                                          {{inner.end, inner.end}, "]"}};
  auto edits =
      edit_in_scalar(snapshot, definition.text.command.node, definition.text.scalar, brackets);
  if (edits) finding.fixes.push_back({"Make it an array", Applicability::safe, std::move(*edits)});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const WrittenDefinition& definition : pipeline::written_definitions(snapshot)) {
    const auto written = pipeline::written_text(definition);
    if (!written) continue;
    const JsonText json = pipeline::read_json(written->text);
    if (json.state == JsonText::State::unknown) continue;
    const std::string what = problem(definition.kind, json);
    if (what.empty()) continue;
    const bool images = definition.kind == DefinitionKind::images;
    Diagnostic& finding = reporter.report(definition.text.source(written->from),
                                          code(pipeline::file_of(definition.kind)) + what);
    if (json.state == JsonText::State::bare_word)
      finding.notes.push_back(
          {"the shell takes double quotes away: put single quotes around the "
           "whole text",
           std::nullopt});
    finding.notes.push_back(
        {images
             ? "the deployment reads an array: `[{\"name\":\"container\",\"imageUri\":\"image\"}]`"
             : "the deployment reads an object: `{\"ImageURI\":\"image\"}`",
         std::nullopt});
    offer_brackets(snapshot, definition, *written, json, finding);
  }
}

}  // namespace

extern const Rule malformed_definition_file;
constexpr Rule malformed_definition_file{
    .meta = {.id = "malformed-definition-file",
             .summary = "Flags commands that write an imagedefinitions.json or imageDetail.json "
                        "that the deployment cannot read.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PIPE-03"},
    .check = check,
};

}  // namespace buildspec::rules
