"""HTML and PDF editions of a converted book.

`printing` writes the PDF: `outline` reads the order of the built pages, `pages` makes each of them printable (with
`codelines`, `links`, `maths` and `tables`), `frontpages` adds what only a book has, `joining` makes one document of
it all, and `fonts` sees to it that every machine sets it in the same typefaces.
"""
