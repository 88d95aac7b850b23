#include "rules/secrets/plaintext-secret/tokens.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "rules/secrets/plaintext-secret/literals.h"

namespace buildspec::secrets {
namespace {

// Sets of characters, as bits of one table.
enum Alphabet : std::uint8_t {
  kUpper = 1,
  kLower = 2,
  kDigit = 4,
  kDash = 8,         // -
  kUnderscore = 16,  // _
  kDot = 32,         // .
  kPlus = 64,        // + / =
  kHexLetter = 128,  // a-f
};
constexpr std::uint8_t kAlnum = kUpper | kLower | kDigit;
constexpr std::uint8_t kWord = kAlnum | kUnderscore;
constexpr std::uint8_t kHex = kDigit | kHexLetter;
constexpr std::uint8_t kUrlSafe = kAlnum | kDash | kUnderscore;
constexpr std::uint8_t kBase64 = kAlnum | kPlus;

constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> table{};
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = kUpper;
  for (int c = 'a'; c <= 'z'; ++c)
    table[static_cast<std::size_t>(c)] =
        static_cast<std::uint8_t>(kLower | (c <= 'f' ? kHexLetter : 0));
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = kDigit;
  table['-'] = kDash;
  table['_'] = kUnderscore;
  table['.'] = kDot;
  table['+'] = table['/'] = table['='] = kPlus;
  return table;
}();

constexpr bool in(char c, std::uint8_t alphabet) {
  return (kClasses[static_cast<unsigned char>(c)] & alphabet) != 0;
}

struct Format {
  std::string_view prefix;
  std::uint8_t alphabet;
  std::uint16_t least;  // characters behind the prefix
  std::uint16_t most;
  std::string_view what;
};

constexpr std::uint16_t kAny = 4'096;

// Sorted by prefix (checked below). The forms are those that the providers document or that public
// secret scanners agree on.
constexpr Format kFormats[] = {
    {"-----BEGIN ", 0, 0, 0, "a private key"},
    {"://", 0, 0, 0, "a password in a URL"},
    {"AGE-SECRET-KEY-1", kUpper | kDigit, 58, 58, "an age key"},
    {"AIza", kUrlSafe, 35, 35, "a Google API key"},
    {"AKCp", kAlnum, 60, 80, "a JFrog API key"},
    {"AKIA", kUpper | kDigit, 16, 16, "an AWS access key id"},
    {"ASIA", kUpper | kDigit, 16, 16, "a temporary AWS access key id"},
    {"ATATT3", kUrlSafe | kPlus, 100, kAny, "an Atlassian API token"},
    {"ATCTT3", kUrlSafe | kPlus, 60, kAny, "a Bitbucket access token"},
    {"AccountKey=", kBase64, 80, 90, "an Azure storage key"},
    {"GOCSPX-", kUrlSafe, 28, 28, "a Google OAuth client secret"},
    {"HRKU-", kUrlSafe, 36, 64, "a Heroku API key"},
    {"NRAK-", kAlnum, 27, 27, "a New Relic API key"},
    {"PMAK-", kHex | kDash, 59, 59, "a Postman API key"},
    {"Password=", 0, 0, 0, "a password in a connection string"},
    {"Pwd=", 0, 0, 0, "a password in a connection string"},
    {"SG.", kUrlSafe | kDot, 66, 66, "a SendGrid API key"},
    {"SK", kHex, 32, 32, "a Twilio API key"},
    {"SharedAccessKey=", kBase64, 43, 90, "an Azure shared access key"},
    {"bkua_", kHex, 40, 40, "a Buildkite token"},
    {"dapi", kHex | kDash, 32, 34, "a Databricks token"},
    {"dckr_oat_", kUrlSafe, 20, 80, "a Docker Hub token"},
    {"dckr_pat_", kUrlSafe, 20, 80, "a Docker Hub token"},
    {"doo_v1_", kHex, 64, 64, "a DigitalOcean token"},
    {"dop_v1_", kHex, 64, 64, "a DigitalOcean token"},
    {"dor_v1_", kHex, 64, 64, "a DigitalOcean token"},
    {"dp.pt.", kAlnum, 40, 44, "a Doppler token"},
    {"eyJ", 0, 0, 0, "a JSON web token"},
    {"figd_", kUrlSafe, 40, 80, "a Figma token"},
    {"gho_", kAlnum, 36, 255, "a GitHub token"},
    {"ghp_", kAlnum, 36, 255, "a GitHub token"},
    {"ghr_", kAlnum, 36, 255, "a GitHub token"},
    {"ghs_", kAlnum, 36, 255, "a GitHub token"},
    {"ghu_", kAlnum, 36, 255, "a GitHub token"},
    {"github_pat_", kAlnum | kUnderscore, 82, 255, "a GitHub token"},
    {"glagent-", kUrlSafe, 40, 80, "a GitLab token"},
    {"glcbt-", kUrlSafe, 20, 80, "a GitLab token"},
    {"gldt-", kUrlSafe, 20, 80, "a GitLab token"},
    {"glft-", kUrlSafe, 20, 80, "a GitLab token"},
    {"glpat-", kUrlSafe | kDot, 20, 300, "a GitLab token"},
    {"glptt-", kUrlSafe, 40, 80, "a GitLab token"},
    {"glrt-", kUrlSafe | kDot, 20, 300, "a GitLab token"},
    {"glsa_", kAlnum | kUnderscore, 41, 41, "a Grafana token"},
    {"glsoat-", kUrlSafe, 20, 80, "a GitLab token"},
    {"gsk_", kAlnum, 52, 52, "a Groq API key"},
    {"hf_", kAlnum, 34, 40, "a Hugging Face token"},
    {"hooks.slack.com/services/", kAlnum | kPlus, 40, 60, "a Slack webhook"},
    {"hvb.", kUrlSafe, 90, 300, "a Vault token"},
    {"hvs.", kUrlSafe, 24, 300, "a Vault token"},
    {"lin_api_", kAlnum, 40, 40, "a Linear API key"},
    {"nfp_", kAlnum, 36, 40, "a Netlify token"},
    {"npm_", kAlnum, 36, 36, "an npm token"},
    {"ntn_", kAlnum, 43, 50, "a Notion token"},
    {"password=", 0, 0, 0, "a password in a connection string"},
    {"pul-", kHex, 40, 40, "a Pulumi token"},
    {"pwd=", 0, 0, 0, "a password in a connection string"},
    {"pypi-", kUrlSafe, 85, kAny, "a PyPI token"},
    {"rk_live_", kAlnum, 16, 255, "a Stripe key"},
    {"rubygems_", kHex, 48, 48, "a RubyGems key"},
    {"sbp_", kHex, 40, 40, "a Supabase token"},
    {"shpat_", kHex, 32, 32, "a Shopify token"},
    {"shpca_", kHex, 32, 32, "a Shopify token"},
    {"shppa_", kHex, 32, 32, "a Shopify token"},
    {"shpss_", kHex, 32, 32, "a Shopify secret"},
    {"sk-", kUrlSafe, 40, 300, "an OpenAI API key"},
    {"sk-ant-", kUrlSafe, 32, 300, "an Anthropic API key"},
    {"sk-proj-", kUrlSafe, 40, 300, "an OpenAI API key"},
    {"sk_live_", kAlnum, 16, 255, "a Stripe key"},
    {"sk_test_", kAlnum, 16, 255, "a Stripe test key"},
    {"sntrys_", kBase64 | kUnderscore, 80, kAny, "a Sentry token"},
    {"sntryu_", kHex, 64, 64, "a Sentry token"},
    {"sq0atp-", kUrlSafe, 22, 22, "a Square token"},
    {"sq0csp-", kUrlSafe, 43, 43, "a Square secret"},
    {"sqa_", kHex, 40, 40, "a SonarQube token"},
    {"sqp_", kHex, 40, 40, "a SonarQube token"},
    {"squ_", kHex, 40, 40, "a SonarQube token"},
    {"tskey-", kAlnum | kDash, 30, 80, "a Tailscale key"},
    {"whsec_", kAlnum | kPlus, 32, 64, "a Stripe webhook secret"},
    {"xapp-", kAlnum | kDash, 40, 255, "a Slack token"},
    {"xoxa-", kAlnum | kDash, 30, 255, "a Slack token"},
    {"xoxb-", kAlnum | kDash, 30, 255, "a Slack token"},
    {"xoxe-", kAlnum | kDash, 30, 255, "a Slack token"},
    {"xoxp-", kAlnum | kDash, 30, 255, "a Slack token"},
    {"xoxr-", kAlnum | kDash, 30, 255, "a Slack token"},
    {"xoxs-", kAlnum | kDash, 30, 255, "a Slack token"},
    {"ya29.", kUrlSafe, 40, kAny, "a Google OAuth token"},
};
constexpr std::size_t kFormatCount = std::size(kFormats);

constexpr bool sorted() {
  for (std::size_t i = 1; i < kFormatCount; ++i)
    if (!(kFormats[i - 1].prefix < kFormats[i].prefix)) return false;
  return true;
}
static_assert(sorted());

// Where the formats of a first character stand in the table.
struct Range {
  std::uint8_t begin = 0;
  std::uint8_t end = 0;
};
constexpr std::array<Range, 256> kByFirst = [] {
  std::array<Range, 256> table{};
  for (std::size_t i = 0; i < kFormatCount; ++i) {
    Range& range = table[static_cast<unsigned char>(kFormats[i].prefix[0])];
    if (range.end == 0) range.begin = static_cast<std::uint8_t>(i);
    range.end = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}();

// What all tokens are made of, but private keys and the passwords of URLs and connections, which
// are found in other ways; and the fewest of these bytes that one has: an AWS access key id.
constexpr std::uint8_t kTokenBytes = kAlnum | kDash | kUnderscore | kDot | kPlus;
constexpr std::size_t kShortest = 20;
static_assert(std::all_of(std::begin(kFormats), std::end(kFormats), [](const Format& format) {
  return format.least == 0 || (format.prefix.size() + format.least >= kShortest &&
                               std::all_of(format.prefix.begin(), format.prefix.end(),
                                           [](char c) { return in(c, kTokenBytes); }));
}));

Span make_span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Bounds on what is read for one candidate, far beyond what is real: else the time for a text of
// beginnings alone grows with the square of its size.
constexpr std::size_t kMostHeader = 4'096;  // of a JSON web token
constexpr std::size_t kMostPayload = 16'384;
constexpr std::size_t kMostKey = 16'384;      // a private RSA key of 16,384 bits has 12,700 bytes
constexpr std::size_t kMostSettings = 1'024;  // of a connection, in front of its password
constexpr std::size_t kMostPassword = 512;

std::size_t run_end(std::string_view text, std::size_t at, std::uint8_t alphabet) {
  while (at < text.size() && in(text[at], alphabet)) ++at;
  return at;
}

// The body of a token: not made up for an example.
bool is_random(std::string_view body) { return !is_placeholder(body) && entropy(body) >= 2.5; }

// A line of a key; a path has the alphabet of base64, too.
bool is_key_line(std::string_view run) {
  if (run.size() < 24 || !is_random(run)) return false;
  const auto has = [run](std::uint8_t alphabet) {
    return std::any_of(run.begin(), run.end(), [alphabet](char c) { return in(c, alphabet); });
  };
  return run.size() >= 60 || (has(kUpper) && has(kLower) && has(kDigit));
}

// "-----BEGIN … PRIVATE KEY-----" with a key behind it: a command may well write the first line
// alone.
std::optional<Token> private_key(std::string_view text, std::size_t at) {
  const std::size_t dashes = text.find("-----", at + 11);
  if (dashes == std::string_view::npos || dashes - at > 60) return std::nullopt;
  const std::string_view label = text.substr(at + 11, dashes - at - 11);
  if (label.find("PRIVATE KEY") == std::string_view::npos) return std::nullopt;
  // Line breaks may be real, or written as \n; headers such as "Proc-Type: …" may follow.
  const std::string_view body = text.substr(dashes + 5, 400);
  for (std::size_t i = 0; i < body.size();) {
    const std::size_t end = run_end(body, i, kBase64);
    if (is_key_line(body.substr(i, end - i))) {
      const std::string_view key = text.substr(at, kMostKey);
      const std::size_t close = key.find("-----END ", dashes - at);
      const std::size_t stop =
          close == std::string_view::npos ? std::string_view::npos : key.find("-----", close + 9);
      const std::size_t last = stop == std::string_view::npos ? dashes + 5 + end : at + stop + 5;
      return Token{make_span(at, last), "a private key", true};
    }
    i = end + 1;
  }
  return std::nullopt;
}

// "scheme://user:password@host".
std::optional<Token> url_password(std::string_view text, std::size_t at) {
  if (at == 0 || !in(text[at - 1], kAlnum)) return std::nullopt;
  const std::size_t begin = at + 3;
  std::size_t colon = std::string_view::npos;
  std::size_t end = begin;
  for (; end < text.size() && text[end] != '@'; ++end) {
    const char c = text[end];
    if (c == ':' && colon == std::string_view::npos) colon = end;
    // What ends the part in front of the host. A slash is no part of a password unless escaped.
    if (static_cast<unsigned char>(c) <= ' ' || c == '/' || c == '"' || c == '\'' || c == '?' ||
        c == '#' || c == '<' || c == '>' || c == '(' || c == ')' || c == ',' || c == ';' ||
        c == '|' || end - begin > 512)
      return std::nullopt;
  }
  if (end >= text.size() || colon == std::string_view::npos) return std::nullopt;
  const std::string_view password = text.substr(colon + 1, end - colon - 1);
  const std::string_view user = text.substr(begin, colon - begin);
  if (password.size() < 3 || is_placeholder(password) || password == user) return std::nullopt;
  // The databases that a build starts for its tests.
  static constexpr std::array<std::string_view, 12> kLocalHosts{
      "localhost", "127.0.0.1", "0.0.0.0", "db",    "database", "postgres",
      "mysql",     "mariadb",   "redis",   "mongo", "rabbitmq", "host.docker.internal"};
  std::string_view host = text.substr(end + 1, 64);
  host = host.substr(0, host.find_first_of(":/?\"' \n"));
  const bool local = std::find(kLocalHosts.begin(), kLocalHosts.end(), host) != kLocalHosts.end();
  const std::vector<Token> tokens = find_tokens(password);
  if (tokens.size() == 1 && tokens[0].span.size() == password.size())
    return Token{make_span(colon + 1, end), tokens[0].what, tokens[0].sure};
  return Token{make_span(colon + 1, end), "a password in a URL",
               !local && judge_value(password) != Risk::none};
}

// "Server=…;Password=…;", "jdbc:…?user=…&password=…", "host=… password=…": one of several settings
// of a connection.
std::optional<Token> connection_password(std::string_view text, std::size_t at, std::size_t begin) {
  const char before = at > 0 ? text[at - 1] : '\0';
  const bool dotnet = before == ';' || (before == ' ' && at > 1 && text[at - 2] == ';');
  const bool query = before == '&' || before == '?' || (before == ' ' && !dotnet);
  if (!dotnet && !query) return std::nullopt;
  const std::string_view rest = text.substr(begin, kMostPassword);
  const std::string_view password =
      rest.substr(0, rest.find_first_of(query ? "& \"'\r\n" : ";\"'\r\n"));
  if (password.size() < 3 || password.size() == kMostPassword || is_placeholder(password))
    return std::nullopt;
  const std::string_view before_it = text.substr(0, at).substr(at - std::min(at, kMostSettings));
  const std::string_view settings = before_it.substr(before_it.rfind('\n') + 1);  // npos + 1 is 0
  static constexpr std::array<std::string_view, 9> kSettings{
      "erver=", "ata Source=", "ost=", "ser Id=", "ser ID=", "id=", "sername=", "ser=", "jdbc:"};
  const bool connection =
      std::any_of(kSettings.begin(), kSettings.end(), [settings](std::string_view setting) {
        return settings.find(setting) != std::string_view::npos;
      });
  if (!connection) return std::nullopt;
  return Token{make_span(begin, begin + password.size()), "a password in a connection string",
               judge_value(password) != Risk::none};
}

// Three parts of base64 with dots between them, the first two JSON objects.
std::optional<Token> json_web_token(std::string_view text, std::size_t at) {
  const std::size_t header = run_end(text.substr(0, at + kMostHeader), at, kUrlSafe);
  if (header - at < 16 || header + 3 >= text.size() || text.substr(header, 4) != ".eyJ")
    return std::nullopt;
  text = text.substr(0, header + kMostPayload);
  const std::size_t payload = run_end(text, header + 1, kUrlSafe);
  if (payload >= text.size() || text[payload] != '.' || payload - header < 12) return std::nullopt;
  const std::size_t end = run_end(text, payload + 1, kUrlSafe);
  if (end - payload < 20 || !is_random(text.substr(payload + 1, end - payload - 1)))
    return std::nullopt;
  return Token{make_span(at, end), "a JSON web token", true};
}

std::optional<Token> match(const Format& format, std::string_view text, std::size_t at) {
  if (format.prefix == "-----BEGIN ") return private_key(text, at);
  if (format.prefix == "://") return url_password(text, at);
  if (format.prefix.back() == '=' && format.alphabet == 0)
    return connection_password(text, at, at + format.prefix.size());
  // A prefix inside a longer word is chance.
  if (at > 0 && (in(text[at - 1], kAlnum) || text[at - 1] == '_')) return std::nullopt;
  if (format.prefix == "eyJ") return json_web_token(text, at);
  const std::size_t body = at + format.prefix.size();
  const std::size_t end = run_end(text.substr(0, body + format.most + 1), body, format.alphabet);
  const std::size_t size = end - body;
  if (size < format.least || size > format.most) return std::nullopt;
  // A token of a fixed length that goes on with other letters is something else.
  if (end < text.size() && in(text[end], kAlnum)) return std::nullopt;
  const std::string_view value = text.substr(body, size);
  if (!is_random(value)) return std::nullopt;
  Token token{make_span(at, end), format.what, true};
  if (format.prefix == "sk-") {
    // Names such as "sk-some-long-service-name" have the form, too.
    if (value.find("T3BlbkFJ") == std::string_view::npos) {
      if (value.find('-') != std::string_view::npos || entropy(value) < 4) return std::nullopt;
      token.what = "an API key";
    }
  } else if (format.prefix == "SK" || format.prefix == "sk_test_" || format.prefix == "dapi") {
    token.sure = false;
  } else if (format.prefix == "SG." &&
             (value[22] != '.' || value.find('.', 23) != std::string_view::npos)) {
    return std::nullopt;
  } else if (format.prefix == "AccountKey=" || format.prefix == "SharedAccessKey=") {
    token.span.begin = static_cast<std::uint32_t>(body);
  }
  return token;
}

bool begins_with_prefix(std::string_view text) {
  const Range range = kByFirst[static_cast<unsigned char>(text[0])];
  for (std::size_t f = range.begin; f < range.end; ++f) {
    const std::string_view prefix = kFormats[f].prefix;
    if (text[1] == prefix[1] && text.substr(0, prefix.size()) == prefix) return true;
  }
  return false;
}

// The words that kShortest token bytes follow. A window of that size is read from its end: where it
// holds another byte, it goes on behind the last one, so that most bytes of ordinary text are never
// looked at.
void add_words(std::string_view text, std::vector<std::size_t>& out) {
  std::size_t known = 0;  // from `at` to here are token bytes alone
  for (std::size_t at = 0; at + kShortest <= text.size();) {
    std::size_t last = at + kShortest;
    while (last > known && in(text[last - 1], kTokenBytes)) --last;
    const bool broken = last > known;
    known = at + kShortest;
    if (broken) {
      at = last;
      continue;
    }
    if (begins_with_prefix(text.substr(at))) out.push_back(at);
    at = run_end(text, at, kWord) + 1;
    known = std::max(known, at);
  }
}

// Calls `visit(offset)` wherever a byte stands.
template <class Visitor>
void for_each_byte(std::string_view text, char byte, Visitor&& visit) {
  for (std::size_t at = text.find(byte); at != std::string_view::npos; at = text.find(byte, at + 1))
    visit(at);
}

// "://" in front of an "@", with what url_password() lets stand between them.
void add_urls(std::string_view text, std::vector<std::size_t>& out) {
  for_each_byte(text, '@', [&](std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && end - begin <= 513 && text[begin - 1] != '@' && text[begin - 1] != '/')
      --begin;
    if (begin >= 3 && text.substr(begin - 3, 3) == "://") out.push_back(begin - 3);
  });
}

void add_connections(std::string_view text, std::vector<std::size_t>& out) {
  for_each_byte(text, '=', [&](std::size_t equals) {
    if (equals == 0 || text[equals - 1] != 'd') return;
    for (const std::string_view name : {"Password", "password", "Pwd", "pwd"}) {
      if (equals >= name.size() && text.substr(equals - name.size(), name.size()) == name)
        out.push_back(equals - name.size());
    }
  });
}

void add_private_keys(std::string_view text, std::vector<std::size_t>& out) {
  static constexpr std::string_view kBegin = "-----BEGIN ";
  for_each_byte(text, 'B', [&](std::size_t at) {
    if (at >= 5 && text.substr(at - 5, kBegin.size()) == kBegin) out.push_back(at - 5);
  });
}

// Where a token may begin, in order; in ordinary text next to nowhere.
std::vector<std::size_t> candidates(std::string_view text) {
  std::vector<std::size_t> found;
  add_words(text, found);
  add_urls(text, found);
  add_connections(text, found);
  add_private_keys(text, found);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::optional<Token> token_at(std::string_view text, std::size_t at) {
  const Range range = kByFirst[static_cast<unsigned char>(text[at])];
  const std::string_view rest = text.substr(at);
  std::optional<Token> best;
  // The longest prefix wins: "sk-ant-" over "sk-".
  for (std::size_t f = range.end; f-- > range.begin && !best;) {
    if (rest.substr(0, kFormats[f].prefix.size()) == kFormats[f].prefix)
      best = match(kFormats[f], text, at);
  }
  return best;
}

std::vector<Token> find_tokens(std::string_view text) {
  std::vector<Token> found;
  std::size_t done = 0;
  for (const std::size_t i : candidates(text)) {
    if (i < done) continue;
    const auto token = token_at(text, i);
    if (!token) continue;
    done = std::max<std::size_t>(i + 1, token->span.end);
    found.push_back(*token);
  }
  return found;
}

}  // namespace buildspec::secrets
