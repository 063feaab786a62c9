# Everything one does with Entrevue. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

export PORT ?= 8080
export SANDBOX_PORT ?= 8081
export SANDBOX_SMTP_PORT ?= 8025
export DATA_DIR ?= data
GALLERY_PORT ?= 9300
TOOL := go tool -modfile=.ci/tools/go.mod

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: assets ## everything on this machine, ready to click: PORT, SANDBOX_PORT, SANDBOX_SMTP_PORT, DATA_DIR
	@.ci/need go cc port:$(PORT):PORT port:$(SANDBOX_PORT):SANDBOX_PORT port:$(SANDBOX_SMTP_PORT):SANDBOX_SMTP_PORT
	@go build -o bin/server ./cmd/server
	@exec bin/server -demo

.PHONY: dev
dev: assets ## the same, built again at every save
	@.ci/need go cc node port:$(PORT):PORT port:$(SANDBOX_PORT):SANDBOX_PORT port:$(SANDBOX_SMTP_PORT):SANDBOX_SMTP_PORT
	@exec .ci/dev

.PHONY: fresh
fresh: ## remove the data of DATA_DIR: the next run starts over
	@rm -f -- "$(DATA_DIR)"/*.db "$(DATA_DIR)"/*.db-wal "$(DATA_DIR)"/*.db-shm "$(DATA_DIR)"/demo.made
	@echo "$(DATA_DIR) holds no data any more"

.PHONY: gallery
gallery: assets ## every page in every state, without a database: GALLERY_PORT
	@.ci/need go cc port:$(GALLERY_PORT):GALLERY_PORT
	@go run ./cmd/gallery -port $(GALLERY_PORT)

.PHONY: test
test: assets ## all tests: SQLite, PostgreSQL, browser; TEST="-run Name ./models/..." for some
	@.ci/need go cc
	@.ci/install
	@GOGC=300 go test -vet=off -p 3 -timeout 15m $(or $(TEST),./...)

.PHONY: bench
bench: ## pages beside a floor of the same run: requests a second, p50 and p99 as ratios
	@.ci/need go cc
	@go test -run '^$$' -bench Pages -benchtime=1x ./cmd/app

.PHONY: check
check: ## formatting, generated files, linters, texts, vulnerabilities, licences
	@.ci/need go cc
	@.ci/check

.PHONY: assets
assets: static/dist/.stamp ## build static/dist, when its sources changed

.PHONY: generate
generate: ## views from .templ files, locale files in order
	@go tool templ fmt -log-level=error views cmd
	@go tool templ generate -log-level=error
	@go run ./locales/sort

.PHONY: migration
migration: ## a new migration for both databases: name=interview_slots
	@.ci/migration "$(name)"

static/dist/.stamp: $(wildcard static/css/* static/js/* static/icons/*) static/build.mjs static/node_modules/.package-lock.json
	@.ci/need node
	@node static/build.mjs
	@touch $@

static/node_modules/.package-lock.json: static/package.json static/package-lock.json static/.npmrc
	@.ci/need node
	@npm ci --prefix static --no-progress --loglevel=error
	@touch $@
