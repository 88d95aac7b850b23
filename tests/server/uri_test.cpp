#include "lsp/server/uri.h"

#include <doctest/doctest.h>

using namespace buildspec::lsp;

TEST_CASE("file URIs are paths") {
  CHECK(path_of("file:///a/b.yml") == "/a/b.yml");
  CHECK(path_of("file://localhost/a/b.yml") == "/a/b.yml");
  CHECK(path_of("file:///a%20b/%C3%A4.yml") == "/a b/\xC3\xA4.yml");
  CHECK(path_of("file:///a%2") == "/a%2");
  CHECK(path_of("file:///a/../b.yml") == "/b.yml");
  CHECK(path_of("file:///a.yml?x#y") == "/a.yml");
  CHECK(path_of("file:/a/b.yml") == "/a/b.yml");
  CHECK(path_of("FILE:///a/b.yml") == "/a/b.yml");
}

TEST_CASE("other URIs are none") {
  CHECK_FALSE(path_of("untitled:Untitled-1").has_value());
  CHECK_FALSE(path_of("git:/a/b.yml?x").has_value());
  CHECK_FALSE(path_of("file://server/share/b.yml").has_value());
  CHECK_FALSE(path_of("file://").has_value());
  CHECK_FALSE(path_of("file:").has_value());
  CHECK_FALSE(path_of("file:a").has_value());
  CHECK_FALSE(path_of("file:///a%00b").has_value());
  CHECK_FALSE(path_of("").has_value());
}

TEST_CASE("URIs of every scheme have names in them") {
  CHECK(path_text_of("vscode-vfs://github/o/r/buildspec.yml") == "/o/r/buildspec.yml");
  CHECK(path_text_of("git:/a/build%73pec.yml?%7B%7D") == "/a/buildspec.yml");
  CHECK(path_text_of("untitled:buildspec.yml") == "buildspec.yml");
  CHECK(path_text_of("file:///c%3A/a/buildspec.yml") == "/c:/a/buildspec.yml");
  CHECK(path_text_of("file://server").empty());
  CHECK(path_text_of("").empty());
}

TEST_CASE("a path survives the way to a URI and back") {
  for (const char* const path : {"/a/b.yml", "/a b/\xC3\xA4#?%.yml", "/.buildspec-lint.yml"}) {
    CHECK(path_of(uri_of(path)) == path);
  }
  CHECK(uri_of("/a b") == "file:///a%20b");
}
