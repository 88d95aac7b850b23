#include "linter/syntax/records.h"

#include <algorithm>
#include <limits>

namespace buildspec::syntax {
namespace {

constexpr std::uint32_t kMost = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint32_t kMostDepth = 127;  // seven bits

// What does not fit beside the other numbers of a packed record.
std::uint32_t detail_of(const Record& record) {
  if (record.collection()) return record.length;
  return record.block_scalar() ? record.extent : 0;
}

}  // namespace

RecordList::RecordList(std::span<const Record> records)
    : size_(static_cast<std::uint32_t>(records.size())) {
  if (size_ > kMost || !std::all_of(records.begin(), records.end(), fits)) {
    wide_.assign(records.begin(), records.end());
    return;
  }
  const auto details = std::count_if(records.begin(), records.end(),
                                     [](const Record& record) { return detail_of(record) != 0; });
  packed_.reserve(records.size());
  details_.reserve(static_cast<std::size_t>(details));
  for (const Record& record : records) {
    if (const std::uint32_t number = detail_of(record); number != 0) {
      details_.push_back(
          {static_cast<std::uint16_t>(packed_.size()), static_cast<std::uint16_t>(number)});
    }
    packed_.push_back(pack(record));
  }
}

bool RecordList::fits(const Record& record) {
  return record.begin <= kMost && record.length <= kMost && record.extent <= kMost &&
         record.depth <= kMostDepth;
}

RecordList::Packed RecordList::pack(const Record& record) {
  const bool styled = record.kind == Kind::scalar && record.style != ScalarStyle::plain;
  const unsigned form = styled ? kKinds - 1 + static_cast<unsigned>(record.style)
                               : static_cast<unsigned>(record.kind);
  Packed packed;
  packed.begin = static_cast<std::uint16_t>(record.begin);
  packed.measure = static_cast<std::uint16_t>(record.collection() ? record.extent : record.length);
  packed.depth = record.depth & kMostDepth;
  packed.form = form & 15U;
  packed.flags = record.flags & 31U;
  return packed;
}

std::uint32_t RecordList::detail(std::uint32_t i) const {
  const auto found = std::lower_bound(
      details_.begin(), details_.end(), i,
      [](const Detail& detail, std::uint32_t record) { return detail.record < record; });
  return found != details_.end() && found->record == i ? found->number : 0;
}

std::uint32_t RecordList::count_to(std::uint32_t offset) const {
  std::uint32_t low = 0;
  std::uint32_t high = size_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (begin(middle) <= offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::size_t RecordList::memory() const {
  return packed_.capacity() * sizeof(Packed) + details_.capacity() * sizeof(Detail) +
         wide_.capacity() * sizeof(Record);
}

}  // namespace buildspec::syntax
