package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"entrevue/models"
)

// hostsAtOnce is how many hosts are asked about in one query: databases bound how long a list may be.
const hostsAtOnce = 4000

// Hosts are all active people marked as hosts, by name, with what decides the readiness board. It
// takes a handful of queries for any number of people.
func (r *Reads) Hosts(ctx context.Context) ([]models.Host, error) {
	var employees []models.Employee
	err := EmployeeFilter{Hosts: true}.narrow(r.read(ctx)).Order("sort_name").Order("id").Find(&employees).Error
	if err != nil {
		return nil, fmt.Errorf("hosts: %w", err)
	}
	return r.hosts(ctx, employees)
}

// HostsAfter are some of the hosts with an id above, by id.
func (r *Reads) HostsAfter(ctx context.Context, id int64, limit int) ([]models.Host, error) {
	var employees []models.Employee
	err := EmployeeFilter{Hosts: true}.narrow(r.read(ctx)).Where("id > ?", id).Order("id").Limit(limit).Find(&employees).Error
	if err != nil {
		return nil, fmt.Errorf("hosts after %d: %w", id, err)
	}
	return r.hosts(ctx, employees)
}

func (r *Reads) hosts(ctx context.Context, employees []models.Employee) ([]models.Host, error) {
	ahead, err := r.hostedSoon(ctx)
	if err != nil {
		return nil, err
	}
	hosts := make([]models.Host, 0, len(employees))
	for some := range slices.Chunk(employees, hostsAtOnce) {
		facts, err := r.factsOf(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, employee := range some {
			hosts = append(hosts, models.Host{Employee: employee, Facts: facts[employee.ID], Ahead: ahead[employee.ID]})
		}
	}
	return hosts, nil
}

// hostedSoon are the interviews of the days to come, by host and method.
func (r *Reads) hostedSoon(ctx context.Context) (map[int64]map[models.Method]models.HostedAhead, error) {
	var rows []struct {
		HostID   int64
		Method   models.Method
		StartsAt time.Time
	}
	now := r.Now()
	err := r.read(ctx).Model(&models.Interview{}).Select("host_id, method, starts_at").
		Where("starts_at >= ? and starts_at < ? and state = ?", now, now.Add(models.HostsAheadFor), models.InterviewScheduled).
		Order("starts_at").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("interviews of the days to come: %w", err)
	}
	ahead := map[int64]map[models.Method]models.HostedAhead{}
	for _, row := range rows {
		if ahead[row.HostID] == nil {
			ahead[row.HostID] = map[models.Method]models.HostedAhead{}
		}
		known := ahead[row.HostID][row.Method]
		known.Interviews++
		if known.First == nil {
			first := row.StartsAt
			known.First = &first
		}
		ahead[row.HostID][row.Method] = known
	}
	return ahead, nil
}

// Found are the ids of the hosts of whom each typed word begins a word of name or address.
func (r *Reads) Found(ctx context.Context, query string) (map[int64]bool, error) {
	var ids []int64
	err := EmployeeFilter{Hosts: true, Query: query}.narrow(r.read(ctx).Model(&models.Employee{})).Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("search hosts: %w", err)
	}
	found := make(map[int64]bool, len(ids))
	for _, id := range ids {
		found[id] = true
	}
	return found, nil
}

// PageOfHosts is the part of a list sorted by name that a page asks for, and the cursor of the next
// one. It answers models.ErrNotFound for a cursor that is none of ours.
func PageOfHosts(hosts []models.Host, page Page) (part []models.Host, next string, err error) {
	from := 0
	if page.After != "" {
		after, err := decode(page.After)
		if err != nil {
			return nil, "", err
		}
		from, _ = slices.BinarySearchFunc(hosts, after, func(h models.Host, c cursor) int {
			if (cursor{h.SortName, h.ID}) == c || before(h, c) {
				return -1
			}
			return 1
		})
	}
	part, next = cut(hosts[from:], page, func(h models.Host) cursor { return cursor{h.SortName, h.ID} })
	return part, next, nil
}

func before(h models.Host, c cursor) bool {
	return h.SortName < c.Value || h.SortName == c.Value && h.ID < c.ID
}

// BusyHosts are those of the employees who host an interview of ours within a period, each with the
// first of them; except is left out.
func (r *Reads) BusyHosts(ctx context.Context, employeeIDs []int64, period models.Period, except int64) (map[int64]models.Interview, error) {
	var list []models.Interview
	err := overlapping(r.read(ctx), period, except).Where("host_id in ?", employeeIDs).Order("starts_at desc, id desc").Find(&list).Error
	if err != nil {
		return nil, fmt.Errorf("busy hosts: %w", err)
	}
	busy := make(map[int64]models.Interview, len(list))
	for _, interview := range list {
		busy[interview.HostID] = interview
	}
	return busy, nil
}

// WizardFacts is what decides about the steps of every provider's set-up, and the hosts behind it.
func (r *Reads) WizardFacts(ctx context.Context) (map[models.Provider]models.WizardFacts, []models.Host, error) {
	hosts, err := r.Hosts(ctx)
	if err != nil {
		return nil, nil, err
	}
	setups, err := r.ProviderSetups(ctx)
	if err != nil {
		return nil, nil, err
	}
	integration, err := r.Integration(ctx)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return nil, nil, err
	}
	before, err := r.connectedBefore(ctx)
	if err != nil {
		return nil, nil, err
	}
	tests, err := r.LatestTestResults(ctx)
	if err != nil {
		return nil, nil, err
	}
	letters, err := r.HostLetters(ctx)
	if err != nil {
		return nil, nil, err
	}
	running, err := r.RunningCampaign(ctx)
	if err != nil {
		return nil, nil, err
	}
	post := post{letters, running, models.NeededProviders(setups)}
	facts := make(map[models.Provider]models.WizardFacts, len(models.Providers()))
	for _, provider := range models.Providers() {
		known := models.WizardFacts{Integration: integration.Fact(), ConnectedBefore: before,
			Setup: setups[provider], Hosts: models.WizardHosts(provider, hosts), Test: tests[provider].Standing(integration)}
		known.Written, known.Unwritten = post.written(provider, hosts)
		facts[provider] = known
	}
	return facts, hosts, nil
}

// post is what was written to hosts, and is being written.
type post struct {
	letters map[int64]map[models.Provider]models.Instruction
	running models.Campaign
	needed  []models.Provider
}

// written counts the hosts who got the instructions about a provider or are being written to, and those
// who must act, now or after IT, and did not get them.
func (p post) written(provider models.Provider, hosts []models.Host) (got, missing int) {
	for _, host := range hosts {
		letter, sent := p.letters[host.ID][provider]
		switch {
		case sent && letter.Mail != models.MailRejected, slices.Contains(p.running.Writing(host, p.needed, p.letters[host.ID]), provider):
			got++
		case host.ToTell(provider):
			missing++
		}
	}
	return got, missing
}

func (r *Reads) connectedBefore(ctx context.Context) (bool, error) {
	var count int64
	if err := r.read(ctx).Model(&models.Integration{}).Where("connected_at is not null").Count(&count).Error; err != nil {
		return false, fmt.Errorf("calendar connected before: %w", err)
	}
	return count > 0, nil
}
