// What a buildspec alone does not say: the project, the image, the source tree, the day. Passed in
// from outside; every fact may be unknown, and unknown is never the same as wrong.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/source_tree.h"

namespace buildspec {

// A day of the Gregorian calendar, written "2026-11-20".
struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};
// Nothing unless the text is a real day in the form YYYY-MM-DD.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_string(Date date);

// Where a project's source comes from, and what a pipeline does with the artifact: the words of
// `project.source` and `project.deploy` in the configuration.
inline constexpr std::array<std::string_view, 9> kSourceKinds{
    "codepipeline",        "codecommit", "github", "github-enterprise", "gitlab",
    "gitlab-self-managed", "bitbucket",  "s3",     "no-source"};
inline constexpr std::array<std::string_view, 11> kDeployKinds{
    "ecs",        "ecs-blue-green",    "s3",       "cloudformation",
    "codedeploy", "elastic-beanstalk", "lambda",   "eks",
    "ec2",        "service-catalog",   "appconfig"};

struct ProjectFacts {
  std::optional<Date> today;                          // never read from a clock by a rule
  std::optional<std::string> image;                   // "aws/codebuild/standard:7.0"
  std::optional<std::string> next_image;              // the image that it is to move to
  std::optional<std::string> compute_type;            // "BUILD_GENERAL1_SMALL"
  std::optional<std::string> environment_type;        // "LINUX_CONTAINER"
  std::optional<bool> batch_enabled;                  // the project can run batch builds
  std::optional<bool> privileged;                     // the project's privileged mode
  std::optional<std::vector<std::string>> variables;  // names that the project defines
  std::optional<std::string> source;                  // one of kSourceKinds
  std::optional<std::string> deploy;                  // one of kDeployKinds
  SourceTreeHandle source_tree;
  LookAt look_at;                   // empty: no file can be looked at
  std::optional<std::string> path;  // of the buildspec, relative to the source root
};
using ProjectFactsPtr = std::shared_ptr<const ProjectFacts>;

}  // namespace buildspec
