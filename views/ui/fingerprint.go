package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Fingerprint is the same for parts of a page that say the same, each a line of what stands there.
func Fingerprint(said ...any) string {
	sum := sha256.New()
	for _, line := range said {
		fmt.Fprintln(sum, line)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
