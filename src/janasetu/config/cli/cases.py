"""`janasetu cases`: one JSON line per case."""

import argparse
import sys

from janasetu.config import lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--body", metavar="CODE", help="only cases of this body")
    parser.add_argument("--ref", metavar="REF", help="one case, by its number in any digits and spacing")
    lines.add_since(parser)


def run(options: argparse.Namespace) -> int:
    from janasetu.cases import exports, queries
    from janasetu.lib import references

    cases = queries.for_export()
    if options.body:
        cases = cases.filter(body__code=options.body)
    if options.since:
        cases = cases.filter(opened_at__gte=options.since)
    if options.ref:
        cases = queries.numbered(cases, references.read(options.ref) or "")
    found = False
    for line in lines.as_lines(exports.as_json(case) for case in cases.iterator(chunk_size=500)):
        found = True
        print(line)
    if options.ref and not found:
        print(f"janasetu: there is no case {options.ref}.", file=sys.stderr)
        return 1
    return 0
