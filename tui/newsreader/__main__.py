"""`python -m newsreader` is `newsreader`."""

import sys

from newsreader.cli import main

sys.exit(main())
