package handlers_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"

	"entrevue/cmd/app"
	"entrevue/handlers/handlerstest"
	"entrevue/models"
)

// The provider's clock stands where that of every world begins.
func init() { mockoidc.NowFunc = func() time.Time { return handlerstest.Start } }

// provider is a real OpenID Connect provider. Exchanges counts the calls for tokens; published is the key
// by which it says that it signs.
type provider struct {
	*mockoidc.MockOIDC
	exchanges atomic.Int64
	published *mockoidc.Keypair
}

// withProvider lets the company have a provider that it calls Lumen ID.
func withProvider(t *testing.T) (*provider, handlerstest.Option) {
	t.Helper()
	server, err := mockoidc.NewServer(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{MockOIDC: server, published: server.Keypair}
	err = server.AddMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case mockoidc.TokenEndpoint:
				p.exchanges.Add(1)
			case mockoidc.JWKSEndpoint:
				keys, _ := p.published.JWKS()
				_, _ = w.Write(keys)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err := errors.Join(err, server.Start(listener, nil)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Shutdown() })
	return p, handlerstest.With(func(c *app.Config) {
		c.OIDC = app.OIDC{Issuer: server.Issuer(), ClientID: server.ClientID, ClientSecret: models.NewSecret(server.ClientSecret), Name: "Lumen ID"}
	})
}

// member is somebody whom the provider knows. change spoils what it says of them; info is what it says when
// it is asked.
type member struct {
	mockoidc.MockUser
	change func(map[string]any)
	info   map[string]any
}

func (m *member) Claims(scopes []string, base *mockoidc.IDTokenClaims) (jwt.Claims, error) {
	said, err := m.MockUser.Claims(scopes, base)
	if err != nil || m.change == nil {
		return said, err
	}
	raw, err := json.Marshal(said)
	if err != nil {
		return nil, err
	}
	claims := jwt.MapClaims{}
	err = json.Unmarshal(raw, &claims)
	m.change(claims)
	return claims, err
}

func (m *member) Userinfo([]string) ([]byte, error) { return json.Marshal(m.info) }

// knows lets the provider take the next browser for somebody.
func (p *provider) knows(subject, email string) *member {
	m := &member{MockUser: mockoidc.MockUser{Subject: subject, Email: email, EmailVerified: true}}
	p.QueueUser(m)
	return m
}

const helensAddress = "helen.ward@lumen.example"

// depart leaves for the provider from a page for signing in, and returns where to.
func depart(b *handlerstest.Browser) (address string) {
	b.Press("Sign in with Lumen ID")
	b.Expect(http.StatusOK)
	return b.Page.Doc.Find("main a.button").AttrOr("href", "")
}

// finish is what somebody does at the provider; it returns the address that the browser is sent back to.
func finish(t *testing.T, address string) string {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusFound {
		t.Fatalf("the provider answers %s with %d", address, answer.StatusCode)
	}
	return answer.Header.Get("Location")
}

// atDoor is a browser in front of the page for signing in.
func atDoor(t *testing.T, w *handlerstest.World) *handlerstest.Browser {
	t.Helper()
	b := w.Browser(t)
	b.Visit("/sign-in")
	return b
}

// byProvider is a browser whose person has been at the provider.
func byProvider(t *testing.T, w *handlerstest.World) *handlerstest.Browser {
	t.Helper()
	b := atDoor(t, w)
	depart(b)
	b.Follow("Continue to Lumen ID")
	return b
}

func TestPersonSignsInAtTheCompanysProviderAndComesWhereTheyWanted(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]handlerstest.Option{"sqlite": nil, "postgres": {handlerstest.OnPostgres()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, provided := withProvider(t)
			w, _ := founded(t, append(options, provided)...)
			for _, email := range []string{"Helen.WARD@Lumen.example", helensAddress} { // the second time by her account
				p.knows("h", email)
				b := w.Browser(t)
				b.Visit("/settings/employees?q=he")
				b.At("/sign-in")
				address := depart(b)
				asked, _ := url.Parse(address)
				for _, part := range []string{"state", "nonce", "code_challenge"} {
					if len(asked.Query().Get(part)) < 22 {
						t.Errorf("%s is %q", part, asked.Query().Get(part))
					}
				}
				if method := asked.Query().Get("code_challenge_method"); method != "S256" || asked.Query().Get("response_type") != "code" {
					t.Errorf("asked with %s", asked.RawQuery)
				}
				if refresh := b.Page.Header.Get("Refresh"); refresh != "0; url="+address {
					t.Errorf("the page leads on to %q", refresh)
				}
				b.Follow("Continue to Lumen ID")
				b.At("/settings/employees")
				if b.Page.URL.RawQuery != "q=he" {
					t.Errorf("came to %s", b.Page.URL)
				}
				b.Visit("/me/sign-ins")
				b.See("You are known as helen.ward@lumen.example at Lumen ID since 30 Nov 2026.")
				b.Visit("/settings/activity")
				if n := strings.Count(b.Text(), "for the first time, as helen.ward@lumen.example"); n != 1 {
					t.Errorf("noted %d times", n)
				}
			}
			if strings.Contains(w.Log(), "code=") || strings.Contains(w.Log(), "state=") {
				t.Error("the log holds what a browser brings back")
			}
		})
	}
}

func TestFormThatMeetsAnEndedSessionIsShownAgainAfterTheProvider(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, helen := founded(t, provided)
	helen.Visit("/settings/employees/new")
	helen.Fill("Name", "Sophie Marchand")
	w.Advance(13 * time.Hour)
	helen.Press("Add and invite")
	helen.Expect(http.StatusUnauthorized)
	returned, _ := url.Parse(finish(t, depart(helen))) // cancelled at first
	helen.Visit("/returns/sign-in?error=access_denied&state=" + returned.Query().Get("state"))
	helen.See("You were not signed in at Lumen ID.", "Your entries are kept.")
	p.knows("h", helensAddress).change = func(claims map[string]any) { claims["exp"] = w.Now().Add(time.Minute).Unix() }
	depart(helen)
	helen.Follow("Continue to Lumen ID")
	helen.At("/settings/employees/new")
	if helen.Value("Name") != "Sophie Marchand" {
		t.Errorf("the form holds %q", helen.Value("Name"))
	}
}

// ATT26
func TestSessionIsNewAfterTheProvider(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	p.knows("h", helensAddress)
	b := atDoor(t, w)
	back := finish(t, depart(b))
	planted := sessionOf(t, w, b)
	b.Visit(back)
	b.At("/")
	if sessionOf(t, w, b) == planted {
		t.Error("the session is the one from before")
	}
	thief := w.Browser(t).Holding(planted)
	thief.Visit("/me")
	thief.At("/sign-in")
}

// ATT3
func TestProviderNeverLeadsToAnotherHost(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	for _, evil := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)", "/\r\nSet-Cookie:a=b"} {
		p.knows("h", helensAddress)
		b := w.Browser(t)
		b.Visit("/sign-in")
		b.Post("/sign-in/provider", url.Values{"then": {evil}})
		b.Follow("Continue to Lumen ID")
		b.At("/")
		if b.Page.URL.Host != strings.TrimPrefix(w.URL, "http://") {
			t.Errorf("%q led to %s", evil, b.Page.URL)
		}
	}
}

// ATT28: whoever is unknown, has left, or whose address belongs to another account reads the same.
func TestProviderLetsInOnlyPeopleOfTheCompanyAndTellsNobodyApart(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, helen := founded(t, provided)
	joined(t, w, helen, "Grace Hall", "grace.hall@lumen.example", roleRecruiter)
	edit(helen, "Grace Hall")
	helen.Follow("Deactivate")
	helen.Press("Deactivate")
	p.knows("h", helensAddress)
	byProvider(t, w).At("/")
	answers := map[string]string{}
	for subject, email := range map[string]string{"n": "nobody@lumen.example", "g": "grace.hall@lumen.example", "other": helensAddress} {
		p.knows(subject, email)
		b := byProvider(t, w)
		b.At("/sign-in")
		b.Expect(http.StatusForbidden)
		b.See("You have no access here yet with this account.", "It is an administrator’s turn")
		answers[b.Text()] = email
		b.Visit("/me")
		b.At("/sign-in")
		b.DoNotSee("no access here yet")
	}
	if len(answers) != 1 {
		t.Errorf("they are told apart: %v", answers)
	}
}

func TestSomebodyWhoLeavesIsNotLetInByTheirAccountEither(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, helen := founded(t, provided)
	joined(t, w, helen, "Grace Hall", "grace.hall@lumen.example", roleRecruiter)
	p.knows("g", "grace.hall@lumen.example")
	grace := byProvider(t, w)
	grace.At("/")
	edit(helen, "Grace Hall")
	helen.Follow("Deactivate")
	helen.Press("Deactivate")
	grace.Visit("/me")
	grace.At("/sign-in")
	p.knows("g", "grace.hall@lumen.example")
	byProvider(t, w).Expect(http.StatusForbidden)
}

func TestAddressThatTheProviderDoesNotVouchForLetsNobodyIn(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	for name, change := range map[string]func(map[string]any){
		"not verified":  func(claims map[string]any) { claims["email_verified"] = false },
		"nothing said":  func(claims map[string]any) { delete(claims, "email_verified") },
		"two addresses": func(claims map[string]any) { claims["email"] = "helen.ward@lumen.example, evil@evil.example" },
		"line break":    func(claims map[string]any) { claims["email"] = "helen.ward@lumen.example\r\nBcc: evil@evil.example" },
	} {
		p.knows("h", helensAddress).change = change
		b := byProvider(t, w)
		b.Expect(http.StatusForbidden)
		b.See("Lumen ID has not verified your email address.")
		if strings.Contains(b.Page.Body, "evil") {
			t.Errorf("%s: the page repeats what the provider says", name)
		}
	}
}

// Whoever takes another person's address at the provider does not become that person here.
func TestChangedAddressAtTheProviderTakesOverNobody(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, helen := founded(t, provided)
	joined(t, w, helen, "Camille Perrin", "camille.perrin@lumen.example", roleEmployee)
	p.knows("c", "camille.perrin@lumen.example")
	byProvider(t, w).See("Hello Camille")
	p.knows("c", helensAddress) // Camille again, whatever her address has become
	byProvider(t, w).See("Hello Camille")
	p.knows("h", helensAddress)
	byProvider(t, w).See("Hello Helen")
	p.knows("h2", helensAddress)
	byProvider(t, w).Expect(http.StatusForbidden)

	helen.Visit("/me/sign-ins")
	helen.Press("Forget this account")
	helen.See("Your account at Lumen ID is forgotten.", "You have not signed in with Lumen ID yet.")
	p.knows("h2", helensAddress)
	byProvider(t, w).See("Hello Helen")
	p.knows("h", helensAddress)
	byProvider(t, w).Expect(http.StatusForbidden)
}

func TestAddressChangedByAnAdministratorEndsTheAccountOfTheProvider(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, helen := founded(t, provided)
	joined(t, w, helen, "Camille Perrin", "camille.perrin@lumen.example", roleEmployee)
	p.knows("c", "camille.perrin@lumen.example")
	byProvider(t, w).See("Hello Camille")
	edit(helen, "Camille Perrin")
	helen.Fill("Email address", "camille.martin@lumen.example")
	helen.Press("Save")
	p.knows("c", "camille.perrin@lumen.example")
	byProvider(t, w).Expect(http.StatusForbidden)
	p.knows("c", "camille.martin@lumen.example")
	byProvider(t, w).See("Hello Camille")
}

func TestInvitedPersonComesInByTheProvider(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, helen := founded(t, provided)
	add(helen, "Sophie Marchand", "sophie.marchand@lumen.example", roleRecruiter)
	invitation := linkIn(t, w, "sophie.marchand@lumen.example")
	p.knows("s", "sophie.marchand@lumen.example")
	byProvider(t, w).See("Hello Sophie")
	b := w.Browser(t)
	b.Visit(invitation)
	b.Expect(http.StatusGone)
	helen.Visit("/settings/employees")
	helen.DoNotSee("Invited")
	b.Visit("/password-resets")
	b.Fill("Email address", "sophie.marchand@lumen.example")
	b.Press("Send the link")
	b.Visit(linkIn(t, w, "sophie.marchand@lumen.example"))
	b.Fill("New password", password)
	b.Press("Save the password")
	signIn(b, "sophie.marchand@lumen.example", password)
	b.See("Hello Sophie")
}

func TestAddressIsAskedForWhereTheTokenDoesNotHoldIt(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	hidden := func(claims map[string]any) { delete(claims, "email") }
	for subject, want := range map[string]int{"h": http.StatusOK, "somebody else": http.StatusForbidden} {
		m := p.knows("h", helensAddress)
		m.change, m.info = hidden, map[string]any{"sub": subject, "email": helensAddress, "email_verified": true}
		byProvider(t, w).Expect(want)
	}
}

// ATT1, ATT2, ATT4: no token is asked for.
func TestReturnThatThisBrowserHasNotBegunIsRefused(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	refused := func(b *handlerstest.Browser, address string, status int, text string) {
		t.Helper()
		b.Visit(address)
		b.At("/sign-in")
		b.Expect(status)
		b.See(text)
		if b.Page.URL.RawQuery != "" {
			t.Errorf("the address keeps %s", b.Page.URL.RawQuery)
		}
		b.Visit("/me")
		b.At("/sign-in")
	}
	const unfit = "This sign-in was not begun in this browser, or has been used already."
	for _, query := range []string{"", "?code=x", "?state=&code=x", "?state=zzzzzzzzzzzzzzzzzzzzzz&code=x", "?state=%00&code=x", "?error=access_denied"} {
		refused(atDoor(t, w), "/returns/sign-in"+query, http.StatusForbidden, unfit)
	}
	attacker, victim := atDoor(t, w), atDoor(t, w)
	p.knows("h", helensAddress)
	stolen := finish(t, depart(attacker))
	refused(victim, stolen, http.StatusForbidden, unfit)
	depart(victim)
	refused(victim, stolen, http.StatusForbidden, unfit)

	slow := atDoor(t, w)
	late := finish(t, depart(slow))
	w.Advance(10 * time.Minute)
	refused(slow, late, http.StatusGone, "That took more than ten minutes.")
	if n := p.exchanges.Load(); n != 0 {
		t.Errorf("%d tokens were asked for", n)
	}
}

// ATT4
func TestSameReturnTwiceLetsInOnce(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	p.knows("h", helensAddress)
	b := atDoor(t, w)
	back := finish(t, depart(b))
	session := sessionOf(t, w, b)
	ways := make([]string, 4)
	var group sync.WaitGroup
	for i := range ways {
		tab := w.Browser(t).Holding(session)
		group.Go(func() { ways[i] = tab.Visit(back).URL.Path })
	}
	group.Wait()
	in := 0
	for _, way := range ways {
		if way == "/" {
			in++
		}
	}
	if in != 1 {
		t.Errorf("let in %d times: %v", in, ways)
	}
	before := p.exchanges.Load()
	b.Visit(back)
	b.At("/sign-in")
	if p.exchanges.Load() != before {
		t.Error("a used return asks for tokens")
	}
}

// Whoever comes for the first time from several browsers at once is let in by each.
func TestFirstVisitsAtTheSameMomentAreAllLetIn(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]handlerstest.Option{"sqlite": nil, "postgres": {handlerstest.OnPostgres()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, provided := withProvider(t)
			w, _ := founded(t, append(options, provided)...)
			browsers, backs := make([]*handlerstest.Browser, 6), make([]string, 6)
			for i := range browsers {
				p.knows("h", helensAddress)
				browsers[i] = atDoor(t, w)
				backs[i] = finish(t, depart(browsers[i]))
			}
			var group sync.WaitGroup
			for i, b := range browsers {
				group.Go(func() { b.Visit(backs[i]) })
			}
			group.Wait()
			for _, b := range browsers {
				b.At("/")
			}
		})
	}
}

func TestSomebodyMayBeginInTwoTabs(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	b := atDoor(t, w)
	first := depart(b)
	b.Visit("/sign-in")
	depart(b)
	p.knows("h", helensAddress)
	b.Visit(finish(t, first))
	b.At("/")
}

func TestAnswerOfTheProviderThatDoesNotHoldIsRefused(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	for name, change := range map[string]func(map[string]any){
		"another audience":        func(claims map[string]any) { claims["aud"] = []string{"somebody else"} },
		"several audiences":       func(claims map[string]any) { claims["aud"] = []string{p.ClientID, "somebody else"} },
		"another issuer":          func(claims map[string]any) { claims["iss"] = "https://evil.example" },
		"another visit":           func(claims map[string]any) { claims["nonce"] = "another" },
		"no visit":                func(claims map[string]any) { delete(claims, "nonce") },
		"run out":                 func(claims map[string]any) { claims["exp"] = w.Now().Add(-time.Second).Unix() },
		"nobody":                  func(claims map[string]any) { claims["sub"] = "" },
		"an address that is none": func(claims map[string]any) { claims["email"] = 17 },
	} {
		p.knows("h", helensAddress).change = change
		b := byProvider(t, w)
		if b.Page.Status != http.StatusForbidden || !strings.Contains(b.Text(), "Lumen ID could not let you in.") {
			t.Errorf("%s: %d %s", name, b.Page.Status, b.Text())
		}
	}
	p.knows("h", helensAddress)
	byProvider(t, w).At("/")
}

func TestTokenOfAnotherKeyIsRefused(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	p.knows("h", helensAddress)
	byProvider(t, w).At("/") // the keys are known now
	forged, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	other, err := mockoidc.NewKeypair(forged)
	if err != nil {
		t.Fatal(err)
	}
	other.Kid = p.Keypair.Kid
	p.knows("h", helensAddress)
	p.Keypair = other
	b := byProvider(t, w)
	b.Expect(http.StatusForbidden)
	b.See("Lumen ID could not let you in.")
}

func TestWhatTheProviderSaysInsteadOfACodeIsTold(t *testing.T) {
	t.Parallel()
	_, provided := withProvider(t)
	w, _ := founded(t, provided)
	for said, want := range map[string]struct {
		status int
		text   string
	}{
		"access_denied":             {http.StatusOK, "You were not signed in at Lumen ID."},
		"login_required":            {http.StatusForbidden, "Lumen ID could not let you in."},
		"<script>alert(1)</script>": {http.StatusForbidden, "Lumen ID could not let you in."},
		"temporarily_unavailable":   {http.StatusServiceUnavailable, "Lumen ID is not answering."},
	} {
		b := w.Browser(t)
		b.Visit("/settings")
		back, _ := url.Parse(finish(t, depart(b)))
		b.WhileDown().Visit("/returns/sign-in?" + url.Values{"error": {said}, "error_description": {"evil"}, "state": {back.Query().Get("state")}}.Encode())
		b.At("/sign-in")
		b.Expect(want.status)
		b.See(want.text, "sign in with your password")
		b.DoNotSee("evil", "script")
		signIn(b, helensAddress, password)
		b.At("/settings")
	}
}

func TestPasswordsWorkWhileTheProviderDoesNotAnswer(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	w, _ := founded(t, provided)
	known := atDoor(t, w)
	p.knows("h", helensAddress)
	back := finish(t, depart(known))
	if err := p.Shutdown(); err != nil {
		t.Fatal(err)
	}
	known.WhileDown().Visit(back)
	known.Expect(http.StatusServiceUnavailable)
	known.See("Lumen ID is not answering.")
	b := w.Browser(t)
	b.Visit("/settings")
	signIn(b, helensAddress, password)
	b.At("/settings")
}

func TestProviderThatWasNeverReachedKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	p, provided := withProvider(t)
	if err := p.Shutdown(); err != nil {
		t.Fatal(err)
	}
	w, _ := founded(t, provided)
	b := w.Browser(t).Speaking("fr")
	b.Visit("/settings")
	b.WhileDown().Press("Se connecter avec Lumen ID")
	b.Expect(http.StatusServiceUnavailable)
	b.See("Lumen ID ne répond pas.")
	b.Fill("Adresse e-mail", helensAddress).Fill("Mot de passe", password)
	b.Press("Se connecter")
	b.At("/settings")
}

func TestWayToTheProviderIsLimited(t *testing.T) {
	t.Parallel()
	_, provided := withProvider(t)
	w, _ := founded(t, provided)
	b := atDoor(t, w)
	try := func(from string) int {
		b.With("X-Forwarded-For", from)
		return b.Post("/sign-in/provider", url.Values{}).Status
	}
	for i := range 60 {
		if status := try("203.0.113.7"); status != http.StatusOK {
			t.Fatalf("try %d: %d", i, status)
		}
	}
	if status := try("203.0.113.7"); status != http.StatusTooManyRequests {
		t.Errorf("after 60 tries: %d", status)
	}
	if status := try("203.0.113.8"); status != http.StatusOK {
		t.Errorf("from another address: %d", status)
	}
}

// ATT17
func TestOtherSitesSendNobodyToTheProvider(t *testing.T) {
	t.Parallel()
	_, provided := withProvider(t)
	w, _ := founded(t, provided)
	b := atDoor(t, w)
	b.With("Sec-Fetch-Site", "cross-site").Post("/sign-in/provider", url.Values{})
	b.Expect(http.StatusForbidden)
}

func TestWithoutAProviderThereIsNoWayToOne(t *testing.T) {
	t.Parallel()
	w, helen := founded(t)
	b := atDoor(t, w)
	if n := b.Page.Doc.Find("form[action='/sign-in/provider']").Length(); n != 0 {
		t.Error("a provider is offered")
	}
	b.Post("/sign-in/provider", url.Values{})
	b.Expect(http.StatusNotFound)
	b.Visit("/returns/sign-in?state=x&code=y")
	b.Expect(http.StatusNotFound)
	helen.Visit("/me/sign-ins")
	helen.DoNotSee("Forget this account")
	helen.Post("/me/sign-ins/provider/deletion", url.Values{})
	helen.Expect(http.StatusNotFound)
}

func TestUnfinishedVisitsToTheProviderAreForgotten(t *testing.T) {
	t.Parallel()
	_, provided := withProvider(t)
	w, _ := founded(t, provided)
	asked, _ := url.Parse(depart(atDoor(t, w)))
	state := asked.Query().Get("state")
	if _, _, err := w.App.Reads().ProviderVisitByState(t.Context(), state); err != nil {
		t.Fatal(err)
	}
	w.Advance(25 * time.Hour)
	w.Tick()
	if _, _, err := w.App.Reads().ProviderVisitByState(t.Context(), state); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("found %v", err)
	}
}
