// The scanners behind plaintext-secret. Every token here is made up, and put together at run time
// so that no scanner takes this file for a leak.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "linter/shell/parser.h"
#include "rules/secrets/plaintext-secret/commands.h"
#include "rules/secrets/plaintext-secret/literals.h"
#include "rules/secrets/plaintext-secret/move_out.h"
#include "rules/secrets/plaintext-secret/tokens.h"
#include "tests/support/corpus.h"

namespace buildspec::secrets {
namespace {

// Letters and digits without a pattern.
std::string noise(std::size_t size, std::string_view alphabet) {
  std::string out;
  std::uint32_t state = 12'345;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 1'664'525U + 1'013'904'223U;
    out += alphabet[(state >> 16U) % alphabet.size()];
  }
  return out;
}
const std::string kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
std::string alnum(std::size_t size) { return noise(size, kLetters); }
std::string upper(std::size_t size) { return noise(size, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"); }
std::string hex(std::size_t size) { return noise(size, "0123456789abcdef"); }

std::string found(const std::string& text) {
  std::string out;
  for (const Token& token : find_tokens(text))
    out += std::string(token.what) + "=" + text.substr(token.span.begin, token.span.size()) + ";";
  return out;
}

struct KnownToken {
  std::string what;
  std::string text;
};

std::vector<KnownToken> known_tokens() {
  return {
      {"an AWS access key id", "AKIA" + upper(16)},
      {"a temporary AWS access key id", "ASIA" + upper(16)},
      {"a GitHub token",
       "gh"
       "p_" +
           alnum(36)},
      {"a GitHub token",
       "gh"
       "s_" +
           alnum(36)},
      {"a GitHub token",
       "github"
       "_pat_" +
           alnum(22) + "_" + alnum(59)},
      {"a GitLab token",
       "gl"
       "pat-" +
           alnum(20)},
      {"a Slack token",
       "xo"
       "xb-" +
           noise(12, "123456789") + "-" + noise(12, "987654321") + "-" + alnum(24)},
      {"a Slack webhook",
       "hooks.slack"
       ".com/services/T" +
           upper(9) + "/B" + upper(9) + "/" + alnum(24)},
      {"a Stripe key",
       "sk"
       "_live_" +
           alnum(24)},
      {"an npm token",
       "np"
       "m_" +
           alnum(36)},
      {"a PyPI token",
       "py"
       "pi-AgEIcHlwaS5vcmc" +
           alnum(90)},
      {"a Google API key",
       "AI"
       "za" +
           alnum(35)},
      {"a SendGrid API key",
       "S"
       "G." +
           alnum(22) + "." + alnum(43)},
      {"a Twilio API key",
       "S"
       "K" +
           hex(32)},
      {"a DigitalOcean token",
       "do"
       "p_v1_" +
           hex(64)},
      {"a Hugging Face token",
       "h"
       "f_" +
           alnum(34)},
      {"an OpenAI API key",
       "s"
       "k-proj-" +
           alnum(48)},
      {"an OpenAI API key",
       "s"
       "k-" +
           alnum(20) +
           "T3Blbk"
           "FJ" +
           alnum(20)},
      {"an Anthropic API key",
       "s"
       "k-ant-api03-" +
           alnum(80)},
      {"a Docker Hub token",
       "dc"
       "kr_pat_" +
           alnum(27)},
      {"a Vault token",
       "hv"
       "s." +
           alnum(24)},
      {"a JSON web token",
       "ey"
       "J" +
           alnum(30) +
           ".ey"
           "J" +
           alnum(40) + "." + alnum(43)},
  };
}

TEST_CASE("tokens by their form") {
  for (const KnownToken& known : known_tokens()) {
    CAPTURE(known.what);
    const std::string& token = known.text;
    CHECK(found("x: '" + token + "' # y") == known.what + "=" + token + ";");
    CHECK(found(token) == known.what + "=" + token + ";");
    // Part of a longer word, or cut short.
    CHECK(found("x" + token) == "");
    CHECK(found(token.substr(0, token.size() / 4)) == "");
  }
}

// What the fast scan must find: every offset is asked.
std::vector<Token> asked_everywhere(std::string_view text) {
  std::vector<Token> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto token = token_at(text, at);
    if (token) found.push_back(*token);
    at = token ? std::max<std::size_t>(at + 1, token->span.end) : at + 1;
  }
  return found;
}

// How many there are.
std::size_t check_scan(std::string_view text) {
  const std::vector<Token> expected = asked_everywhere(text);
  const std::vector<Token> found = find_tokens(text);
  const auto same = [](const Token& a, const Token& b) {
    return a.span == b.span && a.what == b.what && a.sure == b.sure;
  };
  const bool equal = std::equal(found.begin(), found.end(), expected.begin(), expected.end(), same);
  if (!equal) FAIL("the scan differs in: " << text);
  return found.size();
}

// The same numbers in every run.
class Dice {
 public:
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return static_cast<std::size_t>(state_ >> 33U) % bound;
  }

 private:
  std::uint64_t state_ = 7;
};

std::vector<std::string> planted_texts() {
  std::vector<std::string> texts{"postgres://app:" + alnum(14) + "@db.internal/app",
                                 "https://ci:" + upper(20) + "@git.internal",
                                 "Server=db;Pass"
                                 "word=" +
                                     alnum(12) + ";",
                                 "host=db user=app pass"
                                 "word=" +
                                     alnum(12),
                                 "-----BEGIN PRIVATE"
                                 " KEY-----\n" +
                                     alnum(64) +
                                     "\n-----END PRIVATE"
                                     " KEY-----"};
  for (const KnownToken& known : known_tokens()) texts.push_back(known.text);
  return texts;
}

TEST_CASE("the scan finds what asking at every offset finds: pieces in any order") {
  std::vector<std::string> pieces = planted_texts();
  const std::size_t tokens = pieces.size();
  for (const char* const piece : {" ",           "\n",
                                  "-",           "_",
                                  ".",           "/",
                                  "=",           "+",
                                  "@",           ":",
                                  "://",         ";",
                                  "&",           "?",
                                  "'",           "\"",
                                  "$",           "pwd=",
                                  "Pwd=",        "password=",
                                  "Password=",   "user=a",
                                  "eyJ",         "AKIA",
                                  "sk-",         "SK",
                                  "-----BEGIN ", "PRIVATE KEY-----",
                                  "\xC3\xA9",    "\xFF",
                                  "a",           "Z9",
                                  "build",       "codebuild_output"})
    pieces.emplace_back(piece);
  pieces.emplace_back(1, '\0');
  Dice dice;
  std::size_t found = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const std::size_t count = 1 + dice.below(8);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& piece = pieces[dice.below(dice.below(3) == 0 ? tokens : pieces.size())];
      // Now and then a part of it alone.
      text += dice.below(5) == 0 ? piece.substr(dice.below(piece.size())) : piece;
    }
    found += check_scan(text);
  }
  CHECK(found > 10'000);  // else nothing was tested
}

TEST_CASE("the scan finds what asking at every offset finds: real buildspecs") {
  const std::vector<std::string> planted = planted_texts();
  Dice dice;
  std::size_t found = 0;
  for (const test::CorpusFile& file : test::corpus()) {
    check_scan(file.bytes);
    std::string text = file.bytes;
    for (int i = 0; i < 10; ++i)
      text.insert(dice.below(text.size() + 1), planted[dice.below(planted.size())]);
    found += check_scan(text);
  }
  CHECK(found >= 2 * test::corpus().size());
}

TEST_CASE("beginnings of tokens without end cost no more than they must") {
  for (const char* const piece : {"eyJ-", "sk-", "ATATT3-", "?password=", ";Pwd=", "x://a:b"}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    CHECK(find_tokens(text).size() < 2);
  }
}

TEST_CASE("an Azure storage key and a password in a URL are marked alone") {
  const std::string key = alnum(86) + "==";
  CHECK(found("AccountName=a;Account"
              "Key=" +
              key + ";EndpointSuffix=core") == "an Azure storage key=" + key + ";");
  CHECK(found("postgres://app:"
              "s3cr-tPw9@prod.internal:5432/app") == "a password in a URL=s3cr-tPw9;");
  CHECK(found("https://ci:" + alnum(20) + "@git.internal/a.git") ==
        "a password in a URL=" + alnum(20) + ";");
  const std::string token =
      "gh"
      "p_" +
      alnum(36);
  CHECK(found("https://bot:" + token + "@github.com/a/b") == "a GitHub token=" + token + ";");
  CHECK(found("postgres://app:$PASSWORD@db/app") == "");
  CHECK(found("postgres://app:${PASSWORD}@db/app") == "");
  CHECK(found("https://user:password@example.com") == "");
  CHECK(found("http://localhost:8080/a@b") == "");
  CHECK(found("https://git.internal:8443/team@main") == "");
  CHECK(found("git clone https://$USER:$TOKEN@github.com/a/b") == "");
}

TEST_CASE("connection strings") {
  CHECK(found("Server=db.internal;Database=app;User Id=sa;Pass"
              "word=hunter2x;Encrypt=true") == "a password in a connection string=hunter2x;");
  CHECK(found("jdbc:mysql://db.internal/app?user=app&pass"
              "word=hunter2x") == "a password in a connection string=hunter2x;");
  CHECK(found("psql \"host=db.internal user=app pass"
              "word=hunter2x dbname=app\"") == "a password in a connection string=hunter2x;");
  CHECK(found("Server=db;User Id=sa;Password=$PASSWORD;") == "");
  CHECK(found("curl 'https://x.dev/login?next=a&password=changeme'") == "");
  CHECK(found("echo password=hunter2x") == "");
}

TEST_CASE("a private key needs a body") {
  const std::string begin =
      "-----BEGIN RSA PRIVATE"
      " KEY-----";
  const std::string end =
      "-----END RSA PRIVATE"
      " KEY-----";
  const std::string key = begin + "\n" + alnum(64) + "\n" + alnum(64) + "\n" + end;
  CHECK(found("k: |\n" + key + "\n") == "a private key=" + key + ";");
  CHECK(found("echo '" + begin + "' > key; echo \"$KEY\" >> key; echo '" + end + "' >> key") == "");
  CHECK(found("grep -q '" + begin + "' file") == "");
}

TEST_CASE("documented examples and fill-ins are no tokens") {
  CHECK(found("AKIA"
              "IOSFODNN7EXAMPLE") == "");
  CHECK(found("gh"
              "p_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") == "");
  CHECK(found("gh"
              "p_" +
              std::string(36, 'a')) == "");
  CHECK(found("s"
              "k-some-long-service-name-that-goes-on-and-on-and-on") == "");
  CHECK(found("mask-" + alnum(48)) == "");
  CHECK(found("registry.service.dev npm_config_cache=/tmp") == "");
}

TEST_CASE("names of secrets, and names of references to them") {
  for (const char* const name :
       {"DB_PASSWORD", "dbPassword", "password", "GITHUB_TOKEN", "API_KEY", "apiKey", "SECRET",
        "client-secret", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD_PROD", "MYSQL_PWD", "NPM_TOKEN_2",
        "stripeSecretKey", "X-Api-Key", "PGPASSWORD", "SECRET_KEY_BASE", "SLACK_OAUTH_TOKEN",
        "PRIVATE-TOKEN", "_authToken"}) {
    CAPTURE(name);
    CHECK(is_secret_name(name));
  }
  for (const char* const name : {"DB_PASSWORD_ARN",
                                 "SECRET_NAME",
                                 "TOKEN_PATH",
                                 "PASSWORD_FILE",
                                 "AWS_ACCESS_KEY_ID",
                                 "KEY",
                                 "CACHE_KEY",
                                 "PUBLIC_KEY",
                                 "TOKEN_URL",
                                 "SECRET_ID",
                                 "KEYCLOAK_HOST",
                                 "PASSENGER",
                                 "COMPASS",
                                 "TOKENIZER",
                                 "monkey",
                                 "SSH_KEY_PATH",
                                 "TAG_KEY",
                                 "PARTITION_KEY",
                                 "PATH",
                                 "SECRETS_MANAGER_PREFIX",
                                 "GPG_KEY",
                                 ""}) {
    CAPTURE(name);
    CHECK_FALSE(is_secret_name(name));
  }
}

TEST_CASE("what a value looks like") {
  CHECK(judge_value("9f8Qw2LmZx71kVbN") == Risk::likely);
  CHECK(judge_value("wJalr/bPxRfiCYz7Kq+2mT0hLd9sVnE4gUaXoZ1c") == Risk::likely);
  CHECK(judge_value("hunter2-9dKq!") == Risk::likely);
  CHECK(judge_value("hunter2") == Risk::possible);
  CHECK(judge_value("correct horse battery") == Risk::possible);
  CHECK(judge_value("Abcdefgh12345678") == Risk::possible);
  for (const char* const value : {"",
                                  "changeme",
                                  "$TOKEN",
                                  "${TOKEN}",
                                  "$(get-token)",
                                  "`get-token`",
                                  "<your-token>",
                                  "{{resolve:secretsmanager:db:SecretString:password}}",
                                  "xxxxxxxx",
                                  "********",
                                  "postgres",
                                  "password",
                                  "true",
                                  "/prod/db/password",
                                  "arn:aws:secretsmanager:eu-west-1:1:secret:x",
                                  "my-app/prod/db",
                                  "npm:global",
                                  "prod/service:token",
                                  "https://vault.internal/v1",
                                  "3600",
                                  "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                                  "%TOKEN%",
                                  "your_token_here",
                                  "test",
                                  "WalletService/ci:slack_oauth_token",
                                  "#{Variables.Token}",
                                  "some-stored-name"}) {
    CAPTURE(value);
    CHECK(judge_value(value) == Risk::none);
  }
}

TEST_CASE("a value is never shown whole") {
  CHECK(shown("9f8Qw2LmZx71kVbN") == "9f8Q…");
  CHECK(shown("hunter2") == "");
}

std::string exposed(const std::string& command) {
  std::string out;
  const bool may = may_hold_secret(command);
  for (const Exposure& exposure : find_exposures(shell::parse(command)))
    out += exposure.what + "=" + command.substr(exposure.span.begin, exposure.span.size()) + ";";
  // The fast test must not hide what the slow one finds.
  CAPTURE(command);
  if (!out.empty()) CHECK(may);
  return out;
}

TEST_CASE("secrets in commands, to the byte") {
  const std::string secret = "9f8Qw2LmZx71kVbN";
  CHECK(exposed("export API_TOKEN=" + secret) == "`API_TOKEN`=" + secret + ";");
  CHECK(exposed("API_TOKEN='" + secret + "' ./run") == "`API_TOKEN`=" + secret + ";");
  CHECK(exposed("env API_TOKEN=\"" + secret + "\" ./run") == "`API_TOKEN`=" + secret + ";");
  CHECK(exposed("docker build --build-arg NPM_TOKEN=" + secret + " .") ==
        "`NPM_TOKEN`=" + secret + ";");
  CHECK(exposed("docker login -u ci -p " + secret + " registry") ==
        "the option `-p`=" + secret + ";");
  CHECK(exposed("docker login --password=" + secret) == "the option `--password`=" + secret + ";");
  CHECK(exposed("echo " + secret + " | docker login -u ci --password-stdin") ==
        "standard input=" + secret + ";");
  CHECK(exposed("mysql -uroot -p" + secret + " db") == "the option `-p`=" + secret + ";");
  CHECK(exposed("sshpass -p '" + secret + "' ssh host") == "the option `-p`=" + secret + ";");
  CHECK(exposed("curl -u user:" + secret + " https://x") == "the option `-u`=" + secret + ";");
  CHECK(exposed("curl -H 'Authorization: Bearer " + secret + "' https://x") ==
        "the header `Authorization`=" + secret + ";");
  CHECK(exposed("curl --header \"PRIVATE-TOKEN: " + secret + "\" https://x") ==
        "the header `PRIVATE-TOKEN`=" + secret + ";");
  CHECK(exposed("aws configure set aws_secret_access_key " + secret) ==
        "`aws_secret_access_key`=" + secret + ";");
  CHECK(exposed("npm config set //registry.internal/:_authToken " + secret) ==
        "`//registry.internal/:_authToken`=" + secret + ";");
  CHECK(exposed("sonar-scanner -Dsonar.login=" + secret) == "`sonar.login`=" + secret + ";");
  CHECK(exposed("terraform apply -var 'db_password=" + secret + "'") ==
        "`db_password`=" + secret + ";");
  CHECK(exposed("echo \"DB_PASSWORD=" + secret + "\" >> .env") == "`DB_PASSWORD`=" + secret + ";");
  CHECK(exposed("if true; then export TOKEN=" + secret + "; fi") == "`TOKEN`=" + secret + ";");
  CHECK(exposed("aws ssm put-parameter --name x --type SecureString --value " + secret) ==
        "the value of a SecureString=" + secret + ";");
}

TEST_CASE("commands that hold no secret") {
  for (const char* const command :
       {"export TOKEN=$(aws codeartifact get-authorization-token --domain d --output text)",
        "docker login -u \"$USER\" -p \"$PASSWORD\" registry",
        "echo \"$P\" | docker login --password-stdin",
        "aws ecr get-login-password --region eu-west-1 | docker login --username AWS "
        "--password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "mkdir -p build/output", "curl -u \"$USER:$PASSWORD\" https://x",
        "docker build --secret id=npm,src=.npmrc .", "mysql -u root -proot test",
        "aws secretsmanager get-secret-value --secret-id prod/db --query SecretString",
        "git config --global user.email ci@team.dev", "npm config set registry https://r.internal",
        "echo \"the password is stored elsewhere\"", "pip install --user tokenizers==0.15.2",
        "export KEY_FILE=/etc/ssl/private/app.pem", "yarn --frozen-lockfile",
        "export POSTGRES_PASSWORD=postgres", "psql \"postgres://app:$PW@db/app\""}) {
    CAPTURE(command);
    CHECK(exposed(command) == "");
  }
}

// The text after the fix of the first finding; empty where there is none.
std::string moved_out(const std::string& text) {
  const SnapshotPtr snapshot =
      analyze("buildspec.yml", 0, SourceText(text), std::make_shared<ProjectFacts>());
  for (const Variable& variable : snapshot->buildspec.env.variables) {
    if (variable.key.scalar().value() != "DB_PASSWORD") continue;
    const auto fix = move_out(*snapshot, variable);
    return fix ? apply_edits(text, fix->edits) : "";
  }
  return "no such variable";
}

TEST_CASE("a variable moves to Parameter Store") {
  // Alone in its block.
  CHECK(moved_out("env:\n  variables:\n    DB_PASSWORD: \"abc\" # old\nversion: 0.2\n") ==
        "env:\n  parameter-store:\n    DB_PASSWORD: /CodeBuild/DB_PASSWORD # old\nversion: 0.2\n");
  // Beside others, without a store.
  CHECK(moved_out("env:\n  variables:\n    A: 1\n    DB_PASSWORD: abc # old\n    B: 2\n") ==
        "env:\n  parameter-store:\n    DB_PASSWORD: /CodeBuild/DB_PASSWORD\n  variables:\n    A: "
        "1\n    B: 2\n");
  // With a store, and Windows line ends.
  CHECK(moved_out("env:\r\n  parameter-store:\r\n    X: /x\r\n  variables:\r\n    A: 1\r\n    "
                  "DB_PASSWORD: abc\r\n") ==
        "env:\r\n  parameter-store:\r\n    DB_PASSWORD: /CodeBuild/DB_PASSWORD\r\n    X: "
        "/x\r\n  variables:\r\n    A: 1\r\n");
  // The last variable of the block takes the block with it.
  CHECK(moved_out("env:\n  parameter-store:\n    X: /x\n  variables:\n    DB_PASSWORD: |\n      "
                  "abc\n  shell: bash\n") ==
        "env:\n  parameter-store:\n    DB_PASSWORD: /CodeBuild/DB_PASSWORD\n    X: /x\n  shell: "
        "bash\n");
  // No exact edit.
  CHECK(moved_out("{\"env\": {\"variables\": {\"DB_PASSWORD\": \"abc\"}}}") == "");
  CHECK(moved_out("env:\n  variables: {A: 1, DB_PASSWORD: abc}\n") == "");
}

}  // namespace
}  // namespace buildspec::secrets
