import io
from pathlib import Path

import pytest
from pypdf import PdfReader

import minibook
from coursebook.sphinxext.svg_to_pdf import STYLE_SHEET, font_database, pdf_of

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><text y="20" font-family="{}">{}</text></svg>'


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> object:
    return font_database(minibook.ROOT / STYLE_SHEET, tmp_path_factory.mktemp("fonts"))


def test_text_is_set_in_the_fonts_of_the_book(fonts: object) -> None:
    [page] = PdfReader(io.BytesIO(pdf_of(PICTURE.format("'Source Sans 3', sans-serif", "listening"), fonts))).pages
    assert "listening" in page.extract_text()
    names = [str(font.get_object()["/BaseFont"]) for font in _fonts(page["/Resources"])]
    assert names
    assert all("SourceSans3" in name for name in names)


@pytest.mark.parametrize("family", ["No Such Family", "Source Sans 3, sans-serif"])
def test_text_without_a_font_is_not_dropped_silently(family: str, fonts: object) -> None:
    with pytest.raises(ValueError, match=r"^no font was found for its text"):
        pdf_of(PICTURE.format(family, "listening"), fonts)


def test_picture_without_text_needs_no_font(tmp_path: Path) -> None:
    no_fonts = font_database(tmp_path / "none.css", tmp_path / "none")
    assert pdf_of('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', no_fonts).startswith(b"%PDF")


def _fonts(resources: object) -> list[object]:
    """The fonts of a page and of the forms on it: the converter draws a picture as a form."""
    found = list(resources.get("/Font", {}).values())
    for form in resources.get("/XObject", {}).values():
        found += _fonts(form.get_object().get("/Resources", {}))
    return found
