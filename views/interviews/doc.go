// Package interviews draws everything about interviews that people of the company see: the
// candidate's Interviews tab, the planning form with its method picker, one interview with the state
// of its link and its invitation, and the list of all. The candidate's own page is in meeting.
package interviews
