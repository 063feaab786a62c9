package ui

// Tel is an address that opens a telephone with a number.
func Tel(number string) string {
	dialled := []rune{}
	for _, r := range number {
		if r >= '0' && r <= '9' || r == '+' {
			dialled = append(dialled, r)
		}
	}
	return "tel:" + string(dialled)
}
