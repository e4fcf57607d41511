import doctest
import subprocess
import sys
from pathlib import Path

import interviewplan

NOTEBOOKS = Path(interviewplan.__file__).parents[1]


def test_the_example_in_the_docstring_is_true() -> None:
    failed, tried = doctest.testmod(interviewplan)
    assert (failed, tried) == (0, 3)


def test_the_core_needs_the_standard_library_alone() -> None:
    shown = "import sys, interviewplan; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(NOTEBOOKS)!r}); {shown}"]
    loaded = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
    assert set(loaded) - sys.stdlib_module_names - {"__main__"} == {"interviewplan"}


def test_every_public_name_is_there() -> None:
    assert all(hasattr(interviewplan, name) for name in interviewplan.__all__)


def test_type_checkers_may_trust_the_annotations() -> None:
    assert (NOTEBOOKS / "interviewplan" / "py.typed").is_file()
