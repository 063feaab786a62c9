// Package entrance holds the pages of people who are not signed in yet: sign-in, the first run,
// invitations and new passwords.
package entrance
