// Random edits through a session, held against a session that opens the same text afresh: whatever
// is reused between versions must not show. The client's own model of the text is in UTF-16 and
// shares no code with the server.
#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "rules/registry.h"
#include "tests/server/test_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char16_t* kStart =
    u"version: 0.2\n"
    u"env:\n"
    u"  shell: bash\n"
    u"  variables:\n"
    u"    STAGE: \"test\"\n"
    u"phases:\n"
    u"  install:\n"
    u"    runtime-versions:\n"
    u"      python: 3.12 # \U0001F600\n"
    u"  build:\n"
    u"    commands:\n"
    u"      - echo \"\u00E4\u00F6 $STAGE\"\n"
    u"      - |\n"
    u"        cd dist\n"
    u"        zip -r ../out.zip .\r\n"
    u"      - { a: b, c: [d, \"e\"] }\n"
    u"artifacts:\n"
    u"  files: [out.zip]\n";

// What people type, and what breaks things.
constexpr std::array<const char16_t*, 26> kPieces{
    u"a",
    u" ",
    u"  ",
    u"\n",
    u"\r\n",
    u"\r",
    u":",
    u": ",
    u"- ",
    u"\"",
    u"'",
    u"[",
    u"]",
    u"{",
    u"}",
    u"|\n",
    u"#",
    u" # x",
    u"\t",
    u"&a ",
    u"*a",
    u"\U0001F600",
    u"\u00E9",
    u"build:\n",
    u"  pre_build:\n    commands:\n",
    u"AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\n"};

std::string to_utf8(const std::u16string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c >= 0xD800 && c < 0xDC00) c = 0x10000 + ((c - 0xD800) << 10U) + (text[++i] - 0xDC00U);
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | c >> 6U);
      put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      put(0xE0 | c >> 12U);
      put(0x80 | (c >> 6U & 0x3F));
      put(0x80 | (c & 0x3F));
    } else {
      put(0xF0 | c >> 18U);
      put(0x80 | (c >> 12U & 0x3F));
      put(0x80 | (c >> 6U & 0x3F));
      put(0x80 | (c & 0x3F));
    }
  }
  return out;
}

class Typist {
 public:
  explicit Typist(unsigned seed) : random_(seed), text_(kStart) {}

  // A change as the protocol has it; the own text follows.
  Json change() {
    if (pick(40) == 0) {
      text_ = pick(2) == 0 ? std::u16string() : std::u16string(kStart);
      return {{"text", to_utf8(text_)}};
    }
    std::size_t begin = place();
    std::size_t end = pick(3) == 0 ? place() : begin;
    const std::size_t far = begin < end ? end - begin : begin - end;
    if (far > 30 && pick(8) != 0) end = begin;
    const std::u16string piece = pick(4) == 0 ? std::u16string() : kPieces.at(pick(kPieces.size()));
    const Json range = {{"start", position(begin)}, {"end", position(end)}};
    if (begin > end) std::swap(begin, end);
    text_.replace(begin, end - begin, piece);
    return {{"range", range}, {"text", to_utf8(piece)}};
  }

  [[nodiscard]] std::string text() const { return to_utf8(text_); }
  [[nodiscard]] Json random_position() { return position(place()); }
  std::size_t pick(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }

 private:
  // Between two characters, and not inside a line end, which a position cannot name.
  std::size_t place() {
    while (true) {
      const std::size_t at = pick(text_.size() + 1);
      if (at == 0 || at == text_.size()) return at;
      const char16_t before = text_[at - 1];
      const bool in_pair = before >= 0xD800 && before < 0xDC00;
      const bool in_line_end = before == u'\r' && text_[at] == u'\n';
      if (!in_pair && !in_line_end) return at;
    }
  }

  [[nodiscard]] Json position(std::size_t at) const {
    std::size_t line = 0;
    std::size_t line_begin = 0;
    for (std::size_t i = 0; i < at; ++i) {
      const bool ends = text_[i] == u'\n' ||
                        (text_[i] == u'\r' && (i + 1 == text_.size() || text_[i + 1] != u'\n'));
      if (!ends) continue;
      ++line;
      line_begin = i + 1;
    }
    return {{"line", line}, {"character", at - line_begin}};
  }

  std::mt19937 random_;
  std::u16string text_;
};

// What a session says about a text that it has open: findings, and features at one place.
struct Said {
  Json diagnostics;
  Json hover;
  Json completion;
};

Said ask(TestClient& client, const std::vector<Json>& sent, const Json& position) {
  const Json place = {{"textDocument", {{"uri", kUri}}}, {"position", position}};
  return {published(sent), client.request("textDocument/hover", place)["result"],
          client.request("textDocument/completion", place)["result"]};
}

}  // namespace

TEST_CASE("a session of random edits says what a fresh one says") {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Typist typist(seed);
    TestClient edited(all_rules());
    (void)edited.initialize(full_capabilities());
    (void)edited.open(typist.text());
    for (std::int32_t version = 2; version < 160; ++version) {
      Json changes = Json::array();
      for (std::size_t count = typist.pick(3) + 1; count > 0; --count) {
        changes.push_back(typist.change());
      }
      const Json position = typist.random_position();
      const Said now = ask(edited, edited.change(version, changes), position);
      TestClient fresh(all_rules());
      (void)fresh.initialize(full_capabilities());
      const Said anew = ask(fresh, fresh.open(typist.text()), position);
      INFO("seed ", seed, ", version ", version, "\n", typist.text());
      REQUIRE(now.diagnostics == anew.diagnostics);
      REQUIRE(now.hover == anew.hover);
      REQUIRE(now.completion == anew.completion);
    }
  }
}
