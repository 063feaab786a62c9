package sandbox

import (
	"strings"
	"testing"
)

// A page without an icon has the browser ask for one, which answers 404 in its console.
func TestPagesBringTheirIcon(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, address := range []string{"/sandbox/directory", "/sandbox/record", enterpriseURL(nil)} {
		icon := w.browser().visit(address).page.Find(`head link[rel="icon"]`).AttrOr("href", "")
		if !strings.HasPrefix(icon, "data:image/svg+xml,%3Csvg") {
			t.Errorf("%s has the icon %q", address, icon)
		}
	}
}
