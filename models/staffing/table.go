package staffing

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"entrevue/models"
)

// Bounds of a file of people.
const (
	MaxImport     = 512 << 10 // bytes
	MaxImportRows = 2000
)

// column is what a column of the file is about. Files carry English or French heads, as they come
// from the personnel office.
type column string

const (
	columnName     column = "name"
	columnEmail    column = "email"
	columnRole     column = "role"
	columnLanguage column = "language"
	columnTimeZone column = "time_zone"
	columnHosts    column = "hosts"
	columnShared   column = "shared"
)

var heads = map[string]column{
	"name": columnName, "nom": columnName, "full name": columnName, "nom complet": columnName,
	"email": columnEmail, "e-mail": columnEmail, "email address": columnEmail, "mail": columnEmail,
	"adresse e-mail": columnEmail, "adresse email": columnEmail, "courriel": columnEmail,
	"role": columnRole, "rôle": columnRole,
	"language": columnLanguage, "langue": columnLanguage,
	"time zone": columnTimeZone, "time_zone": columnTimeZone, "timezone": columnTimeZone, "fuseau horaire": columnTimeZone,
	"hosts": columnHosts, "hosts interviews": columnHosts, "hosts_interviews": columnHosts,
	"héberge": columnHosts, "héberge des entretiens": columnHosts,
	"shared": columnShared, "shared mailbox": columnShared, "shared_mailbox": columnShared,
	"partagée": columnShared, "boîte mail partagée": columnShared,
}

// row is one line of the file: what stands in which column.
type row struct {
	line  int
	cells map[column]string
}

var separators = []rune{',', ';', '\t'}

// readTable reads a file of people and returns its text, too. Whatever is wrong with the file as a whole is an *models.Invalid
// about the field "file".
func readTable(content []byte) (text string, rows []row, err error) {
	if text, err = decode(content); err != nil {
		return "", nil, err
	}
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord, reader.TrimLeadingSpace = separator(text), -1, true
	head, err := reader.Read()
	if err != nil {
		return "", nil, unreadable(err)
	}
	columns, err := columnsOf(head)
	if err != nil {
		return "", nil, err
	}
	rows, err = readRows(reader, columns)
	return text, rows, err
}

// decode accepts what spreadsheets write: UTF-8 with or without a mark, UTF-16 with one, and the
// character set of Windows.
func decode(content []byte) (string, error) {
	if len(content) > MaxImport {
		return "", models.InvalidField("file", "employees.import.too_large", "kilobytes", MaxImport>>10)
	}
	if len(bytes.TrimSpace(content)) == 0 {
		return "", models.InvalidField("file", "employees.import.empty")
	}
	var err error
	if bytes.HasPrefix(content, []byte{0xFF, 0xFE}) || bytes.HasPrefix(content, []byte{0xFE, 0xFF}) {
		content, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(content)
	}
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	if err == nil && !utf8.Valid(content) {
		content, err = charmap.Windows1252.NewDecoder().Bytes(content)
	}
	if err != nil || bytes.ContainsRune(content, 0) {
		return "", models.InvalidField("file", "employees.import.no_text")
	}
	return string(content), nil
}

// separator is the one that occurs most often in the first line.
func separator(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best := separators[0]
	for _, s := range separators {
		if strings.Count(first, string(s)) > strings.Count(first, string(best)) {
			best = s
		}
	}
	return best
}

func columnsOf(head []string) ([]column, error) {
	columns, seen := make([]column, len(head)), map[column]bool{}
	for i, title := range head {
		c, known := heads[strings.ToLower(strings.TrimSpace(title))]
		if !known && strings.TrimSpace(title) != "" {
			return nil, models.InvalidField("file", "employees.import.unknown_column", "column", shortCell(title))
		}
		if known && seen[c] {
			return nil, models.InvalidField("file", "employees.import.twice_column", "column", shortCell(title))
		}
		columns[i], seen[c] = c, true
	}
	if !seen[columnName] || !seen[columnEmail] {
		return nil, models.InvalidField("file", "employees.import.columns")
	}
	return columns, nil
}

func readRows(reader *csv.Reader, columns []column) ([]row, error) {
	var rows []row
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, unreadable(err)
		}
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		if len(rows) == MaxImportRows {
			return nil, models.InvalidField("file", "employees.import.too_many", "rows", MaxImportRows)
		}
		line, _ := reader.FieldPos(0)
		cells := map[column]string{}
		for i, cell := range record[:min(len(record), len(columns))] {
			cells[columns[i]] = strings.TrimSpace(cell)
		}
		rows = append(rows, row{line, cells})
	}
	if len(rows) == 0 {
		return nil, models.InvalidField("file", "employees.import.empty")
	}
	return rows, nil
}

func unreadable(err error) error {
	line := 1
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		line = broken.Line
	}
	return models.InvalidField("file", "employees.import.unreadable", "line", line)
}

// shortCell repeats a cell in a message without letting it fill the page.
func shortCell(cell string) string {
	runes := []rune(strings.ToValidUTF8(strings.TrimSpace(cell), ""))
	return string(runes[:min(len(runes), 40)])
}
