#include "rules/files/missing-file/guards.h"

namespace buildspec::files {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// The word that holds the byte begins behind one like `-f`.
bool behind_test(std::string_view text, std::size_t at) {
  while (at > 0 && !is_blank(text[at - 1])) --at;
  while (at > 0 && is_blank(text[at - 1])) --at;
  const std::size_t end = at;
  while (at > 0 && !is_blank(text[at - 1])) --at;
  const std::string_view option = text.substr(at, end - at);
  constexpr std::string_view kTests = "defhLrswx";
  return option.size() == 2 && option[0] == '-' && kTests.find(option[1]) != std::string_view::npos;
}

}  // namespace

bool is_tested(const Buildspec& buildspec, std::string_view name) {
  for (const Command& command : buildspec.commands) {
    const std::string_view source = command.node.source();
    if (source.find('[') == std::string_view::npos &&
        source.find("test ") == std::string_view::npos)
      continue;
    for (std::size_t at = source.find(name); at != std::string_view::npos;
         at = source.find(name, at + 1)) {
      if (behind_test(source, at)) return true;
    }
  }
  return false;
}

}  // namespace buildspec::files
