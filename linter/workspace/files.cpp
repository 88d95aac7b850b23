#include "linter/workspace/files.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "linter/text/utf8.h"

namespace buildspec {
namespace {

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

// With its byte order mark, which stays, as UTF-8's. Half a character at the end is left out.
std::string decode_utf16(std::string bytes) {
  bytes.resize(bytes.size() / 2 * 2);
  return "\xEF\xBB\xBF" + to_utf8(std::move(bytes));
}

std::string sentence(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return "no such file";
    case EACCES:
    case EPERM: return "permission denied";
    default: return std::strerror(error);
  }
}

FileText failed(std::string problem) {
  FileText result;
  result.problem = std::move(problem);
  return result;
}

}  // namespace

FileText decode_text(std::string bytes) {
  FileText result;
  result.decoded = is_utf16(bytes);
  result.text = result.decoded ? decode_utf16(std::move(bytes)) : std::move(bytes);
  return result;
}

FileText read_text_file(const std::filesystem::path& path, std::uintmax_t limit) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return failed("no such file");
  if (error) return failed(sentence(error.value()));
  if (status.type() == fs::file_type::directory) return failed("is a folder");
  const bool regular = status.type() == fs::file_type::regular;
  const std::string too_large = "larger than " + std::to_string(limit >> 20U) + " MiB";
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return failed(sentence(errno));
  std::string bytes;
  if (regular) {
    const std::uintmax_t size = fs::file_size(path, error);
    if (!error && size > limit) return failed(too_large);
    if (!error) bytes.reserve(static_cast<std::size_t>(size));
  }
  // Pipes and files of /proc do not say how long they are.
  char chunk[16'384];
  while (in.read(chunk, sizeof chunk) || in.gcount() > 0) {
    bytes.append(chunk, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > limit) return failed(too_large);
  }
  if (in.bad()) return failed("cannot be read");
  return decode_text(std::move(bytes));
}

std::string read_head(const std::filesystem::path& path, std::size_t size) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return {};
  std::ifstream in(path, std::ios::binary);
  std::string bytes(size, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  if (is_utf16(bytes)) return decode_utf16(std::move(bytes));
  return bytes;
}

}  // namespace buildspec
