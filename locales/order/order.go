package order

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Sorted returns the file in order. A key that stands twice with the same text is kept once; with
// different texts it is an error, because nobody but a person can choose.
func Sorted(raw []byte) ([]byte, error) {
	texts, err := read(raw)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(texts); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// read goes token by token: unmarshalling into a map would drop one of two equal keys in silence.
func read(raw []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil, errors.New("not an object")
	}
	texts := map[string]any{}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		var text any
		if err := decoder.Decode(&text); err != nil {
			return nil, err
		}
		if err := add(texts, fmt.Sprint(key), text); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func add(texts map[string]any, key string, text any) error {
	if before, twice := texts[key]; twice && !equal(before, text) {
		return fmt.Errorf("%s has two texts: %v, %v", key, before, text)
	}
	texts[key] = text
	return nil
}

func equal(a, b any) bool {
	left, isPlural := a.(map[string]any)
	right, alsoPlural := b.(map[string]any)
	if !isPlural || !alsoPlural {
		return a == b
	}
	return slices.Equal(slices.Sorted(maps.Keys(left)), slices.Sorted(maps.Keys(right))) &&
		fmt.Sprint(left) == fmt.Sprint(right)
}
