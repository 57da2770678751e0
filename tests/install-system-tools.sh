#!/bin/sh
# Makes sure that the programs the tests drive are on this machine. Does nothing when all are there.
set -eu

missing=""
need() { # need PACKAGE COMMAND...: PACKAGE is missing unless COMMAND succeeds
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

has_postgresql() {
    # Debian keeps the server's programs out of PATH.
    for initdb in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$initdb" ] && return
    done
    return 1
}

has_cjk_font() {
    # Without one, screenshots and text widths of the Chinese pages mean nothing.
    if command -v fc-list >/dev/null; then
        fc-list :lang=zh | grep -q .
    else
        find /usr/share/fonts -iname '*CJK*' 2>/dev/null | grep -q .
    fi
}

need chromium command -v chromium
need postgresql has_postgresql
need redis-server command -v redis-server
need coturn command -v turnserver
need iproute2 command -v ip
need prometheus command -v promtool
need fonts-noto-cjk has_cjk_font

[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
    # shellcheck disable=SC2086 # two words are meant
    $as_root true 2>/dev/null || as_root=none
fi

if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
    echo "The tests also need:$missing" >&2
    echo "On Debian: sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "Installing for the tests:$missing"
# Another installation may be under way: wait for it. A stale package list is no reason to stop here,
# since the installation itself says what it cannot find.
# shellcheck disable=SC2086 # lists of words are meant
{
    $as_root apt-get update -qq || true
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=600 $missing
}
