// The client's settings: asked for where it answers that, else taken as it sends them.
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "lsp/protocol/workspace.h"
#include "lsp/server/context.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

void apply(Context& context) {
  for (const std::string& problem : context.settings.take_problems()) {
    context.log.write(MessageType::warning, problem);
  }
  if (context.settings.take_changed()) context.projects.settings_changed();
}

// One question at a time has a meaning: the answer to an older one is dropped.
struct Question {
  std::uint64_t number = 0;
};

void ask(Context& context, const std::shared_ptr<Question>& question) {
  const std::vector<std::filesystem::path> folders = context.projects.folders();
  ConfigurationParams params;
  params.items.push_back({std::nullopt, std::string(kSettingsSection)});
  for (const auto& folder : folders) {
    params.items.push_back({uri_of(folder), std::string(kSettingsSection)});
  }
  const std::uint64_t number = ++question->number;
  context.client.request<ConfigurationRequest>(
      params, [&context, question, number, folders](const Response& response) {
        if (number != question->number) return;
        if (response.error || !response.result.is_array()) {
          context.log.write(MessageType::info, "the client gives no settings" +
                                                   (response.error ? ": " + *response.error : ""));
          return;
        }
        const Json& sections = response.result;
        std::map<std::filesystem::path, Json> by_folder;
        for (std::size_t i = 0; i < folders.size() && i + 1 < sections.size(); ++i) {
          by_folder.emplace(folders[i], sections[i + 1]);
        }
        context.settings.set(sections.empty() ? Json() : sections.front(), std::move(by_folder));
        apply(context);
      });
}

}  // namespace

void bind_settings(Context& context, Dispatcher& dispatcher, ServerCapabilities&) {
  const auto question = std::make_shared<Question>();
  if (context.traits.registers_configuration) {
    context.registrations.add(DidChangeConfiguration::kName,
                              {{"section", std::string(kSettingsSection)}});
  }
  const bool asks = context.traits.answers_configuration;
  dispatcher.on<DidChangeConfiguration>(
      [&context, question, asks](const DidChangeConfigurationParams& params) {
        if (asks) return ask(context, question);
        if (params.settings.is_null()) return;
        context.settings.set(params.settings, {});
        apply(context);
      });
  context.folder_listeners.emplace_back([&context, question, asks] {
    context.settings.set_folders(context.projects.folders());
    apply(context);
    if (asks) ask(context, question);
  });
  context.ready_listeners.emplace_back([&context, question, asks] {
    apply(context);
    if (asks) ask(context, question);
  });
}

}  // namespace buildspec::lsp
