# make site   everything from a fresh machine to the Nahr site in site/
# make test   every test, with all its set-up, the browser and npm included; which branches they run
# make check  style and types of Python, scripts and sheets, declared dependencies, the layers of packages and what old
#             browsers know (installs Node)
# make audit  the built site against the HTML standard (needs npm and Java)
# make serve  the site in your browser, rebuilt as you write
# make docs   docs/ as a site of its own in site-docs/
#
# All of these install the versions of constraints.txt.
#
# make messages     the catalogs of findings anew, where messages have changed
# make lock         constraints.txt anew: the newest versions that pyproject.toml admits
# make test-latest  every test with the newest versions, in an environment of its own

PYTHON ?= python3
BIN := .venv/bin
LATEST := .venv-latest/bin
PROPERDOCS := .venv-properdocs/bin
PIP := pip install --quiet --disable-pip-version-check
# Each process runs its half in order, so that what a file builds is built once, and the one that
# has done takes from the other.
PYTEST := pytest -n 2 --dist worksteal

# What pip reads, so that it reaches the environment too in which a wheel is built (before pip 25.3
# by the first name, then by the second). An address, because pip splits a path at spaces.
space := $(subst ,, )
LOCK := file://$(subst $(space),%20,$(CURDIR))/constraints.txt
site docs serve test check audit: export PIP_CONSTRAINT := $(LOCK)
site docs serve test check audit: export PIP_BUILD_CONSTRAINT := $(LOCK)

.PHONY: site docs serve test check audit messages lock test-latest clean

site: .venv/installed
	$(BIN)/kbgen build --strict

serve: .venv/installed
	$(BIN)/kbgen serve

# kbgen wants a folder for each language, which docs/ is not: it is linked as the one of English.
docs: .venv/installed
	mkdir -p .cache/docs
	ln -sfn ../../docs .cache/docs/en
	$(BIN)/kbgen build -f docs/mkdocs.yml --strict

test: .venv/developer .venv-properdocs/installed
	$(BIN)/python -m tests.browser
	$(BIN)/python -m tests.checkers
	$(BIN)/python -m tests.ssh_server
	$(BIN)/python -m tests.stores
	KBGEN_BROWSER_REQUIRED=1 $(BIN)/python -m $(PYTEST) -p tests.measured
	KBGEN_GENERATOR=properdocs $(PROPERDOCS)/$(PYTEST) -m generator \
	  $$(grep -rl --include='*.py' mark.generator tests)

check: .venv/developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/deptry kbgen
	$(BIN)/deptry tests benchmarks --exclude '^$$' --ignore DEP002,DEP004
	$(BIN)/pytest tests/house/test_architecture.py
	$(BIN)/python -m tests.baseline

audit: site
	$(BIN)/python -m tests.audit

messages: .venv/developer
	$(BIN)/python -m tests.messages

lock: .venv/bin/python
	$(BIN)/python -m tests.lock

# Made anew each time, so that it has what is the newest today.
test-latest:
	rm -rf .venv-latest
	$(MAKE) .venv-latest/bin/python
	$(LATEST)/$(PIP) --upgrade -e '.[dev]'
	$(LATEST)/python -m tests.browser
	$(LATEST)/python -m tests.checkers
	$(LATEST)/python -m tests.ssh_server
	$(LATEST)/python -m tests.stores
	KBGEN_BROWSER_REQUIRED=1 $(LATEST)/$(PYTEST)

clean:
	rm -rf .venv .venv-latest .venv-properdocs site site-docs .cache/docs dist

.venv/bin/python .venv-latest/bin/python .venv-properdocs/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kbgen needs Python 3.11 or newer; try: make PYTHON=python3.12"; exit 1; }
	@# Debian and Ubuntu package venv apart from python3.
	$(PYTHON) -m venv $(@:/bin/python=) || \
	  { rm -rf $(@:/bin/python=); echo "Installing python3-venv …"; apt-get update -q && \
	    apt-get install -yq python3-venv && $(PYTHON) -m venv $(@:/bin/python=); }

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/$(PIP) -c '$(LOCK)' -e .
	@touch $@

.venv/developer: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/$(PIP) -c '$(LOCK)' -e '.[dev]'
	@touch $@ .venv/installed

# ProperDocs alone, as where somebody has taken MkDocs away, and what the tests of builds import.
.venv-properdocs/installed: .venv-properdocs/bin/python pyproject.toml constraints.txt
	$(PROPERDOCS)/$(PIP) -c '$(LOCK)' -e '.[properdocs]' pytest pytest-xdist hypothesis playwright
	$(PROPERDOCS)/pip uninstall --quiet --yes mkdocs
	@touch $@
