# Two commands do everything, set-up included: make demo, make test.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check lock bench soak wheel clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || { echo "Setting up (once, about a minute) …"; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install -qq --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## run eighteen months of the cancer home pathway on the embedded database (ONCE=1 ends there)
	@$(BIN)/python -m hjemover demo $(if $(ONCE),--once,)

test: $(READY) ## the whole suite (AGAIN=1: only what failed the last time)
	@$(BIN)/python -m pytest -q $(if $(AGAIN),--last-failed --last-failed-no-failures none,-n auto --dist loadfile) $(if $(K),-k "$(K)",)

check: $(READY) ## ruff, mypy strict, import-linter, djlint, the definitions
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint notifications --quiet --check && $(BIN)/djlint notifications src/hjemover/web --quiet --lint
	@$(BIN)/python -m hjemover check

bench: $(READY) ## the figures of docs/performance.md, as ratios in one run
	@$(BIN)/python -m benchmarks

soak: $(READY) ## the long form of the property tests and the fault tests
	@HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest -q tests/engine tests/store tests/faults

lock: $(READY) ## write requirements.lock anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--group build --group test --group check pyproject.toml -o requirements.lock

wheel: $(READY) ## a wheel with its built-in content, in dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove what was made here (the demo's data too)
	rm -rf $(VENV) var dist build .mypy_cache .ruff_cache .hypothesis
