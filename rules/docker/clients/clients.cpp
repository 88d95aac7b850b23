#include "rules/docker/clients/clients.h"

#include <algorithm>
#include <array>

namespace buildspec::docker {
namespace {

using commands::contains;
using commands::is_one_of;
using shell::Word;

bool is_option(std::string_view word) { return word.size() > 1 && word[0] == '-'; }

// Long options of run, build, push and login without a value; all others have one.
constexpr std::array<std::string_view, 24> kSwitches{"--detach",
                                                     "--rm",
                                                     "--tty",
                                                     "--interactive",
                                                     "--privileged",
                                                     "--init",
                                                     "--read-only",
                                                     "--publish-all",
                                                     "--no-cache",
                                                     "--pull",
                                                     "--push",
                                                     "--load",
                                                     "--quiet",
                                                     "--all-tags",
                                                     "--squash",
                                                     "--compress",
                                                     "--force-rm",
                                                     "--debug",
                                                     "--tls",
                                                     "--tlsverify",
                                                     "--password-stdin",
                                                     "--no-healthcheck",
                                                     "--oom-kill-disable",
                                                     "--disable-content-trust"};

// The option is followed by its value, in the next word.
bool takes_next(std::string_view option, bool run) {
  if (option.starts_with("--")) {
    if (contains(option, "=")) return false;
    if (run && option == "--pull") return true;
    return std::find(kSwitches.begin(), kSwitches.end(), option) == kSwitches.end();
  }
  if (option.size() > 2) return false;  // "-it"; "-eA=b" has its value with it
  const std::string_view switches = run ? "itdPq" : "qaD";
  return switches.find(option[1]) == std::string_view::npos;
}

std::string written(std::string_view text, const Word& word) {
  return std::string(text.substr(word.span.begin, word.span.size()));
}

}  // namespace

std::optional<Client> client(const shell::Command& command) {
  Client result;
  result.run = commands::invocation(command);
  if (result.run.program != "docker") return std::nullopt;
  const auto& words = result.run.words;
  std::size_t at = 1;
  while (at < words.size() && is_option(words[at].text)) {
    const std::string_view option = words[at].text;
    at += is_one_of(option, {"--config", "--context", "-c", "--host", "-H", "--log-level", "-l"})
              ? 2
              : 1;
  }
  if (at < words.size() &&
      is_one_of(words[at].text, {"image", "container", "buildx", "builder", "compose"}))
    ++at;
  if (at >= words.size()) return std::nullopt;
  result.verb = words[at].text;
  result.verb_word = &words[at];
  result.arguments = at + 1;
  return result;
}

std::vector<const Word*> operands(const Client& client) {
  std::vector<const Word*> found;
  const bool run = is_one_of(client.verb, {"run", "create", "exec"});
  for (std::size_t i = client.arguments; i < client.run.words.size(); ++i) {
    const Word& word = client.run.words[i];
    if (is_option(word.text)) {
      if (takes_next(word.text, run)) ++i;
      continue;
    }
    found.push_back(&word);
  }
  return found;
}

std::optional<Container> container(const Client& client) {
  if (client.verb != "run") return std::nullopt;
  Container result;
  std::size_t i = client.arguments;
  for (; i < client.run.words.size(); ++i) {
    const Word& word = client.run.words[i];
    if (!is_option(word.text)) break;
    result.options.push_back(&word);
    if (!takes_next(word.text, true)) continue;
    if (++i < client.run.words.size()) result.options.push_back(&client.run.words[i]);
  }
  if (i >= client.run.words.size()) return std::nullopt;
  result.image = &client.run.words[i];
  for (++i; i < client.run.words.size(); ++i) result.command.push_back(&client.run.words[i]);
  return result;
}

bool needs_daemon(const Client& client) {
  return is_one_of(client.verb, {"build",  "run",  "pull", "push",  "tag",  "images", "ps",
                                 "exec",   "load", "save", "start", "up",   "info",   "create",
                                 "commit", "cp",   "rmi",  "stop",  "kill", "logs",   "import"});
}

std::optional<EcrCall> ecr_call(const shell::Command& command, std::string_view text) {
  EcrCall call;
  call.run = commands::invocation(command);
  if (call.run.program != "aws") return std::nullopt;
  bool service = false;
  const auto& words = call.run.words;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i].text;
    const bool has_next = i + 1 < words.size();
    if (word == "--region" && has_next) {
      call.region = written(text, words[++i]);
    } else if (word.starts_with("--region=")) {
      call.region = written(text, words[i]).substr(9);
    } else if (word == "--profile" && has_next) {
      call.options += " --profile " + written(text, words[++i]);
    } else if (word == "--registry-ids") {
      while (i + 1 < words.size() && !is_option(words[i + 1].text))
        call.registries.push_back(written(text, words[++i]));
    } else if (is_option(word)) {
      continue;
    } else if (!service) {
      if (word != "ecr" && word != "ecr-public") return std::nullopt;
      service = true;
      call.is_public = word == "ecr-public";
    } else if (call.operation == nullptr) {
      call.operation = &words[i];
    }
  }
  if (call.operation == nullptr) return std::nullopt;
  if (call.operation->text != "get-login" && call.operation->text != "get-login-password")
    return std::nullopt;
  return call;
}

std::optional<std::string> registry_address(const EcrCall& call) {
  if (call.is_public) return "public.ecr.aws";
  if (call.registries.size() > 1) return std::nullopt;
  std::string region = call.region.empty() ? "$AWS_DEFAULT_REGION" : call.region;
  if (region.size() > 2 && region.front() == '"' && region.back() == '"')
    region = region.substr(1, region.size() - 2);
  if (contains(region, "\"") || contains(region, "'") || contains(region, " ")) return std::nullopt;
  const std::string account = call.registries.empty()
                                  ? "$(aws sts get-caller-identity --query Account --output text)"
                                  : call.registries.front();
  const bool china = region.starts_with("cn-");
  return account + ".dkr.ecr." + region + ".amazonaws.com" + (china ? ".cn" : "");
}

std::optional<std::string> login_pipeline(const EcrCall& call) {
  const auto address = registry_address(call);
  if (!address) return std::nullopt;
  return std::string("aws ") + (call.is_public ? "ecr-public" : "ecr") + " get-login-password" +
         (call.region.empty() ? "" : " --region " + call.region) + call.options +
         " | docker login --username AWS --password-stdin " + *address;
}

}  // namespace buildspec::docker
