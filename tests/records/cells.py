"""The talk as a table: rows of pipes, or columns parted by tabs."""

from __future__ import annotations

from tests.records.paper import wrap
from tests.records.talk import Talk
from tests.records.truth import Person, Remark, Utterance

HEADS = (("発言者", "発言の要旨"), ("発言者", "内容"), ("発言者", "発言内容"))


class PipeRows(Talk):
    """`| 青木委員 | 賛成です。 |`: the closing pipe is of the table, not of the remark."""

    def write(self) -> None:
        head = self.dice.pick(HEADS)
        self.paper.line(f"| {head[0]} | {head[1]} |")
        self.paper.line("|---|---|")
        for topic in self.meeting.topics:
            for utterance in topic.talk:
                self._row(utterance)
            if self.dice.chance(0.3):
                self.paper.line("|  |  |")

    def _row(self, utterance: Utterance) -> None:
        if utterance.speaker is None:
            text = self.stage.format(utterance.paragraphs[0])
            start, end = self.paper.line(f"|  | {text} |")
            self.remarks.append(Remark(utterance.kind, "|  |", "", text, start, end - 2, None))
            return
        label, person = self.speaker(utterance.speaker)
        marker, text = f"| {label} |", "　".join(utterance.paragraphs)
        start, end = self.paper.line(f"{marker} {text} |")
        self.remarks.append(Remark("remark", marker, label, text, start, end - 2, person))


class TabColumns(Talk):
    """`青木委員<tab>賛成です。`, the lines below begin with a tab."""

    def _direct(self, utterance: Utterance) -> None:
        text = self.stage.format(utterance.paragraphs[0])
        start, end = self.paper.line(text, "\t")
        self.remarks.append(Remark(utterance.kind, "", "", text, start, end, None))

    def _speak(self, utterance: Utterance, speaker: Person) -> None:
        label, person = self.speaker(speaker)
        start: int | None = None
        for number, paragraph in enumerate(utterance.paragraphs):
            indent = "　" if number else ""
            lines = wrap(indent + paragraph, self.paper.width or 10_000)
            for line in lines:
                begin, end = self.paper.line(f"{label if start is None else ''}\t{line}")
                start = begin if start is None else start
        assert start is not None
        text = "\n".join(utterance.paragraphs)
        self.remarks.append(Remark("remark", label, label, text, start, end, person))
