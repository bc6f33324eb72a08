"""`python -m cm_build.cli` does what `cm` does."""

import sys

from cm_build.cli.main import main

sys.exit(main())
