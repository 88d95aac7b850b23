// Files, folders and globs from the source tree.
#include "lsp/ide/folder_entries.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/ide/completion_support.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

ProjectFacts project() {
  return with_files({".env", "README.md", "app/main.py", "app/web/index.html", "app/web/site.css",
                     "ci/child.yml", "ci/run.sh", "package.json", "with space/a.txt"});
}

Labels at(std::string_view source) { return offered(source, project()); }

std::string after(std::string_view source, std::string_view label) {
  return accepted(source, label, project());
}

const std::string kCommands = "phases:\n  build:\n    commands:\n      ";

}  // namespace

TEST_CASE("entries of a folder: names once, hidden ones last") {
  const SourceTree tree{{".a/b", "a.txt", "a/b/c", "a/d", "a/e", "a0", "b/c"}, true};
  const auto names = [&](std::string_view folder, std::string_view prefix, std::size_t most) {
    Labels found;
    for (const FolderEntry& entry : folder_entries(tree, folder, prefix, most).entries) {
      found.push_back(entry.name + (entry.folder ? "/" : ""));
    }
    return found;
  };
  CHECK(names("", "", 9) == Labels{"a.txt", "a/", "a0", "b/", ".a/"});
  CHECK(names("a", "", 9) == Labels{"b/", "d", "e"});
  CHECK(names("a", "d", 9) == Labels{"d"});
  CHECK(names("a/b", "", 9) == Labels{"c"});
  CHECK(names("nowhere", "", 9).empty());
  CHECK(names("", "a", 2).size() == 2);
  CHECK_FALSE(folder_entries(tree, "", "", 2).complete);
  CHECK(folder_entries(tree, "", "", 5).complete);
}

TEST_CASE("artifacts: globs, folders, files") {
  CHECK(at("artifacts:\n  files:\n    - ^\n") ==
        Labels{"**/*", "*", "app", "ci", "with space", "README.md", "package.json", ".env"});
  CHECK(after("artifacts:\n  files:\n    - ^\n", "**/*") ==
        "artifacts:\n  files:\n    - '**/*'^\n");
  CHECK(after("artifacts:\n  files:\n    ^\n", "**/*") == "artifacts:\n  files:\n    - '**/*'^\n");
  CHECK(after("artifacts:\n  files:\n    - app/^\n", "web") ==
        "artifacts:\n  files:\n    - app/web^\n");
  CHECK(after("artifacts:\n  files:\n    - app/^\n", "app/**/*") ==
        "artifacts:\n  files:\n    - app/**/*^\n");
  CHECK(after("artifacts:\n  files:\n    - app/w^eb/old.html # x\n", "main.py") ==
        "artifacts:\n  files:\n    - app/main.py^ # x\n");
  CHECK(after("artifacts:\n  files:\n    - 'app/web/^'\n", "index.html") ==
        "artifacts:\n  files:\n    - 'app/web/index.html'^\n");
  CHECK(after("artifacts: {files: [^]}\n", "README.md") == "artifacts: {files: [README.md^]}\n");
  CHECK(after("{\"artifacts\": {\"files\": [\"pa^\"]}}", "package.json") ==
        "{\"artifacts\": {\"files\": [\"package.json\"^]}}");
  // An unquoted star would be an alias.
  CHECK(after("artifacts:\n  files:\n    - *^\n", "**/*") ==
        "artifacts:\n  files:\n    - '**/*'^\n");
}

TEST_CASE("the base directory is where files are looked for") {
  CHECK(at("artifacts:\n  base-directory: app/web\n  files:\n    - ^\n") ==
        Labels{"**/*", "*", "index.html", "site.css"});
  CHECK(at("artifacts:\n  files:\n    - ^\n  base-directory: ./app/\n") ==
        Labels{"**/*", "*", "web", "main.py"});
  // Made by the build, or known only then: patterns alone.
  CHECK(at("artifacts:\n  base-directory: dist\n  files:\n    - ^\n") == Labels{"**/*", "*"});
  CHECK(at("artifacts:\n  base-directory: $OUT\n  files:\n    - ^\n") == Labels{"**/*", "*"});
  CHECK(at("reports:\n  unit:\n    base-directory: ci\n    files:\n      - ^\n") ==
        Labels{"**/*", "*", "child.yml", "run.sh"});
  CHECK(at("artifacts:\n  files: x\n  secondary-artifacts:\n    one:\n      base-directory: ci\n"
           "      files:\n        - ^\n") == Labels{"**/*", "*", "child.yml", "run.sh"});
  CHECK(at("artifacts:\n  base-directory: ci\n  secondary-artifacts:\n    one:\n      files:\n"
           "        - app/^\n") == Labels{"app/**/*", "app/*", "web", "main.py"});
}

TEST_CASE("other fields with paths") {
  CHECK(at("artifacts:\n  base-directory: ^\n") == Labels{"app", "ci", "with space"});
  CHECK(after("artifacts:\n  base-directory: app/^\n", "web") ==
        "artifacts:\n  base-directory: app/web^\n");
  CHECK(at("batch:\n  build-list:\n    - identifier: a\n      buildspec: ci/^\n") ==
        Labels{"child.yml"});
  CHECK(at("batch:\n  build-list:\n    - identifier: a\n      buildspec: ^\n") ==
        Labels{"app", "ci", "with space", "package.json"});
  CHECK(at("artifacts:\n  files:\n    - x\n  exclude-paths:\n    - app/^\n") ==
        Labels{"web", "main.py", "app/**/*", "app/*"});
  CHECK(at("cache:\n  paths:\n    - app/^\n") == Labels{"app/**/*", "app/*", "web", "main.py"});
  CHECK(at("cache:\n  paths:\n    - /root/^\n") == Labels{"/root/**/*", "/root/*"});
  // Outside of the source, or behind a pattern, nobody knows.
  CHECK(at("artifacts:\n  files:\n    - ../^\n") == Labels{"../**/*", "../*"});
  CHECK(at("artifacts:\n  files:\n    - '**/^'\n").empty());
  CHECK(at("artifacts:\n  name: ^\n").empty());
}

TEST_CASE("without a source tree there are patterns only") {
  CHECK(offered("artifacts:\n  files:\n    - ^\n") == Labels{"**/*", "*"});
  CHECK(offered("artifacts:\n  base-directory: ^\n").empty());
  CHECK(offered(kCommands + "- cat app/^\n").empty());
}

TEST_CASE("paths in commands: behind a slash") {
  CHECK(at(kCommands + "- cat app/^\n") == Labels{"main.py", "web"});
  CHECK(after(kCommands + "- cat app/ma^\n", "main.py") == kCommands + "- cat app/main.py^\n");
  CHECK(after(kCommands + "- ./ci/^\n", "run.sh") == kCommands + "- ./ci/run.sh^\n");
  CHECK(after(kCommands + "- cp \"app/w^\" x\n", "web") == kCommands + "- cp \"app/web^\" x\n");
  CHECK(after(kCommands + "- make --file=ci/^\n", "run.sh") ==
        kCommands + "- make --file=ci/run.sh^\n");
  CHECK(
      after(kCommands + "- aws cloudformation deploy --template-file ci/^ --x y\n", "child.yml") ==
      kCommands + "- aws cloudformation deploy --template-file ci/child.yml^ --x y\n");
  CHECK(after(kCommands + "- aws x --template-body file://ci/^\n", "child.yml") ==
        kCommands + "- aws x --template-body file://ci/child.yml^\n");
  CHECK(after(kCommands + "- cat $CODEBUILD_SRC_DIR/ci/^\n", "run.sh") ==
        kCommands + "- cat $CODEBUILD_SRC_DIR/ci/run.sh^\n");
  CHECK(after(kCommands + "- jq . < app/^ > out\n", "main.py") ==
        kCommands + "- jq . < app/main.py^ > out\n");
  CHECK(after(kCommands + "- |\n        set -e\n        cat app/w^eb/x\n", "web") ==
        kCommands + "- |\n        set -e\n        cat app/web^\n");
  // What is there already behind the cursor gives way.
  CHECK(after(kCommands + "- cat app/^main.py\n", "web") == kCommands + "- cat app/web^\n");
}

TEST_CASE("paths in commands: where a program takes files") {
  CHECK(after(kCommands + "- cd a^\n", "app") == kCommands + "- cd app^\n");
  CHECK(at(kCommands + "- cd p^\n").empty());  // folders only
  CHECK(after(kCommands + "- docker build -f pack^ .\n", "package.json") ==
        kCommands + "- docker build -f package.json^ .\n");
  CHECK(after(kCommands + "- sudo cat READ^\n", "README.md") ==
        kCommands + "- sudo cat README.md^\n");
  CHECK(at(kCommands + "- npm run a^\n").empty());
  CHECK(at(kCommands + "- a^\n").empty());
  CHECK(at(kCommands + "- cat -a^\n").empty());
  // A name that the shell would take apart is not offered.
  CHECK(at(kCommands + "- cat wi^\n").empty());
}

TEST_CASE("paths in commands start where the command runs") {
  CHECK(after(kCommands + "- cd app\n      - cat web/^\n", "site.css") ==
        kCommands + "- cd app\n      - cat web/site.css^\n");
  CHECK(after(kCommands + "- cd app && cat web/^\n", "site.css") ==
        kCommands + "- cd app && cat web/site.css^\n");
  CHECK(at(kCommands + "- cd $SOMEWHERE\n      - cat app/^\n").empty());
  CHECK(at(kCommands + "- cd ..\n      - cat app/^\n").empty());
}

TEST_CASE("paths in commands: never of other worlds") {
  for (const char* const command :
       {"- curl https://app/^\n", "- cat /app/^\n", "- cat ~/app/^\n", "- cat $X/app/^\n",
        "- docker pull app:x/^\n", "- cat app/*/^\n", "- echo 'it is app/ ^'\n",
        "- cat app/ ^\n"}) {
    INFO(command);
    CHECK(at(kCommands + command).empty());
  }
}

TEST_CASE("a folder too large to list is asked for again") {
  std::vector<std::string> files;
  for (int i = 0; i < 1000; ++i) files.push_back("file" + std::to_string(i));
  const std::string source = "artifacts:\n  files:\n    - ";
  const Completion many = completed(source + "^\n", with_files(files));
  CHECK(many.incomplete);
  CHECK(many.items.size() <= kMostCompletions);
  const Completion some = completed(source + "file99^\n", with_files(files));
  CHECK(item(some, "file990").insert == "file990");
}
