package models

// Worries are what the watchdog has found amiss about an interview, separated by spaces.
type Worries string
