#include "tests/syntax/facts_cases.h"

namespace buildspec::test {
namespace {

using namespace std::string_literals;

const std::vector<FactsCase> kCases = {
    {"alias", "an alias stands for what its anchor names",
     "a: &x one\n"
     "b: *x\n"s,
     "key|/a||1\n"
     "scalar|/a|one|1\n"
     "key|/b||2\n"
     "alias|/b|x|2\n",
     ""},
    {"alias", "an alias in a flow collection",
     "a: &x one\n"
     "b: [*x, *x ]\n"
     "c: {k: *x }\n"s,
     "key|/a||1\n"
     "scalar|/a|one|1\n"
     "key|/b||2\n"
     "alias|/b[]|x|2\n"
     "alias|/b[]|x|2\n"
     "key|/c||3\n"
     "key|/c/k||3\n"
     "alias|/c/k|x|3\n",
     ""},
    {"alias", "an alias as an item with a comment behind",
     "- &x 1\n"
     "- *x # again\n"s,
     "scalar|[]|1|1\n"
     "alias|[]|x|2\n",
     ""},
    {"alias,complex-key", "an alias as a key needs a blank before its colon",
     "a: &x k\n"
     "*x : v\n"s,
     "key|/a||1\n"
     "scalar|/a|k|1\n"
     "key|/*x||2\n"
     "scalar|/*x|v|2\n",
     ""},
    {"alias,error", "an anchor that is not there", "a: *nowhere\n"s,
     "error 1 unknown anchor 'nowhere' referenced", ""},
    {"alias,error", "an alias with nothing to name", "- *.jar\n"s,
     "error 1 did not find expected alphabetic or numeric character", ""},
    {"alias,error", "an anchor whose value contains it", "a: &x [*x]\n"s,
     "error 1 anchor 'x' value contains itself", ""},
    {"alias,error", "an alias has no properties of its own",
     "a: &x 1\n"
     "b: &y *x\n"s,
     "error 2 did not find expected key", ""},
    {"anchor", "anchors on every kind of node",
     "a: &m\n"
     "  k: &s v\n"
     "b: &q\n"
     "- &i 1\n"
     "c: &f [&g 2]\n"s,
     "key|/a||1\n"
     "key|/a/k||2\n"
     "scalar|/a/k|v|2\n"
     "key|/b||3\n"
     "scalar|/b[]|1|4\n"
     "key|/c||5\n"
     "scalar|/c[]|2|5\n",
     ""},
    {"anchor", "an anchor on a key",
     "&k a: 1\n"
     "b: *k\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||2\n"
     "alias|/b|k|2\n",
     ""},
    {"anchor", "an anchor on nothing",
     "a: &x\n"
     "b: *x\n"s,
     "key|/a||1\n"
     "null|/a||1\n"
     "key|/b||2\n"
     "alias|/b|x|2\n",
     ""},
    {"anchor", "the last of two anchors counts",
     "a: &x 1\n"
     "b: &x 2\n"
     "c: *x\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||2\n"
     "scalar|/b|2|2\n"
     "key|/c||3\n"
     "alias|/c|x|3\n",
     ""},
    {"anchor,error", "two anchors on one node", "a: &x &y 1\n"s,
     "error 1 did not find expected key", ""},
    {"anchor,error", "a shell command that begins with an ampersand", "- && echo\n"s,
     "error 1 did not find expected alphabetic or numeric character", ""},
    {"binary", "base64 is kept as it is written",
     "a: !!binary |\n"
     "  aGVs\n"
     "  bG8=\n"s,
     "key|/a||1\n"
     "scalar|/a|aGVs\\nbG8=\\n|1\n",
     ""},
    {"binary,error", "what is no base64", "a: !!binary \"?\"\n"s,
     "error 1 !!binary value contains invalid base64 data", ""},
    {"block,literal", "a literal keeps its breaks",
     "a: |\n"
     "  one\n"
     "   two\n"
     "\n"
     "  three\n"
     "b: 1\n"s,
     "key|/a||1\n"
     "scalar|/a|one\\n two\\n\\nthree\\n|1\n"
     "key|/b||6\n"
     "scalar|/b|1|6\n",
     ""},
    {"literal", "strip and keep",
     "- |-\n"
     "  one\n"
     "\n"
     "- |+\n"
     "  two\n"
     "\n"
     "- end\n"s,
     "scalar|[]|one|1\n"
     "scalar|[]|two\\n\\n|4\n"
     "scalar|[]|end|7\n",
     ""},
    {"literal", "an explicit indentation",
     "a: |1\n"
     "  one\n"
     " two\n"s,
     "key|/a||1\n"
     "scalar|/a| one\\ntwo\\n|1\n",
     ""},
    {"literal", "indicators in either order, a comment behind",
     "a: |-1 # note\n"
     "  one\n"
     "b: |1-\n"
     "  two\n"s,
     "key|/a||1\n"
     "scalar|/a| one|1\n"
     "key|/b||3\n"
     "scalar|/b| two|3\n",
     ""},
    {"literal", "hashes, dashes and colons in a body are text",
     "a: |\n"
     "  # no comment\n"
     "  - no item\n"
     "  k: v\n"
     "b: 1\n"s,
     "key|/a||1\n"
     "scalar|/a|# no comment\\n- no item\\nk: v\\n|1\n"
     "key|/b||5\n"
     "scalar|/b|1|5\n",
     ""},
    {"literal", "an empty body",
     "a: |\n"
     "b: |+\n"
     "\n"
     "c: |-\n"s,
     "key|/a||1\n"
     "scalar|/a||1\n"
     "key|/b||2\n"
     "scalar|/b|\\n|2\n"
     "key|/c||4\n"
     "scalar|/c||4\n",
     ""},
    {"literal", "the last line need not end",
     "a: |\n"
     "  x"s,
     "key|/a||1\n"
     "scalar|/a|x|1\n",
     ""},
    {"literal", "a body at the root",
     "|\n"
     " one\n"
     " two\n"s,
     "scalar||one\\ntwo\\n|1\n", ""},
    {"literal,error", "an indentation of nought",
     "a: |0\n"
     "  x\n"s,
     "error 1 found an indentation indicator equal to 0", ""},
    {"literal,error", "text behind the indicator",
     "a: | text\n"
     "  x\n"s,
     "error 1 did not find expected comment or line break", ""},
    {"literal,indent", "leading blank lines may be shorter",
     "a: |\n"
     "\n"
     " \n"
     "  x\n"s,
     "key|/a||1\n"
     "scalar|/a|\\n\\nx\\n|1\n",
     ""},
    {"folded", "folding joins lines, blank lines break",
     "a: >\n"
     "  one\n"
     "  two\n"
     "\n"
     "  three\n"s,
     "key|/a||1\n"
     "scalar|/a|one two\\nthree\\n|1\n",
     ""},
    {"folded", "indented lines are not folded",
     "a: >\n"
     "  one\n"
     "    two\n"
     "    three\n"
     "  four\n"s,
     "key|/a||1\n"
     "scalar|/a|one\\n  two\\n  three\\nfour\\n|1\n",
     ""},
    {"folded", "folding and chomping",
     "- >-\n"
     "  one\n"
     "  two\n"
     "\n"
     "- >+\n"
     "  three\n"
     "\n"s,
     "scalar|[]|one two|1\n"
     "scalar|[]|three\\n\\n|5\n",
     ""},
    {"comment", "comments on lines of their own and behind values",
     "# head\n"
     "a: 1 # one\n"
     "# between\n"
     "b: # nothing here\n"
     "  c: 2\n"
     "  # inside\n"
     "# tail\n"s,
     "key|/a||2\n"
     "scalar|/a|1|2\n"
     "key|/b||4\n"
     "key|/b/c||5\n"
     "scalar|/b/c|2|5\n",
     ""},
    {"comment", "a hash needs a blank before it",
     "a: b#c\n"
     "d: 'e' #f\n"s,
     "key|/a||1\n"
     "scalar|/a|b#c|1\n"
     "key|/d||2\n"
     "scalar|/d|e|2\n",
     ""},
    {"comment", "comments between items and in flow",
     "- a\n"
     "# note\n"
     "- [b, # one\n"
     "   c] # two\n"s,
     "scalar|[]|a|1\n"
     "scalar|[][]|b|3\n"
     "scalar|[][]|c|4\n",
     ""},
    {"comment", "nothing but comments",
     "# one\n"
     "  # two\n"s,
     "", ""},
    {"complex-key,explicit-key", "explicit keys and values",
     "? a\n"
     ": b\n"
     "? c\n"
     ": - d\n"s,
     "key|/a||1\n"
     "scalar|/a|b|2\n"
     "key|/c||3\n"
     "scalar|/c[]|d|4\n",
     ""},
    {"explicit-key", "an explicit key without a value",
     "? a\n"
     "? b\n"
     ": 1\n"s,
     "key|/a||1\n"
     "null|/a||1\n"
     "key|/b||2\n"
     "scalar|/b|1|3\n",
     ""},
    {"explicit-key", "explicit keys in flow", "{? a : 1, ? b, c: 2}\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||1\n"
     "null|/b||1\n"
     "key|/c||1\n"
     "scalar|/c|2|1\n",
     ""},
    {"complex-key,error", "a sequence as a key",
     "? [a, b]\n"
     ": 1\n"s,
     "error 1 invalid map key: []interface {}{\"a\", \"b\"}",
     "libyaml accepts; go-yaml cannot decode it into an untyped value"},
    {"complex-key,error", "braces of a template", "a: {{ name }}\n"s,
     "error 1 invalid map key: map[interface {}]interface {}{\"name\":interface {}(nil)}",
     "libyaml accepts: a mapping whose key is a mapping"},
    {"complex-key,error", "a mapping as an explicit key",
     "? a: 1\n"
     ": b\n"s,
     "error 1 invalid map key: map[interface {}]interface {}{\"a\":1}",
     "libyaml accepts, as above"},
    {"directive", "version and tag directives",
     "%YAML 1.1\n"
     "%TAG !e! tag:example.com,2000:\n"
     "---\n"
     "a: !e!x 1\n"s,
     "key|/a||4\n"
     "scalar|/a|1|4\n",
     ""},
    {"directive,error", "version 1.2",
     "%YAML 1.2\n"
     "---\n"
     "a: 1\n"s,
     "error 1 found incompatible YAML document",
     "libyaml 0.2.5 accepts 1.2; go-yaml's libyaml is older"},
    {"directive,error", "a directive twice",
     "%YAML 1.1\n"
     "%YAML 1.1\n"
     "---\n"
     "a: 1\n"s,
     "error 2 found duplicate %YAML directive", ""},
    {"directive,error", "an unknown directive",
     "%FOO bar\n"
     "---\n"
     "a: 1\n"s,
     "error 1 found unknown directive name", "the specification wants a warning only"},
    {"directive,error", "a directive without a document", "%YAML 1.1\n"s,
     "error 1 did not find expected <document start>", ""},
    {"directive,error", "a tag handle that is not declared", "a: !e!x 1\n"s,
     "error 1 found undefined tag handle", ""},
    {"document,header", "a document marker",
     "---\n"
     "a: 1\n"s,
     "key|/a||2\n"
     "scalar|/a|1|2\n",
     ""},
    {"document,header", "content on the marker's line", "--- text\n"s, "scalar||text|1\n", ""},
    {"document,header", "a block scalar on the marker's line",
     "--- |\n"
     " x\n"s,
     "scalar||x\\n|1\n", ""},
    {"document,header,error", "a mapping on the marker's line", "--- a: 1\n"s,
     "error 1 mapping values are not allowed in this context", ""},
    {"document,footer", "what follows the first document is not looked at",
     "a: 1\n"
     "...\n"
     ": [ broken\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n",
     ""},
    {"document", "the second document is not looked at",
     "a: 1\n"
     "---\n"
     "b: 2\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n",
     ""},
    {"document", "a marker without content", "---\n"s, "null|||1\n", ""},
    {"document,empty", "nothing at all", ""s, "", ""},
    {"document,empty", "blanks and breaks",
     "  \n"
     "\n"s,
     "", ""},
    {"document,footer", "a marker in a literal at the root ends it",
     "--- |\n"
     "x\n"
     "...\n"s,
     "scalar|||1\n", ""},
    {"document,footer,error", "a document that ends before it begins", "...\n"s,
     "error 1 did not find expected node content", ""},
    {"document,error", "a marker inside quotes",
     "a: \"one\n"
     "--- two\"\n"s,
     "error 1 found unexpected document indicator", ""},
    {"double", "every escape",
     "a: \"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\\"\\\\\\N\\_\\L\\P\\x41\\u00e9\\U0001F600\"\n"s,
     "key|/a||1\n"
     "scalar|/a|\\x00\\x07\\x08\\t\\n\\x0B\\x0C\\r\\x1B "
     "\"\\\\\302\205\302\240\342\200\250\342\200\251A\303\251\360\237\230\200|1\n",
     ""},
    {"double", "folding, and a break escaped",
     "a: \"one\n"
     "  two\n"
     "\n"
     "  three \\\n"
     "  four\"\n"s,
     "key|/a||1\n"
     "scalar|/a|one two\\nthree four|1\n",
     ""},
    {"double", "blanks at the ends of lines",
     "a: \" one \n"
     " two \"\n"s,
     "key|/a||1\n"
     "scalar|/a| one two |1\n",
     ""},
    {"double", "an escaped apostrophe", "a: \"it\\'s\"\n"s,
     "key|/a||1\n"
     "scalar|/a|it's|1\n",
     "libyaml 0.2.5 refuses it; go-yaml's libyaml is older"},
    {"double,json,error", "an escaped slash", "{\"a\": \"b\\/c\"}\n"s,
     "error 1 found unknown escape character",
     "libyaml 0.2.5 accepts it; go-yaml's libyaml is older"},
    {"double,error", "an unknown escape", "a: \"\\d+\"\n"s,
     "error 1 found unknown escape character", ""},
    {"double,error", "a short code", "a: \"\\x4\"\n"s,
     "error 1 did not find expected hexdecimal number", ""},
    {"double,error", "half a surrogate pair", "a: \"\\uD83D\"\n"s,
     "error 1 found invalid Unicode character escape code", ""},
    {"double,error", "never closed",
     "a: \"one\n"
     "b: 2\n"s,
     "error 1 found unexpected end of stream", ""},
    {"single", "quotes are doubled",
     "a: 'it''s'\n"
     "b: ''\n"
     "c: '\\n'\n"s,
     "key|/a||1\n"
     "scalar|/a|it's|1\n"
     "key|/b||2\n"
     "scalar|/b||2\n"
     "key|/c||3\n"
     "scalar|/c|\\\\n|3\n",
     ""},
    {"single", "folding",
     "a: 'one\n"
     "  two\n"
     "\n"
     "  three'\n"s,
     "key|/a||1\n"
     "scalar|/a|one two\\nthree|1\n",
     ""},
    {"single,error", "never closed",
     "a: 'one\n"
     "b: 2\n"s,
     "error 1 found unexpected end of stream", ""},
    {"single,error", "text behind the closing quote", "a: 'one' two\n"s,
     "error 1 did not find expected key", ""},
    {"plain,scalar", "inner colons, hashes, dashes and brackets",
     "- a:b\n"
     "- a#b\n"
     "- -a\n"
     "- a [b] {c}\n"
     "- ?a\n"
     "- :a\n"s,
     "scalar|[]|a:b|1\n"
     "scalar|[]|a#b|2\n"
     "scalar|[]|-a|3\n"
     "scalar|[]|a [b] {c}|4\n"
     "scalar|[]|?a|5\n"
     "scalar|[]|:a|6\n",
     ""},
    {"plain,scalar", "several lines",
     "a: one\n"
     "  two\n"
     "\n"
     "  three\n"
     "b: 1\n"s,
     "key|/a||1\n"
     "scalar|/a|one two\\nthree|1\n"
     "key|/b||5\n"
     "scalar|/b|1|5\n",
     ""},
    {"plain,scalar", "types are for others to decide",
     "- yes\n"
     "- 012\n"
     "- 1_000\n"
     "- 1:30\n"
     "- ~\n"
     "- null\n"
     "- 2001-12-14\n"
     "- .inf\n"s,
     "scalar|[]|yes|1\n"
     "scalar|[]|012|2\n"
     "scalar|[]|1_000|3\n"
     "scalar|[]|1:30|4\n"
     "scalar|[]|~|5\n"
     "scalar|[]|null|6\n"
     "scalar|[]|2001-12-14|7\n"
     "scalar|[]|.inf|8\n",
     ""},
    {"plain,error", "a reserved indicator", "a: @b\n"s,
     "error 1 found character that cannot start any token", ""},
    {"plain,error", "a grave accent", "- `date`\n"s,
     "error 1 found character that cannot start any token", ""},
    {"plain,error", "a percent sign where a value begins", "a: %b\n"s,
     "error 1 found character that cannot start any token", ""},
    {"plain,error", "a second colon", "- echo a: b: c\n"s,
     "error 1 mapping values are not allowed in this context", ""},
    {"plain", "a colon that makes a mapping of a command", "- echo a: b\n"s,
     "key|[]/echo a||1\n"
     "scalar|[]/echo a|b|1\n",
     ""},
    {"duplicate-key", "duplicates are kept, in order",
     "a: 1\n"
     "b: 2\n"
     "a: 3\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||2\n"
     "scalar|/b|2|2\n"
     "key|/a||3\n"
     "scalar|/a|3|3\n",
     "go-yaml v3 refuses; v2 keeps the last"},
    {"duplicate-key,flow", "duplicates in flow", "{a: 1, a: 2}\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/a||1\n"
     "scalar|/a|2|1\n",
     "as above"},
    {"edge", "a carriage return alone, and before a line feed",
     "a: 1\rb: 2\r\n"
     "c: 3\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||2\n"
     "scalar|/b|2|2\n"
     "key|/c||3\n"
     "scalar|/c|3|3\n",
     ""},
    {"edge", "next line, line separator and paragraph separator",
     "a: 1\302\205b: 2\342\200\250c: 3\342\200\251d: 4\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||1\n"
     "scalar|/b|2|1\n"
     "key|/c||1\n"
     "scalar|/c|3|1\n"
     "key|/d||1\n"
     "scalar|/d|4|1\n",
     ""},
    {"edge", "a byte order mark", "\357\273\277a: 1\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n",
     ""},
    {"edge", "characters outside the basic plane", "\360\237\230\200: \303\251\n"s,
     "key|/\360\237\230\200||1\n"
     "scalar|/\360\237\230\200|\303\251|1\n",
     ""},
    {"edge,error", "a control character", "a: \033[0m\n"s,
     "error 1 control characters are not allowed", ""},
    {"edge,error", "a NUL", "a: b\000c\n"s, "error 1 control characters are not allowed", ""},
    {"edge,error", "bytes that are no UTF-8", "a: \377\n"s, "error 1 invalid leading UTF-8 octet",
     ""},
    {"edge,error", "a surrogate in UTF-8", "a: \355\240\200\n"s,
     "error 1 invalid Unicode character", ""},
    {"empty", "absent values",
     "a:\n"
     "b:\n"
     "- \n"
     "-\n"
     "c: {d: , e}\n"s,
     "key|/a||1\n"
     "null|/a||1\n"
     "key|/b||2\n"
     "null|/b[]||3\n"
     "null|/b[]||4\n"
     "key|/c||5\n"
     "key|/c/d||5\n"
     "null|/c/d||5\n"
     "key|/c/e||5\n"
     "null|/c/e||5\n",
     ""},
    {"empty-key,error", "an absent key in flow", "{: 1}\n"s,
     "error 1 did not find expected node content", "the specification has an absent key here"},
    {"empty-key", "an explicit absent key",
     "? \n"
     ": 1\n"s,
     "key|/||1\n"
     "scalar|/|1|2\n",
     ""},
    {"empty-key,error", "an absent key in block style", ": 1\n"s,
     "error 1 did not find expected key", "the specification has an absent key here"},
    {"empty,tag", "a tag on nothing",
     "a: !!str\n"
     "b: !!null\n"s,
     "key|/a||1\n"
     "null|/a||1\n"
     "key|/b||2\n"
     "null|/b||2\n",
     ""},
    {"flow", "flow in block, over lines",
     "a: [b,\n"
     "  c, [d, {e: f}],\n"
     "]\n"
     "b: {c: d,\n"
     "  e: [f]}\n"s,
     "key|/a||1\n"
     "scalar|/a[]|b|1\n"
     "scalar|/a[]|c|2\n"
     "scalar|/a[][]|d|2\n"
     "key|/a[][]/e||2\n"
     "scalar|/a[][]/e|f|2\n"
     "key|/b||4\n"
     "key|/b/c||4\n"
     "scalar|/b/c|d|4\n"
     "key|/b/e||5\n"
     "scalar|/b/e[]|f|5\n",
     ""},
    {"flow", "pairs without braces", "[a: 1, b: 2, c]\n"s,
     "key|[]/a||1\n"
     "scalar|[]/a|1|1\n"
     "key|[]/b||1\n"
     "scalar|[]/b|2|1\n"
     "scalar|[]|c|1\n",
     ""},
    {"flow", "keys without values and trailing commas", "{a, b: , c: 1,}\n"s,
     "key|/a||1\n"
     "null|/a||1\n"
     "key|/b||1\n"
     "null|/b||1\n"
     "key|/c||1\n"
     "scalar|/c|1|1\n",
     ""},
    {"flow", "plain scalars with colons", "[http://a.b/c, a:b, x:1]\n"s,
     "scalar|[]|http://a.b/c|1\n"
     "scalar|[]|a:b|1\n"
     "scalar|[]|x:1|1\n",
     ""},
    {"flow", "a colon before a comma", "[a:, b]\n"s,
     "scalar|[]|a:|1\n"
     "scalar|[]|b|1\n",
     "libyaml 0.2.5 refuses it; in go-yaml the colon is text"},
    {"flow", "a colon right behind quotes", "{\"a\":1,\"b\":[2]}\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||1\n"
     "scalar|/b[]|2|1\n",
     ""},
    {"flow", "several lines of a plain scalar",
     "[one\n"
     " two, three]\n"s,
     "scalar|[]|one two|1\n"
     "scalar|[]|three|2\n",
     ""},
    {"flow,error", "a question mark in a plain scalar", "[http://a/b?c=d]\n"s,
     "error 1 did not find expected ',' or ']'",
     "libyaml 0.2.5 accepts it; go-yaml begins a key there"},
    {"flow,error", "a bracket never closed",
     "a: [b, c\n"
     "d: e\n"s,
     "error 1 did not find expected ',' or ']'", ""},
    {"flow,error", "a brace never closed",
     "a: {b: c\n"
     "d: e\n"s,
     "error 1 did not find expected ',' or '}'", ""},
    {"flow,error", "the wrong bracket", "a: [b}\n"s, "error 1 did not find expected ',' or ']'",
     ""},
    {"flow,error", "a comma missing", "[a b, \"c\" d]\n"s,
     "error 1 did not find expected ',' or ']'", ""},
    {"flow,error", "two commas", "[a,, b]\n"s, "error 1 did not find expected node content", ""},
    {"flow,error", "a stray bracket", "a: ]\n"s, "error 1 did not find expected node content", ""},
    {"flow,error", "text behind a closed list", "- [ -f x ] && y\n"s,
     "error 1 did not find expected alphabetic or numeric character", ""},
    {"flow,error", "a dash in brackets", "[- a]\n"s, "error 1 did not find expected node content",
     ""},
    {"flow,tag", "a tag before a comma", "[!!str , a]\n"s,
     "null|[]||1\n"
     "scalar|[]|a|1\n",
     "without the blank go-yaml's tag holds the comma"},
    {"indent", "items as deep as their key",
     "a:\n"
     "- 1\n"
     "- 2\n"
     "b: 3\n"s,
     "key|/a||1\n"
     "scalar|/a[]|1|2\n"
     "scalar|/a[]|2|3\n"
     "key|/b||4\n"
     "scalar|/b|3|4\n",
     ""},
    {"indent", "items deeper than their key",
     "a:\n"
     "    - 1\n"
     "    - 2\n"
     "b: 3\n"s,
     "key|/a||1\n"
     "scalar|/a[]|1|2\n"
     "scalar|/a[]|2|3\n"
     "key|/b||4\n"
     "scalar|/b|3|4\n",
     ""},
    {"indent", "collections that begin on the dash's line",
     "- - a\n"
     "  - b\n"
     "- c: 1\n"
     "  d: 2\n"s,
     "scalar|[][]|a|1\n"
     "scalar|[][]|b|2\n"
     "key|[]/c||3\n"
     "scalar|[]/c|1|3\n"
     "key|[]/d||4\n"
     "scalar|[]/d|2|4\n",
     ""},
    {"indent", "every depth of its own",
     "a:\n"
     "  b:\n"
     "      c: 1\n"
     "      d:\n"
     "       e: 2\n"
     "f: 3\n"s,
     "key|/a||1\n"
     "key|/a/b||2\n"
     "key|/a/b/c||3\n"
     "scalar|/a/b/c|1|3\n"
     "key|/a/b/d||4\n"
     "key|/a/b/d/e||5\n"
     "scalar|/a/b/d/e|2|5\n"
     "key|/f||6\n"
     "scalar|/f|3|6\n",
     ""},
    {"indent", "the document may be indented",
     "  a: 1\n"
     "  b: 2\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||2\n"
     "scalar|/b|2|2\n",
     ""},
    {"indent,error", "a key that is too deep",
     "a: 1\n"
     "  b: 2\n"s,
     "error 2 mapping values are not allowed in this context", ""},
    {"indent,error", "a key that is not deep enough",
     "a:\n"
     "    b: 1\n"
     "  c: 2\n"s,
     "error 3 did not find expected key", ""},
    {"indent,error", "an item that is not deep enough",
     "a:\n"
     "    - b\n"
     "  - c\n"s,
     "error 3 did not find expected key", ""},
    {"indent,error", "items and keys mixed",
     "a: 1\n"
     "- b\n"s,
     "error 2 did not find expected key", ""},
    {"json", "a buildspec as JSON",
     "{\n"
     "\t\"version\": 0.2,\n"
     "\t\"phases\": {\"build\": {\"commands\": [\"echo \\\"hi\\\"\", \"make\"]}}\n"
     "}\n"s,
     "key|/version||2\n"
     "scalar|/version|0.2|2\n"
     "key|/phases||3\n"
     "key|/phases/build||3\n"
     "key|/phases/build/commands||3\n"
     "scalar|/phases/build/commands[]|echo \"hi\"|3\n"
     "scalar|/phases/build/commands[]|make|3\n",
     ""},
    {"json", "no blanks at all", "{\"a\":{\"b\":[1,true,null,\"x\"]},\"c\":[]}"s,
     "key|/a||1\n"
     "key|/a/b||1\n"
     "scalar|/a/b[]|1|1\n"
     "scalar|/a/b[]|true|1\n"
     "scalar|/a/b[]|null|1\n"
     "scalar|/a/b[]|x|1\n"
     "key|/c||1\n",
     ""},
    {"json,error", "a comma missing between members",
     "{\n"
     "  \"a\": 1\n"
     "  \"b\": 2\n"
     "}\n"s,
     "error 2 did not find expected ',' or '}'", ""},
    {"json", "a comma too many", "{\"a\": [1, 2,],}\n"s,
     "key|/a||1\n"
     "scalar|/a[]|1|1\n"
     "scalar|/a[]|2|1\n",
     ""},
    {"local-tag,tag", "local, global and verbatim tags",
     "a: !x 1\n"
     "b: !!str 2\n"
     "c: !<tag:e,1:y> 3\n"
     "d: ! 4\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||2\n"
     "scalar|/b|2|2\n"
     "key|/c||3\n"
     "scalar|/c|3|3\n"
     "key|/d||4\n"
     "scalar|/d|4|4\n",
     ""},
    {"local-tag", "the short forms of CloudFormation",
     "a: !Ref B\n"
     "c: !Sub \"x\"\n"
     "d: !GetAtt e.f\n"
     "g: !If [a, b, c]\n"s,
     "key|/a||1\n"
     "scalar|/a|B|1\n"
     "key|/c||2\n"
     "scalar|/c|x|2\n"
     "key|/d||3\n"
     "scalar|/d|e.f|3\n"
     "key|/g||4\n"
     "scalar|/g[]|a|4\n"
     "scalar|/g[]|b|4\n"
     "scalar|/g[]|c|4\n",
     ""},
    {"local-tag", "a comma in a tag", "a: !x,y b\n"s,
     "key|/a||1\n"
     "scalar|/a|b|1\n",
     "libyaml 0.2.5 refuses it"},
    {"unknown-tag", "tags on collections do not matter",
     "a: !!map [1]\n"
     "b: !!seq {c: d}\n"
     "c: !!set {e}\n"s,
     "key|/a||1\n"
     "scalar|/a[]|1|1\n"
     "key|/b||2\n"
     "key|/b/c||2\n"
     "scalar|/b/c|d|2\n"
     "key|/c||3\n"
     "key|/c/e||3\n"
     "null|/c/e||3\n",
     ""},
    {"tag,error", "a tag that its value does not fit", "a: !!int one\n"s,
     "error 1 cannot decode !!str `one` as a !!int",
     "libyaml accepts; go-yaml refuses to decode it"},
    {"tag,error", "a tag that absence does not fit", "a: !!bool\n"s,
     "error 1 cannot decode !!null `` as a !!bool", "as above"},
    {"tag", "tags that fit",
     "a: !!int \"7\"\n"
     "b: !!float 1\n"
     "c: !!bool yes\n"
     "d: !!null \"\"\n"
     "e: !!timestamp 2001-12-14\n"
     "f: !!str 1\n"s,
     "key|/a||1\n"
     "scalar|/a|7|1\n"
     "key|/b||2\n"
     "scalar|/b|1|2\n"
     "key|/c||3\n"
     "scalar|/c|yes|3\n"
     "key|/d||4\n"
     "scalar|/d||4\n"
     "key|/e||5\n"
     "scalar|/e|2001-12-14|5\n"
     "key|/f||6\n"
     "scalar|/f|1|6\n",
     ""},
    {"mapping", "keys of every style",
     "plain key: 1\n"
     "'single': 2\n"
     "\"double\\t\": 3\n"s,
     "key|/plain key||1\n"
     "scalar|/plain key|1|1\n"
     "key|/single||2\n"
     "scalar|/single|2|2\n"
     "key|/double\\t||3\n"
     "scalar|/double\\t|3|3\n",
     ""},
    {"mapping", "blanks around colons",
     "a : 1\n"
     "\"b\" :   2\n"
     "c:\t3\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||2\n"
     "scalar|/b|2|2\n"
     "key|/c||3\n"
     "scalar|/c|3|3\n",
     ""},
    {"mapping,error", "a colon without a blank, then keys",
     "version:0.2\n"
     "phases:\n"
     "  a: 1\n"s,
     "error 1 mapping values are not allowed in this context", ""},
    {"mapping,error", "a key without a colon",
     "version: 0.2\n"
     "phases\n"s,
     "error 2 could not find expected ':'", ""},
    {"mapping,error", "a key on the line of another's value", "a: b: c\n"s,
     "error 1 mapping values are not allowed in this context", ""},
    {"mapping,error", "a key over two lines",
     "one\n"
     "two: 1\n"s,
     "error 1 mapping values are not allowed in this context", ""},
    {"mapping,error", "a key of more than 1,024 characters",
     "a: 1\n"
     "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 1\n"s,
     "error 2 could not find expected ':'", ""},
    {"merge", "a merge key is a key like others",
     "a: &x {k: 1}\n"
     "b:\n"
     "  <<: *x\n"
     "  l: 2\n"
     "c:\n"
     "  <<: [*x, {m: 3}]\n"s,
     "key|/a||1\n"
     "key|/a/k||1\n"
     "scalar|/a/k|1|1\n"
     "key|/b||2\n"
     "key|/b/<<||3\n"
     "alias|/b/<<|x|3\n"
     "key|/b/l||4\n"
     "scalar|/b/l|2|4\n"
     "key|/c||5\n"
     "key|/c/<<||6\n"
     "alias|/c/<<[]|x|6\n"
     "key|/c/<<[]/m||6\n"
     "scalar|/c/<<[]/m|3|6\n",
     ""},
    {"merge", "a quoted merge key merges nothing",
     "a:\n"
     "  \"<<\": 1\n"s,
     "key|/a||1\n"
     "key|/a/<<||2\n"
     "scalar|/a/<<|1|2\n",
     ""},
    {"merge,error", "a merge of a scalar",
     "a:\n"
     "  <<: 1\n"s,
     "error 2 map merge requires map or sequence of maps as the value",
     "libyaml accepts; go-yaml cannot decode it"},
    {"merge,error", "a merge of a list of scalars",
     "a:\n"
     "  <<: [1]\n"s,
     "error 2 map merge requires map or sequence of maps as the value", "as above"},
    {"merge,error", "a merge of an alias to a list",
     "a: &x [1]\n"
     "b:\n"
     "  <<: *x\n"s,
     "error 3 map merge requires map or sequence of maps as the value", "as above"},
    {"sequence", "items of every kind",
     "- a\n"
     "- 'b'\n"
     "- [c]\n"
     "- {d: e}\n"
     "- - f\n"
     "- g: h\n"
     "-\n"
     "- |\n"
     "  i\n"s,
     "scalar|[]|a|1\n"
     "scalar|[]|b|2\n"
     "scalar|[][]|c|3\n"
     "key|[]/d||4\n"
     "scalar|[]/d|e|4\n"
     "scalar|[][]|f|5\n"
     "key|[]/g||6\n"
     "scalar|[]/g|h|6\n"
     "null|[]||7\n"
     "scalar|[]|i\\n|8\n",
     ""},
    {"sequence,error", "a dash without a blank",
     "- a\n"
     "-b\n"s,
     "error 2 could not find expected ':'", ""},
    {"sequence,error", "a list on its key's line", "a: - b\n"s,
     "error 1 block sequence entries are not allowed in this context", ""},
    {"upto-1.2,scalar", "a plain scalar at the root", "text\n"s, "scalar||text|1\n", ""},
    {"whitespace", "tabs behind values, colons and dashes",
     "a:\t1\t\n"
     "-x:\ty\n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/-x||2\n"
     "scalar|/-x|y|2\n",
     ""},
    {"whitespace,error", "tabs on blank lines and before comments",
     "a: 1\n"
     "\t\n"
     "\t# note\n"
     "b: 2\n"s,
     "error 1 found a tab character that violates indentation",
     "the specification lets tabs stand before comments"},
    {"whitespace", "blanks behind everything",
     "a: 1  \n"
     "b:  \n"
     "  - c  \n"s,
     "key|/a||1\n"
     "scalar|/a|1|1\n"
     "key|/b||2\n"
     "scalar|/b[]|c|3\n",
     ""},
    {"whitespace,error", "a tab for the indentation of a key",
     "a:\n"
     "\tb: 1\n"s,
     "error 2 found character that cannot start any token", ""},
    {"whitespace,error", "a tab for the indentation of an item",
     "a:\n"
     "\t- b\n"s,
     "error 2 found character that cannot start any token", ""},
    {"whitespace,error", "a tab in the indentation of a literal",
     "a: |\n"
     "\tb\n"s,
     "error 2 found a tab character where an indentation space is expected", ""},
    {"whitespace,flow", "tabs in flow collections",
     "{\n"
     "\ta: 1,\n"
     "\tb: [\n"
     "\t\t2]\n"
     "}\n"s,
     "key|/a||2\n"
     "scalar|/a|1|2\n"
     "key|/b||3\n"
     "scalar|/b[]|2|4\n",
     ""},
    {"scalar,simple", "a quoted scalar at the root", "\"text\" # note\n"s, "scalar||text|1\n", ""},
    {"scalar,error", "a scalar, then a mapping",
     "text\n"
     "a: 1\n"s,
     "error 1 mapping values are not allowed in this context", ""},
    {"spec", "an invoice in brief",
     "--- !<tag:clarkevans.com,2002:invoice>\n"
     "invoice: 34843\n"
     "bill-to: &id001\n"
     "    given  : Chris\n"
     "    address:\n"
     "        lines: |\n"
     "            458 Walkman Dr.\n"
     "            Suite #292\n"
     "ship-to: *id001\n"
     "comments:\n"
     "    Late afternoon is best.\n"
     "    Backup contact is Nancy.\n"s,
     "key|/invoice||2\n"
     "scalar|/invoice|34843|2\n"
     "key|/bill-to||3\n"
     "key|/bill-to/given||4\n"
     "scalar|/bill-to/given|Chris|4\n"
     "key|/bill-to/address||5\n"
     "key|/bill-to/address/lines||6\n"
     "scalar|/bill-to/address/lines|458 Walkman Dr.\\nSuite #292\\n|6\n"
     "key|/ship-to||9\n"
     "alias|/ship-to|id001|9\n"
     "key|/comments||10\n"
     "scalar|/comments|Late afternoon is best. Backup contact is Nancy.|11\n",
     ""},
    {"literal,error", "a block indicator where a key should be",
     "version: 0.2\n"
     "\n"
     "|phases:\n"
     "  build: 1\n"s,
     "error 3 did not find expected comment or line break", ""},
    {"folded,error", "an indicator in front of a key of a deeper mapping",
     "a:\n"
     "  b: 1\n"
     "  >c: 2\n"
     "  d: 3\n"s,
     "error 3 did not find expected comment or line break", ""},
    {"literal,error", "an indicator in front of a comment",
     "version: 0.1\n"
     "\n"
     "|# note\n"
     "phases:\n"
     "  build: 1\n"s,
     "error 3 did not find expected key", ""},
    {"folded,error", "an indicator between items",
     "a:\n"
     "  - b\n"
     "  >\n"
     "  - c\n"s,
     "error 3 did not find expected '-' indicator", ""},
    {"comment,plain", "a comment less deep than the item above it",
     "a:\n"
     "  b:\n"
     "    c:\n"
     "      - d e\n"
     " # f: g\n"
     "  h: 1\n"s,
     "key|/a||1\n"
     "key|/a/b||2\n"
     "key|/a/b/c||3\n"
     "scalar|/a/b/c[]|d e|4\n"
     "key|/a/h||6\n"
     "scalar|/a/h|1|6\n",
     ""},
    {"comment,plain", "the same at column 0",
     "a:\n"
     "  b:\n"
     "    - d e\n"
     "# f: g\n"
     "    # i\n"
     "  h: 1\n"s,
     "key|/a||1\n"
     "key|/a/b||2\n"
     "scalar|/a/b[]|d e|3\n"
     "key|/a/h||6\n"
     "scalar|/a/h|1|6\n",
     ""},
    {"plain", "two words below a key",
     "a:\n"
     "  b:\n"
     "    one 1.8\n"
     "  c: 1\n"s,
     "key|/a||1\n"
     "key|/a/b||2\n"
     "scalar|/a/b|one 1.8|3\n"
     "key|/a/c||4\n"
     "scalar|/a/c|1|4\n",
     ""},
    {"flow", "a question mark in front of a key", "{ ?a: b }\n"s,
     "key|/a||1\n"
     "scalar|/a|b|1\n",
     ""},
    {"flow,sequence", "a question mark in front of an item", "[?a, b]\n"s,
     "key|[]/a||1\n"
     "null|[]/a||1\n"
     "scalar|[]|b|1\n",
     ""},
    {"anchor,plain", "an anchor's name ends at a colon", "a: &b:c d\n"s,
     "key|/a||1\n"
     "scalar|/a|:c d|1\n",
     ""},
    {"flow", "text behind the root", "[a, b] c\n"s,
     "scalar|[]|a|1\n"
     "scalar|[]|b|1\n",
     "go-yaml stops reading there; so does libyaml's first document"},
    {"tag,document", "a tag on nothing, then the next document",
     "!x\n"
     "---\n"
     "a\n"s,
     "null|||1\n", ""},
    {"flow,error", "question marks in flow",
     "- [a?b]\n"
     "- {c?: d}\n"s,
     "error 1 did not find expected ',' or ']'", "libyaml 0.2.5 accepts it"},
};

}  // namespace

const std::vector<FactsCase>& facts_cases() { return kCases; }

}  // namespace buildspec::test
