"""The command as a module of Python: `python -m assets.cli`."""

import sys

from assets.cli import main

if __name__ == "__main__":
    sys.exit(main())
