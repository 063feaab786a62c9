// Package storetest gives tests real databases: a copy of one migrated SQLite file, and a database
// on a PostgreSQL server of this test run, made from one migrated template. What the tests ask of
// them lives beside the packages under test.
//
// Packages that use it call Main from TestMain. A missing PostgreSQL fails the test.
package storetest
