#include "linter/schema/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "linter/schema/runtime_version.h"

namespace buildspec::schema {
namespace {

bool is_day(Day day) {
  return day.year >= 2000 && day.year < 2100 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
         day.day <= 31;
}

TEST_CASE("images are found by name, older name, granular tag and digest") {
  const Image* standard = find_image("aws/codebuild/standard:7.0");
  REQUIRE(standard != nullptr);
  CHECK(standard->os == "Ubuntu 22.04");
  CHECK(standard->status == ImageStatus::current);
  CHECK(find_image("aws/codebuild/standard:7.0-24.02.22") == standard);
  CHECK(find_image("aws/codebuild/standard:7.0@sha256:0123abcd") == standard);
  CHECK(find_image("aws/codebuild/amazonlinux2-x86_64-standard:5.0") ==
        find_image("aws/codebuild/amazonlinux-x86_64-standard:5.0"));
  CHECK(find_image("aws/codebuild/windows-base:2019-3.0") != nullptr);
  CHECK(find_image("aws/codebuild/windows-base:2019-3.0-24.02.22") ==
        find_image("aws/codebuild/windows-base:2019-3.0"));
  CHECK(find_image("aws/codebuild/standard:99.0") == nullptr);
  CHECK(find_image("aws/codebuild/standard:7.0-beta") == nullptr);
  CHECK(find_image("aws/codebuild/standard:7.0-") == nullptr);
  CHECK(find_image("aws/codebuild/standard") == nullptr);
  CHECK(find_image("public.ecr.aws/docker/library/node:22") == nullptr);
  CHECK(find_image("") == nullptr);
  CHECK(is_managed_image_name("aws/codebuild/standard:99.0"));
  CHECK_FALSE(is_managed_image_name("node:22"));
}

TEST_CASE("the catalogue is whole") {
  CHECK(images().size() == 112);
  std::set<std::string_view> names;
  for (const Image& image : images()) {
    CAPTURE(std::string(image.name));
    CHECK(names.insert(image.name).second);
    CHECK(find_image(image.name) == &image);
    for (const std::string_view alias : image.aliases) {
      CHECK(names.insert(alias).second);
      CHECK(find_image(alias) == &image);
    }
    CHECK(is_managed_image_name(image.name));
    CHECK_FALSE(image.os.empty());
    CHECK_FALSE(image.sources.empty());
    CHECK_FALSE(image.environment_types.empty());
    for (const std::string_view type : image.environment_types) {
      CHECK((find_environment_type(type) != nullptr || type == "WINDOWS_CONTAINER"));
    }
    if (image.os_end_of_support) CHECK(is_day(image.os_end_of_support));
    if (image.status_date) CHECK(is_day(image.status_date));
    CHECK(image.selects_runtimes == !image.runtimes.empty());
    if (image.requires_runtimes) CHECK(image.selects_runtimes);
  }
  CHECK(std::ranges::count(images(), ImageStatus::deprecated, &Image::status) == 5);
  CHECK(std::ranges::count(images(), true, &Image::requires_runtimes) == 3);
}

TEST_CASE("runtimes of images are consistent") {
  for (const Image& image : images()) {
    for (const Runtime& runtime : image.runtimes) {
      CAPTURE(std::string(image.name));
      CAPTURE(std::string(runtime.name));
      CHECK(find_runtime(image, runtime.name) == &runtime);
      const Language* language = find_language(runtime.name);
      REQUIRE(language != nullptr);
      CHECK_FALSE(runtime.versions.empty());
      CHECK_FALSE(runtime.source.empty());
      CHECK(std::ranges::is_sorted(runtime.versions, [](const auto& a, const auto& b) {
        return compare_versions(a.text, b.text) < 0;
      }));
      for (const RuntimeVersion& version : runtime.versions) {
        CHECK(choose_version(runtime, version.text).match == VersionMatch::installed);
        CHECK(match_anywhere(*language, version.text) == VersionMatch::installed);
        if (version.newer_than_snapshot) CHECK(version.installed.empty());
      }
      for (const std::string_view wildcard : runtime.wildcards) {
        CHECK(resolve_wildcard(runtime, wildcard) != nullptr);
        CHECK(match_anywhere(*language, wildcard) == VersionMatch::wildcard);
      }
      if (!runtime.default_version.empty()) {
        CHECK(find_version(runtime, runtime.default_version) != nullptr);
      }
    }
  }
}

TEST_CASE("what a runtime of an image makes of a value") {
  const Image& image = *find_image("aws/codebuild/standard:7.0");
  const Runtime& python = *find_runtime(image, "python");
  CHECK(choose_version(python, "3.12").version->installed == "3.12.13");
  CHECK(choose_version(python, "3.x").match == VersionMatch::wildcard);
  CHECK(choose_version(python, "3.x").version->text == "3.14");
  CHECK(choose_version(python, "latest").version->text == "3.14");
  CHECK(choose_version(python, "3.7.16").match == VersionMatch::custom);
  CHECK(choose_version(python, "$PYTHON").match == VersionMatch::unknowable);
  CHECK(choose_version(python, "three").match == VersionMatch::unknown);
  CHECK(choose_version(python, "2.x").match == VersionMatch::unknown);
  CHECK(choose_version(python, "").match == VersionMatch::unknown);
  const Runtime& java = *find_runtime(image, "java");
  CHECK(java.default_version == "corretto17");
  CHECK(choose_version(java, "corretto15").match == VersionMatch::custom);
  CHECK(choose_version(java, "openjdk11").match == VersionMatch::unknown);
  CHECK(choose_version(java, "17").match == VersionMatch::unknown);
  CHECK(choose_version(java, "corretto17.x").version->text == "corretto17");
  const Runtime& nodejs = *find_runtime(image, "nodejs");
  CHECK(choose_version(nodejs, "22.x").version->text == "22");
  CHECK(choose_version(nodejs, "26").version->newer_than_snapshot);
  CHECK(find_runtime(image, "docker") == nullptr);
  const Image& old = *find_image("aws/codebuild/standard:4.0");
  CHECK(choose_version(*find_runtime(old, "docker"), "18").match == VersionMatch::installed);
  CHECK(choose_version(*find_runtime(old, "docker"), "20").match == VersionMatch::unknown);
  CHECK(choose_version(*find_runtime(old, "nodejs"), "14").match == VersionMatch::unknown);
}

TEST_CASE("languages") {
  CHECK(languages().size() == 10);
  for (const Language& language : languages()) {
    CAPTURE(std::string(language.name));
    CHECK_FALSE(language.title.empty());
    CHECK_FALSE(language.versions.empty());
    CHECK(language.url.starts_with("https://docs.aws.amazon.com/codebuild/"));
    CHECK(std::ranges::is_sorted(language.versions,
                                 [](auto a, auto b) { return compare_versions(a, b) < 0; }));
    CHECK(std::ranges::is_sorted(language.releases, [](const auto& a, const auto& b) {
      return compare_versions(a.version, b.version) < 0;
    }));
    for (const Release& release : language.releases) {
      CHECK(find_release(language, release.version) == &release);
      CHECK(release.source.starts_with("https://"));
      if (release.end_of_life) CHECK(is_day(release.end_of_life));
    }
    for (const std::string_view other : language.other_names) {
      CHECK(find_language(other) == nullptr);
      CHECK(find_language_by_other_name(other) == &language);
    }
    CHECK(language.custom_forms.empty() == language.custom_example.empty());
    if (!language.custom_example.empty()) {
      CHECK(match_anywhere(language, language.custom_example) == VersionMatch::custom);
    }
  }
  CHECK(find_language("go") == nullptr);
  CHECK(find_language_by_other_name("go") == find_language("golang"));
  CHECK(find_language_by_other_name("python") == find_language("python"));
  CHECK(find_language_by_other_name("cobol") == nullptr);
}

TEST_CASE("releases and their ends of life") {
  const Language& nodejs = *find_language("nodejs");
  const Day april{2025, 4, 30};
  for (const std::string_view version : {"18", "18.x", "18.20", "18.20.8"}) {
    REQUIRE(find_release(nodejs, version) != nullptr);
    CHECK(find_release(nodejs, version)->end_of_life == april);
  }
  CHECK(find_release(nodejs, "latest") == nullptr);
  CHECK(find_release(nodejs, "180") == nullptr);
  CHECK(find_release(*find_language("python"), "3.x") == nullptr);
  CHECK(find_release(*find_language("python"), "3.1") == nullptr);
  CHECK(find_release(*find_language("python"), "3.10.4")->end_of_life == Day{2026, 10, 31});
  CHECK(find_release(*find_language("java"), "corretto8")->end_of_life == Day{2030, 12, 31});
  CHECK(find_release(*find_language("java"), "corretto80") == nullptr);
  CHECK_FALSE(find_release(*find_language("golang"), "1.26")->end_of_life);
  CHECK(find_language("docker")->releases.empty());
}

TEST_CASE("every version that a current image offers has a known release, but for docker") {
  for (const Image& image : images()) {
    if (image.status != ImageStatus::current) continue;
    for (const Runtime& runtime : image.runtimes) {
      if (runtime.name == "docker") continue;
      for (const RuntimeVersion& version : runtime.versions) {
        CHECK_MESSAGE(find_release(*find_language(runtime.name), version.text) != nullptr,
                      std::string(runtime.name) << ' ' << std::string(version.text));
      }
    }
  }
}

TEST_CASE("any image that has the version is enough where the image is not known") {
  CHECK(match_anywhere(*find_language("docker"), "18") == VersionMatch::installed);
  CHECK(match_anywhere(*find_language("docker"), "17") == VersionMatch::unknown);
  CHECK(match_anywhere(*find_language("nodejs"), "14") == VersionMatch::installed);
  CHECK(match_anywhere(*find_language("nodejs"), "13.1.0") == VersionMatch::custom);
  CHECK(match_anywhere(*find_language("nodejs"), "v14") == VersionMatch::unknown);
  CHECK(match_anywhere(*find_language("java"), "openjdk11") == VersionMatch::installed);
  CHECK(match_anywhere(*find_language("java"), "17") == VersionMatch::unknown);
  CHECK(match_anywhere(*find_language("rust"), "1.80") == VersionMatch::custom);
  CHECK(match_anywhere(*find_language("php"), "v8.0.30") == VersionMatch::unknown);
  CHECK(match_anywhere(*find_language("dotnet"), "5.0.4.0.8") == VersionMatch::unknown);
  CHECK(match_anywhere(*find_language("python"), "${VERSION}") == VersionMatch::unknowable);
}

TEST_CASE("version forms") {
  CHECK(version_form("") == VersionForm::empty);
  CHECK(version_form("latest") == VersionForm::latest);
  CHECK(version_form("3.x") == VersionForm::wildcard);
  CHECK(version_form("corretto17.x") == VersionForm::wildcard);
  CHECK(version_form("$MY_RUBY_VAR") == VersionForm::reference);
  CHECK(version_form("3.12") == VersionForm::exact);
}

TEST_CASE("custom forms") {
  CHECK(has_custom_form("5.0.408", "<major>.<minor>.<patch>"));
  CHECK_FALSE(has_custom_form("5.0", "<major>.<minor>.<patch>"));
  CHECK_FALSE(has_custom_form("5.0.408.1", "<major>.<minor>.<patch>"));
  CHECK_FALSE(has_custom_form("5..408", "<major>.<minor>.<patch>"));
  CHECK(has_custom_form("corretto15", "corretto<major>"));
  CHECK_FALSE(has_custom_form("corretto", "corretto<major>"));
  CHECK_FALSE(has_custom_form("", "<major>"));
  CHECK(has_custom_form("14", "<major>"));
}

TEST_CASE("versions compare number by number") {
  CHECK(compare_versions("3.9", "3.10") < 0);
  CHECK(compare_versions("corretto8", "corretto11") < 0);
  CHECK(compare_versions("3.10", "3.10") == 0);
  CHECK(compare_versions("3.10", "3.9") > 0);
  CHECK(compare_versions("3", "3.1") < 0);
  CHECK(compare_versions("3.1", "3") > 0);
  CHECK(compare_versions("1.010", "1.10") == 0);
  CHECK(compare_versions("99999999999999999999999", "100000000000000000000000") < 0);
  CHECK(compare_versions("", "") == 0);
}

TEST_CASE("the snapshot has its days") {
  CHECK(is_day(catalogue_snapshot().images));
  CHECK(is_day(catalogue_snapshot().end_of_life));
  CHECK_FALSE(catalogue_snapshot().documentation.empty());
}

}  // namespace
}  // namespace buildspec::schema
