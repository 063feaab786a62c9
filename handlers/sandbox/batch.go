package sandbox

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
)

// batchPath is the only address a batch was ever seen to use.
var batchPath = regexp.MustCompile(`^/v1/calendars/([^/]+)/events$`)

type batchEntry struct {
	Method string          `json:"method"`
	URL    string          `json:"relative_url"`
	Data   json.RawMessage `json:"data"`
}

// runBatch is POST /v1/batch (7.7): writes and deletions of events, each with an answer of its own.
func runBatch(c *call) answer {
	var r struct {
		Batch []batchEntry `json:"batch"`
	}
	if c.decode(&r) != nil {
		return unreadable()
	}
	found := problems{}
	if len(r.Batch) == 0 {
		found.required("batch")
	}
	c.checkLength("batch", len(r.Batch), "batch_limit", found)
	if len(found) > 0 {
		return found.answer()
	}
	answers := []map[string]any{}
	for _, each := range r.Batch {
		a := c.batched(each)
		one := map[string]any{"status": a.status}
		if a.body != nil {
			one["headers"], one["data"] = map[string]any{}, a.body
		}
		answers = append(answers, one)
	}
	all := ok(map[string]any{"batch": answers})
	all.status = http.StatusMultiStatus
	return all
}

func (c *call) batched(each batchEntry) answer {
	match := batchPath.FindStringSubmatch(each.URL)
	if match == nil {
		return empty(http.StatusNotFound)
	}
	inner := *c
	inner.body, inner.path = each.Data, map[string]string{"id": match[1]}
	switch each.Method {
	case http.MethodPost:
		return upsertEvent(&inner)
	case http.MethodDelete:
		return deleteEvent(&inner)
	}
	return empty(http.StatusMethodNotAllowed)
}

// participate is POST …/participation_status (7.4): the owner answers an invitation.
func participate(c *call) answer {
	if !allows(c.account.Scope, mayParticipate) {
		return c.forbidden()
	}
	e, known := c.eventByUID(c.account, c.param("id"), c.param("uid"))
	if !known || e.Deleted {
		return c.refusal(http.StatusNotFound)
	}
	var r struct {
		Status string `json:"status"`
	}
	if c.decode(&r) != nil {
		return unreadable()
	}
	found := problems{}
	if r.Status == "" {
		found.required("status")
	} else if !slices.Contains([]string{"accepted", "tentative", "declined"}, r.Status) {
		found.add("status", "errors.not_supported", "status is not supported")
	}
	if len(found) > 0 {
		return found.answer()
	}
	e.Reply, e.Updated = r.Status, c.now
	save(c.tx, e)
	return empty(http.StatusAccepted)
}
