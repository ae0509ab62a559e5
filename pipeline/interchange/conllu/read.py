"""Reading of CoNLL-U back to the rows of `sentences` and `tokens`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.interchange.conllu.escapes import unescaped
from pipeline.interchange.conllu.parts_of_speech import LEVELS
from pipeline.interchange.conllu.write import MISC, SUFFIX

Row = dict[str, Any]


def read_conllu(folder: Path) -> tuple[list[Row], list[Row]]:
    """Read the files of a folder.

    Returns
    -------
    tuple
        The rows of sentences: `sentence_id`, `meeting_id`, `owner_id` (remark or agenda item),
        `speaker_text`, `text`, `text_start`. The rows of tokens: all columns of the table but
        `ordinal`; white space is no token here.
    """
    sentences, tokens = list[Row](), list[Row]()
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        # Not splitlines(), which splits at other characters than the line feed too.
        for sentence, words in _sentences(file.read_bytes().decode().split("\n")):
            sentences.append(sentence)
            tokens.extend(words)
    return sentences, tokens


def _sentences(lines: list[str]) -> Iterator[tuple[Row, list[Row]]]:
    running: dict[str, str] = {}
    stated: dict[str, str] = {}
    words: list[list[str]] = []
    for line in lines:
        if line.startswith("# "):
            key, _, value = line[2:].partition(" = ")
            (running if key.startswith("new") else stated)[key] = value
        elif line:
            words.append(line.split("\t"))
        elif words:
            yield _sentence(running, stated, words)
            stated, words = {}, []


def _sentence(
    running: dict[str, str], stated: dict[str, str], words: list[list[str]]
) -> tuple[Row, list[Row]]:
    place = start = int(stated["text_start"])
    text, tokens = "", list[Row]()
    for _, form, lemma, _, xpos, _, _, _, _, misc in words:
        held = dict(part.split("=", 1) for part in misc.split("|") if part != "_")
        before, after = (unescaped(held.get(key, "")) for key in ("SpacesBefore", "SpacesAfter"))
        place += len(before)
        levels = dict(zip(LEVELS, xpos.split("-", len(LEVELS) - 1), strict=False))
        tokens.append(
            {
                "sentence_id": stated["sent_id"],
                "text_start": place,
                "text_end": place + len(form),
                "surface": form,
                "dictionary_form": lemma,
                **{level: levels.get(level) for level in LEVELS},
                **{
                    column: unescaped(held[key]) if key in held else None
                    for key, column in MISC.items()
                },
                "is_in_dictionary": held.get("InDictionary") != "No",
            }
        )
        text += before + form + after
        place += len(form) + len(after)
    sentence = {
        "sentence_id": stated["sent_id"],
        "meeting_id": running["newdoc id"],
        "owner_id": running["newpar id"],
        "speaker_text": stated.get("speaker"),
        "text": text,
        "text_start": start,
    }
    return sentence, tokens
