package store

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"
)

// searchKind is a list that can be searched.
type searchKind string

const (
	employeeWords  searchKind = "employee"
	candidateWords searchKind = "candidate"
	positionWords  searchKind = "position"
)

// maxWords bounds what one search or one text may cost.
const maxWords = 16

// folded is a text by which others are found and sorted: lower case, without accents.
func folded(text string) string {
	plain := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	bare, _, err := transform.String(plain, strings.ToLower(text))
	if err != nil {
		return ""
	}
	return bare
}

// words are the normalized words of texts, each once.
func words(texts ...string) []string {
	seen, list := map[string]bool{}, []string{}
	for _, word := range strings.FieldsFunc(folded(strings.Join(texts, " ")), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !seen[word] && len(list) < maxWords {
			seen[word] = true
			list = append(list, word)
		}
	}
	return list
}

// setWords replaces the words by which a thing is found.
func (s *Store) setWords(ctx context.Context, kind searchKind, id int64, texts ...string) error {
	err := s.write(ctx).Exec("delete from search_words where kind = ? and owner_id = ?", kind, id).Error
	if err != nil {
		return fmt.Errorf("words of %s %d: %w", kind, id, err)
	}
	for _, word := range words(texts...) {
		err := s.write(ctx).Exec("insert into search_words (kind, word, owner_id) values (?, ?, ?)", kind, word, id).Error
		if err != nil {
			return fmt.Errorf("words of %s %d: %w", kind, id, err)
		}
	}
	return nil
}

// matching keeps the rows of which each typed word begins one word.
func matching(db *gorm.DB, kind searchKind, query string) *gorm.DB {
	for _, word := range words(query) {
		db = db.Where("id in (select owner_id from search_words where kind = ? and word >= ? and word < ?)",
			kind, word, word+"\U0010FFFF")
	}
	return db
}
