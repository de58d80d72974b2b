# make site   everything from a fresh machine to the Nahr site in site/
# make test   every test, with all its set-up, the browser included
# make check  style, types and the rings
# make audit  the built site against the HTML standard (needs npm and Java)
# make serve  the site in your browser, rebuilt as you write

PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve test check audit clean

site: .venv/installed
	$(BIN)/kbgen build --strict

serve: .venv/installed
	$(BIN)/kbgen serve

test: .venv/developer
	$(BIN)/python -m tests.browser
	KBGEN_BROWSER_REQUIRED=1 $(BIN)/pytest -n 2

check: .venv/developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest tests/test_architecture.py

audit: site
	$(BIN)/python -m tests.audit

clean:
	rm -rf .venv site dist

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kbgen needs Python 3.11 or newer; try: make PYTHON=python3.12"; exit 1; }
	@# Debian and Ubuntu package venv apart from python3.
	$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "Installing python3-venv …"; \
	    apt-get update -q && apt-get install -yq python3-venv && $(PYTHON) -m venv .venv; }

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/developer: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ .venv/installed
