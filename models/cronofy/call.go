package cronofy

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"entrevue/models"
)

// maxAnswer bounds what is read of an answer. A page of 300 events is far below it.
const maxAnswer = 16 << 20

// call is one request. The path is a template with * for what is put in, so that the log names the
// endpoint and no ids.
type call struct {
	method, path string
	ids          []string
	query        url.Values
	token        models.Secret // none where the body holds the client's credentials
	body         any
	full         string // an address that Cronofy gave, instead of path, ids and query
}

// do sends the request and reads the answer into out, unless that is nil. It returns an *Error for
// every status that is not 2xx, and models.ErrUnavailable when no answer came: then the call may
// have had its effect.
func (c *Client) do(ctx context.Context, call call, out any) error {
	if err := c.pass(ctx); err != nil {
		return fmt.Errorf("cronofy %s %s: %w", call.method, call.path, err)
	}
	request, err := c.request(ctx, call)
	if err != nil {
		return fmt.Errorf("cronofy %s %s: %w", call.method, call.path, err)
	}
	began := time.Now()
	status, header, body, err := c.send(request)
	c.config.Log.InfoContext(ctx, "cronofy call", "method", call.method, "path", call.path,
		"status", status, "duration", time.Since(began))
	if err != nil {
		return fmt.Errorf("cronofy %s %s: %w", call.method, call.path, err)
	}
	if status < 200 || status > 299 {
		return fmt.Errorf("cronofy %s %s: %w", call.method, call.path, newError(status, header, body))
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("cronofy %s %s: %w: %w", call.method, call.path, ErrAnswer, err)
	}
	return nil
}

func (c *Client) pass(ctx context.Context) error {
	if c.config.Gate == nil {
		return nil
	}
	return c.config.Gate(ctx)
}

func (c *Client) request(ctx context.Context, call call) (*http.Request, error) {
	address := call.full
	if address == "" {
		address = c.api.String() + fill(call.path, call.ids)
		if len(call.query) > 0 {
			address += "?" + call.query.Encode()
		}
	}
	var body io.Reader
	if call.body != nil {
		encoded, err := json.Marshal(call.body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(ctx, call.method, address, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "Entrevue")
	if body != nil {
		request.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	if !call.token.Empty() {
		request.Header.Set("Authorization", "Bearer "+call.token.Reveal())
	}
	return request, nil
}

// fill puts escaped ids in the places of the stars. Ids of calendars hold characters such as @.
func fill(path string, ids []string) string {
	for _, id := range ids {
		path = strings.Replace(path, "*", url.PathEscape(id), 1)
	}
	return path
}

func (c *Client) send(request *http.Request) (int, http.Header, []byte, error) {
	response, err := c.config.HTTP.Do(request)
	if err != nil {
		// The address stays out of the error: it can hold ids, and it is in the log as a template.
		if outer := (*url.Error)(nil); errors.As(err, &outer) {
			err = outer.Err
		}
		return 0, nil, nil, fmt.Errorf("%w: %w", models.ErrUnavailable, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return response.StatusCode, nil, nil, fmt.Errorf("%w: %w", models.ErrUnavailable, err)
	}
	if len(body) > maxAnswer {
		return response.StatusCode, nil, nil, fmt.Errorf("%w: longer than %d bytes", ErrAnswer, maxAnswer)
	}
	return response.StatusCode, response.Header, body, nil
}

// TokenSource hands out an access token. rejected is the token that Cronofy has just refused, so
// that a fresh one is needed; it is empty at the first time.
type TokenSource func(ctx context.Context, rejected models.Secret) (models.Secret, error)

// WithToken makes a call with a token of the source and repeats it once with a fresh one when
// Cronofy does not recognize the first (401).
func WithToken(ctx context.Context, source TokenSource, call func(token models.Secret) error) error {
	token, err := source(ctx, models.Secret{})
	if err != nil {
		return err
	}
	err = call(token)
	if refused := (*Error)(nil); !errors.As(err, &refused) || refused.Status != http.StatusUnauthorized {
		return err
	}
	if token, err = source(ctx, token); err != nil {
		return err
	}
	return call(token)
}
