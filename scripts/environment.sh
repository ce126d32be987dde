# Sourced by ./run, ./test, ./check, ./validate and ./bench: makes .venv and installs what the caller names.
#   ensure_environment [GROUP…]   the package, editable, with its voice and the dependency groups named
# Uses uv where there is one (faster), else venv and pip. Installs again only when pyproject.toml, the Python or
# the wanted groups have changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
VENV=$ROOT/.venv
export PYTHONUTF8=1

say() { printf '%s\n' "$*" >&2; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  say "Retrowalk needs Python 3.11 or newer; none was found. Install it from your system's packages and try again."
  exit 2
}

install_packages() {
  if command -v uv >/dev/null; then
    uv pip install --quiet --compile-bytecode --python "$VENV/bin/python" "$@"
  else
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' &&
      "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
  fi
}

ensure_environment() {
  local groups=("$@") stamp wanted
  stamp=$VENV/installed-for
  wanted="$(cksum <"$ROOT/pyproject.toml") ${groups[*]:-}"
  if [ -x "$VENV/bin/python" ] && grep -qxF "$wanted" "$stamp" 2>/dev/null; then
    return
  fi
  if [ ! -x "$VENV/bin/python" ]; then
    say "Making $VENV …"
    if command -v uv >/dev/null; then
      uv venv --quiet --python "$(find_python)" "$VENV"
    elif ! "$(find_python)" -m venv "$VENV"; then
      rm -rf "$VENV"
      say "Python could not make a virtual environment; on Debian and Ubuntu: apt install python3-venv"
      exit 2
    fi
  fi
  say "Installing what is needed (a minute or two the first time) …"
  local args=() group
  for group in ${groups[@]+"${groups[@]}"}; do args+=(--group "$ROOT/pyproject.toml:$group"); done
  # The voice is there for the usual systems only; without it the coach speaks in sounds.
  if ! install_packages -e "$ROOT[voice]" ${args[@]+"${args[@]}"}; then
    say "Once more, without the voice …"
    install_packages -e "$ROOT" ${args[@]+"${args[@]}"}
  fi
  grep -vxF "$wanted" "$stamp" >"$stamp.new" 2>/dev/null || true
  # One line per set of groups: ./test after ./check does not install twice.
  grep -F "$(cksum <"$ROOT/pyproject.toml")" "$stamp.new" >"$stamp" 2>/dev/null || : >"$stamp"
  rm -f "$stamp.new"
  printf '%s\n' "$wanted" >>"$stamp"
}

# Debian's Chromium for the browser tests, where we may install it.
ensure_chromium() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing Chromium for the browser tests …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 ||
      say "Chromium could not be installed: the browser tests will say that they were skipped."
  else
    say "No Chromium here and no right to install one: the browser tests will say that they were skipped."
  fi
}
