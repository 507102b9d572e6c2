#!/bin/sh
# Make .venv/ hold what the project needs.
#
#   tools/setup.sh run    what the product needs
#   tools/setup.sh dev    that, and what its checks and tests need
#
# Does nothing when the requirement files are those of the last complete install.
# PETARAWAN_PYTHON names another Python; PETARAWAN_WHEELS names a folder of wheels
# to install from instead of the internet.
set -eu
cd "$(dirname "$0")/.."
. tools/shell.sh

venv_python=.venv/bin/python
unfinished=.venv/.petarawan-unfinished

requirements() {
    case $1 in
        run) cat requirements.txt ;;
        dev) cat requirements.txt requirements-dev.txt ;;
        *) stop "Usage: tools/setup.sh run|dev" ;;
    esac
}

# Whether an interpreter is new enough.
suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null
}

venv_works() {
    [ -x "$venv_python" ] && suits "$venv_python"
}

# Whether the last complete install was of just these requirements.
is_fresh() {
    requirements "$1" | cmp -s - ".venv/.petarawan-$1"
}

is_ready() {
    venv_works && { is_fresh "$1" || { [ "$1" = run ] && is_fresh dev; }; }
}

# Print the first Python that is new enough.
find_python() {
    for name in "${PETARAWAN_PYTHON:-}" python3.11 python3.12 python3.13 python3; do
        if [ -n "$name" ] && command -v "$name" > /dev/null && suits "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

has_uv() {
    command -v uv > /dev/null
}

# Whether a Python can make a virtual environment (Debian splits that off).
can_make_venv() {
    has_uv || "$1" -c 'import ensurepip, venv' 2> /dev/null
}

make_venv() {
    python=$(find_python) || {
        apt_install python3 python3-venv || true
        python=$(find_python) || stop \
            "Python 3.11 or newer is needed. Type: sudo apt-get install python3 python3-venv"
    }
    can_make_venv "$python" || {
        package=$(basename "$python")-venv
        apt_install "$package" || true
        can_make_venv "$python" || stop \
            "$python cannot make a virtual environment. Type: sudo apt-get install $package"
    }
    say "Making the virtual environment .venv with $("$python" --version)"
    rm -rf .venv
    if has_uv; then
        quietly uv venv --quiet --python "$python" .venv
    else
        quietly "$python" -m venv .venv
    fi || stop "The virtual environment could not be made; the reason stands above."
}

install_with_uv() {
    # Compiled once here, not anew at every start.
    has_uv && quietly uv pip install --quiet --compile-bytecode \
        --python "$venv_python" "$@"
}

install_with_pip() {
    "$venv_python" -m pip --version > /dev/null 2>&1 \
        || quietly "$venv_python" -m ensurepip || return 1
    PIP_USER=0 quietly "$venv_python" -m pip install --quiet \
        --disable-pip-version-check "$@"
}

install_packages() {
    file=requirements.txt
    [ "$1" = run ] || file=requirements-dev.txt
    set -- -r "$file"
    if [ -n "${PETARAWAN_WHEELS:-}" ]; then
        set -- --no-index --find-links "$PETARAWAN_WHEELS" "$@"
    fi
    say "Installing the packages of $file (once; a few minutes at most)"
    install_with_uv "$@" || install_with_pip "$@" || {
        # Neither tool touches what is there before it has all it needs.
        rm -f "$unfinished"
        stop "The packages could not be installed; the reason stands above. Is there internet? Type the same again to go on; docs/operations.md tells how to install without it."
    }
}

# One install at a time: a second `make` waits for the first.
lock() {
    command -v flock > /dev/null || return 0
    exec 9< tools/setup.sh
    flock -n 9 || { say "Waiting for another install to end"; flock 9; }
}

kind=${1:-run}
requirements "$kind" > /dev/null
is_ready "$kind" && exit 0
lock
is_ready "$kind" && exit 0
# Half a package looks installed: what was cut off is begun anew.
if [ -e "$unfinished" ] || ! venv_works; then
    make_venv
fi
echo "$kind" > "$unfinished"
rm -f ".venv/.petarawan-$kind"
install_packages "$kind"
for part in run $kind; do
    requirements "$part" > ".venv/.petarawan-$part"
done
rm -f "$unfinished"
