// Writes JSON text, indented by two blanks. For linter/schema alone; one writer, one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace buildspec::schema {

class JsonWriter {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }

  void key(std::string_view name);
  void string(std::string_view value);
  // Numbers, true, false and null, as they are written.
  void literal(std::string_view text);

  // A member of the open object.
  void member(std::string_view name, std::string_view value);
  void literal_member(std::string_view name, std::string_view text);

  // What was written, with a newline at the end. All that was begun has ended.
  [[nodiscard]] std::string take() &&;

 private:
  void begin(char bracket);
  void end(char bracket);
  void before_value();
  void new_line();
  void quote(std::string_view value);

  std::string text_;
  std::vector<bool> has_members_;  // of the open objects and arrays
  bool after_key_ = false;
};

}  // namespace buildspec::schema
