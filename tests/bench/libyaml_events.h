// What the parser is measured against: libyaml's events of a text, read and thrown away.
#pragma once

#include <yaml.h>

#include <string_view>

namespace buildspec {

inline void parse_events(std::string_view text) {
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
  yaml_event_t event;
  bool more = true;
  while (more && yaml_parser_parse(&parser, &event) != 0) {
    more = event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
}

}  // namespace buildspec
