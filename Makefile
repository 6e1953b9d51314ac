# The commands of this project. `make` alone lists them.
#
# `make paper` and `make test` install what they need.

MEETING ?= $(notdir $(lastword $(sort $(wildcard \
	inputs/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]))))
# The shell expands MEETING, not make, so that any value stays one word.
export MEETING
PYTHON ?= python3
export PYTHON

BIN := .venv/bin

.PHONY: help paper review finalise pack upload preview new check test coverage mutants soak tools lint docs bench fresh oldest newest audit wheel lock clean

help:
	@echo 'make paper               write the newest meeting'"'"'s paper to build/: Word, PDF and web page'
	@echo 'make paper MEETING=DATE  the same for another meeting, such as MEETING=2025-12-11'
	@echo 'make paper SINCE=WORD    also write what is new since a Word paper that went out; SINCE=last for the last meeting'"'"'s'
	@echo 'make review FILE=WORD    show what was changed in a Word paper that came back; TAKE=3,5 or TAKE=all writes it'
	@echo 'make finalise            record what is published for the newest meeting; its paper stays as it is'
	@echo 'make pack                make one PDF of the newest meeting'"'"'s agenda and papers'
	@echo 'make upload              make the folder of the newest meeting to upload to a committee system'
	@echo 'make preview             show the paper in the browser, refreshed whenever you save'
	@echo 'make new MEETING=DATE    create the next meeting'"'"'s folder from the last one'"'"'s'
	@echo 'make check               list mistakes and doubtful figures in the inputs; write no paper'
	@echo 'make test                run every test (first make tools: some need LibreOffice); SLOW=1 lists the slowest files'
	@echo 'make coverage            run every test, and list the lines and branches that none of them runs'
	@echo 'make mutants             mutation tests of figures, dates, numbering and rules'
	@echo 'make soak                kill builds, read corrupted files, and read generated papers back'
	@echo 'make lint                run ruff and mypy'
	@echo 'make docs                regenerate the schemas and the pages that come from the code'
	@echo 'make bench               measure how long everything takes'
	@echo 'make fresh               full installation test on a clean Debian'
	@echo 'make oldest              run the tests with the oldest packages allowed'
	@echo 'make newest              run the tests with the newest packages allowed'
	@echo 'make audit               check the licences and known vulnerabilities of the dependencies'
	@echo 'make wheel               pack everything into one file for another machine, in dist/'
	@echo 'make lock                update the exact versions in requirements/'
	@echo 'make clean               remove build/ and all caches'

# A quick look may find that nothing was touched; otherwise jacpaper decides what to do.
paper: | .venv/.paper
	@scripts/paper.sh "$$MEETING" $(origin MEETING)

# FILE, TAKE and SINCE go by the environment, as MEETING does.
export FILE TAKE SINCE
review: | .venv/.paper
ifndef FILE
	@echo 'Name the Word file, as in: make review FILE=returned/paper.docx' && exit 2
else
	@$(BIN)/jacpaper review "$$FILE" $(if $(filter-out file,$(origin MEETING)),"$$MEETING") \
		$(if $(TAKE),--take "$$TAKE")
endif

finalise: | .venv/.paper
	@$(BIN)/jacpaper finalise $(if $(MEETING),"$$MEETING")

pack: | .venv/.pack
	@$(BIN)/jacpaper pack $(if $(MEETING),"$$MEETING")

upload: | .venv/.pack
	@$(BIN)/jacpaper upload $(if $(MEETING),"$$MEETING")

preview: | .venv/.preview
	@$(BIN)/jacpaper preview $(if $(filter-out file,$(origin MEETING)),"$$MEETING") --open

new: | .venv/.paper
ifeq ($(origin MEETING),file)
	@echo 'Name the meeting, as in: make new MEETING=2026-03-26' && exit 2
else
	@$(BIN)/jacpaper new "$$MEETING"
endif

check: .venv/.paper
	@$(BIN)/jacpaper check $(if $(MEETING),"$$MEETING")

test: .venv/.dev
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

coverage: .venv/.dev
	@mkdir -p build && rm -f build/.coverage*
	@$(BIN)/coverage run -m pytest -n 3 --dist loadfile --no-loadscope-reorder
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

mutants: .venv/.dev
	@rm -rf mutants
	@$(BIN)/python -m pip install --quiet mutmut==3.8.1
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

# Runs for MINUTES; without MINUTES, until 500 killed builds, 100,000 corrupted files and
# 5,000 workspaces whose papers were read back, and 10,000 edited papers that were reviewed.
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

.venv/.pack: requirements/pack.txt pyproject.toml scripts/set-up.sh
	@scripts/set-up.sh pack
	@touch $@ .venv/.paper

.venv/.dev: requirements/dev.txt pyproject.toml scripts/set-up.sh
	@scripts/set-up.sh dev
	@touch $@ .venv/.paper .venv/.preview .venv/.pack

# One file for each purpose, with hashes for every platform and no addresses.
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate
lock: .venv/.dev
	@$(BIN)/python -m pip install --quiet uv==0.13.9
	@$(COMPILE) pyproject.toml --group build -o requirements/paper.txt
	@$(COMPILE) pyproject.toml --extra preview --group build -o requirements/preview.txt
	@$(COMPILE) pyproject.toml --extra pack --group build -o requirements/pack.txt
	@$(COMPILE) pyproject.toml --extra preview --extra pack --group dev -o requirements/dev.txt

clean:
	@rm -rf build dist mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
