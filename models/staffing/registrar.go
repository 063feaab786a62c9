package staffing

import (
	"entrevue/models"
	"entrevue/models/store"
)

// Registrar adds, changes and removes people.
type Registrar struct {
	Store *store.Store
}

func about(e models.Employee) store.Subject { return store.Subject{Kind: "employee", ID: e.ID} }
