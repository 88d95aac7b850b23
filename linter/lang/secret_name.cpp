#include "linter/lang/secret_name.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "linter/text/letters.h"

namespace buildspec {
namespace {

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "DB_PASSWORD", "dbPassword", "db-password" and "DBPassword": db, password.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_letter(c) && !is_digit(c)) {
      if (!words.back().empty()) words.emplace_back();
      continue;
    }
    const bool hump = i > 0 && is_upper(c) &&
                      (is_lower(name[i - 1]) ||
                       (is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1])));
    if (hump && !words.back().empty()) words.emplace_back();
    words.back() += to_lower(c);
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

constexpr std::array<std::string_view, 24> kSecretWords{
    "password",  "passwd",     "passphrase",  "pwd",         "pass",      "secret",
    "secrets",   "token",      "apikey",      "apitoken",    "authtoken", "accesstoken",
    "secretkey", "credential", "credentials", "accesskey",   "pat",       "privatekey",
    "authkey",   "passcode",   "pw",          "secretvalue", "userpass",  "dbpass"};
// "key" alone is the key of anything; with one of these in front of it, it is a secret.
constexpr std::array<std::string_view, 19> kKeyWords{
    "api",    "secret",  "private", "auth",   "access",  "encryption",  "signing",
    "master", "app",     "account", "deploy", "license", "integration", "jwt",
    "hmac",   "storage", "session", "cookie", "webhook"};
// Where a secret is meant for: DB_PASSWORD_PROD; SECRET_KEY_BASE of Rails.
constexpr std::array<std::string_view, 13> kStages{
    "base",    "prod",  "production", "dev", "development", "test",  "testing",
    "staging", "stage", "qa",         "uat", "value",       "string"};

// Without one of these no name passes below; looked for first, since few names have one.
bool may_be_secret(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kParts{"pass", "pw",   "secret", "token",
                                                          "key",  "cred", "pat"};
  for (std::size_t i = 0; i + 1 < name.size(); ++i) {
    const char c = to_lower(name[i]);
    if (c != 'p' && c != 's' && c != 't' && c != 'k' && c != 'c') continue;
    const std::string_view rest = name.substr(i);
    for (const std::string_view part : kParts)
      if (part[0] == c && rest.size() >= part.size() &&
          std::equal(part.begin(), part.end(), rest.begin(),
                     [](char a, char b) { return a == to_lower(b); }))
        return true;
  }
  return false;
}

}  // namespace

bool is_secret_name(std::string_view name) {
  if (!may_be_secret(name)) return false;
  if (name == "PWD" || name == "OLDPWD") return false;  // directories, in every shell
  std::vector<std::string> words = words_of(name);
  while (!words.empty() && (all_digits(words.back()) || is_one_of(words.back(), kStages)))
    words.pop_back();
  if (words.empty()) return false;
  for (const std::string& word : words)
    if (word == "public" || word == "cache" || word == "primary" || word == "foreign") return false;
  const std::string& last = words.back();
  if (is_one_of(last, kSecretWords)) return true;
  // PGPASSWORD, mysqlpassword, CLIENTSECRET; "pass" would be in compass, "key" in monkey.
  for (const std::string_view end : {"password", "passwd", "secret", "token", "apikey"})
    if (last.size() > end.size() && last.compare(last.size() - end.size(), end.size(), end) == 0)
      return true;
  return last == "key" && words.size() > 1 && is_one_of(words[words.size() - 2], kKeyWords);
}

}  // namespace buildspec
