#include "lsp/ide/shown_value.h"

#include <doctest/doctest.h>

#include <string>

using namespace buildspec::ide;

TEST_CASE("what may be shown") {
  CHECK(may_show("STAGE", "prod"));
  CHECK(may_show("URL", "https://example.com/a/b?c=d"));
  CHECK(may_show("IMAGE", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:latest"));
  CHECK(may_show("DIRS", "mkdir -p a/b"));
  CHECK(may_show("KEY_NAME", "my-key"));
  CHECK_FALSE(may_show("DB_PASSWORD", "x"));
  CHECK_FALSE(may_show("ANY", "ghp_0123456789abcdefghijklmnopqrstuvwxyz"));
  CHECK_FALSE(may_show("ANY", "https://user:pass@example.com"));
}

TEST_CASE("secrets inside of longer texts") {
  CHECK(without_secrets("make DB_PASSWORD=abc all") == "make DB_PASSWORD=… all");
  CHECK(without_secrets("DB_PASSWORD=\"a b\" make") == "DB_PASSWORD=\"…\" make");
  CHECK(without_secrets("DB_PASSWORD: abc\nSTAGE: prod") == "DB_PASSWORD: …\nSTAGE: prod");
  CHECK(without_secrets("{\"password\": \"abc\", \"a\": 1}") == "{\"password\": \"…\", \"a\": 1}");
  CHECK(without_secrets("login --auth-token abc -v") == "login --auth-token … -v");
  CHECK(without_secrets("login --password=abc") == "login --password=…");
  CHECK(without_secrets("curl -u me:abc https://x") == "curl -u me:… https://x");
  CHECK(without_secrets("curl -u $ME:$PASS https://x") == "curl -u $ME:$PASS https://x");
  CHECK(without_secrets("mysql -pabc -e x") == "mysql -p… -e x");
  CHECK(without_secrets("git clone https://me:abc@h/x.git") == "git clone https://me:…@h/x.git");
  CHECK(without_secrets("git clone https://abc@h/x.git") == "git clone https://…@h/x.git");
  CHECK(without_secrets("echo a1B2c3D4e5F6g7H8i9J0k1 b") == "echo … b");
  // References are none.
  CHECK(without_secrets("make DB_PASSWORD=$SECRET") == "make DB_PASSWORD=$SECRET");
  CHECK(without_secrets("") == "");
}

TEST_CASE("long texts take no long time, whatever is in them") {
  for (const char* const part : {"://", "-u a:", "PASSWORD=", "a1", "-p", "\"'", "@:"}) {
    std::string text;
    while (text.size() < 200'000) text += part;
    CHECK(without_secrets(text).size() <= text.size() * 2);
  }
}
