// `reports` (reference: build-spec-ref.html#build-spec.reports).
#include "linter/schema/table_checks.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

constexpr Type kReportFiles{.name = "a list of paths or globs",
                            .form = Form::sequence,
                            .scalar_for_list = true,
                            .element = &kGlob};

constexpr Value kFileFormatValues[] = {
    {.text = "CUCUMBERJSON", .doc = "Test report: Cucumber JSON."},
    {.text = "JUNITXML", .doc = "Test report: JUnit XML, the default."},
    {.text = "NUNITXML", .doc = "Test report: NUnit XML."},
    {.text = "NUNIT3XML", .doc = "Test report: NUnit 3 XML."},
    {.text = "TESTNGXML", .doc = "Test report: TestNG XML."},
    {.text = "VISUALSTUDIOTRX", .doc = "Test report: Visual Studio TRX."},
    {.text = "CLOVERXML", .doc = "Code coverage: Clover XML."},
    {.text = "COBERTURAXML", .doc = "Code coverage: Cobertura XML."},
    {.text = "JACOCOXML", .doc = "Code coverage: JaCoCo XML."},
    {.text = "SIMPLECOV",
     .doc = "Code coverage: the JSON that simplecov writes (not that of simplecov-json)."},
};
constexpr Type kFileFormat{.name = "a report format",
                           .values = kFileFormatValues,
                           .values_are_all = true,
                           .values_ignore_case = true};

constexpr Type kBaseDirectory{
    .name = "a directory", .may_be_reference = true, .format = Format::path};

constexpr Key kReportKeys[] = {
    {.name = "files",
     .type = &kReportFiles,
     .doc =
         R"(Paths or globs of the report files, relative to the source root, or to `base-directory` where there is one.

```yaml
files:
  - 'target/surefire-reports/*.xml'
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.reports.files",
     .required = true,
     .since = "2019-11-25"},
    {.name = "file-format",
     .type = &kFileFormat,
     .doc = R"(Format of the report files, in upper or lower case.

`CLOVERXML`, `COBERTURAXML`, `JACOCOXML` and `SIMPLECOV` are code coverage, the others test cases.)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.reports.file-format",
     .default_value = "JUNITXML",
     .since = "2019-11-25",
     .note = "Coverage formats since 2020-07-30. A misspelled key (`fileFormat`) is ignored, the "
             "default applies, and the files then do not parse (seen in one report)."},
    {.name = "base-directory",
     .type = &kBaseDirectory,
     .doc = "One or more top-level directories, as a pattern, that `files` are relative to. It is "
            "itself relative to the source root.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.reports.base-directory",
     .default_value = "the source root",
     .since = "2019-11-25"},
    {.name = "discard-paths",
     .type = &kYesNo,
     .doc = "`yes` puts the raw report files into one directory, without the directories they "
            "stood in.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.reports.discard-paths",
     .default_value = "no",
     .since = "2019-11-25"},
};

}  // namespace

// Unknown keys are ignored: `fileFormat` and `baseDirectory`
// (https://github.com/aws/aws-cdk/issues/13867).
constexpr Type kReport{.name = "a report group",
                       .form = Form::mapping,
                       .keys = kReportKeys,
                       .unknown_keys_confidence = Confidence::seen};

// At most 5 report groups per project (limits.html).
constexpr Type kReports{
    .name = "report groups",
    .form = Form::mapping,
    .may_be_missing = true,
    .name_format = Format::report_group,
    .name_doc =
        R"(Report group: a name of 2 to 128 characters, the ARN of an existing group, or a variable that holds either.

With a name, CodeBuild creates or reuses the group `<project>-<name>`, so the same name means another group in every project. Only an ARN shares one group.)",
    .element = &kReport,
    .max_items = 5};

static_assert(is_complete(kReportFiles) && is_complete(kFileFormat) && is_complete(kGlob));
static_assert(is_complete(kBaseDirectory) && is_complete(kYesNo) && is_complete(kTrueFalse));
static_assert(is_complete(kReport) && is_complete(kReports));

}  // namespace buildspec::schema
