// Package connecting brings the company's calendar into Entrevue and keeps it there: the way of an
// administrator to Cronofy and back, the grants of the company and of every employee, what Cronofy
// reports about their calendars and provider accounts, and the callbacks it sends.
//
// Whoever needs an employee's calendar asks Connector.Token. Nothing here is done in front of a
// page: actions write rows and jobs in one transaction, and the jobs speak to Cronofy. Interviews and
// their events belong to package scheduling.
package connecting
