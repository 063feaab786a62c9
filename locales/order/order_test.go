package order_test

import (
	"testing"

	"entrevue/locales/order"
)

func TestKeysAreSortedAndKeptOnce(t *testing.T) {
	t.Parallel()
	got, err := order.Sorted([]byte(`{"b.a":"<é>","a.b":{"other":"2","one":"1"},"b.a":"<é>"}`))
	want := "{\n  \"a.b\": {\n    \"one\": \"1\",\n    \"other\": \"2\"\n  },\n  \"b.a\": \"<é>\"\n}\n"
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestTwoTextsUnderOneKeyAreRefused(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		`{"a.b":"x","a.b":"y"}`,
		`{"a.b":{"one":"x"},"a.b":{"one":"y"}}`,
		`{"a.b":"x","a.b":{"one":"x"}}`,
		`["a"]`, `{"a.b":`, ``,
	} {
		if _, err := order.Sorted([]byte(raw)); err == nil {
			t.Errorf("%s was taken", raw)
		}
	}
}
