"""Races Rho against what its users would take instead: python3 Tests/Peers/bench [options] [row …]

Progress goes to standard error, the table to standard output. What each row finds is kept in .build/bench, and
the table is put together from all rows that have been measured so far.
"""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import machine
import picture
import places
import table
from measuring import Failed
from races import RUNS, Settings
from results import store
from rows import all_rows


def arguments():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.split("\n")[0])
    parser.add_argument("rows", nargs="*", type=int, help="the rows to measure; all unless given")
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each takes part")
    parser.add_argument("--quick", action="store_true", help="Rho alone, few runs, nothing written")
    parser.add_argument("--table", action="store_true", help="measure nothing, write the table anew")
    return parser.parse_args()


def measure(rows, described):
    for row in rows:
        print(f"{row.number}. {row.title}", file=sys.stderr, flush=True)
        try:
            entries = row.measure()
        except (Failed, OSError) as error:
            print(f"  {error}", file=sys.stderr)
            entries = [{"what": row.title, "unit": "", "runs": 0, "missing": str(error)}]
        store(row.number, row.title, entries, described)


def main():
    options = arguments()
    Settings.runs = options.runs
    if options.quick:
        Settings.runs = min(options.runs, 3)
        Settings.with_peers = False
        places.STORE = os.path.join(places.STORE, "quick")
        places.WORK = os.path.join(places.STORE, "work")
    known = [row.number for row in all_rows()]
    unknown = [number for number in options.rows if number not in known]
    if unknown:
        sys.exit(f"there is no row {unknown[0]}; rows are {known[0]} to {known[-1]}")
    rows = [row for row in all_rows() if not options.rows or row.number in options.rows]
    if not options.table:
        measure(rows, machine.describe())
    if options.quick:
        # Earlier quick runs may have been of another Rho.
        print(table.markdown(rows), end="")
        return
    text = table.page(picture.draw())
    os.makedirs(places.RESULTS, exist_ok=True)
    with open(os.path.join(places.RESULTS, "README.md"), "w", encoding="utf-8") as file:
        file.write(text)
    print(table.markdown(), end="")


main()
