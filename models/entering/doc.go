// Package entering lets people in: the first run, signing in and out, passwords, the company's OpenID
// Connect provider. It knows who somebody is; what they may do is decided by models and checked by each
// action.
package entering
