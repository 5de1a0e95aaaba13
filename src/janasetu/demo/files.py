"""Read the demo's own YAML into checked values; an error names the file, the line and the row."""

from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=50)]
Text = Annotated[str, Field(min_length=1)]


class DemoFileError(Exception):
    """A file of the demo cannot be used; each line of the text says where and why."""


class Part(BaseModel):
    """A mapping of a file: only the keys that it knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Part):
    """Something with a name: in Bengali and English, and in Hindi where the office speaks it."""

    bn: Text
    en: Text
    hi: Text | None = None

    @property
    def texts(self) -> dict[str, str]:
        """The name by language, as bodies keep it."""
        by_language = {"bn": self.bn, "en": self.en, "hi": self.hi}
        return {lang: text for lang, text in by_language.items() if text is not None}


Shape = TypeVar("Shape", bound=BaseModel)


def read(path: Path, shape: type[Shape]) -> Shape:
    """The file as a value of this shape; DemoFileError where it has another."""
    try:
        return shape.model_validate(YAML(typ="safe").load(path))
    except ValidationError as error:
        marked = YAML(typ="rt").load(path)  # slower, but it knows the lines
        told = [f"{shown(path)}:{_line(marked, fault['loc'])}: {_said(fault)}" for fault in error.errors()]
        raise DemoFileError("\n".join(told)) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DemoFileError(f"{shown(path)}:{mark.line + 1 if mark else 1}: {error.problem}") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise DemoFileError(f"{shown(path)}:1: {error}") from error


def shown(path: Path) -> str:
    """How an error names a file: `directory/nadia.yaml`."""
    return f"{path.parent.name}/{path.name}"


def _said(fault: Any) -> str:
    row = ".".join(map(str, fault["loc"]))
    return f"{row}: {fault['msg']}" if row else str(fault["msg"])


def _line(node: Any, steps: tuple[Any, ...]) -> int:
    """The line of the deepest row of that way which the file has."""
    line = 0
    for step in steps:
        try:
            line = (node.lc.key(step) if isinstance(node, CommentedMap) else node.lc.item(step))[0]
            node = node[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line + 1
