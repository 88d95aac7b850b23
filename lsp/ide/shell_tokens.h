// What each word of a command is: names, options, strings, variables, operators, comments, and the
// same in the scripts inside of it. Internal to semantic tokens; a reader of its own per thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "linter/shell/script.h"
#include "lsp/ide/semantic_tokens.h"

namespace buildspec::ide {

// CodeBuild's own variables, and those of the image.
[[nodiscard]] std::uint8_t variable_modifiers(std::string_view name);

class ShellTokens {
 public:
  // Of `text` as it was parsed; spans are offsets in it, and may hold line breaks. Good until the
  // next call.
  const std::vector<SemanticToken>& of_script(const shell::Script& script, std::string_view text);
  // Of a PowerShell command, by its words alone.
  const std::vector<SemanticToken>& of_powershell(std::string_view text);

 private:
  // Of one byte: what it is, what is known of it, and whether a token begins with it.
  struct Paint {
    enum class State : std::uint8_t { open, plain, token };
    State state = State::open;  // open: nothing that the script lists; plain: owned, no token
    TokenType type = TokenType::string;
    std::uint8_t modifiers = 0;
    bool begins = false;
  };

  void paint(Span span, TokenType type, std::uint8_t modifiers = 0);
  void set(Span span, Paint::State state);
  void command(const shell::Script& script, std::uint32_t index);
  void word(const shell::Word& word, bool script);
  void text_part(const shell::Part& part, bool whole, bool first);
  void name(const shell::Command& command, bool test);
  void name_word(const shell::Word& name);
  void test_word(const shell::Word& word);
  void arithmetic(Span span);
  void redirection(const shell::Redirection& redirection);
  void variable(const shell::VariableUse& use);
  void rest();
  std::uint32_t open_word(std::uint32_t at, bool& expects_in);
  void collect();

  std::string_view text_;
  std::vector<Paint> paint_;
  std::vector<std::uint32_t> nested_;  // by command: its script in Script::nested, from 1; 0: none
  std::vector<SemanticToken> tokens_;
};

}  // namespace buildspec::ide
