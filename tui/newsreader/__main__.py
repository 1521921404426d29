"""Run the program: `python -m newsreader` is `newsreader`."""

import sys

from newsreader.launch import main

sys.exit(main())
