"""The talk: remarks, stage directions and headings, with where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.records.dice import Dice
from tests.records.families import BELOW, Family
from tests.records.labels import GLYPHS, Label, glyph_of, legend, speakers
from tests.records.moments import numeral
from tests.records.paper import Paper
from tests.records.truth import Meeting, Person, Remark, Team, Utterance

QUESTIONS = (("（問）", "（答）"), ("Ｑ：", "Ａ："), ("Q. ", "A. "), ("問　", "答　"))
INDENT = "　"


@dataclass
class Talk:
    """Writes the talk of one record and keeps where its remarks stand."""

    dice: Dice
    paper: Paper
    meeting: Meeting
    family_name: str
    family: Family
    numbers: str
    remarks: list[Remark] = field(default_factory=list)

    def __post_init__(self) -> None:
        dice, family = self.dice, self.family
        self.heading = dice.pick(family.headings)
        self.marker = dice.pick(family.markers)
        self.gap = dice.pick(family.gaps)
        form = dice.pick(family.speakers)
        self.glyphs = dice.pick(GLYPHS) if form == "glyph" else None
        self.speaker = speakers(dice, self.meeting, "nobody" if self.glyphs else form)
        self.stage = dice.pick(family.stage_brackets)
        # Without an indent, only empty lines tell paragraphs from wrapped lines.
        is_plain = self.paper.width is None and self.family_name != "bullets"
        self.indent = dice.pick((INDENT, INDENT, "")) if is_plain else INDENT
        self.first_indent = dice.pick((INDENT, ""))
        self.between_paragraphs = dice.between(0, 1) if self.indent else 1
        self.between_remarks = 1 if self.family_name == "bare_name_line" else dice.between(0, 1)
        self.below_label = dice.chance(0.2)
        self.questions = (
            dice.pick(QUESTIONS)
            if self.family_name == "question_answer" and dice.chance(0.6)
            else None
        )
        self.hang = INDENT * 4 if family.hanging and dice.chance(0.5) else ""

    def write(self) -> None:
        """Write all topics."""
        if self.glyphs:
            self.paper.line(legend(self.meeting, self.glyphs))
            self.paper.blank()
        self.paper.begin_pages()
        for number, topic in enumerate(self.meeting.topics, start=1):
            written = numeral(number, self.numbers)
            self.paper.line(self.heading.format(n=written, t=topic.title))
            self.paper.blank(self.dice.between(0, 1))
            last: Utterance | None = None
            for utterance in topic.talk:
                self._utter(utterance, last)
                last = utterance
                self.paper.blank(self.between_remarks)
            self.paper.blank(not self.between_remarks)

    def _utter(self, utterance: Utterance, last: Utterance | None) -> None:
        if utterance.speaker is None:
            if self.questions is None:
                self._direct(utterance)
            return
        self._speak(utterance, utterance.speaker)
        if self.family.goes_on and self.dice.chance(0.05):
            self.paper.blank(self.between_remarks)
            self._direct(Utterance("stage", None, ("資料説明",)))
            self.paper.blank(self.between_remarks)
            self._go_on(utterance.speaker)

    def _direct(self, utterance: Utterance) -> None:
        """A stage direction or interjection on its own line, brackets and all."""
        text = self.stage.format(utterance.paragraphs[0])
        start, end = self.paper.line(text, self.dice.pick(("", "　　　")))
        self.remarks.append(Remark(utterance.kind, "", "", text, start, end, None))

    def _go_on(self, speaker: Person) -> None:
        """The speaker goes on behind a stage direction, with no mark."""
        text = "続けて申し上げます。"
        start, end = self.paper.flow(text, INDENT)
        self.remarks.append(Remark("continuation", "", "", text, start, end, speaker))

    def _mark(self, speaker: Person) -> tuple[str, Label]:
        """The marker of a remark, and whom it names."""
        if self.questions:
            return self.questions[speaker.team is Team.OFFICE].rstrip(), ("", None)
        if self.glyphs:
            # The chair is one person; of the others the glyph tells the side only.
            return glyph_of(speaker, self.glyphs), ("", speaker if speaker.leads else None)
        if self.family.mixes_markers:
            self.marker = self.dice.pick(self.family.markers)
        label = self.speaker(speaker)
        marker = self.marker
        if self.family_name == "question_answer" and speaker.team is Team.OFFICE:
            marker = marker.replace("Ｑ", "Ａ").replace("Q", "A")
        number = len([remark for remark in self.remarks if remark.kind == "remark"]) + 1
        return marker.format(label[0], n=number), label

    def _speak(self, utterance: Utterance, speaker: Person) -> None:
        marker, (label, person) = self._mark(speaker)
        first, *others = utterance.paragraphs
        gap = self.gap
        if self.questions:
            gap = "" if marker[-1] in "）：" else "　" if marker[-1] in "問答" else " "
        if gap == BELOW:
            start, end = self.paper.line(marker)
            self.paper.blank(self.below_label)
            _, end = self.paper.flow(first, self.first_indent)
        else:
            start, end = self.paper.flow(f"{marker}{gap}{first}", "", self.hang)
        for paragraph in others:
            self.paper.blank(self.between_paragraphs)
            _, end = self.paper.flow(paragraph, self.hang + self.indent, self.hang)
        text = "\n".join(utterance.paragraphs)
        self.remarks.append(Remark("remark", marker.strip(), label, text, start, end, person))
