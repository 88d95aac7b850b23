#include "lsp/server/late_capabilities.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "linter/lang/source_path.h"
#include "lsp/server/configuration_document.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

using Capability = Registrations::Capability;

constexpr const char* kSelector = "documentSelector";

// What is ours by its name, whatever stands in it.
constexpr std::array<std::string_view, 3> kOwnNames{"buildspec.yml", "buildspec.yaml",
                                                    ".buildspec-lint.yml"};

bool has_own_name(const std::string& uri) {
  const std::string path = path_text_of(uri);
  return std::find(kOwnNames.begin(), kOwnNames.end(), file_name(path)) != kOwnNames.end();
}

Json filters_for_own_names() {
  Json filters = Json::array();
  for (const std::string_view name : kOwnNames) {
    filters.push_back({{"pattern", "**/" + std::string(name)}});
  }
  return filters;
}

class OwnDocuments : public std::enable_shared_from_this<OwnDocuments> {
 public:
  OwnDocuments(Context& context, std::vector<Capability> all, WantedBy wanted)
      : context_(context), all_(std::move(all)), wanted_by_(std::move(wanted)) {
    for (const Capability& each : all_) methods_.push_back(each.method);
  }

  void bind() {
    const auto self = shared_from_this();
    settings_changed();
    context_.project_listeners.emplace_back([self] {
      self->settings_changed();
      // Which documents are ours says the configuration, too.
      for (const auto& [uri, document] : self->context_.documents.all()) self->changed(uri);
    });
    context_.text_listeners.emplace_back(
        [self](const Document& document) { self->changed(document.uri); });
    context_.close_listeners.emplace_back(
        [self](const Document& document) { self->close(document.uri); });
    context_.idle_listeners.emplace_back([self] { self->look(); });
  }

 private:
  void settings_changed() {
    const bool wanted = context_.settings.anywhere(wanted_by_);
    if (wanted == std::exchange(wanted_, wanted)) return;
    if (wanted) {
      add(filters_for_own_names(), {});
      return;
    }
    context_.registrations.remove(methods_, {});
    for (const std::string& uri : std::exchange(registered_, {})) {
      context_.registrations.remove(methods_, uri);
    }
  }

  void changed(const std::string& uri) {
    if (!has_own_name(uri)) changed_.insert(uri);
  }

  void close(const std::string& uri) {
    changed_.erase(uri);
    if (registered_.erase(uri) > 0) context_.registrations.remove(methods_, uri);
  }

  void look() {
    if (!wanted_) return;
    for (const std::string& uri : std::exchange(changed_, {})) {
      const bool ours =
          context_.buildspec(uri) != nullptr || configuration_document(context_, uri) != nullptr;
      if (ours && registered_.insert(uri).second) add(Json::array({filter_for(uri)}), uri);
    }
  }

  void add(const Json& selector, const std::string& subject) {
    std::vector<Capability> capabilities = all_;
    for (Capability& each : capabilities) each.options[kSelector] = selector;
    context_.registrations.add(capabilities, subject);
  }

  Context& context_;
  std::vector<Capability> all_;
  std::vector<std::string> methods_;
  WantedBy wanted_by_;
  bool wanted_ = false;
  std::set<std::string> changed_;     // may be ours now
  std::set<std::string> registered_;  // each with a registration of its own
};

}  // namespace

Json filter_for(const std::string& uri) {
  std::string pattern = path_text_of(uri);
  for (char& letter : pattern) {
    if (std::string_view("*?{}[],!\\").find(letter) != std::string_view::npos) letter = '?';
  }
  return {{"scheme", uri.substr(0, uri.find(':'))}, {"pattern", std::move(pattern)}};
}

void register_while_wanted(Context& context, Capability capability, WantedBy wanted) {
  // The client's own selector.
  capability.options[kSelector] = nullptr;
  const auto update = [&context, capability = std::move(capability), wanted = std::move(wanted),
                       is = std::make_shared<bool>(false)] {
    const bool now = context.settings.anywhere(wanted);
    if (now == std::exchange(*is, now)) return;
    if (now) {
      context.registrations.add({capability});
    } else {
      context.registrations.remove(capability.method);
    }
  };
  update();
  context.project_listeners.emplace_back(update);
}

void register_for_own_documents(Context& context, std::vector<Capability> all, WantedBy wanted) {
  std::make_shared<OwnDocuments>(context, std::move(all), std::move(wanted))->bind();
}

}  // namespace buildspec::lsp
