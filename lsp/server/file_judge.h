// One file of the disk, judged on whatever thread: everything that this takes is in it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

#include "linter/lang/project_facts.h"
#include "linter/lint/engine.h"
#include "lsp/server/client_traits.h"
#include "lsp/server/diagnostics.h"
#include "lsp/server/file_stamp.h"
#include "lsp/server/projects.h"

namespace buildspec::lsp {

enum class JudgedKind : std::uint8_t { buildspec, configuration };

// A report, and what it is of.
struct Judgement {
  ReportPtr report;
  FileStamp stamp;
  std::shared_ptr<const LintEngine> engine;
  ProjectFactsPtr facts;
};

struct FileJudge {
  std::filesystem::path path;
  JudgedKind kind = JudgedKind::buildspec;
  Project project;
  ClientTraits traits;
  std::span<const RegisteredRule> rules;
  Judgement before;  // taken over where nothing changed

  // A buildspec beyond this is none.
  static constexpr std::uintmax_t kLargest = 8U << 20U;

  // What cannot be read has no findings. Without a report where `stopped` said so.
  [[nodiscard]] Judgement judge(const std::function<bool()>& stopped) const;
};

}  // namespace buildspec::lsp
