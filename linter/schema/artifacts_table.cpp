// `artifacts` (reference: build-spec-ref.html#build-spec.artifacts).
#include "linter/schema/table_checks.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

// A single scalar works (32 files of 15 repositories).
constexpr Type kFiles{.name = "a list of paths or globs",
                      .form = Form::sequence,
                      .scalar_for_list = true,
                      .element = &kGlob,
                      .min_items = 1};
constexpr Type kExcludePaths{.name = "a list of paths or globs",
                             .form = Form::sequence,
                             .scalar_for_list = true,
                             .may_be_missing = true,
                             .element = &kGlob};
// Variables in it are replaced (25 files of 4 repositories).
constexpr Type kBaseDirectory{
    .name = "a directory", .may_be_reference = true, .format = Format::path};
constexpr Type kName{.name = "a name, with shell expressions",
                     .may_be_reference = true,
                     .format = Format::shell_expression};
constexpr Type kPrefix{.name = "a prefix", .may_be_reference = true};
constexpr Type kPackaging{.name = "a kind of artifact"};

constexpr Key kFilesKey{
    .name = "files",
    .type = &kFiles,
    .doc =
        R"(What to upload: paths or globs, relative to the source root, or to `base-directory` where there is one.

- `target/app.jar` is one file, `build/*` the files directly in `build`, `build/**/*` everything below it, `'**/*'` everything.
- Quote a pattern that begins with `*`. No leading `./` or `/` is needed.
- Nothing that matches fails the build.

Required even where only secondary artifacts are meant.

```yaml
artifacts:
  files:
    - '**/*'
  base-directory: dist
```)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.artifacts.files",
    .required = true,
    .since = "2016",
    .note =
        "A single text works in place of the list (seen in 15 repositories), and variables in "
        "a path are replaced (seen in 3)."};

constexpr Key kNameKey{
    .name = "name",
    .type = &kName,
    .doc = R"(Name of the artifact, evaluated by a shell at build time; it may hold parts of a path.

Used only if the project overrides artifact names (in the console: *Enable semantic versioning*); otherwise it has no effect. In a pipeline CodePipeline names the artifacts.

```yaml
name: my-app-$(date +%Y-%m-%d)
```)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.artifacts.name",
    .note = "Path parts in the name since 2021-02-09."};

constexpr Key kDiscardPathsKey{
    .name = "discard-paths",
    .type = &kYesNo,
    .doc =
        "`yes` puts all files into one directory of the artifact, without the directories they "
        "stood in. Which of two files with the same name survives is not documented.",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.artifacts.discard-paths",
    .default_value = "no"};

constexpr Key kBaseDirectoryKey{
    .name = "base-directory",
    .type = &kBaseDirectory,
    .doc =
        R"(Directory that `files` are relative to: one top-level directory of the source, or a pattern such as `'my-directory*'`.

Its content is uploaded, the directory itself is not part of the artifact. If it does not exist the build fails.)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.artifacts.base-directory",
    .default_value = "the source root",
    .since = "2017-02-08",
    .note = "Variables in it are replaced (seen in 4 repositories)."};

constexpr Key kExcludePathsKey{
    .name = "exclude-paths",
    .type = &kExcludePaths,
    .doc =
        R"(Paths or globs to leave out, relative to `base-directory`. `*` stays inside one part of a path, `**` crosses directories.

```yaml
exclude-paths:
  - '**/.*'
  - '**/.*/**/*'
```)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.artifacts.exclude-paths",
    .since = "2021-02-09"};

constexpr Key kEnableSymlinksKey{
    .name = "enable-symlinks",
    .type = &kYesNo,
    .doc =
        "`yes` keeps symbolic links inside a ZIP artifact. Without ZIP packaging it has no "
        "effect.",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.artifacts.enable-symlinks",
    .default_value = "no",
    .since = "2021-02-09"};

constexpr Key kS3PrefixKey{
    .name = "s3-prefix",
    .type = &kPrefix,
    .doc =
        "Prefix of the artifact's key in the bucket. With the namespace type `BUILD_ID` the "
        "object is stored as `<s3-prefix>/<build-id>/<name>.zip`.",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.artifacts.s3-prefix",
    .since = "2021-02-09"};

// None of them is older than secondary artifacts are.
constexpr Key of_secondary(Key key) {
  constexpr std::string_view kSince = "2018-08-30";
  if (!key.since.empty() && key.since < kSince) key.since = kSince;
  return key;
}
constexpr Key kSecondaryKeys[] = {
    of_secondary(kFilesKey),        of_secondary(kBaseDirectoryKey),
    of_secondary(kNameKey),         of_secondary(kDiscardPathsKey),
    of_secondary(kExcludePathsKey), of_secondary(kEnableSymlinksKey),
    of_secondary(kS3PrefixKey),
};

// At most 12 per project (quoted from the API in one public source).
constexpr Type kSecondaryArtifacts{
    .name = "secondary artifacts",
    .form = Form::mapping,
    .may_be_missing = true,
    .name_format = Format::artifact_identifier,
    .name_doc =
        "Identifier of the artifact: the `artifactIdentifier` of one of the project's "
        "secondary artifacts, or the name of an output artifact of the pipeline action. "
        "Letters, digits and underscores, at most 127.",
    .element = &kSecondaryArtifact,
    .max_items = 12};

constexpr Key kArtifactsKeys[] = {
    kFilesKey,
    kBaseDirectoryKey,
    kNameKey,
    kDiscardPathsKey,
    kExcludePathsKey,
    {.name = "secondary-artifacts",
     .type = &kSecondaryArtifacts,
     .doc = R"(Further artifacts, each with an identifier and the same keys as `artifacts`.

Each identifier equals the `artifactIdentifier` of one of the project's secondary artifacts, or the name of an output artifact of the pipeline action. A pipeline action with more than one output needs every one of them here. `artifacts.files` stays required.

```yaml
secondary-artifacts:
  docs:
    base-directory: site
    files:
      - '**/*'
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.artifacts.secondary-artifacts",
     .since = "2018-08-30",
     .note = "At most 12 per project, as the API says."},
    kEnableSymlinksKey,
    kS3PrefixKey,
    {.name = "type",
     .type = &kPackaging,
     .doc = "Kind of artifact, in format 0.1. Deprecated in format 0.2: the project says how "
            "artifacts are packaged.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec-ref-versions",
     .since = "2016",
     .versions = Versions::v0_1,
     .deprecated = true,
     .note = "In format 0.2 it is ignored (seen in 3 repositories)."},
};

}  // namespace

constexpr Type kSecondaryArtifact{
    .name = "an artifact", .form = Form::mapping, .keys = kSecondaryKeys};

constexpr Type kArtifacts{
    .name = "the artifacts", .form = Form::mapping, .may_be_missing = true, .keys = kArtifactsKeys};

static_assert(is_complete(kFiles) && is_complete(kExcludePaths) && is_complete(kBaseDirectory));
static_assert(is_complete(kName) && is_complete(kPrefix) && is_complete(kPackaging));
static_assert(is_complete(kSecondaryArtifacts) && is_complete(kSecondaryArtifact));
static_assert(is_complete(kArtifacts));

}  // namespace buildspec::schema
