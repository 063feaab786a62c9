package handlers

import (
	"encoding/base64"
	"strings"
	"time"
)

// A page behind a secret link changes something only for whoever has opened it: its forms carry a
// value that stands on the page and nowhere else. Programs that read mails and send forms to the
// addresses they find have none (FAIL39).

// pageTokenFor is how long such a value counts. Whoever leaves a page open for longer confirms once more.
const pageTokenFor = 24 * time.Hour

// pageToken is the value for the forms of the page of a secret link, which is shown now.
func (s *Server) pageToken(link string) string {
	plain := s.Store.Now().UTC().Format(time.RFC3339) + " " + link
	return base64.RawURLEncoding.EncodeToString(s.Keys.Seal([]byte(plain), "pages", 0, "token"))
}

// opened tells whether a form comes from the page of this link, as it was shown within a day.
func (s *Server) opened(link, token string) bool {
	sealed, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return false
	}
	plain, err := s.Keys.Open(sealed, "pages", 0, "token")
	if err != nil {
		return false
	}
	moment, of, _ := strings.Cut(string(plain), " ")
	at, err := time.Parse(time.RFC3339, moment)
	return err == nil && of == link && s.Store.Now().Sub(at) < pageTokenFor
}
