#include "rules/structure/other-product/products.h"

namespace buildspec::structure {

std::optional<OtherProduct> other_product(const Snapshot& snapshot) {
  const Node root = snapshot.buildspec.root;
  if (!root.is_mapping() || root.get("version") || root.get("phases") || root.get("batch")) {
    return std::nullopt;
  }
  // Two keys each, so that no lone misspelling makes a file another product's.
  struct Sign {
    std::string_view key;
    std::string_view beside;
    std::string_view name;
  };
  constexpr Sign kSigns[] = {
      {"jobs", "on", "GitHub Actions"},
      {"jobs", "name", "GitHub Actions"},
      {"stages", "image", "GitLab CI"},
      {"stages", "build", "GitLab CI"},
      {"stages", "default", "GitLab CI"},
      {"stages", "variables", "GitLab CI"},
      {"pipelines", "image", "Bitbucket Pipelines"},
      {"pipelines", "definitions", "Bitbucket Pipelines"},
      {"Resources", "AWSTemplateFormatVersion", "CloudFormation"},
      {"Resources", "Parameters", "CloudFormation"},
      {"Resources", "Outputs", "CloudFormation"},
      {"hooks", "os", "CodeDeploy"},
      {"services", "networks", "Docker Compose"},
      {"services", "volumes", "Docker Compose"},
  };
  for (const Sign& sign : kSigns) {
    const Pair pair = root.find(sign.key);
    if (pair && root.get(sign.beside)) return OtherProduct{sign.name, pair.key};
  }
  return std::nullopt;
}

}  // namespace buildspec::structure
