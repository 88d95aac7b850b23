#include "rules/environment/names/names.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace buildspec::environment {
namespace {

std::string meant(std::string_view name, const std::vector<std::string_view>& known,
                  Vocabulary vocabulary = Vocabulary::open) {
  return std::string(misspelled(name, known, vocabulary).value_or(""));
}

}  // namespace

TEST_CASE("misspelled names of an open vocabulary") {
  CHECK(meant("REPOSTORY", {"REPOSITORY"}) == "REPOSITORY");
  CHECK(meant("IMAGE_TGA_NAME", {"IMAGE_TAG_NAME"}) == "");  // too short to be sure
  CHECK(meant("AWS_DEFUALT_REGION", {"AWS_DEFAULT_REGION"}) == "AWS_DEFAULT_REGION");
  CHECK(meant("REPOSITORYURI", {"REPOSITORY_URI"}) == "REPOSITORY_URI");
  CHECK(meant("Bucket_Name", {"BUCKET_NAME"}) == "BUCKET_NAME");
  CHECK(meant("ENVIRONMANT", {"ENVIRONMENT"}) == "ENVIRONMENT");
  CHECK(meant("IMAGE_TAGG", {"IMAGE_TAG"}) == "IMAGE_TAG");
}

TEST_CASE("other names are no misspellings") {
  CHECK(meant("BUCKET_2", {"BUCKET_1"}) == "");
  CHECK(meant("IMAGES", {"IMAGE"}) == "");
  CHECK(meant("STATE", {"STAGE"}) == "");
  CHECK(meant("QA_ACCOUNT", {"UAT_ACCOUNT"}) == "");
  CHECK(meant("DEV_BUCKET", {"DEV_SOCKET"}) == "");
  CHECK(meant("HOST", {"GHOST"}) == "");
  CHECK(meant("REPOSTORY", {"REPOSITORY", "REPOSTROY"}) == "");
}

TEST_CASE("a closed vocabulary allows more") {
  CHECK(meant("CODEBUILD_BUILD_NUMMER", {"CODEBUILD_BUILD_NUMBER", "CODEBUILD_BUILD_ID"},
              Vocabulary::closed) == "CODEBUILD_BUILD_NUMBER");
  CHECK(meant("CODEBUILD_BUILD_URI", {"CODEBUILD_BUILD_URL", "CODEBUILD_BUILD_ID"},
              Vocabulary::closed) == "CODEBUILD_BUILD_URL");
  CHECK(meant("CODEBUILD_STAGE", {"CODEBUILD_SRC_DIR"}, Vocabulary::closed) == "");
}

}  // namespace buildspec::environment
