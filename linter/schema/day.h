// A day of the calendar, or none: the schema's own, as it stands below everything that has dates.
#pragma once

#include <compare>
#include <cstdint>

namespace buildspec::schema {

struct Day {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;

  // False for "no day".
  constexpr explicit operator bool() const { return year != 0; }
  friend constexpr auto operator<=>(const Day&, const Day&) = default;
};

}  // namespace buildspec::schema
