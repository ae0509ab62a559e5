"""Checks of the language layer: does it hold every character of the texts?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipeline.checks.check import Check, Frames
from pipeline.language.stored import Places
from pipeline.language.texts import text_rows
from schemas.vocabulary import Severity, Stage

_WHITE_SPACE = (
    *(*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)),
    *(0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
)
"""Code points that may stand between sentences (White_Space of Unicode)."""


def texts_not_covered(frames: Frames) -> pl.DataFrame:
    """Find texts with a character in no sentence or in two; white space may be in none."""
    sentences = frames["sentences"]
    texts = text_rows(frames["remarks"], frames["agenda_items"])
    known = frames["language_texts"].join(texts, on="text_id", how="left", maintain_order="left")
    place = pl.concat_str("text_id", pl.lit("/"))
    misplaced = known.filter(pl.col("text").is_null() | (place <= place.shift()))
    if misplaced.height or known.height != texts.height:
        missing = texts.join(known, on="text_id", how="anti")
        return _failing(pl.concat([misplaced, missing], how="diagonal"))
    count = known["sentence_count"].to_numpy().astype(np.int64)
    if count.sum() != sentences.height:
        return _failing(texts)
    # Places in all texts joined.
    end_of_text = np.cumsum(known["text"].str.len_chars().to_numpy().astype(np.int64))
    begin_of_text = np.concatenate([np.zeros(1, np.int64), end_of_text])[:-1]
    text_of = np.repeat(np.arange(count.size), count)
    start, end = (
        sentences[name].to_numpy() + begin_of_text[text_of] for name in ("text_start", "text_end")
    )
    # Before each sentence, and after the last one of each text, is white space alone.
    last = np.cumsum(count) - 1
    gap_end = np.insert(start, last + 1, end_of_text)
    gap_start = np.insert(end, last - count + 1, begin_of_text)
    text_of_gap = np.repeat(np.arange(count.size), count + 1)
    is_wrong = np.zeros(count.size, bool)
    is_wrong[text_of[start >= end]] = True
    is_wrong[text_of_gap[_is_broken(known["text"], gap_start, gap_end)]] = True
    return _failing(known.filter(pl.Series(is_wrong, dtype=pl.Boolean)))


def sentences_not_covered(frames: Frames) -> pl.DataFrame:
    """Find texts with a sentence that its tokens do not cover exactly."""
    sentences, tokens = frames["sentences"], frames["tokens"]
    known = frames["language_texts"]
    count = sentences["token_count"].to_numpy().astype(np.int64)
    of_text = known["sentence_count"].to_numpy()
    if count.sum() != tokens.height or of_text.sum() != sentences.height:
        return _failing(known)
    length = tokens["length"].to_numpy().astype(np.int64)
    covered = np.concatenate([np.zeros(1, np.int64), np.cumsum(length)])
    end = np.cumsum(count)
    of_tokens = covered[end] - covered[end - count]
    of_sentence = (sentences["text_end"] - sentences["text_start"]).to_numpy()
    text_of = np.repeat(np.arange(known.height), of_text)
    sentence_of = np.repeat(np.arange(count.size), count)
    is_wrong = np.zeros(known.height, bool)
    is_wrong[text_of[of_tokens != of_sentence]] = True
    is_wrong[text_of[sentence_of[length == 0]]] = True
    sums = np.bincount(text_of, weights=count, minlength=known.height)
    is_wrong |= sums != known["token_count"].to_numpy()
    return _failing(known.filter(pl.Series(is_wrong, dtype=pl.Boolean)))


def words_not_described(frames: Frames) -> pl.DataFrame:
    """Find words without a form, and tokens of no word."""
    words = frames["words"]
    forms = pl.col("dictionary_form", "normalized_form", "pos_1")
    is_empty = pl.any_horizontal((pl.col(pl.String) == "").fill_null(False))
    undescribed = words.filter(pl.any_horizontal(forms.is_null()) | is_empty)
    strays = frames["tokens"].filter(pl.col("word") >= words.height)
    return pl.concat(
        [
            undescribed.select(word="dictionary_form"),
            strays.select(word=pl.col("word").cast(pl.String)),
        ]
    )


def terms_not_counted(frames: Frames) -> pl.DataFrame:
    """Find terms of no word or place, counted twice, or with counts that cannot be."""
    terms = frames["terms"]
    # Sorted by place and word, the same ones are neighbours.
    is_same = (pl.col("place") == pl.col("place").shift()) & (
        pl.col("word") <= pl.col("word").shift()
    )
    return terms.filter(
        (pl.col("place") >= frames["term_places"].height)
        | (pl.col("word") >= frames["term_words"].height)
        | (pl.col("place") < pl.col("place").shift())
        | is_same
        | (pl.col("remark_count") < 1)
        | (pl.col("count") < pl.col("remark_count"))
        | pl.col("weight").is_nan()
    )


def terms_of_no_place(frames: Frames) -> pl.DataFrame:
    """Find places of terms whose meeting or heading is not there."""
    places = frames["term_places"]
    return pl.concat(
        places.filter(
            pl.col(name).is_not_null() & ~pl.col(name).is_in(frames[table][name].implode())
        ).select(column=pl.lit(name), leads_to=name)
        for name, table in (("meeting_id", "meetings"), ("agenda_item_id", "agenda_items"))
    )


def _is_broken(texts: pl.Series, start: Places, end: Places) -> npt.NDArray[np.bool_]:
    """Return for each gap whether it holds a visible character, or ends before it starts.

    Parameters
    ----------
    start, end
        Places in all texts joined.
    """
    is_broken: npt.NDArray[np.bool_] = start > end
    some = np.flatnonzero(start < end)
    length = (end - start)[some]
    within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    codes = np.frombuffer(texts.str.join().item().encode("utf-32-le"), np.uint32)
    code = codes[np.minimum(np.repeat(start[some], length) + within, codes.size - 1)]
    is_broken[np.repeat(some, length)[~np.isin(code, _WHITE_SPACE)]] = True
    return is_broken


def _failing(texts: pl.DataFrame) -> pl.DataFrame:
    return texts.select(text="text_id")


CHECKS: list[Check[Frames]] = [
    Check(
        "sentences_cover_texts",
        "sentences",
        Stage.LANGUAGE,
        Severity.ERROR,
        True,
        "Every character of a remark or heading but white space is in just one sentence.",
        "発言と見出しの空白以外の文字は、どれもただ一つの文にある",
        texts_not_covered,
    ),
    Check(
        "tokens_cover_sentences",
        "tokens",
        Stage.LANGUAGE,
        Severity.ERROR,
        True,
        "The tokens of every sentence cover it exactly, one after the other.",
        "どの文も、その語が隙間も重なりもなく覆う",
        sentences_not_covered,
    ),
    Check(
        "tokens_described",
        "tokens",
        Stage.LANGUAGE,
        Severity.ERROR,
        True,
        "Every token is of a word with its forms and part of speech.",
        "どの語にも辞書形・正規化形・品詞がある",
        words_not_described,
    ),
    Check(
        "terms_counted",
        "terms",
        Stage.LANGUAGE,
        Severity.ERROR,
        True,
        "Every term is counted once for a meeting and outermost heading, in at most as many "
        "remarks as it has tokens.",
        "どの用語も会議と最上位の見出しごとに一度だけ数え、発言数は出現回数を超えない",
        terms_not_counted,
    ),
    Check(
        "terms_foreign_keys",
        "terms",
        Stage.LANGUAGE,
        Severity.ERROR,
        True,
        "Every foreign key of terms leads to a row.",
        "terms の外部キーの参照先がすべて存在する",
        terms_of_no_place,
    ),
]
