#!/bin/sh
# Print the path of a Chromium that starts, installing one if there is none.
# PETARAWAN_CHROMIUM names another.
set -eu
cd "$(dirname "$0")/.."
. tools/shell.sh

starts() {
    "$1" --version > /dev/null 2>&1 < /dev/null
}

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" > /dev/null && starts "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

if [ -n "${PETARAWAN_CHROMIUM:-}" ]; then
    starts "$PETARAWAN_CHROMIUM" || stop \
        "PETARAWAN_CHROMIUM names $PETARAWAN_CHROMIUM, which does not start."
    echo "$PETARAWAN_CHROMIUM"
    exit 0
fi
find_chromium || {
    apt_install chromium fonts-liberation || true
    find_chromium || stop \
        "The browser tests need Chromium. Type: sudo apt-get install chromium (or set PETARAWAN_CHROMIUM to its path)"
}
