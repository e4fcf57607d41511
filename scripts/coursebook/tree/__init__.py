"""The only room that touches the disk.

`files` lists and reads, `book` compares what a run made with what the book holds and writes it, `switch` takes the
book from one state to the next, and `cache` keeps what the next run need not find out again.
"""

from .book import COPIES, Change, Drift, InTheWayError, Made, compare, write
from .files import discard, is_document, is_ours, list_files, load, outlive_tick, read, save, stamp, stamps

__all__ = [
    "COPIES",
    "Change",
    "Drift",
    "InTheWayError",
    "Made",
    "compare",
    "discard",
    "is_document",
    "is_ours",
    "list_files",
    "load",
    "outlive_tick",
    "read",
    "save",
    "stamp",
    "stamps",
    "write",
]
