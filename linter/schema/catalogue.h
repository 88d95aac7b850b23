// The build images that CodeBuild manages, the runtimes that each of them offers, and when language
// versions reach their end of life. Generated from data/images.json (tools/generate_catalogue.mjs);
// constant data that lives for ever; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "linter/schema/day.h"
#include "linter/schema/type.h"

namespace buildspec::schema {

enum class ImageStatus : std::uint8_t {
  current,
  unmaintained,  // in the documentation, but not among the actively maintained images
  deprecated,    // usable; not cached on the hosts, not updated
  unsupported,   // only among the image repository's unsupported images
  removed,       // gone from the documentation
};
[[nodiscard]] std::string_view to_string(ImageStatus status);

enum class Architecture : std::uint8_t { x86_64, arm64 };
[[nodiscard]] std::string_view to_string(Architecture architecture);

enum class ComputeKind : std::uint8_t { ec2, lambda, fleet_only };

// A version as `runtime-versions` names it.
struct RuntimeVersion {
  std::string_view text = {};        // "3.12", "corretto21"
  std::string_view installed = {};   // "3.12.13" at the time of the snapshot; empty where not known
  bool newer_than_snapshot = false;  // in the documentation, not yet in the image sources we read
};

struct Runtime {
  std::string_view name = {};  // "python"
  std::span<const RuntimeVersion> versions = {};
  std::span<const std::string_view> wildcards = {};  // "3.x", "latest"; of old images inferred
  std::string_view default_version = {};             // active when none is selected; may be empty
  bool custom_allowed = false;                       // other versions are downloaded at build time
  std::string_view requires_runtime = {};            // "java: corretto8"
  std::string_view note = {};
  std::string_view source = {};
};

// Something that is installed without being selectable.
struct Preinstalled {
  std::string_view name = {};
  std::span<const std::string_view> versions = {};
};

struct Image {
  std::string_view name = {};                      // "aws/codebuild/standard:7.0"
  std::span<const std::string_view> aliases = {};  // older names that stay valid
  std::string_view os = {};                        // "Ubuntu 22.04"
  Day os_end_of_support = {};                      // no day where not known
  Architecture architecture = Architecture::x86_64;
  ComputeKind compute = ComputeKind::ec2;
  // "LINUX_CONTAINER": inferred from platform and processor, but documented for Lambda, macOS and
  // Windows Server.
  std::span<const std::string_view> environment_types = {};
  ImageStatus status = ImageStatus::current;
  Day status_date = {};  // of the deprecation; no day where not known
  std::string_view status_note = {};
  std::string_view available_since = {};  // text: a day, a month, or empty
  bool selects_runtimes = false;          // `runtime-versions` has an effect
  bool requires_runtimes = false;         // the oldest generation: at least one must be selected
  std::span<const Runtime> runtimes = {};
  std::span<const Preinstalled> preinstalled = {};
  std::span<const std::string_view> sources = {};
};

// Newest first within a family, current families before old ones.
[[nodiscard]] std::span<const Image> images();

// Knows the older names, and names pinned further by a granular tag ("standard:7.0-24.02.22") or a
// digest ("…@sha256:…"). Null for custom images and for names that are not in the catalogue.
[[nodiscard]] const Image* find_image(std::string_view name);
// The name claims to be an image managed by CodeBuild: "aws/codebuild/…".
[[nodiscard]] bool is_managed_image_name(std::string_view name);

[[nodiscard]] const Runtime* find_runtime(const Image& image, std::string_view name);
[[nodiscard]] const RuntimeVersion* find_version(const Runtime& runtime, std::string_view text);
// The newest version that a wildcard such as "3.x" or "latest" stands for (inferred from the
// image sources); null where the runtime has no such version.
[[nodiscard]] const RuntimeVersion* resolve_wildcard(const Runtime& runtime, std::string_view text);

// A version of a language with its end of life.
struct Release {
  std::string_view version = {};  // as `runtime-versions` names it
  Day end_of_life = {};           // no day: supported at the time of the snapshot
  std::string_view note = {};
  std::string_view source = {};
};

// A name that `runtime-versions` knows on any image.
struct Language {
  std::string_view name = {};   // "golang"
  std::string_view title = {};  // "Go"
  std::span<const Release> releases = {};
  // Every exact version, and every wildcard, that any image offers; oldest first.
  std::span<const std::string_view> versions = {};
  std::span<const std::string_view> wildcards = {};
  // Shapes of versions that are not preinstalled: "<major>.<minor>.<patch>", "corretto<major>".
  // Empty where such versions are impossible or their shape is not documented.
  std::span<const std::string_view> custom_forms = {};
  std::string_view custom_example = {};
  bool custom_allowed_somewhere = false;
  // Names that people write instead: "go", "node".
  std::span<const std::string_view> other_names = {};
  std::string_view url = {};
};

// By name.
[[nodiscard]] std::span<const Language> languages();
[[nodiscard]] const Language* find_language(std::string_view name);
// Also by the names that people write instead: "go" finds golang.
[[nodiscard]] const Language* find_language_by_other_name(std::string_view name);
// The release that a version belongs to: of python, "3.12" and "3.12.4" belong to 3.12; of nodejs,
// "22", "22.x" and "22.1.0" to 22. Null for what names no release, such as python's "3.x", and for
// releases that are not known.
[[nodiscard]] const Release* find_release(const Language& language, std::string_view version);

// When the facts were read.
struct CatalogueSnapshot {
  Day images = {};       // commit of the image repository
  Day end_of_life = {};  // end-of-life data
  std::string_view documentation = {};
};
[[nodiscard]] const CatalogueSnapshot& catalogue_snapshot();

// Which compute types go with an environment type, and what both mean.
struct EnvironmentType {
  std::string_view name = {};
  std::span<const std::string_view> compute_types = {};  // empty: only in a fleet
};
[[nodiscard]] std::span<const EnvironmentType> environment_types();
[[nodiscard]] const EnvironmentType* find_environment_type(std::string_view name);

}  // namespace buildspec::schema
