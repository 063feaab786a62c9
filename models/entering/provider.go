package entering

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"entrevue/models"
	"entrevue/models/store"
)

// ProviderConfig is the company's OpenID Connect provider. Return is our address that browsers come back
// to; Now is the clock by which its tokens are judged.
type ProviderConfig struct {
	Issuer       string
	ClientID     string
	ClientSecret models.Secret
	Return       string
	Now          func() time.Time
}

// Provider lets people in who are known to the company's OpenID Connect provider. What the provider says
// about itself is asked for when the first person needs it, so that we start without it.
type Provider struct {
	config ProviderConfig
	client *http.Client

	mutex sync.Mutex
	found *oidc.Provider
	at    time.Time
}

const (
	// providerTimeout bounds one call to the provider.
	providerTimeout = 10 * time.Second
	// providerKnownFor is how long is believed what the provider has said about itself.
	providerKnownFor = time.Hour
)

// NewProvider makes one; it asks nothing yet.
func NewProvider(config ProviderConfig) *Provider {
	return &Provider{config: config, client: &http.Client{Timeout: providerTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Issuer is whom the subjects of its accounts belong to.
func (p *Provider) Issuer() string { return p.config.Issuer }

// about is what the provider says about itself. While it does not answer, what it said before holds.
func (p *Provider) about() (*oidc.Provider, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	now := p.config.Now()
	if p.found != nil && now.Sub(p.at) < providerKnownFor {
		return p.found, nil
	}
	// The keys are fetched in this context, long after the request that asks first.
	found, err := oidc.NewProvider(oidc.ClientContext(context.Background(), p.client), p.config.Issuer)
	switch {
	case err == nil:
		p.found, p.at = found, now
	case p.found == nil:
		return nil, fmt.Errorf("discover %s: %w: %w", p.config.Issuer, models.ProviderDown, err)
	}
	return p.found, nil
}

func (p *Provider) flow(about *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: p.config.ClientID, ClientSecret: p.config.ClientSecret.Reveal(), Endpoint: about.Endpoint(),
		RedirectURL: p.config.Return, Scopes: []string{oidc.ScopeOpenID, "email"}}
}

// proof is what a browser takes along: state and nonce must come back with it, the verifier shows that
// whoever asks for the tokens is who has sent it.
type proof struct{ state, nonce, verifier string }

func newProof() proof {
	return proof{state: store.NewToken(), nonce: store.NewToken(), verifier: oauth2.GenerateVerifier()}
}

// address is where the browser goes.
func (p *Provider) address(carried proof, language models.Language) (string, error) {
	about, err := p.about()
	if err != nil {
		return "", err
	}
	return p.flow(about).AuthCodeURL(carried.state, oidc.Nonce(carried.nonce), oauth2.S256ChallengeOption(carried.verifier),
		oauth2.SetAuthURLParam("ui_locales", string(language))), nil
}

// stranger is somebody as the provider describes them.
type stranger struct {
	subject  string
	email    string // clean; empty when it is none
	verified bool
}

// claims are the parts of a token that we read. Some providers write the truth of email_verified as text.
type claims struct {
	Email    string `json:"email"`
	Verified any    `json:"email_verified"`
	Party    string `json:"azp"`
}

func (c claims) of(subject string) stranger {
	email, ok := models.CleanEmail(c.Email)
	if !ok {
		email = ""
	}
	return stranger{subject: subject, email: email, verified: c.Verified == true || c.Verified == "true"}
}

// identify exchanges a code for what the provider says about the person, and checks that it is said to us,
// about this visit.
func (p *Provider) identify(ctx context.Context, code, verifier models.Secret, nonceHash []byte) (stranger, error) {
	about, err := p.about()
	if err != nil {
		return stranger{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	tokens, err := p.flow(about).Exchange(ctx, code.Reveal(), oauth2.VerifierOption(verifier.Reveal()))
	if err != nil {
		return stranger{}, exchangeError(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := about.Verifier(&oidc.Config{ClientID: p.config.ClientID, Now: p.config.Now}).Verify(ctx, raw)
	if err != nil {
		return stranger{}, fmt.Errorf("verify a token: %w: %w", models.ProviderFailed, err)
	}
	var said claims
	if err := token.Claims(&said); err != nil {
		return stranger{}, fmt.Errorf("read a token: %w: %w", models.ProviderFailed, err)
	}
	if !slices.Equal(store.HashToken(token.Nonce), nonceHash) || token.Subject == "" || len(token.Audience) > 1 && said.Party != p.config.ClientID {
		return stranger{}, fmt.Errorf("a token was made for another visit: %w", models.ProviderFailed)
	}
	if said.Email == "" {
		return p.ask(ctx, about, tokens, token.Subject)
	}
	return said.of(token.Subject), nil
}

// ask reads the address where the token does not hold it.
func (p *Provider) ask(ctx context.Context, about *oidc.Provider, tokens *oauth2.Token, subject string) (stranger, error) {
	if about.UserInfoEndpoint() == "" {
		return stranger{subject: subject}, nil
	}
	info, err := about.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return stranger{}, fmt.Errorf("ask who somebody is: %w: %w", models.ProviderDown, err)
	}
	var said claims
	if err := info.Claims(&said); err != nil || info.Subject != subject {
		return stranger{}, fmt.Errorf("somebody else is described: %w", models.ProviderFailed)
	}
	return said.of(subject), nil
}

// exchangeError tells a provider that refuses from one that is down. What it has answered stays out of the
// log but for its code: it could hold anything.
func exchangeError(err error) error {
	var refused *oauth2.RetrieveError
	switch {
	case errors.As(err, &refused) && refused.Response.StatusCode < http.StatusInternalServerError:
		return fmt.Errorf("exchange a code: %w: %d %s", models.ProviderFailed, refused.Response.StatusCode, refused.ErrorCode)
	case errors.As(err, &refused):
		return fmt.Errorf("exchange a code: %w: %d", models.ProviderDown, refused.Response.StatusCode)
	default:
		return fmt.Errorf("exchange a code: %w: %w", models.ProviderDown, err)
	}
}

// refusalOf is what the provider says instead of a code (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6).
func refusalOf(said string) error {
	switch said {
	case "access_denied":
		return models.ProviderCancelled
	case "temporarily_unavailable", "server_error":
		return fmt.Errorf("returned with %s: %w", said, models.ProviderDown)
	default:
		return fmt.Errorf("returned with %q: %w", shortened(strings.ToValidUTF8(said, "")), models.ProviderFailed)
	}
}
