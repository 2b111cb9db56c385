# Sourced before every cargo call, from the project's root: picks one compiler for native and WebAssembly builds.
#
# The compiler on PATH wins where it is recent enough and can build for WebAssembly. Otherwise it is the one that
# set-up took from Debian: as rustup's toolchain "debian" where rustup's shims come first, else by PATH.

wasm_target=wasm32-unknown-unknown

# Compiles an empty crate, which shows that a standard library is there and fits this very compiler.
compiles_to_wasm() {
  local out status=0
  out=$(mktemp -d)
  "$@" --target "$wasm_target" --crate-type lib --crate-name probe --emit metadata --out-dir "$out" - \
    </dev/null >/dev/null 2>&1 || status=1
  rm -rf "$out"
  return "$status"
}

recent_enough() {
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  found=$("$@" --version 2>/dev/null | cut -d ' ' -f 2)
  [ -n "$found" ] && [ "$(printf '%s\n' "$wanted" "${found%%-*}" | sort -V | head -n 1)" = "$wanted" ]
}

usable() { recent_enough "$@" && compiles_to_wasm "$@"; }

pick_toolchain() {
  if usable rustc; then return 0; fi
  if usable env RUSTUP_TOOLCHAIN=debian rustc; then
    export RUSTUP_TOOLCHAIN=debian
  elif ! command -v rustup >/dev/null 2>&1 && usable /usr/bin/rustc; then
    export PATH="/usr/bin:$PATH"
  else
    return 1
  fi
}

export PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
toolchain_ready=no
if pick_toolchain; then toolchain_ready=yes; fi
