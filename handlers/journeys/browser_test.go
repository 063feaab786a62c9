package journeys

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"entrevue/handlers/handlerstest/browsertest"
	"entrevue/locales"
	"entrevue/models"
)

// look is how a browser shows pages.
type look struct {
	Language      string // of Accept-Language
	Width, Height int64
	Dark          bool
	WithoutScript bool
	Keyboard      bool // nothing is pointed at
}

var (
	english = look{Language: "en", Width: 1440, Height: 1000}
	french  = look{Language: "fr", Width: 1440, Height: 1000, WithoutScript: true}
)

// patience is how long a person waits for something to appear.
const patience = 40 * time.Second

// chromium is one person's browser.
type chromium struct {
	t    *testing.T
	ctx  context.Context
	base *url.URL
	look look

	outage   atomic.Bool // Cronofy is down, and our pages may say so
	mu       sync.Mutex
	problems []string
}

// inspected are the pages that axe has looked at, by all journeys of one language together. What a page
// can look like besides is in the gallery, where axe looks at everything.
var inspected sync.Map

// first tells whether a page is seen for the first time: of candidates, interviews and tokens one.
func (l look) first(path string) bool {
	segments := strings.Split(path, "/")
	for n, segment := range segments {
		if strings.ContainsAny(segment, "0123456789") {
			segments[n] = "…"
		}
	}
	_, seen := inspected.LoadOrStore(l.Language+" "+strings.Join(segments, "/"), true)
	return !seen
}

// open starts a fresh browser profile at a server.
func open(t *testing.T, base string, l look) *chromium {
	t.Helper()
	address, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	b := &chromium{t: t, ctx: browsertest.Open(t), base: address, look: l}
	b.prepare()
	return b
}

// tab is another tab of the same browser.
func (b *chromium) tab() *chromium {
	b.t.Helper()
	ctx, closeTab := chromedp.NewContext(b.ctx)
	b.t.Cleanup(closeTab)
	if err := chromedp.Run(ctx); err != nil {
		b.t.Fatalf("open a tab: %v", err)
	}
	other := &chromium{t: b.t, ctx: ctx, base: b.base, look: b.look}
	other.prepare()
	return other
}

// prepare lets a page look and listen as it should.
func (b *chromium) prepare() {
	b.t.Helper()
	chromedp.ListenTarget(b.ctx, b.hear)
	err := chromedp.Run(b.ctx, log.Enable(), network.Enable(),
		network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": b.look.Language}),
		emulation.SetDeviceMetricsOverride(b.look.Width, b.look.Height, 1, b.look.Width < 600),
		theme(b.look.Dark), emulation.SetScriptExecutionDisabled(b.look.WithoutScript))
	if err != nil {
		b.t.Fatalf("prepare Chromium: %v", err)
	}
	b.t.Cleanup(b.verdict)
}

// hear notes what the console complains about. Answers 401, 409 and 422 are pages of ours, as is 503 where
// it is expected; what the pages of others lack is not our business.
func (b *chromium) hear(event any) {
	problem := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		problem = "exception: " + e.ExceptionDetails.Error()
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeAssert {
			problem = fmt.Sprintf("console: %s", e.Args[0].Value)
		}
	case *log.EventEntryAdded:
		fine := e.Entry.Source == log.SourceNetwork && (!strings.HasPrefix(e.Entry.URL, b.base.String()) ||
			strings.Contains(e.Entry.Text, "401") || strings.Contains(e.Entry.Text, "409") || strings.Contains(e.Entry.Text, "422") ||
			b.outage.Load() && strings.Contains(e.Entry.Text, "503"))
		if e.Entry.Level == log.LevelError && !fine {
			problem = fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	}
	if problem != "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.problems = append(b.problems, problem)
	}
}

func (b *chromium) verdict() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, problem := range b.problems {
		b.t.Errorf("the browser complains: %s", problem)
	}
}

// visit opens an address of the server.
func (b *chromium) visit(path string) {
	b.t.Helper()
	target := b.base.ResolveReference(&url.URL{Path: path})
	if parsed, err := url.Parse(path); err == nil {
		target = b.base.ResolveReference(parsed)
	}
	b.must("visit "+path, chromedp.Navigate(target.String()))
	b.inspect()
}

// say is a text in the language of the browser.
func (b *chromium) say(key string, args ...any) string {
	b.t.Helper()
	text := locales.T(b.reader(), key, args...)
	if text == "" || text == key {
		b.t.Fatalf("there is no text %s", key)
	}
	return text
}

// reader is the language in which texts are read.
func (b *chromium) reader() context.Context {
	return locales.With(context.Background(), models.Language(b.look.Language), time.UTC)
}

// target is where the link of that name leads.
func (b *chromium) target(name string) string {
	b.t.Helper()
	link := "thing('a[href]', " + quote(name) + ")"
	b.until("find the link “"+name+"”", "!!"+link)
	var address string
	b.ask(&address, link+".href")
	return address
}

// path is where the browser is now.
func (b *chromium) path() string {
	var location string
	b.must("location", chromedp.Location(&location))
	parsed, err := url.Parse(location)
	if err != nil {
		b.t.Fatal(err)
	}
	return parsed.Path
}

// elsewhere tells whether the browser has left the server.
func (b *chromium) elsewhere() bool {
	var location string
	b.must("location", chromedp.Location(&location))
	parsed, err := url.Parse(location)
	return err == nil && parsed.Host != b.base.Host
}

// see waits until a text can be read on the page.
func (b *chromium) see(text string) {
	b.t.Helper()
	b.until("see “"+text+"”", "plain(document.body.innerText).includes("+quote(text)+")")
}

// arrives opens a page outside again and again until a text can be read on it: mails take their time.
func (b *chromium) arrives(address, text string) {
	b.t.Helper()
	b.insist("no mail “"+text+"” came", func(ctx context.Context) error {
		var found bool
		err := chromedp.Run(ctx, chromedp.Navigate(address),
			chromedp.Evaluate(tools+"plain(document.body.innerText).includes("+quote(text)+")", &found))
		if err == nil && !found {
			return errNotYet
		}
		return err
	})
}

// click presses the button, link, tab or summary of that name.
func (b *chromium) click(name string) {
	b.t.Helper()
	b.press("click “"+name+"”", "thing('a[href], button, summary, [role=button]', "+quote(name)+")")
}

// choose picks the radio button or ticks the box of that label.
func (b *chromium) choose(label string) {
	b.t.Helper()
	box := "labelled('input[type=radio], input[type=checkbox]', " + quote(label) + ")"
	b.press("choose “"+label+"”", box)
	if !b.soonIs("!!" + box + "?.checked") { // it had moved away from under the mouse, while the form was exchanged
		b.press("choose “"+label+"” once more", box)
	}
	b.until("find “"+label+"” chosen", box+"?.checked")
}

// soonIs tells whether a condition is met within a few seconds.
func (b *chromium) soonIs(condition string) bool {
	return b.within(5*time.Second, meets(condition)) == nil
}

// fill types a value into the field of that label, in place of what is there.
func (b *chromium) fill(label, value string) {
	b.t.Helper()
	field := "labelled('input, textarea', " + quote(label) + ")"
	b.until("find the field “"+label+"”", "!!"+field)
	if b.look.Keyboard {
		b.tabTo("the field “"+label+"”", field)
		b.must("type into "+label, input.InsertText(value))
		return
	}
	var kind string
	b.ask(&kind, field+".type")
	switch kind {
	case "date", "time", "number":
		b.must("fill "+label, chromedp.Evaluate(tools+`{const f=`+field+`;f.focus();f.value=`+quote(value)+
			`;f.dispatchEvent(new Event("input",{bubbles:true}));f.dispatchEvent(new Event("change",{bubbles:true}));f.blur()}`, nil))
	default:
		b.must("fill "+label, chromedp.Evaluate(tools+`{const f=`+field+`;f.focus();f.select()}`, nil), input.InsertText(value),
			chromedp.Evaluate(tools+field+`.dispatchEvent(new Event("change",{bubbles:true}))`, nil))
	}
}

// pick chooses an option of the list of that label.
func (b *chromium) pick(label, option string) {
	b.t.Helper()
	list := "labelled('select', " + quote(label) + ")"
	b.until("find the list “"+label+"”", "!!"+list)
	var done bool
	b.ask(&done, `(()=>{const f=`+list+`;const o=[...f.options].find(o=>plain(o.text).startsWith(`+quote(option)+`));if(!o)return false;
		f.focus();f.value=o.value;f.dispatchEvent(new Event("input",{bubbles:true}));f.dispatchEvent(new Event("change",{bubbles:true}));return true})()`)
	if !done {
		b.fail("the list “" + label + "” has no “" + option + "”")
	}
}

// press clicks with the mouse in the middle of an element, as a person would.
func (b *chromium) press(what, element string) {
	b.t.Helper()
	b.until(what, "!!"+element)
	if b.look.Keyboard {
		b.tabTo(what, element)
		b.must(what, chromedp.KeyEvent(kb.Enter))
		b.settled()
		b.inspect()
		return
	}
	var at struct{ X, Y float64 }
	b.ask(&at, `(()=>{const e=`+element+`;const t=e.closest("label")||e;t.scrollIntoView({block:"center",behavior:"instant"});
		const r=(e.getClientRects()[0]||t.getBoundingClientRect());return {X:r.left+r.width/2,Y:r.top+r.height/2}})()`)
	b.must(what, chromedp.MouseClickXY(at.X, at.Y))
	b.settled()
	b.inspect()
}

// tabTo presses Tab until an element has the focus, which can be seen there.
func (b *chromium) tabTo(what, element string) {
	b.t.Helper()
	for range 120 {
		b.must("Tab", chromedp.KeyEvent(kb.Tab))
		var at struct{ There, Seen bool }
		b.ask(&at, `(()=>{const e=document.activeElement, s=getComputedStyle(e);
			return {There: e === `+element+`, Seen: s.outlineStyle !== "none" || s.boxShadow !== "none"}})()`)
		if at.There && !at.Seen && !b.elsewhere() {
			b.fail("the focus cannot be seen at " + what)
		}
		if at.There {
			return
		}
	}
	b.fail("Tab does not lead to " + what)
}

// hears reads the page as it is read aloud, and wants these words in this order.
func (b *chromium) hears(words ...string) {
	b.t.Helper()
	var nodes []*accessibility.Node
	b.must("read aloud", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		nodes, err = accessibility.GetFullAXTree().Do(ctx)
		return err
	}))
	said := readAloud(nodes)
	rest := said
	for _, word := range words {
		_, after, found := strings.Cut(rest, plain(word))
		if !found {
			b.fail("one does not hear “" + word + "” in its turn, but:\n" + said)
		}
		rest = after
	}
}

// readAloud is what the tree of accessibility says, in its order: roles that matter, and names.
func readAloud(nodes []*accessibility.Node) string {
	byID, said := map[accessibility.NodeID]*accessibility.Node{}, []string{}
	for _, node := range nodes {
		byID[node.NodeID] = node
	}
	text := func(v *accessibility.Value) string {
		var s string
		if v != nil {
			_ = json.Unmarshal(v.Value, &s)
		}
		return s
	}
	var walk func(*accessibility.Node)
	walk = func(node *accessibility.Node) {
		if role, name := text(node.Role), plain(text(node.Name)); !node.Ignored && name != "" && role != "InlineTextBox" {
			said = append(said, role+" "+name)
		}
		for _, id := range node.ChildIDs {
			if child := byID[id]; child != nil {
				walk(child)
			}
		}
	}
	if len(nodes) > 0 {
		walk(nodes[0])
	}
	return strings.Join(said, "\n")
}

// settled waits for a navigation that a click may have begun.
func (b *chromium) settled() {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	tick := time.NewTicker(30 * time.Millisecond)
	defer tick.Stop()
	for quiet := 0; quiet < 4; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		var done bool
		err := chromedp.Run(ctx, chromedp.Evaluate(`document.readyState === "complete"`, &done))
		if err == nil && done {
			quiet++
		} else {
			quiet = 0
		}
	}
}

// until waits for a condition on a page that is there with its styles: before, things are not where
// a person would click them. When the condition does not come, it shows the page.
func (b *chromium) until(what, condition string) {
	b.t.Helper()
	b.insist("could not "+what, meets(condition))
}

// meets looks once whether a condition is met on the page.
func meets(condition string) func(context.Context) error {
	return func(ctx context.Context) error {
		var met bool
		err := chromedp.Run(ctx, chromedp.Evaluate(tools+loaded+"&& "+condition, &met))
		if err == nil && !met {
			return errNotYet
		}
		return err
	}
}

const loaded = `document.readyState === "complete" && !!document.body `

var errNotYet = errors.New("not yet")

// ask evaluates an expression on a page that is there: one that loads itself again may be gone just
// then.
func (b *chromium) ask(into any, expression string) {
	b.t.Helper()
	b.insist("could not read the page", func(ctx context.Context) error {
		return chromedp.Run(ctx, chromedp.Evaluate(tools+`if (!(`+loaded+`)) throw new Error("not there yet");`+expression, into))
	})
}

// insist tries something again and again, and fails with what the page shows when it never succeeds.
func (b *chromium) insist(failure string, try func(context.Context) error) {
	b.t.Helper()
	if err := b.within(patience, try); err != nil {
		b.fail(failure + " (" + err.Error() + ")")
	}
}

// within tries something again and again, and answers what hindered it last when it never succeeds.
func (b *chromium) within(span time.Duration, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(b.ctx, span)
	defer cancel()
	tick := time.NewTicker(40 * time.Millisecond)
	defer tick.Stop()
	for {
		err := try(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-tick.C:
		}
	}
}

func (b *chromium) must(what string, actions ...chromedp.Action) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience+10*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		b.fail(what + ": " + err.Error())
	}
}

// fail ends the journey with what the page shows, and a picture where ENTREVUE_PICTURES says.
func (b *chromium) fail(why string) {
	b.t.Helper()
	var text, location string
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	_ = chromedp.Run(ctx, chromedp.Location(&location), chromedp.Evaluate("document.body.innerText", &text))
	b.picture("failed")
	b.t.Fatalf("%s at %s, where one reads:\n%s", why, location, text)
}

// picture keeps what the page looks like, when ENTREVUE_PICTURES names a folder.
func (b *chromium) picture(name string) {
	folder := os.Getenv("ENTREVUE_PICTURES")
	if folder == "" {
		return
	}
	var png []byte
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, chromedp.FullScreenshot(&png, 100)); err == nil {
		path := filepath.Join(folder, strings.ReplaceAll(b.t.Name(), "/", "-")+"-"+name+".png")
		_ = os.WriteFile(path, png, 0o600)
	}
}

// inspect has axe look at each page of ours once, and again at 390 px in the dark.
func (b *chromium) inspect() {
	b.t.Helper()
	if b.elsewhere() {
		return
	}
	path := b.path()
	if !b.look.first(path) {
		return
	}
	b.axe(path)
	b.must("narrow and dark", narrow...)
	b.axe(path + " at 390 px in the dark")
	var sideways bool
	b.ask(&sideways, "document.documentElement.scrollWidth > 391")
	if sideways {
		b.t.Errorf("%s scrolls sideways at 390 px", path)
	}
	b.must("wide again", b.usual()...)
}

// narrow is a telephone at night; usual is how the person looks at pages.
var narrow = []chromedp.Action{emulation.SetDeviceMetricsOverride(390, 844, 1, true), theme(true)}

func (b *chromium) usual() []chromedp.Action {
	return []chromedp.Action{emulation.SetDeviceMetricsOverride(b.look.Width, b.look.Height, 1, b.look.Width < 600), theme(b.look.Dark)}
}

// theme is light or dark, and without movement: axe looks at colours that have come to rest.
func theme(dark bool) chromedp.Action {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}})
}

func (b *chromium) axe(where string) {
	b.t.Helper()
	var raw string
	// Pages that wait load themselves again without a script, and axe then begins anew: that nobody has
	// to press a button outweighs the rule against it, and such pages hold nothing to type in.
	b.must("axe", again(emulation.SetScriptExecutionDisabled(false), chromedp.Evaluate("if (!window.axe) {"+browsertest.Axe(b.t)+"\n}", nil), chromedp.Evaluate(
		`axe.run(document,{runOnly:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"],rules:{"meta-refresh":{enabled:false}},resultTypes:["violations"]}).then(r=>JSON.stringify(r.violations.map(v=>({id:v.id,help:v.help,nodes:v.nodes.map(n=>n.html.slice(0,200))}))))`,
		&raw, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
		emulation.SetScriptExecutionDisabled(b.look.WithoutScript)))
	var violations []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(raw), &violations); err != nil {
		b.t.Fatalf("axe at %s: %v", where, err)
	}
	for _, v := range violations {
		b.t.Errorf("axe at %s: %s: %s: %s", where, v.ID, v.Help, strings.Join(v.Nodes, "\n   "))
	}
}

// again does actions once more when the page was exchanged meanwhile.
func again(actions ...chromedp.Action) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		var err error
		for range 3 {
			if err = chromedp.Tasks(actions).Do(ctx); err == nil || ctx.Err() != nil {
				return err
			}
		}
		return err
	})
}

func quote(text string) string {
	quoted, _ := json.Marshal(plain(text))
	return string(quoted)
}

// plain lets no-break spaces match ordinary ones, because a person sees no difference.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)), " ")
}

// tools find what a person means: the visible thing with exactly that name, else one that begins
// with it.
const tools = `var plain = t => (t||"").replace(/[\u00a0\u202f\s]+/g," ").trim();
var visible = e => { const r = e.getClientRects(); return r.length > 0 && getComputedStyle(e).visibility !== "hidden" };
var called = e => plain(e.getAttribute("aria-label") || e.innerText || e.textContent || e.value);
var thing = (what, text) => { const all = [...document.querySelectorAll(what)].filter(visible).filter(e => !e.closest("[aria-hidden=true]"));
  return all.find(e => called(e) === text) || all.find(e => called(e).startsWith(text)) || all.find(e => called(e).includes(text)) };
var labelled = (what, text) => { const fields = [...document.querySelectorAll(what)].filter(e => !e.disabled && e.type !== "hidden");
  const words = f => [...(f.labels||[])].map(l => plain(l.innerText)).concat(plain(f.getAttribute("aria-label")));
  return fields.find(f => words(f).includes(text)) || fields.find(f => words(f).some(w => w.startsWith(text))) ||
    fields.find(f => words(f).some(w => w.includes(text))) };
`
