package models

// WizardTurn is who has to act next, so that everybody who hosts can use a provider. Where that is
// about hosts it names the first of them, and counts the others about whom somebody has to act.
// Waiting are the hosts about whom nobody has to: what they lack comes by itself.
type WizardTurn struct {
	Turn    Turn
	Host    string
	HostID  int64
	Others  int
	Waiting int
}

// NextTurn is whose turn it is at the step that is due. While all that is missing comes by itself it
// is nobody's.
func NextTurn(provider Provider, steps []WizardStep, setup ProviderSetup, hosts []Host) WizardTurn {
	switch due := WizardDue(steps); {
	case due.State == StepRefused:
		return WizardTurn{Turn: TurnNobody}
	case due.ID == WizardIT && setup.WithIT():
		return WizardTurn{Turn: TurnIT}
	case due.ID == WizardEmployees && due.State != StepDone:
		return turnAbout(provider, hosts, func(h Host) bool { return h.Facts[provider].Host != HostUsable })
	case due.ID == WizardReady || due.State == StepDone:
		return turnAbout(provider, hosts, func(h Host) bool { return !h.Outcome(provider).Ready() })
	default:
		return WizardTurn{Turn: TurnAdministrator}
	}
}

// turnAbout is whose turn it is about the hosts who lack something. Who can never use the provider
// lacks nothing. Without any host an administrator has to say who hosts.
func turnAbout(provider Provider, hosts []Host, lacks func(Host) bool) WizardTurn {
	next := WizardTurn{Turn: TurnNobody}
	if len(hosts) == 0 {
		next.Turn = TurnAdministrator
	}
	for _, host := range hosts {
		outcome := host.Outcome(provider)
		switch {
		case host.Unable(provider) || !lacks(host):
		case host.Facts[provider].Host.Settles():
			next.Waiting++
		case next.Turn == TurnNobody:
			next.Turn, next.Host, next.HostID = outcome.Turn(), host.Name, host.ID
		default:
			next.Others++
		}
	}
	return next
}
