#!/usr/bin/env python3
"""Makes the book or a part of it; the Makefile calls it."""

import sys

from coursebook.publish.steps import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
