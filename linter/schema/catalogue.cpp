#include "linter/schema/catalogue.h"

#include <algorithm>

namespace buildspec::schema {
namespace {

// UG/build-env-ref-compute-types.html#environment.types
constexpr std::string_view kAllGeneral[] = {"BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM",
                                            "BUILD_GENERAL1_LARGE", "BUILD_GENERAL1_XLARGE",
                                            "BUILD_GENERAL1_2XLARGE"};
constexpr std::string_view kSmallAndLarge[] = {"BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_LARGE"};
constexpr std::string_view kSmallToLarge[] = {"BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM",
                                              "BUILD_GENERAL1_LARGE"};
constexpr std::string_view kMediumAndLarge[] = {"BUILD_GENERAL1_MEDIUM", "BUILD_GENERAL1_LARGE"};
constexpr std::string_view kMediumTo2xlarge[] = {"BUILD_GENERAL1_MEDIUM", "BUILD_GENERAL1_LARGE",
                                                 "BUILD_GENERAL1_XLARGE", "BUILD_GENERAL1_2XLARGE"};
constexpr std::string_view kLambda[] = {"BUILD_LAMBDA_1GB", "BUILD_LAMBDA_2GB", "BUILD_LAMBDA_4GB",
                                        "BUILD_LAMBDA_8GB", "BUILD_LAMBDA_10GB"};
constexpr EnvironmentType kEnvironmentTypes[] = {
    {"LINUX_CONTAINER", kAllGeneral},
    {"LINUX_GPU_CONTAINER", kSmallAndLarge},
    {"ARM_CONTAINER", kAllGeneral},
    {"LINUX_EC2", kSmallToLarge},
    {"ARM_EC2", kSmallToLarge},
    {"WINDOWS_EC2", kMediumAndLarge},
    {"WINDOWS_SERVER_2019_CONTAINER", kMediumAndLarge},
    {"WINDOWS_SERVER_2022_CONTAINER", kMediumTo2xlarge},
    {"LINUX_LAMBDA_CONTAINER", kLambda},
    {"ARM_LAMBDA_CONTAINER", kLambda},
    {"MAC_ARM", {}},
};

const Image* find_exactly(std::string_view name) {
  for (const Image& image : images()) {
    if (image.name == name || std::ranges::find(image.aliases, name) != image.aliases.end()) {
      return &image;
    }
  }
  return nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view to_string(ImageStatus status) {
  switch (status) {
    case ImageStatus::current: return "current";
    case ImageStatus::unmaintained: return "unmaintained";
    case ImageStatus::deprecated: return "deprecated";
    case ImageStatus::unsupported: return "unsupported";
    case ImageStatus::removed: return "removed";
  }
  return {};
}

std::string_view to_string(Architecture architecture) {
  return architecture == Architecture::x86_64 ? "x86_64" : "arm64";
}

const Image* find_image(std::string_view name) {
  name = name.substr(0, name.find('@'));
  if (const Image* image = find_exactly(name)) return image;
  // A granular tag appends a dash and a dotted number to a tag, which may hold dashes of its own.
  const std::size_t dash = name.rfind('-');
  const std::size_t colon = name.rfind(':');
  if (dash == std::string_view::npos || colon == std::string_view::npos || dash < colon) {
    return nullptr;
  }
  const std::string_view suffix = name.substr(dash + 1);
  if (suffix.empty() || !is_digit(suffix.front()) ||
      !std::ranges::all_of(suffix, [](char c) { return is_digit(c) || c == '.'; })) {
    return nullptr;
  }
  return find_exactly(name.substr(0, dash));
}

bool is_managed_image_name(std::string_view name) { return name.starts_with("aws/codebuild/"); }

const Runtime* find_runtime(const Image& image, std::string_view name) {
  const auto found = std::ranges::find(image.runtimes, name, &Runtime::name);
  return found == image.runtimes.end() ? nullptr : &*found;
}

const RuntimeVersion* find_version(const Runtime& runtime, std::string_view text) {
  const auto found = std::ranges::find(runtime.versions, text, &RuntimeVersion::text);
  return found == runtime.versions.end() ? nullptr : &*found;
}

const RuntimeVersion* resolve_wildcard(const Runtime& runtime, std::string_view text) {
  if (runtime.versions.empty()) return nullptr;
  if (text == "latest") return &runtime.versions.back();
  if (!text.ends_with(".x")) return nullptr;
  const std::string_view stem = text.substr(0, text.size() - 2);
  const RuntimeVersion* newest = nullptr;
  for (const RuntimeVersion& version : runtime.versions) {  // oldest first
    if (!version.text.starts_with(stem)) continue;
    if (version.text.size() == stem.size() || version.text[stem.size()] == '.') newest = &version;
  }
  return newest;
}

const Language* find_language(std::string_view name) {
  const auto found = std::ranges::find(languages(), name, &Language::name);
  return found == languages().end() ? nullptr : &*found;
}

const Language* find_language_by_other_name(std::string_view name) {
  if (const Language* language = find_language(name)) return language;
  for (const Language& language : languages()) {
    if (std::ranges::find(language.other_names, name) != language.other_names.end()) {
      return &language;
    }
  }
  return nullptr;
}

const Release* find_release(const Language& language, std::string_view version) {
  if (version.ends_with(".x")) version.remove_suffix(2);
  for (const Release& release : language.releases) {
    if (!version.starts_with(release.version)) continue;
    if (version.size() == release.version.size() || version[release.version.size()] == '.') {
      return &release;
    }
  }
  return nullptr;
}

std::span<const EnvironmentType> environment_types() { return kEnvironmentTypes; }

const EnvironmentType* find_environment_type(std::string_view name) {
  const auto found = std::ranges::find(environment_types(), name, &EnvironmentType::name);
  return found == environment_types().end() ? nullptr : &*found;
}

}  // namespace buildspec::schema
