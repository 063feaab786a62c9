package sandbox

import "slices"

// accountChoice is an account in a list to choose from.
type accountChoice struct {
	Sub   string `json:"sub"`
	Type  string `json:"type"`
	Email string `json:"email"`
}

func (t *tx) accountChoices() []accountChoice {
	list := []accountChoice{}
	for _, a := range every[account](t) {
		list = append(list, accountChoice{a.Sub, a.Type, a.Email})
	}
	slices.SortFunc(list, func(a, b accountChoice) int {
		if a.Email < b.Email {
			return -1
		}
		return 1
	})
	return list
}

// listFaults is /sandbox/faults.
func listFaults(c *call) answer {
	faults := every[fault](c.tx)
	if faults == nil {
		faults = []fault{}
	}
	return c.either("faults", map[string]any{
		"faults": faults, "kinds": faultKinds, "operations": operations(),
		"accounts": c.accountChoices(), "acts": actNames(accountActs),
	})
}

// createFault is POST /sandbox/faults.
func createFault(c *call) answer {
	var f fault
	if err := c.bind(&f); err != nil {
		return c.impossible("The fault could not be read.")
	}
	made, err := c.addFault(f)
	if err != nil {
		return c.impossible(err.Error())
	}
	return c.done("/sandbox/faults", made)
}

func deleteFault(c *call) answer {
	f, known := load[fault](c.tx, c.param("id"))
	if !known {
		return c.missing()
	}
	remove(c.tx, f)
	return c.done("/sandbox/faults", f)
}

func deleteFaults(c *call) answer {
	removeOwned[fault](c.tx, "")
	return c.done("/sandbox/faults", map[string]any{"faults": []fault{}})
}

// listSwitches is /sandbox/switches.
func listSwitches(c *call) answer {
	return c.either("switches", map[string]any{"switches": c.switches()})
}

// turnSwitch is POST /sandbox/switches.
func turnSwitch(c *call) answer {
	var x struct {
		Name  string `json:"name" form:"name"`
		Value string `json:"value" form:"value"`
	}
	if err := c.bind(&x); err != nil || !c.turn(x.Name, x.Value) {
		return c.impossible("There is no switch " + x.Name + " with the setting " + x.Value + ".")
	}
	return c.done("/sandbox/switches#"+x.Name, x)
}

// resetSwitches sets every switch to its default.
func resetSwitches(c *call) answer {
	for _, fact := range switchFacts {
		remove(c.tx, setting{Name: switchPrefix + fact.Name})
	}
	c.turned = nil
	return c.done("/sandbox/switches", map[string]any{"switches": c.switches()})
}
