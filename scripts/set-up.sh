#!/bin/sh
# Create or update the virtual environment .venv.
#
#   scripts/set-up.sh paper    what `make paper` needs
#   scripts/set-up.sh preview  the same, and what `make preview` needs
#   scripts/set-up.sh pack     what `make paper` needs, and what a pack of papers needs
#   scripts/set-up.sh dev      all of these, and what tests and lint need
#   scripts/set-up.sh tools    the programs that some tests use (LibreOffice, qpdf, Chromium, faketime,
#                              poppler), and in .judges the validators of other makers
#
# System packages come from apt, if we are root or sudo needs no password. Otherwise this
# script stops, or continues without the PDF, and prints the one command to run.
set -eu

VENV=.venv
PANGO="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
TOOLS="libreoffice-writer-nogui qpdf fonts-liberation2 chromium-headless-shell faketime libatomic1 poppler-utils libjaxb-java"
JUDGES=.judges

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

# apt_install PACKAGE...: succeeds if they are installed afterwards; prints the log on failure.
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root true || return 1
    say "Installing $* ..."
    log=$(mktemp)
    if as_root apt-get update -qq >"$log" 2>&1 &&
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1
    then rm -f "$log"
    else
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}

how_to_install() {
    case "$(uname -s)" in
        Darwin) say "    brew install $1" ;;
        *) say "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $2" ;;
    esac
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null 2>&1 && new_enough "$python"; then
            echo "$python"
            return
        fi
    done
    say "jacpaper needs Python 3.11 or newer, and found none. Install it with:"
    how_to_install python python3
    exit 3
}

make_venv() {
    if [ -x "$VENV/bin/python" ] && new_enough "$VENV/bin/python" &&
        "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then return; fi
    python=$(find_python)
    rm -rf "$VENV"
    # On Debian and Ubuntu, the venv module is in a separate package.
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        if ! apt_install "$version-venv"; then
            say "Python's venv module is missing. Install it, then run make again:"
            how_to_install python "$version-venv"
            exit 3
        fi
    fi
    "$python" -m venv "$VENV"
}

install_packages() {
    say "Installing the Python packages of requirements/$1.txt ..."
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes -r "requirements/$1.txt"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check \
        --no-build-isolation --no-deps --editable .
}

# The PDF needs Pango, which is not a Python package.
find_pango() {
    if "$VENV/bin/python" -W error -c 'import weasyprint' >/dev/null 2>&1; then return; fi
    # shellcheck disable=SC2086  # one word a package
    if apt_install $PANGO && "$VENV/bin/python" -c 'import weasyprint' >/dev/null 2>&1; then return; fi
    say "Pango, which lays out the PDF's text, is missing: only the Word file and the web page can be made."
    say "To make the PDF too, run this, then make again:"
    how_to_install pango "$PANGO"
}

# The packages of TOOLS that are not installed. Java and npm may come from elsewhere than apt.
missing_tools() {
    for package in $TOOLS; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            echo "$package"
    done
    command -v javac >/dev/null 2>&1 || echo default-jdk-headless
    command -v npm >/dev/null 2>&1 || echo npm
}

# Validators in exact versions, with hashes, that only the tests run: nothing imports them.
install_judges() {
    wanted=$(cat requirements/judges.txt requirements/judges/*.json | cksum)
    if [ "$(cat "$JUDGES/installed" 2>/dev/null)" = "$wanted" ]; then return; fi
    make_venv || return 1
    say "Installing the validators of requirements/judges and judges.txt ..."
    rm -rf "$JUDGES"
    mkdir "$JUDGES"
    cp requirements/judges/*.json "$JUDGES"
    (cd "$JUDGES" && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund >&2) || return 1
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        --require-hashes --target "$JUDGES/python" -r requirements/judges.txt || return 1
    echo "$wanted" >"$JUDGES/installed"
}

case "${1:-}" in
    paper | preview | pack | dev)
        make_venv
        install_packages "$1"
        find_pango
        ;;
    tools)
        missing=$(missing_tools)
        # shellcheck disable=SC2086  # one word a package
        if [ -n "$missing" ] && ! apt_install $missing; then
            say "The programs that some tests use could not be installed. Run:"
            how_to_install "libreoffice qpdf chromium libfaketime poppler openjdk node" \
                "$TOOLS default-jdk-headless npm"
            exit 3
        fi
        if ! install_judges; then
            say "The validators that some tests use could not be installed; the lines above say why."
            exit 3
        fi
        ;;
    *)
        say "usage: scripts/set-up.sh paper|preview|pack|dev|tools"
        exit 2
        ;;
esac
