"""The repository's own papers: what README and CONTRIBUTING tell people to run and to open is there."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ("README.md", "CONTRIBUTING.md", "LICENSE-COURSE.md", "CHANGELOG.md")


def text(paper: str) -> str:
    return (ROOT / paper).read_text(encoding="utf-8")


def shell_lines() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", text("README.md"), re.S)
    return [line for block in blocks for line in block.splitlines()]


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):.*##", text("Makefile"), re.M))
    named = {name for paper in PAPERS for name in re.findall(r"`make ([a-z]+)`", text(paper))}
    named |= {line.split()[1] for line in shell_lines() if line.startswith("make ")}
    assert {"book", "test", "html", "serve", "check", "lock"} <= named <= targets


def test_bare_make_prints_every_target_with_its_help_line():
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^([a-z]+):.*## (.+)$", text("Makefile"), re.M)
    assert len(targets) > 8
    for name, purpose in targets:
        assert re.search(rf"^make {name} +{re.escape(purpose)}$", printed, re.M), name


@pytest.mark.parametrize("paper", PAPERS)
def test_every_relative_link_leads_to_a_file(paper):
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text(paper)) if "://" not in link]
    missing = [link for link in links if not (ROOT / link).exists()]
    assert missing == []


def test_every_option_of_the_converter_that_is_named_exists():
    command = [sys.executable, "scripts/convert.py", "--help"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    section = text("README.md").split("## Convert your own site")[1].split("\n## ")[0]
    named = set(re.findall(r"(?<![\w-])--?[A-Za-z]+", section)) - {"-book"}
    assert {"--book", "--check", "-W", "--report", "--format"} <= named
    assert [option for option in sorted(named) if option not in shown] == []


def test_the_commands_for_ones_own_site_make_a_book(tmp_path):
    (tmp_path / "my-site/content").mkdir(parents=True)
    (tmp_path / "my-site/content/a.md").write_text("---\ntitle: A page\n---\n<p>Text.</p>\n", encoding="utf-8")
    convert = next(line for line in shell_lines() if line.startswith("python scripts/convert.py"))
    arguments = [
        str(tmp_path / part.removeprefix("../")) if part.startswith("../") else part for part in convert.split()
    ]
    done = subprocess.run([sys.executable, *arguments[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "my-book/chapters/pages/a.md").exists()


def test_plan_of_the_house_names_every_top_level_folder():
    plan = text("CONTRIBUTING.md")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {line.split("/")[0] for line in tracked.splitlines() if "/" in line and not line.startswith(".")}
    assert [folder for folder in sorted(folders) if f"`{folder}/`" not in plan] == []


def test_version_and_title_are_the_same_everywhere():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    citation = yaml.safe_load(text("CITATION.cff"))
    config = yaml.safe_load(text("_config.yml"))
    course = yaml.safe_load(text("sources/course.yml"))
    assert citation["version"] == project["version"]
    assert citation["title"].startswith(course["title"])
    assert config["title"] == course["title"]
    assert config["author"] == ", ".join(course["authors"])
    assert sorted(citation["license"]) == sorted(course["licenses"].values())


def test_no_paper_names_a_place_outside_the_project():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    outside = re.compile(rb"/(?:work|home|root)/|\.\./shared")
    named = [
        path
        for path in tracked.splitlines()
        if path != "tests/test_papers.py" and (ROOT / path).is_file() and outside.search((ROOT / path).read_bytes())
    ]
    assert named == []
