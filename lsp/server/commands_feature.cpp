// workspace/executeCommand, for the commands that the other features have.
#include "lsp/protocol/code_actions.h"
#include "lsp/rpc/message.h"
#include "lsp/server/context.h"

namespace buildspec::lsp {

void bind_commands(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  if (context.commands.all().empty()) return;
  ExecuteCommandOptions options;
  for (const auto& [name, handler] : context.commands.all()) options.commands.push_back(name);
  capabilities.execute_command_provider = write_json(options);
  dispatcher.on<ExecuteCommand>([&context](const ExecuteCommandParams& params) {
    const auto found = context.commands.all().find(params.command);
    if (found == context.commands.all().end())
      throw ResponseError(ErrorCode::invalid_params, "there is no command " + params.command);
    return found->second(params.arguments.value_or(std::vector<Json>()));
  });
}

}  // namespace buildspec::lsp
