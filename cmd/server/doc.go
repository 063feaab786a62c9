// The server of Entrevue: reads the environment, puts the application together, runs and stops it.
// With -demo it brings the outside world along.
package main
