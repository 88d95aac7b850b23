// What Docker's client is told to do in a command, and the address of Amazon's registries: shared
// by the rules on Docker. Views are of the script; pure, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"
#include "rules/commands/invocation/invocation.h"

namespace buildspec::docker {

// `docker push …`, `docker image push …`, `sudo docker --debug push …`.
struct Client {
  commands::Invocation run;
  std::string_view verb;      // "push"; of `docker buildx build` "build"
  std::size_t arguments = 0;  // of run.words: the first one behind the verb
  const shell::Word* verb_word = nullptr;
};
[[nodiscard]] std::optional<Client> client(const shell::Command& command);

// The words that are neither options nor values of options, behind the verb.
[[nodiscard]] std::vector<const shell::Word*> operands(const Client& client);

// Of `docker run`: the image, and what follows it.
struct Container {
  const shell::Word* image = nullptr;
  std::vector<const shell::Word*> command;
  std::vector<const shell::Word*> options;  // with their values, in order
};
[[nodiscard]] std::optional<Container> container(const Client& client);

// The verb needs a daemon that runs.
[[nodiscard]] bool needs_daemon(const Client& client);

// `aws … ecr get-login…`: with the words of its options as they are written.
struct EcrCall {
  commands::Invocation run;
  const shell::Word* operation = nullptr;  // "get-login", "get-login-password"
  bool is_public = false;                  // `aws ecr-public`
  std::string region;                      // as written; empty where it is not said
  std::vector<std::string> registries;     // of --registry-ids
  std::string options;                     // global ones that stay: " --profile x"
};
[[nodiscard]] std::optional<EcrCall> ecr_call(const shell::Command& command, std::string_view text);

// The address of the registry that the call logs in to, as shell text; nothing where the call names
// several. Without --registry-ids it is the account's own.
[[nodiscard]] std::optional<std::string> registry_address(const EcrCall& call);

// `aws ecr get-login-password … | docker login …` for the call; nothing where there is no address.
[[nodiscard]] std::optional<std::string> login_pipeline(const EcrCall& call);

}  // namespace buildspec::docker
