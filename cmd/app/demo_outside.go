package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
)

// visitor is a browser on the pages of the sandbox. It follows no redirect: where one leads is what
// it brings back.
type visitor struct {
	outside *url.URL
	client  *http.Client
}

func visit(outside *url.URL) visitor {
	jar, _ := cookiejar.New(nil) // never fails
	return visitor{outside, &http.Client{Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// leave sends a form whose answer leads away, and tells where to.
func (v visitor) leave(ctx context.Context, address string, form url.Values) (*url.URL, error) {
	back, err := v.post(ctx, address, form)
	if err == nil && back == nil {
		err = errors.New("the page leads nowhere")
	}
	return back, err
}

// post sends a form to a page of the sandbox. back is where the answer leads; nil for a page.
func (v visitor) post(ctx context.Context, address string, form url.Values) (back *url.URL, err error) {
	request, err := v.request(ctx, http.MethodPost, address, form)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := v.do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	back, err = answer.Location()
	if errors.Is(err, http.ErrNoLocation) {
		return nil, nil
	}
	return back, err
}

// get opens a page of the sandbox; into is what it says to programs, nil for nobody.
func (v visitor) get(ctx context.Context, address string, into any) error {
	request, err := v.request(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "application/json")
	answer, err := v.do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if into == nil {
		return nil
	}
	return json.NewDecoder(answer.Body).Decode(into)
}

func (v visitor) request(ctx context.Context, method, address string, form url.Values) (*http.Request, error) {
	to, err := v.outside.Parse(address)
	if err != nil {
		return nil, err
	}
	if to.Host != v.outside.Host {
		return nil, fmt.Errorf("the page is not in the sandbox: %s", to.Host)
	}
	return http.NewRequestWithContext(ctx, method, to.String(), strings.NewReader(form.Encode()))
}

func (v visitor) do(request *http.Request) (*http.Response, error) {
	answer, err := v.client.Do(request)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		answer.Body.Close()
		return nil, fmt.Errorf("%s %s: status %d", request.Method, request.URL.Path, answer.StatusCode)
	}
	return answer, nil
}
