SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup build single serve demo test fuzz soak bench screens clean

# Every target that needs the tools sets them up first, which is quick once they are there.

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'

setup: ## Install what the build needs
	@scripts/setup

build: setup ## Build dist/
	@source scripts/env.sh && node scripts/build.mjs

single: build ## Build dist/tracker.html, the whole application in one file
	@source scripts/env.sh && node scripts/single.mjs

serve: build ## Build, and serve on http://localhost:8001 (PORT=… for another port)
	@exec node scripts/serve.mjs

demo: build ## Build, serve, and open the site where an empty vault can be filled with sample data
	@exec node scripts/serve.mjs --open '#/demo'

test: ## Run every check
	@scripts/test

fuzz: setup ## Look for bytes that break what reads them (FUZZ_SECONDS=… for each target, 600 unless told)
	@scripts/setup --tests && scripts/fuzz

soak: build ## Run the long campaigns: kills, properties, memory (an hour or so)
	@scripts/soak

bench: build ## Measure, in headless Chromium
	@scripts/setup --tests && node benches/run.mjs

screens: build ## Take the pictures of every view in docs/screens/, in headless Chromium
	@scripts/setup --tests && node scripts/screens.mjs

clean: ## Remove what was built; installed tools and packages stay
	@rm -rf dist pkg target .cache
