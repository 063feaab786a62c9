package handlers

import (
	"context"
	"net/http"
	"strconv"

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
	if props.Campaign, err = s.campaign(c); err != nil {
		return err
	}
	props.Campaign.Errors = problems
	if form != nil {
		props.Campaign.Introductions = form.texts()
	}
	props.Frame = s.frame(c, layout.Settings, locales.T(ctx, "campaign.title"))
	return s.render(c, status, integrations.CampaignPage(props))
}

// campaign gathers who must act, what they are told, and what has become of it.
func (s *Server) campaign(c echo.Context) (props integrations.CampaignProps, err error) {
	ctx := c.Request().Context()
	board, err := s.board(ctx)
	if err != nil {
		return props, err
	}
	letters, err := s.Store.CampaignLetters(ctx)
	if err != nil {
		return props, err
	}
	props.Needed, props.Here, props.Calendar = board.needed, c.Request().URL.Path, board.calendar()
	var listed []models.Host
	for _, host := range board.hosts {
		if len(host.MustAct(board.needed)) > 0 {
			props.MustAct++
		} else if host.WaitsForIT(board.needed) {
			props.WaitForIT++
		}
		if len(models.Campaign{}.Addresses(host, board.needed, letters[host.ID])) > 0 {
			props.ToWrite++
		}
		if len(recipientStates(host, board.needed, letters[host.ID])) > 0 {
			listed = append(listed, host)
		}
	}
	part, next, err := store.PageOfHosts(listed, store.Page{After: c.QueryParam("after")})
	if err != nil {
		return props, err
	}
	props.Recipients = integrations.RecipientsProps{All: len(listed), More: next}
	for _, host := range part {
		props.Recipients.Rows = append(props.Recipients.Rows, integrations.RecipientRow{Employee: host.Employee,
			Providers: recipientStates(host, board.needed, letters[host.ID])})
	}
	if props.Introductions, err = s.Store.CampaignIntroductions(ctx); err != nil {
		return props, err
	}
	props.Letters, err = s.campaignLetters(ctx, board, props.Introductions)
	return props, err
}

// recipientStates are the providers that somebody must connect, or was written to about.
func recipientStates(host models.Host, needed []models.Provider, letters map[models.Provider]models.Instruction) []integrations.RecipientProvider {
	var states []integrations.RecipientProvider
	for _, provider := range needed {
		outcome := host.Availability(provider)
		letter, written := letters[provider]
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

// newCampaignSending asks before the message leaves; there is nothing to ask while nobody must act.
func (s *Server) newCampaignSending(c echo.Context) error {
	campaign, err := s.campaign(c)
	if err != nil {
		return err
	}
	returnTo := back(c.QueryParam("return_to"), paths.Campaign())
	if campaign.MustAct == 0 {
		return s.redirect(c, returnTo)
	}
	return s.render(c, http.StatusOK, integrations.CampaignSendingPage(integrations.CampaignSendingProps{
		Frame:   s.frame(c, layout.Settings, locales.T(c.Request().Context(), "campaign.title")),
		MustAct: campaign.MustAct, ToWrite: campaign.ToWrite, RequestID: newRequestID(c), ReturnTo: returnTo}))
}

func (s *Server) createCampaignSending(c echo.Context) error {
	var form struct {
		RequestID string `form:"request_id"`
		Everybody string `form:"everybody"`
		ReturnTo  string `form:"return_to"`
	}
	if err := bind(c, &form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	count, err := s.Registrar.SendCampaign(ctx, actor(c), form.RequestID, form.Everybody == "true")
	if problems, invalid := worded(ctx, err); invalid {
		return s.campaignPage(c, http.StatusUnprocessableEntity, nil, problems)
	}
	if err != nil {
		return err
	}
	s.tell(c, ui.Ready, "campaign.sent", "count", strconv.Itoa(count))
	return s.redirect(c, back(form.ReturnTo, paths.Campaign()))
}
