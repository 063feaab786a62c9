package connecting

import (
	"context"

	"entrevue/models"
	"entrevue/models/store"
)

// BeginSetup takes an administrator's word that a provider is to be set up: from then on hosts are asked
// to connect it, and recruiters see it among their methods. Once more it changes nothing.
func (c *Connector) BeginSetup(ctx context.Context, by models.Actor, provider models.Provider) error {
	return c.setUp(ctx, by, provider, "begin the set-up", func(ctx context.Context, tx *store.Store, setup *models.ProviderSetup) error {
		return tx.BeginSetup(ctx, by, setup)
	})
}

// Switch takes a provider away from recruiters, or gives it back. Interviews that are planned keep
// their links.
func (c *Connector) Switch(ctx context.Context, by models.Actor, provider models.Provider, to models.Switch) error {
	return c.setUp(ctx, by, provider, "switch a provider", func(ctx context.Context, tx *store.Store, setup *models.ProviderSetup) error {
		switch {
		case !to.Known():
			return models.InvalidField("to", "problem.choose")
		case setup.SwitchedOff == (to == models.SwitchOff):
			return nil
		}
		setup.SwitchedOff = to == models.SwitchOff
		key := "activity.setup.switched_on"
		if setup.SwitchedOff {
			key = "activity.setup.switched_off"
		}
		return noteSetup(ctx, tx, by, provider, key, nil)
	})
}

// setUp changes what administrators have done about a provider.
func (c *Connector) setUp(ctx context.Context, by models.Actor, provider models.Provider, deed string,
	do func(context.Context, *store.Store, *models.ProviderSetup) error,
) error {
	return c.act(ctx, by, deed+" of "+string(provider), func(ctx context.Context, tx *store.Store) error {
		setup, err := tx.ProviderSetup(ctx, provider)
		if err != nil {
			return err
		}
		if err = do(ctx, tx, &setup); err != nil {
			return err
		}
		return tx.SetProviderSetup(ctx, setup)
	})
}

// noteSetup notes what was done about a provider; args are more arguments of the key.
func noteSetup(ctx context.Context, tx *store.Store, by models.Actor, provider models.Provider, key string, args map[string]string) error {
	named := map[string]string{"provider": provider.Name()}
	for name, value := range args {
		named[name] = value
	}
	return tx.Note(ctx, by, store.Subject{Kind: "provider"}, key, named)
}
