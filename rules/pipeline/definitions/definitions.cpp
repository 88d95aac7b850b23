#include "rules/pipeline/definitions/definitions.h"

#include <algorithm>

#include "linter/lang/source_path.h"
#include "rules/artifacts/paths/paths.h"
#include "rules/commands/invocation/invocation.h"

namespace buildspec::pipeline {
namespace {

using shell::PartKind;
using shell::Redirect;

// The text of a word without quotes, kUnknown for each variable or substitution.
std::string shell_text(const shell::Word& word) {
  std::string text;
  for (const shell::Part& part : word.parts) {
    if (part.kind == PartKind::text) {
      text += part.text;
    } else {
      text += kUnknown;
    }
  }
  return text;
}

// `printf FORMAT ARGUMENTS…` with %s alone.
std::optional<std::string> formatted(std::span<const shell::Word> words) {
  if (words.size() < 2) return std::nullopt;
  const std::string format = shell_text(words[1]);
  std::size_t next = 2;
  std::string text;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    const char behind = i + 1 < format.size() ? format[i + 1] : '\0';
    if (c == '\\') {
      if (behind != 'n' && behind != '"') return std::nullopt;
      text += behind == 'n' ? '\n' : behind;
      ++i;
    } else if (c != '%') {
      text += c;
    } else if (behind == '%') {
      text += '%';
      ++i;
    } else if (behind == 's') {
      if (next < words.size()) text += shell_text(words[next++]);
      ++i;
    } else {
      return std::nullopt;
    }
  }
  // The format is used again for further arguments.
  if (next < words.size()) return std::nullopt;
  return text;
}

std::optional<std::string> echoed(std::span<const shell::Word> words) {
  std::string text;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (i == 1 && words[i].text.starts_with('-')) return std::nullopt;
    if (i > 1) text += ' ';
    text += shell_text(words[i]);
  }
  // Some shells' echo reads escapes, others print them.
  if (text.find('\\') != std::string::npos) return std::nullopt;
  return text;
}

// The body of a here-document, where it may hold variables: kUnknown for them.
std::string with_unknowns(std::string_view body) {
  std::string text;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '$' && body[i] != '`') {
      text += body[i];
      continue;
    }
    text += kUnknown;
    if (body[i] == '`') {
      i = std::min(body.find('`', i + 1), body.size() - 1);
    } else if (i + 1 < body.size() && (body[i + 1] == '{' || body[i + 1] == '(')) {
      i = std::min(body.find(body[i + 1] == '{' ? '}' : ')', i), body.size() - 1);
    } else {
      while (i + 1 < body.size() &&
             (std::isalnum(static_cast<unsigned char>(body[i + 1])) != 0 || body[i + 1] == '_')) {
        ++i;
      }
    }
  }
  return text;
}

std::optional<WrittenText> here_document(const WrittenDefinition& definition) {
  for (const shell::Redirection& each : definition.command->redirections) {
    if (each.kind != Redirect::here_document) continue;
    const std::string_view whole = definition.text.text();
    const std::string_view body = whole.substr(each.body.begin, each.body.size());
    // A delimiter in quotes keeps variables as they are written.
    const bool quoted = each.target.span.size() != each.target.text.size();
    return WrittenText{quoted ? std::string(body) : with_unknowns(body), each.body, nullptr};
  }
  return std::nullopt;
}

const shell::Redirection* written_target(const shell::Command& command) {
  for (const shell::Redirection& each : command.redirections) {
    const bool output = each.kind == Redirect::output || each.kind == Redirect::append;
    if (output && each.descriptor.value_or(1) == 1 && each.target.plain() &&
        kind_of(each.target.text)) {
      return &each;
    }
  }
  return nullptr;
}

}  // namespace

std::string_view file_of(DefinitionKind kind) {
  return kind == DefinitionKind::images ? kImagesFile : kDetailFile;
}

std::optional<DefinitionKind> kind_of(std::string_view path) {
  const std::string_view name = file_name(path);
  if (name == kImagesFile) return DefinitionKind::images;
  if (name == kDetailFile) return DefinitionKind::detail;
  return std::nullopt;
}

std::vector<WrittenDefinition> written_definitions(const Snapshot& snapshot) {
  std::vector<WrittenDefinition> found;
  if (!commands::any_may_hold(snapshot, {kImagesFile, kDetailFile})) return found;
  walk_commands(snapshot, [&found](const CommandStep& step) {
    const shell::Redirection* const target = written_target(step.command);
    if (target == nullptr) return;
    WrittenDefinition definition;
    definition.kind = *kind_of(target->target.text);
    definition.path = resolve(step.directory, path_of(target->target));
    definition.text = step.text;
    definition.command = &step.command;
    definition.target = target->target.span;
    definition.append = target->kind == Redirect::append;
    found.push_back(std::move(definition));
  });
  return found;
}

bool artifacts_name(const Buildspec& buildspec, std::string_view file) {
  for (const Artifact& artifact : buildspec.artifacts) {
    for (const Node item : list_items(artifact.files)) {
      if (item.is_scalar() && file_name(item.scalar().value()) == file) return true;
    }
  }
  return false;
}

std::optional<WrittenText> written_text(const WrittenDefinition& definition) {
  const commands::Invocation run = commands::invocation(*definition.command);
  if (definition.append || definition.command->pipeline != 0) return std::nullopt;
  if (run.program == "cat" && run.words.size() == 1) return here_document(definition);
  std::optional<std::string> text;
  if (run.program == "printf") text = formatted(run.words);
  if (run.program == "echo") text = echoed(run.words);
  if (!text) return std::nullopt;
  WrittenText written{std::move(*text), run.span(), nullptr};
  const bool one_word = run.words.size() == 2 || run.program == "printf";
  if (one_word && run.words[1].parts.size() == 1 &&
      run.words[1].parts.front().quoting != shell::Quoting::none) {
    written.word = &run.words[1];
  }
  return written;
}

}  // namespace buildspec::pipeline
