#include "linter/cli/display_width.h"

#include <doctest/doctest.h>

using namespace buildspec::cli;

TEST_CASE("columns are those of a terminal") {
  CHECK(display_line("echo").width == 4);
  CHECK(display_line("").width == 0);
  CHECK(display_line("\tx").width == 5);
  CHECK(display_line("ab\tx").width == 5);
  CHECK(display_line("日本").width == 4);
  CHECK(display_line("e\u0301").width == 1);
  CHECK(display_line("🚀!").width == 3);
  CHECK(display_line("👩\u200D👩\u200D👧").width == 2);
  CHECK(display_line("👍🏽").width == 2);
  CHECK(display_line("❤\uFE0F").width == 2);
  CHECK(display_line("🇩🇪").width == 2);
  CHECK(display_line("\uFEFFversion").width == 7);
  CHECK(display_line("\xff").width == 1);
}

TEST_CASE("a byte knows its column") {
  const std::string_view text = "a\t日e\u0301x";
  const DisplayLine line = display_line(text);
  CHECK(line.column_of(0) == 0);
  CHECK(line.column_of(1) == 1);
  CHECK(line.column_of(2) == 4);
  CHECK(line.column_of(3) == 4);  // inside of the wide character
  CHECK(line.column_of(5) == 6);
  CHECK(line.column_of(6) == 6);  // the combining mark
  CHECK(line.column_of(8) == 7);
  CHECK(line.column_of(9) == 8);
  CHECK(line.column_of(99) == 8);
}

TEST_CASE("nothing commands the terminal") {
  CHECK(display_line("a\x1b[31mb").text == "a␛[31mb");
  CHECK(display_line(std::string_view("\0", 1)).text == "␀");
  CHECK(display_line("\x7f").text == "␡");
  CHECK(display_line("\u0085").text == "\uFFFD");
  CHECK(display_line("a\u202Eb").text == "a\uFFFDb");
  CHECK(display_line("\xc3").text == "\uFFFD");
  CHECK(printable("a\nb\tc\x1b") == "a b c␛");
  CHECK(printable("caf\xe9.yml") == "caf\xe9.yml");
  CHECK(printable("\u009b31m") == "\uFFFD31m");
}
