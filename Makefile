# `make run` and `make test` set up everything they need by themselves; the second time there is nothing left to set up.
# All paths are relative, so that the folder may have any name.

.DELETE_ON_ERROR:
.PHONY: help run test test-quick test-whoosh-reloaded test-whoosh-suite format man docs pictures snapshots clean

SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
RELOADED := .venv-reloaded
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check
WHOOSH_RELOADED := whoosh-reloaded==2.7.5
QUERY := military alliance

help:
	@echo "make run                   index seeds/ and open the search"
	@echo "make test                  lint, types, import contracts and tests"
	@echo "make test-quick            the tests without the large ones, each property on fewer examples"
	@echo "make test-whoosh-reloaded  the tests on another Whoosh"
	@echo "make test-whoosh-suite     Whoosh's own tests on our codec"
	@echo "make format                format the code"
	@echo "make man                   make docs/searchtui.1 from the help"
	@echo "make docs                  make the pages that are made from the code"
	@echo "make pictures              draw docs/pictures from the program"
	@echo "make snapshots             keep what the screens show now as what they are to show"
	@echo "make clean                 remove what the other targets made"

run: $(VENV)/.installed
	@if [ -t 0 ] && [ -t 1 ]; then \
	    $(PYTHON) -m searchtui -C . reindex >/dev/null && exec $(PYTHON) -m searchtui -C .; \
	else \
	    $(PYTHON) -m searchtui -C . reindex && \
	    echo && echo '$$ searchtui search $(QUERY)' && \
	    $(PYTHON) -m searchtui -C . search $(QUERY) && \
	    echo && echo 'This is no terminal. In one, "make run" opens the search screen; so does "$(PYTHON) -m searchtui".'; \
	fi

test: $(VENV)/.installed-dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports --no-cache
	$(PYTHON) -m pytest -n auto

test-quick: $(VENV)/.installed-dev
	$(PYTHON) -m pytest -n auto -m "not large" --hypothesis-profile=quick

# Whoosh has several distributions under one import name; the index must not depend on which one is there. Screens know
# nothing of it.
test-whoosh-reloaded: $(RELOADED)/.installed
	$(RELOADED)/bin/python -m pytest -n auto -p no:cacheprovider --ignore=tests/tui --ignore=tests/serving

# What is made of Whoosh must be as good as Whoosh: its own tests decide.
test-whoosh-suite: $(VENV)/.installed-dev
	$(PYTHON) scripts/whoosh_suite.py

format: $(VENV)/.installed-dev
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

man: $(VENV)/.installed
	$(PYTHON) scripts/make_man.py docs/searchtui.1

docs: $(VENV)/.installed
	PYTHONPATH=. $(PYTHON) scripts/make_query_docs.py docs/query-language.md
	PYTHONPATH=. $(PYTHON) scripts/make_settings_docs.py docs/settings.md
	PYTHONPATH=. $(PYTHON) scripts/make_keys_docs.py docs/keys.md

pictures: $(VENV)/.installed-dev
	$(PYTHON) -m scripts.make_pictures docs/pictures

snapshots: $(VENV)/.installed-dev
	$(PYTHON) -m pytest -q tests/tui/test_snapshots.py --snapshot-update

clean:
	rm -rf $(VENV) $(RELOADED) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find index -mindepth 1 ! -name .gitignore -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: pyproject.toml | $(PYTHON)
	$(PYTHON) $(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(PYTHON)
	$(PYTHON) $(PIP_INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(RELOADED)/.installed: pyproject.toml scripts/requirements.py | $(RELOADED)/bin/python
	$(RELOADED)/bin/python scripts/requirements.py --without whoosh3 > $(RELOADED)/requirements.txt
	$(RELOADED)/bin/python $(PIP_INSTALL) --requirement $(RELOADED)/requirements.txt $(WHOOSH_RELOADED)
	$(RELOADED)/bin/python $(PIP_INSTALL) --no-deps --editable .
	@touch $@

$(PYTHON) $(RELOADED)/bin/python:
	@PYTHON3="$(PYTHON3)" scripts/make-venv $(@:/bin/python=)
