package locales_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// use is a key at its place in the source. args are the names handed over with it, nil when the
// place does not show them; counted is true for N.
type use struct {
	key     string
	place   string
	args    []string
	counted bool
	checked bool
}

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

// uses reads the whole program: generated views included, because their expressions are Go there.
func uses(t *testing.T) []use {
	t.Helper()
	var found []use
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains([]string{"node_modules", "sandbox", "gallery", ".git", "testdata", "data"}, entry.Name()) {
			return fs.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			found = append(found, usesIn(t, path)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func usesIn(t *testing.T, path string) []use {
	t.Helper()
	set := token.NewFileSet()
	source, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	r := reader{place: func(n ast.Node) string { return set.Position(n.Pos()).String() }}
	ast.Inspect(source, r.visit)
	return r.found
}

type reader struct {
	place func(ast.Node) string
	found []use
}

func (r *reader) visit(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.CallExpr:
		r.call(n)
	case *ast.KeyValueExpr:
		if name, ok := n.Key.(*ast.Ident); ok && name.Name == "Key" {
			r.note(n.Value, true)
		}
	case *ast.FuncDecl:
		if strings.HasSuffix(n.Name.Name, "Key") {
			r.returned(n)
		}
	case *ast.BasicLit:
		r.note(n, false)
	}
	return true
}

// returned are the keys that a method of a status gives from its switch.
func (r *reader) returned(function *ast.FuncDecl) {
	ast.Inspect(function, func(node ast.Node) bool {
		if statement, ok := node.(*ast.ReturnStmt); ok {
			for _, result := range statement.Results {
				r.note(result, true)
			}
		}
		return true
	})
}

func (r *reader) call(call *ast.CallExpr) {
	name := called(call)
	counted := name == "N"
	first := map[string]int{"T": 1, "N": 1, "InvalidField": 1, "Add": 1}[name]
	if first == 0 || len(call.Args) <= first {
		return
	}
	key, ok := literal(call.Args[first])
	if !ok || !keyShape.MatchString(key) {
		return
	}
	if counted {
		first++
	}
	if call.Ellipsis.IsValid() {
		r.found = append(r.found, use{key: key, place: r.place(call), counted: counted, checked: true})
		return
	}
	args := []string{}
	for i := first + 1; i < len(call.Args); i += 2 {
		arg, _ := literal(call.Args[i])
		args = append(args, arg)
	}
	slices.Sort(args)
	r.found = append(r.found, use{key, r.place(call), args, counted, true})
}

func (r *reader) note(expression ast.Expr, checked bool) {
	if key, ok := literal(expression); ok && keyShape.MatchString(key) {
		r.found = append(r.found, use{key: key, place: r.place(expression), checked: checked})
	}
}

func called(call *ast.CallExpr) string {
	switch function := call.Fun.(type) {
	case *ast.Ident:
		return function.Name
	case *ast.SelectorExpr:
		return function.Sel.Name
	}
	return ""
}

func literal(expression ast.Expr) (string, bool) {
	lit, ok := expression.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(lit.Value)
	return value, err == nil
}

// mustExist are also the plain literals of models whose first word is an area of the files.
func mustExist(u use, areas map[string]bool) bool {
	area, _, _ := strings.Cut(u.key, ".")
	inModels := filepath.Base(filepath.Dir(strings.Split(u.place, ":")[0])) == "models"
	return u.checked || inModels && areas[area]
}

func TestEveryKeyInUseExists(t *testing.T) {
	t.Parallel()
	texts, areas := file(t, "en"), map[string]bool{}
	for key := range texts {
		area, _, _ := strings.Cut(key, ".")
		areas[area] = true
	}
	for _, u := range uses(t) {
		if _, exists := texts[u.key]; !exists && mustExist(u, areas) {
			t.Errorf("%s: %s is in no file", u.place, u.key)
		}
	}
}

func TestEveryKeyIsUsed(t *testing.T) {
	t.Parallel()
	inUse := map[string]bool{}
	for _, u := range uses(t) {
		inUse[u.key] = true
	}
	for key := range file(t, "en") {
		if !inUse[key] {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

func TestEveryCallHandsOverWhatTheTextKnows(t *testing.T) {
	t.Parallel()
	texts := file(t, "en")
	for _, u := range uses(t) {
		text, exists := texts[u.key]
		if !exists || u.args == nil {
			continue
		}
		want := slices.DeleteFunc(text.placeholders(), func(name string) bool {
			return text.plural && name == "n"
		})
		if !slices.Equal(want, u.args) {
			t.Errorf("%s: %s knows %v, is given %v", u.place, u.key, want, u.args)
		}
		if u.counted != text.plural {
			t.Errorf("%s: %s counts: %t, the text: %t", u.place, u.key, u.counted, text.plural)
		}
	}
}
