"""Set up what Forbear needs to run: both environments. See ``environments.py`` beside this file.

This file is kept so plain that even Python 2 can read it and say what is wrong.
"""

import os
import sys

if sys.version_info < (3, 6):
    sys.stderr.write(
        "Forbear's set-up needs Python 3.6 or newer, and this is Python %d.%d: "
        "run it with 'python3 scripts/setup.py'.\n" % sys.version_info[:2]
    )
    sys.exit(1)

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from environments import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
