# Shared by tests/run and tests/long: steps, installing, ending what tests left behind. Sourced.

started=$SECONDS
scratch=$(mktemp -d)
# Whatever the tests' mail servers left when a test was killed; only those of this run.
clean_up() {
    local rig pid
    for rig in /tmp/nudged-rig-*; do
        [ -d "$rig" ] && [ "$rig" -nt "$scratch/begin" ] || continue
        for pid in $(cat "$rig/run/master.pid" "$rig/q/pid/master.pid" 2>/dev/null); do
            grep -qa "$rig" "/proc/$pid/cmdline" "/proc/$pid/environ" 2>/dev/null && kill "$pid"
        done
        rm -rf "$rig"
    done
    rm -rf "$scratch"
}
touch "$scratch/begin"
trap clean_up EXIT
trap 'failed "interrupted"' INT TERM

# Without link-time optimisation a test program links in a second instead of twenty; with overflow
# checks a wrong sum is a failure and no odd number.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
export CARGO_PROFILE_RELEASE_STRIP=none CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}

failed() {
    echo "FAILED: $1"
    exit 1
}

passed() {
    echo "PASSED in $((SECONDS - started)) s"
}

# step NAME COMMAND…: runs it; a failure ends everything with its name in the last line.
step() {
    local name=$1 begin=$SECONDS
    shift
    echo "== $name"
    "$@" || failed "$name"
    echo "   $((SECONDS - begin)) s"
}

# absent CRATE: nothing in the dependency tree brings it.
absent() {
    local all
    all=$(cargo tree --locked --edges normal,build --prefix none) || return 1
    if grep "^$1 v" <<<"$all"; then
        cargo tree --locked --edges normal,build --invert "$1"
        return 1
    fi
}

# Cargo, and as root the mail servers and tools the tests use. Nothing is started.
servers() {
    command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"
    command -v cargo >/dev/null || failed "no cargo: install Rust 1.95 (https://rustup.rs)"
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
    local wanted="dovecot-imapd dovecot-lmtpd dovecot-submissiond dovecot-sieve postfix swaks libfaketime strace openssl
        python3 git gcc libc6-dev ca-certificates"
    local missing="" package
    for package in $wanted; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    # Debian starts what it installs unless this says no (101).
    local ours=""
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        ours=1
        printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
        chmod 755 /usr/sbin/policy-rc.d
    fi
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections 2>/dev/null
    # shellcheck disable=SC2086
    install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >"$scratch/apt" 2>&1; }
    echo "== installing$missing"
    install || { apt-get update -qq >"$scratch/apt" 2>&1; install; }
    local code=$?
    [ -z "$ours" ] || rm -f /usr/sbin/policy-rc.d
    [ $code = 0 ] || { tail -n 20 "$scratch/apt"; failed "installing$missing"; }
}
