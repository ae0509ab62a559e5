"""Items of the agenda that open nothing, by records of anonymous bullets."""

from __future__ import annotations

from tests.pipeline.segmentation.lines import classified

HEAD = "雲の会議　会議概要\n日時　令和６年４月１日\n"


def kinds(text: str) -> list[tuple[str, str]]:
    lines = classified(HEAD + text, style="bullets").filter("opens")
    return list(lines.select("kind", "text").rows())[2:]


def test_bullets_right_after_the_label_of_the_agenda_are_no_remarks() -> None:
    said = "【開会】\n・事務局が説明した。\n・次回は５月とする。\n"
    text = f"議 案\n〇雲の高さについて\n〇その他\n\n{said}"
    assert [kind for kind, _ in kinds(text)] == ["agenda", "heading", "remark", "remark"]


def test_sentences_after_the_label_of_the_agenda_are_remarks() -> None:
    text = "議題\n・雲は高いほうがよい。\n・低いほうがよい。\n"
    assert [kind for kind, _ in kinds(text)] == ["agenda", "remark", "remark"]


def test_bullets_that_no_others_follow_are_remarks() -> None:
    text = "議題\n・雲の高さを測る\n・雨の量を測る\n"
    assert [kind for kind, _ in kinds(text)] == ["agenda", "remark", "remark"]
