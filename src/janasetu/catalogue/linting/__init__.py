"""The linter: every problem of a definition, each with its code and its place. Pure: no database.

A rule is a small function that looks at the service and tells of what is wrong; each family has a module, and
each module a list. Add yours to the list of its family, its codes to `problems.CODES` and to lint-codes.md.
"""

from collections.abc import Sequence

from janasetu.catalogue.linting import agencies, flow, offices, questions, shelf, terms, texts, words
from janasetu.catalogue.linting.draft import Draft, draft
from janasetu.catalogue.reading import Reading

__all__ = ["RULES", "Draft", "lint", "lint_together"]

RULES = (
    *texts.RULES,
    *questions.RULES,
    *flow.RULES,
    *offices.RULES,
    *terms.RULES,
    *words.RULES,
    *agencies.RULES,
)


def lint(reading: Reading) -> Draft:
    """One definition, looked at by every rule that can be held against what is readable of it."""
    made = draft(reading)
    if made.service is not None:
        for rule in RULES:
            rule(made, made.service)
    return made


def lint_together(drafts: Sequence[Draft]) -> None:
    """Definitions that are offered side by side, looked at by the rules on several."""
    for rule in shelf.RULES:
        rule(drafts)
    for one in drafts:
        one.problems.sort(key=lambda problem: (problem.line, problem.column, problem.code))
