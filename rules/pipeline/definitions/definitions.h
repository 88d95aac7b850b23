// The image definitions that commands write for a deployment: imagedefinitions.json for ECS,
// imageDetail.json for ECS blue/green. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/source_outputs.h"

namespace buildspec::pipeline {

enum class DefinitionKind : std::uint8_t { images, detail };
inline constexpr std::string_view kImagesFile = "imagedefinitions.json";
inline constexpr std::string_view kDetailFile = "imageDetail.json";
[[nodiscard]] std::string_view file_of(DefinitionKind kind);
[[nodiscard]] std::optional<DefinitionKind> kind_of(std::string_view path);

// A place where a command writes one.
struct WrittenDefinition {
  DefinitionKind kind = DefinitionKind::images;
  std::optional<std::string> path;  // from the source root; nothing where it is outside of it
  CommandText text;
  const shell::Command* command = nullptr;  // of the script in `text`
  Span target;                              // the file's name, in the command's text
  bool append = false;
};
[[nodiscard]] std::vector<WrittenDefinition> written_definitions(const Snapshot& snapshot);

// The artifacts name a file like that, wherever it is.
[[nodiscard]] bool artifacts_name(const Buildspec& buildspec, std::string_view file);

// What stands for a text that only the build knows, in written_text().
inline constexpr char kUnknown = '\x01';
// What `printf` or `echo` writes, or the here-document of `cat`, as the shell leaves it: quotes
// taken off. Nothing for what cannot be told.
struct WrittenText {
  std::string text;
  Span from;  // the words or lines it is made of, in the command's text
  // The one word, in quotes, that holds all of it: what a fix may change.
  const shell::Word* word = nullptr;
};
[[nodiscard]] std::optional<WrittenText> written_text(const WrittenDefinition& definition);

}  // namespace buildspec::pipeline
