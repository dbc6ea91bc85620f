# Everything is installed into .venv; nothing else on the machine is touched but, for `make test`, a missing browser and Virtuoso.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SIZES ?= 10k,100k

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types floors data unit browser wheel bench fix docs clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 12

$(BIN)/alliancekg: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "alliancekg needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: pyproject.toml constraints.txt $(BIN)/alliancekg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev -c constraints.txt
	@touch $@

demo: $(BIN)/alliancekg ## install, ask three questions, write the page
	@mkdir -p demo
	@printf '\n1. Is the Security of Supply Arrangement binding?\n\n'
	@$(BIN)/alliancekg evidence SOSA "legal force"
	@printf '\n2. What is GPI, who takes part, when was it announced? The first article says:\n\n'
	@$(BIN)/alliancekg show GPI --source zephyrnet-2024-02-japan-us-defense-industry
	@printf '\n3. Which programs does Japan take part in, and which agreement authorises each?\n\n'
	@$(BIN)/alliancekg questions run programs-agreements Japan
	@printf '\n'
	@$(BIN)/alliancekg explore -o demo/alliancekg.html
	@echo "Open demo/alliancekg.html in a browser: it works offline."

test: check unit browser wheel ## everything that must pass, fast parts first

check: lint types floors data ## lint, types, import floors, the shipped data

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --deny-warnings src/alliancekg/explore/static

types: $(VENV)/dev
	$(BIN)/mypy

floors: $(VENV)/dev
	$(BIN)/lint-imports

data: $(VENV)/dev
	$(BIN)/alliancekg check graph
	$(BIN)/alliancekg format --check graph

unit: $(VENV)/dev ## tests that need no browser and build nothing
	@sh tests/install-graphology.sh
	@sh tests/install-virtuoso.sh
	$(BIN)/pytest -n auto --dist loadfile -m "not browser and not slow"
	$(BIN)/pytest --nbmake notebooks -p no:randomly

browser: $(VENV)/dev ## tests in a real browser
	@sh tests/install-browser.sh
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest -n auto --dist loadfile -m browser

wheel: $(VENV)/dev ## build the wheel, install it in an empty environment, ask it
	$(BIN)/pytest -m slow

bench: $(VENV)/dev ## what it costs beside the bare engine and the naive way; SIZES=10k,100k,1M
	$(BIN)/python benchmarks/run.py --sizes $(SIZES)

fix: $(VENV)/dev ## put code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/dev ## write the generated pages anew
	$(BIN)/python -m alliancekg.check.reference -o docs/ontology.md

clean: ## remove what make made
	rm -rf $(VENV) demo build dist
