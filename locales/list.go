package locales

import (
	"context"
	"strings"
)

// List joins names as the language does: "Zoom, Teams and GoTo".
func List(ctx context.Context, names ...string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return T(ctx, "list.and", "before", strings.Join(names[:last], ", "), "last", names[last])
}
