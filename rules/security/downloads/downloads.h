// Programs that fetch something from an address, and programs that run what they read: shared by
// the rules on downloads. Views are of the script; pure, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/commands/invocation/invocation.h"

namespace buildspec::downloads {

// `curl`, `wget`: with the words that hold addresses.
struct Download {
  commands::Invocation run;
  std::vector<const shell::Word*> addresses;
  std::string file;  // what it is stored as; empty where it goes to standard output
  bool stores = false;
};
[[nodiscard]] std::optional<Download> download(const shell::Command& command);

// A letter among the short options of curl, those left out that are values: "-sSk", not "-okit".
// The offset in the word's text.
[[nodiscard]] std::optional<std::size_t> short_option(std::string_view word, char letter);

// A shell or another interpreter that runs what comes from standard input: `bash -s -- x`, not
// `bash x.sh` and not `python -m json.tool`.
[[nodiscard]] bool runs_standard_input(const commands::Invocation& run);
[[nodiscard]] bool is_shell(std::string_view program);

// The host of an address as it is written; empty where it is not literal.
[[nodiscard]] std::string_view host_of(std::string_view address);
// The machine itself, a private network, a name that the internet does not know.
[[nodiscard]] bool is_private_host(std::string_view host);

}  // namespace buildspec::downloads
