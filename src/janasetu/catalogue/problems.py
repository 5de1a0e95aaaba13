"""What can be wrong with a definition: one problem, and the list of all codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Steps: TypeAlias = tuple[str | int, ...]  # the way to a value: ("ask", 0, "label", "bn")

CODES: dict[str, str] = {
    # --- the file ---
    "Y100": "the file is not YAML",
    "Y101": "a key stands twice in one mapping",
    "Y102": "a tab where the indentation is made of spaces",
    "Y103": "an anchor (&) or alias (*): write the value out",
    "Y104": "lists and mappings nested too deep",
    "Y105": "more than one document in the file",
    "Y106": "a merge key (<<): write the keys out",
    "Y107": "a tag (!): values are plain",
    "Y108": "the file is too large",
    "Y109": "the file is not UTF-8",
    "Y110": "a character that no page can draw and no database keeps",
    "Y111": "a list or a mapping where a key belongs",
    "Y112": "the file is empty",
    "Y113": "the file is not a mapping of keys",
    "Y114": "there is no such file, or it cannot be read",
    # --- form ---
    "F200": "a value that the format does not take",
    "F201": "an unknown key",
    "F202": "a value of the wrong type",
    "F203": "a key is missing",
    "F204": "a value is empty",
    "F205": "not one of the known values",
    "F206": "a code, number or file name that is not well formed",
    "F207": "a length of time that cannot be read",
    "F208": "keys that do not go together",
    "F209": "a number outside its bounds",
    "F210": "a day that cannot be read",
    "F211": "a service of this kind needs another key",
    "F212": "the template of the paper is not in the folder",
    "F213": "a distance that cannot be read",
    "F214": "the paper cannot be pressed",
    # --- texts ---
    "T301": "the Bengali text is missing",
    "T302": "a text that does not fit its place",
    "T303": "a text in the letters of another language",
    "T305": "the English text is missing",
    "T306": "a hidden mark that turns the direction of writing",
    "T307": "a line break where one line belongs",
    "T308": "a text that begins or ends with a space",
    "W304": "Hindi in some texts and not in others",
    # --- stages ---
    "S401": "a stage that nothing leads to",
    "S402": "a stage from which no way leads to an end",
    "S403": "a move to a stage that does not exist",
    "S404": "stages side by side, and nowhere to go after them",
    "S405": "a stage that is not exactly one of role, desk and together",
    "S406": "two stages of one name",
    "S407": "a stage named like the end of all moves",
    "S408": "a move that issues a paper, and no paper to issue",
    "S409": "a paper to issue, and no move that issues it",
    "S410": "a stage that leads nowhere",
    "S411": "a register in which nobody who is asked for is looked up",
    "S412": "an entry of a register is needed, and no desk looks for one",
    "S413": "a paper for who is in no register, and no move to it, or the other way round",
    "S414": "corrected lines where no paper is corrected, or none where one is",
    "W415": "papers are asked for, and no move that leads on needs them judged",
    # --- roles ---
    "R501": "a role that nobody holds in a kind of body that offers the service",
    "R502": "a signatory without the power to sign",
    "R503": "nobody answers for the case in a kind of body that offers the service",
    "R504": "a case about the office that would lie with the office itself",
    # --- money and numbers ---
    "M601": "a fee without the day from which it holds",
    "M602": "a fee without its source",
    "M603": "a fee that is due at no known time",
    "M604": "two amounts of one fee from one day",
    "M605": "a fee times something that is no count",
    "L651": "a first action that comes after the promise",
    "L653": "a renewal of a paper that does not run out, or not counted in days",
    "W652": "working days under a calendar that never closes",
    "N701": "an emergency number without its source",
    "N702": "an emergency number without the day it was last checked",
    "A851": "an agency that nobody knows",
    "A852": "a way to reach an agency without its source",
    "A853": "a telephone number or page of an agency without the day it was last checked",
    # --- questions ---
    "Q801": "two questions of one name",
    "Q802": "a condition on a question that does not exist, or comes later",
    "Q803": "a condition on an answer that cannot be given",
    "Q804": "a question that its kind does not allow so",
    "Q805": "an unknown kind of question",
    "Q806": "a condition that cannot be read",
    "Q807": "a question that may be skipped says so in `skip`, and no other does",
    "Q808": "the name of a question that does not exist",
    "Q809": "cases are compared that must not be, or cannot be",
    "Q810": "a voice that nobody has heard cannot be a case here",
    # --- words ---
    "D901": "the same words for two things",
    "D902": "a code with a meaning of its own",
    "D903": "a word of signs alone, which nobody can say",
    "D904": "two services with one code",
    "W905": "a service whose folder has another name",
    # --- phrases ---
    "U301": "a phrase under two labels",
    "U302": "a phrase that stands there twice",
    "U303": "too few phrases for a label",
    "U304": "too few phrases in Latin letters",
    # --- publishing ---
    "P950": "a role that the installation does not know",
    "W951": "a service that is offered and has no file",
    "O981": "an override of what no body may change",
    "O982": "an override of a service that the body does not offer",
    "O984": "an override that hides less of a case than the service does",
    "W983": "an override that no longer fits: the body keeps the version that worked",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a definition, and where; without a file where it stands in no file."""

    code: str
    message: str
    path: Path | None = None
    line: int = 1
    column: int = 1
    where: str = ""  # ask.0.label.bn

    def __str__(self) -> str:
        if self.path is None:
            return f"{self.where}: {self.code} {self.message}"
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"

    @property
    def is_warning(self) -> bool:
        """Worth a look, and no reason to refuse the definition."""
        return self.code.startswith("W")


class DefinitionError(Exception):
    """A definition cannot be used; `problems` says why, each with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def dotted(steps: Steps) -> str:
    """The way to a value in one word: `ask.0.label.bn`."""
    return ".".join(map(str, steps))


def errors(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that are more than warnings."""
    return [problem for problem in problems if not problem.is_warning]
