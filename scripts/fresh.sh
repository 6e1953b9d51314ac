#!/bin/sh
# Full installation test on a clean machine: a minimal Debian in a temporary folder.
#
#   scripts/fresh.sh          the README's commands, a workspace from the wheel, .ci/run
#   scripts/fresh.sh quick    the same without .ci/run
#
# SUITE=trixie chooses another Debian release than this machine's.
#
# It tests the last commit. Packages come from the sources that apt and pip use on this machine.
# The temporary folder is always removed. Exit code 3: this machine cannot run the test; a
# message says why.
set -eu
cd "$(dirname "$0")/.."

# What the README asks for, and pipx for the wheel.
NEEDED="git make python3 pipx"

say() { printf '%s\n' "$*" >&2; }
cannot() { say "No fresh machine can be made here: $*."; exit 3; }

# Everything below runs in its own mount and process namespace. All mounts and processes end with
# it, so removing the folder afterwards cannot reach anything else.
if [ "${1:-}" != inside ]; then
    case "${1:-}" in '' | quick) ;; *) say "usage: scripts/fresh.sh [quick]"; exit 2 ;; esac
    [ "$(id -u)" -eq 0 ] || cannot "only root may make one"
    for tool in debootstrap unshare chroot; do
        command -v "$tool" >/dev/null 2>&1 || cannot "$tool is not installed"
    done
    unshare --mount --pid --fork true 2>/dev/null || cannot "this container allows no namespaces"
    release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    # shellcheck disable=SC2016  # apt, not the shell, expands $( )
    mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
        awk -v release="$release" '$1 == release { print $2; exit }')
    [ -n "$mirror" ] || cannot "apt names no archive of ${release:-this system}"
    release=${SUITE:-$release}
    folder=$(mktemp -d)
    trap 'rm -rf --one-file-system "$folder"' EXIT
    trap 'exit 130' INT TERM HUP
    git clone --quiet --bare . "$folder/jacpaper.git"
    unshare --mount --pid --fork --kill-child --propagation private \
        "$0" inside "$folder" "$release" "$mirror" "${1:-all}"
    exit
fi

folder=$2 release=$3 mirror=$4 how=$5
root=$folder/root

# step NAME COMMAND...: run the command and record how long it took.
step() {
    name=$1
    shift
    say "== $name"
    began=$(date +%s)
    "$@"
    times="${times:-}$(printf '%5d s  %s' "$(($(date +%s) - began))" "$name")
"
}

# Where the commands run, as a path inside the clean machine.
home=/srv/home

make_root() {
    debootstrap --variant=minbase "$release" "$root" "$mirror" >"$folder/log" 2>&1 || {
        tail -n 20 "$folder/log" >&2
        cannot "debootstrap failed"
    }
    mkdir -p "$root$home"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/dev/shm"
    for file in /etc/resolv.conf /etc/hosts /etc/pip.conf; do
        if [ -f "$file" ]; then cp -L "$file" "$root$file"; fi
    done
    if [ -f "$HOME/.config/pip/pip.conf" ]; then
        mkdir -p "$root$home/.config/pip"
        cp -L "$HOME/.config/pip/pip.conf" "$root$home/.config/pip/"
    fi
    # Remove local package folders: they do not exist in the clean machine.
    find "$root/etc/pip.conf" "$root$home/.config" -name pip.conf -exec sed -i '/= *\(file:\|\/\)/{/cert/!d}' {} + 2>/dev/null || true
    mv "$folder/jacpaper.git" "$root/srv/"
    # Trust the same certificates for the package index as this machine does.
    for bundle in "${PIP_CERT:-}" "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt; do
        if [ -f "$bundle" ]; then cp -L "$bundle" "$root/srv/certificates.crt" && break; fi
    done
    {
        echo "export HOME=$home PATH=$home/.local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        env | sed -n "/^\(PIP_[A-Z_]*\|[a-z]*_proxy\|[A-Z]*_PROXY\)=/ s/=\(.*\)/='\1'/p" |
            sed '/^PIP_\(CERT\|FIND_LINKS\)=/d; s/^/export /'
        if [ -f "$root/srv/certificates.crt" ]; then
            echo "export PIP_CERT=/srv/certificates.crt SSL_CERT_FILE=/srv/certificates.crt"
        fi
    } >"$root/srv/environment"
}

# there COMMANDS: run them in the clean root, in its home folder, without our environment.
there() {
    chroot "$root" /usr/bin/env -i /bin/sh -euc '. /srv/environment; cd; eval "$1"' there "$1"
}

there_must_be() {
    for file; do
        [ -s "$root$home/$file" ] || { say "$file was not made"; exit 1; }
    done
}

# The commands of the README's section "Two commands".
commands=$(sed -n '/^## Two commands/,/^## /s/^    //p' README.md |
    sed 's|<address of this repository>|/srv/jacpaper.git|')
case $commands in *"git clone "*"make paper"*) ;; *) say "README.md: where are the two commands?"; exit 1 ;; esac

step "a minimal Debian ($release)" make_root
step "what the README asks for: $NEEDED" there "apt-get update -qq >/dev/null &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $NEEDED >/dev/null 2>&1"
step "the README's two commands" there "$commands"
paper=jacpaper/build/2025-12-11/agenda-item-05-hmicfrs-update
there_must_be "$paper.docx" "$paper.pdf" "$paper.html"
step "make paper, with nothing to do" there "cd jacpaper && make paper | grep 'Nothing to do'"
step "make wheel, and pipx install of it" there \
    "cd jacpaper && make wheel && mv dist/*.whl .. && pipx install ../*.whl"
step "jacpaper init, build, new, build, check" there "mv jacpaper out-of-the-way
    jacpaper init anyshire --meeting 2027-02-25 && cd anyshire
    jacpaper build && jacpaper new 2027-06-24 && jacpaper build && jacpaper check
    cd .. && mv out-of-the-way jacpaper"
paper=anyshire/build/2027-06-24/agenda-item-1-hmicfrs-update
there_must_be "$paper.docx" "$paper.pdf" "$paper.html"
if [ "$how" = all ]; then
    step "continuous integration's .ci/run" there "jacpaper/.ci/run"
fi
say ""
say "Everything works on a clean machine:"
printf '%s' "$times" >&2
