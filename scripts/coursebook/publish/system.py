"""What the machine must have before the book can be built, and how it gets there.

This module runs before anything is installed, so it uses the standard library only:
`PYTHONPATH=scripts python3 -m coursebook.publish.system` makes `.venv` from `requirements.lock`.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

PANGO = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
"""The libraries that WeasyPrint sets text with: Debian package, and the file the package is needed for."""

OLDEST_PYTHON = (3, 11)


class SystemNeedError(Exception):
    """Something is missing that only the machine's owner can install; the text says what, in one sentence."""


def missing_libraries(libraries: dict[str, str]) -> tuple[str, ...]:
    """Return the packages, of a mapping of packages to shared libraries, whose library cannot be loaded."""
    return tuple(package for package, library in libraries.items() if not _loads(library))


def root_prefix() -> tuple[str, ...] | None:
    """Return what to put before a command to run it as root without a password, or `None` where that cannot be."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and _succeeds(("sudo", "-n", "true")):
        return ("sudo", "-n")
    return None


def install(packages: Iterable[str], purpose: str) -> None:
    """Install Debian or Ubuntu packages.

    Raises `SystemNeedError`, naming the packages and the purpose, where there is no `apt-get`, no right to use it, or
    where it fails.
    """
    names = tuple(packages)
    if shutil.which("apt-get") is None:
        raise SystemNeedError(f"{purpose} needs {' '.join(names)}: install them by the names that they have here.")
    need = SystemNeedError(f"{purpose} needs {' '.join(names)}: run “apt-get install {' '.join(names)}” as root.")
    prefix = root_prefix()
    if prefix is None:
        raise need
    apt = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y")
    say(f"installing {' '.join(names)}")
    # An outdated list of packages is no reason to stop: the installation itself decides.
    _succeeds((*apt, "update"))
    if not _succeeds((*apt, "install", "--no-install-recommends", *names)):
        raise need


def ensure_pango() -> None:
    """Install what WeasyPrint needs where it is missing; raises `SystemNeedError` where that cannot be."""
    if sys.platform == "linux" and (missing := missing_libraries(PANGO)):
        install(missing, "The PDF")
        if missing := missing_libraries(PANGO):
            raise SystemNeedError(f"The PDF needs {' '.join(missing)}, which is installed but cannot be loaded.")


def ensure_venv_module() -> None:
    """Install what `python3 -m venv` needs where it is missing; raises `SystemNeedError` where that cannot be."""
    if sys.version_info < OLDEST_PYTHON:
        raise SystemNeedError(
            f"The book needs Python 3.11 or newer, and {sys.executable} is {sys.version.split()[0]}: "
            "run “make PYTHON=python3.11 …” with the name of a newer one."
        )
    package = f"python3.{sys.version_info.minor}-venv"
    if not _has_ensurepip():
        install([package], "“python3 -m venv”")
        if not _has_ensurepip():
            raise SystemNeedError(f"“python3 -m venv” needs ensurepip, which {package} did not bring for this Python.")


def make_environment(root: Path) -> None:
    """Make `root/.venv` anew: exactly the packages of `requirements.lock`, and the project itself, editable."""
    ensure_venv_module()
    environment = root / ".venv"
    say("making .venv from requirements.lock; this takes a minute or two")
    _run((sys.executable, "-m", "venv", "--clear", str(environment)), root)
    pip = (str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run((*pip, "--require-hashes", "--requirement", "requirements.lock"), root)
    _run((*pip, "--no-deps", "--no-build-isolation", "--editable", "."), root)


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Make the environment of the current folder; return 0, or 1 with a sentence on what is missing."""
    try:
        make_environment(Path.cwd())
    except SystemNeedError as need:
        sys.stderr.write(f"{need}\n")
        return 1
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"making .venv failed: {' '.join(map(str, error.cmd))}\n")
        return 1
    return 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def _succeeds(command: tuple[str, ...]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603


def _run(command: tuple[str, ...], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603


if __name__ == "__main__":
    raise SystemExit(main())
