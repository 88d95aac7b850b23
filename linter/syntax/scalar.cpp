#include "linter/syntax/scalar.h"

#include <algorithm>

namespace buildspec {

std::uint32_t OffsetMap::end_of(std::size_t run) const {
  return run + 1 < runs_.size() ? runs_[run + 1].decoded : length_;
}

std::uint32_t OffsetMap::source(std::uint32_t decoded) const {
  if (runs_.empty()) return identity_ + std::min(decoded, length_);
  if (decoded >= length_) return runs_.back().source_end;
  const auto next =
      std::upper_bound(runs_.begin(), runs_.end(), decoded,
                       [](std::uint32_t offset, const Run& run) { return offset < run.decoded; });
  const Run& run = *(next - 1);
  return run.source + (decoded - run.decoded);
}

Span OffsetMap::source(Span decoded) const {
  const std::uint32_t begin = source(decoded.begin);
  if (decoded.end <= decoded.begin) return {begin, begin};
  if (runs_.empty()) return {begin, source(decoded.end)};
  const std::uint32_t last = std::min(decoded.end, length_) - 1;
  const auto next =
      std::upper_bound(runs_.begin(), runs_.end(), last,
                       [](std::uint32_t offset, const Run& run) { return offset < run.decoded; });
  const auto at = static_cast<std::size_t>(next - runs_.begin()) - 1;
  const bool last_of_run = last + 1 == end_of(at);
  return {begin,
          last_of_run ? runs_[at].source_end : runs_[at].source + (last - runs_[at].decoded) + 1};
}

std::uint32_t OffsetMap::decoded(std::uint32_t source) const {
  if (runs_.empty()) return source < identity_ ? 0 : std::min(source - identity_, length_);
  if (source >= runs_.back().source_end) return length_;
  if (source < runs_.front().source) return 0;
  const auto next =
      std::upper_bound(runs_.begin(), runs_.end(), source,
                       [](std::uint32_t offset, const Run& run) { return offset < run.source; });
  // All bytes of one escape begin at the same source: the first of them is the answer.
  const auto run =
      std::lower_bound(runs_.begin(), next, (next - 1)->source,
                       [](const Run& left, std::uint32_t offset) { return left.source < offset; });
  const auto at = static_cast<std::size_t>(run - runs_.begin());
  return run->decoded + std::min(source - run->source, end_of(at) - run->decoded - 1);
}

Scalar::Scalar(std::string_view in_source, std::uint32_t source)
    : in_source_(in_source), map_(source, static_cast<std::uint32_t>(in_source.size())) {}

Scalar::Scalar(std::string decoded, OffsetMap map)
    : decoded_(std::move(decoded)), owns_(true), map_(std::move(map)) {}

std::string_view Scalar::value() const { return owns_ ? std::string_view(decoded_) : in_source_; }

const OffsetMap& Scalar::map() const { return map_; }

}  // namespace buildspec
