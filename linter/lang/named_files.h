// The files and folders of the source that a command names, or needs without naming them. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/invocation.h"
#include "linter/lang/source_outputs.h"

namespace buildspec::files {

enum class Kind : std::uint8_t { file, folder, either };
enum class Role : std::uint8_t {
  program,  // run by its path
  script,   // handed to a shell, which reads it: `interpreter`
  code,     // handed to another interpreter
  data,
};

// A word of the command that is a path, without patterns and variables but that of the source root.
struct Named {
  Kind kind = Kind::file;
  Role role = Role::data;
  const shell::Word* word = nullptr;
  std::size_t offset = 0;  // of the path in the word's text
  std::string path;        // normal, from the source root
  std::string_view interpreter = {};
  std::vector<std::string> others;  // paths that do as well: `node app` runs app.js

  // Of the path in the command's decoded text.
  [[nodiscard]] Span span() const;
};
[[nodiscard]] std::vector<Named> named_files(const CommandStep& step);

// A file that a program looks for by itself.
struct Implied {
  std::string_view what;                // "`npm ci` needs"
  std::vector<std::string_view> names;  // one of them
  std::string folder;                   // normal, from the source root
  bool upward = false;                  // or in a folder above
};
[[nodiscard]] std::vector<Implied> implied_files(const CommandStep& step);

}  // namespace buildspec::files
