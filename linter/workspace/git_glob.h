// Git's globs (gitignore(5)), which are not CodeBuild's (linter/lang/glob.h). No recursion; time
// linear in the path for each "*".
#pragma once

#include <string_view>

namespace buildspec {

// Does the whole path match? "*" and "?" stay inside a path's part, "[a-z]" and "[!a-z]" are one
// character that is not "/", "\" takes the next character as it is. "**" as a whole part stands for
// any number of parts, none included, except at the end, where it needs at least one: "a/**" is
// what is below "a". Everywhere else "**" is "*". Bytes are compared, case counts.
[[nodiscard]] bool git_glob_matches(std::string_view pattern, std::string_view path);

}  // namespace buildspec
