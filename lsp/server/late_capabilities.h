// Capabilities that come and go while the session runs, for clients that take them so
// (`dynamicRegistration`): with the settings that switch them, and with the documents that they are
// for. Other clients are told of them in the answer to `initialize`. The loop's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lsp/server/context.h"

namespace buildspec::lsp {

using WantedBy = std::function<bool(const Settings&)>;

// For all documents that the client opens for us, while the settings of some place want it.
void register_while_wanted(Context& context, Registrations::Capability capability, WantedBy wanted);

// The same, for buildspecs and configuration files alone. The client may open every YAML file for
// us, and where two servers format a document, editors ask the user which one shall.
void register_for_own_documents(Context& context, std::vector<Registrations::Capability> all,
                                WantedBy wanted);

// A filter of the protocol for one document; letters that mean something in patterns stand for any
// letter.
[[nodiscard]] Json filter_for(const std::string& uri);

}  // namespace buildspec::lsp
