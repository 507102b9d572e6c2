# One command for each thing; each works on a bare Debian machine and is quick the
# second time.  docs/operations.md tells more.

PORT ?= 8501
python := .venv/bin/python

.PHONY: help dashboard test check bench screenshots method pins

help:
	@echo 'make dashboard [PORT=8501]  the map in your browser, on this machine only'
	@echo 'make test                   every check and every test, in the browser too'
	@echo 'make check                  layout, lint, types, who imports whom'
	@echo 'make bench                  how long things take'
	@echo 'make screenshots            pictures of every page for docs/screenshots'
	@echo 'make method                 the fitted travel times anew in docs/method.md'
	@echo 'make pins                   requirements*.txt anew from pyproject.toml'

dashboard:
	@sh tools/setup.sh run
	@exec $(python) tools/dashboard.py '$(PORT)'

test:
	@sh tools/setup.sh dev
	@sh tools/test.sh

check:
	@sh tools/setup.sh dev
	@sh tools/check.sh

bench:
	@sh tools/setup.sh dev
	@PETARAWAN_CHROMIUM="$$(sh tools/chromium.sh)" && export PETARAWAN_CHROMIUM \
	    && $(python) -m tools.bench

screenshots:
	@sh tools/setup.sh dev
	@PETARAWAN_CHROMIUM="$$(sh tools/chromium.sh)" && export PETARAWAN_CHROMIUM \
	    && $(python) -m tools.screenshots

method:
	@sh tools/setup.sh dev
	@$(python) -m tools.method

pins:
	@sh tools/pins.sh
