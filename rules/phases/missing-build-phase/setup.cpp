#include "rules/phases/missing-build-phase/setup.h"

#include <algorithm>
#include <array>

namespace buildspec::phases {
namespace {

// Programs that leave nothing behind, whatever their arguments.
constexpr std::array<std::string_view, 23> kHarmless{
    "echo", "printf",   "cd",    "export", "set",   "ls",    "pwd", "date",
    "env",  "printenv", "which", "true",   "chmod", "mkdir", "nvm", "source",
    "hash", "sleep",    "id",    "[",      "[[",    "((",    "test"};

struct Installer {
  std::string_view program;
  std::string_view action;
};
constexpr std::array<Installer, 40> kInstallers{{
    {"apt-get", "install"}, {"apt-get", "update"}, {"apt-get", "upgrade"}, {"apt", "install"},
    {"apt", "update"},      {"yum", "install"},    {"yum", "update"},      {"dnf", "install"},
    {"dnf", "update"},      {"apk", "add"},        {"apk", "update"},      {"brew", "install"},
    {"choco", "install"},   {"pip", "install"},    {"pip3", "install"},    {"npm", "install"},
    {"npm", "i"},           {"npm", "ci"},         {"yarn", "install"},    {"yarn", "add"},
    {"pnpm", "install"},    {"pnpm", "i"},         {"gem", "install"},     {"bundle", "install"},
    {"poetry", "install"},  {"pipenv", "install"}, {"uv", "sync"},         {"composer", "install"},
    {"dotnet", "restore"},  {"go", "install"},     {"go", "get"},          {"cargo", "install"},
    {"rustup", "install"},  {"pyenv", "global"},   {"pyenv", "install"},   {"n", "stable"},
    {"n", "lts"},           {"conda", "install"},  {"corepack", "enable"}, {"snap", "install"},
}};

bool prints_version(const shell::Command& command) {
  return command.words.size() == 2 &&
         (command.word(1) == "--version" || command.word(1) == "-v" || command.word(1) == "-V" ||
          command.word(1) == "version" || command.word(1) == "-version");
}

bool prepares(const shell::Command& command) {
  if (command.words.empty()) return true;  // an assignment, or what is inside ( )
  std::string_view program = command.name();
  std::size_t first = 1;
  if (program == "sudo" && command.words.size() > 1) program = command.word(first++);
  if (program.substr(0, 6) == "python" && command.word(first) == "-m" && command.word(2) == "pip") {
    program = "pip";
    first += 2;
  }
  if (std::find(kHarmless.begin(), kHarmless.end(), program) != kHarmless.end())
    return command.redirections.empty();
  if (prints_version(command)) return true;
  while (first < command.words.size() && command.word(first).substr(0, 1) == "-") ++first;
  return std::any_of(kInstallers.begin(), kInstallers.end(), [&](const Installer& installer) {
    return installer.program == program && installer.action == command.word(first);
  });
}

}  // namespace

bool only_prepares(const shell::Script& script) {
  return !script.broken && std::all_of(script.commands.begin(), script.commands.end(), prepares);
}

}  // namespace buildspec::phases
