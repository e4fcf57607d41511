#!/usr/bin/env python3
"""Turns front-matter documents into the chapters and the table of contents of a Jupyter Book."""

from coursebook.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
