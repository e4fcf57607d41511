"""Pages as a browser sees them: Chromium without a window, through its DevTools protocol over a pair of pipes."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]  # fmt: skip
PATIENCE = 60
"""Seconds until a browser that says nothing is given up."""


def find() -> str | None:
    """The path of a browser; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@dataclass
class Seen:
    """What happened while a page was open."""

    value: Any = None
    """What the asked expression gave."""
    calls: list[str] = field(default_factory=list)
    """Scripts that called `struck`, and dialogs."""
    requests: list[str] = field(default_factory=list)


class Tab:
    """One page after another."""

    def __init__(self, commands: int, answers: int) -> None:
        """Talk through two file descriptors."""
        self.commands, self.answers = commands, answers
        self.buffer, self.number, self.session = b"", 0, ""
        self.seen = Seen()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")
        self.call("Runtime.addBinding", name="report")
        # The binding takes exactly one text.
        self.call(
            "Page.addScriptToEvaluateOnNewDocument", source="window.struck = () => report(location.href + ' struck')"
        )

    def open(self, address: str, expression: str) -> Seen:
        """Open an address and evaluate an expression once everything is loaded."""
        self.seen = Seen()
        self.call("Page.navigate", url=address)
        self.read(lambda message: message.get("method") == "Page.loadEventFired")
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        self.seen.value = result["result"].get("value")
        return self.seen

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        answer = self.read(lambda message: message.get("id") == number)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def read(self, wanted: Any) -> dict[str, Any]:
        """The first message that is wanted; others are noted."""
        while True:
            while b"\0" not in self.buffer:
                ready, _, _ = select.select([self.answers], [], [], PATIENCE)
                assert ready, "the browser does not answer"
                more = os.read(self.answers, 1 << 20)
                assert more, "the browser is gone"
                self.buffer += more
            line, _, self.buffer = self.buffer.partition(b"\0")
            message: dict[str, Any] = json.loads(line)
            self.note(message)
            if wanted(message):
                return message

    def note(self, message: dict[str, Any]) -> None:
        """Keep what a test wants to know."""
        method, params = message.get("method"), message.get("params", {})
        if method == "Runtime.bindingCalled":
            self.seen.calls.append(params["payload"])
        elif method == "Page.javascriptDialogOpening":
            self.seen.calls.append(f"dialog: {params['message']}")
        elif method == "Network.requestWillBeSent":
            self.seen.requests.append(params["request"]["url"])


@contextmanager
def tab(folder: Path) -> Iterator[Tab]:
    """An open tab of a browser whose profile lies in `folder`."""
    browser = find()
    assert browser is not None
    pipes = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (*os.pipe(), *os.pipe())]
    read_commands, commands, answers, write_answers = pipes

    def connect() -> None:
        os.dup2(read_commands, 3)
        os.dup2(write_answers, 4)

    process = subprocess.Popen(
        [browser, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
        pass_fds=(3, 4), preexec_fn=connect,  # noqa: PLW1509 - started before any thread
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for end in (read_commands, write_answers):
        os.close(end)
    try:
        yield Tab(commands, answers)
    finally:
        process.kill()
        process.wait()
        for end in (commands, answers):
            os.close(end)
