# Words the other scripts here share; read with `.`, not run.
# shellcheck shell=sh

# Tell in one line what is being done.
say() {
    printf '• %s\n' "$*" >&2
}

# End with one sentence that says what is wrong and what to type.
stop() {
    printf '✗ %s\n' "$*" >&2
    exit 1
}

# Run quietly; show what was said only if it failed.
quietly() {
    log=$(mktemp)
    if "$@" > "$log" 2>&1 < /dev/null; then
        rm -f "$log"
        return 0
    fi
    tail -n 25 "$log" >&2
    rm -f "$log"
    return 1
}

# Print how to become root ("" or "sudo"); fail if this user cannot.
root_command() {
    if [ "$(id -u)" = 0 ]; then
        return 0
    fi
    command -v sudo > /dev/null || return 1
    sudo -n true 2> /dev/null || { [ -t 0 ] && sudo -v; } || return 1
    echo sudo
}

# Install Debian packages; fail quietly where that is not possible.
apt_install() {
    command -v apt-get > /dev/null || return 1
    root=$(root_command) || return 1
    say "Installing $* with apt-get"
    export DEBIAN_FRONTEND=noninteractive
    # An old list is no reason to stop: the install below tells if it matters.
    # shellcheck disable=SC2086  # no word at all where we are root
    quietly $root apt-get update -qq || true
    # shellcheck disable=SC2086  # no word at all where we are root
    quietly $root apt-get install -y -qq --no-install-recommends \
        -o Acquire::Retries=3 "$@"
}
