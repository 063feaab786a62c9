// Package staffing keeps the people of the company: who works here, with which role, who hosts
// interviews. Administrators change others, everybody changes themselves.
package staffing
