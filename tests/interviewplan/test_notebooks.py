"""The notebooks as files, as programs, and as prose whose every number is true."""

import ast
import re
import sys
from itertools import accumulate, pairwise
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import interviewplan
from interviewplan import chance_all_codes, chance_of_seeing, interviews_needed, stopping_point

FOLDER = Path(interviewplan.__file__).parents[1]
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
IMPORTABLE = sys.stdlib_module_names | {"interviewplan", "matplotlib", "numpy"}

CODE_BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
UNREAD = re.compile(r"```.*?```|\$\$.*?\$\$|\$.*?\$|\{cite:[pt]\}`.*?`|\]\(.*?\)", re.DOTALL)
"""Parts of the prose whose numbers are not claims: code, formulas, citation keys, link targets."""


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def prose(path: Path) -> str:
    text = "\n".join(cell.source for cell in cells(path, "markdown"))
    return " ".join(UNREAD.sub(" ", text).split())


@pytest.fixture(params=NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_there_are_notebooks() -> None:
    assert "how-many-interviews" in [path.stem for path in NOTEBOOKS]


def test_it_is_valid_and_holds_no_results(path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec == {"name": "python3", "display_name": "Python 3", "language": "python"}
    assert [(cell.id, cell.outputs, cell.execution_count) for cell in cells(path, "code") if cell.outputs] == []
    assert {cell.execution_count for cell in cells(path, "code")} == {None}


def test_its_cells_have_readable_names(path) -> None:
    names = [cell.id for cell in read(path).cells]
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


def test_it_says_what_it_is_and_where_it_stands(path) -> None:
    metadata = read(path).metadata
    assert metadata.description.endswith(".")
    assert metadata.keywords
    assert [entry["identifier"] for entry in metadata.menu.values()] == [path.stem]


def test_its_headings_start_with_one_title_and_skip_no_level(path) -> None:
    text = CODE_BLOCK.sub("", "\n".join(cell.source for cell in cells(path, "markdown")))
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_it_imports_what_every_place_it_runs_in_has(path) -> None:
    tree = ast.parse("\n".join(cell.source for cell in cells(path, "code")))
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in plain + named} <= IMPORTABLE


def test_its_pictures_have_a_caption_a_name_and_words_for_those_who_do_not_see_them(path) -> None:
    drawing = [cell for cell in cells(path, "code") if "_figure(" in cell.source]
    assert drawing
    for cell in drawing:
        shown = cell.metadata.mystnb
        assert shown.figure.caption.endswith(".")
        assert shown.figure.name.startswith("how-many-")
        assert shown.image.alt.endswith(".")


def test_it_runs_in_a_fresh_kernel_in_its_own_folder_without_a_warning(path) -> None:
    notebook = read(path)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import warnings; warnings.simplefilter('error')"))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert {output.output_type for output in outputs} <= {"stream", "execute_result"}
    assert {output.name for output in outputs if output.output_type == "stream"} <= {"stdout"}
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == sum("_figure(" in cell.source for cell in cells(path, "code"))


def test_its_solutions_give_what_they_say(path) -> None:
    names = {}
    for cell in cells(path, "code"):
        if "_figure(" not in cell.source or "import" in cell.source:
            exec(cell.source, names)
    solutions = [block for cell in cells(path, "markdown") for block in CODE_BLOCK.findall(cell.source)]
    lines = [line for block in solutions for line in block.splitlines()]
    assert len(lines) >= 3
    for line in lines:
        expression, _, result = line.partition("  # ")
        assert repr(eval(expression, names)) == result, line


# How many interviews?

PUBLIC = [5, 4, 3, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0]
KNOWN = list(accumulate(PUBLIC))
STOPPED = stopping_point(PUBLIC, initial=6, quiet=2)
VOICED = 0.60 * 0.90
EACH = 0.95 ** (1 / 10)

COMPUTED = [
    f"Eight interviews give {chance_of_seeing(8, 0.20):.0%}, fourteen give {chance_of_seeing(14, 0.20):.0%}.",
    f"one held by 5% needs {interviews_needed(0.05)}.",
    f"the theme held by 10% is still unheard in {100 - 100 * chance_of_seeing(10, 0.10):.0f} studies out of 100.",
    f"If 20% hold it and you expect half of them to bring it up with you, plan with the product, {0.20 * 0.5:.0%}.",
    f"A chance of {chance_of_seeing(14, 0.20):.0%} for each is only {chance_all_codes(14, [0.20] * 10):.0%} for all.",
    f"The rule stops after interview {STOPPED} with {KNOWN[STOPPED - 1]} of the {KNOWN[-1]} codes.",
    f"With 21 the chance is {chance_of_seeing(21, VOICED, 10):.1%}",
    f"{interviews_needed(VOICED, 10)} interviews give {chance_of_seeing(22, VOICED, 10):.1%}.",
    f"each needs the tenth root of 0.95, about {EACH:.1%}.",
    f"So {interviews_needed(0.20, power=EACH)} interviews",
    f"where a single theme would take {interviews_needed(0.20, power=0.95)}.",
    f"Three interviews miss such a theme {1 - chance_of_seeing(3, 0.10):.0%} of the time",
]
PUBLISHED = [
    f"Of 114 codes from sixty interviews, 80 ({80 / 114:.0%}) were there after 6 and 105 ({105 / 114:.0%}) after 12.",
    "They proposed “10 + 3”: hold ten, then stop after three in a row with nothing new.",
    "One of their studies got there at interview 17.",
    "In 25 interviews, the range of issues was there at 9; understanding what they meant took 16 to 24.",
    "A review of such tests: 9 to 17 interviews, mostly with similar people and a narrow aim.",
    "held by at least 60% of people, expected 90% of them to have something to say about it, "
    "wanted to recognise it ten times, and asked for a chance of 80%.",
    "The authors report that 21 interviews are needed.",
]
ASSUMED = [
    "about 40 minutes",
    "80% is a common choice",
    "ask for the smallest number of interviews that reaches 80%",
    "at which its chance passes 80%",
    "Suppose there are ten, each held by 20% of people",
    "A rule such as “10 + 3” decides",
    "Ten themes, each held by 20%. How many interviews give a 95% chance",
    "If all ten together should reach 95%",
    "A theme is still out there, held by 10% of people.",
    "would “6 + 3” or “10 + 3” have stopped",
]


@pytest.mark.parametrize("sentence", COMPUTED + PUBLISHED + ASSUMED)
def test_how_many_interviews_states(sentence) -> None:
    assert sentence in prose(FOLDER / "how-many-interviews.ipynb")


def test_how_many_interviews_states_no_other_number() -> None:
    rest = prose(FOLDER / "how-many-interviews.ipynb")
    for sentence in COMPUTED + PUBLISHED + ASSUMED:
        rest = rest.replace(sentence, "…")
    assert re.findall(r".{0,40}\d.{0,20}", rest) == []


def test_numbers_in_words_are_true() -> None:
    assert interviews_needed(0.50) == 3, "“held by half of the people needs three”"
    assert PUBLIC[STOPPED] == 1, "“The next interview brings a new one”"
    halves = [interviews_needed(share / 2) / interviews_needed(share) for share in (0.20, 0.10)]
    assert halves == [2, 2], "“Half the prevalence takes about twice the interviews”"


@pytest.mark.parametrize(
    ("cell", "claim"),
    [
        ("figure-once", "Themes held by 50, 20, 10 and 5 per cent of people reach a chance of 80 per cent at "),
        ("figure-once", " at {}, {}, {} and {} interviews.".format(*map(interviews_needed, (0.50, 0.20, 0.10, 0.05)))),
        ("figure-quiet", f"from {KNOWN[0]} after the first interview to {KNOWN[-1]} after the thirteenth of fifteen."),
        ("figure-quiet", f"marks the stop after interview {STOPPED}, with {KNOWN[STOPPED - 1]} codes; two more codes"),
    ],
)
def test_the_words_for_the_pictures_are_true(cell, claim) -> None:
    words = {one.id: one.metadata for one in cells(FOLDER / "how-many-interviews.ipynb", "code")}
    assert claim in words[cell].mystnb.image.alt


def test_the_public_data_set_is_the_one_in_the_notebook() -> None:
    (cell,) = [one for one in cells(FOLDER / "how-many-interviews.ipynb", "code") if one.id == "quiet-rule"]
    assert cell.source.startswith(f"new_codes = {PUBLIC}\nstopped = stopping_point(new_codes, initial=6, quiet=2)\n")
    assert (len(PUBLIC), KNOWN.index(KNOWN[-1]) + 1, KNOWN[-1] - KNOWN[STOPPED - 1]) == (15, 13, 2)
