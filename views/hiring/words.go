package hiring

import (
	"context"
	"net/url"
	"time"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

// NewCandidateFor is the form for a candidate, with the position chosen already; 0 chooses none.
func NewCandidateFor(positionID int64) string {
	return paths.With(paths.NewCandidate(), url.Values{"position": {chosen(positionID)}})
}

// chosen is an id as the value of a field; nothing is empty.
func chosen(id int64) string {
	if id == 0 {
		return ""
	}
	return number(id)
}

// noon words days that are no instants: they begin at midnight nowhere, and are told in UTC so that
// no zone moves them.
func noon(ctx context.Context) context.Context { return locales.WithZone(ctx, time.UTC) }

func positionOptions(list []models.Position, first ui.Option) []ui.Option {
	options := make([]ui.Option, 0, len(list)+1)
	options = append(options, first)
	for _, position := range list {
		options = append(options, ui.Option{Value: number(position.ID), Label: position.Title})
	}
	return options
}

func candidateColumns(ctx context.Context, withPosition bool) []ui.Column {
	columns := []ui.Column{{Label: locales.T(ctx, "candidates.name")}}
	if withPosition {
		columns = append(columns, ui.Column{Label: locales.T(ctx, "candidates.position")})
	}
	return append(columns,
		ui.Column{Label: locales.T(ctx, "candidates.applied_on")},
		ui.Column{Label: locales.T(ctx, "candidates.time_zone")},
		ui.Column{Label: locales.T(ctx, "candidates.language")},
		ui.Column{Label: locales.T(ctx, "list.actions"), Unseen: true})
}
