"""Build the book: `python scripts/build_book.py book|html|pdf|serve` (the Makefile calls this)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from coursebook.publish.steps import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
