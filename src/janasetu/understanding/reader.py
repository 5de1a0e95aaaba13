"""Read a message: what is wanted, of what, in which language, how sure that is, and whether a life is in
danger.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from janasetu.understanding.facts import facts_of
from janasetu.understanding.language import language_of, reply_to
from janasetu.understanding.model import Model
from janasetu.understanding.phrases import EMERGENCY, INTENTS, REPORT, REPORTS, meant
from janasetu.understanding.values import Danger, Decision, Margins, Understood
from janasetu.understanding.views import sounds

# What the act and the topic add to the score of a label, and how scores become probabilities: chosen on the
# bank by folds, as what makes the labels that are right most likely.
_ACT, _TOPIC, _SHARPNESS = 0.3, 0.2, 5.0
_MOST_SHOWN: Final = 3
_NAMED: Final = -0.65  # the score of a topic beside an act: the act's own words speak against every topic
# A part of a message is a matter of its own where it says so alone, and the whole hints at it.
_JOINTS = re.compile(
    r"[।!?;,\n]+|\.(?!\d)|\s(?:আর|এবং|তাছাড়া|ar|aar|ebong|tachara|and|also|aur|और|तथा|plus|\+|&)\s",
    re.IGNORECASE,
)
_WORDS_OF_A_MATTER: Final = 2
_MOST_PARTS: Final = 6
_ALONE, _AHEAD = 0.3, 0.5  # the score of a part's label, and what it is ahead of the next
_HINTED: Final = 6  # among so many likeliest labels of the whole


@dataclass(frozen=True)
class Reader:
    """Reads messages for one body. `urgent`: the subjects that cannot wait."""

    model: Model
    urgent: frozenset[str] = frozenset()
    margins: Margins = field(default_factory=Margins)

    def read(self, text: str, *, today: dt.date) -> Understood:
        """What this message means. Costs a millisecond or two; nothing is looked up anywhere."""
        scores = self.model.scores(text)
        totals = self._totals(scores)
        best = np.argsort(-totals)[:_HINTED]
        chances = _chances(totals)[best[:_MOST_SHOWN]]
        likely = [self._labels[one] for one in best]
        intent, topic = meant(likely[0])
        act = INTENTS[intent]
        decision = self._decision(chances, float(scores["label"][best[0]])) if _says_a_word(text) else "ask"
        danger = self._danger(float(scores["danger"][-1]), act, decision)
        subject = topic if act == REPORTS else self._topic(REPORTS, scores["topic"])
        return Understood(
            language=language_of(text),
            reply=reply_to(text),
            intent=intent,
            act=act,
            label=likely[0],
            decision=decision,
            topic=topic or self._topic(act, scores["topic"]),
            subject=subject,
            top=tuple((label, float(chance)) for label, chance in zip(likely, chances, strict=False)),
            second=self._second(text, likely) if act == REPORTS else "",
            danger=danger,
            urgent=bool(danger) or subject in self.urgent,
            facts=facts_of(text, today=today),
        )

    # --- what is likely ---

    @cached_property
    def _labels(self) -> Sequence[str]:
        return self.model.about.answers["label"]

    @cached_property
    def _acts(self) -> NDArray[np.int64]:
        """The column of each label's act."""
        acts = list(self.model.about.answers["act"])
        return np.array([acts.index(INTENTS[meant(label)[0]]) for label in self._labels])

    @cached_property
    def _topics(self) -> NDArray[np.int64]:
        """The column of each label's own topic; -1 where it has none."""
        columns = {topic: column for column, topic in enumerate(self.model.about.answers["topic"])}
        return np.array([columns.get(meant(label)[1], -1) for label in self._labels])

    def _totals(self, scores: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
        """What speaks for each label: the label itself, its act and its topic."""
        topics = np.append(scores["topic"], np.float32(0))[self._topics]  # the last for those that have none
        totals: NDArray[np.float32] = scores["label"] + _ACT * scores["act"][self._acts] + _TOPIC * topics
        return totals

    def _decision(self, chances: NDArray[np.float32], score: float) -> Decision:
        if chances[0] - chances[1] >= self.margins.accept:
            return "accept"
        return "choose" if score >= self.margins.choose else "ask"

    def _danger(self, score: float, act: str, decision: Decision) -> Danger:
        if score >= self.margins.danger_now:
            return "now"
        if act == EMERGENCY:
            return "perhaps"
        is_beside = decision == "accept"
        bar = self.margins.danger_beside if is_beside else self.margins.danger_perhaps
        return "perhaps" if score >= bar else ""

    @cached_property
    def _columns_of_act(self) -> Mapping[str, NDArray[np.int64]]:
        """Where the topics stand that an act may be about: agencies, kinds of danger, or what else is
        named.
        """
        columns = {topic: column for column, topic in enumerate(self.model.about.answers["topic"])}
        named = self.model.about.topics.items()
        return {act: np.array([columns[topic] for topic in topics]) for act, topics in named}

    def _topic(self, act: str, scores: NDArray[np.float32]) -> str:
        """What an act is about that has no topic of its own; empty where nothing is named."""
        columns = self._columns_of_act.get(act)
        if columns is None:
            return ""
        best = columns[np.argmax(scores[columns])]
        return self.model.about.answers["topic"][best] if scores[best] >= _NAMED else ""

    # --- two matters ---

    def _second(self, text: str, likely: Sequence[str]) -> str:
        """Another complaint in the same message, told as surely as the first; empty where there is none."""
        sure = [found for part in _parts(text) if (found := self._sure(part))]
        others = (one for one in sure if one != likely[0] and one in likely)
        return next(others, "") if likely[0] in sure else ""

    def _sure(self, part: str) -> str:
        """The subject of a part that is surely a complaint of its own."""
        totals = self._totals(self.model.scores(part))
        first, second = np.argsort(-totals)[:2]
        label = self._labels[first]
        is_sure = totals[first] >= _ALONE and totals[first] - totals[second] >= _AHEAD
        return label if is_sure and meant(label)[0] == REPORT else ""


def _says_a_word(text: str) -> bool:
    """Whether there is a word in letters that we know the sound of."""
    return any(word.isalpha() for word in sounds(text))


def _chances(totals: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(_SHARPNESS * (totals - totals.max()))
    chances: NDArray[np.float32] = raised / raised.sum()
    return chances


def _parts(text: str) -> Iterator[str]:
    """The parts of a message between its joints, where there are two; short ones are no matter of their
    own.
    """
    parts = [part for part in _JOINTS.split(text) if len(part.split()) >= _WORDS_OF_A_MATTER]
    return iter(parts[:_MOST_PARTS] if len(parts) > 1 else ())
