package main

import (
	"fmt"
	"os"
	"path/filepath"

	"entrevue/locales/order"
)

func main() {
	for _, name := range []string{"en.json", "fr.json"} {
		if err := sortFile(filepath.Join("locales", name)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func sortFile(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	ordered, err := order.Sorted(raw)
	if err != nil {
		return fmt.Errorf("sort %s: %w", path, err)
	}
	return os.WriteFile(path, ordered, 0o644)
}
