package sandbox

import (
	"crypto/rand"
	"math/big"
)

const (
	letters  = "abcdefghijklmnopqrstuvwxyz"
	digits   = "0123456789"
	alphabet = letters + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + digits
	hexits   = digits + "abcdef"
)

// secret is a new token or code of 32 ASCII characters (2.1).
func secret() string { return random(alphabet, 32) }

// newID is a prefix of the protocol (1.4) and 24 hexadecimal digits.
func newID(prefix string) string { return prefix + random(hexits, 24) }

func profileID() string { return "pro_" + random(alphabet, 12) }

func random(from string, n int) string {
	out := make([]byte, n)
	for i := range out {
		// rand.Int from crypto/rand cannot fail since Go 1.24.
		at, _ := rand.Int(rand.Reader, big.NewInt(int64(len(from))))
		out[i] = from[at.Int64()]
	}
	return string(out)
}
