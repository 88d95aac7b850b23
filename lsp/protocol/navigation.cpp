#include "lsp/protocol/navigation.h"

#include <utility>

namespace buildspec::lsp {

Json SelectionRange::to_json() const {
  Json outer;
  for (std::size_t i = ranges.size(); i-- > 0;) {
    Json inner{{"range", write_json(ranges[i])}};
    if (!outer.is_null()) inner["parent"] = std::move(outer);
    outer = std::move(inner);
  }
  return outer;
}

}  // namespace buildspec::lsp
