// Package paths holds one function per address of the application. Routes, redirects and views use
// them, so that an address is written once. The patterns of the router are those functions with
// placeholders for arguments (ID, Named).
package paths
