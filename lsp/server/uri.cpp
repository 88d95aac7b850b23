#include "lsp/server/uri.h"

#include <algorithm>

namespace buildspec::lsp {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A percent sign that begins no escape stands for itself.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high >= 0 && low >= 0) {
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

constexpr std::string_view kFileScheme = "file:";

// Schemes have no case; "file:/path", without an authority, is as good as "file:///path".
bool has_file_scheme(std::string_view uri) {
  return uri.size() > kFileScheme.size() &&
         std::equal(kFileScheme.begin(), kFileScheme.end(), uri.begin(), [](char name, char c) {
           return name == c || (c >= 'A' && c <= 'Z' && name == c - 'A' + 'a');
         });
}

bool stays_as_it_is(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
         c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string path_text_of(std::string_view uri) {
  const auto scheme_end = uri.find_first_of(":/?#");
  if (scheme_end != std::string_view::npos && uri[scheme_end] == ':') {
    uri.remove_prefix(scheme_end + 1);
  }
  if (uri.starts_with("//")) uri.remove_prefix(std::min(uri.find('/', 2), uri.size()));
  return percent_decoded(uri.substr(0, uri.find_first_of("?#")));
}

std::optional<std::filesystem::path> path_of(std::string_view uri) {
  if (!has_file_scheme(uri)) return std::nullopt;
  const std::string_view rest = uri.substr(kFileScheme.size());
  if (!rest.starts_with('/')) return std::nullopt;
  if (rest.starts_with("//")) {
    const std::string_view host = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
    if (!host.empty() && host != "localhost") return std::nullopt;
  }
  std::string path = path_text_of(uri);
  if (!path.starts_with('/') || path.find('\0') != std::string::npos) return std::nullopt;
  return std::filesystem::path(std::move(path)).lexically_normal();
}

std::string uri_of(const std::filesystem::path& path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri = "file://";
  for (const char c : path.generic_string()) {
    if (stays_as_it_is(c)) {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += '%';
      uri += kDigits[byte >> 4U];
      uri += kDigits[byte & 15U];
    }
  }
  return uri;
}

}  // namespace buildspec::lsp
