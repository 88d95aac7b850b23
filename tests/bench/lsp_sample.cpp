#include "tests/bench/lsp_sample.h"

#include <utility>
#include <vector>

namespace buildspec::bench {
namespace {

class SampleWriter {
 public:
  Sample write(std::size_t lines) {
    head();
    const char* const phases[] = {"pre_build", "build", "post_build"};
    for (const char* const phase : phases) {
      add("  " + std::string(phase) + ":");
      add("    commands:");
      const std::size_t until = lines_.size() + (lines - 32) / 3;
      while (lines_.size() < until) item();
    }
    tail();
    Sample sample;
    sample.line = editable_[editable_.size() / 2];
    sample.column = lines_[sample.line].size();
    for (const std::string& line : lines_) sample.text += line + '\n';
    return sample;
  }

 private:
  void add(std::string line) { lines_.push_back(std::move(line)); }

  void head() {
    for (const char* const line :
         {"version: 0.2", "", "env:", "  shell: bash", "  variables:", "    APP_NAME: web",
          "    STAGE: test", "  parameter-store:", "    DB_HOST: /CodeBuild/db/host",
          "  exported-variables:", "    - IMAGE_TAG", "",
          "phases:", "  install:", "    runtime-versions:", "      nodejs: 22",
          "      python: \"3.13\"", "    commands:", "      - npm ci"}) {
      add(line);
    }
  }

  void tail() {
    for (const char* const line :
         {"", "artifacts:", "  files:", "    - '**/*'", "  base-directory: dist", "",
          "cache:", "  paths:", "    - /root/.npm/**/*"}) {
      add(line);
    }
  }

  void item() {
    const std::string number = std::to_string(++items_);
    switch (items_ % 5) {
      case 0:
        add("      # step " + number);
        add("      - |");
        add("        if [ -f \"packages/p" + number + "/package.json\" ]; then");
        add("          (cd packages/p" + number + " && npm run build -- --mode \"$STAGE\")");
        add("        fi");
        break;
      case 1: plain("      - echo \"Building step " + number + " of ${APP_NAME}\""); break;
      case 2:
        plain("      - aws s3 cp dist/" + number + ".js \"s3://$BUCKET/app/" + number +
              "/\" --cache-control max-age=300");
        break;
      case 3:
        plain("      - export TAG_" + number + "=$(git rev-parse --short HEAD)-" + number);
        break;
      default:
        plain("      - docker build -t \"$REPOSITORY:" + number + "\" -f docker/" + number +
              ".Dockerfile .");
        break;
    }
  }

  void plain(std::string line) {
    editable_.push_back(lines_.size());
    add(std::move(line));
  }

  std::vector<std::string> lines_;
  std::vector<std::size_t> editable_;
  std::size_t items_ = 0;
};

}  // namespace

Sample write_sample(std::size_t lines) { return SampleWriter().write(lines); }

}  // namespace buildspec::bench
