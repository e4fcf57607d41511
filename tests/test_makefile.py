import os
import re
import subprocess

import pytest
import yaml

from coursebook.publish.system import PANGO
from minibook import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = MAKEFILE.partition(".PHONY:")[2].partition("\n")[0].split()


def pins(path: str) -> set[tuple[str, str]]:
    """The packages of a lock file with their versions, of which a package may have one for each range of Pythons."""
    return set(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))


def make(*arguments: str) -> str:
    """What make prints, also when these tests were themselves started by make."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(["make", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_bare_make_lists_every_target_with_its_help() -> None:
    lines = make().splitlines()
    assert [line.split()[1] for line in lines] == TARGETS
    assert all(len(line.split()) > 3 for line in lines)


@pytest.mark.parametrize("command", ["book", "html", "pdf", "serve"])
def test_target_calls_the_command_of_its_name(command: str) -> None:
    assert re.search(rf"^{command}: .*\n\t@\$\(BIN\)/python scripts/build_book.py {command}$", MAKEFILE, re.MULTILINE)


def test_test_checks_everything_and_then_runs_every_test() -> None:
    commands = [line for line in make("--always-make", "--dry-run", "test").splitlines() if ".venv/bin/" in line]
    assert [command.removeprefix(".venv/bin/") for command in commands] == [
        "ruff check",
        "ruff format --check",
        "mypy",
        "python scripts/convert.py --check",
        "nbstripout --verify --keep-id notebooks/*.ipynb",
        "python -m pytest",
    ]


def test_environment_follows_the_lock_and_the_project() -> None:
    assert "$(LOCKED): requirements.lock pyproject.toml\n" in MAKEFILE


def test_continuous_integration_runs_the_tests_as_everybody_does() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "make test"
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_continuous_integration_installs_what_the_pdf_needs() -> None:
    assert set(PANGO) <= set((ROOT / ".ci/run").read_text(encoding="utf-8").split())


def test_binder_has_the_versions_of_the_lock() -> None:
    binder = pins("binder/requirements.txt")
    assert {"ipykernel", "matplotlib", "numpy", "scipy"} <= {package for package, _ in binder}
    assert binder - pins("requirements.lock") == set()


def test_every_pin_has_hashes() -> None:
    for path in ("requirements.lock", "binder/requirements.txt"):
        entries = re.split(r"\n(?=[a-z0-9])", (ROOT / path).read_text(encoding="utf-8"))[1:]
        assert entries
        assert all("--hash=sha256:" in entry for entry in entries)


def test_hooks_before_a_commit_are_those_of_make_check() -> None:
    configuration = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    for hook in configuration["repos"][0]["hooks"]:
        assert hook["entry"].replace(".venv/bin/", "$(BIN)/") in MAKEFILE
