// Paths and globs: what they match in the source tree as it is now.
#include <optional>
#include <string>
#include <string_view>

#include "linter/lang/source_outputs.h"
#include "linter/lang/source_path.h"
#include "linter/lint/wording.h"
#include "lsp/ide/glob_matches.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/markdown.h"

namespace buildspec::ide {
namespace {

constexpr std::size_t kMostFiles = 10;

std::string_view verb(GlobPlace::Kind kind) {
  switch (kind) {
    case GlobPlace::Kind::exclude: return "leaves out ";
    case GlobPlace::Kind::base_directory: return "holds ";
    case GlobPlace::Kind::files:
    case GlobPlace::Kind::cache: break;
  }
  return "matches ";
}

// "`src/*.js` matches **3 files** of the source as it is now"
std::string count_words(const GlobPlace& place, const GlobMatches& found) {
  std::string text = place.kind == GlobPlace::Kind::base_directory
                         ? code_span(place.node.scalar().value())
                         : code_span(found.pattern);
  text += ' ';
  text += verb(place.kind);
  if (found.count == 0) {
    text += found.all ? "no file" : "none of the files that were looked at";
  } else {
    text += "**" + std::string(found.all ? "" : "at least ") +
            counted(found.count, "file", "files") + "**";
  }
  return text + " of the source as it is now";
}

// Files of the source only: what the commands make is not there yet.
std::string outputs_words(const Snapshot& snapshot, const GlobMatches& found) {
  if (found.count > 0 || found.pattern.empty()) return {};
  return outputs_of(snapshot).may_hold(found.pattern)
             ? "The commands may make such files."
             : "No command of this file is known to make such files.";
}

std::string matches_text(const Snapshot& snapshot, const GlobPlace& place,
                         const GlobMatches& found) {
  if (found.folder && place.kind != GlobPlace::Kind::base_directory) {
    return "A folder of the source. Whether its files are meant is not documented: write " +
           code_span(std::string(place.node.scalar().value()) + "/**/*") + '.';
  }
  std::string text = count_words(place, found);
  text += found.files.empty() ? "." : ":";
  for (const std::string& file : found.files) add_item(text, code_span(file));
  if (found.count > found.files.size() && !found.files.empty()) {
    add_item(text, "and " + std::to_string(found.count - found.files.size()) + " more");
  }
  if (found.left_out > 0) {
    add_paragraph(text,
                  "`exclude-paths` leaves out " + counted(found.left_out, "other", "others") + ".");
  }
  if (place.kind != GlobPlace::Kind::exclude) {
    add_paragraph(text, outputs_words(snapshot, found));
  }
  return text;
}

std::string glob_text(const Snapshot& snapshot, const GlobPlace& place) {
  const GlobMatches found = match_in_source(*snapshot.facts, place, kMostFiles);
  switch (found.state) {
    case GlobMatches::State::known: return matches_text(snapshot, place, found);
    case GlobMatches::State::undocumented:
      return "What `?`, `[`, `{` and a leading `!` match is not documented.";
    case GlobMatches::State::variable:
      return "What it matches is known at build time only: a variable is in it.";
    case GlobMatches::State::outside:
      return place.kind == GlobPlace::Kind::cache
                 ? "A place on the build's machine, outside of the source."
                 : "Leads out of the source.";
    case GlobMatches::State::no_tree: break;
  }
  return {};
}

// The buildspec of a task.
std::string file_text(const HoverPlace& place) {
  const SourceTree* const tree = place.snapshot.facts->source_tree.get();
  if (tree == nullptr || place.key_name() != "buildspec") return {};
  const Scalar scalar = place.site().node.scalar();
  const std::string_view value = scalar.value();
  if (value.empty() || has_reference(value) || value.find_first_of(":\n*") != value.npos) return {};
  const auto path = normal_path(value);
  if (!path) return "Leads out of the source.";
  if (tree->has_file(*path)) return code_span(*path) + " is a file of the source.";
  return tree->complete ? code_span(*path) + " is no file of the source as it is now." : "";
}

}  // namespace

std::optional<Hover> hover_glob(const HoverPlace& place) {
  const Site& site = place.site();
  if (place.on_key() || !site.node.is_scalar() || site.type == nullptr) return std::nullopt;
  const bool path = site.type->format == schema::Format::path;
  // A scalar may stand in the place of a list.
  const bool glob =
      site.type->format == schema::Format::glob || site.type->form == schema::Form::sequence;
  if (!path && !glob) return std::nullopt;
  const auto found = glob_place_at(place.snapshot, place.offset);
  const std::string text = found ? glob_text(place.snapshot, *found) : file_text(place);
  if (text.empty()) return std::nullopt;
  return Hover{site.node.span(), text};
}

}  // namespace buildspec::ide
