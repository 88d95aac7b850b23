#include "linter/lang/effects.h"

#include <algorithm>
#include <array>

namespace buildspec {
namespace {

using shell::Command;
using shell::CompoundKind;
using shell::kNowhere;
using shell::Part;
using shell::PartKind;
using shell::Script;
using shell::Setter;
using shell::UseForm;
using shell::VariableUse;
using shell::Word;

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool has_word(const Command& command, std::string_view wanted) {
  return std::any_of(command.words.begin(), command.words.end(),
                     [wanted](const Word& word) { return word.text == wanted; });
}

// Programs that hand on what they read, in another form: what comes out of them is as secret as
// what goes in. Not among them: wc, sha256sum, grep -q.
constexpr std::array<std::string_view, 26> kTransformers{
    "echo", "printf", "cat",  "base64",  "jq",      "yq",     "cut",  "tr",   "sed",
    "awk",  "gawk",   "rev",  "head",    "tail",    "xxd",    "od",   "tee",  "xargs",
    "sort", "uniq",   "grep", "openssl", "python3", "python", "node", "paste"};

// The value of `--query`; empty where there is none.
std::string_view query_of(const Command& command) {
  for (std::size_t i = 0; i < command.words.size(); ++i) {
    const std::string_view word = command.words[i].text;
    if (word == "--query" && i + 1 < command.words.size()) return command.words[i + 1].text;
    if (word.starts_with("--query=")) return word.substr(8);
  }
  return {};
}

// What a command that fetches something prints.
ValueFrom fetched_by(const Command& command) {
  const std::string_view name = command.name();
  if (name == "vault" && (has_word(command, "get") || has_word(command, "read")))
    return ValueFrom::secret_store;
  if (name == "gcloud" && has_word(command, "secrets") && has_word(command, "access"))
    return ValueFrom::secret_store;
  if (name == "gh" && command.word(1) == "auth" && command.word(2) == "token")
    return ValueFrom::secret_store;
  if (name != "aws") return ValueFrom::other;
  const std::string_view query = query_of(command);
  const auto asks = [query](std::string_view part) {
    return query.find(part) != std::string_view::npos;
  };
  // Of the answer only what is no secret: its ARN, its version, an access key's id.
  if (!query.empty() && !asks("Secret") && !asks("Value") && !asks("Token") && !asks("token") &&
      !asks("Credentials]") && query != "Credentials" && !asks("Password"))
    return ValueFrom::other;
  static constexpr std::array<std::string_view, 11> kSecret{"get-secret-value",
                                                            "batch-get-secret-value",
                                                            "get-random-password",
                                                            "get-login-password",
                                                            "assume-role",
                                                            "assume-role-with-web-identity",
                                                            "get-session-token",
                                                            "get-federation-token",
                                                            "get-authorization-token",
                                                            "assume-role-with-saml",
                                                            "generate-db-auth-token"};
  for (const Word& word : command.words) {
    if (is_one_of(word.text, kSecret)) return ValueFrom::secret_store;
    if (word.text.starts_with("get-parameter") && has_word(command, "--with-decryption"))
      return ValueFrom::parameter;
  }
  return ValueFrom::other;
}

// Reads a script's effects, one kind after the other.
class Reader {
 public:
  Reader(const Script& script, std::string_view text)
      : script_(script), text_(text), end_(static_cast<std::uint32_t>(text.size())) {}

  Effects read() && {
    // The longest of 5,389 real commands has 2.4 KB. What a text of thousands of commands does is
    // not followed: questions about pairs of them would take long.
    constexpr std::size_t kMostCommands = 2'000;
    if (script_.broken || script_.commands.size() > kMostCommands) {
      effects_ = unknown_effects();
      read_uses();
      return std::move(effects_);
    }
    read_uses();
    find_substitutions();
    find_subshell_compounds();
    for (std::uint32_t i = 0; i < script_.commands.size(); ++i) {
      read_assignments(i);
      read_mentions(i);
      read_program(i);
    }
    for (const VariableUse& use : script_.variables)
      if (use.arithmetic && counts(use)) read_counter(use);
    std::stable_sort(effects_.assigned.begin(), effects_.assigned.end(),
                     [](const Assigned& a, const Assigned& b) { return a.from < b.from; });
    if (!effects_.directory.empty()) {
      read_blocks();
      find_calls();
    }
    return std::move(effects_);
  }

 private:
  // -- Uses.

  void read_uses() {
    effects_.uses.reserve(script_.variables.size());
    for (const VariableUse& use : script_.variables) {
      Use facts;
      facts.name_hash = hash_name(use.name);
      facts.handling = handling(use);
      facts.in_function =
          use.command < script_.commands.size() && script_.commands[use.command].function;
      effects_.uses.push_back(facts);
    }
  }

  [[nodiscard]] Handling handling(const VariableUse& use) const {
    if (use.may_be_unset()) return Handling::fallback;
    if (use.form == UseForm::required) return Handling::demanded;
    const std::string_view before = before_word(use.span.begin);
    if (ends_in_word(before, "-z") || ends_in_word(before, "-n") || ends_in_word(before, "-v"))
      return Handling::tested;
    if (ends_in_word(before, "case")) return Handling::compared;
    return in_test(use) ? Handling::compared : Handling::none;
  }

  // The text in front of the word in which an offset stands, without blanks at its end.
  [[nodiscard]] std::string_view before_word(std::uint32_t offset) const {
    std::string_view before = text_.substr(0, offset);
    while (!before.empty() && before.back() != ' ' && before.back() != '\t' &&
           before.back() != '\n')
      before.remove_suffix(1);
    while (!before.empty() && (before.back() == ' ' || before.back() == '\t'))
      before.remove_suffix(1);
    return before;
  }

  static bool ends_in_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size() || text.substr(text.size() - word.size()) != word) return false;
    if (text.size() == word.size()) return true;
    const char c = text[text.size() - word.size() - 1];
    return c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '(';
  }

  // Inside [ ], [[ ]] or the words of `test`.
  [[nodiscard]] bool in_test(const VariableUse& use) const {
    if (use.command >= script_.commands.size()) return false;
    const std::string_view name = script_.commands[use.command].name();
    return name == "test" || name == "[" || name == "[[";
  }

  // -- Scopes.

  // $( ) and <( ), outer ones first.
  void find_substitutions() {
    const auto look = [this](const Word& word) {
      for (const Part& part : word.parts)
        if (part.kind == PartKind::command_substitution ||
            part.kind == PartKind::process_substitution)
          substitutions_.push_back(part.span);
    };
    for (const Command& command : script_.commands) {
      if (command.subshell) any_subshell_ = true;
      for (const shell::Assignment& assignment : command.assignments) look(assignment.value);
      for (const Word& word : command.words) look(word);
      for (const shell::Redirection& redirection : command.redirections) look(redirection.target);
    }
    std::sort(substitutions_.begin(), substitutions_.end(), outer_first);
  }

  static bool outer_first(Span a, Span b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  }

  // Of each compound whether nothing inside of it has an effect outside: it stands in a pipe, in
  // parentheses, in front of an ampersand.
  void find_subshell_compounds() {
    if (!any_subshell_) return;
    all_subshell_.assign(script_.compounds.size(), true);
    for (const Command& command : script_.commands) {
      if (command.subshell) continue;
      std::uint32_t compound = command.compound;
      while (compound < script_.compounds.size() && all_subshell_[compound]) {
        all_subshell_[compound] = false;
        compound = script_.compounds[compound].parent;
      }
    }
  }

  // Where what a command in a subshell defines can be seen; rather too much of it than too little.
  [[nodiscard]] Span scope_of(const Command& command) const {
    if (const Span inner = nested_scope(command); !inner.empty()) return inner;
    if (!command.subshell) return {0, end_};
    Span scope = command.span;
    for (std::uint32_t c = command.compound; c < script_.compounds.size();
         c = script_.compounds[c].parent)
      if (all_subshell_[c]) scope = script_.compounds[c].span;
    if (!(scope == command.span)) return scope;
    for (const Span substitution : substitutions_)
      if (substitution.contains(command.span)) return substitution;
    return scope;
  }

  // Of `bash -c "…"`, which is another process; empty for everything else.
  [[nodiscard]] Span nested_scope(const Command& command) const {
    for (std::uint32_t n = command.nested; n > 0 && n <= script_.nested.size();) {
      const shell::NestedScript& nested = script_.nested[n - 1];
      if (nested.interpreter != shell::Interpreter::same) return nested.span;
      n = nested.parent < n ? nested.parent : 0;
    }
    return {};
  }

  [[nodiscard]] Assigned definition(const Command& command, std::uint32_t index) const {
    Assigned result;
    result.command = index;
    result.conditional = command.conditional;
    result.in_function = command.function;
    result.scope = scope_of(command);
    result.carries = !command.subshell && nested_scope(command).empty();
    return result;
  }

  // -- Definitions.

  void read_assignments(std::uint32_t index) {
    const Command& command = script_.commands[index];
    const bool declares = !command.words.empty() && is_declaration(command.words.front().text);
    for (const shell::Assignment& assignment : command.assignments) {
      Assigned result = definition(command, index);
      result.setter = assignment.setter;
      result.name = base_name(assignment.name);
      if (!is_name(result.name)) continue;
      result.name_hash = hash_name(result.name);
      result.name_span = {
          assignment.name_span.begin,
          assignment.name_span.begin + static_cast<std::uint32_t>(result.name.size())};
      result.exported = assignment.exported;
      result.prefix =
          assignment.setter == Setter::assignment && !command.words.empty() && !declares;
      result.from = std::max(assignment.name_span.end, assignment.value.span.end);
      if (result.prefix) {
        result.carries = false;
        result.scope = command.span;
      }
      if (assignment.setter == Setter::expansion || assignment.setter == Setter::builtin)
        result.from = std::max(assignment.name_span.end, command.span.end);
      read_value(assignment.value, result);
      effects_.assigned.push_back(std::move(result));
    }
  }

  // A[0] is A.
  static std::string_view base_name(std::string_view name) {
    return name.substr(0, name.find('['));
  }

  static bool is_declaration(std::string_view word) {
    return word == "export" || word == "declare" || word == "typeset" || word == "readonly" ||
           word == "local";
  }

  void read_mentions(std::uint32_t index) {
    const Command& command = script_.commands[index];
    for (const shell::NameMention& mention : command.mentions) {
      if (mention.kind == shell::Mention::export_) continue;
      Assigned result = definition(command, index);
      result.name = mention.name;
      if (!is_name(result.name)) continue;
      result.name_hash = hash_name(result.name);
      result.name_span = mention.span;
      result.unset = mention.kind == shell::Mention::unset;
      result.setter = mention.kind == shell::Mention::local ? Setter::local : Setter::declare;
      result.from = mention.span.end;
      effects_.assigned.push_back(std::move(result));
    }
  }

  // `((A++))`, `$((A += 1))`, `((A = 1))`
  [[nodiscard]] bool counts(const VariableUse& use) const {
    std::string_view before = text_.substr(0, use.span.begin);
    std::string_view behind = text_.substr(std::min<std::size_t>(use.span.end, end_));
    while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
    while (!behind.empty() && behind.front() == ' ') behind.remove_prefix(1);
    const auto ends = [&](std::string_view sign) {
      return before.size() >= 2 && before.substr(before.size() - 2) == sign;
    };
    if (ends("++") || ends("--")) return true;
    if (behind.starts_with("++") || behind.starts_with("--")) return true;
    const std::size_t sign = behind.find_first_not_of("+-*/%&|^<>");
    return sign <= 2 && behind[sign] == '=' && !behind.starts_with("==") &&
           !behind.starts_with("<=") && !behind.starts_with(">=");
  }

  void read_counter(const VariableUse& use) {
    if (use.command >= script_.commands.size() || !is_name(use.name)) return;
    Assigned result = definition(script_.commands[use.command], use.command);
    result.name = use.name;
    result.name_hash = hash_name(use.name);
    result.name_span = use.name_span;
    result.from = use.span.end;
    effects_.assigned.push_back(std::move(result));
  }

  void read_value(const Word& value, Assigned& result) const {
    for (const Part& part : value.parts) {
      if (part.kind == PartKind::variable) {
        const std::uint32_t use = use_at(part.span);
        if (use == kNowhere || script_.variables[use].form == UseForm::length ||
            script_.variables[use].form == UseForm::test)
          continue;
        result.made_of.push_back(use);
        if (value.parts.size() == 1 && script_.variables[use].form == UseForm::plain)
          result.exact = true;
      } else if (part.kind == PartKind::command_substitution) {
        read_substitution(part.span, result);
      }
    }
  }

  [[nodiscard]] std::uint32_t use_at(Span span) const {
    const auto found =
        std::lower_bound(script_.variables.begin(), script_.variables.end(), span,
                         [](const VariableUse& use, Span wanted) { return use.span < wanted; });
    if (found == script_.variables.end() || !(found->span == span)) return kNowhere;
    return static_cast<std::uint32_t>(found - script_.variables.begin());
  }

  // The output of $( ): a secret where one is fetched, or printed, and nothing but its form
  // changes.
  void read_substitution(Span span, Assigned& result) const {
    ValueFrom from = ValueFrom::other;
    std::vector<std::uint32_t> printed;
    for (std::uint32_t i = 0; i < script_.commands.size(); ++i) {
      const Command& command = script_.commands[i];
      if (!span.contains(command.span)) continue;
      const ValueFrom fetched = fetched_by(command);
      if (fetched != ValueFrom::other) {
        from = std::max(from, fetched);
      } else if (command.words.empty() || !is_one_of(command.name(), kTransformers) ||
                 has_word(command, "-c") || has_word(command, "-q") || has_word(command, "dgst")) {
        if (command.words.empty()) continue;  // an assignment, or redirections
        return;
      }
      const std::string_view name = command.name();
      const bool prints = name == "echo" || name == "printf";
      add_printed(command, prints, printed);
    }
    result.value_from = std::max(result.value_from, from);
    result.made_of.insert(result.made_of.end(), printed.begin(), printed.end());
  }

  // The variables in the words of echo and printf, and in <<< of any command.
  void add_printed(const Command& command, bool prints, std::vector<std::uint32_t>& out) const {
    const auto add = [&](const Word& word) {
      for (const Part& part : word.parts) {
        if (part.kind != PartKind::variable) continue;
        const std::uint32_t use = use_at(part.span);
        if (use != kNowhere && script_.variables[use].form != UseForm::length) out.push_back(use);
      }
    };
    if (prints)
      for (const Word& word : command.words) add(word);
    for (const shell::Redirection& redirection : command.redirections)
      if (redirection.kind == shell::Redirect::here_string) add(redirection.target);
  }

  // -- Programs that may define anything, or change the directory.

  void read_program(std::uint32_t index) {
    const Command& command = script_.commands[index];
    const std::string_view name = command.name();
    if (name.empty()) return;
    if (name == "source" || name == ".") {
      anything(command);
      if (!sourced_file_stays(command.word(1))) change(index, DirectoryChange::Kind::unknown);
    } else if (name == "eval") {
      if (!evaluates_known_text(index)) anything(command);
    } else if (is_declaration(name) || name == "read") {
      for (std::size_t i = 1; i < command.words.size(); ++i)
        if (!command.words[i].literal) return anything(command);
    } else if (name == "cd" || name == "chdir" || name == "pushd") {
      change_directory(index);
    } else if (name == "popd") {
      change(index, DirectoryChange::Kind::pop);
    }
  }

  void anything(const Command& command) {
    effects_.anything_from = std::min(effects_.anything_from, command.span.end);
    if (!command.subshell && nested_scope(command).empty()) effects_.anything_carries = true;
  }

  [[nodiscard]] bool evaluates_known_text(std::uint32_t index) const {
    const Command& command = script_.commands[index];
    const bool literal = std::all_of(command.words.begin(), command.words.end(),
                                     [](const Word& word) { return word.literal; });
    return literal && std::any_of(script_.nested.begin(), script_.nested.end(),
                                  [index](const shell::NestedScript& nested) {
                                    return nested.command == index;
                                  });
  }

  // Files that are sourced for the variables that they define.
  static bool sourced_file_stays(std::string_view path) {
    static constexpr std::array<std::string_view, 8> kKnown{
        "activate", "nvm", "profile", "rc", "env", "vars", "rvm", "sdkman"};
    return std::any_of(kKnown.begin(), kKnown.end(), [path](std::string_view part) {
      return path.find(part) != std::string_view::npos;
    });
  }

  DirectoryChange& change(std::uint32_t index, DirectoryChange::Kind kind) {
    const Command& command = script_.commands[index];
    DirectoryChange result;
    result.kind = kind;
    result.command = index;
    result.span = command.span;
    result.certain = !behind_test(command) && !behind_or(command);
    return effects_.directory.emplace_back(std::move(result));
  }

  // `[ -d x ] && cd x`
  [[nodiscard]] bool behind_test(const Command& command) const {
    std::string_view before = before_command(command);
    if (before.size() < 2 || before.substr(before.size() - 2) != "&&") return false;
    before.remove_suffix(2);
    while (!before.empty() && (before.back() == ' ' || before.back() == '\n'))
      before.remove_suffix(1);
    if (!before.empty() && before.back() == ']') return true;
    return std::any_of(script_.commands.begin(), script_.commands.end(), [&](const Command& each) {
      return each.span.end == before.size() && (each.name() == "test" || each.name() == "[");
    });
  }

  // `cd a || cd b`
  [[nodiscard]] bool behind_or(const Command& command) const {
    const std::string_view before = before_command(command);
    return before.size() >= 2 && before.substr(before.size() - 2) == "||";
  }

  [[nodiscard]] std::string_view before_command(const Command& command) const {
    std::string_view before = text_.substr(0, std::min<std::size_t>(command.span.begin, end_));
    while (!before.empty() &&
           (before.back() == ' ' || before.back() == '\t' || before.back() == '\n'))
      before.remove_suffix(1);
    return before;
  }

  void change_directory(std::uint32_t index) {
    const Command& command = script_.commands[index];
    const bool push = command.name() == "pushd";
    const Word* target = nullptr;
    bool only_operands = false;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      const std::string_view word = command.words[i].text;
      if (!only_operands && word.size() > 1 && word[0] == '-') {
        only_operands = word == "--";
        continue;
      }
      if (target != nullptr) {  // two operands: no such `cd`
        change(index, DirectoryChange::Kind::unknown);
        return;
      }
      target = &command.words[i];
    }
    if (target == nullptr) {
      change(index, push ? DirectoryChange::Kind::unknown : DirectoryChange::Kind::home);
      return;
    }
    DirectoryChange& result =
        change(index, push ? DirectoryChange::Kind::push : DirectoryChange::Kind::to);
    result.span = target->span;
    if (target->plain() && target->text == "-") {
      result.kind = DirectoryChange::Kind::back;
    } else if (!read_path(*target, result)) {
      result.kind = DirectoryChange::Kind::unknown;
    }
    // A pushed directory that is not known must be on the stack all the same.
    if (push && result.kind == DirectoryChange::Kind::unknown) {
      result.kind = DirectoryChange::Kind::push;
      result.certain = false;
    }
  }

  static bool read_path(const Word& word, DirectoryChange& result) {
    if (word.glob) return false;
    for (std::size_t i = 0; i < word.parts.size(); ++i) {
      const Part& part = word.parts[i];
      if (part.kind == PartKind::text) {
        result.path += part.text;
      } else if (i == 0 && part.kind == PartKind::variable && part.text == "CODEBUILD_SRC_DIR") {
        result.from_source = true;
      } else if (i == 0 && part.kind == PartKind::variable && part.text == "HOME") {
        result.path = "~";
      } else {
        return false;
      }
    }
    if (result.from_source && !result.path.empty() && result.path[0] != '/') return false;
    return result.from_source || !result.path.empty();
  }

  // -- Where a change of the directory ends.

  void read_blocks() {
    for (const Span substitution : substitutions_)
      effects_.blocks.push_back({DirectoryBlock::Kind::subshell, substitution, {}});
    for (const shell::NestedScript& nested : script_.nested)
      if (nested.interpreter != shell::Interpreter::same)
        effects_.blocks.push_back({DirectoryBlock::Kind::subshell, nested.span, {}});
    for (std::uint32_t c = 0; c < script_.compounds.size(); ++c) add_compound_block(c);
    for (const Command& command : script_.commands)
      if (command.subshell && command.pipeline != 0)
        effects_.blocks.push_back({DirectoryBlock::Kind::subshell, command.span, {}});
    std::sort(effects_.blocks.begin(), effects_.blocks.end(),
              [](const DirectoryBlock& a, const DirectoryBlock& b) {
                return outer_first(a.span, b.span);
              });
  }

  void add_compound_block(std::uint32_t index) {
    const shell::Compound& compound = script_.compounds[index];
    const bool alone = any_subshell_ && all_subshell_[index] &&
                       (compound.parent == kNowhere || !all_subshell_[compound.parent]);
    if (alone || compound.kind == CompoundKind::subshell)
      effects_.blocks.push_back({DirectoryBlock::Kind::subshell, compound.span, {}});
    switch (compound.kind) {
      case CompoundKind::function:
        effects_.blocks.push_back({DirectoryBlock::Kind::function, compound.span, {}});
        return;
      case CompoundKind::for_:
      case CompoundKind::select:
      case CompoundKind::while_:
      case CompoundKind::until:
        effects_.blocks.push_back({DirectoryBlock::Kind::loop, compound.span, {}});
        return;
      case CompoundKind::if_:
      case CompoundKind::case_:
        effects_.blocks.push_back(
            {DirectoryBlock::Kind::branches, compound.span, branches_of(compound)});
        return;
      default: return;
    }
  }

  // A call of a function that changes the directory.
  void find_calls() {
    const auto changes_in = [this](Span span) {
      return std::any_of(effects_.directory.begin(), effects_.directory.end(),
                         [&](const DirectoryChange& each) {
                           return span.contains(script_.commands[each.command].span);
                         });
    };
    std::vector<std::string_view> names;
    for (const shell::Compound& compound : script_.compounds)
      if (compound.kind == CompoundKind::function && changes_in(compound.span))
        names.push_back(compound.name);
    if (names.empty()) return;
    for (std::uint32_t i = 0; i < script_.commands.size(); ++i)
      if (std::find(names.begin(), names.end(), script_.commands[i].name()) != names.end())
        change(i, DirectoryChange::Kind::unknown);
    std::stable_sort(
        effects_.directory.begin(), effects_.directory.end(),
        [](const DirectoryChange& a, const DirectoryChange& b) { return a.command < b.command; });
  }

  // The offsets of else, elif and ;; inside a compound, those of inner ones too: a branch too many
  // makes the directory unknown, never wrong.
  [[nodiscard]] std::vector<std::uint32_t> branches_of(const shell::Compound& compound) const {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = compound.body.begin; i + 1 < compound.span.end && i + 1 < end_; ++i) {
      const std::string_view rest = text_.substr(i, 4);
      const bool word_begin = i == 0 || !is_name(text_.substr(i - 1, 1));
      if ((word_begin && (rest == "else" || rest == "elif")) || rest.substr(0, 2) == ";;")
        found.push_back(i);
    }
    return found;
  }

  const Script& script_;
  std::string_view text_;
  std::uint32_t end_;
  bool any_subshell_ = false;
  std::vector<Span> substitutions_;
  std::vector<bool> all_subshell_;  // one per compound
  Effects effects_;
};

}  // namespace

std::uint32_t hash_name(std::string_view name) {
  std::uint32_t hash = 2'166'136'261U;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
  return hash;
}

Effects unknown_effects() {
  Effects effects;
  effects.anything_from = 0;
  effects.anything_carries = true;
  DirectoryChange lost;
  lost.kind = DirectoryChange::Kind::unknown;
  effects.directory.push_back(std::move(lost));
  return effects;
}

Effects effects_of(const Script& script, std::string_view text) {
  return Reader(script, text).read();
}

bool same_effects(const Effects& a, const Script& a_script, const Effects& b,
                  const Script& b_script) {
  if (&a == &b) return true;
  // Whatever is placed inside the text, blocks and scopes, matters to what follows only through
  // what is compared here, where neither holds anything that does not carry.
  if (a.uses.size() != b.uses.size() || a.assigned.size() != b.assigned.size() ||
      a.anything_from != Effects::kNever || b.anything_from != Effects::kNever ||
      !a.directory.empty() || !b.directory.empty())
    return false;
  for (std::size_t i = 0; i < a.uses.size(); ++i)
    if (a.uses[i].name_hash != b.uses[i].name_hash || a.uses[i].handling != b.uses[i].handling ||
        a.uses[i].in_function != b.uses[i].in_function ||
        a_script.variables[i].name != b_script.variables[i].name)
      return false;
  for (std::size_t i = 0; i < a.assigned.size(); ++i) {
    const Assigned& x = a.assigned[i];
    const Assigned& y = b.assigned[i];
    if (x.name != y.name || !x.carries || !y.carries || x.conditional || y.conditional ||
        x.unset != y.unset || x.exact != y.exact || x.value_from != y.value_from ||
        x.made_of != y.made_of)
      return false;
  }
  // The order of uses and definitions among each other.
  std::size_t use = 0;
  for (std::size_t i = 0; i < a.assigned.size(); ++i) {
    while (use < a.uses.size() && a_script.variables[use].span.begin < a.assigned[i].from) ++use;
    const bool same =
        (use == 0 || b_script.variables[use - 1].span.begin < b.assigned[i].from) &&
        (use == b.uses.size() || b_script.variables[use].span.begin >= b.assigned[i].from);
    if (!same) return false;
  }
  return true;
}

}  // namespace buildspec
