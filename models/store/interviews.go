package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"entrevue/models"
)

// InterviewFilter narrows a list of interviews. The zero value lists all, by start.
type InterviewFilter struct {
	CandidateID   int64
	ParticipantID int64
	LinkStates    []models.LinkState
	From, Until   time.Time // by start; zero is open
	Attention     bool      // only those to come for which a recruiter has to decide something
	Scheduled     bool      // without the cancelled ones
	Unfinished    bool      // only those whose end has not passed
	Page          Page
}

// Interview is one interview with its participants.
func (r *Reads) Interview(ctx context.Context, id int64) (models.Interview, error) {
	var interview models.Interview
	if err := r.read(ctx).Take(&interview, id).Error; err != nil {
		return interview, fmt.Errorf("interview %d: %w", id, translate(err))
	}
	list := []models.Interview{interview}
	err := r.participants(ctx, list)
	return list[0], err
}

// Interviews lists by start, with participants. next is the cursor of the following part.
func (r *Reads) Interviews(ctx context.Context, filter InterviewFilter) (list []models.Interview, next string, err error) {
	db := filter.Page.after(filter.narrow(r.read(ctx), r.Now()), "starts_at")
	if err = db.Find(&list).Error; err != nil {
		return nil, "", fmt.Errorf("interviews: %w", err)
	}
	list, next = cut(list, filter.Page, func(i models.Interview) cursor { return cursor{r.instant(i.StartsAt), i.ID} })
	return list, next, r.participants(ctx, list)
}

func (f InterviewFilter) narrow(db *gorm.DB, now time.Time) *gorm.DB {
	if f.CandidateID != 0 {
		db = db.Where("candidate_id = ?", f.CandidateID)
	}
	if f.ParticipantID != 0 {
		db = db.Where("id in (select interview_id from interview_participants where employee_id = ?)", f.ParticipantID)
	}
	if len(f.LinkStates) > 0 {
		db = db.Where("link_state in ?", f.LinkStates)
	}
	if !f.From.IsZero() {
		db = db.Where("starts_at >= ?", f.From.UTC())
	}
	if !f.Until.IsZero() {
		db = db.Where("starts_at < ?", f.Until.UTC())
	}
	if f.Scheduled {
		db = db.Where("state = ?", models.InterviewScheduled)
	}
	if f.Unfinished { // none is longer than MaxDuration: the database begins at those of today
		db = db.Where("starts_at > ? and ends_at > ?", now.Add(-models.MaxDuration), now)
	}
	if f.Attention {
		db = attention(db, now)
	}
	return db
}

// attention is models.Interview.NeedsAttention in SQL; a test compares both for everything that decides
// it. No interview is longer than MaxDuration: saying so lets the database begin at those of today.
func attention(db *gorm.DB, now time.Time) *gorm.DB {
	states := []models.LinkState{}
	for _, state := range models.LinkStates() {
		if state.NeedsAttention() {
			states = append(states, state)
		}
	}
	return db.Where(`starts_at > ? and ends_at > ? and (unreached = ? or state = ? and
		(link_state in ? or alarmed_at is not null or drifted_at is not null or event_failing = ? or people_left = ? or worries <> ''))`,
		now.Add(-models.MaxDuration), now, true, models.InterviewScheduled, states, true, true)
}

// Within says which scheduled interviews overlap a period: those of a candidate, or of somebody who
// takes part. Except is left out.
type Within struct {
	CandidateID, ParticipantID int64
	Period                     models.Period
	Except                     int64
}

// InterviewsWithin lists the scheduled interviews that overlap a period, by start; without participants.
func (r *Reads) InterviewsWithin(ctx context.Context, w Within) ([]models.Interview, error) {
	db := overlapping(r.read(ctx), w.Period, w.Except)
	if w.CandidateID != 0 {
		db = db.Where("candidate_id = ?", w.CandidateID)
	}
	if w.ParticipantID != 0 {
		db = db.Where("id in (select interview_id from interview_participants where employee_id = ?)", w.ParticipantID)
	}
	var list []models.Interview
	if err := db.Order("starts_at, id").Find(&list).Error; err != nil {
		return nil, fmt.Errorf("interviews within: %w", err)
	}
	return list, nil
}

// overlapping narrows to the scheduled interviews that overlap a period, but one.
func overlapping(db *gorm.DB, period models.Period, except int64) *gorm.DB {
	return db.Where("state = ? and starts_at < ? and starts_at > ? and ends_at > ? and id <> ?", models.InterviewScheduled,
		period.EndsAt.UTC(), period.StartsAt.Add(-models.MaxDuration).UTC(), period.StartsAt.UTC(), except)
}

// CountAttention counts the interviews to come for which a recruiter has to decide something, up to
// a hundred.
func (r *Reads) CountAttention(ctx context.Context) (int, error) {
	var ids []int64
	err := attention(r.read(ctx).Model(&models.Interview{}), r.Now()).Limit(100).Pluck("id", &ids).Error
	if err != nil {
		return 0, fmt.Errorf("count attention: %w", err)
	}
	return len(ids), nil
}

// instant writes an instant so that the database compares it like a column.
func (r *Reads) instant(at time.Time) string {
	return at.UTC().Format("2006-01-02 15:04:05.999999999-07:00")
}

// participants fills in who takes part, by name, in one query for all.
func (r *Reads) participants(ctx context.Context, list []models.Interview) error {
	if len(list) == 0 {
		return nil
	}
	ids, at := make([]int64, len(list)), map[int64]int{}
	for i, interview := range list {
		ids[i], at[interview.ID] = interview.ID, i
	}
	var rows []struct{ InterviewID, EmployeeID int64 }
	err := r.read(ctx).Table("interview_participants").Select("interview_id, employee_id").
		Joins("join employees on employees.id = employee_id").
		Where("interview_id in ?", ids).Order("employees.sort_name, employee_id").Find(&rows).Error
	if err != nil {
		return fmt.Errorf("participants: %w", err)
	}
	for _, row := range rows {
		i := at[row.InterviewID]
		list[i].ParticipantIDs = append(list[i].ParticipantIDs, row.EmployeeID)
	}
	return nil
}

// CandidatesOfInterviews names the candidate of each of these interviews.
func (r *Reads) CandidatesOfInterviews(ctx context.Context, ids []int64) (map[int64]string, error) {
	var rows []struct {
		ID   int64
		Name string
	}
	err := r.read(ctx).Table("interviews").Select("interviews.id, candidates.name").
		Joins("join candidates on candidates.id = interviews.candidate_id").Where("interviews.id in ?", ids).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("candidates of interviews: %w", err)
	}
	names := make(map[int64]string, len(rows))
	for _, row := range rows {
		names[row.ID] = row.Name
	}
	return names, nil
}

// CreateInterview inserts i with its participants and sets its id.
func (s *Store) CreateInterview(ctx context.Context, i *models.Interview) error {
	i.CreatedAt, i.UpdatedAt = s.Now(), s.Now()
	if err := s.write(ctx).Create(i).Error; err != nil {
		return fmt.Errorf("create interview: %w", err)
	}
	return s.SetParticipants(ctx, i.ID, i.ParticipantIDs)
}

// SetParticipants lets exactly these employees take part in an interview.
func (s *Store) SetParticipants(ctx context.Context, interviewID int64, employeeIDs []int64) error {
	err := s.write(ctx).Exec("delete from interview_participants where interview_id = ?", interviewID).Error
	if err != nil {
		return fmt.Errorf("participants of interview %d: %w", interviewID, err)
	}
	for _, employee := range employeeIDs {
		err := s.write(ctx).Exec("insert into interview_participants (interview_id, employee_id) values (?, ?)", interviewID, employee).Error
		if err != nil {
			return fmt.Errorf("participant %d of interview %d: %w", employee, interviewID, err)
		}
	}
	return nil
}

// UpdateInterview writes everything of i that can change but its participants, and whether its candidate
// was reached: that follows from the mails.
func (s *Store) UpdateInterview(ctx context.Context, i models.Interview) error {
	err := s.write(ctx).Model(&models.Interview{}).Where("id = ?", i.ID).Updates(map[string]any{
		"type": i.Type, "organizer_id": i.OrganizerID, "host_id": i.HostID, "method": i.Method,
		"starts_local": i.StartsLocal, "time_zone": i.TimeZone, "starts_at": i.StartsAt, "ends_at": i.EndsAt,
		"room": i.Room, "phone_number": i.PhoneNumber, "own_link": i.OwnLink, "message": i.Message,
		"sending": i.Sending, "state": i.State, "version": i.Version, "host_turn": i.HostTurn,
		"link_state": i.LinkState, "link_cause": i.LinkCause, "link_detail": i.LinkDetail, "link_url": i.LinkURL,
		"link_version": i.LinkVersion, "link_requested_at": i.LinkRequestedAt, "link_ready_at": i.LinkReadyAt, "link_moving_since": i.LinkMovingSince,
		"former_links": i.FormerLinks, "invited_version": i.InvitedVersion, "reply": i.Reply,
		"replied_at": i.RepliedAt, "alarmed_at": i.AlarmedAt, "drifted_at": i.DriftedAt, "cancelled_at": i.CancelledAt,
		"overlap_accepted": i.OverlapAccepted, "event_failing": i.EventFailing, "people_left": i.PeopleLeft,
		"watch_at": i.WatchAt, "worries": i.Worries,
		"updated_at": s.Now()}).Error
	if err != nil {
		return fmt.Errorf("update interview %d: %w", i.ID, err)
	}
	return nil
}

// WatchInterview writes when the watchdog looks next at an interview, and what it has found; nothing about
// the interview itself changes.
func (s *Store) WatchInterview(ctx context.Context, i models.Interview) error {
	err := s.write(ctx).Model(&models.Interview{}).Where("id = ?", i.ID).
		Updates(map[string]any{"watch_at": i.WatchAt, "worries": i.Worries, "updated_at": i.UpdatedAt}).Error
	if err != nil {
		return fmt.Errorf("watch interview %d: %w", i.ID, err)
	}
	return nil
}

// InterviewsToWatch are those at which the watchdog is to look by now.
func (r *Reads) InterviewsToWatch(ctx context.Context, limit int) ([]int64, error) {
	var ids []int64
	err := r.read(ctx).Model(&models.Interview{}).Where("watch_at <= ? and state = ?", r.Now(), models.InterviewScheduled).
		Order("watch_at").Limit(limit).Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("interviews to watch: %w", err)
	}
	return ids, nil
}

// HousedInterviews are interviews to come whose event stands in a calendar, or is to.
func (r *Reads) HousedInterviews(ctx context.Context, limit int) ([]int64, error) {
	var ids []int64
	err := r.read(ctx).Raw(`select interviews.id from interviews
		join calendar_events on calendar_events.interview_id = interviews.id and calendar_events.host_turn = interviews.host_turn
		where interviews.state = ? and interviews.starts_at > ? and calendar_events.state in ? order by interviews.id limit ?`,
		models.InterviewScheduled, r.Now(), []models.EventState{models.EventRequested, models.EventWritten, models.EventFailing},
		limit).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("housed interviews: %w", err)
	}
	return ids, nil
}

// InterviewsMovingSince are those of whose change the candidate has not been told since, because
// the calendar has not said whether it keeps the link.
func (r *Reads) InterviewsMovingSince(ctx context.Context, since time.Time, limit int) ([]int64, error) {
	var ids []int64
	err := r.read(ctx).Model(&models.Interview{}).Where("link_moving_since <= ?", since).Order("link_moving_since").
		Limit(limit).Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("interviews moving since %s: %w", since, err)
	}
	return ids, nil
}

// HomelessInterviews are interviews to come without an event although their host has a calendar by
// now, which is not being disconnected.
func (r *Reads) HomelessInterviews(ctx context.Context, limit int) ([]int64, error) {
	var ids []int64
	err := r.read(ctx).Raw(`select interviews.id from interviews
		join calendar_events on calendar_events.interview_id = interviews.id and calendar_events.host_turn = interviews.host_turn
		join employee_calendars on employee_calendars.employee_id = interviews.host_id
		where interviews.state = ? and interviews.starts_at > ? and calendar_events.state in ?
			and employee_calendars.writable = ?
			and not exists (select 1 from calendar_integrations where state = ?) limit ?`,
		models.InterviewScheduled, r.Now(), []models.EventState{models.EventNone, models.EventRemoved, models.EventRemovalRefused}, true,
		models.IntegrationDisconnecting, limit).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("homeless interviews: %w", err)
	}
	return ids, nil
}
