#include "rules/images/machines/machines.h"

#include <string.h>

#include <algorithm>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"

namespace buildspec::images {
namespace {

Setting of_project(const std::optional<std::string>& fact) {
  return {fact ? *fact : std::string(), Node()};
}

// What the file says; nothing where it says it with a variable; the project's word where it says
// nothing.
Setting setting(Node node, const std::optional<std::string>& fact) {
  if (!node || node.is_missing()) return of_project(fact);
  const Scalar scalar = node.scalar();
  if (!node.is_scalar() || schema::has_reference(scalar.value())) return {std::string(), node};
  return {std::string(scalar.value()), node};
}

Machine of_project(const ProjectFacts& facts) {
  Machine machine;
  machine.image = of_project(facts.image);
  machine.type = of_project(facts.environment_type);
  machine.size = of_project(facts.compute_type);
  return machine;
}

Machine of_task(const BatchTask& task, const ProjectFacts& facts) {
  Machine machine;
  machine.task = &task;
  machine.image = setting(task.env.get("image"), facts.image);
  machine.type = setting(task.env.get("type"), facts.environment_type);
  machine.size = setting(task.env.get("compute-type"), facts.compute_type);
  machine.fleet = task.env.get("fleet");
  machine.runs_this_file = !task.buildspec || task.buildspec.is_missing();
  return machine;
}

void add_matrix(Node matrix, const ProjectFacts& facts, std::vector<Machine>& found) {
  const Node dynamic = matrix.get("dynamic");
  const Node lists = dynamic.get("env");
  Machine common = of_project(facts);
  common.type = setting(matrix.get("static").get("env").get("type"), facts.environment_type);
  common.runs_this_file = !dynamic.get("buildspec");
  const std::vector<Node> images = list_items(lists.get("image"));
  const std::vector<Node> sizes = list_items(lists.get("compute-type"));
  if (!images.empty()) common.image = {};
  if (!sizes.empty()) common.size = {};
  for (const Node image : images) {
    found.push_back(common);
    found.back().image = setting(image, facts.image);
  }
  for (const Node size : sizes) {
    found.push_back(common);
    found.back().size = setting(size, facts.compute_type);
  }
  if (images.empty() && sizes.empty()) found.push_back(common);
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "aws/codebuild/amazonlinux-x86_64-standard"
std::string_view family(std::string_view name) { return name.substr(0, name.rfind(':')); }

}  // namespace

bool batch_mentions(const Snapshot& snapshot, std::initializer_list<std::string_view> words) {
  const Node batch = snapshot.buildspec.batch.node;
  if (!batch) return false;
  std::string_view text = batch.source();
  // An alias stands for text elsewhere.
  if (text.find('*') != std::string_view::npos) text = snapshot.text.bytes();
  // memmem: long texts, and words of frequent letters.
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return memmem(text.data(), text.size(), word.data(), word.size()) != nullptr;
  });
}

std::vector<Machine> machines(const Snapshot& snapshot) {
  const ProjectFacts& facts = *snapshot.facts;
  const Batch& batch = snapshot.buildspec.batch;
  std::vector<Machine> found;
  for (const BatchTask& task : batch.tasks) found.push_back(of_task(task, facts));
  if (batch.build_matrix.is_mapping()) add_matrix(batch.build_matrix, facts, found);
  if (found.empty()) found.push_back(of_project(facts));
  return found;
}

System system_of_type(std::string_view type) {
  if (type.empty()) return System::unknown;
  if (type.starts_with("WINDOWS")) return System::windows;
  if (type.starts_with("MAC_")) return System::macos;
  return type.starts_with("LINUX") || type.starts_with("ARM_") ? System::linux : System::unknown;
}

System system_of(const Machine& machine) {
  const System system = system_of_type(machine.type.value);
  if (system != System::unknown) return system;
  const schema::Image* const image = catalogued(machine);
  if (image == nullptr) return System::unknown;
  if (has(image->name, "windows-base")) return System::windows;
  if (has(image->name, "macos-")) return System::macos;
  return System::linux;
}

bool on_lambda(const Machine& machine) {
  if (machine.fleet) return false;
  if (!machine.type.value.empty()) return has(machine.type.value, "LAMBDA");
  if (!machine.size.value.empty()) return machine.size.value.starts_with("BUILD_LAMBDA_");
  const schema::Image* const image = catalogued(machine);
  return image != nullptr && image->compute == schema::ComputeKind::lambda;
}

const schema::Image* catalogued(const Machine& machine) {
  return machine.image.value.empty() ? nullptr : schema::find_image(machine.image.value);
}

std::string_view package_manager(const schema::Image& image) {
  if (image.os.starts_with("Ubuntu")) return "apt-get";
  if (image.os.starts_with("Amazon Linux 2023")) return "dnf";
  if (image.os.starts_with("Amazon Linux")) return "yum";
  return {};
}

const schema::Image* successor(const schema::Image& old) {
  // The families of Amazon Linux 2 images go on under a name without the 2; single-runtime images
  // ("…-standard:corretto11") have nothing that takes their place but the family's newest.
  std::string name(family(old.name));
  if (const std::size_t at = name.find("amazonlinux2-"); at != std::string::npos)
    name.erase(at + std::string_view("amazonlinux").size(), 1);
  const schema::Image* ubuntu = nullptr;
  for (const schema::Image& image : schema::images()) {
    if (image.status != schema::ImageStatus::current || &image == &old) continue;
    if (family(image.name) == name && image.compute == old.compute) {
      // Lambda images have one language each: no other one takes the place.
      return image.compute == schema::ComputeKind::lambda ? nullptr : &image;
    }
    if (ubuntu == nullptr && family(image.name) == "aws/codebuild/standard") ubuntu = &image;
  }
  // "aws/codebuild/nodejs:10.14.1": images for one language, all on Ubuntu.
  const bool one_language = old.compute == schema::ComputeKind::ec2 && !has(old.name, "windows") &&
                            !has(old.name, "macos") && !has(old.name, "amazonlinux");
  return one_language ? ubuntu : nullptr;
}

std::vector<Node> named_images(const Buildspec& buildspec) {
  std::vector<Node> found;
  const auto add = [&found](Node node) {
    if (!node.is_scalar()) return;
    const Scalar scalar = node.scalar();
    if (!scalar.value().empty() && !schema::has_reference(scalar.value())) found.push_back(node);
  };
  for (const BatchTask& task : buildspec.batch.tasks) add(task.env.get("image"));
  const Node matrix = buildspec.batch.build_matrix.get("dynamic").get("env").get("image");
  for (const Node item : list_items(matrix)) add(item);
  return found;
}

Note where(const Machine& machine, const Setting& setting) {
  if (!setting.node) return {"the project runs on " + code(setting.value), {}};
  std::string who = "a build of the matrix runs on ";
  if (machine.task != nullptr) {
    const Scalar name = machine.task->identifier.scalar();
    who = name.value().empty() ? "a task of the batch runs on "
                               : "the task " + code(name.value()) + " runs on ";
  }
  return {who + code(setting.value), text_span(setting.node)};
}

}  // namespace buildspec::images
