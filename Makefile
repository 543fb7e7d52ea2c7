# The project's commands; README.md has the same as plain pip lines.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DOCUMENTED := $(VENV)/.documented
RELEASING := $(VENV)/.releasing
SITE ?= build/site
RELEASE ?= build/release

# The tests start the program a hundred times: Python keeps what it has compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: chat run test slow cluster cluster-tests portable lint docs man release format clean

chat: $(INSTALLED)  ## chat with the samples in seeds/ in the terminal
	@$(BIN)/nutgraf demo

run: $(INSTALLED)  ## the bot on Telegram, over what is indexed; needs NUTGRAF_TOKEN or a token in config.toml
	@$(BIN)/nutgraf run

test: $(INSTALLED)  ## all tests but the slow ones
	@$(BIN)/python -m pytest -m "not slow"

# those that measure no time two at once, the others one after the other; properties, which `make test`
# tries with some examples, are tried with all
slow: $(INSTALLED)  ## the slow tests
	@$(BIN)/python -m pytest -m "slow and beside and not cluster" -n 2 --hypothesis-profile=thorough
	@$(BIN)/python -m pytest -m "(slow or hypothesis) and not (slow and beside) and not cluster" -n 0 --hypothesis-profile=thorough

cluster: $(INSTALLED)  ## three nodes of OpenSearch on loopback, for trying it out; Ctrl-C ends them
	@$(BIN)/python -m tests.tools.nodes --nodes 3

cluster-tests: $(INSTALLED)  ## the tests over several nodes, parts and lines of OpenSearch; some ten minutes
	@$(BIN)/python -m pytest -m cluster -n 0 tests/opensearch

portable: $(INSTALLED)  ## a part of the tests where nothing is there that only POSIX has
	@$(BIN)/python -m tests.tools.portable

lint: $(INSTALLED)  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: $(DOCUMENTED)  ## the documentation as pages in build/site; no link is dead, nothing comes from elsewhere
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir $(abspath $(SITE))
	@$(BIN)/python -m tests.tools.site $(SITE)

man: $(INSTALLED)  ## manual pages in build/share/man: `man -M build/share/man nutgraf`
	@$(BIN)/python -m tests.tools.man build

release: $(RELEASING)  ## sdist, wheel, hashed requirements and SBOM of the last commit, tried, in build/release
	@$(BIN)/python -m tests.tools.release $(RELEASE)

format: $(INSTALLED)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build nutgraf.egg-info

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "nutgraf needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

$(DOCUMENTED): $(INSTALLED)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[docs]"
	@touch $@

$(RELEASING): $(INSTALLED)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[release]"
	@touch $@
