package locales

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed en.json fr.json
var files embed.FS

// catalogue is one language at work.
type catalogue struct {
	plain     map[string]string // texts without arguments, resolved once at start
	localizer *i18n.Localizer
}

var catalogues = load()

// load panics when a file cannot be read: that is a mistake of ours, seen by the first test.
func load() map[Language]catalogue {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	loaded := map[Language]catalogue{}
	for _, l := range Languages() {
		name := string(l) + ".json"
		raw, err := files.ReadFile(name)
		if err != nil {
			panic(fmt.Sprintf("locales: %v", err))
		}
		if l == French {
			raw = elided(raw)
		}
		file, err := bundle.ParseMessageFileBytes(raw, name)
		if err != nil {
			panic(fmt.Sprintf("locales: %v", err))
		}
		c := catalogue{plain: map[string]string{}, localizer: i18n.NewLocalizer(bundle, string(l))}
		for _, message := range file.Messages {
			if message.One == "" && !strings.Contains(message.Other, "{{") {
				c.plain[message.ID] = message.Other
			}
		}
		loaded[l] = c
	}
	return loaded
}

// T words the text of that key. args are names and values in turn: "candidate", name.
func T(ctx context.Context, key string, args ...any) string {
	l := From(ctx)
	if l == Keys {
		return printKey(key, args)
	}
	c := catalogues[l]
	if text, ok := c.plain[key]; ok {
		return text
	}
	return c.localize(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: named(args)})
}

// N words a text that depends on a number, which the text knows as n, written as its language does.
func N(ctx context.Context, key string, n int, args ...any) string {
	if From(ctx) == Keys {
		return printKey(key, append([]any{"n", n}, args...))
	}
	data := named(args)
	data["n"] = argument(Number(ctx, n))
	config := i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: n}
	return catalogues[From(ctx)].localize(key, &config)
}

// localize shows the key where a text is missing. The tests of this package keep that from
// happening; a page with a key on it still serves its reader better than no page.
func (c catalogue) localize(key string, config *i18n.LocalizeConfig) string {
	text, err := c.localizer.Localize(config)
	if err != nil && text == "" {
		return key
	}
	return text
}

func named(args []any) map[string]any {
	data := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = argument(fmt.Sprint(args[i+1]))
	}
	return data
}

func printKey(key string, args []any) string {
	if len(args) == 0 {
		return key
	}
	pairs := make([]string, 0, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("%v=%v", args[i], args[i+1]))
	}
	return key + "(" + strings.Join(pairs, ", ") + ")"
}
