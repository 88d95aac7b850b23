// What commands write, and where.
#include "linter/lang/source_outputs.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "linter/lang/glob.h"
#include "linter/lang/source_path.h"

namespace buildspec {
namespace {

SnapshotPtr snapshot_of(const std::string& text) {
  return analyze("buildspec.yml", 0, SourceText(text), std::make_shared<ProjectFacts>());
}

std::string buildspec_of(const std::vector<std::string>& commands) {
  std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
  for (const std::string& command : commands) text += "      - |\n        " + command + "\n";
  return text;
}

// "a b" of a run of commands; "?" behind it where build tools ran, "??" where anything may be.
std::string written(const std::vector<std::string>& commands) {
  const SnapshotPtr snapshot = snapshot_of(buildspec_of(commands));
  const Outputs outputs = outputs_of(*snapshot);
  std::string out;
  for (const std::string& file : outputs.files) out += (out.empty() ? "" : " ") + file;
  for (const std::string& folder : outputs.folders) out += (out.empty() ? "" : " ") + folder + "/";
  if (outputs.knowledge == Knowledge::typical) out += "?";
  if (outputs.knowledge == Knowledge::partial) out += "??";
  return out;
}

TEST_CASE("what single commands write") {
  CHECK(written({"echo hello"}) == "");
  CHECK(written({"echo hello > a.txt 2>> logs/err.txt"}) == "a.txt logs/err.txt");
  CHECK(written({"echo hello > /dev/null"}) == "");
  CHECK(written({"echo hello | tee a.txt"}) == "a.txt");
  CHECK(written({"touch a b/c"}) == "a b/c");
  CHECK(written({"mkdir -p out/x"}) == "out/x/");
  CHECK(written({"cp a.txt out/b.txt"}) == "out/b.txt out/b.txt/**");
  CHECK(written({"cp conf/a.txt ."}) == "a.txt a.txt/**");
  CHECK(written({"cp -r conf/* ."}) == "**");
  CHECK(written({"zip -r app.zip src"}) == "app.zip");
  CHECK(written({"zip -r app src"}) == "app.zip");
  CHECK(written({"tar -czf app.tgz src"}) == "app.tgz");
  CHECK(written({"tar xzf app.tgz -C out"}) == "out/**");
  CHECK(written({"tar xzf app.tgz"}) == "**");
  CHECK(written({"curl -sSLo tool https://x.dev/tool-1.0"}) == "tool");
  CHECK(written({"curl -sSL -o tool https://x.dev/tool-1.0"}) == "tool");
  CHECK(written({"curl -LO https://x.dev/tool.tgz?x=1"}) == "tool.tgz");
  CHECK(written({"wget https://x.dev/tool.tgz"}) == "tool.tgz");
  CHECK(written({"pip install -r r.txt -t python"}) == "python/**");
  CHECK(written({"python3 -m pip install --target=lib x"}) == "lib/**");
  CHECK(written({"pip install --upgrade pip"}) == "");
  CHECK(written({"pip install ."}) == "?");
  CHECK(written({"aws s3 cp python s3://$BUCKET/layers --recursive --sse aws:kms"}) == "");
  CHECK(written({"aws s3 cp s3://$BUCKET/conf.json conf/"}) == "conf conf/**");
  CHECK(written({"aws cloudformation package --template-file t.yml --output-template-file "
                 "packaged.yml --s3-bucket $B"}) == "packaged.yml");
  CHECK(written({"aws lambda invoke --function-name f out.json"}) == "out.json");
  CHECK(written({"aws appsync get-introspection-schema --api-id x --format SDL schema.graphql"}) ==
        "schema.graphql");
  CHECK(written({"aws sts get-caller-identity --query Account --output text"}) == "");
  CHECK(written({"aws s3 sync site \"s3://$BUCKET\""}) == "");
  CHECK(written({"docker save -o image.tar app"}) == "image.tar");
  CHECK(written({"docker build -t app . && docker push app"}) == "");
  CHECK(written({"docker run -v $PWD:/x app"}) == "??");
  CHECK(written({"terraform plan -out=tfplan"}) == "tfplan");
  CHECK(written({"mvn -B package"}) == "**/target/**?");
  CHECK(written({"./mvnw package"}) == "**/target/**?");
  CHECK(written({"./gradlew build"}) == "**/build/** .gradle/**?");
  CHECK(written({"go build -o bin/app ./cmd"}) == "* bin/app bin/app/**?");
  CHECK(written({"cdk synth -o out"}) == "cdk.out/** out/**?");
  CHECK(written({"npx cdk synth"}) == "cdk.out/**?");
  CHECK(written({"dotnet publish -c Release -o app"}) == "**/bin/** **/obj/** app/**?");
  CHECK(written({"npm ci"}) == "node_modules/**?");
  CHECK(written({"npm install -g typescript"}) == "");
  CHECK(written({"git clone https://x.dev/team/tools.git"}) == "tools/**");
  CHECK(written({"node --version"}) == "");
}

TEST_CASE("what may write anything") {
  for (const char* const command :
       {"./build.sh", "make", "python build.py", "node build.js", "npm run build", "$TOOL run",
        "bash x.sh", "source env.sh", "find . -exec touch {} +", "docker-compose up",
        "if true; then"}) {
    CAPTURE(command);
    const std::string found = written({command});
    CHECK(found.substr(found.size() - std::min<std::size_t>(2, found.size())) == "??");
  }
}

TEST_CASE("paths follow the working directory") {
  CHECK(written({"cd src", "touch a", "cd ..", "touch b"}) == "src/a b");
  CHECK(written({"(cd src && touch a); touch b"}) == "src/a b");
  CHECK(written({"cd src && touch a"}) == "src/a");
  CHECK(written({"cd /tmp", "touch a"}) == "");
  CHECK(written({"cd $CODEBUILD_SRC_DIR/web", "touch a"}) == "web/a");
  CHECK(written({"cd $SOMEWHERE", "touch a"}) == "**/a");
  CHECK(written({"cd a; cd b; cd -; touch c"}) == "a/c");
  CHECK(written({"pushd a; pushd b; popd; touch c", "popd && touch d"}) == "a/c **/d");
  CHECK(written({"(cd a; touch x); (cd b; touch y)"}) == "a/x b/y");
  CHECK(written({"if x; then cd a; fi; touch b"}) == "**/b??");
  CHECK(written({"if true; then cd a; fi; touch b"}) == "**/b");
  CHECK(written({"touch ../a"}) == "");
  CHECK(written({"touch $CODEBUILD_SRC_DIR/a \"$HOME/b\" ~/c /etc/d"}) == "a");
  CHECK(written({"touch app-$VERSION.zip $DIR/x"}) == "app-**.zip **/x");
}

TEST_CASE("overlap of globs") {
  CHECK(globs_overlap("a/b", "a/b"));
  CHECK_FALSE(globs_overlap("a/b", "a/c"));
  CHECK(globs_overlap("a/**", "**/*.js"));
  CHECK(globs_overlap("*.js", "app-**.js"));
  CHECK_FALSE(globs_overlap("*.js", "a/**"));
  CHECK(globs_overlap("**/target/**", "target/*.jar"));
  CHECK(globs_overlap("**/target/**", "a/b/target/x.jar"));
  CHECK_FALSE(globs_overlap("**/target/**", "build/libs/*.jar"));
  CHECK_FALSE(globs_overlap("*.jar", "**/target/**"));
  CHECK(globs_overlap("**", "x"));
}

TEST_CASE("normal paths") {
  CHECK(normal_path("./a//b/../c/") == "a/c");
  CHECK(normal_path(".") == "");
  CHECK(normal_path("../a") == std::nullopt);
  CHECK(normal_path("/a") == std::nullopt);
  CHECK(join_paths("a/b", "../c") == "a/c");
}

}  // namespace
}  // namespace buildspec
