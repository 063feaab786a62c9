package sandbox

import "strconv"

const recordPage = 200

// showRecord is /sandbox/record. Programs read it forwards with after, people backwards.
func showRecord(c *call) answer {
	after, _ := strconv.ParseInt(c.query("after"), 10, 64)
	q := recordQuery{Kind: c.query("kind"), Operation: c.query("operation"),
		Account: c.query("account"), After: after, Limit: recordPage, NewestFirst: !c.wantsJSON()}
	if limit, err := strconv.Atoi(c.query("limit")); err == nil && limit > 0 {
		q.Limit = min(limit, 10_000)
	}
	entries := c.entries(q)
	data := map[string]any{"record": entries}
	if !c.wantsJSON() {
		data["Query"], data["Kinds"] = q, []string{entryRequest, entryCallback, entryMail, entryAct}
	} else if len(entries) == q.Limit {
		data["next"] = entries[len(entries)-1].ID
	}
	if entries == nil {
		data["record"] = []entry{}
	}
	return c.either("record", data)
}
