// The only file that sees CLI11: it takes seconds to compile.
#include "linter/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "linter/schema/nearest.h"

namespace buildspec::cli {
namespace {

constexpr std::string_view kProgram = "buildspec-lint";
constexpr std::array<std::string_view, 6> kCommands{"explain", "annotate", "format",
                                                    "rules",   "schema",   "dev"};

constexpr const char* kFooter = R"(Commands:
  explain RULE                what a rule is about, with examples
  explain "LINE"              what a line of a build log means, and what to do
  annotate LOG                the failures of a build log on the buildspec's lines
  format [FILE|FOLDER|-]...   lay files out: white space only, never the meaning
  rules [GROUP]               every rule there is
  schema                      a JSON Schema of buildspecs, for other tools

A file that is named is linted whatever its name. In folders, buildspecs are found by name and
content, and what .gitignore leaves out is left out. A file or folder named like a command is
written ./rules.

Exit status: 0 nothing found, 1 findings at or above --fail-on, 2 something could not be read,
configured or understood.)";

// One of a few words, each with its meaning.
template <class Value>
using Words = std::vector<std::pair<std::string_view, Value>>;

template <class Value>
std::string word_list(const Words<Value>& words) {
  std::string list;
  for (const auto& [word, value] : words) list += (list.empty() ? "" : "|") + std::string(word);
  return list;
}

template <class Value, class Target>
CLI::Option* add_choice(CLI::App& app, const std::string& name, Target& target,
                        const Words<Value>& words, const std::string& description) {
  const auto take = [name, &target, words](const std::string& text) {
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](const auto& word) { return word.first == text; });
    if (found == words.end()) {
      throw CLI::ValidationError(name, "\"" + text + "\" is not one of " + word_list(words));
    }
    target = found->second;
  };
  return app.add_option_function<std::string>(name, take, description)
      ->option_text(word_list(words))
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void add_color(CLI::App& app, ColorChoice& color) {
  add_choice<ColorChoice>(app, "--color", color,
                          {{"auto", ColorChoice::automatic},
                           {"always", ColorChoice::always},
                           {"never", ColorChoice::never}},
                          "Colours; auto means on a terminal, unless NO_COLOR is set");
}

// An option with a text of the user's own.
template <class Target>
CLI::Option* add_text(CLI::App& app, const std::string& name, Target& target,
                      const std::string& placeholder, const std::string& description) {
  const auto take = [&target](const std::string& text) { target = text; };
  return app.add_option_function<std::string>(name, take, description)
      ->option_text(placeholder)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void add_list(CLI::App& app, const std::string& name, std::vector<std::string>& target,
              const std::string& description) {
  app.add_option(name, target, description)
      ->delimiter(',')
      ->allow_extra_args(false)
      ->option_text("RULE|GROUP,...");
}

void take_jobs(unsigned& jobs, const std::string& text) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), jobs);
  if (error != std::errc() || end != text.data() + text.size() || jobs == 0 || jobs > 1024) {
    throw CLI::ValidationError("--jobs", "\"" + text + "\" is not a number from 1 to 1024");
  }
}

void take_today(std::optional<Date>& today, const std::string& text) {
  today = parse_date(text);
  if (!today) throw CLI::ValidationError("--today", "\"" + text + "\" is not a day, as 2026-11-20");
}

void add_format(CLI::App& app, OutputFormat& format) {
  add_choice<OutputFormat>(app, "--format", format,
                           {{"pretty", OutputFormat::pretty},
                            {"concise", OutputFormat::concise},
                            {"json", OutputFormat::json}},
                           "How findings are printed");
}

void add_lint_options(CLI::App& app, LintOptions& options) {
  add_format(app, options.format);
  add_choice<std::optional<Severity>>(app, "--fail-on", options.fail_on,
                                      {{"error", Severity::error},
                                       {"warning", Severity::warning},
                                       {"info", Severity::info},
                                       {"hint", Severity::hint},
                                       {"never", std::nullopt}},
                                      "The least severity that makes the exit status 1");
  add_list(app, "--select", options.select, "Run only these rules");
  add_list(app, "--ignore", options.ignore, "Leave these rules out");
  add_choice<std::optional<Preset>>(
      app, "--preset", options.preset,
      {{"standard", Preset::standard}, {"pedantic", Preset::pedantic}},
      "pedantic: also the rules that are off by default");
  app.add_flag("--shellcheck{shellcheck}", options.shellcheck,
               "Also ask ShellCheck, from the PATH or as --shellcheck=PATH");
  CLI::Option* const fix = app.add_flag_callback(
      "--fix", [&options] { options.fix = FixMode::fix; },
      "Write safe fixes into the files, report what remains");
  app.add_flag_callback(
         "--diff", [&options] { options.fix = FixMode::diff; },
         "Print what --fix would change; status 1 if anything")
      ->excludes(fix);
  app.add_flag_callback(
      "--unsafe-fixes", [&options] { options.fixes = Applicability::unsafe; },
      "With --fix or --diff: also fixes after which the build may do something else");
  add_text(app, "--stdin-filename", options.stdin_filename, "PATH",
           "The path that standard input is reported and configured under");
  CLI::Option* const config =
      add_text(app, "--config", options.config, "FILE",
               "The configuration, instead of the nearest .buildspec-lint.yml");
  app.add_flag("--no-config", options.no_config, "Read no configuration")->excludes(config);
  add_color(app, options.color);
  app.add_option_function<std::string>(
         "--today", [&](const std::string& text) { take_today(options.today, text); },
         "The day to judge ends of life by; default: the clock's")
      ->option_text("YYYY-MM-DD")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.add_option_function<std::string>(
         "-j,--jobs", [&](const std::string& text) { take_jobs(options.jobs, text); },
         "Threads; default: one for each processor")
      ->option_text("N")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

// Paths are what CLI11 would call extras: as a list of its own it would take brackets in a name for
// a list in itself.
struct Formatter final : CLI::Formatter {
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string& text = option->get_option_text();
    return text.empty() ? "" : ' ' + text;
  }

  std::string make_usage(const CLI::App* app, std::string name) const override {
    if (!app->get_allow_extras()) return CLI::Formatter::make_usage(app, std::move(name));
    return "Usage: " + name +
           " [OPTION]... [FILE|FOLDER|-]...\nWithout a path: the current folder.\n";
  }
};

// "unknown option --fromat (did you mean --format?)", for what CLI11 had no use for.
std::string unexpected(const CLI::App& app, const std::string& argument) {
  const std::size_t dashes = argument.find_first_not_of('-');
  if (dashes == 0 || dashes == std::string::npos) return "unexpected argument: " + argument;
  const std::string name = argument.substr(0, argument.find('='));
  std::vector<std::string> known;
  for (const CLI::Option* const option : app.get_options()) {
    for (const std::string& long_name : option->get_lnames()) known.push_back(long_name);
  }
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto near = schema::nearest(std::string_view(name).substr(dashes), candidates);
  return "unknown option " + name + (near ? " (did you mean --" + std::string(*near) + "?)" : "");
}

Message usage_error(const std::string& words) {
  return {std::string(kProgram) + ": " + words + "\nTry buildspec-lint --help.\n", kExitFailure};
}

// What stops the reading: wrong usage, or a call for help. Nothing where the options are in place.
std::optional<Message> parse(CLI::App& app, std::span<const std::string> arguments) {
  // CLI11 takes the arguments as a stack.
  std::vector<std::string> stack(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(stack));
  } catch (const CLI::CallForHelp&) {
    return Message{app.help(), kExitClean};
  } catch (const CLI::CallForVersion& version) {
    return Message{std::string(version.what()) + '\n', kExitClean};
  } catch (const CLI::ExtrasError&) {
    return usage_error(unexpected(app, app.remaining().front()));
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  }
  return std::nullopt;
}

void set_up(CLI::App& app) {
  app.formatter(std::make_shared<Formatter>());
  app.get_formatter()->column_width(38);
  app.set_help_flag("-h,--help", "This text");
  app.set_version_flag("-V,--version", std::string(kProgram) + ' ' + BUILDSPEC_VERSION,
                       "The program's version");
}

template <class Result, class Setup>
Options parse_command(const std::string& name, const std::string& description,
                      std::span<const std::string> arguments, Setup setup) {
  CLI::App app(description, std::string(kProgram) + ' ' + name);
  set_up(app);
  Result result;
  setup(app, result);
  if (auto message = parse(app, arguments)) return std::move(*message);
  return result;
}

Options parse_dev(std::span<const std::string> arguments) {
  const std::string command = arguments.empty() ? std::string() : arguments.front();
  const std::span<const std::string> rest = arguments.subspan(arguments.empty() ? 0 : 1);
  const auto nothing = [](CLI::App&, auto&) {};
  if (command == "facts") {
    return parse_command<DevFactsOptions>(
        "dev facts", "Prints the facts of YAML records from standard input.", rest, nothing);
  }
  if (command == "verdict") {
    return parse_command<DevVerdictOptions>(
        "dev verdict", "Prints the verdict on YAML records from standard input.", rest, nothing);
  }
  if (command == "corpus") {
    return parse_command<DevCorpusOptions>(
        "dev corpus", "Compares the findings in a folder of buildspecs with a table.", rest,
        [](CLI::App& app, DevCorpusOptions& options) {
          app.add_option("FOLDER", options.folder, "The folder with the files")->required();
          add_text(app, "--table", options.table, "FILE", "The table to compare with")->required();
          app.add_flag("--update", options.update, "Write the table anew");
        });
  }
  if (command == "coverage" || command == "rules") {
    return parse_command<DevPageOptions>(
        "dev " + command, "Prints docs/" + command + ".md.", rest,
        [&](CLI::App&, DevPageOptions& options) {
          options.page = command == "rules" ? GeneratedPage::rules : GeneratedPage::coverage;
        });
  }
  return usage_error("dev wants facts, verdict, corpus, coverage or rules");
}

// Paths are what is left over; behind "--" everything is one.
std::optional<Message> parse_paths(CLI::App& app, std::span<const std::string> arguments,
                                   std::vector<std::string>& paths) {
  app.allow_extras();
  const auto marker = std::find(arguments.begin(), arguments.end(), "--");
  const auto before = static_cast<std::size_t>(marker - arguments.begin());
  if (auto message = parse(app, arguments.first(before))) return message;
  for (std::string& path : app.remaining()) {
    if (path.starts_with('-') && path != "-") return usage_error(unexpected(app, path));
    paths.push_back(std::move(path));
  }
  if (marker != arguments.end()) paths.insert(paths.end(), marker + 1, arguments.end());
  return std::nullopt;
}

Options parse_lint(std::span<const std::string> arguments) {
  CLI::App app("Lints AWS CodeBuild buildspec files.", std::string(kProgram));
  set_up(app);
  app.footer(kFooter);
  LintOptions options;
  add_lint_options(app, options);
  if (auto message = parse_paths(app, arguments, options.paths)) return std::move(*message);
  if (options.fixes != Applicability::safe && options.fix == FixMode::none)
    return usage_error("--unsafe-fixes needs --fix or --diff");
  return options;
}

void take_indent(std::optional<std::uint32_t>& taken, const std::string& text) {
  std::uint32_t indent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), indent);
  if (error != std::errc() || end != text.data() + text.size() || indent == 0 ||
      indent > kWidestIndent) {
    throw CLI::ValidationError("--indent", "\"" + text + "\" is not a number from 1 to 16");
  }
  taken = indent;
}

void add_format_options(CLI::App& app, FormatOptions& options) {
  using Mode = FormatOptions::Mode;
  CLI::Option* const check = app.add_flag_callback(
      "--check", [&options] { options.mode = Mode::check; },
      "Write nothing, name the files that would change; status 1 if any");
  app.add_flag_callback(
         "--diff", [&options] { options.mode = Mode::diff; },
         "Write nothing, print what would change; status 1 if anything")
      ->excludes(check);
  app.add_option_function<std::string>(
         "--indent", [&](const std::string& text) { take_indent(options.indent, text); },
         "Columns of one level; default: as configured, else 2")
      ->option_text("N")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  add_choice<std::optional<std::string>>(
      app, "--lists", options.lists,
      {{"keep", "keep"}, {"indented", "indented"}, {"flush", "flush"}},
      "Lists below a key; keep means as most lists of each file");
  add_text(app, "--stdin-filename", options.stdin_filename, "PATH",
           "The path that standard input is reported and configured under");
  CLI::Option* const config =
      add_text(app, "--config", options.config, "FILE",
               "The configuration, instead of the nearest .buildspec-lint.yml");
  app.add_flag("--no-config", options.no_config, "Read no configuration")->excludes(config);
}

Options parse_format(std::span<const std::string> arguments) {
  CLI::App app("Lays buildspecs out: indentation, spacing, blank lines. Standard input is printed.",
               std::string(kProgram) + " format");
  set_up(app);
  app.footer(
      "Exit status: 0 done, or nothing to do; 1 with --check or --diff: something would change;\n"
      "2 something could not be read, written or laid out.");
  FormatOptions options;
  add_format_options(app, options);
  if (auto message = parse_paths(app, arguments, options.paths)) return std::move(*message);
  return options;
}

}  // namespace

Options parse_options(std::span<const std::string> arguments) {
  const std::string command = arguments.empty() ? std::string() : arguments.front();
  if (std::find(kCommands.begin(), kCommands.end(), command) == kCommands.end()) {
    return parse_lint(arguments);
  }
  const std::span<const std::string> rest = arguments.subspan(1);
  if (command == "dev") return parse_dev(rest);
  if (command == "format") return parse_format(rest);
  if (command == "explain") {
    return parse_command<ExplainOptions>(
        command, "Prints the page of a rule, or what a line of a build log means.", rest,
        [](CLI::App& app, ExplainOptions& options) {
          app.add_option("RULE|LINE", options.subject,
                         "The id of a rule, or words of a build log; - reads them from standard "
                         "input")
              ->required();
          add_choice<bool>(app, "--format", options.json, {{"pretty", false}, {"json", true}},
                           "How the meaning of a line is printed");
          add_color(app, options.color);
        });
  }
  if (command == "annotate") {
    return parse_command<AnnotateOptions>(
        command, "Puts the failures of a build log on the lines of its buildspec.", rest,
        [](CLI::App& app, AnnotateOptions& options) {
          app.add_option("LOG", options.log, "The log; - reads it from standard input")->required();
          add_text(app, "--buildspec", options.buildspec, "FILE",
                   "The buildspec that was built; default: buildspec.yml");
          add_format(app, options.format);
          add_color(app, options.color);
        });
  }
  if (command == "rules") {
    return parse_command<RulesOptions>(
        command, "Lists the rules.", rest, [](CLI::App& app, RulesOptions& options) {
          app.add_option("RULE|GROUP", options.selectors, "Only these");
          add_choice<bool>(app, "--format", options.json, {{"pretty", false}, {"json", true}},
                           "How the list is printed");
        });
  }
  return parse_command<SchemaOptions>(command, "Prints a JSON Schema of buildspecs.", rest,
                                      [](CLI::App&, SchemaOptions&) {});
}

}  // namespace buildspec::cli
