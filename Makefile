# What one can do here. `make` alone lists it.
#
# `make paper` and `make test` set everything up by themselves.

MEETING ?= $(notdir $(lastword $(sort $(wildcard \
	inputs/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]))))
PYTHON ?= python3
export PYTHON

BIN := .venv/bin

.PHONY: help paper preview new check test coverage mutants soak tools lint docs bench fresh oldest newest audit wheel lock clean

help:
	@echo 'make paper               the newest meeting'"'"'s paper: Word, PDF and web page, in build/'
	@echo 'make paper MEETING=DATE  another meeting'"'"'s, such as MEETING=2025-12-11'
	@echo 'make preview             see the paper in the browser, and every change as it is saved'
	@echo 'make new MEETING=DATE    the folder of the next meeting, begun from the last one'"'"'s'
	@echo 'make check               what is wrong or doubtful in the inputs, without writing anything'
	@echo 'make test                every test (make tools first, for those that use LibreOffice)'
	@echo 'make coverage            every test, and which lines and branches of the code none of them runs'
	@echo 'make mutants             mutation tests of figures, checks and dates'
	@echo 'make soak                builds killed by the hundred, spoilt files by the thousand'
	@echo 'make lint                ruff and mypy'
	@echo 'make docs                the schemas and pages that are generated from the code'
	@echo 'make bench               how long everything takes'
	@echo 'make fresh               everything once more, on a machine that has nothing'
	@echo 'make oldest              the tests with the oldest packages that are allowed'
	@echo 'make newest              the same with the newest ones'
	@echo 'make audit               the licences of what it runs on, and faults that are known'
	@echo 'make wheel               everything in one file for another machine, in dist/'
	@echo 'make lock                new exact versions into requirements/'
	@echo 'make clean               remove build/ and every cache'

# A quick look may find that nothing was touched; otherwise jacpaper decides what to do.
paper: | .venv/.paper
	@scripts/paper.sh $(MEETING)

preview: | .venv/.preview
	@$(BIN)/jacpaper preview $(if $(filter-out file,$(origin MEETING)),$(MEETING)) --open

new: | .venv/.paper
ifeq ($(origin MEETING),file)
	@echo 'Say which meeting, as in: make new MEETING=2026-03-26' && exit 2
else
	@$(BIN)/jacpaper new $(MEETING)
endif

check: .venv/.paper
	@$(BIN)/jacpaper check $(MEETING)

test: .venv/.dev
	@$(BIN)/pytest -n 2 --dist loadfile

coverage: .venv/.dev
	@mkdir -p build && rm -f build/.coverage*
	@$(BIN)/coverage run -m pytest -n 2 --dist loadfile
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

mutants: .venv/.dev
	@rm -rf mutants
	@$(BIN)/python -m pip install --quiet mutmut==3.8.1
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

# As long as MINUTES says; until 500 kills and 100,000 spoilt files, if it does not.
soak: .venv/.dev
	@$(BIN)/python scripts/soak.py $(MINUTES)

tools:
	@scripts/set-up.sh tools

lint: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: .venv/.dev
	@$(BIN)/python scripts/generate.py

bench: .venv/.dev
	@$(BIN)/python scripts/bench.py

fresh:
	@scripts/fresh.sh

oldest newest:
	@scripts/versions.sh $@

audit: .venv/.dev
	@$(BIN)/python scripts/audit.py

wheel: .venv/.paper
	@$(BIN)/python -m hatchling build -d dist -t wheel

.venv/.paper: requirements/paper.txt pyproject.toml scripts/set-up.sh
	@scripts/set-up.sh paper
	@touch $@

.venv/.preview: requirements/preview.txt pyproject.toml scripts/set-up.sh
	@scripts/set-up.sh preview
	@touch $@ .venv/.paper

.venv/.dev: requirements/dev.txt pyproject.toml scripts/set-up.sh
	@scripts/set-up.sh dev
	@touch $@ .venv/.paper .venv/.preview

# One file a purpose, with hashes for every platform and no addresses.
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate
lock: .venv/.dev
	@$(BIN)/python -m pip install --quiet uv==0.13.9
	@$(COMPILE) pyproject.toml --group build -o requirements/paper.txt
	@$(COMPILE) pyproject.toml --extra preview --group build -o requirements/preview.txt
	@$(COMPILE) pyproject.toml --extra preview --group dev -o requirements/dev.txt

clean:
	@rm -rf build dist mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
