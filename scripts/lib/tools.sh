# The tools around the compiler: wasm-bindgen, wasm-pack, npm's packages, and what the tests need.

wasm_pack_version=0.15.1
zopfli_version=0.8.4
cargo_fuzz_version=0.13.2
cargo_deny_version=0.20.2

# The command-line wasm-bindgen must be of the very version that the crate was built with.
locked_version() {
  grep -A 1 "^name = \"$1\"\$" Cargo.lock | sed -n 's/^version = "\(.*\)"/\1/p'
}

# cargo_install CRATE VERSION HOW_LONG [OPTION...]
cargo_install() {
  local crate=$1 version=$2
  say "Building $crate $version: $3"
  shift 3
  # A crate's own lock file may name versions that a registry mirror does not serve yet.
  cargo install "$crate" --version "=$version" --locked "$@" || cargo install "$crate" --version "=$version" "$@" ||
    stop "$crate $version could not be built." "cargo install $crate --version =$version $*"
}

setup_wasm_bindgen() {
  local version
  version=$(locked_version wasm-bindgen)
  [ -n "$version" ] || stop "Cargo.lock does not name wasm-bindgen." "cargo generate-lockfile"
  if [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && has wasm-bindgen-test-runner; then
    return 0
  fi
  cargo_install wasm-bindgen-cli "$version" "3 to 6 minutes"
}

setup_wasm_pack() {
  has wasm-pack || cargo_install wasm-pack "$wasm_pack_version" "about 3 minutes"
}

# At a place of its own: Debian has a program of the same name, whose bytes differ.
setup_zopfli() {
  local place="${CARGO_HOME:-$HOME/.cargo}"
  [[ "$(cargo install --list --root "$place")" == *"zopfli v$zopfli_version:"* && -x "$place/bin/zopfli" ]] ||
    cargo_install zopfli "$zopfli_version" "about ten seconds" --root "$place"
}

# The fuzzer's own library is written in C++.
setup_fuzzer() {
  has c++ || apt_install "a C++ compiler, with which the fuzzer is built" "half a minute" g++
  [ "$(cargo fuzz --version 2>/dev/null)" = "cargo-fuzz $cargo_fuzz_version" ] ||
    cargo_install cargo-fuzz "$cargo_fuzz_version" "about a minute"
}

setup_cargo_deny() {
  [ "$(cargo deny --version 2>/dev/null)" = "cargo-deny $cargo_deny_version" ] ||
    cargo_install cargo-deny "$cargo_deny_version" "2 to 4 minutes"
}

setup_node() {
  has node && has npm || stop "Node.js with npm is missing." "install Node.js 20.19 or newer (see nodejs.org), which brings npm"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    stop "Node.js $(node --version) is too old." "install Node.js 20.19 or newer (see nodejs.org)"
}

# No package needs its install script: esbuild's and binaryen's programs come inside their packages.
setup_npm_packages() {
  if node scripts/lib/installed.mjs; then return 0; fi
  say "Installing the npm packages of package-lock.json: about half a minute"
  npm ci --ignore-scripts --no-audit --no-fund || stop "npm could not install the packages." "npm ci --ignore-scripts"
}

setup_test_programs() {
  has "${CHROMIUM:-chromium}" || apt_install "Chromium" "about a minute" chromium
  has chromedriver || apt_install "Chromium's driver" "a few seconds" chromium-driver
  has firefox-esr || apt_install "Firefox ESR" "about half a minute" firefox-esr
  has WebKitWebDriver || apt_install "WebKitGTK with its driver and its MiniBrowser" "about half a minute" webkit2gtk-driver
  has Xvfb || apt_install "Xvfb, the screen in memory that MiniBrowser needs" "a few seconds" xvfb
  has age || apt_install "age, which opens history files independently" "a few seconds" age
  has pdftotext && has pdftoppm || apt_install "poppler, which reads printed reports" "a few seconds" poppler-utils
}
