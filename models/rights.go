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
