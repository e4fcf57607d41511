"""Turn SVG pictures into PDF for LaTeX, with a wheel from PyPI instead of ImageMagick or Inkscape."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import svg2pdf_py  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms.images import ImageConverter

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE_SHEET = Path("_static/fonts/fonts.css")
"""Names the typefaces of the book and their WOFF2 files."""

_FACE = re.compile(r'font-family:\s*"(?P<family>[^"]+)".*?url\("(?P<file>[^"]+)"\)', re.DOTALL)
_FAMILY_NAMES = (1, 16)
"""The entries of OpenType's name table by which a family is found."""


def unpack_font(packed: Path, family: str, unpacked: Path) -> None:
    """Write a WOFF2 file as TrueType, under the family's name in the style sheet: the file's own may be another."""
    font = TTFont(packed)
    font.flavor = None
    for entry in font["name"].names:
        if entry.nameID in _FAMILY_NAMES:
            entry.string = family
    font.save(unpacked)


@functools.cache
def font_database(style_sheet: Path, folder: Path) -> svg2pdf_py.FontDatabase:
    """Return the fonts that a style sheet names, unpacked into `folder`, and after them those of the machine.

    The converter leaves out text for which it finds no font, and it cannot read WOFF2.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fonts = svg2pdf_py.FontDatabase()
    for face in _FACE.finditer(style_sheet.read_text(encoding="utf-8") if style_sheet.exists() else ""):
        packed = style_sheet.parent / face["file"]
        unpacked = folder / packed.with_suffix(".ttf").name
        unpack_font(packed, face["family"], unpacked)
        fonts.load_font_file(str(unpacked))  # in the order of the style sheet: the first face that fits is taken
    fonts.load_system_fonts()
    return fonts


def pdf_of(svg: str, fonts: svg2pdf_py.FontDatabase) -> bytes:
    """Return a picture as PDF; raises `ValueError` when it has text and none of it found a font."""
    pdf = bytes(svg2pdf_py.svg_to_pdf(svg, fonts))
    if "<text" in svg and b"/FontDescriptor" not in pdf:
        raise ValueError("no font was found for its text; a family with a digit must stand in quotation marks")
    return pdf


class SvgToPdf(ImageConverter):
    """An image converter that Sphinx calls for builders that know PDF but not SVG."""

    conversion_rules = [("image/svg+xml", "application/pdf")]  # noqa: RUF012 - Sphinx declares it so
    default_priority = 150

    def is_available(self) -> bool:
        """Return true: the wheel is a dependency of the project."""
        return True

    def convert(self, _from: str, _to: str) -> bool:
        """Write the SVG file `_from` as PDF to `_to`, its text in the fonts of the book.

        Raises `ExtensionError` when the picture cannot be read or its text finds no font.
        """
        fonts = font_database(Path(self.app.srcdir) / STYLE_SHEET, Path(self.app.doctreedir) / "fonts")
        try:
            pdf = pdf_of(Path(_from).read_text(encoding="utf-8"), fonts)
        except ValueError as error:
            raise ExtensionError(f"{_from}:1:1: {error}") from error
        Path(_to).write_bytes(pdf)
        return True


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the converter."""
    app.add_post_transform(SvgToPdf)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
