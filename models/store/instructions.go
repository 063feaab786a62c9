package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"entrevue/models"
)

type campaignIntroduction struct {
	Language models.Language
	Text     string
}

// Reminders are what these employees were reminded of within the time that limits it, the oldest
// first.
func (r *Reads) Reminders(ctx context.Context, employeeIDs []int64) (map[int64][]models.Instruction, error) {
	list, err := r.instructions(r.read(ctx).Where("instructions.employee_id in ? and instructions.kind <> ? and instructions.created_at > ?", employeeIDs,
		models.InstructionCampaign, r.Now().Add(-models.RemindersWindow)))
	if err != nil {
		return nil, fmt.Errorf("reminders: %w", err)
	}
	sent := map[int64][]models.Instruction{}
	for _, i := range list {
		sent[i.EmployeeID] = append(sent[i.EmployeeID], i)
	}
	return sent, nil
}

// HostLetters are the newest instructions that each host got about each provider, by the campaign or as
// a reminder: both tell how to connect. Without ids they are everybody's.
func (r *Reads) HostLetters(ctx context.Context, employeeIDs ...int64) (map[int64]map[models.Provider]models.Instruction, error) {
	newest := r.read(ctx).Model(&models.Instruction{}).Select("max(id)").Where("kind in ?", []models.InstructionKind{models.InstructionCampaign, models.InstructionReminder}).Group("employee_id, provider")
	if len(employeeIDs) > 0 {
		newest = newest.Where("employee_id in ?", employeeIDs)
	}
	list, err := r.instructions(r.read(ctx).Where("instructions.id in (?)", newest))
	if err != nil {
		return nil, fmt.Errorf("letters to hosts: %w", err)
	}
	letters := map[int64]map[models.Provider]models.Instruction{}
	for _, i := range list {
		if letters[i.EmployeeID] == nil {
			letters[i.EmployeeID] = map[models.Provider]models.Instruction{}
		}
		letters[i.EmployeeID][i.Provider] = i
	}
	return letters, nil
}

// instructions reads them with how far their mails have come.
func (r *Reads) instructions(db *gorm.DB) ([]models.Instruction, error) {
	var rows []struct {
		models.Instruction
		MailState models.MailState
	}
	err := db.Model(&models.Instruction{}).Select("instructions.*, mails.state as mail_state").
		Joins("join mails on mails.id = instructions.mail_id").Order("instructions.id").Find(&rows).Error
	list := make([]models.Instruction, len(rows))
	for n, row := range rows {
		list[n] = row.Instruction
		list[n].Mail = row.MailState
	}
	return list, err
}

// CreateInstruction inserts i and sets its id.
func (s *Store) CreateInstruction(ctx context.Context, i *models.Instruction) error {
	i.ID, i.CreatedAt = 0, s.Now()
	if err := s.write(ctx).Create(i).Error; err != nil {
		return fmt.Errorf("create instruction for employee %d: %w", i.EmployeeID, err)
	}
	return nil
}

// Campaign is one sending of the instructions.
func (r *Reads) Campaign(ctx context.Context, id int64) (models.Campaign, error) {
	var row models.Campaign
	if err := r.read(ctx).Take(&row, id).Error; err != nil {
		return row, fmt.Errorf("campaign %d: %w", id, translate(err))
	}
	return row, nil
}

// NewestCampaign is the newest sending and how many people it has written to; the zero value when there
// was none.
func (r *Reads) NewestCampaign(ctx context.Context) (row models.Campaign, people int, err error) {
	if err = r.read(ctx).Order("id desc").Limit(1).Find(&row).Error; err != nil {
		return row, 0, fmt.Errorf("newest campaign: %w", err)
	}
	var count int64
	err = r.read(ctx).Model(&models.Instruction{}).Where("kind = ? and campaign_id = ?", models.InstructionCampaign, row.ID).
		Distinct("employee_id").Count(&count).Error
	if err != nil {
		return row, 0, fmt.Errorf("people of campaign %d: %w", row.ID, err)
	}
	return row, int(count), nil
}

// RunningCampaign is the newest sending that is under way, the zero value when none is.
func (r *Reads) RunningCampaign(ctx context.Context) (models.Campaign, error) {
	var row models.Campaign
	err := r.read(ctx).Where("finished_at is null and created_at > ?", r.Now().Add(-models.CampaignTakes)).Order("id desc").Limit(1).Find(&row).Error
	if err != nil {
		return row, fmt.Errorf("running campaign: %w", err)
	}
	return row, nil
}

// FinishCampaign notes that a sending has reached everybody.
func (s *Store) FinishCampaign(ctx context.Context, id int64) error {
	if err := s.write(ctx).Model(&models.Campaign{}).Where("id = ?", id).Update("finished_at", s.Now()).Error; err != nil {
		return fmt.Errorf("finish campaign %d: %w", id, err)
	}
	return nil
}

// CreateCampaign inserts c and sets its id.
func (s *Store) CreateCampaign(ctx context.Context, c *models.Campaign) error {
	c.ID, c.CreatedAt = 0, s.Now()
	if err := s.write(ctx).Create(c).Error; err != nil {
		return fmt.Errorf("create campaign: %w", err)
	}
	return nil
}

// CampaignIntroductions are the introductions that administrators have written, by language.
func (r *Reads) CampaignIntroductions(ctx context.Context) (map[models.Language]string, error) {
	var rows []campaignIntroduction
	if err := r.read(ctx).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("introductions of the campaign: %w", err)
	}
	texts := map[models.Language]string{}
	for _, row := range rows {
		texts[row.Language] = row.Text
	}
	return texts, nil
}

// SetCampaignIntroduction keeps the introduction in one language; an empty one gives way to ours.
func (s *Store) SetCampaignIntroduction(ctx context.Context, language models.Language, text string) error {
	row := campaignIntroduction{Language: language, Text: text}
	err := s.write(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "language"}}, UpdateAll: true}).Create(&row).Error
	if err != nil {
		return fmt.Errorf("introduction of the campaign: %w", err)
	}
	return nil
}
