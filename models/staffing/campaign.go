package staffing

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Instructions ask a host to connect accounts, for wording them. Introduction is what administrators
// have written, empty for our own words. An Employee without a name stands for any colleague.
type Instructions struct {
	Installation models.Installation
	Employee     models.Employee
	Providers    []models.Provider
	Introduction string
	MessageID    string
	Now          time.Time
}

// Nobody gets the same instructions again more often than this, whoever sends them.
const (
	campaignsToEverybody = 2 // after the first: nobody gets more than three a day
	campaignWindow       = 24 * time.Hour
)

var aboutCampaign = store.Subject{Kind: "campaign"}

// WriteIntroductions keeps what stands at the beginning of the campaign's mail in each language. Our
// own words stand there for an empty one.
func (r *Registrar) WriteIntroductions(ctx context.Context, by models.Actor, texts map[models.Language]string) error {
	invalid := &models.Invalid{}
	for _, language := range models.Languages {
		models.CheckNote(invalid, "introduction_"+string(language), texts[language], models.MaxIntroduction)
	}
	if err := invalid.Err(); err != nil {
		return err
	}
	return r.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		if !models.CanAdminister(by) {
			return models.ErrForbidden
		}
		for _, language := range models.Languages {
			text := strings.TrimSpace(strings.ReplaceAll(texts[language], "\r\n", "\n"))
			if err := tx.SetCampaignIntroduction(ctx, language, text); err != nil {
				return err
			}
		}
		return tx.Note(ctx, by, aboutCampaign, "activity.setup.campaign_written", nil)
	})
}

// Sending is the wish to send the instructions. Everybody is for writing also to those who were written
// to before; Provider for writing only to those who must act about it; Newest is the id of the newest
// campaign that was known when it was asked, 0 without one.
type Sending struct {
	RequestID string
	Everybody bool
	Provider  models.Provider
	Newest    int64
}

// SendCampaign sends the instructions to every host who must act, once for the same RequestID, and
// returns how many they are; *models.Invalid when there is nobody, *models.Conflict with the newest
// campaign when one has begun since it was asked. *models.Limited answers everybody too often.
func (r *Registrar) SendCampaign(ctx context.Context, by models.Actor, wish Sending) (int, error) {
	count, err := r.once(ctx, by, wish.RequestID, func(ctx context.Context, tx *store.Store) (int64, error) {
		if err := r.begin(ctx, tx, by, wish.Provider); err != nil {
			return 0, err
		}
		campaign := models.Campaign{Everybody: wish.Everybody, Provider: wish.Provider, SentBy: by.ID}
		count, err := r.addressed(ctx, tx, campaign)
		if err != nil {
			return 0, err
		}
		if count == 0 {
			return 0, models.InvalidField("", "campaign.nobody_left")
		}
		newest, _, err := tx.NewestCampaign(ctx)
		if err != nil {
			return 0, err
		}
		if newest.ID != wish.Newest {
			return 0, &models.Conflict{Current: newest}
		}
		if wish.Everybody {
			if _, err := tx.Hit(ctx, "campaign to everybody", campaignsToEverybody, campaignWindow); err != nil {
				return 0, err
			}
		}
		if err := tx.CreateCampaign(ctx, &campaign); err != nil {
			return 0, err
		}
		if err := r.Queue.Enqueue(ctx, tx, jobs.SendCampaign{CampaignID: campaign.ID}); err != nil {
			return 0, err
		}
		return int64(count), tx.Note(ctx, by, aboutCampaign, "activity.setup.campaign_sent", map[string]string{"count": strconv.Itoa(count)})
	})
	return int(count), err
}

// begin begins the set-up in which the message is sent, if it has not yet.
func (r *Registrar) begin(ctx context.Context, tx *store.Store, by models.Actor, provider models.Provider) error {
	if provider == "" {
		return nil
	}
	setup, err := tx.ProviderSetup(ctx, provider)
	if err != nil {
		return err
	}
	return tx.BeginSetup(ctx, by, &setup)
}

func (r *Registrar) addressed(ctx context.Context, tx *store.Store, campaign models.Campaign) (int, error) {
	hosts, err := tx.Hosts(ctx)
	if err != nil {
		return 0, err
	}
	post, err := r.round(ctx, tx, campaign)
	if err != nil {
		return 0, err
	}
	count := 0
	for _, host := range hosts {
		if len(post.to(host)) > 0 {
			count++
		}
	}
	return count, nil
}

// round is what decides who gets a letter of a campaign.
type round struct {
	campaign models.Campaign
	needed   []models.Provider
	letters  map[int64]map[models.Provider]models.Instruction
}

func (r *Registrar) round(ctx context.Context, tx *store.Store, campaign models.Campaign, employeeIDs ...int64) (round, error) {
	setups, err := tx.ProviderSetups(ctx)
	if err != nil {
		return round{}, err
	}
	letters, err := tx.HostLetters(ctx, employeeIDs...)
	return round{campaign, models.NeededProviders(setups), letters}, err
}

func (r round) to(host models.Host) []models.Provider {
	return r.campaign.Addresses(host, r.needed, r.letters[host.ID])
}

// writtenAtOnce is how many hosts one job of a campaign looks at.
const writtenAtOnce = 50

// SendSome writes to the next hosts of a campaign and leaves the rest to another job. Whoever has
// connected meanwhile is left out, and nobody is written to twice.
func (r *Registrar) SendSome(ctx context.Context, args jobs.SendCampaign) error {
	return r.Store.Tx(ctx, func(ctx context.Context, tx *store.Store) error {
		campaign, err := tx.Campaign(ctx, args.CampaignID)
		if err != nil {
			return err
		}
		hosts, err := tx.HostsAfter(ctx, args.After, writtenAtOnce)
		if err != nil {
			return err
		}
		if err := r.instruct(ctx, tx, campaign, hosts); err != nil {
			return err
		}
		if len(hosts) < writtenAtOnce {
			return tx.FinishCampaign(ctx, campaign.ID)
		}
		args.After = hosts[len(hosts)-1].ID
		return r.Queue.Enqueue(ctx, tx, args)
	})
}

func (r *Registrar) instruct(ctx context.Context, tx *store.Store, campaign models.Campaign, hosts []models.Host) error {
	if len(hosts) == 0 {
		return nil
	}
	ids := make([]int64, len(hosts))
	for i, host := range hosts {
		ids[i] = host.ID
	}
	post, err := r.round(ctx, tx, campaign, ids...)
	if err != nil {
		return err
	}
	installation, err := tx.Installation(ctx)
	if err != nil {
		return err
	}
	texts, err := tx.CampaignIntroductions(ctx)
	if err != nil {
		return err
	}
	for _, host := range hosts {
		providers := post.to(host)
		if len(providers) == 0 {
			continue
		}
		letter := Instructions{Installation: installation, Employee: host.Employee, Providers: providers,
			Introduction: texts[host.Language], Now: tx.Now(), MessageID: models.MessageID(installation.Key, models.MailCampaign,
				fmt.Sprintf("%d %d", campaign.ID, host.ID), r.MailDomain)}
		if err := r.postInstructions(ctx, tx, campaign, letter); err != nil {
			return err
		}
	}
	return nil
}

func (r *Registrar) postInstructions(ctx context.Context, tx *store.Store, campaign models.Campaign, letter Instructions) error {
	message, err := r.Printer.Instructions(letter)
	if err != nil {
		return fmt.Errorf("word the instructions of %d: %w", letter.Employee.ID, err)
	}
	posted := models.Mail{MessageID: letter.MessageID, Kind: models.MailCampaign, EmployeeID: letter.Employee.ID,
		Recipient: letter.Employee.Email, Subject: message.Subject}
	if err := r.mail(ctx, tx, &posted, message); err != nil {
		return err
	}
	by, err := tx.Employee(ctx, campaign.SentBy)
	if err != nil {
		return err
	}
	for _, provider := range letter.Providers {
		err := tx.CreateInstruction(ctx, &models.Instruction{Kind: models.InstructionCampaign, EmployeeID: letter.Employee.ID,
			HostID: letter.Employee.ID, Provider: provider, CampaignID: campaign.ID, MailID: posted.ID, ByID: by.ID, ByName: by.Name})
		if err != nil {
			return err
		}
	}
	return nil
}
