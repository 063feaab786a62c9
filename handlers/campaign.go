package handlers

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"entrevue/locales"
	"entrevue/models"
	"entrevue/models/staffing"
	"entrevue/models/store"
	"entrevue/views/integrations"
	"entrevue/views/layout"
	"entrevue/views/paths"
	"entrevue/views/ui"
)

type introductionForm struct {
	English string `form:"introduction_en"`
	French  string `form:"introduction_fr"`
}

func (f introductionForm) texts() map[models.Language]string {
	return map[models.Language]string{models.English: f.English, models.French: f.French}
}

func (s *Server) showCampaign(c echo.Context) error {
	var form *introductionForm
	if kept := (introductionForm{}); s.restore(c, &kept) {
		form = &kept
	}
	return s.campaignPage(c, http.StatusOK, form, nil)
}

// campaignPage shows the message; form and problems are those of an introduction that was refused.
func (s *Server) campaignPage(c echo.Context, status int, form *introductionForm, problems ui.Errors) error {
	ctx := c.Request().Context()
	props := integrations.CampaignPageProps{}
	var err error
	if props.Campaign, err = s.campaign(c, ""); err != nil {
		return err
	}
	props.Campaign.Errors = problems
	if form != nil {
		props.Campaign.Introductions = form.texts()
	}
	props.Frame = s.frame(c, layout.Settings, locales.T(ctx, "campaign.title"))
	return s.render(c, status, integrations.CampaignPage(props))
}

// campaign gathers who must act, what they are told, and what has become of it: about all providers, or
// about the one in whose set-up it stands.
func (s *Server) campaign(c echo.Context, only models.Provider) (props integrations.CampaignProps, err error) {
	ctx := c.Request().Context()
	props, board, err := s.campaignProgress(c, only)
	if err != nil {
		return props, err
	}
	if props.Introductions, err = s.Store.CampaignIntroductions(ctx); err != nil {
		return props, err
	}
	props.Letters, err = s.campaignLetters(ctx, board, props.Introductions)
	return props, err
}

// campaignProgress gathers who must act, and what has become of writing to them.
func (s *Server) campaignProgress(c echo.Context, only models.Provider) (props integrations.CampaignProps, b board, err error) {
	ctx := c.Request().Context()
	if b, err = s.board(ctx, only); err != nil {
		return props, b, err
	}
	post := sendings{needed: b.about}
	if post.letters, err = s.Store.HostLetters(ctx); err != nil {
		return props, b, err
	}
	if post.running, err = s.Store.RunningCampaign(ctx); err != nil {
		return props, b, err
	}
	props.Needed, props.Provider, props.Here, props.Calendar = b.about, only, c.Request().URL.Path, b.calendar()
	since, listed := post.count(b.hosts, &props)
	props.Waited = s.Store.Now().Sub(since)
	after := c.QueryParam("after")
	part, next, err := store.PageOfHosts(listed, store.Page{After: after})
	if err != nil {
		return props, b, err
	}
	props.Recipients = integrations.RecipientsProps{All: len(listed), After: after, More: next}
	for _, host := range part {
		props.Recipients.Rows = append(props.Recipients.Rows, integrations.RecipientRow{Employee: host.Employee, Providers: post.states(host)})
	}
	return props, b, nil
}

// sendings are what was written to hosts about the needed providers, and is being written.
type sendings struct {
	needed  []models.Provider
	letters map[int64]map[models.Provider]models.Instruction
	running models.Campaign
}

// count counts the hosts by how far they are, and returns those who are listed and since when the
// newest mail is on its way.
func (p sendings) count(hosts []models.Host, props *integrations.CampaignProps) (since time.Time, listed []models.Host) {
	since = p.running.CreatedAt
	for _, host := range hosts {
		states := p.states(host)
		if len(states) > 0 {
			listed = append(listed, host)
		}
		if len(host.MustAct(p.needed)) > 0 {
			props.MustAct++
		} else if host.WaitsForIT(p.needed) {
			props.WaitForIT++
		}
		if slices.ContainsFunc(states, integrations.RecipientProvider.Sending) || len(p.writing(host)) > 0 {
			props.Sending++
			for _, letter := range p.letters[host.ID] {
				since = latest(since, letter.CreatedAt)
			}
		} else if len(models.Campaign{}.Addresses(host, p.needed, p.letters[host.ID])) > 0 {
			props.ToWrite++
		}
	}
	return since, listed
}

// writing are the providers that a sending under way is still going to write to a host about.
func (p sendings) writing(host models.Host) []models.Provider {
	return p.running.Writing(host, p.needed, p.letters[host.ID])
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// states are the providers that somebody must connect, or was written to about.
func (p sendings) states(host models.Host) []integrations.RecipientProvider {
	var states []integrations.RecipientProvider
	writing := p.writing(host)
	for _, provider := range p.needed {
		outcome := host.Availability(provider)
		letter, written := p.letters[host.ID][provider]
		if slices.Contains(writing, provider) {
			letter.Mail = models.MailQueued
		}
		if outcome.HostMustAct() || written && outcome.Ready() {
			states = append(states, integrations.RecipientProvider{Provider: provider, State: models.RecipientStateOf(outcome, letter.Mail)})
		}
	}
	return states
}

// campaignLetters is the message as the first recipient of each language sees it, and without a name.
func (s *Server) campaignLetters(ctx context.Context, board board, introductions map[models.Language]string) ([]integrations.CampaignLetter, error) {
	installation, err := s.Store.Installation(ctx)
	if err != nil {
		return nil, err
	}
	letters := make([]integrations.CampaignLetter, 0, len(models.Languages))
	for _, language := range models.Languages {
		example, found := board.example(language)
		if !found {
			return nil, nil
		}
		instructions := staffing.Instructions{Installation: installation, Employee: example.Employee, Providers: example.MustAct(board.needed),
			Introduction: introductions[language]}
		_, mail := s.Printer.InstructionsPreview(instructions)
		instructions.Employee, instructions.Providers = models.Employee{Language: language, TimeZone: installation.TimeZone}, board.asked()
		letters = append(letters, integrations.CampaignLetter{Language: language, To: example.Name, Mail: mail,
			Text: s.Printer.InstructionsText(instructions)})
	}
	return letters, nil
}

func (s *Server) updateCampaign(c echo.Context) error {
	var form introductionForm
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err := s.Registrar.WriteIntroductions(ctx, actor(c), form.texts())
	if problems, invalid := worded(ctx, err); invalid {
		return s.campaignPage(c, http.StatusUnprocessableEntity, &form, problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "campaign.introduction_saved")
	return s.redirect(c, paths.Campaign())
}

// showCampaignProgress is a page of its own, and polled while hosts are being written to.
func (s *Server) showCampaignProgress(c echo.Context) error {
	ctx := c.Request().Context()
	only, _ := models.ParseProvider(c.QueryParam("provider"))
	campaign, _, err := s.campaignProgress(c, only)
	if err != nil {
		return err
	}
	campaign.Here = back(c.QueryParam("return_to"), paths.Campaign())
	if !isFragmentFor(c.Request(), integrations.CampaignPart) {
		props := integrations.CampaignPageProps{Frame: s.frame(c, layout.Settings, locales.T(ctx, "campaign.progress_page")), Campaign: campaign}
		props.Frame.Refresh = campaign.Refresh()
		return s.render(c, http.StatusOK, integrations.CampaignProgressPage(props))
	}
	w := wizard{}
	if only != "" && !campaign.Moving() {
		if w, err = s.wizard(ctx, only, models.WizardCampaign); err != nil {
			return err
		}
	}
	return s.render(c, http.StatusOK, integrations.CampaignNews(campaign, w.WizardProps))
}

// newCampaignSending asks before the message leaves; there is nothing to ask while nobody must act.
func (s *Server) newCampaignSending(c echo.Context) error {
	only, _ := models.ParseProvider(c.QueryParam("provider"))
	return s.campaignSendingPage(c, http.StatusOK, only, c.QueryParam("return_to"))
}

// campaignSendingPage asks; with a conflict it says that what was asked before is out of date.
func (s *Server) campaignSendingPage(c echo.Context, status int, only models.Provider, returnTo string) error {
	ctx := c.Request().Context()
	campaign, board, err := s.campaignProgress(c, only)
	if err != nil {
		return err
	}
	props := integrations.CampaignSendingProps{Asks: board.asked(), MustAct: campaign.MustAct, ToWrite: campaign.ToWrite, Provider: only, RequestID: newRequestID(c),
		ReturnTo: back(returnTo, paths.Campaign()), Outdated: status == http.StatusConflict, Now: s.Store.Now()}
	if campaign.MustAct == 0 {
		return s.redirect(c, props.ReturnTo)
	}
	if props.Newest, props.Written, err = s.Store.NewestCampaign(ctx); err != nil {
		return err
	}
	if props.Begins, err = s.Store.CampaignIntroductions(ctx); err != nil {
		return err
	}
	props.Frame = s.frame(c, layout.Settings, locales.T(ctx, "campaign.title"))
	return s.render(c, status, integrations.CampaignSendingPage(props))
}

func (s *Server) createCampaignSending(c echo.Context) error {
	var form struct {
		RequestID string `form:"request_id"`
		Everybody string `form:"everybody"`
		About     string `form:"about"`
		Newest    int64  `form:"newest"`
		ReturnTo  string `form:"return_to"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	only, _ := models.ParseProvider(form.About)
	_, err := s.Registrar.SendCampaign(ctx, actor(c), staffing.Sending{RequestID: form.RequestID, Everybody: form.Everybody == "true", Provider: only,
		Newest: form.Newest})
	var conflict *models.Conflict
	if errors.As(err, &conflict) {
		return s.campaignSendingPage(c, http.StatusConflict, only, form.ReturnTo)
	}
	if problems, invalid := worded(ctx, err); invalid {
		return s.campaignPage(c, http.StatusUnprocessableEntity, nil, problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "campaign.sent")
	return s.redirect(c, back(form.ReturnTo, paths.Campaign()))
}
