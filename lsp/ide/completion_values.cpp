// Values: those of the schema, versions of runtimes, images, names that the file itself defines.
#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "linter/lang/flow.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/runtime_version.h"
#include "lsp/ide/batch_graph.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/completion_site.h"

namespace buildspec::ide {
namespace {

using schema::Form;
using schema::Format;

// "3.x" stands for "3.12", "22.x" for "22", "latest" for all.
bool stands_for(std::string_view wildcard, std::string_view version) {
  if (wildcard == "latest") return true;
  if (!wildcard.ends_with(".x")) return false;
  const std::string_view stem = wildcard.substr(0, wildcard.size() - 2);
  return version.starts_with(stem) &&
         (version.size() == stem.size() || version[stem.size()] == '.');
}

class ValueWriter {
 public:
  ValueWriter(const CompletionSite& site, const schema::Type& type, Completion& completion)
      : site_(site), type_(type), completion_(completion) {}

  void offer() {
    offer_known();
    switch (type_.format) {
      case Format::runtime_version: offer_versions(); break;
      case Format::image: offer_images(); break;
      case Format::batch_identifier:
        if (site_.target.name == "depend-on") offer_tasks();
        break;
      case Format::variable_name: offer_exports(); break;
      default: break;
    }
  }

 private:
  void add(CompletionItem item, bool as_text) {
    const std::string text = item.label;
    item.insert = written_value(site_.place, text, as_text);
    item.filter = filter_of(site_.place, text);
    add_item(site_, std::move(item), completion_);
  }

  // ---- What the schema lists ----

  void offer_known() {
    const std::optional<std::span<const std::string_view>> sizes = sizes_of_type();
    const std::vector<std::string> path = site_.key_path();
    for (const schema::Value& value : type_.values) {
      if (sizes && std::find(sizes->begin(), sizes->end(), value.text) == sizes->end()) continue;
      CompletionItem item;
      item.kind = CompletionKind::value;
      item.label = value.text;
      item.deprecated = value.deprecated;
      if (site_.place.flow && type_.values_are_all) item.commit = ",";
      item.topic = {TopicKind::value, path, std::string(value.text)};
      // The documented form of `version` is a number, that of booleans a bare word.
      add(std::move(item), /*as_text=*/false);
    }
  }

  // The compute types that go with the environment type that stands beside.
  [[nodiscard]] std::optional<std::span<const std::string_view>> sizes_of_type() const {
    if (site_.target.name != "compute-type" || site_.place.path.size() < 2) return std::nullopt;
    Node env = site_.snapshot.buildspec.root;
    for (const Step& step : std::span(site_.place.path).first(site_.place.path.size() - 1)) {
      const BatchTask* const task = step.item ? own_task() : nullptr;
      env = !step.item ? env.get(step.name) : task != nullptr ? task->node : Node();
    }
    const Node type = env.get("type");
    const auto* const found =
        type.is_scalar() ? schema::find_environment_type(type.scalar().value()) : nullptr;
    if (found == nullptr || found->compute_types.empty()) return std::nullopt;
    return found->compute_types;
  }

  // ---- Versions ----

  void offer_versions() {
    const schema::Language* const language = schema::find_language(site_.target.name);
    if (language == nullptr) return;
    const schema::Image* const image = known_image(site_.facts);
    const schema::Runtime* const runtime =
        image == nullptr ? nullptr : schema::find_runtime(*image, language->name);
    std::vector<std::string_view> versions;
    if (runtime != nullptr) {
      for (const schema::RuntimeVersion& version : runtime->versions) {
        versions.push_back(version.text);
      }
    } else {
      versions.assign(language->versions.begin(), language->versions.end());
    }
    for (const std::string_view text : in_order_of_life(
             *language, versions, runtime != nullptr ? runtime->wildcards : language->wildcards)) {
      offer_version(*language, text);
    }
  }

  enum class Life : std::uint8_t { supported, unknown, past };
  [[nodiscard]] Life life_of(const schema::Language& language, std::string_view version) const {
    if (is_past_end_of_life(language, version, site_.facts.today)) return Life::past;
    return schema::find_release(language, version) != nullptr ? Life::supported : Life::unknown;
  }

  // What is supported comes first and what has ended last; there the exact versions before the
  // wildcards, newest first. A wildcard lives as long as the last of the versions it stands for.
  [[nodiscard]] std::vector<std::string_view> in_order_of_life(
      const schema::Language& language, std::span<const std::string_view> versions,
      std::span<const std::string_view> wildcards) const {
    struct Choice {
      Life life;
      bool wildcard;
      std::string_view text;
    };
    std::vector<Choice> choices;
    for (const std::string_view version : versions) {
      choices.push_back({life_of(language, version), false, version});
    }
    for (const std::string_view wildcard : wildcards) {
      std::optional<Life> best;
      for (const std::string_view version : versions) {
        if (!stands_for(wildcard, version)) continue;
        const Life life = life_of(language, version);
        best = std::min(best.value_or(life), life);
      }
      choices.push_back({best.value_or(life_of(language, wildcard)), true, wildcard});
    }
    std::stable_sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
      if (a.life != b.life) return a.life < b.life;
      if (a.wildcard != b.wildcard) return b.wildcard;
      return schema::compare_versions(a.text, b.text) > 0;
    });
    std::vector<std::string_view> texts;
    texts.reserve(choices.size());
    for (const Choice& choice : choices) texts.push_back(choice.text);
    return texts;
  }

  void offer_version(const schema::Language& language, std::string_view version) {
    CompletionItem item;
    item.kind = CompletionKind::value;
    item.label = version;
    item.detail = end_of_life_text(language, version, site_.facts.today);
    item.description = item.detail;
    item.deprecated = is_past_end_of_life(language, version, site_.facts.today);
    item.topic = {TopicKind::version, {std::string(language.name)}, std::string(version)};
    add(std::move(item), /*as_text=*/true);
  }

  // ---- Images ----

  void offer_images() {
    for (const bool current : {true, false}) {
      for (const schema::Image& image : schema::images()) {
        if (image.status == schema::ImageStatus::removed) continue;
        if ((image.status == schema::ImageStatus::current) == current) offer_image(image, current);
      }
    }
  }

  void offer_image(const schema::Image& image, bool current) {
    CompletionItem item;
    item.kind = CompletionKind::value;
    item.label = image.name;
    item.detail = image.os;
    item.description =
        current ? std::string(image.os) : std::string(schema::to_string(image.status));
    item.deprecated = !current;
    item.topic = {TopicKind::image, {}, std::string(image.name)};
    add(std::move(item), /*as_text=*/true);
  }

  // ---- Tasks of a batch ----

  // The task that the offset is in, or right below.
  [[nodiscard]] const BatchTask* own_task() const {
    const BatchTask* own = nullptr;
    for (const BatchTask& task : site_.snapshot.buildspec.batch.tasks) {
      if (task.node.span().begin > site_.offset) continue;
      if (own == nullptr || own->node.span().begin < task.node.span().begin) own = &task;
    }
    return own;
  }

  // The task itself, and those that wait for it, through others too: waiting for them is a cycle.
  [[nodiscard]] static std::set<std::string> cycles_with(const Batch& batch,
                                                         std::string_view name) {
    std::set<std::string> found{std::string(name)};
    const BatchGraph graph(batch);
    const auto task = graph.find(name);
    if (!task) return found;
    for (const std::uint32_t behind : graph.all_behind(*task)) {
      found.insert(graph.tasks()[behind].name);
    }
    return found;
  }

  void offer_tasks() {
    const Batch& batch = site_.snapshot.buildspec.batch;
    const BatchTask* const own = own_task();
    std::set<std::string> left_out;
    if (own != nullptr && own->identifier.is_scalar()) {
      left_out = cycles_with(batch, own->identifier.scalar().value());
    }
    if (own != nullptr) leave_out_others(own->depend_on, left_out);
    for (const BatchTask& task : batch.tasks) {
      if (!task.identifier.is_scalar()) continue;
      CompletionItem item;
      item.kind = CompletionKind::task;
      item.label = task.identifier.scalar().value();
      if (item.label.empty() || !left_out.insert(item.label).second) continue;
      item.detail = "task of the batch";
      if (task.buildspec.is_scalar()) item.description = task.buildspec.scalar().value();
      if (site_.place.flow) item.commit = ",";
      item.topic = {TopicKind::task, {}, item.label};
      add(std::move(item), /*as_text=*/true);
    }
  }

  // What the list has already, but for the item at the cursor.
  void leave_out_others(Node list, std::set<std::string>& left_out) const {
    for (const Node item : list_items(list)) {
      if (!item.span().touches(site_.offset)) left_out.emplace(item.scalar().value());
    }
  }

  // ---- Exported variables ----

  void offer_exports() {
    std::set<std::string> left_out;
    leave_out_others(site_.snapshot.buildspec.env.exported_variables, left_out);
    const Flow flow(site_.snapshot);
    // Those that commands set come first: the others are known before the build.
    for (const bool by_command : {true, false}) {
      for (std::uint32_t number = 0; number < flow.names(); ++number) {
        if (flow.definition_count(number) == 0) continue;
        const std::string_view name = flow.name(number);
        if (left_out.contains(std::string(name)) || name.starts_with("AWS_")) continue;
        if (const auto origin = exportable(flow, number)) {
          if ((*origin == Origin::command) != by_command) continue;
          left_out.emplace(name);
          offer_export(name, *origin);
        }
      }
    }
  }

  // Where a variable that holds at the end of the build comes from; nothing for secrets, which may
  // not be exported, and for what only one command sees.
  [[nodiscard]] static std::optional<Origin> exportable(const Flow& flow, std::uint32_t number) {
    std::optional<Origin> found;
    for (const Definition& definition : flow.definitions(number)) {
      if (definition.secrecy != Secrecy::none) return std::nullopt;
      if (definition.origin == Origin::command) {
        const Assigned* const assigned = flow.assigned(definition);
        if (assigned == nullptr || !assigned->carries || assigned->unset || assigned->prefix) {
          continue;
        }
        found = Origin::command;
      } else if (!found) {
        found = definition.origin;
      }
    }
    return found;
  }

  void offer_export(std::string_view name, Origin origin) {
    CompletionItem item;
    item.kind = CompletionKind::variable;
    item.label = name;
    item.detail = origin == Origin::command ? "set by a command" : "env.variables";
    item.description = item.detail;
    item.topic = {TopicKind::variable, {}, std::string(name)};
    add(std::move(item), /*as_text=*/true);
  }

  const CompletionSite& site_;
  const schema::Type& type_;
  Completion& completion_;
};

}  // namespace

void offer_values(const CompletionSite& site, const schema::Type& type, Completion& completion) {
  if (type.form == Form::scalar) {
    ValueWriter(site, type, completion).offer();
    offer_value_snippets(site, completion);
  }
  offer_paths(site, completion);
}

}  // namespace buildspec::ide
