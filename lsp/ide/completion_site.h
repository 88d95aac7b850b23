// Where a completion happens and how what it offers has to be written there: quotes, blank, dash,
// indentation. Internal to lsp/ide/completion*. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/schema/buildspec_schema.h"
#include "linter/schema/type.h"
#include "lsp/ide/completion.h"
#include "lsp/ide/place.h"
#include "lsp/ide/target.h"

namespace buildspec::ide {

struct CompletionSite {
  // `root` is what the text is in the schema: a buildspec, or the linter's configuration.
  CompletionSite(const Snapshot& the_snapshot, std::uint32_t the_offset,
                 const CompletionOptions& the_options,
                 const schema::Type& root = schema::buildspec_type());

  const Snapshot& snapshot;
  const ProjectFacts& facts;
  const CompletionOptions& options;
  std::uint32_t offset;
  Place place;
  Target target;
  bool in_list = false;  // under the key of a list, on a line without a dash: it has to be written

  // The type of the scalar at the cursor, be it the one that stands in a list's place.
  [[nodiscard]] const schema::Type* scalar_type() const;
  [[nodiscard]] std::string_view bytes(Span span) const { return snapshot.text.bytes(span); }
  // The column at which what is written here begins, a byte order mark left out.
  [[nodiscard]] std::uint32_t column() const;
  // The keys that lead here, an empty one for an item of a list: what CompletionTopic::path holds.
  [[nodiscard]] std::vector<std::string> key_path() const;
  // What is written here may go on in further lines: block style, nothing behind it on its line, no
  // tabs in front of it, and a client that takes that.
  [[nodiscard]] bool takes_lines() const;
  // On a blank line, or in front of a comment, amid an entry: what stands below would belong to
  // what is written here.
  [[nodiscard]] bool splits_entry() const;
  // Something stands below that belongs to a key at the cursor.
  [[nodiscard]] bool has_body(bool sequence) const;

  // Behind the colon of a key whose mapping or list has to stand below: from now on what is offered
  // is written there, on a new line. False: something stands there, or it cannot be written.
  bool open_block();
  std::optional<std::uint32_t> block_column;  // of that line
};

// How deep the file indents, as far as it shows; else as the examples of the documentation do.
struct Indentation {
  std::uint32_t step = 2;  // of a mapping in a mapping
  std::uint32_t dash = 2;  // of a list's dashes, from its key
};
[[nodiscard]] Indentation indentation_of(const SourceText& text);

// A scalar as it has to be written at the cursor. `as_text`: what reads as a number or a boolean is
// put in quotes.
[[nodiscard]] std::string written_value(const Place& place, std::string_view text, bool as_text);
// A name in the same quotes as its neighbours, or the user's own.
[[nodiscard]] std::string written_name(const Place& place, std::string_view name);
// What a client that matches by what is typed holds against the text: with its opening quote.
[[nodiscard]] std::string filter_of(const Place& place, std::string_view text);

// The name begins with what is typed, in whatever case.
[[nodiscard]] bool begins_like(std::string_view name, std::string_view typed);

// Puts what has to stand in front (blank, dash) before the insertion and adds the item. Of long
// lists only what begins as typed.
void add_item(const CompletionSite& site, CompletionItem item, Completion& completion);

// Adds a key as it is to stand in the text: quoted where its neighbours are, with a colon unless
// one stands there already, and with a line below for what belongs into it.
void add_key(const CompletionSite& site, CompletionItem item, std::string_view name,
             const schema::Type& type, Completion& completion);

// The parts. Each adds its items in their order.
void offer_keys(const CompletionSite& site, const schema::Type& type, Completion& completion);
void offer_values(const CompletionSite& site, const schema::Type& type, Completion& completion);
// Anchors, behind "*". True: that is where the cursor is.
bool offer_aliases(const CompletionSite& site, Completion& completion);
// Sections, whole files, forms of entries.
void offer_snippets(const CompletionSite& site, Completion& completion);
void offer_value_snippets(const CompletionSite& site, Completion& completion);
// Behind "$", "${", "%" and "$env:". True: that is where the cursor is.
bool offer_variables(const CompletionSite& site, Completion& completion);
// Files, folders and globs, in fields of the buildspec and in commands.
void offer_paths(const CompletionSite& site, Completion& completion);
void offer_command_paths(const CompletionSite& site, Completion& completion);
// Inside a suppression comment. True: that is where the offset is.
bool offer_suppressions(const Snapshot& snapshot, std::uint32_t offset,
                        const CompletionOptions& options, Completion& completion);

}  // namespace buildspec::ide
