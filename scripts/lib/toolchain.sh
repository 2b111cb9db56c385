# The WebAssembly target, by the first of these that works: it is there; rustup adds it; Debian's compiler, with the
# standard library built once; or the command that the user should run.

setup_linker() {
  has cc || apt_install "a C linker" "about a minute" gcc libc6-dev
}

# rustup's shims come first on PATH, so Debian's compiler must be one of rustup's toolchains to be found.
link_debian_toolchain() {
  if has rustup; then rustup toolchain link debian /usr; fi
}

refresh_toolchain() {
  hash -r
  source scripts/env.sh
  [ "$toolchain_ready" = yes ]
}

add_target_with_rustup() {
  has rustup && recent_enough rustc || return 1
  say "Adding the WebAssembly target with rustup: about half a minute"
  rustup target add "$wasm_target" || { say "rustup could not add it; trying Debian's compiler"; return 1; }
  refresh_toolchain
}

write_empty_crate() {
  mkdir -p "$1/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >"$1/Cargo.toml"
  printf '#![no_std]\n' >"$1/src/lib.rs"
}

# Builds the standard library for WebAssembly from Debian's source package into the folder given.
build_std() {
  local libraries=$1 work
  work=$(mktemp -d)
  write_empty_crate "$work"
  (cd "$work" && env -u RUSTUP_TOOLCHAIN RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
    CARGO_TARGET_DIR="$work/target" /usr/bin/cargo build --quiet --release --target "$wasm_target" \
    -Z build-std=std,panic_abort,test) || return 1
  rm -f "$work/target/$wasm_target/release/deps"/libempty-*
  as_root rm -rf "$libraries" && as_root mkdir -p "$libraries" &&
    as_root cp "$work/target/$wasm_target/release/deps"/lib*.rlib "$libraries/" || return 1
  rm -rf "$work"
}

build_std_if_missing() {
  if compiles_to_wasm /usr/bin/rustc; then return 0; fi
  say "Building Rust's standard library for WebAssembly, once: about a minute"
  build_std "$(/usr/bin/rustc --print sysroot)/lib/rustlib/$wasm_target/lib"
}

take_debian_toolchain() {
  can_install || return 1
  apt_install "a Rust compiler with the WebAssembly backend" "1 to 3 minutes" \
    rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web rust-web-llvm lld-22
  build_std_if_missing && link_debian_toolchain && refresh_toolchain
}

name_the_way_out() {
  local problem="there is no Rust compiler here that builds for $wasm_target."
  if has rustup; then
    stop "$problem" "rustup update stable && rustup default stable && rustup target add $wasm_target"
  else
    stop "$problem" "install Rust with rustup (see rust-lang.org/tools/install), then: rustup target add $wasm_target"
  fi
}

setup_toolchain() {
  refresh_toolchain || add_target_with_rustup || take_debian_toolchain || name_the_way_out
}

# Formatter and linter, which minimal rustup profiles leave out.
setup_rust_checks() {
  if cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; then return 0; fi
  say "Adding rustfmt and clippy: about half a minute"
  local command="rustup component add rustfmt clippy"
  has rustup && $command || stop "rustfmt and clippy are missing." "$command"
}
