#include "linter/workspace/git_index.h"

#include <algorithm>
#include <bit>
#include <string>

#include "linter/workspace/files.h"
#include "linter/workspace/walk.h"

namespace buildspec {
namespace {

// The number that stands big-endian at an offset.
std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

// FIPS 180-4.
class Sha1 {
 public:
  void add(std::string_view block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 16; ++i) w[i] = big_endian(block, 4 * i, 4);
    for (std::size_t i = 16; i < 80; ++i) {
      w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    }
    auto [a, b, c, d, e] = state_;
    for (std::size_t i = 0; i < 80; ++i) {
      const auto [f, k] = round(i, b, c, d);
      const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state_ = {state_[0] + a, state_[1] + b, state_[2] + c, state_[3] + d, state_[4] + e};
  }

  [[nodiscard]] BlobId result() const {
    BlobId id{};
    for (std::size_t i = 0; i < id.size(); ++i) {
      id[i] = static_cast<std::uint8_t>(state_[i / 4] >> (24U - 8U * (i % 4)));
    }
    return id;
  }

 private:
  static std::pair<std::uint32_t, std::uint32_t> round(std::size_t i, std::uint32_t b,
                                                       std::uint32_t c, std::uint32_t d) {
    if (i < 20) return {(b & c) | (~b & d), 0x5A827999U};
    if (i < 40) return {b ^ c ^ d, 0x6ED9EBA1U};
    if (i < 60) return {(b & c) | (b & d) | (c & d), 0x8F1BBCDCU};
    return {b ^ c ^ d, 0xCA62C1D6U};
  }

  std::array<std::uint32_t, 5> state_{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U,
                                      0xC3D2E1F0U};
};

}  // namespace

bool visit_index(const std::filesystem::path& root,
                 const std::function<bool(const IndexEntry&)>& visit) {
  const FileText read = read_text_file(git_folder(root) / "index", 256U << 20U);
  if (!read) return false;
  const std::string_view bytes = *read.text;
  if (bytes.size() < 12 || bytes.substr(0, 4) != "DIRC") return false;
  const std::uint32_t version = big_endian(bytes, 4, 4);
  if (version != 2 && version != 3) return false;
  const std::uint32_t count = big_endian(bytes, 8, 4);
  std::size_t at = 12;
  constexpr std::size_t kFixed = 62;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (at + kFixed > bytes.size()) return false;
    const std::uint32_t mode = big_endian(bytes, at + 24, 4);
    const std::uint32_t flags = big_endian(bytes, at + 60, 2);
    const std::size_t name = at + kFixed + (version == 3 && (flags & 0x4000U) != 0 ? 2 : 0);
    const std::size_t end = bytes.find('\0', name);
    if (end == std::string_view::npos) return false;
    IndexEntry entry;
    entry.path = bytes.substr(name, end - name);
    entry.executable = (mode & 0100U) != 0;
    entry.link = (mode & 0170000U) == 0120000U;
    for (std::size_t k = 0; k < entry.blob.size(); ++k) {
      entry.blob[k] = static_cast<std::uint8_t>(bytes[at + 40 + k]);
    }
    if (!visit(entry)) return true;
    at += (end - at + 8) / 8 * 8;  // entries are padded with 1 to 8 NULs
  }
  return true;
}

BlobId blob_id(std::string_view bytes) {
  std::string text = "blob " + std::to_string(bytes.size());
  text += '\0';
  text += bytes;
  const std::uint64_t bits = std::uint64_t{text.size()} * 8;
  text += '\x80';
  text.append((120 - text.size() % 64) % 64, '\0');
  for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(bits >> shift & 0xFFU);
  Sha1 hash;
  for (std::size_t at = 0; at < text.size(); at += 64) {
    hash.add(std::string_view(text).substr(at, 64));
  }
  return hash.result();
}

}  // namespace buildspec
