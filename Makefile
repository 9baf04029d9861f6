PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: help setup demo run serve check test test-faults test-model bench-peers fix lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

$(BIN)/firstlight: requirements.lock pyproject.toml build_assets.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(BIN)/firstlight

setup: $(BIN)/firstlight ## a virtual environment with everything pinned

demo: setup ## play one night over demo documents and open the queue (ARGS="--check --json" to verify and leave)
	$(BIN)/firstlight demo $(ARGS)

run: setup ## play tonight's run now, in this folder's team
	$(BIN)/firstlight run $(ARGS)

serve: setup ## the web and the schedule
	$(BIN)/firstlight serve $(ARGS)

check: setup ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup ## the whole suite: real PostgreSQL, SMTP, IMAP and browser included
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not faults and not live and not model" $(ARGS)

test-faults: setup ## the long fault runs
	$(BIN)/python -m pytest -m faults --timeout 3600 $(ARGS)

test-model: setup ## the golden accounts through a real small model, a few of them (FIRSTLIGHT_GOLDEN=all: every one)
	test -d .venv-model || $(PYTHON) -m venv .venv-model
	.venv-model/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	.venv-model/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --group model
	$(BIN)/python -m pytest -m model --timeout 7200 tests/model $(ARGS)

bench-peers: ## what `firstlight bench collect --against scrapy|changedetection` is measured against, in an environment of its own
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --group bench

fix: setup ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## renew requirements.lock: pins and hashes, no address
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --no-annotate pyproject.toml -o requirements.lock

clean: ## remove the virtual environments and caches
	rm -rf $(VENV) .venv-bench .venv-model .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
