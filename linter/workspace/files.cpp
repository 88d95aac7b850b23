#include "linter/workspace/files.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>

#include "linter/text/utf8.h"

namespace buildspec {
namespace {

// UTF-16 with its byte order mark, which stays, as UTF-8's. A lone surrogate becomes U+FFFD.
std::string decode_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  out.reserve(bytes.size() / 2 + 16);
  const auto unit = [bytes, big_endian](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first * 256U + second : second * 256U + first);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c <= 0xDFFF) {
      const bool pair =
          c < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) <= 0xDFFF;
      c = pair ? 0x10000 + ((c - 0xD800) << 10U) + (unit(i + 2) - 0xDC00) : 0xFFFD;
      if (pair) i += 2;
    }
    append_utf8(out, c);
  }
  return out;
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
  const std::string_view head = std::string_view(bytes).substr(0, 2);
  result.decoded = head == "\xFF\xFE" || head == "\xFE\xFF";
  result.text = result.decoded ? decode_utf16(bytes, head == "\xFE\xFF") : std::move(bytes);
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
  const std::string_view head = std::string_view(bytes).substr(0, 2);
  if (head == "\xFF\xFE" || head == "\xFE\xFF") return decode_utf16(bytes, head == "\xFE\xFF");
  return bytes;
}

}  // namespace buildspec
