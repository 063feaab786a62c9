package cronofy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"entrevue/models"
)

// Timeout is how long one call may take, its answer included.
const Timeout = 10 * time.Second

// Config says which Cronofy is spoken to, and as which application.
type Config struct {
	APIURL, AppURL string // servers call the first, browsers are sent to the second
	ClientID       string
	// Secrets are the active client secrets. The first one is sent, all of them may have signed a
	// callback: during a rotation there are two.
	Secrets []models.Secret
	HTTP    *http.Client // nil for one with time-outs that follows no redirects
	// Gate is asked before each call and can refuse it, to stay within the rate limit; nil lets all
	// pass.
	Gate func(context.Context) error
	Log  *slog.Logger // nil for none
}

// Client calls Cronofy. It is safe for use by many jobs at a time.
type Client struct {
	config   Config
	api, app *url.URL
}

// DataCenter returns both base URLs of one of Cronofy's data centres: us, uk, de, au, ca or sg.
// They are separate worlds; a key of one is unknown in the others (FAIL46).
func DataCenter(id string) (api, app string, err error) {
	id = strings.ToLower(id)
	switch id {
	case "", "us":
		return "https://api.cronofy.com", "https://app.cronofy.com", nil
	case "uk", "de", "au", "ca", "sg":
		return "https://api-" + id + ".cronofy.com", "https://app-" + id + ".cronofy.com", nil
	}
	return "", "", fmt.Errorf("unknown data centre %q", id)
}

// New checks the configuration; it calls nobody.
func New(config Config) (*Client, error) {
	api, apiErr := baseURL(config.APIURL)
	app, appErr := baseURL(config.AppURL)
	if err := errors.Join(apiErr, appErr); err != nil {
		return nil, err
	}
	if config.ClientID == "" || len(config.Secrets) == 0 || config.Secrets[0].Empty() {
		return nil, errors.New("cronofy: client id and secret are needed")
	}
	if config.HTTP == nil {
		config.HTTP = NewHTTPClient(Timeout)
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{config: config, api: api, app: app}, nil
}

// NewHTTPClient makes a client that gives up after the time-out and follows no redirects: the API
// has none, and a token must not travel to another host.
func NewHTTPClient(timeout time.Duration) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 16
	transport.ResponseHeaderTimeout = timeout
	return &http.Client{
		Timeout: timeout, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// OnApp says whether an address that Cronofy gave leads to Cronofy's own pages.
func (c *Client) OnApp(address string) bool {
	parsed, err := url.Parse(address)
	return err == nil && parsed.Scheme == c.app.Scheme && parsed.Host == c.app.Host && parsed.User == nil
}

// Signed says whether the header over these raw bytes was made with one of our secrets.
func (c *Client) Signed(header string, raw []byte) bool {
	secrets := make([]string, 0, len(c.config.Secrets))
	for _, secret := range c.config.Secrets {
		secrets = append(secrets, secret.Reveal())
	}
	return VerifySignature(secrets, header, raw)
}

func baseURL(text string) (*url.URL, error) {
	base, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" || base.User != nil {
		return nil, fmt.Errorf("cronofy: base address %q", text)
	}
	return base, nil
}
