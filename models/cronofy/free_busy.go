package cronofy

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

// FreeBusyQuery says whose time is read and when. Our own events always count; without that, two
// interviews could be planned at one time.
type FreeBusyQuery struct {
	CalendarIDs []string
	From, To    time.Time
}

// Busy is a time that is taken: busy, tentative, or free and unknown where a calendar says so.
type Busy struct {
	CalendarID string `json:"calendar_id"`
	Start      Moment `json:"start"`
	End        Moment `json:"end"`
	Status     string `json:"free_busy_status"`
}

// Blocks says whether the time should not be planned over. What is unknown is never free.
func (b Busy) Blocks() bool { return b.Status != "free" }

// FreeBusyPage is a part of a reading. Next is empty on the last one.
type FreeBusyPage struct {
	Busy []Busy
	Next string
}

// FreeBusy reads the first page (GET /v1/free_busy).
func (c *Client) FreeBusy(ctx context.Context, token models.Secret, query FreeBusyQuery) (FreeBusyPage, error) {
	values := window(query.From, query.To)
	values.Set("include_managed", "true")
	brackets(values, "calendar_ids", query.CalendarIDs)
	return c.freeBusyPage(ctx, call{method: "GET", path: "/v1/free_busy", token: token, query: values})
}

// MoreFreeBusy reads the page that an earlier one named (GET /v1/free_busy/pages/{id}).
func (c *Client) MoreFreeBusy(ctx context.Context, token models.Secret, next string) (FreeBusyPage, error) {
	if err := c.checkPage(next); err != nil {
		return FreeBusyPage{}, err
	}
	return c.freeBusyPage(ctx, call{method: "GET", path: "/v1/free_busy/pages/*", token: token, full: next})
}

// AllFreeBusy reads every page. It makes one call per page.
func (c *Client) AllFreeBusy(ctx context.Context, token models.Secret, query FreeBusyQuery) ([]Busy, error) {
	page, err := c.FreeBusy(ctx, token, query)
	all := page.Busy
	for range maxPages {
		if err != nil || page.Next == "" {
			return all, err
		}
		page, err = c.MoreFreeBusy(ctx, token, page.Next)
		all = append(all, page.Busy...)
	}
	return nil, fmt.Errorf("cronofy GET /v1/free_busy: %w: more than %d pages", ErrAnswer, maxPages)
}

func (c *Client) freeBusyPage(ctx context.Context, request call) (FreeBusyPage, error) {
	var answer struct {
		Pages    pagesAnswer `json:"pages"`
		FreeBusy []Busy      `json:"free_busy"`
	}
	if err := c.do(ctx, request, &answer); err != nil {
		return FreeBusyPage{}, err
	}
	return FreeBusyPage{Busy: answer.FreeBusy, Next: answer.Pages.NextPage}, nil
}
