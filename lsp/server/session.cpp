#include "lsp/server/session.h"

#include <utility>

#include "lsp/protocol/workspace.h"
#include "lsp/server/process.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

using std::chrono::steady_clock;

constexpr BindFeature kFeatures[] = {
    bind_documents,       bind_settings,    bind_workspace,         bind_diagnostics,
    bind_hover,           bind_completion,  bind_code_actions,      bind_explain,
    bind_semantic_tokens, bind_inlay_hints, bind_code_lens,         bind_navigation,
    bind_rename,          bind_symbols,     bind_workspace_symbols, bind_links,
    bind_shapes,          bind_formatting,  bind_commands};

// Where a client names no folders it may name a root, in one of two older ways.
std::vector<std::filesystem::path> folders_of(const InitializeParams& params) {
  std::vector<std::filesystem::path> folders;
  if (params.workspace_folders) {
    for (const WorkspaceFolder& folder : *params.workspace_folders) {
      if (auto path = path_of(folder.uri)) folders.push_back(*std::move(path));
    }
  } else if (params.root_uri) {
    if (auto path = path_of(*params.root_uri)) folders.push_back(*std::move(path));
  } else if (params.root_path && !params.root_path->empty()) {
    folders.emplace_back(*params.root_path);
  }
  return folders;
}

}  // namespace

Session::Session(SessionSettings settings, Transport& transport, Inbox& inbox, JobRunner& jobs,
                 Log& log)
    : settings_(std::move(settings)),
      inbox_(inbox),
      log_(log),
      client_(transport),
      projects_({.rules = settings_.rules,
                 .today = settings_.today,
                 .open_text = [this](const auto& path) { return open_text(path); },
                 .settings_of = [this](const auto& path) -> const Settings& {
                   return path.empty() ? context_.settings.everywhere()
                                       : context_.settings.of(path);
                 },
                 .on_change = [this] { project_changed(); }},
                jobs),
      context_{settings_.rules, client_, log_, projects_, jobs, {}, {}, {}},
      client_process_(settings_.client_process) {
  // These two take effect, so that a cancel while they do comes too late.
  dispatcher_.on_later<Initialize>([this](const InitializeParams& params, const auto& reply) {
    reply.give([&] { return initialize(params); });
  });
  dispatcher_.on_later<Shutdown>(
      [this](const Empty&, const auto& reply) { reply.give([&] { return shut_down(); }); });
  dispatcher_.on<Exit>([this](const Empty&) { exit_code_ = gate_.exit_code(); });
  dispatcher_.on<SetTrace>([this](const SetTraceParams& params) { trace_ = params.value; });
}

void Session::run_waiting() {
  for (const InboxItem& item : inbox_.take()) {
    if (exit_code_) return;
    if (const auto* const message = std::get_if<Message>(&item)) {
      handle(*message);
    } else if (const auto* const task = std::get_if<Task>(&item)) {
      run(*task);
    } else {
      end(std::get<EndOfInput>(item));
    }
  }
  if (!exit_code_ && gate_.running()) idle();
  if (!exit_code_ && client_.gone()) exit_code_ = gate_.exit_code();
}

void Session::check_client() {
  if (!client_process_ || exit_code_ || process_lives(*client_process_)) return;
  log_.write(MessageType::info, "the client's process is gone");
  exit_code_ = gate_.exit_code();
}

void Session::handle(const Message& message) {
  if (const auto* const request = std::get_if<Request>(&message)) {
    handle(*request);
  } else if (const auto* const notification = std::get_if<Notification>(&message)) {
    if (const auto id = cancelled_id(message)) cancel(*id);
    handle(*notification);
  } else if (const auto* const response = std::get_if<Response>(&message)) {
    if (!client_.receive(*response) && response->empty) {
      refuse({response->id, ErrorCode::invalid_request, "neither a request nor a response"});
    }
  } else {
    refuse(std::get<Malformed>(message));
  }
}

void Session::handle(const Request& request) {
  const auto since = steady_clock::now();
  if (const auto refusal = gate_.refuse(request.method)) {
    client_.send(error_text(request.id, refusal->code(), refusal->what()));
  } else if (inbox_.cancelled(request.id)) {
    client_.send(error_text(request.id, ErrorCode::request_cancelled, "cancelled"));
  } else {
    const auto open = std::make_shared<OpenRequest>(request.id, client_, inbox_);
    context_.request = open;
    dispatcher_.answer(request, open);
    context_.request.reset();
    if (!open->answered()) {
      std::erase_if(unanswered_, [](const auto& other) { return other.expired(); });
      unanswered_.push_back(open);
    }
  }
  trace(request.method, since);
}

void Session::refuse(const Malformed& malformed) {
  log_.write(MessageType::warning, "a malformed message: " + malformed.reason);
  client_.send(error_text(malformed.id, malformed.code, malformed.reason));
}

void Session::run(const Task& task) {
  try {
    task();
  } catch (const std::exception& error) {
    log_.write(MessageType::error, error.what());
  }
}

// Of a request that waits or is being worked on this is seen in the inbox; others are answered
// here.
void Session::cancel(const Json& id) {
  inbox_.forget(id);
  std::erase_if(unanswered_, [&](const std::weak_ptr<OpenRequest>& open) {
    const OpenRequestPtr request = open.lock();
    if (request && same_id(request->id(), id)) request->cancel();
    return !request || request->answered();
  });
}

void Session::handle(const Notification& notification) {
  if (!gate_.lets_pass(notification.method)) return;
  const auto since = steady_clock::now();
  if (const auto trouble = dispatcher_.notify(notification)) {
    log_.write(MessageType::error, *trouble);
  }
  trace(notification.method, since);
}

void Session::end(const EndOfInput& end) {
  if (!end.reason.empty()) {
    log_.write(MessageType::error, end.reason);
    client_.send(error_text(nullptr, ErrorCode::parse_error, end.reason));
  }
  exit_code_ = end.reason.empty() ? gate_.exit_code() : 1;
}

InitializeResult Session::initialize(const InitializeParams& params) {
  context_.traits = read_traits(params.capabilities);
  // 0 and below name no process.
  if (params.process_id.value_or(0) > 0) client_process_ = params.process_id;
  trace_ = params.trace.value_or("off");
  projects_.set_folders(folders_of(params));
  context_.settings.set_folders(projects_.folders());
  context_.settings.begin(params.initialization_options, settings_.rules);
  InitializeResult result;
  result.server_info = {"buildspec-lsp", settings_.version};
  result.capabilities.position_encoding = to_string(context_.traits.encoding);
  for (const BindFeature bind : kFeatures) bind(context_, dispatcher_, result.capabilities);
  gate_.initialized();
  log_.set_client([this](MessageType type, std::string_view message) {
    client_.notify<LogMessage>({type, std::string(message)});
  });
  return result;
}

std::nullptr_t Session::shut_down() {
  gate_.shut_down();
  for (const auto& open : std::exchange(unanswered_, {})) {
    if (const OpenRequestPtr request = open.lock()) request->cancel();
  }
  return nullptr;
}

void Session::trace(std::string_view what, steady_clock::time_point since) {
  if (trace_ == "off" || !gate_.running()) return;
  const auto time =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - since);
  LogTraceParams params{"handled " + std::string(what), {}};
  if (trace_ == "verbose") params.verbose = std::to_string(time.count()) + " microseconds";
  client_.notify<LogTrace>(params);
}

void Session::idle() {
  run([this] { projects_.check_day(); });
  for (const auto& listener : context_.idle_listeners) run(listener);
}

std::optional<SourceText> Session::open_text(const std::filesystem::path& path) {
  const Document* const document = context_.documents.at(path);
  return document == nullptr ? std::nullopt : std::optional(document->text);
}

void Session::project_changed() {
  for (auto& [uri, document] : context_.documents.all()) document.dirty = true;
  for (const auto& listener : context_.project_listeners) listener();
}

}  // namespace buildspec::lsp
