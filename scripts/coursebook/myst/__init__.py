"""Writes trees as MyST: the only room of the house that knows MyST.

`text` makes text inert, `inline` writes what stands in a line, `blocks` what stands below each other, `tables`,
`definitions` and `leaves` the blocks of their names, and `page` a whole chapter.
"""

from .page import bibliography_text, chapter_text, glossary_text, index_text, placeholder_text

__all__ = ["bibliography_text", "chapter_text", "glossary_text", "index_text", "placeholder_text"]
