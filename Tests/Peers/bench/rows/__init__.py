"""The rows of the table: a title each, and a function that measures and returns its entries."""

from collections import namedtuple

Row = namedtuple("Row", "number title measure")


def all_rows():
    from rows import curves, frames, large, mathematics, page, scaling, start

    modules = [curves, frames, large, mathematics, page, scaling, start]
    return sorted((row for module in modules for row in module.ROWS), key=lambda row: row.number)
