"""Tries the layouts of papers: whether each can be pressed with what its service asks."""

from collections.abc import Iterable, Iterator

from janasetu.catalogue.loader import Definition
from janasetu.catalogue.problems import Problem
from janasetu.catalogue.reading import read_file
from janasetu.documents.papers.errors import PaperError
from janasetu.documents.papers.layout import Layout, ours
from janasetu.documents.papers.press import Pressed, press
from janasetu.documents.papers.specimens import specimen
from janasetu.lib import clock


def problems(definitions: Iterable[Definition]) -> Iterator[Problem]:
    """F214 for each paper that cannot be pressed, at the place where its definition names the layout."""
    for one in definitions:
        if one.path is None or one.service.output is None or not one.service.output.document:
            continue
        try:
            pressed(one)
        except PaperError as error:
            yield read_file(one.path).problem("F214", ("output", "document"), str(error))


def pressed(definition: Definition) -> Pressed:
    """A specimen of the paper in which a service ends; PaperError where it cannot be made."""
    output = definition.service.output
    named = output.document if output else ""
    layout = Layout.read(definition.path.parent / named) if named and definition.path else ours("plain")
    now = clock.now()
    return press(layout, specimen(definition.service, day=clock.local(now).date()), made_at=now)
