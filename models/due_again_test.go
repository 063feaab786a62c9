package models

import "testing"

// FAIL37: what did not arrive is owed once more, to an address that nothing has reached as an invitation.
func TestMailIsOwedAgainWhereTheNewestDidNotArrive(t *testing.T) {
	t.Parallel()
	told := Interview{Version: 2, InvitedVersion: 2}
	cancelled := Interview{Version: 2, InvitedVersion: 2, State: InterviewCancelled}
	maya := Candidate{Email: "maya@mail.example"}
	mail := func(id int64, to string, state MailState) Mail { return Mail{ID: id, Recipient: to, State: state} }
	for name, test := range map[string]struct {
		interview Interview
		candidate Candidate
		mails     []Mail
		kind      MailKind
	}{
		"never told":            {told, maya, nil, ""},
		"arrived":               {told, maya, []Mail{mail(1, maya.Email, MailAccepted)}, ""},
		"on its way":            {told, maya, []Mail{mail(1, "old@mail.example", MailRejected), mail(2, maya.Email, MailQueued)}, ""},
		"rejected":              {told, maya, []Mail{mail(1, maya.Email, MailRejected)}, MailInvitation},
		"rejected elsewhere":    {told, maya, []Mail{mail(1, "old@mail.example", MailRejected)}, MailInvitation},
		"arrived elsewhere":     {told, maya, []Mail{mail(1, "old@mail.example", MailAccepted)}, MailInvitation},
		"update rejected":       {told, maya, []Mail{mail(1, maya.Email, MailAccepted), mail(2, maya.Email, MailRejected)}, MailUpdate},
		"arrived then rejected": {told, maya, []Mail{mail(1, "old@mail.example", MailAccepted), mail(2, maya.Email, MailRejected)}, MailInvitation},
		"no address":            {told, Candidate{}, []Mail{mail(1, "old@mail.example", MailRejected)}, ""},
		"cancellation rejected": {cancelled, maya, []Mail{mail(1, maya.Email, MailAccepted), mail(2, maya.Email, MailRejected)}, MailCancellation},
		"cancellation arrived":  {cancelled, maya, []Mail{mail(1, maya.Email, MailAccepted), mail(2, maya.Email, MailAccepted)}, ""},
		"cancelled untold":      {Interview{Version: 2, State: InterviewCancelled}, maya, nil, ""},
		"owed a newer version":  {Interview{Version: 3, InvitedVersion: 2}, maya, []Mail{mail(1, maya.Email, MailRejected)}, ""},
	} {
		kind, instead, due := DueAgain(test.interview, test.candidate, test.mails)
		if kind != test.kind || due != (test.kind != "") || due && instead.ID != test.mails[len(test.mails)-1].ID {
			t.Errorf("%s: %q instead of %d (%v), want %q", name, kind, instead.ID, due, test.kind)
		}
	}
}
