package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"

	"entrevue/cmd/app"
	"entrevue/models"
	"entrevue/models/cronofy"
	posting "entrevue/models/mail"
)

// environment is every variable this program reads; nothing else reads one. README.md explains
// each of them.
type environment struct {
	Port    string `env:"PORT" envDefault:"8080"`
	DataDir string `env:"DATA_DIR" envDefault:"data"`

	PublicURL    string   `env:"PUBLIC_URL"`
	AppKey       []string `env:"APP_KEY"`
	DatabaseURL  string   `env:"DATABASE_URL"`
	MetricsToken string   `env:"METRICS_TOKEN"`
	JoinHosts    []string `env:"JOIN_HOSTS"`

	CronofyClientID     string `env:"CRONOFY_CLIENT_ID"`
	CronofyClientSecret string `env:"CRONOFY_CLIENT_SECRET"`
	CronofyDataCentre   string `env:"CRONOFY_DATA_CENTRE"`
	CronofyAPIURL       string `env:"CRONOFY_API_URL"`
	CronofyAppURL       string `env:"CRONOFY_APP_URL"`
	CronofySender       string `env:"CRONOFY_SENDER" envDefault:"no-reply@cronofy.com"`

	SMTPHost     string `env:"SMTP_HOST"`
	SMTPPort     int    `env:"SMTP_PORT" envDefault:"587"`
	SMTPUsername string `env:"SMTP_USERNAME"`
	SMTPPassword string `env:"SMTP_PASSWORD"`
	SMTPSecurity string `env:"SMTP_SECURITY" envDefault:"starttls"`
	SMTPFrom     string `env:"SMTP_FROM"`

	OIDCIssuer       string `env:"OIDC_ISSUER"`
	OIDCClientID     string `env:"OIDC_CLIENT_ID"`
	OIDCClientSecret string `env:"OIDC_CLIENT_SECRET"`
	OIDCName         string `env:"OIDC_NAME"`

	SandboxPort         string `env:"SANDBOX_PORT" envDefault:"8081"`
	SandboxSMTPPort     string `env:"SANDBOX_SMTP_PORT" envDefault:"8025"`
	SandboxClientID     string `env:"SANDBOX_CLIENT_ID" envDefault:"sandbox-client"`
	SandboxClientSecret string `env:"SANDBOX_CLIENT_SECRET" envDefault:"sandbox-secret"`
}

// foreign are the variables that belong to the other way of starting.
var (
	ofProduction = []string{"CRONOFY_", "SMTP_", "OIDC_", "PUBLIC_URL", "APP_KEY", "DATABASE_URL", "METRICS_TOKEN", "JOIN_HOSTS"}
	ofDemo       = []string{"SANDBOX_"}
)

// faults collects everything that is wrong, to be told at once.
type faults []string

func (f *faults) add(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

func (f faults) err() error {
	if len(f) == 0 {
		return nil
	}
	slices.Sort(f)
	return errors.New("cannot start:\n  " + strings.Join(f, "\n  "))
}

// read reads the environment, given as NAME=value.
func read(environ []string, demo bool) (environment, error) {
	var e environment
	var wrong faults
	if err := env.ParseWithOptions(&e, env.Options{Environment: env.ToMap(environ)}); err != nil {
		wrong.add("%s", err)
	}
	unwanted, why := ofDemo, "is a setting of the demo: start with -demo, or remove it"
	if demo {
		unwanted, why = ofProduction, "is a setting of production: remove it, or start without -demo"
	}
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		if slices.ContainsFunc(unwanted, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
			wrong.add("%s %s", name, why)
		}
	}
	if !demo {
		e.check(&wrong)
	}
	return e, wrong.err()
}

// check notes what production is missing.
func (e environment) check(wrong *faults) {
	for name, value := range map[string]string{"PUBLIC_URL": e.PublicURL, "CRONOFY_CLIENT_ID": e.CronofyClientID,
		"CRONOFY_CLIENT_SECRET": e.CronofyClientSecret, "SMTP_HOST": e.SMTPHost, "SMTP_FROM": e.SMTPFrom} {
		if value == "" {
			wrong.add("%s is missing", name)
		}
	}
	if public, err := url.Parse(e.PublicURL); e.PublicURL != "" &&
		(err != nil || public.Scheme != "https" || public.Host == "" || strings.Trim(public.Path, "/") != "") {
		wrong.add("PUBLIC_URL must be https://, a host and nothing behind it")
	}
	if len(e.AppKey) == 0 {
		wrong.add("APP_KEY is missing: a random text of 32 characters or more")
	}
	for _, key := range e.AppKey {
		if len(key) < 32 {
			wrong.add("APP_KEY needs at least 32 characters")
		}
	}
	if e.MetricsToken != "" && len(e.MetricsToken) < 16 {
		wrong.add("METRICS_TOKEN needs at least 16 characters")
	}
	if _, err := mail.ParseAddress(e.SMTPFrom); e.SMTPFrom != "" && err != nil {
		wrong.add("SMTP_FROM must be an address such as Entrevue <entrevue@company.com>")
	}
	if !slices.Contains([]string{"starttls", "tls"}, e.SMTPSecurity) {
		wrong.add("SMTP_SECURITY must be starttls or tls")
	}
	if _, ok := e.joinHosts(); !ok {
		wrong.add("JOIN_HOSTS must be like zoom=meet.company.com,ms-teams=*.company.com")
	}
	e.checkCronofy(wrong)
	e.checkOIDC(wrong)
}

var joinHost = regexp.MustCompile(`^(\*\.)?([a-z0-9-]+\.)+[a-z]{2,}$`)

// joinHosts are the company's own names of meetings; not ok when one cannot be read.
func (e environment) joinHosts() (hosts models.JoinHosts, ok bool) {
	hosts = models.JoinHosts{}
	for _, entry := range e.JoinHosts {
		slug, host, _ := strings.Cut(strings.TrimSpace(entry), "=")
		provider, known := models.ProviderBySlug(slug)
		if !known || !joinHost.MatchString(host) {
			return nil, false
		}
		hosts[provider] = append(hosts[provider], host)
	}
	return hosts, true
}

func (e environment) checkCronofy(wrong *faults) {
	if !slices.Contains([]string{"", "us", "uk", "de", "au", "ca", "sg"}, e.CronofyDataCentre) {
		wrong.add("CRONOFY_DATA_CENTRE must be us, uk, de, au, ca or sg")
	}
	if (e.CronofyAPIURL == "") != (e.CronofyAppURL == "") {
		wrong.add("CRONOFY_API_URL and CRONOFY_APP_URL belong together")
	}
	if _, err := mail.ParseAddress(e.CronofySender); err != nil {
		wrong.add("CRONOFY_SENDER must be the address that Cronofy's mails come from")
	}
	for name, value := range map[string]string{"CRONOFY_API_URL": e.CronofyAPIURL, "CRONOFY_APP_URL": e.CronofyAppURL} {
		if parsed, err := url.Parse(value); value != "" && (err != nil || parsed.Scheme != "https" || parsed.Host == "") {
			wrong.add("%s must be an address that begins with https://", name)
		}
	}
}

// checkOIDC notes what is missing of the company's own sign-in, when any of it is there.
func (e environment) checkOIDC(wrong *faults) {
	if e.OIDCIssuer+e.OIDCClientID+e.OIDCClientSecret+e.OIDCName == "" {
		return
	}
	for name, value := range map[string]string{"OIDC_ISSUER": e.OIDCIssuer, "OIDC_CLIENT_ID": e.OIDCClientID, "OIDC_CLIENT_SECRET": e.OIDCClientSecret} {
		if value == "" {
			wrong.add("%s is missing: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together", name)
		}
	}
	if issuer, err := url.Parse(e.OIDCIssuer); e.OIDCIssuer != "" &&
		(err != nil || issuer.Scheme != "https" || issuer.Host == "" || issuer.User != nil || issuer.RawQuery != "" || issuer.Fragment != "") {
		wrong.add("OIDC_ISSUER must be the provider's issuer: https://, a host and perhaps a path")
	}
}

// oidc calls the provider by the name of its host unless it has another one.
func (e environment) oidc() app.OIDC {
	issuer, _ := url.Parse(e.OIDCIssuer)
	return app.OIDC{Issuer: e.OIDCIssuer, ClientID: e.OIDCClientID, ClientSecret: models.NewSecret(e.OIDCClientSecret),
		Name: cmp.Or(e.OIDCName, issuer.Hostname())}
}

// production is the configuration of the application after check.
func (e environment) production() app.Config {
	public, _ := url.Parse(strings.TrimRight(e.PublicURL, "/"))
	hosts, _ := e.joinHosts()
	return app.Config{JoinHosts: hosts, DatabaseURL: e.database(), Keys: e.AppKey, PublicURL: public,
		MetricsToken: models.NewSecret(e.MetricsToken), Cronofy: e.cronofy(), OIDC: e.oidc(),
		Mail: posting.Server{Host: e.SMTPHost, Port: e.SMTPPort, User: e.SMTPUsername, Password: e.SMTPPassword,
			Security: posting.Security(e.SMTPSecurity), HELO: public.Hostname()}, MailFrom: e.from()}
}

func (e environment) from() posting.Address {
	parsed, err := mail.ParseAddress(e.SMTPFrom)
	if err != nil {
		return posting.Address{}
	}
	return posting.Address{Name: parsed.Name, Mail: parsed.Address}
}

func (e environment) database() string {
	if e.DatabaseURL != "" {
		return e.DatabaseURL
	}
	return filepath.Join(e.DataDir, "entrevue.db")
}

// cronofy finds the two hosts of the data centre, unless they are given.
func (e environment) cronofy() app.Cronofy {
	centre := cmp.Or(e.CronofyDataCentre, "us")
	api, web, _ := cronofy.DataCenter(centre) // any other is refused by check
	if e.CronofyAPIURL != "" {
		api, web = e.CronofyAPIURL, e.CronofyAppURL
	}
	c := app.Cronofy{DataCentre: centre, ClientID: e.CronofyClientID, ClientSecret: models.NewSecret(e.CronofyClientSecret),
		Sender: e.CronofySender}
	c.API, _ = url.Parse(api)
	c.App, _ = url.Parse(web)
	return c
}

// folder makes the data folder, readable by nobody else.
func (e environment) folder() error {
	if err := os.MkdirAll(e.DataDir, 0o700); err != nil {
		return fmt.Errorf("DATA_DIR: %w", err)
	}
	return nil
}
