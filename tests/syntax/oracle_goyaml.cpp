#include "tests/syntax/oracle_goyaml.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "tests/support/corpus.h"

namespace buildspec::test {
namespace {

namespace fs = std::filesystem;

const fs::path kSources = fs::path(BUILDSPEC_SOURCE_DIR) / "tests" / "goyaml";
const fs::path kBuilt = fs::path(BUILDSPEC_BINARY_DIR) / "goyaml";

// Of this process alone: two test programs may ask at the same time.
fs::path own(const std::string& name) { return kBuilt / (name + '.' + std::to_string(::getpid())); }

// The program, built if it has to be; nothing where that is not possible here.
const std::optional<fs::path>& program() {
  static const std::optional<fs::path> built = []() -> std::optional<fs::path> {
    const bool installed = fs::exists("/usr/share/gocode/src/gopkg.in/yaml.v2") &&
                           fs::exists("/usr/share/gocode/src/gopkg.in/yaml.v3") &&
                           std::system("go version > /dev/null 2>&1") == 0;
    if (!installed) {
      std::cerr << "skipped: no go-yaml (golang-go, golang-gopkg-yaml.v2-dev, "
                   "golang-gopkg-yaml.v3-dev)\n";
      return std::nullopt;
    }
    fs::create_directories(kBuilt);
    const fs::path output = kBuilt / "goyaml";
    const std::string command = "cd '" + kSources.string() +
                                "' && GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= GOCACHE='" +
                                (kBuilt / "cache").string() + "' go build -o '" +
                                own("goyaml").string() + "' .";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("cannot build tests/goyaml");
    fs::rename(own("goyaml"), output);
    return output;
  }();
  return built;
}

// "error yaml: line 3: TEXT" without what is not the problem itself.
std::string unadorned(std::string_view verdict) {
  constexpr std::string_view kError = "error yaml: ";
  if (!verdict.starts_with(kError)) return std::string(verdict);
  std::string_view text = verdict.substr(kError.size());
  if (text.starts_with("line ")) {
    const std::size_t digits_end = text.find_first_not_of("0123456789", 5);
    if (digits_end != std::string_view::npos && text.substr(digits_end, 2) == ": ") {
      text.remove_prefix(digits_end + 2);
    }
  }
  return "error " + std::string(text);
}

}  // namespace

std::optional<std::vector<GoAnswer>> ask_go_yaml(const std::vector<std::string>& records) {
  const auto& go = program();
  if (!go) return std::nullopt;
  const fs::path input = own("input");
  const fs::path output = own("output");
  {
    std::ofstream out(input, std::ios::binary);
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (i != 0) out << '\x1E';
      out << records[i];
    }
  }
  const std::string command =
      "'" + go->string() + "' < '" + input.string() + "' > '" + output.string() + "'";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("goyaml failed");
  std::vector<GoAnswer> answers;
  std::istringstream lines(read_file(output));
  fs::remove(input);
  fs::remove(output);
  std::string line;
  std::vector<std::string> record;
  while (std::getline(lines, line)) {
    if (line != "\x1E") {
      record.push_back(line);
      continue;
    }
    GoAnswer answer{unadorned(record.at(0)), unadorned(record.at(1)), std::nullopt};
    if (record.at(2) == "facts") {
      answer.facts.emplace();
      for (std::size_t i = 3; i < record.size(); ++i) *answer.facts += record[i] + '\n';
    }
    answers.push_back(std::move(answer));
    record.clear();
  }
  if (answers.size() != records.size()) throw std::runtime_error("goyaml lost records");
  return answers;
}

}  // namespace buildspec::test
