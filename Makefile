# Everything the project can do. `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin
COMPILE := _build/lock/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --custom-compile-command "make lock"
LOCKED := .venv/.made-from-lock

.DEFAULT_GOAL := help
.PHONY: help book html pdf serve test check bench lock clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F '|' '{ printf "make %-7s %s\n", $$1, $$2 }'

book: $(LOCKED) ## Make the whole book: chapters, web pages (_build/html) and PDF (_build/pdf)
	@$(BIN)/python scripts/build_book.py book

html: $(LOCKED) ## Make the web pages only
	@$(BIN)/python scripts/build_book.py html

pdf: $(LOCKED) ## Set the PDF from the web pages that are there
	@$(BIN)/python scripts/build_book.py pdf

serve: $(LOCKED) ## Show the book at http://127.0.0.1:8000 and rebuild it when a source changes
	@$(BIN)/python scripts/build_book.py serve

test: check ## Run every check and every test
	$(BIN)/python -m pytest

check: $(LOCKED) ## Check style, types, and that chapters and notebooks are as they should be
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python scripts/convert.py --check
	$(BIN)/nbstripout --verify --keep-id notebooks/*.ipynb

bench: $(LOCKED) ## Measure converter and book beside their peers (benchmarks/RESULTS.md)
	$(BIN)/python benchmarks/convert.py
	$(BIN)/python benchmarks/build.py

lock: ## Choose the newest versions that pyproject.toml allows, and write the lock files
	$(PYTHON) -m venv _build/lock
	_build/lock/bin/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml --all-extras --universal --upgrade -o requirements.lock
	$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["notebooks"], sep="\n")' > _build/lock/notebooks.in
	$(COMPILE) _build/lock/notebooks.in --constraint requirements.lock --python-platform linux --no-annotate -o binder/requirements.txt

clean: ## Remove everything that was made, and the environment
	rm -rf _build .venv

$(LOCKED): requirements.lock pyproject.toml
	@PYTHONPATH=scripts $(PYTHON) -m coursebook.publish.system
	@touch $@
