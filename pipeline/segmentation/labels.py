"""Speaker labels: which words in the place of a label are one.

The marker alone does not decide: ○ comes before names, headings and bullets; brackets enclose
names and stage directions. A label is known by its position (委員, 課長), as a role (事務局), as a
code (Ａ委員), as a seat with a name (７番（椿委員）), or because the front matter has the name.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.sudachi import is_family_name, is_full_name
from pipeline.text.spans import with_first_after

SPEECH = (
    r"。|[ぁ-ん]{6,}|^[ 　]*[ぁ-ん]{2,}、[^ 　]*[ぁ-ん]{2}|[はがを]、|を[^会）)]*$"
    r"|(?:です|ます|ました|ません|して|した|ください|ござい|ただいま|ただ今|それでは|本日は|いただ|ありがとう"
    r"|である|いたし|から、|ので|ていた|たい|べき|れる|ない|いる|ある|では|による)"
)
"""Pattern of a line of speech; lists of names and header labels do not match it."""

ASIDE_LINE = (
    r"^[ 　]*[（(【〔＜].*[）)】〕＞]$|^[ 　]*(?:出席|欠席)[^。]*(?:のとおり|通り)。$"
    r"|^[ 　]*[^。、]*(?:者|職員|委員)(?:[（(][^）)]*[）)])?[：:]?$"
    r"|^[ 　]*[（(【〔＜][^）)】〕＞]*(?:者|職員)[）)】〕＞][^。]*$"
    r"|^[ 　]*[^。、]*た(?:者|職員)(?:[（(][^）)]*[）)])?[：:]"
    r"|^[ 　]*[^。、：:]*(?:者|職員)[：:][^。]*$"
)
"""Pattern of a line that is no speech, though it may match `SPEECH`: （資料を説明した。）."""

COUNT_LINE = (
    r"^[ 　]*[^ 　。、：:（）()]{1,14}[ 　：:]+[0-9０-９]{1,3}[ 　]*[名人]"
    r"(?:[（(][^（）()]*[）)])?$"
)
"""Pattern of a count of persons, no speech whatever its bracket says: 委員　５名（欠席を除く）."""

SPREAD_WORD = r"^[ 　]*[^ 　]?[ 　]*[^ 　](?:[ 　]+[^ 　]){1,4}$"
"""Pattern of a word with blanks between its characters, no name with words behind it: ○日　程."""

_LISTED = r"[^ 　、，。]{1,4}[ 　]+[^ 　、，。]{1,5}"
LIST_LINE = rf"^[ 　]*(?:{_LISTED}[、，][ 　]?)+(?:[^ 　、，。]{{1,4}}|{_LISTED})?[ 　]*$"
"""Pattern of full names between commas, no speech whatever their letters: 青木 みのり、坂本 修."""

LISTED = "listed"
"""The basis of a speaker label without a position that the front matter has."""

_CODE = (
    r"^(?:[A-ZＡ-Ｚ](?:委員|構成員|部会員|会員|氏|さん|議員|参考人|公述人|参加者)"
    r"|(?:委員|構成員|部会員|会員|議員|応募者|参加者|発言者|市民|住民|申請者|質問者|傍聴者|団体|事業者|有識者|専門家)"
    r"[A-ZＡ-Ｚ0-9０-９①-⒛]{1,3}$)"
)
OFFICE_AND_NAME = r"^[^ 　]+[ 　]+[\p{Han}々ぁ-んァ-ヶー]{2,8}$"
"""A position, blanks, and what may be a full name: 議長　青木みのる."""
_ASIDE = r"[（(].*$"
_NAME = r"^[\p{Han}々ヶケノぁ-んァ-ヶーＡ-Ｚ．・]{1,10}$"


def is_code(label: pl.Expr) -> pl.Expr:
    """Return whether a speaker label is a code.

    The label has no blanks: Ａ委員, 委員11, 応募者Ｂ（代表）.
    """
    return label.str.replace(_ASIDE, "").str.contains(_CODE)


@cache
def _header_words() -> frozenset[str]:
    """Return the words of header labels, without roles and positions."""
    words = {word for known in lexicon("labels").values() for word in known}
    titled = re.compile(alternatives(lexicon("speakers")["titles"]) + "$")
    return frozenset(
        word
        for word in words - set(lexicon("speakers")["roles"])
        if not titled.search(word) or word in lexicon("speakers")["never"]
    )


def known_labels(labels: pl.DataFrame) -> pl.DataFrame:
    """Find the basis by which each speaker label is known.

    青木委員 → title; 事務局 → role; Ａ委員 → code; 青木, in the front matter → listed; 拍手 → null.

    Parameters
    ----------
    labels
        `label` (as written) and `head` (the front matter of the document, without blanks; null
        where it is not known). Other columns are kept.

    Returns
    -------
    pl.DataFrame
        With `basis`: title (a position or a seat), role, code or listed; null where there is none.
    """
    if labels.is_empty():
        return labels.with_columns(basis=pl.lit(None, pl.String))
    words = lexicon("speakers")
    bare = pl.col("label").str.replace_all(r"\s", "")
    outer = pl.col("_bare").str.replace(_ASIDE, "")
    inner = pl.col("_bare").str.extract(r"[（(]([^（）()]+)", 1)
    title = alternatives(words["titles"]) + r"$"
    never = alternatives([*words["never"]]) + r"$"
    said = alternatives(words["not_labels"])
    titled = pl.col("_outer").str.contains(title) & ~pl.col("_outer").str.contains(never)
    hinted = pl.col("_bare").str.contains(
        rf"^[^（(]{{1,5}}[（(][^（()）]{{1,3}}[）)].{{0,8}}{title}"
    )
    inner_titled = inner.str.contains(title) & ~inner.str.contains(never)
    seated = pl.col("_bare").str.contains(
        r"^[0-9０-９一二三四五六七八九十]{1,3}番(?:議員|委員)?(?:[（(].+[）)])?$"
    )
    told = (
        pl.col("_bare").str.contains(f"(?:{said})(?:{_ASIDE})?$")
        | pl.col("_bare").str.contains(
            "第[0-9０-９一二三四五六七八九十]+$|^[0-9０-９一二三四五六七八九十〇]+$|^[ァ-ヶA-Za-z]$|^発言[0-9０-９]|[「」。]|(?:を|が|は|に|で|と)$"
        )
        | pl.col("_outer").str.len_chars().gt(22)
    )
    # A particle between kanji makes it a sentence; names and offices in hiragana have such letters.
    clause = pl.col("_outer").str.contains(
        r"\p{Han}(?:は|が|を|には|では|から|まで|により|による|として|については)[\p{Han}ァ-ヶ]"
    )
    nobody = pl.col("_outer").map_batches(names_nobody, return_dtype=pl.Boolean)
    listed = pl.col("_outer").str.contains(_NAME) & pl.col("head").str.contains(
        pl.col("_outer"), literal=True
    )
    return (
        labels.with_columns(_bare=bare)
        .with_columns(_outer=outer)
        .with_columns(
            basis=pl.when(
                told
                | clause
                | nobody
                | pl.col("_outer").is_in(list(_header_words()))
                | (pl.col("_outer") == "")
            )
            .then(None)
            .when(is_code(pl.col("_bare")))
            .then(pl.lit("code"))
            .when(pl.col("_outer").is_in(words["roles"]))
            .then(pl.lit("role"))
            .when(titled | inner_titled | hinted | seated)
            .then(pl.lit("title"))
            .when(listed.fill_null(False))
            .then(pl.lit(LISTED))
            .when(pl.col("label").map_batches(name_office_and_person, return_dtype=pl.Boolean))
            .then(pl.lit("title"))
        )
        .drop("_bare", "_outer")
    )


def names_nobody(labels: pl.Series) -> pl.Series:
    """Return whether labels are one character that is no role and no family name.

    局, of a spread 局　　　長 → true; 市, 森, 森委員 → false.
    """
    words = labels.str.replace_all(r"\s", "")
    single = words.filter(words.str.len_chars() == 1).unique()
    roles = lexicon("speakers")["roles"]
    nobody = [word for word in single if word not in roles and not is_family_name(word)]
    return words.is_in(nobody)


def name_office_and_person(labels: pl.Series) -> pl.Series:
    """Return whether labels are a position or a seat, and a full name: 議長　青木みのる."""
    words = labels.drop_nulls().unique()
    words = words.filter(words.str.contains(OFFICE_AND_NAME))
    return labels.is_in([word for word in words if _names_office_and_person(word)])


@cache
def _names_office_and_person(label: str) -> bool:
    office, name = label.split()
    words = lexicon("speakers")
    titled = office.endswith(tuple(words["titles"])) or office in words["roles"]
    return titled and is_full_name(name)


def heads_of(
    candidates: pl.DataFrame, records: pl.DataFrame, documents: pl.DataFrame
) -> pl.DataFrame:
    """Return the front matter of each document, without blanks.

    Parameters
    ----------
    candidates
        `document_id` and `char_start` of lines that look like remarks.
    records
        `document_id` and `char_start` of lines where a record begins.
    documents
        The table `documents`.

    Returns
    -------
    pl.DataFrame
        `document_id` and `head`, the front matter of all its records together. Documents without a
        line that looks like a remark have none.
    """
    first = with_first_after(
        records.select("document_id", "char_start"),
        candidates.select("document_id", "char_start", end="char_start"),
    )
    return (
        first.filter(pl.col("end").is_not_null())
        .sort("document_id", "char_start")
        .join(documents.select("document_id", "text"), on="document_id", maintain_order="left")
        .select(
            "document_id",
            head=pl.col("text")
            .str.slice("char_start", pl.col("end") - pl.col("char_start"))
            .str.replace_all(r"[\s]", ""),
        )
        .group_by("document_id", maintain_order=True)
        .agg(pl.col("head").str.join("\n"))
    )
