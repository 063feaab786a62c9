package cronofy

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"testing"
)

func sign(secret, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// ATT42: nothing that arrives makes the process panic.
func FuzzNoBodyMakesAReaderPanic(f *testing.F) {
	for _, seed := range []string{
		personInfo, `{"authorization":{"code":"c","state":"s"}}`, `{"notification":{"type":"change","changes_since":"2026-05-02T09:24:16Z"}}`,
		`{"notification":{"interactions":[{"type":"conferencing_failing","details":{}}]},"event":{"start":{"time":"x"}}}`,
		`{"errors":{"conferencing.profile_id":[{"key":"errors.not_recognized"}]}}`, `{"error":{}}`, "null", "", "{", `{"sub":1e999}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if info, err := ParseUserInfo(raw); err == nil {
			for _, profile := range info.Profiles {
				CalendarKind(profile)
				profile.Primary()
			}
			info.CalendarProfile()
		}
		if callback, err := ParseAccountCallback(raw); err == nil && callback.Code.Empty() && callback.Error+callback.ErrorKey+callback.Description == "" {
			t.Error("a refusal without any reason")
		}
		_, _ = ParsePush(raw)
		ParseLinkCallback(raw)
		refused := newError(http.StatusUnprocessableEntity, http.Header{}, raw)
		refused.ConferencingCause()
		_ = refused.Text()
		var page struct {
			Events []storedEventAnswer `json:"events"`
		}
		if json.Unmarshal(raw, &page) == nil {
			for _, event := range page.Events {
				event.event().Links()
			}
		}
	})
}

// ATT7
func FuzzNoHeaderPassesAsASignature(f *testing.F) {
	f.Add("x", []byte("{}"))
	f.Add(sign("other", "{}"), []byte("{}"))
	f.Fuzz(func(t *testing.T, header string, raw []byte) {
		if VerifySignature([]string{"CRN_secret"}, header, raw) {
			t.Errorf("%q passes", header)
		}
	})
}
