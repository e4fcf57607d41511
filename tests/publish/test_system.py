import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from coursebook.publish import system
from coursebook.publish.system import SystemNeedError, ensure_pango, ensure_venv_module, install, missing_libraries

Machine = Callable[..., list[tuple[str, ...]]]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Pretend a machine, and return the list of the commands that would have been run on it."""

    def pretend(root: bool = False, commands: Sequence[str] = (), refused: str = "") -> list[tuple[str, ...]]:
        run: list[tuple[str, ...]] = []

        def succeeds(command: tuple[str, ...]) -> bool:
            run.append(command)
            return refused not in command if refused else True

        monkeypatch.setattr(system.os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}" if name in commands else None)
        monkeypatch.setattr(system, "_succeeds", succeeds)
        return run

    return pretend


@pytest.mark.parametrize(
    ("libraries", "missing"),
    [
        ({}, ()),
        ({"libc6": "libc.so.6"}, ()),
        ({"libnone": "libnone.so.9", "libc6": "libc.so.6"}, ("libnone",)),
    ],
)
def test_missing_libraries_are_named_by_package(libraries: dict[str, str], missing: tuple[str, ...]) -> None:
    assert missing_libraries(libraries) == missing


def test_root_installs_with_apt(machine: Machine) -> None:
    run = machine(root=True, commands=["apt-get"])
    install(["libone", "libtwo"], "The PDF")
    apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y")
    assert run == [(*apt, "update"), (*apt, "install", "--no-install-recommends", "libone", "libtwo")]


def test_sudo_is_used_where_it_asks_for_no_password(machine: Machine) -> None:
    run = machine(commands=["apt-get", "sudo"])
    install(["libone"], "The PDF")
    assert run[0] == ("sudo", "-n", "true")
    assert all(command[:2] == ("sudo", "-n") for command in run)


@pytest.mark.parametrize(
    "pretence",
    [
        pytest.param({"commands": ["apt-get"]}, id="neither root nor sudo"),
        pytest.param({"commands": ["apt-get", "sudo"], "refused": "true"}, id="sudo wants a password"),
        pytest.param({"root": True, "commands": ["apt-get"], "refused": "install"}, id="apt-get fails"),
    ],
)
def test_what_cannot_be_installed_is_said_in_a_sentence(pretence: dict[str, object], machine: Machine) -> None:
    machine(**pretence)
    with pytest.raises(SystemNeedError) as caught:
        install(["libone", "libtwo"], "The PDF")
    assert str(caught.value) == "The PDF needs libone libtwo: run “apt-get install libone libtwo” as root."


def test_machine_without_apt_gives_its_packages_other_names(machine: Machine) -> None:
    machine(root=True)
    with pytest.raises(SystemNeedError) as caught:
        install(["libone", "libtwo"], "The PDF")
    assert str(caught.value) == "The PDF needs libone libtwo: install them by the names that they have here."


def test_pango_that_is_there_is_not_installed(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    run = machine(root=True, commands=["apt-get"])
    monkeypatch.setattr(system, "PANGO", {"libc6": "libc.so.6"})
    ensure_pango()
    assert run == []


def test_installed_library_that_still_does_not_load_is_reported(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(root=True, commands=["apt-get"])
    monkeypatch.setattr(system, "PANGO", {"libnone": "libnone.so.9"})
    with pytest.raises(SystemNeedError, match=r"^The PDF needs libnone, which is installed but cannot be loaded\.$"):
        ensure_pango()


def test_old_python_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "version", "3.9.2 (default)")
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    with pytest.raises(SystemNeedError) as caught:
        ensure_venv_module()
    assert str(caught.value) == (
        "The book needs Python 3.11 or newer, and /usr/bin/python3 is 3.9.2: "
        "run “make PYTHON=python3.11 …” with the name of a newer one."
    )


def test_missing_venv_module_is_installed_for_this_python(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    run = machine(root=True, commands=["apt-get"])
    monkeypatch.setattr(system, "_has_ensurepip", iter([False, True]).__next__)
    ensure_venv_module()
    assert run[-1][-1] == f"python3.{sys.version_info.minor}-venv"


def test_command_says_what_is_missing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    machine(commands=["apt-get"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(system, "_has_ensurepip", lambda: False)
    package = f"python3.{sys.version_info.minor}-venv"
    assert system.main() == 1
    assert capsys.readouterr().err == (f"“python3 -m venv” needs {package}: run “apt-get install {package}” as root.\n")


def test_environment_is_made_from_the_lock_and_nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run: list[tuple[str, ...]] = []
    monkeypatch.setattr(system, "_has_ensurepip", lambda: True)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: run.append(command))
    system.make_environment(tmp_path)
    assert run[0] == (sys.executable, "-m", "venv", "--clear", str(tmp_path / ".venv"))
    assert run[1][-3:] == ("--require-hashes", "--requirement", "requirements.lock")
    assert run[2][-4:] == ("--no-deps", "--no-build-isolation", "--editable", ".")


def test_module_runs_without_anything_installed() -> None:
    """The Makefile calls it before `.venv` exists, so it may import the standard library only."""
    code = "import sys; import coursebook.publish.system; print(*sorted({n.split('.')[0] for n in sys.modules}))"
    scripts = Path(__file__).resolve().parents[2] / "scripts"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(scripts)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) <= {*sys.stdlib_module_names, "coursebook", "__main__", "sitecustomize"}
