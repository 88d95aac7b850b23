// Arrows point one way: reads every #include of the project and says which line breaks the
// layering.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Include {
  std::string file;  // relative to the project
  std::string header;
  bool quoted = false;
};

// A folder and the folders whose headers its files may include, besides its own.
using Arrows = std::map<std::string, std::set<std::string>, std::less<>>;

// linter/README.md shows this as a picture.
const Arrows& arrows() {
  static const Arrows table = [] {
    Arrows made;
    made["linter/text"] = {};
    made["linter/syntax"] = {"linter/text"};
    made["linter/shell"] = {"linter/text"};
    made["linter/schema"] = {"linter/text"};
    made["linter/lang"] = {"linter/text", "linter/syntax", "linter/shell", "linter/schema"};
    std::set<std::string> core = made["linter/lang"];
    core.insert("linter/lang");
    made["linter/format"] = {"linter/text", "linter/syntax"};
    made["linter/workspace"] = {"linter/text", "linter/lang"};
    made["linter/lint"] = core;
    core.insert("linter/lint");
    made["rules"] = core;
    made["linter/buildlog"] = core;
    made["linter/shellcheck"] = core;
    core.insert("linter/format");
    made["lsp/ide"] = core;
    core.insert({"rules", "linter/workspace", "linter/buildlog", "linter/shellcheck"});
    made["linter/cli"] = core;
    made["lsp/protocol"] = {};
    made["lsp/rpc"] = {"lsp/protocol"};
    core.insert({"lsp/protocol", "lsp/rpc", "lsp/ide"});
    made["lsp/server"] = core;
    return made;
  }();
  return table;
}

// Third-party headers, by prefix, and the folders that alone may see them.
const std::map<std::string, std::set<std::string>, std::less<>>& owners() {
  static const std::map<std::string, std::set<std::string>, std::less<>> table{
      {"yaml.h", {"linter/syntax"}},
      {"boost/", {"lsp/rpc", "linter/cli"}},
      {"nlohmann/", {"lsp/protocol", "lsp/rpc", "lsp/server", "linter/cli", "linter/shellcheck"}},
      {"CLI/", {"linter/cli"}},
  };
  return table;
}

// What the core does without, so that it compiles to WebAssembly and is fuzzed alone.
const std::set<std::string, std::less<>>& platform_headers() {
  static const std::set<std::string, std::less<>> table{
      "thread",     "mutex",   "future",   "condition_variable", "shared_mutex",
      "filesystem", "fstream", "iostream", "unistd.h",           "regex",
      "sys/stat.h", "fcntl.h", "csignal"};
  return table;
}

bool is_core(std::string_view folder) {
  return folder == "rules" || folder == "lsp/ide" ||
         (folder.starts_with("linter/") && folder != "linter/cli" && folder != "linter/workspace" &&
          folder != "linter/shellcheck");
}

// "rules/artifacts/artifact-glob/rule.cpp" is in "rules", "linter/text/span.h" in "linter/text".
std::string folder_of(std::string_view path) {
  if (path.starts_with("rules/")) return "rules";
  const std::size_t first = path.find('/');
  const std::size_t second = path.find('/', first + 1);
  return std::string(path.substr(0, second));
}

std::vector<Include> includes_of(const fs::path& root, const fs::path& file) {
  std::vector<Include> found;
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    if (!line.starts_with("#include ")) continue;
    const std::size_t open = line.find_first_of("<\"");
    if (open == std::string::npos) continue;
    const bool quoted = line[open] == '"';
    const std::size_t close = line.find(quoted ? '"' : '>', open + 1);
    found.push_back({fs::relative(file, root).generic_string(),
                     line.substr(open + 1, close - open - 1), quoted});
  }
  return found;
}

std::optional<std::string> complaint(const Include& include) {
  const std::string folder = folder_of(include.file);
  for (const auto& [prefix, folders] : owners()) {
    if (!include.quoted && include.header.starts_with(prefix) && !folders.contains(folder)) {
      return include.file + ": <" + include.header + "> belongs to " + *folders.begin();
    }
  }
  if (!include.quoted) {
    if (is_core(folder) && platform_headers().contains(include.header)) {
      return include.file + ": the core does without <" + include.header + ">";
    }
    return std::nullopt;
  }
  const auto known = arrows().find(folder);
  if (known == arrows().end()) return include.file + ": its folder is not in the layering table";
  const std::string target = folder_of(include.header);
  if (target == folder || known->second.contains(target)) return std::nullopt;
  return include.file + ": " + folder + " may not include " + include.header;
}

std::vector<Include> all_includes() {
  const fs::path root = BUILDSPEC_SOURCE_DIR;
  std::vector<Include> all;
  for (const char* const top : {"linter", "rules", "lsp"}) {
    auto walk = fs::recursive_directory_iterator(root / top);
    for (const auto& entry : walk) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cpp") continue;
      const std::vector<Include> found = includes_of(root, entry.path());
      all.insert(all.end(), found.begin(), found.end());
    }
  }
  return all;
}

}  // namespace

TEST_CASE("a wrong include is noticed") {
  CHECK(complaint({"rules/a/b/rule.cpp", "yaml.h", false}) ==
        "rules/a/b/rule.cpp: <yaml.h> belongs to linter/syntax");
  CHECK(complaint({"linter/text/span.h", "linter/lang/snapshot.h", true}) ==
        "linter/text/span.h: linter/text may not include linter/lang/snapshot.h");
  CHECK(complaint({"linter/lint/engine.cpp", "thread", false}) ==
        "linter/lint/engine.cpp: the core does without <thread>");
  CHECK(complaint({"lsp/ide/hover.cpp", "filesystem", false}) ==
        "lsp/ide/hover.cpp: the core does without <filesystem>");
  CHECK(complaint({"lsp/ide/hover.cpp", "rules/registry.h", true}) ==
        "lsp/ide/hover.cpp: lsp/ide may not include rules/registry.h");
  CHECK(complaint({"linter/lint/engine.cpp", "linter/lang/snapshot.h", true}) == std::nullopt);
}

TEST_CASE("every include follows the arrows") {
  const std::vector<Include> all = all_includes();
  REQUIRE(all.size() > 50);
  for (const Include& include : all) {
    const std::optional<std::string> broken = complaint(include);
    CHECK_MESSAGE(!broken, broken.value_or(""));
  }
}
