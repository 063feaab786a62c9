// Command licences refuses what we may not ship: every module that is compiled into our programs,
// and every npm package that is built into static/dist, must carry a licence of the list below.
//
//	cd .ci/tools && go run ./licences ../..
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowed are the licences that ask for no more than their text, or (MPL) for the sources of the
// very files, which we do not change.
var allowed = []string{
	"MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Apache-2.0", "MPL-2.0", "Zlib",
	"Unlicense", "CC0-1.0", "BlueOak-1.0.0", "Unicode-DFS-2016", "Unicode-3.0", "PostgreSQL",
}

type module struct{ path, folder string }

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: licences <project>")
		os.Exit(2)
	}
	faults, err := check(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, fault := range faults {
		fmt.Fprintln(os.Stderr, fault)
	}
	if len(faults) > 0 {
		os.Exit(1)
	}
}

func check(project string) ([]string, error) {
	modules, err := compiled(project)
	if err != nil {
		return nil, err
	}
	faults, err := npmFaults(filepath.Join(project, "static", "package-lock.json"))
	if err != nil {
		return nil, err
	}
	for _, m := range modules {
		if fault := m.fault(); fault != "" {
			faults = append(faults, m.path+": "+fault)
		}
	}
	fmt.Printf("%d modules looked at\n", len(modules))
	return faults, nil
}

// compiled are the modules our programs consist of. Tools and tests are not shipped.
func compiled(project string) ([]module, error) {
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "./cmd/...")
	list.Dir = project
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	modules := []module{}
	for _, line := range slices.Compact(lines) {
		if path, folder, ok := strings.Cut(line, "\t"); ok {
			modules = append(modules, module{path, folder})
		}
	}
	return modules, nil
}

// fault reads every licence file of a module; one that is not understood is a fault too.
func (m module) fault() string {
	files, _ := filepath.Glob(filepath.Join(m.folder, "*"))
	found := false
	for _, file := range files {
		name := strings.ToUpper(filepath.Base(file))
		if !strings.HasPrefix(name, "LICEN") && !strings.HasPrefix(name, "COPYING") && !strings.HasPrefix(name, "UNLICENSE") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			continue // a folder of further licences
		}
		for _, match := range licensecheck.Scan(text).Match {
			found = true
			if !match.IsURL && !slices.Contains(allowed, match.ID) {
				return match.ID + " in " + filepath.Base(file)
			}
		}
	}
	if !found {
		return "no licence was recognized"
	}
	return ""
}

// npmFaults reads the lock file: what is not for development only is built into the assets.
func npmFaults(lockFile string) ([]string, error) {
	raw, err := os.ReadFile(lockFile)
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct {
			License string
			Dev     bool
		}
	}
	if err := json.Unmarshal(raw, &lock); err != nil {
		return nil, err
	}
	faults := []string{}
	for name, p := range lock.Packages {
		if name != "" && !p.Dev && !slices.Contains(allowed, p.License) {
			faults = append(faults, name+": "+p.License)
		}
	}
	return faults, nil
}
