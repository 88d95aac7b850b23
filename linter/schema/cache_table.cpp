// `cache` (reference: build-spec-ref.html#build-spec.cache).
#include "linter/schema/table_checks.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

constexpr Type kPaths{.name = "a list of paths or globs",
                      .form = Form::sequence,
                      .scalar_for_list = true,
                      .may_be_missing = true,
                      .element = &kGlob};
constexpr Type kCacheKey{.name = "a key, with shell expressions",
                         .may_be_reference = true,
                         .format = Format::shell_expression};
constexpr Type kFallbackKeys{.name = "a list of key prefixes",
                             .form = Form::sequence,
                             .scalar_for_list = true,
                             .may_be_missing = true,
                             .element = &kCacheKey,
                             .max_items = 5};

constexpr Value kActionValues[] = {
    {.text = "restore", .doc = "Only fetches the cache before the build."},
    {.text = "save", .doc = "Only stores the cache after the build."},
};
constexpr Type kAction{.name = "restore or save", .values = kActionValues, .values_are_all = true};

constexpr Key kCacheKeys[] = {
    {.name = "paths",
     .type = &kPaths,
     .doc = R"(What to keep between builds: paths or globs, absolute or relative to the source root.

A local cache takes directories only. The cache of a build with other `paths` never matches.

```yaml
cache:
  paths:
    - '/root/.npm/**/*'
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.cache.paths",
     .since = "2017-11-27",
     .note = "The reference calls it required, the page on S3 caching says that without it common "
             "dependency directories are cached as far as possible. Since about 2026-05-19 "
             "patterns such as `dir/**/*` were reported to lose entries while restoring."},
    {.name = "key",
     .type = &kCacheKey,
     .doc =
         R"(Name of this copy of the cache, with variables and shell expressions. Only with an S3 cache.

A copy with exactly this key is restored, else one of `fallback-keys`. A stored copy never changes, so the key needs a hash or a version in it; `codebuild-hash-files` makes a SHA-256 of files of the source.

```yaml
key: npm-$(codebuild-hash-files package-lock.json)
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.cache.key",
     .since = "2025-03-28"},
    {.name = "fallback-keys",
     .type = &kFallbackKeys,
     .doc =
         R"(Prefixes of keys, at most five, tried in order where no copy has exactly the `key`. Without `key` they are ignored.

```yaml
fallback-keys:
  - npm-
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.cache.fallback-keys",
     .since = "2025-03-28"},
    {.name = "action",
     .type = &kAction,
     .doc = "Only fetch (`restore`) or only store (`save`) the cache.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.cache.action",
     .default_value = "both of them",
     .since = "2025-03-28"},
};

}  // namespace

constexpr Type kCache{
    .name = "the cache", .form = Form::mapping, .may_be_missing = true, .keys = kCacheKeys};

static_assert(is_complete(kPaths) && is_complete(kCacheKey) && is_complete(kFallbackKeys));
static_assert(is_complete(kAction) && is_complete(kCache));

}  // namespace buildspec::schema
