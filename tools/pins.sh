#!/bin/sh
# Write requirements.txt and requirements-dev.txt anew from pyproject.toml.
#
# Keeps every pin that still fits; `tools/pins.sh --upgrade` moves all of them to
# the newest release.  The pins serve Python 3.11 and every newer one at once.
set -eu
cd "$(dirname "$0")/.."

if ! command -v uv > /dev/null; then
    echo "make pins needs uv. Type: python3 -m pip install --user uv" >&2
    exit 1
fi

header() {
    # shellcheck disable=SC2016  # the backticks are for the reader
    printf '# Made by `make pins` from pyproject.toml; change that file, not this one.\n'
}

# $1: the file to write; the rest: what to resolve.  Prints the pins.
resolve() {
    file=$1
    shift
    uv pip compile "$@" --quiet --universal --python-version 3.11 \
        --no-header --no-annotate --output-file "$file" > /dev/null
}

resolve requirements.txt pyproject.toml "$@"
dev=$(mktemp)
trap 'rm -f "$dev"' EXIT
grep -v '^-r' requirements-dev.txt > "$dev"
resolve "$dev" --group dev --constraints requirements.txt "$@"

# The development file holds only what the product's own file does not.
{ header; printf -- '-r requirements.txt\n'; grep -vxFf requirements.txt "$dev"; } \
    > requirements-dev.txt
pins=$(grep -v '^#' requirements.txt)
{ header; printf '%s\n' "$pins"; } > requirements.txt
