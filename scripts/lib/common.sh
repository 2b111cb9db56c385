# Shared by the set-up scripts: speaking, stopping, installing Debian packages.

say() { printf '== %s\n' "$*"; }

# stop WHAT COMMAND: ends set-up, naming the one command that gets it going again.
stop() {
  printf '\nStopped: %s\nRun this, then start again:\n\n  %s\n\n' "$1" "$2" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

as_root() {
  if is_root; then "$@"; else sudo "$@"; fi
}

can_install() { [ -f /etc/debian_version ] && has apt-get && { is_root || has sudo; }; }

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

has_candidate() { apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'; }

# Fresh machines come without package lists, older ones with lists that have gone stale.
refresh_lists_unless() {
  local package
  for package in "$@"; do
    has_candidate "$package" || { as_root apt-get -q update && return; }
  done
}

apt_get_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"
}

# apt_install WHAT HOW_LONG PACKAGE...: installs what is missing of the packages.
apt_install() {
  local what=$1 how_long=$2 missing=() package
  shift 2
  local command="apt-get update && apt-get install -y --no-install-recommends $*"
  is_root || command="su -c '$command'"
  can_install || stop "$what is missing, and set-up cannot install it here." "$command"
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing $what from Debian (${missing[*]}): $how_long"
  refresh_lists_unless "${missing[@]}" || stop "Debian's package lists could not be fetched." "$command"
  apt_get_install "${missing[@]}" ||
    { as_root apt-get -q update && apt_get_install "${missing[@]}"; } ||
    stop "Debian could not install $what." "$command"
}
