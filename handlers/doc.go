// Package handlers is the way in from the web: it reads a request, checks who asks, calls one action
// or the store, and chooses the page. It knows HTTP and pages, and no rule of the product.
//
// routes.go shows every address and who may use it; server.go what everything is made of. There is
// one file per resource.
package handlers
