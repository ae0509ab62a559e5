"""Writing of CoNLL-U: one file a meeting, in the order of its talk."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipeline.interchange.conllu.escapes import escaped
from pipeline.interchange.conllu.parts_of_speech import BLANK, with_universal
from pipeline.interchange.file_names import file_name
from pipeline.interchange.placing import new_folder
from pipeline.interchange.published import PublishedRelease
from pipeline.interchange.sentences import sentences_in_parts
from pipeline.messages import MessageError, message

SUFFIX = ".conllu"

MISC = {
    "Reading": "reading",
    "NormalizedForm": "normalized_form",
    "ConjugationType": "conjugation_type",
    "ConjugationForm": "conjugation_form",
    "ShortUnits": "short_units",
}
"""Keys of the field MISC with the columns of `tokens` that they hold, where these are not null."""


class UnwritableWordError(MessageError, ValueError):
    """A word with a tab or a line end in it, which CoNLL-U cannot hold; the message names it."""


def write_conllu(release: PublishedRelease, place: Path, *, force: bool = False) -> None:
    """Write the sentences and tokens of each meeting into a file of a new folder.

    White space between words is no word of CoNLL-U: it is in `SpacesAfter` and `SpacesBefore`.
    A sentence of white space alone is left out.

    Raises
    ------
    TableMissingError
        Where the release has no sentences or tokens.
    PlaceTakenError
        As for `new_folder`.
    UnknownPartOfSpeechError
        Where the table of parts of speech lacks one.
    UnwritableWordError
        Where a word has a tab or line end in it.
    """
    release.require("sentences", "tokens", "remarks", "agenda_items")
    with new_folder(place, SUFFIX, force=force) as folder:
        for sentences, tokens in sentences_in_parts(release):
            for meeting_id, text in conllu_of_meetings(release, sentences, tokens).iter_rows():
                file = folder / f"{file_name(meeting_id)}{SUFFIX}"
                with file.open("x", encoding="utf-8", newline="") as opened:
                    opened.write(text)


def conllu_of_meetings(
    release: PublishedRelease, sentences: pl.DataFrame, tokens: pl.DataFrame
) -> pl.DataFrame:
    """Write the sentences of whole meetings as texts.

    Returns
    -------
    polars.DataFrame
        `meeting_id`, `text`: the content of a file.
    """
    lines = token_lines(sentences, tokens)
    owners = _owners(release, sentences["meeting_id"].unique().to_list())
    ordered = (
        sentences.join(lines, on="sentence_id")
        .with_columns(owner_id=pl.coalesce("remark_id", "agenda_item_id"))
        .join(owners, on="owner_id", how="left")
        .with_columns(speaker_line=_one_line(pl.col("speaker_text")))
        .sort("meeting_id", "document_place", "char_start", "ordinal", nulls_last=True)
    )
    is_first_of_meeting = pl.col("meeting_id").is_first_distinct()
    is_first_of_owner = pl.col("owner_id").is_first_distinct()
    text = pl.concat_str(
        [
            _comment("newdoc id", "meeting_id", is_first_of_meeting),
            _comment("newpar id", "owner_id", is_first_of_owner),
            _comment("sent_id", "sentence_id"),
            _comment("speaker", "speaker_line", pl.col("speaker_text").is_not_null()),
            _comment("text_start", "text_start"),
            _comment("text", "line_text"),
            pl.col("lines"),
            pl.lit("\n\n"),
        ]
    )
    return (
        ordered.select("meeting_id", text=text)
        .group_by("meeting_id", maintain_order=True)
        .agg(pl.col("text").str.join(""))
    )


def token_lines(sentences: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Write the tokens of each sentence as lines.

    Returns
    -------
    polars.DataFrame
        `sentence_id`, `lines`, `line_text`: the forms, with one blank for any white space.
    """
    placed = tokens.with_columns(
        is_blank=(pl.col("pos_1") == BLANK) | (pl.col("surface").str.strip_chars() == "")
    ).with_columns(number=(~pl.col("is_blank")).cum_sum().over("sentence_id"))
    blanks = (
        placed.filter("is_blank")
        .group_by("sentence_id", "number")
        .agg(spaces=escaped(pl.col("surface").str.join("")))
    )
    before = blanks.filter(pl.col("number") == 0).select(
        "sentence_id", number=pl.lit(1, dtype=placed.schema["number"]), spaces_before="spaces"
    )
    words = (
        with_universal(placed.filter(~pl.col("is_blank")))
        .join(blanks, on=["sentence_id", "number"], how="left", maintain_order="left")
        .join(before, on=["sentence_id", "number"], how="left", maintain_order="left")
        .join(_ends(sentences), on="sentence_id", how="left", maintain_order="left")
    )
    _require_writable(words)
    is_last = pl.col("number") == pl.col("number").max().over("sentence_id")
    # After the last word, only a sentence that follows at once shows that no white space does.
    is_joined = pl.col("spaces").is_null() & (~is_last | pl.col("is_followed"))
    line = pl.concat_str(
        [
            pl.col("number").cast(pl.String),
            pl.col("surface"),
            pl.col("dictionary_form"),
            pl.col("upos"),
            pl.col("xpos"),
            *[pl.lit("_")] * 4,
            _misc(is_joined),
        ],
        separator="\t",
    )
    gap = pl.when(pl.col("spaces").is_not_null() & ~is_last).then(pl.lit(" ")).otherwise(pl.lit(""))
    return (
        words.select("sentence_id", line=line, form=pl.col("surface") + gap)
        .group_by("sentence_id", maintain_order=True)
        .agg(lines=pl.col("line").str.join("\n"), line_text=pl.col("form").str.join(""))
    )


def _misc(is_joined: pl.Expr) -> pl.Expr:
    parts = [
        pl.when(is_joined).then(pl.lit("SpaceAfter=No")),
        "SpacesBefore=" + pl.col("spaces_before"),
        "SpacesAfter=" + pl.col("spaces"),
        *(f"{key}=" + escaped(pl.col(column)) for key, column in MISC.items()),
        pl.when(~pl.col("is_in_dictionary")).then(pl.lit("InDictionary=No")),
    ]
    return pl.concat_str(parts, separator="|", ignore_nulls=True)


def _require_writable(words: pl.DataFrame) -> None:
    wrong = words.filter(
        pl.any_horizontal(pl.col("surface", "dictionary_form", "xpos").str.contains(r"[\t\n\r]"))
    )
    if wrong.height:
        sentence_id, surface = wrong.select("sentence_id", "surface").row(0)
        raise UnwritableWordError(
            message("word_unwritable", sentence=sentence_id, word=repr(surface))
        )


def _ends(sentences: pl.DataFrame) -> pl.DataFrame:
    """Say of each sentence whether the next of its text follows at once."""
    owner = pl.coalesce("remark_id", "agenda_item_id")
    return sentences.sort("ordinal").select(
        "sentence_id",
        is_followed=(pl.col("text_start").shift(-1) == pl.col("text_end"))
        .over(owner)
        .fill_null(False),
    )


def _owners(release: PublishedRelease, meeting_ids: list[str]) -> pl.DataFrame:
    """Return where remarks and headings of meetings stand, and who speaks.

    Columns: `owner_id`, `document_place` (documents of a meeting in the order of its remarks),
    `char_start`, `speaker_text`.
    """
    of_meetings = pl.col("meeting_id").is_in(meeting_ids)
    remarks = (
        release.scan("remarks")
        .filter(of_meetings)
        .select("meeting_id", "document_id", "ordinal", "char_start", "speaker_text", "remark_id")
        .collect()
    )
    documents = remarks.group_by("meeting_id", "document_id").agg(
        document_place=pl.col("ordinal").min()
    )
    headings = (
        release.scan("agenda_items")
        .filter(of_meetings)
        .select(
            "meeting_id",
            "document_id",
            "char_start",
            speaker_text=pl.lit(None, pl.String),
            owner_id="agenda_item_id",
        )
        .collect()
    )
    spoken = remarks.drop("ordinal").rename({"remark_id": "owner_id"})
    return (
        pl.concat([headings, spoken.select(headings.columns)])
        .join(documents, on=["meeting_id", "document_id"], how="left")
        .drop("meeting_id", "document_id")
    )


def _comment(key: str, column: str, where: pl.Expr | None = None) -> pl.Expr:
    line = pl.format(f"# {key} = {{}}\n", pl.col(column))
    return line if where is None else pl.when(where).then(line).otherwise(pl.lit(""))


def _one_line(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"[\r\n\t]+", " ")
