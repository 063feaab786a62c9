package models

// Rights are pure functions: handlers ask them to show or hide, actions to allow or refuse, and
// nobody decides otherwise.

// CanAdminister tells whether the actor may change settings, people and the calendar integration.
func CanAdminister(by Actor) bool {
	return by.Kind == ActorSystem || by.Kind == ActorEmployee && by.Role.Includes(RoleAdministrator)
}

// CanRecruit tells whether the actor may see candidates and plan interviews.
func CanRecruit(by Actor) bool {
	return by.Kind == ActorSystem || by.Kind == ActorEmployee && by.Role.Includes(RoleRecruiter)
}

// AtTurn tells whether what an outcome asks for is the actor's to do: a host acts for themselves,
// administrators for the company and for IT, recruiters choose who hosts.
func AtTurn(by Actor, hostID int64, o Outcome) bool {
	switch o.Turn() {
	case TurnHost:
		return by.Kind == ActorEmployee && by.ID == hostID
	case TurnAdministrator, TurnIT:
		return CanAdminister(by)
	default:
		return CanRecruit(by)
	}
}
