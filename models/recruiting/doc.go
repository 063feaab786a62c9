// Package recruiting keeps positions and candidates: the Recruiter adds, changes and closes them.
// What happens to interviews is the business of scheduling.
package recruiting
