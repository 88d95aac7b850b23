#include "lsp/ide/catalogue_text.h"

#include <algorithm>
#include <vector>

#include "linter/schema/documentation.h"
#include "linter/schema/runtime_version.h"
#include "lsp/ide/markdown.h"

namespace buildspec::ide {
namespace {

Date to_date(schema::Day day) { return {day.year, day.month, day.day}; }

// Texts of our own: nothing in them has to be cut or escaped.
std::string in_backquotes(std::string_view text) { return '`' + std::string(text) + '`'; }

template <class Texts>
std::string code_list(const Texts& texts) {
  std::string list;
  for (const std::string_view text : texts) {
    if (!list.empty()) list += ", ";
    list += in_backquotes(text);
  }
  return list;
}

const schema::Release* ending_release(const schema::Language& language, std::string_view version) {
  const schema::Release* const release = schema::find_release(language, version);
  return release != nullptr && release->end_of_life ? release : nullptr;
}

// Wildcards and custom versions count where the image takes them.
bool offers(const schema::Image& image, std::string_view runtime, std::string_view version) {
  const schema::Runtime* const found = schema::find_runtime(image, runtime);
  if (found == nullptr) return false;
  const schema::VersionMatch match = schema::choose_version(*found, version).match;
  return match == schema::VersionMatch::installed || match == schema::VersionMatch::wildcard;
}

std::vector<std::string_view> images_with(std::string_view runtime, std::string_view version) {
  std::vector<std::string_view> names;
  for (const schema::Image& image : schema::images()) {
    if (image.status == schema::ImageStatus::current && offers(image, runtime, version)) {
      names.push_back(image.name);
    }
  }
  return names;
}

// "- `3.14` in `aws/codebuild/standard:8.0`": what `3.x` and `latest` come to there.
std::string choices_text(std::string_view runtime, std::string_view version,
                         const std::vector<std::string_view>& images) {
  std::string text;
  for (const std::string_view name : images) {
    const schema::Image* const image = schema::find_image(name);
    const schema::VersionChoice choice =
        schema::choose_version(*schema::find_runtime(*image, runtime), version);
    if (choice.match != schema::VersionMatch::wildcard || choice.version == nullptr) return {};
    if (text.empty()) text = "Presumably this is, by image:";
    add_item(text, in_backquotes(choice.version->text) + " in " + in_backquotes(name));
  }
  return text;
}

// "- `3.12`, end of life 2028-10-31"
std::string version_line(const schema::Language& language, std::string_view version,
                         const ProjectFacts& facts) {
  std::string line = "- " + in_backquotes(version);
  const std::string end = end_of_life_text(language, version, facts.today);
  if (!end.empty()) line += ", " + end;
  return line;
}

// How the project's image takes the version.
std::string choice_text(const schema::Image& image, const schema::Language& language,
                        std::string_view version) {
  const std::string name = in_backquotes(image.name);
  const schema::Runtime* const runtime = schema::find_runtime(image, language.name);
  if (runtime == nullptr) return name + " has no runtime of this name.";
  const schema::VersionChoice choice = schema::choose_version(*runtime, version);
  switch (choice.match) {
    case schema::VersionMatch::installed:
      return "Installed in " + name +
             (choice.version != nullptr && !choice.version->installed.empty()
                  ? " as " + std::string(choice.version->installed) + "."
                  : ".");
    case schema::VersionMatch::wildcard:
      return choice.version == nullptr ? "Known to " + name + "."
                                       : "On " + name + " this is presumably " +
                                             in_backquotes(choice.version->text) + ".";
    case schema::VersionMatch::custom:
      return "Not installed in " + name + ": downloaded at build time, if such a version exists.";
    case schema::VersionMatch::unknown: return name + " does not offer this version.";
    case schema::VersionMatch::unknowable: return {};
  }
  return {};
}

}  // namespace

std::string link_text(std::string_view url) {
  if (url.empty()) return {};
  const std::string_view title = url.starts_with("https://docs.aws.amazon.com/")
                                     ? std::string_view("AWS documentation")
                                     : std::string_view("More");
  return "[" + std::string(title) + "](" + std::string(url) + ")";
}

const schema::Image* known_image(const ProjectFacts& facts) {
  return facts.image ? schema::find_image(*facts.image) : nullptr;
}

bool is_past_end_of_life(const schema::Language& language, std::string_view version,
                         const std::optional<Date>& today) {
  const schema::Release* const release = ending_release(language, version);
  return release != nullptr && today && to_date(release->end_of_life) <= *today;
}

std::string end_of_life_text(const schema::Language& language, std::string_view version,
                             const std::optional<Date>& today) {
  const schema::Release* const release = ending_release(language, version);
  if (release == nullptr) return {};
  const bool past = is_past_end_of_life(language, version, today);
  return (past ? "end of life since " : "end of life ") + to_string(to_date(release->end_of_life));
}

std::string runtime_text(const schema::Language& language, const ProjectFacts& facts) {
  std::string text =
      "**" + std::string(language.title) + "** (" + in_backquotes(language.name) + ")";
  const schema::Image* const image = known_image(facts);
  const schema::Runtime* const runtime =
      image == nullptr ? nullptr : schema::find_runtime(*image, language.name);
  std::string versions;
  if (runtime != nullptr) {
    add_paragraph(text, "Versions in " + in_backquotes(image->name) + ":");
    for (const schema::RuntimeVersion& version : runtime->versions) {
      versions += version_line(language, version.text, facts) + '\n';
    }
  } else {
    if (image != nullptr) add_paragraph(text, "Not in " + in_backquotes(image->name) + ".");
    add_paragraph(text, "Versions, which depend on the image:");
    for (const std::string_view version : language.versions) {
      versions += version_line(language, version, facts) + '\n';
    }
  }
  if (!versions.empty()) versions.pop_back();
  add_paragraph(text, versions);
  const std::string wildcards =
      runtime != nullptr ? code_list(runtime->wildcards) : code_list(language.wildcards);
  if (!wildcards.empty()) add_paragraph(text, "Also: " + wildcards + ".");
  if (runtime != nullptr) add_paragraph(text, runtime->note);
  add_paragraph(text, link_text(language.url));
  return text;
}

std::string runtime_version_text(const schema::Language& language, std::string_view version,
                                 const ProjectFacts& facts) {
  std::string text = "**" + std::string(language.title) + " " + std::string(version) + "**";
  std::string end = end_of_life_text(language, version, facts.today);
  if (!end.empty()) {
    end.front() = 'E';
    add_paragraph(text, end + ".");
  }
  if (const schema::Release* const release = schema::find_release(language, version)) {
    add_paragraph(text, release->note);
  }
  const schema::Image* const image = known_image(facts);
  if (image != nullptr) add_paragraph(text, choice_text(*image, language, version));
  const std::vector<std::string_view> images = images_with(language.name, version);
  const std::string choices =
      image == nullptr ? choices_text(language.name, version, images) : std::string();
  if (!choices.empty()) {
    add_paragraph(text, choices);
  } else if (!images.empty()) {
    add_paragraph(text, "Images with it: " + code_list(images) + ".");
  }
  add_paragraph(text, link_text(language.url));
  return text;
}

std::string image_text(const schema::Image& image) {
  std::string text = "**" + std::string(image.name) + "**";
  std::string facts(image.os);
  facts += " · " + std::string(schema::to_string(image.architecture));
  facts += " · " + std::string(schema::to_string(image.status));
  if (image.status_date) facts += " since " + to_string(to_date(image.status_date));
  add_paragraph(text, facts);
  add_paragraph(text, sentence(image.status_note));
  for (const schema::Runtime& runtime : image.runtimes) {
    std::vector<std::string_view> versions;
    for (const schema::RuntimeVersion& version : runtime.versions) versions.push_back(version.text);
    add_item(text, in_backquotes(runtime.name) + ": " + code_list(versions));
  }
  if (!image.environment_types.empty()) {
    add_paragraph(text, "Environment types: " + code_list(image.environment_types) + ".");
  }
  if (!image.aliases.empty()) add_paragraph(text, "Older names: " + code_list(image.aliases) + ".");
  return text;
}

std::string machine_text(std::string_view name) {
  if (const auto* const type = schema::find_environment_type(name)) {
    return type->compute_types.empty() ? std::string("Only in a reserved-capacity fleet.")
                                       : "Compute types: " + code_list(type->compute_types) + ".";
  }
  std::vector<std::string_view> types;
  for (const schema::EnvironmentType& type : schema::environment_types()) {
    const auto& sizes = type.compute_types;
    if (std::find(sizes.begin(), sizes.end(), name) != sizes.end()) types.push_back(type.name);
  }
  return types.empty() ? std::string() : "Environment types: " + code_list(types) + ".";
}

std::string builtin_variable_text(const schema::BuiltinVariable& variable, std::string_view name) {
  std::string text = "**" + std::string(name) + "**";
  add_paragraph(text, variable.meaning);
  if (!variable.set_when.empty()) add_item(text, "Set: " + std::string(variable.set_when));
  if (!variable.available.empty()) {
    add_item(text, "Available: " + std::string(variable.available));
  }
  if (!variable.examples.empty()) add_item(text, "Examples: " + code_list(variable.examples));
  if (variable.untrusted) {
    add_paragraph(text, "Whoever pushes chooses this text: quote it, and never evaluate it.");
  }
  add_paragraph(text, variable.notes);
  if (!variable.since.empty()) add_paragraph(text, "Since " + std::string(variable.since) + ".");
  add_paragraph(text, schema::caveat(variable.confidence));
  if (!variable.sources.empty() && variable.sources.front().starts_with("https://")) {
    add_paragraph(text, link_text(variable.sources.front()));
  }
  return text;
}

std::string not_provided_text(const schema::NotProvided& variable) {
  std::string text = "**" + std::string(variable.name) + "** is not set by CodeBuild.";
  add_paragraph(text, variable.why);
  if (!variable.instead.empty()) add_paragraph(text, "Instead: " + std::string(variable.instead));
  return text;
}

}  // namespace buildspec::ide
