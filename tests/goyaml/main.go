// The authority of the syntax tests: go-yaml itself, as Debian packages it.
//
// Reads records separated by the byte 0x1E (N separators are N+1 records) and prints for each of
// them: a line with the verdict of go-yaml v2 on decoding the first document into an untyped value,
// "ok" or "error TEXT"; a line with the same of v3; a line "facts" where v3 reads the document as
// nodes, else "none"; its facts, in the form of `buildspec-lint dev facts` without their lines; then
// a line with 0x1E alone.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	yaml2 "gopkg.in/yaml.v2"
	yaml3 "gopkg.in/yaml.v3"
)

func escape(text string, key bool) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\':
			out.WriteString(`\\`)
		case c == '\t':
			out.WriteString(`\t`)
		case c == '\n':
			out.WriteString(`\n`)
		case c == '\r':
			out.WriteString(`\r`)
		case c == '/' && key:
			out.WriteString(`\/`)
		case c < 0x20 || c == 0x7f:
			fmt.Fprintf(&out, `\x%02X`, c)
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func verdict(decode func() error) (text string) {
	defer func() {
		if problem := recover(); problem != nil {
			text = fmt.Sprintf("panic %v", problem)
		}
	}()
	if err := decode(); err != nil {
		// A message may quote a value of several lines.
		text := strings.ReplaceAll(err.Error(), "\n", `\n`)
		return "error " + strings.ReplaceAll(text, "\r", `\r`)
	}
	return "ok"
}

func isNull(n *yaml3.Node) bool {
	return n.Kind == yaml3.ScalarNode && n.Style&^yaml3.TaggedStyle == 0 && n.Value == ""
}

func facts(out *bufio.Writer, n *yaml3.Node, path string) {
	switch n.Kind {
	case yaml3.DocumentNode:
		for _, child := range n.Content {
			facts(out, child, path)
		}
	case yaml3.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			step := path + "/?"
			if key.Kind == yaml3.ScalarNode {
				step = path + "/" + escape(key.Value, true)
			} else if key.Kind == yaml3.AliasNode {
				step = path + "/*" + escape(key.Value, true)
			}
			fmt.Fprintf(out, "key\t%s\t\n", step)
			facts(out, value, step)
		}
	case yaml3.SequenceNode:
		for _, child := range n.Content {
			facts(out, child, path+"[]")
		}
	case yaml3.AliasNode:
		fmt.Fprintf(out, "alias\t%s\t%s\n", path, escape(n.Value, false))
	case yaml3.ScalarNode:
		if isNull(n) {
			fmt.Fprintf(out, "null\t%s\t\n", path)
		} else {
			fmt.Fprintf(out, "scalar\t%s\t%s\n", path, escape(n.Value, false))
		}
	}
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, record := range bytes.Split(input, []byte{0x1e}) {
		fmt.Fprintln(out, verdict(func() error {
			var value interface{}
			return yaml2.Unmarshal(record, &value)
		}))
		fmt.Fprintln(out, verdict(func() error {
			var value interface{}
			return yaml3.Unmarshal(record, &value)
		}))
		var node yaml3.Node
		read := verdict(func() error { return yaml3.Unmarshal(record, &node) })
		if read == "ok" {
			fmt.Fprintln(out, "facts")
			facts(out, &node, "")
		} else {
			fmt.Fprintln(out, "none")
		}
		out.WriteString("\x1e\n")
	}
}
