// Package store keeps everything Entrevue knows in SQLite or PostgreSQL, through GORM.
//
// Store writes, Reads only reads; handlers hold the latter. Several writes belong into Store.Tx.
// The package knows SQL and nothing of the product: rights, states and rules are checked by its
// callers. Each noun has a file; the tables are made by the SQL under migrations/.
package store
