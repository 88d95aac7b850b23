// What is packed reads as it was written, on both sides of each number that still fits.
#include <doctest/doctest.h>

#include <vector>

#include "linter/syntax/records.h"

namespace buildspec::syntax {
namespace {

Record record(Kind kind, std::uint32_t begin, std::uint32_t length) {
  Record made;
  made.kind = kind;
  made.begin = begin;
  made.length = length;
  made.depth = 1;
  return made;
}

// A mapping with a scalar of each style, an alias and nothing.
std::vector<Record> one_of_each() {
  std::vector<Record> all{record(Kind::mapping, 0, 60)};
  all[0].depth = 0;
  std::uint32_t at = 0;
  for (const ScalarStyle style :
       {ScalarStyle::plain, ScalarStyle::single_quoted, ScalarStyle::double_quoted,
        ScalarStyle::literal, ScalarStyle::folded}) {
    Record scalar = record(Kind::scalar, at += 10, 7);
    scalar.style = style;
    scalar.flags = Record::kKey | Record::kVerbatim;
    if (style >= ScalarStyle::literal) scalar.extent = 4;
    all.push_back(scalar);
  }
  all.push_back(record(Kind::alias, 55, 2));
  all.push_back(record(Kind::sequence, 57, 0));
  all.back().flags = Record::kOpen | Record::kFlow;
  all.back().extent = 2;
  all.push_back(record(Kind::missing, 58, 0));
  all.back().flags = Record::kProperties;
  all[0].extent = static_cast<std::uint32_t>(all.size());
  return all;
}

void check_same(const std::vector<Record>& written) {
  const RecordList list(written);
  REQUIRE(list.size() == written.size());
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    const Record& one = written[i];
    CAPTURE(i);
    CHECK(list.kind(i) == one.kind);
    CHECK(list.style(i) == one.style);
    CHECK(list.begin(i) == one.begin);
    CHECK(list.length(i) == one.length);
    CHECK(list.end(i) == one.begin + one.length);
    CHECK(list.depth(i) == one.depth);
    CHECK(list.skip(i) == (one.collection() ? one.extent : 1));
    CHECK(list.body_column(i) == (one.block_scalar() ? one.extent : 0));
    for (const std::uint8_t flag :
         {Record::kFlow, Record::kOpen, Record::kVerbatim, Record::kProperties, Record::kKey}) {
      CHECK(list.has(i, flag) == one.has(flag));
    }
  }
}

TEST_CASE("records read as they were written") {
  check_same({});
  check_same(one_of_each());
}

TEST_CASE("a record that does not fit is kept as it is, and so are its neighbours") {
  const std::size_t packed = RecordList(one_of_each()).memory();
  for (const std::uint32_t number : {65'535U, 65'536U}) {
    const bool fits = number == 65'535;
    const auto check_changed = [&](auto&& change) {
      std::vector<Record> records = one_of_each();
      change(records);
      check_same(records);
      CHECK((RecordList(records).memory() <= packed + 4) == fits);
    };
    check_changed([&](auto& records) { records[8].begin = number; });
    check_changed([&](auto& records) { records[1].length = number; });
    check_changed([&](auto& records) { records[0].length = number; });
    check_changed([&](auto& records) { records[0].extent = number; });
    check_changed([&](auto& records) { records[5].extent = number; });
    check_changed([&](auto& records) { records[6].depth = fits ? 127 : 128; });
  }
}

TEST_CASE("count_to() counts the records that begin at or before an offset") {
  const RecordList list(one_of_each());
  CHECK(list.count_to(0) == 1);
  CHECK(list.count_to(9) == 1);
  CHECK(list.count_to(10) == 2);
  CHECK(list.count_to(57) == 8);
  CHECK(list.count_to(1'000) == 9);
  CHECK(RecordList().count_to(5) == 0);
}

TEST_CASE("no two records have one address") {
  const RecordList list(one_of_each());
  CHECK(list.address(0) != list.address(1));
  CHECK(list.address(1) == list.address(1));
}

}  // namespace
}  // namespace buildspec::syntax
