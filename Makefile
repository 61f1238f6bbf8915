# The commands of the house. `make` alone lists them.
SWIFT ?= swift
SLUICE := .build/release/sluice
STRICT := --explicit-target-dependency-import-check error

.DEFAULT_GOAL := help
.PHONY: deps run test lint bench rehearse rehearse-memory rush faults build clean help

deps: ## install the Debian and PyPI packages that build, run and test need; nothing when they are there
	@scripts/deps

build: ## the release build of the one executable
	$(SWIFT) build -c release $(STRICT) --product sluice

run: deps build ## the whole system on this machine with a demo room; Ctrl-C stops all of it
	@exec $(SLUICE) up

test: deps ## every test: unit, property, real Redis, end to end, browser
	@SWIFT=$(SWIFT) scripts/test

lint: deps ## swift format, house rules, shellcheck, Lua and YAML checks
	@SWIFT=$(SWIFT) scripts/lint

bench: deps build ## side by side with peers in one run; prints a table, writes loadtest/results/bench.json
	@loadtest/bench/run

rehearse: deps build ## 10,000 visitors against a system of its own; prints the verdict, writes loadtest/results/rehearsal.json
	@scripts/rehearse

rehearse-memory: deps build ## 1,000,000 places in a line that stands: what Redis needs for them; 4 minutes
	@scripts/rehearse memory

rush: deps build ## 1,187 attempts on each of 1,000 seats through a system of its own, and the audit; 3 minutes
	@scripts/rush

faults: deps build ## 2,000 purchases while everything is killed in turn, then the audit; 10 minutes
	@Tests/Purchases/faults.py --binary $(SLUICE)

clean: ## remove what was built and the Python environment; the data folder .sluice/ stays
	rm -rf .build .venv

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
