// Package handlerstest runs the whole application in a test: World is an installation with the
// world outside of it, on a clock that only the test moves; Browser is somebody in front of it,
// without JavaScript. What is not on a page cannot be tested: a browser follows links and submits
// forms that it finds.
package handlerstest
