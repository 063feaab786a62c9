// Package static holds what browsers fetch beside pages: our style sheet (css/), our symbols
// (icons/), one small script of ours (js/) and htmx.
//
// build.mjs makes dist/ of them (`make assets`), minified and compressed; dist/ is embedded into
// the program and served under names that carry a hash of the content.
package static
