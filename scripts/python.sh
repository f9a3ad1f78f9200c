#!/bin/sh
# Run the arguments with some Python 3 of this machine, wherever it is.
# Version managers put shims on the PATH that fail until a version is chosen, so each is tried.
for candidate in python3 python3.12 python3.11 python /usr/bin/python3 /usr/local/bin/python3 \
    /opt/homebrew/bin/python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3*/bin/python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 6))' >/dev/null 2>&1; then
        exec "$candidate" "$@"
    fi
done
if command -v uv >/dev/null 2>&1; then
    exec uv run --no-project --python 3.12 python "$@"
fi
echo "Forbear needs Python 3: on Debian or Ubuntu run 'sudo apt-get install python3 python3-venv', on macOS 'brew install python@3.12', then try again." >&2
exit 1
