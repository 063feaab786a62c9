// Package integrations draws the pages of the company's calendar: how it is connected, who is
// synchronized, and what would be lost without it. What a page shows is decided by the handler and
// handed over as plain values.
package integrations
