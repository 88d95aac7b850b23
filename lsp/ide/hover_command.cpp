// Commands: what comes of a failure, and where, by whom and in which shell they run.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/failure.h"
#include "linter/lang/flow.h"
#include "linter/schema/catalogue.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/markdown.h"

namespace buildspec::ide {
namespace {

// The innermost simple command that an offset touches; nothing between commands.
std::optional<std::size_t> simple_command_at(const CommandText& text, std::uint32_t offset) {
  const std::uint32_t decoded = text.scalar.map().decoded(offset);
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < text.script->commands.size(); ++i) {
    const Span span = text.script->commands[i].span;
    if (!span.touches(decoded)) continue;
    // One that the cursor is in beats one that ends there.
    const auto rank = [&](Span one) { return one.contains(decoded) ? one.size() : 0xFFFFFFFF; };
    if (!best || rank(span) < rank(text.script->commands[*best].span)) best = i;
  }
  const bool touched = best && text.source(text.script->commands[*best].span).touches(offset);
  return touched ? best : std::nullopt;
}

// "**Command 2 of 5** in `build`"
std::string title(const Buildspec& buildspec, const Command& command) {
  const Phase* const phase = buildspec.phase(command.phase);
  std::size_t count = 1;
  if (phase != nullptr) {
    const Node list = command.list == CommandList::commands ? phase->commands : phase->finally;
    count = list.is_sequence() ? list.size() : 1;
  }
  std::string text = "**Command " + std::to_string(command.index + 1) + " of " +
                     std::to_string(count) + "** of `" + std::string(to_string(command.phase)) +
                     '`';
  if (command.list == CommandList::finally) text += ", `finally`";
  return text;
}

std::string directory_words(const Snapshot& snapshot, const Command& command,
                            std::optional<std::size_t> index) {
  const Flow flow(snapshot);
  Directory directory = flow.directory(command.order);
  if (index) {
    const std::vector<Directory> directories = flow.directories(command.order);
    if (*index < directories.size()) directory = directories[*index];
  }
  switch (directory.state) {
    case Directory::State::known:
      return directory.path.empty() ? "the source root" : code_span(directory.path);
    case Directory::State::outside: return "outside of the source";
    case Directory::State::unknown: return {};
  }
  return {};
}

std::string shell_words(const Snapshot& snapshot, shell::Dialect dialect) {
  const Node shell = snapshot.buildspec.env.shell;
  if (shell.is_scalar()) {
    return code_span(shell.scalar().value()) + ", by `env.shell`, " +
           line_link(snapshot, shell.span().begin);
  }
  switch (dialect) {
    case shell::Dialect::powershell: return "PowerShell";
    case shell::Dialect::cmd: return "cmd";
    case shell::Dialect::bash: return "bash";
    case shell::Dialect::posix: break;
  }
  const schema::Image* const image = known_image(*snapshot.facts);
  if (image == nullptr) return "`/bin/sh`, the default on Linux";
  switch (shell::system_shell(image->name)) {
    case shell::SystemShell::dash: return "`/bin/sh`, the default, which is dash in this image";
    case shell::SystemShell::bash: return "`/bin/sh`, the default, which is bash in this image";
    case shell::SystemShell::unknown: break;
  }
  return "`/bin/sh`, the default";
}

std::string user_words(const Snapshot& snapshot, const Command& command) {
  const Phase* const phase = snapshot.buildspec.phase(command.phase);
  const Node own = phase != nullptr ? phase->run_as : Node();
  const Node user = own.is_scalar() ? own : snapshot.buildspec.run_as;
  if (!user.is_scalar()) return {};
  return code_span(user.scalar().value()) + ", by `run-as`, " +
         line_link(snapshot, user.span().begin);
}

// The command itself; between commands the innermost `if`, loop or the like, else the whole item.
Span subject_of(const HoverPlace& place, const CommandText& text,
                std::optional<std::size_t> index) {
  if (index) return text.source(text.script->commands[*index].span);
  const std::uint32_t decoded = text.scalar.map().decoded(place.offset);
  const shell::Compound* best = nullptr;
  for (const shell::Compound& compound : text.script->compounds) {
    if (!compound.span.touches(decoded)) continue;
    if (best == nullptr || compound.span.size() < best->span.size()) best = &compound;
  }
  const Span whole = place.site().node.span();
  const Span span = best != nullptr ? text.source(best->span) : whole;
  return span.touches(place.offset) ? span : whole;
}

void add_fact(std::string& text, std::string_view name, const std::string& words) {
  if (!words.empty()) add_item(text, std::string(name) + ": " + words);
}

}  // namespace

std::optional<Hover> hover_command(const HoverPlace& place) {
  if (!place.command) return std::nullopt;
  const Snapshot& snapshot = place.snapshot;
  const CommandText& text = *place.command;
  const Command& command = text.command;
  const bool posix = text.dialect == shell::Dialect::posix || text.dialect == shell::Dialect::bash;
  const std::optional<std::size_t> index =
      posix ? simple_command_at(text, place.offset) : std::nullopt;
  std::string words = title(snapshot.buildspec, command);
  if (index && !text.script->broken) {
    add_paragraph(words, explain_failure(snapshot.buildspec, command, *text.script, *index) + '.');
  }
  add_fact(words, "Directory", directory_words(snapshot, command, index));
  add_fact(words, "Shell", shell_words(snapshot, text.dialect));
  add_fact(words, "User", user_words(snapshot, command));
  return Hover{subject_of(place, text, index), std::move(words)};
}

}  // namespace buildspec::ide
