"""The standard command `jupyter-book build . --builder pdflatex`, with the settings of the repository."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

import minibook

MISSING = [program for program in ("xelatex", "latexmk") if shutil.which(program) is None]


@pytest.mark.skipif(bool(MISSING), reason=f"TeX is not installed: no {' and no '.join(MISSING)} (see .ci/run)")
def test_latex_sets_the_book(tmp_path: Path) -> None:
    root = minibook.write_book(tmp_path)
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [str(jupyter_book), "build", ".", "-W", "--keep-going", "--builder", "pdflatex"]
    done = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    pages = PdfReader(root / "_build/latex/conversations-with-a-purpose.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for wanted in ("Conversations with a Purpose", "They listened (Kahn and Cannell, 1957)", "unmistakable", "42"):
        assert wanted in text
    assert "Kahn, Robert L. and Cannell, Charles F. The Dynamics of Interviewing. Wiley, 1957." in text
