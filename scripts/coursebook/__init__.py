"""Turns front-matter documents into the chapters of a Jupyter Book.

Data flows one way, and every arrow is a function that could run alone::

    bytes ──frontmatter──▶ Source ──readers──▶ Document ──arrange──▶ Book ──links, myst, toc──▶ texts ──tree──▶ disk

The floors, from the ground up; a module imports only from floors below its own:

1. `errors`, then `model`, `yamlrules`: what everything else talks about.
2. `frontmatter`, `mathspans`, `goldmark`, `floods`, `pictures`, then `readable`, `shortcodes`, then `settings`,
   `markup`, then `publication`: text in, values out.
3. `readers`: one file and one table row for every source format.
4. `addresses`, `myst`, `toc`, `scaffold`, `report`, `redirects`, then `anchors`, `chain`, `backmatter`, `verify`, then
   `arrange`, `links`: the book, and its text.
5. `tree`: the only room that touches the disk; `workers`: the only module that starts processes.
6. `steps`, then `course`, then `pipeline`, then `progress`, then `cli`: what is done to each document, to the whole
   course, in which order, and the command.

Beside them, `publish` makes HTML and PDF of a converted book, and `sphinxext` holds what Sphinx loads while it does.
"""
