# Everything a person types. Needs make, git and any Python 3; `make run` sees to the rest.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
FIND_PYTHON := sh scripts/python.sh

.PHONY: help run setup setup-dev train test lint format lock clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup train ## set up what is missing and start the demonstration (Ctrl-C stops it)
	@exec .venv/bin/forbear up --demo

setup: ## make the two Python environments
	@$(FIND_PYTHON) scripts/setup.py

setup-dev:
	@$(FIND_PYTHON) scripts/setup.py --dev

train: setup ## train the model if it is missing or stale
	@$(PYTHON) scripts/train.py

test: setup-dev ## run every test (set up and trained first)
	@$(PYTHON) scripts/train.py
	@$(PYTHON) scripts/browser.py
	@$(PYTHON) -m pytest $(TESTS)

lint: setup-dev ## check style, types and who imports whom
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo

format: setup-dev ## put the code into the one shape
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

lock: setup-dev ## resolve requirements/*.in again (needs uv)
	@$(PYTHON) scripts/lock.py

clean: ## remove environments, model and local data
	rm -rf .venv .venv-rasa .venv*.log models var .rasa .pytest_cache .mypy_cache .ruff_cache
