// The flow of variables, secrets and the directory through the commands of a buildspec: what is
// defined where, which definitions reach which use, and where each command runs. Part of every
// snapshot, of half-typed ones too: analyze() makes it. Views belong to the snapshot; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/effects.h"
#include "linter/lang/snapshot.h"
#include "linter/schema/builtin_variables.h"

namespace buildspec {

// Which definitions of a name reach a place.
enum class Reach : std::uint8_t {
  none,     // none that the file shows: the project may define it, where its variables are unknown
  unknown,  // none, but something in front may have defined any variable: `source`, `eval`, …
  maybe,    // one in a condition, in a phase that may have failed, a built-in of some builds
  certain,
};

// What is known about a variable's text being secret. The greatest of what may reach.
enum class Secrecy : std::uint8_t {
  none,
  named,      // only its name says so ("API_TOKEN")
  parameter,  // from Parameter Store, under a name that does not say so: may be plain configuration
  derived,    // made of one of those below, by base64, jq, cut, or as part of a longer text
  fetched,    // a command fetches it: get-secret-value, get-login-password, assume-role, …
  stored,     // from Secrets Manager; or from Parameter Store under a secret's name
};

enum class Origin : std::uint8_t { variables, parameter_store, secrets_manager, command };

// Where a variable gets its value in this file.
struct Definition {
  Origin origin = Origin::command;
  std::uint32_t command = shell::kNowhere;  // in Buildspec::commands
  std::uint32_t index = 0;                  // in Effects::assigned; else in Env::variables
  Secrecy secrecy = Secrecy::none;
};

// Where a command uses one.
struct Usage {
  std::uint32_t command = 0;  // in Buildspec::commands
  std::uint32_t index = 0;    // in Effects::uses and Script::variables
  Reach reach = Reach::none;
  Secrecy secrecy = Secrecy::none;
};

// A place outside of commands where the service puts a variable's value: artifacts, cache, reports,
// runtime-versions.
struct FieldUse {
  Node node;
  Span span;       // in the text: with dollar and braces
  Span name_span;  // the name alone
  std::string name;
  Reach reach = Reach::none;
  bool fallback = false;         // ${NAME:-text}, or another form that does something to the value
  bool before_commands = false;  // read before the first command runs: runtime-versions
};

struct Directory {
  enum class State : std::uint8_t { known, outside, unknown };
  State state = State::known;
  std::string path;  // relative to the source root, normal ("app/web"), empty for the root itself
  friend bool operator==(const Directory&, const Directory&) = default;
};

// All names with their definitions and uses, by number: nothing in it says where text stands, so
// versions of a document that differ in places only share one. Internal; ask through Flow.
struct FlowIndex;

// A view: cheap to make, two words to copy; lives no longer than its snapshot. What costs more than
// a lookup says so.
class Flow {
 public:
  explicit Flow(const Snapshot& snapshot);

  // -- Names. Numbers from 0 to names() - 1, in the order of their first appearance.
  [[nodiscard]] std::uint32_t names() const;
  [[nodiscard]] std::string_view name(std::uint32_t number) const;
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
  [[nodiscard]] std::size_t use_count(std::uint32_t number) const;
  [[nodiscard]] std::size_t definition_count(std::uint32_t number) const;
  // In running order. Linear in their number.
  [[nodiscard]] std::vector<Usage> uses(std::uint32_t number) const;
  [[nodiscard]] std::vector<Definition> definitions(std::uint32_t number) const;
  // Some use tests whether it is set, or gives a fallback.
  [[nodiscard]] bool is_tested(std::uint32_t number) const;

  // -- What defines a name beside the commands.
  // The project's variables as the facts list them: nothing where they are not known.
  [[nodiscard]] std::optional<bool> in_project(std::string_view name) const;
  // Set by the shell itself or by what CodeBuild's images are known to set: HOME, PWD, JAVA_HOME.
  [[nodiscard]] static bool in_image(std::string_view name);
  // A task of this file's batch, or its matrix, defines the name for its build. Linear in tasks.
  [[nodiscard]] bool in_batch(std::string_view name) const;

  // -- Places.
  [[nodiscard]] const shell::Script& script(std::uint32_t command) const;
  [[nodiscard]] const Effects& effects(std::uint32_t command) const;
  // In the text: of the use with dollar and braces, and of the name alone.
  [[nodiscard]] Span span(const Usage& use) const;
  [[nodiscard]] Span name_span(const Usage& use) const;
  [[nodiscard]] Span name_span(const Definition& definition) const;
  [[nodiscard]] const shell::VariableUse& variable(const Usage& use) const;
  [[nodiscard]] const Use& facts(const Usage& use) const;
  [[nodiscard]] const Assigned* assigned(const Definition& definition) const;

  // -- Which definitions reach: for one use, linear in the definitions of its name.
  [[nodiscard]] std::vector<Definition> reaching(std::uint32_t number, const Usage& use) const;
  // At the end of the build: for exported variables, artifacts and the like.
  [[nodiscard]] Reach reach_at_end(std::string_view name) const;
  // Every variable that artifacts, cache, reports and runtime-versions use. Linear in these.
  [[nodiscard]] std::vector<FieldUse> field_uses() const;

  // -- Secrets.
  // Of a name as a command (in Buildspec::commands) finds it when it begins; of the uses inside a
  // command, each has its own (Usage::secrecy).
  [[nodiscard]] Secrecy secrecy(std::string_view name, std::uint32_t command) const;
  // Uses of more than `named`, in running order: all that a rule about secrets has to look at.
  struct SecretUse {
    std::uint32_t name = 0;
    Usage use;
  };
  [[nodiscard]] std::span<const SecretUse> secret_uses() const;
  // The numbers of the names that are secret names (is_secret_name()).
  [[nodiscard]] std::span<const std::uint32_t> secret_names() const;

  // -- Directory.
  // Before a command of Buildspec::commands.
  [[nodiscard]] Directory directory(std::uint32_t command) const;
  // Before each simple command of its script (as many as Script::commands). Linear in these.
  [[nodiscard]] std::vector<Directory> directories(std::uint32_t command) const;
  // The commands of Buildspec::commands that change it, in running order.
  [[nodiscard]] std::span<const std::uint32_t> directory_changers() const;
  // Behind the last command.
  [[nodiscard]] Directory last_directory() const;

 private:
  [[nodiscard]] Span source(std::uint32_t command, Span decoded) const;

  const Snapshot* snapshot_;
  const FlowIndex* index_;
};

// What a directory is after `cd path` in it; and a path relative to the source root where a
// relative one stands in a directory, nothing outside of it or where it is not known.
[[nodiscard]] Directory entered(const Directory& from, std::string_view path);
[[nodiscard]] std::optional<std::string> resolved(const Directory& in, std::string_view path);

// For analyze(). `previous`, an earlier version of the document, only makes it faster.
[[nodiscard]] std::shared_ptr<const FlowIndex> make_flow(const Snapshot& snapshot,
                                                         const Snapshot* previous);

}  // namespace buildspec
