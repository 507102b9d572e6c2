#!/bin/sh
# Everything that must hold: the checks, then every test, in the browser too.
# The tests run even if a check failed, so that one run tells all.
set -u
cd "$(dirname "$0")/.." || exit
. tools/shell.sh

PETARAWAN_CHROMIUM=$(sh tools/chromium.sh) || exit 1
export PETARAWAN_CHROMIUM

sh tools/check.sh
checks=$?
say "Testing, with the browser $PETARAWAN_CHROMIUM"
.venv/bin/python -m pytest --cov --cov-report=term "$@"
tests=$?

[ "$checks" = 0 ] || stop "A check failed; see above."
[ "$tests" = 0 ] || stop "A test failed; see above."
say "All checks and tests passed"
