package models

import "time"

// ProviderVisitFor is how long somebody may take at the company's sign-in provider.
const ProviderVisitFor = 10 * time.Minute

// ProviderVisit is a browser that went to the sign-in provider and is expected back, once. Of what must
// come back with it only hashes are kept. Target and Draft are what to go on with afterwards, as on the
// page for signing in.
type ProviderVisit struct {
	ID          int64
	StateHash   []byte
	BrowserHash []byte
	NonceHash   []byte
	Target      string
	Draft       string
	CreatedAt   time.Time
	ExpiresAt   time.Time
	ConsumedAt  *time.Time
}

// ProviderAccount is who somebody is at the sign-in provider. It is noted when they come from there for
// the first time, found by Email; from then on Issuer and Subject alone decide, whatever the address has
// become at the provider.
type ProviderAccount struct {
	ID         int64
	EmployeeID int64
	Issuer     string
	Subject    string
	Email      string
	CreatedAt  time.Time
}

// ProviderRefusal is why nobody is let in who comes from the sign-in provider. It is an error, and says
// nothing about other people.
type ProviderRefusal string

// The reasons.
const (
	ProviderCancelled  ProviderRefusal = "cancelled"  // by the person, at the provider
	ProviderDown       ProviderRefusal = "down"       // the provider does not answer, or says that it cannot
	ProviderFailed     ProviderRefusal = "failed"     // the provider refuses, or what it says does not hold
	ProviderUnverified ProviderRefusal = "unverified" // the provider does not vouch for the address
	ProviderUnknown    ProviderRefusal = "unknown"    // nobody who may come in has that address
	ProviderLate       ProviderRefusal = "late"       // it took longer than ProviderVisitFor
	ProviderUnfit      ProviderRefusal = "unfit"      // nothing that this browser has begun, or a second return
)

// Error implements error.
func (r ProviderRefusal) Error() string { return "not let in by the sign-in provider: " + string(r) }
