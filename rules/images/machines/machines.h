// Where builds run: image, environment type and size, as the tasks of a batch and the project's
// facts say. Shared by the rules on images and batches. Pure.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"
#include "linter/schema/catalogue.h"

namespace buildspec::images {

// One thing that the file or the project says of a machine.
struct Setting {
  std::string value;  // empty: not known
  Node node;          // where the file says it; none where the project does
};

struct Machine {
  Setting image;
  Setting type;                     // "LINUX_CONTAINER"
  Setting size;                     // "BUILD_GENERAL1_SMALL"
  Node fleet;                       // a fleet decides on all of this
  const BatchTask* task = nullptr;  // null: the project's own build, or builds of a matrix
  bool runs_this_file = true;       // not another buildspec
};

// One of the words stands somewhere in `batch`, if only in a comment: asked first, since most files
// and most keystrokes have nothing of the kind.
[[nodiscard]] bool batch_mentions(const Snapshot& snapshot,
                                  std::initializer_list<std::string_view> words);

// Of a file without a batch: the project's. Of a matrix not the combinations, but one machine for
// each image and one for each size.
[[nodiscard]] std::vector<Machine> machines(const Snapshot& snapshot);

enum class System : std::uint8_t { unknown, linux, windows, macos };
[[nodiscard]] System system_of(const Machine& machine);
[[nodiscard]] System system_of_type(std::string_view environment_type);
[[nodiscard]] bool on_lambda(const Machine& machine);

// Null for custom images and unknown ones.
[[nodiscard]] const schema::Image* catalogued(const Machine& machine);

// Which program installs packages on an image: "apt-get", "dnf", "yum"; empty where not known.
[[nodiscard]] std::string_view package_manager(const schema::Image& image);

// The image of this family to move to: the newest that is current; null where there is none.
[[nodiscard]] const schema::Image* successor(const schema::Image& old);

// Every image that the file names itself, references to variables left out.
[[nodiscard]] std::vector<Node> named_images(const Buildspec& buildspec);

// "the task `x` runs on aws/codebuild/standard:7.0" with its place, or the project does.
[[nodiscard]] Note where(const Machine& machine, const Setting& setting);

}  // namespace buildspec::images
