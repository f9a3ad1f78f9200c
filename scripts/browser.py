"""Say whether there is a Chromium for the browser tests; 1 with the fix when there is none."""

from __future__ import annotations

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find_chromium() -> str | None:
    """Give the path of a Chromium: FORBEAR_CHROMIUM, the PATH, or macOS's applications."""
    chosen = os.environ.get("FORBEAR_CHROMIUM")
    found = [chosen] if chosen else [shutil.which(name) for name in NAMES]
    if not chosen:
        found += [path for path in APPLICATIONS if os.path.exists(path)]
    return next((path for path in found if path), None)


def main() -> int:
    """Check, before the tests rather than in them: none of them is ever skipped."""
    if find_chromium():
        return 0
    print(
        "The browser tests need Chromium: run 'sudo apt-get install chromium' (on macOS "
        "'brew install --cask chromium'), or set FORBEAR_CHROMIUM to its path, then try again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
