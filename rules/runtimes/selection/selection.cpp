#include "rules/runtimes/selection/selection.h"

#include <algorithm>

#include "linter/lint/configuration.h"

namespace buildspec::runtimes {
namespace {

// The whole lines of a pair in block style, if nothing else stands on them.
std::optional<Span> lines_of(const SourceText& text, const Pair& pair) {
  const std::uint32_t begin = pair.key.span().begin;
  const std::uint32_t end = std::max(pair.value.span().end, pair.key.span().end);
  const Span first = text.line(text.line_of(begin));
  const std::uint32_t last = text.line_of(end);
  if (text.bytes({first.begin, begin}).find_first_not_of(' ') != std::string_view::npos)
    return std::nullopt;
  std::string_view behind = text.bytes({end, text.line(last).end});
  behind.remove_prefix(std::min(behind.find_first_not_of(" \t:"), behind.size()));
  if (!behind.empty() && behind[0] != '#') return std::nullopt;
  return Span{first.begin, last + 1 < text.line_count() ? text.line(last + 1).begin : text.size()};
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

std::string title_of(const schema::Language& language, std::string_view version) {
  return std::string(language.name == "java" ? language.name : language.title) + " " +
         std::string(version);
}

Note image_would_decide() {
  return {"which image builds is not known here: `project.image` in `" +
              std::string(kConfigurationFile) + "` would decide",
          {}};
}

Span value_span(Node scalar) {
  const Scalar value = scalar.scalar();
  return value.source({0, static_cast<std::uint32_t>(value.value().size())});
}

std::optional<Edit> removal(const Snapshot& snapshot, const Selection& selection) {
  const Buildspec& buildspec = snapshot.buildspec;
  const Phase* const install = buildspec.phase(PhaseName::install);
  if (install == nullptr || install->runtime_versions.flow()) return std::nullopt;
  Pair pair{selection.key, selection.value};
  if (install->runtime_versions.size() == 1) {
    pair = install->value.find("runtime-versions");
    if (install->value.flow() || !(pair.value == install->runtime_versions)) return std::nullopt;
    if (install->value.size() == 1) {
      if (buildspec.phases_node.flow() || buildspec.phases_node.size() == 1) return std::nullopt;
      pair = {install->key, install->value};
    }
  }
  const auto lines = lines_of(snapshot.text, pair);
  if (!lines) return std::nullopt;
  return Edit{*lines, ""};
}

}  // namespace buildspec::runtimes
