package store

import (
	"context"
	"slices"

	"entrevue/models"
)

// LostSignIns are those that a person has to know of. While none of their accounts is lost, that is one
// small question: every page asks it.
func (r *Reads) LostSignIns(ctx context.Context, employee models.Employee) ([]models.LostSignIn, error) {
	only := []int64{employee.ID}
	profiles, err := r.Profiles(ctx, only)
	if err != nil || !slices.ContainsFunc(profiles[employee.ID], models.Profile.Lost) {
		return nil, err
	}
	holder := models.Holder{Employee: employee, Profiles: profiles[employee.ID]}
	facts, err := r.factsOf(ctx, []models.Employee{employee})
	if err != nil {
		return nil, err
	}
	holder.Facts = facts[employee.ID]
	if holder.Ahead, err = r.HostedAhead(ctx, employee.ID); err != nil {
		return nil, err
	}
	holder.Setups, err = r.ProviderSetups(ctx)
	return holder.LostSignIns(), err
}
