package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Config says where a sandbox lives and which application it knows.
type Config struct {
	DataDir      string // sandbox.db lives here; "" means a temporary file that Close removes
	ClientID     string
	ClientSecret string
	SecondSecret string // active beside the first during a rotation; "" when there is none
	PublicURL    string // where browsers and servers reach it, e.g. http://localhost:8081
	// Now is the clock; nil means the machine's clock plus the offset set at /sandbox/clock.
	Now func() time.Time
	// AllowedRedirects are the registered return addresses; none means development mode, in which
	// any address is accepted (2.1).
	AllowedRedirects []string
	Log              *slog.Logger
}

// Sandbox is one outside world. It is safe for concurrent use.
type Sandbox struct {
	config Config
	memory *memory
	client *http.Client
	offset atomic.Int64 // nanoseconds the clock was advanced by
	wake   chan struct{}
	limits limiter

	busyMu sync.Mutex
	busy   map[int64]bool // work in progress in this process
}

// New opens the memory and fills the directory when it is empty.
func New(config Config) (*Sandbox, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	mem, err := openMemory(config.DataDir)
	if err != nil {
		return nil, fmt.Errorf("open sandbox memory: %w", err)
	}
	s := &Sandbox{
		config: config, memory: mem, client: callbackClient(),
		wake: make(chan struct{}, 1), busy: map[int64]bool{},
	}
	if err := s.do(context.Background(), (*tx).prepare); err != nil {
		return nil, errors.Join(err, mem.close())
	}
	return s, nil
}

// Close ends the memory. Work that is still due runs after the next New on the same folder.
func (s *Sandbox) Close() error { return s.memory.close() }

func (c *Config) check() error {
	public, err := url.Parse(c.PublicURL)
	if err != nil || public.Host == "" {
		return fmt.Errorf("sandbox: %q is no public address", c.PublicURL)
	}
	if c.ClientID == "" || c.ClientSecret == "" {
		return errors.New("sandbox: client id and client secret are needed")
	}
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return nil
}

// prepare loads the clock's offset and seeds an empty world.
func (t *tx) prepare() {
	offset, _ := load[setting](t, clockSetting)
	d, _ := time.ParseDuration(offset.Value)
	t.s.offset.Store(int64(d))
	if _, ok := load[setting](t, companySetting); !ok {
		t.seed(companyAny)
	}
}

// secrets are the client secrets that are active now, the newest first.
func (s *Sandbox) secrets() []string {
	if s.config.SecondSecret == "" {
		return []string{s.config.ClientSecret}
	}
	return []string{s.config.ClientSecret, s.config.SecondSecret}
}
