#include "rules/runtimes/selection/selection.h"

#include "linter/lint/configuration.h"
#include "linter/lint/fixes.h"

namespace buildspec::runtimes {
namespace {

// A comment stands on a line of its own between the key of a section and its last entry.
bool has_comment_inside(const SourceText& text, const Pair& section) {
  const std::uint32_t last = text.line_of(section.value.span().end);
  for (std::uint32_t line = text.line_of(section.key.span().begin) + 1; line <= last; ++line) {
    const std::string_view bytes = text.bytes(text.line(line));
    const std::size_t first = bytes.find_first_not_of(' ');
    if (first != std::string_view::npos && bytes[first] == '#') return true;
  }
  return false;
}

}  // namespace

std::vector<Selection> selections(const Buildspec& buildspec) {
  std::vector<Selection> found;
  const Phase* const install = buildspec.phase(PhaseName::install);
  if (install == nullptr) return found;
  for (const auto [key, value] : install->runtime_versions.pairs()) {
    if (!key.is_scalar()) continue;
    Selection selection;
    selection.key = key;
    selection.value = value;
    selection.name = std::string(key.scalar().value());
    if (value.is_scalar()) selection.version = std::string(value.scalar().value());
    selection.language = schema::find_language(selection.name);
    found.push_back(std::move(selection));
  }
  return found;
}

ImageKnowledge image_of(const Snapshot& snapshot) {
  ImageKnowledge knowledge;
  const auto& fact = snapshot.facts->image;
  if (!fact) return knowledge;
  // Tasks of a batch may run on images of their own.
  for (const BatchTask& task : snapshot.buildspec.batch.tasks)
    if (task.env.get("image")) return knowledge;
  if (snapshot.buildspec.batch.build_matrix) return knowledge;
  knowledge.name = *fact;
  knowledge.image = schema::find_image(*fact);
  const bool selects = knowledge.image != nullptr && knowledge.image->selects_runtimes;
  // A managed image that is newer than the catalogue may have anything.
  const bool newer = knowledge.image == nullptr && schema::is_managed_image_name(*fact);
  knowledge.state = selects ? ImageKnowledge::State::catalogued
                    : newer ? ImageKnowledge::State::unknown
                            : ImageKnowledge::State::other;
  return knowledge;
}

const schema::Release* past_default(const Snapshot& snapshot, const ImageKnowledge& known,
                                    std::string_view name) {
  if (known.image == nullptr || !snapshot.facts->today) return nullptr;
  const schema::Runtime* const runtime = schema::find_runtime(*known.image, name);
  const schema::Language* const language = schema::find_language(name);
  if (runtime == nullptr || language == nullptr) return nullptr;
  const schema::Release* const release = schema::find_release(*language, runtime->default_version);
  if (release == nullptr || !release->end_of_life) return nullptr;
  const schema::Day day = release->end_of_life;
  return Date{day.year, day.month, day.day} < *snapshot.facts->today ? release : nullptr;
}

std::string title_of(const schema::Language& language, std::string_view version) {
  if (language.title.starts_with('.'))
    return "Version " + std::string(version) + " of " + std::string(language.title);
  return std::string(language.name == "java" ? language.name : language.title) + " " +
         std::string(version);
}

Note image_would_decide() {
  return {"which image builds is not known here: `project.image` in `" +
              std::string(kConfigurationFile) + "` would decide",
          {}};
}

std::optional<Edit> removal(const Snapshot& snapshot, const Selection& selection) {
  const Buildspec& buildspec = snapshot.buildspec;
  const Phase* const install = buildspec.phase(PhaseName::install);
  if (install == nullptr) return std::nullopt;
  if (install->runtime_versions.size() > 1) {
    return buildspec::removal(snapshot.text, install->runtime_versions,
                              {selection.key, selection.value});
  }
  Node owner = install->value;
  Pair section = install->value.find("runtime-versions");
  if (!(section.value == install->runtime_versions)) return std::nullopt;
  if (owner.size() == 1) {
    owner = buildspec.phases_node;
    section = {install->key, install->value};
  }
  if (has_comment_inside(snapshot.text, section)) return std::nullopt;
  return buildspec::removal(snapshot.text, owner, section);
}

}  // namespace buildspec::runtimes
