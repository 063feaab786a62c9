package cronofy

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
)

// SignatureHeader carries the signature of every callback.
const SignatureHeader = "Cronofy-HMAC-SHA256"

// maxSignatures is how many values of a header are looked at: one per active secret, and there are
// never more than a few.
const maxSignatures = 8

// VerifySignature says whether one of the header's values was made with one of the secrets over
// exactly these bytes. It says nothing about when: a callback can be replayed, so it is only ever
// a reason to look.
func VerifySignature(secrets []string, header string, raw []byte) bool {
	values := strings.SplitN(header, ",", maxSignatures+1)
	right := 0
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(raw)
		want := []byte(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
		for _, value := range values[:min(len(values), maxSignatures)] {
			right |= subtle.ConstantTimeCompare([]byte(strings.TrimSpace(value)), want)
		}
	}
	return right == 1
}
