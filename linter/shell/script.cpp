#include "linter/shell/script.h"

#include <algorithm>
#include <array>

namespace buildspec::shell {

std::string_view Command::name() const {
  if (words.empty() || !words.front().literal) return {};
  const std::string_view text = words.front().text;
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

std::string_view Command::word(std::size_t index) const {
  return index < words.size() ? std::string_view(words[index].text) : std::string_view();
}

const VariableUse* Script::variable_at(std::uint32_t offset) const {
  // The innermost one: ${A:-$B} holds $B. Later uses begin later.
  const VariableUse* found = nullptr;
  for (const VariableUse& use : variables) {
    if (use.span.begin > offset) break;
    if (use.span.touches(offset)) found = &use;
  }
  return found;
}

std::optional<Dialect> dialect_of(std::string_view env_shell) {
  std::string lower(env_shell);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::size_t slash = lower.find_last_of("/\\");
  std::string_view name = lower;
  if (slash != std::string::npos) name.remove_prefix(slash + 1);
  if (name.size() > 4 && name.substr(name.size() - 4) == ".exe") name.remove_suffix(4);
  if (name == "bash") return Dialect::bash;
  if (name == "sh") return Dialect::posix;
  if (name == "powershell" || name == "pwsh") return Dialect::powershell;
  if (name == "cmd") return Dialect::cmd;
  return std::nullopt;
}

bool is_windows(std::string_view image, std::string_view environment_type) {
  return image.find("windows") != std::string_view::npos ||
         environment_type.substr(0, 7) == "WINDOWS";
}

bool looks_like_powershell(std::string_view command) {
  static constexpr std::array<std::string_view, 12> kSigns{
      "$Env:",   "$env:",     "Write-Host", "Write-Output", "New-Item",   "Remove-Item",
      "Invoke-", "Get-Child", "Set-Loc",    "Copy-Item",    "Test-Path ", "-ErrorAction"};
  return std::any_of(kSigns.begin(), kSigns.end(), [command](std::string_view sign) {
    return command.find(sign) != std::string_view::npos;
  });
}

}  // namespace buildspec::shell
