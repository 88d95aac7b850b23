// image-name: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/docker/clients/clients.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using shell::Word;

// The word with every expansion as one byte that no name has.
constexpr char kExpansion = '\1';
std::string shape_of(const Word& word) {
  std::string shape;
  for (const shell::Part& part : word.parts)
    shape += part.kind == shell::PartKind::text ? part.text : std::string(1, kExpansion);
  return shape;
}

// Where the repository begins, behind the name of a host, and where it ends, in front of a tag.
struct Repository {
  std::size_t begin = 0;
  std::size_t end = 0;
};
Repository repository(std::string_view image) {
  const std::size_t slash = image.find('/');
  Repository found{0, image.size()};
  if (slash != std::string_view::npos) {
    const std::string_view host = image.substr(0, slash);
    if (host == "localhost" || host.find_first_of(".:\1") != std::string_view::npos)
      found.begin = slash + 1;
  }
  const std::size_t last = image.rfind('/');
  const std::size_t tag = image.find_first_of(":@", last == std::string_view::npos ? 0 : last);
  if (tag != std::string_view::npos) found.end = tag;
  return found;
}

void check_image(const CommandText& command, const Word& word, Reporter& reporter) {
  const std::string shape = shape_of(word);
  const Repository place = repository(shape);
  // "$IMAGE" alone may be the host and the name in one.
  bool upper = false;
  for (std::size_t i = place.begin; i < place.end && i < shape.size(); ++i)
    upper = upper || (shape[i] >= 'A' && shape[i] <= 'Z');
  if (!upper) return;
  Diagnostic& finding = reporter.report(command.source(word.span),
                                        "The name of an image must not have capital letters");
  finding.notes.push_back({"docker answers that a repository name must be lowercase", {}});
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (!command.holds("docker")) return;
  for (const shell::Command& each : command.script->commands) {
    const auto client = docker::client(each);
    if (!client) continue;
    if (client->verb == "build") {
      for (const auto& tag : commands::option_values(client->run, {"-t", "--tag"}))
        if (!tag.attached) check_image(command, *tag.value, reporter);
    } else if (commands::is_one_of(client->verb, {"tag", "push", "pull"})) {
      for (const Word* const word : docker::operands(*client))
        check_image(command, *word, reporter);
    } else if (const auto container = docker::container(*client)) {
      check_image(command, *container->image, reporter);
    }
  }
}

}  // namespace

extern const Rule image_name;
constexpr Rule image_name{
    .meta = {.id = "image-name",
             .summary = "Flags names of images with capital letters, which docker refuses.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
