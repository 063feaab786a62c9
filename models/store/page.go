package store

import (
	"encoding/base64"
	"encoding/json"

	"gorm.io/gorm"

	"entrevue/models"
)

// PageSize is how many rows a list shows before "more".
const PageSize = 50

// Page asks for a part of a sorted list: what follows After, an opaque cursor from the part before,
// empty for the beginning. Limit is PageSize when zero.
type Page struct {
	After string
	Limit int
}

func (p Page) limit() int {
	if p.Limit > 0 {
		return p.Limit
	}
	return PageSize
}

// cursor is the place after one row: its sorting value and its id.
type cursor struct {
	Value string `json:"v"`
	ID    int64  `json:"i"`
}

func (c cursor) encode() string {
	raw, _ := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// decode answers models.ErrNotFound for a cursor that is none of ours.
func decode(text string) (cursor, error) {
	var c cursor
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &c) != nil {
		return c, models.ErrNotFound
	}
	return c, nil
}

// after sorts db by (column, id) and continues behind the cursor: it stays fast however long the
// list is. column is one of ours, never typed.
func (p Page) after(db *gorm.DB, column string) *gorm.DB {
	if p.After != "" {
		c, err := decode(p.After)
		if err != nil {
			_ = db.AddError(err)
			return db
		}
		db = db.Where("("+column+", id) > (?, ?)", c.Value, c.ID)
	}
	return db.Order(column).Order("id").Limit(p.limit() + 1)
}

// cut takes the row beyond the page away and returns the cursor of the next part.
func cut[T any](rows []T, page Page, place func(T) cursor) ([]T, string) {
	if len(rows) <= page.limit() {
		return rows, ""
	}
	rows = rows[:page.limit()]
	return rows, place(rows[len(rows)-1]).encode()
}
