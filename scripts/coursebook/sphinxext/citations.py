"""Citations as the humanities write them: (Kahn and Cannell, 1957), and a bibliography that opens with surnames."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pybtex.plugin  # type: ignore[import-untyped]
import sphinxcontrib.bibtex.plugin
from pybtex.style.formatting.plain import Style as PlainStyle  # type: ignore[import-untyped]
from pybtex.style.template import Node, field, sentence  # type: ignore[import-untyped]
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

if TYPE_CHECKING:
    from pybtex.database import Entry  # type: ignore[import-untyped]
    from sphinx.application import Sphinx

NAME = "course"


def _round_brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclasses.dataclass
class RoundAuthorYear(AuthorYearReferenceStyle):
    """Author and year in round brackets, where sphinxcontrib-bibtex has square ones."""

    bracket_parenthetical: BracketStyle = dataclasses.field(default_factory=_round_brackets)
    bracket_textual: BracketStyle = dataclasses.field(default_factory=_round_brackets)
    bracket_author: BracketStyle = dataclasses.field(default_factory=_round_brackets)
    bracket_label: BracketStyle = dataclasses.field(default_factory=_round_brackets)
    bracket_year: BracketStyle = dataclasses.field(default_factory=_round_brackets)


class SurnameFirst(PlainStyle):  # type: ignore[misc]  # pybtex has no types
    """The plain style, sorted by surname and with the surname first: (Kahn, 1957) is found under Kahn."""

    default_name_style = "lastfirst"
    default_sorting_style = "author_year_title"

    def format_title(self, e: Entry, which_field: str, as_sentence: bool = True) -> Node:
        """Return the template of a title as the file of references writes it; pybtex would lower its capitals."""
        title = field(which_field)
        return sentence[title] if as_sentence else title


def setup(app: Sphinx) -> dict[str, bool]:
    """Register both styles under the name that `_config.yml` uses."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, SurnameFirst)
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, RoundAuthorYear)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
