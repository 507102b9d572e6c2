#!/bin/sh
# Read the code without running it: layout, lint, types, who imports whom.
# Every check runs even if an earlier one failed.
set -u
cd "$(dirname "$0")/.." || exit
. tools/shell.sh

python=.venv/bin/python
failed=

check() {
    name=$1
    shift
    say "Checking $name"
    "$@" || failed="$failed $name"
}

check layout "$python" -m ruff format --check --quiet .
check lint "$python" -m ruff check --quiet .
check types "$python" -m mypy
check imports "$python" -c 'from importlinter.cli import lint_imports_command as c; c()' \
    --no-logo

[ -z "$failed" ] || stop "These checks failed:$failed"
