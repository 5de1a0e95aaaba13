"""Reads of offices, by noun: the bodies, the officers, the titles. Time is handed in."""

from janasetu.bodies.errors import NoSuchBodyError, NoSuchOfficerError, TermEndedError
from janasetu.bodies.queries.bodies import (
    FoundBody,
    bodies,
    bodies_by_name,
    body_of_code,
    chain,
    departments,
    lineage,
    lying_in,
    silent,
    wards,
)
from janasetu.bodies.queries.directory import (
    WhoIsWho,
    bodies_by_names,
    bodies_of_codes,
    parts_of,
    who_is_who,
)
from janasetu.bodies.queries.officers import (
    ended_the_board,
    holder_for,
    holders,
    last_office,
    officer_by_post,
    officer_of_login,
    officers_by_phone,
    officers_of_login,
    out_of_office,
    roles,
    signatory,
)
from janasetu.bodies.queries.second_factors import SecondFactor, second_factor
from janasetu.bodies.queries.titles import Titles, title_of, titles

__all__ = [
    "FoundBody",
    "NoSuchBodyError",
    "NoSuchOfficerError",
    "SecondFactor",
    "TermEndedError",
    "Titles",
    "WhoIsWho",
    "bodies",
    "bodies_by_name",
    "bodies_by_names",
    "bodies_of_codes",
    "body_of_code",
    "chain",
    "departments",
    "ended_the_board",
    "holder_for",
    "holders",
    "last_office",
    "lineage",
    "lying_in",
    "officer_by_post",
    "officer_of_login",
    "officers_by_phone",
    "officers_of_login",
    "out_of_office",
    "parts_of",
    "roles",
    "second_factor",
    "signatory",
    "silent",
    "title_of",
    "titles",
    "wards",
    "who_is_who",
]
