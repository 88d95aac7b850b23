// The documentation of completion items, made when somebody looks at one.
#include <string>

#include "linter/lang/flow.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/documentation.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/completion.h"
#include "lsp/ide/markdown.h"
#include "lsp/ide/rule_text.h"
#include "lsp/ide/snippet_table.h"
#include "lsp/ide/target.h"

namespace buildspec::ide {
namespace {

// So many places of one variable are listed.
constexpr std::size_t kMostPlaces = 10;

const schema::Type* type_at(const std::vector<std::string>& names) {
  std::vector<Step> path;
  path.reserve(names.size());
  for (const std::string& name : names) path.push_back({name.empty(), name});
  return find_target(path).type;
}

std::string key_text(const CompletionTopic& topic) {
  const schema::Type* const owner = type_at(topic.path);
  const schema::Key* const key = owner == nullptr ? nullptr : schema::find_key(*owner, topic.name);
  return key == nullptr ? std::string() : schema::documentation(*key);
}

std::string value_text(const CompletionTopic& topic) {
  const schema::Type* const type = type_at(topic.path);
  const schema::Value* const value =
      type == nullptr ? nullptr : schema::find_value(*type, topic.name);
  return value == nullptr ? std::string() : schema::documentation(*value);
}

std::string block_text(Origin origin) {
  switch (origin) {
    case Origin::variables: return "in `env.variables`";
    case Origin::parameter_store: return "from Parameter Store";
    case Origin::secrets_manager: return "from Secrets Manager";
    case Origin::command: return "by a command";
  }
  return {};
}

// Where a variable is set. Never its value: it may be a secret.
std::string variable_text(const Snapshot& snapshot, const std::string& name) {
  std::string text = "**" + name + "**";
  const Flow flow(snapshot);
  const auto number = flow.find(name);
  if (!number) return text;
  std::size_t listed = 0;
  for (const Definition& definition : flow.definitions(*number)) {
    if (listed == kMostPlaces) {
      add_item(text, "…");
      break;
    }
    const Assigned* const assigned = flow.assigned(definition);
    if (assigned != nullptr && assigned->unset) continue;
    add_item(text, "set " + block_text(definition.origin) + ", " +
                       line_link(snapshot, flow.name_span(definition).begin));
    ++listed;
  }
  return text;
}

std::string task_text(const Snapshot& snapshot, const std::string& name) {
  for (const BatchTask& task : snapshot.buildspec.batch.tasks) {
    if (!task.identifier.is(name)) continue;
    std::string text = "**" + name + "**, " + line_link(snapshot, task.identifier.span().begin);
    if (task.buildspec.is_scalar()) {
      add_paragraph(text, "Buildspec: " + code_span(task.buildspec.scalar().value()));
    }
    for (const Node other : list_items(task.depend_on)) {
      add_item(text, "waits for " + code_span(other.scalar().value()));
    }
    return text;
  }
  return {};
}

std::string snippet_documentation(const std::string& label) {
  const Snippet* const snippet = find_snippet(label);
  if (snippet == nullptr) return {};
  std::string text = sentence(snippet->detail);
  add_paragraph(text, code_block(expanded_snippet(snippet->body), "yaml"));
  return text;
}

}  // namespace

std::string documentation_of(const Snapshot& snapshot, const CompletionTopic& topic,
                             std::span<const RegisteredRule> rules) {
  const ProjectFacts& facts = *snapshot.facts;
  switch (topic.kind) {
    case TopicKind::none: return {};
    case TopicKind::key: return key_text(topic);
    case TopicKind::value: return value_text(topic);
    case TopicKind::runtime: {
      const schema::Language* const language = schema::find_language(topic.name);
      return language == nullptr ? std::string() : runtime_text(*language, facts);
    }
    case TopicKind::version: {
      const schema::Language* const language =
          topic.path.empty() ? nullptr : schema::find_language(topic.path.front());
      return language == nullptr ? std::string()
                                 : runtime_version_text(*language, topic.name, facts);
    }
    case TopicKind::image: {
      const schema::Image* const image = schema::find_image(topic.name);
      return image == nullptr ? std::string() : image_text(*image);
    }
    case TopicKind::builtin: {
      const schema::BuiltinVariable* const variable = schema::find_builtin_variable(topic.name);
      return variable == nullptr ? std::string() : builtin_variable_text(*variable, topic.name);
    }
    case TopicKind::variable: return variable_text(snapshot, topic.name);
    case TopicKind::task: return task_text(snapshot, topic.name);
    case TopicKind::anchor:
      return "CodeBuild does not document anchors and aliases: try such a file once before you "
             "rely on it.";
    case TopicKind::rule: return selector_text(rules, topic.name);
    case TopicKind::snippet: return snippet_documentation(topic.name);
  }
  return {};
}

}  // namespace buildspec::ide
