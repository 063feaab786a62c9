package locales_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"entrevue/locales/order"
)

// text is a message of a file: its one form under "other", or the forms of a plural.
type text struct {
	forms  map[string]string
	plural bool
}

var placeholder = regexp.MustCompile(`{{\s*\.(\w+)\s*}}`)

// placeholders are the names a text knows. Forms may leave one out (one thing), so they are joined.
func (t text) placeholders() []string {
	names := []string{}
	for _, form := range t.forms {
		for _, match := range placeholder.FindAllStringSubmatch(form, -1) {
			names = append(names, match[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (t text) formNames() []string {
	names := []string{}
	for name := range t.forms {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func file(t *testing.T, language string) map[string]text {
	t.Helper()
	raw, err := os.ReadFile(language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var messages map[string]json.RawMessage
	if err := json.Unmarshal(raw, &messages); err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]text, len(messages))
	for key, message := range messages {
		texts[key] = parse(t, key, message)
	}
	return texts
}

func parse(t *testing.T, key string, message json.RawMessage) text {
	t.Helper()
	var single string
	if err := json.Unmarshal(message, &single); err == nil {
		return text{forms: map[string]string{"other": single}}
	}
	var forms map[string]string
	if err := json.Unmarshal(message, &forms); err != nil {
		t.Fatalf("%s is neither a text nor a plural: %v", key, err)
	}
	return text{forms: forms, plural: true}
}

// everyForm calls check with every form of every text.
func everyForm(t *testing.T, languages []string, check func(where, form string)) {
	t.Helper()
	for _, language := range languages {
		for key, text := range file(t, language) {
			for name, form := range text.forms {
				check(language+".json "+key+" "+name, form)
			}
		}
	}
}

var both = []string{"en", "fr"}

func TestBothLanguagesHoldTheSameKeys(t *testing.T) {
	t.Parallel()
	en, fr := file(t, "en"), file(t, "fr")
	for key := range en {
		if _, ok := fr[key]; !ok {
			t.Errorf("%s is missing in fr.json", key)
		}
	}
	for key := range fr {
		if _, ok := en[key]; !ok {
			t.Errorf("%s is missing in en.json", key)
		}
	}
}

func TestBothLanguagesKnowTheSamePlaceholders(t *testing.T) {
	t.Parallel()
	fr := file(t, "fr")
	for key, english := range file(t, "en") {
		without := func(names []string) []string {
			return slices.DeleteFunc(names, func(name string) bool { return english.plural && name == "n" })
		}
		if diff := cmp.Diff(without(english.placeholders()), without(fr[key].placeholders())); diff != "" {
			t.Errorf("%s (-en +fr):\n%s", key, diff)
		}
		if english.plural != fr[key].plural {
			t.Errorf("%s counts in one language only", key)
		}
	}
}

func TestPluralsHoldTheFormsOfTheirLanguage(t *testing.T) {
	t.Parallel()
	forms := map[string][]string{"en": {"one", "other"}, "fr": {"many", "one", "other"}}
	for language, want := range forms {
		for key, text := range file(t, language) {
			if diff := cmp.Diff(want, text.formNames()); text.plural && diff != "" {
				t.Errorf("%s.json %s (-want +got):\n%s", language, key, diff)
			}
		}
	}
}

func TestKeysAreDottedWords(t *testing.T) {
	t.Parallel()
	dotted := regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
	for key := range file(t, "en") {
		if !dotted.MatchString(key) {
			t.Errorf("%q is no key", key)
		}
	}
}

func TestFilesAreInOrder(t *testing.T) {
	t.Parallel()
	for _, language := range both {
		raw, err := os.ReadFile(language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		ordered, err := order.Sorted(raw)
		if err != nil {
			t.Fatal(err)
		}
		if string(ordered) != string(raw) {
			t.Errorf("%s.json is out of order: go run ./locales/sort", language)
		}
	}
}

func TestTextsHoldNoMarkup(t *testing.T) {
	t.Parallel()
	markup := regexp.MustCompile(`</?[a-zA-Z!]|&(#\d+|[a-z]+);|\*\*|\]\(`)
	everyForm(t, both, func(where, form string) {
		if markup.MatchString(form) {
			t.Errorf("%s: %q", where, form)
		}
	})
}

func TestTextsAreWrittenWithCare(t *testing.T) {
	t.Parallel()
	everyForm(t, both, func(where, form string) {
		switch {
		case form == "" || strings.TrimSpace(form) != form:
			t.Errorf("%s is empty or has a space at its edge: %q", where, form)
		case strings.ContainsAny(form, "'\""):
			t.Errorf("%s has straight quotes: %q", where, form)
		case strings.Contains(form, "..."):
			t.Errorf("%s has three dots for …: %q", where, form)
		case strings.Contains(form, "  "):
			t.Errorf("%s has two spaces: %q", where, form)
		}
	})
}

var (
	before = regexp.MustCompile(`[^\x{a0}\x{202f}?!]([;?!»]|:(?:[^/\d]|$))`)
	after  = regexp.MustCompile(`«[^\x{a0}\x{202f}]`)
)

func TestFrenchPunctuationHasItsNoBreakSpace(t *testing.T) {
	t.Parallel()
	everyForm(t, []string{"fr"}, func(where, form string) {
		if before.MatchString(form) || after.MatchString(form) {
			t.Errorf("%s: %q", where, form)
		}
	})
}

func TestFrenchPunctuationRuleSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for form, wrong := range map[string]bool{
		"Vraiment ?": true, "Vraiment?": true, "Vraiment\u00a0?": false,
		"«Oui»": true, "« Oui »": true, "«\u00a0Oui\u00a0»": false,
		"https://exemple": false, "Un point\u00a0: voir": false, "Un point: voir": true,
	} {
		if got := before.MatchString(form) || after.MatchString(form); got != wrong {
			t.Errorf("%q is wrong: %t, want %t", form, got, wrong)
		}
	}
}
