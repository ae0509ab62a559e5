"""Attribution: the listed person whom a speaker label names.

A speaker label is linked to the attendance list only where it names exactly one listed person: by
the whole name, by the family name with a position that fits, or by a role that one person has.
"""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.foreign_names import DOTS, FOREIGN
from pipeline.normalisation.remarks.speaker_status import (
    GIVEN_INSIDE,
    HONORIFIC,
    title_words,
    with_status,
)
from pipeline.segmentation.labels import is_code
from schemas.vocabulary import Presence

_MEMBER = (
    r"^(?:委員|議員|構成員|部会員|会員|評議員|班員|理事|監事|専門委員|臨時委員|君|氏|さん|様|先生"
    r"|メンバー)$"
)
_LAST = 5
"""Added to the rank of names turned family name first, so that they come after all others."""
_DEPUTY = "副"
_SEAT = "^第?[0-9０-９一二三四五六七八九十]{1,3}番"
_ACTING = ["委員長代理", "議長代理", "座長代理", "会長代理", "部会長代理"]
_MINISTER = "国務大臣"


def speakers_of_labels(labels: pl.DataFrame, attendance: pl.DataFrame) -> pl.DataFrame:
    """Classify speaker labels, and link them to listed persons.

    Parameters
    ----------
    labels
        `meeting_id`, `speaker` (a speaker label as written), each pair once.
    attendance
        The table `attendance`.

    Returns
    -------
    pl.DataFrame
        `meeting_id`, `speaker`, `speaker_status`, `attendance_id`.
    """
    bare = pl.col("speaker").str.replace_all(r"\s", "")
    family, given, title = (pl.col("whole").str.extract(GIVEN_INSIDE, part) for part in (1, 2, 3))
    labels = labels.with_columns(whole=bare).with_columns(
        outer=pl.col("whole").str.replace(r"[（(].*$", ""),
        inner=pl.col("whole").str.extract(r"[（(]([^（）()]+)", 1),
        given=given,
        behind=pl.coalesce(
            pl.col("whole").str.extract("^事務局(.{2,})$", 1), _name_before_office()
        ),
        around=pl.concat_str(family, title),
    )
    listed = _listed(attendance)
    meant = (
        pl.concat(
            [
                labels.select(
                    "meeting_id",
                    "speaker",
                    said=part,
                    hint="given" if part == "around" else pl.lit(None, pl.String),
                    preference=pl.lit(rank),
                )
                for rank, part in enumerate(["around", "whole", "inner", "outer", "behind"])
            ]
        )
        .drop_nulls("said")
        .filter(pl.col("said") != "")
    )
    is_given = pl.col("hint").is_null() | pl.col("full").str.starts_with(
        pl.concat_str("family", "hint")
    )
    pairs = (
        _pairs(meant, pl.concat([listed, _family_name_first(listed)]))
        .with_columns(pl.col("preference") + pl.col("is_turned") * _LAST)
        .filter(is_given)
        .with_columns(
            rest=pl.when(pl.col("said").str.starts_with(pl.col("family"))).then(
                pl.col("said").str.slice(pl.col("family").str.len_chars())
            )
        )
    )
    matches = _matches(pairs)
    linked = _the_only(matches)
    linked = _with_roles(labels, linked, listed)
    linked = linked.join(
        labels.filter(is_code(pl.col("whole"))), on=["meeting_id", "speaker"], how="anti"
    )
    return with_status(
        labels.join(linked, on=["meeting_id", "speaker"], how="left", maintain_order="left"),
        listed,
    ).select("meeting_id", "speaker", "speaker_status", "attendance_id")


def _name_before_office() -> pl.Expr:
    """Return name and then position of a label with the position first: 議長　青木光."""
    words = lexicon("speakers")
    titles = alternatives([*words["titles"], *words["roles"]])
    parts = rf"^([^ 　（(]*{titles})[ 　]+([^ 　（(]+)$"
    label = pl.col("speaker").str.strip_chars()
    office = label.str.extract(parts, 1).str.replace(_SEAT, "")
    return pl.concat_str(label.str.extract(parts, 2).str.replace(HONORIFIC, ""), office)


def _pairs(meant: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Pair parts of labels with persons whom they may name.

    A part begins with a name, or is a role, a position or a post. Pairs are in order, and made
    without a cross join, which would grow with the square of a record.
    """
    meant = meant.with_row_index("_label")
    listed = listed.with_row_index("_person")
    said = pl.col("said")
    found = [
        meant.select("_label", "meeting_id", key="said").join(
            listed.select("_person", "meeting_id", key=name), on=["meeting_id", "key"]
        )
        for name in ("role", "position", "post")
    ]
    for name in ("family", "full"):
        length = pl.col(name).str.len_chars()
        for (size,), of_size in listed.filter(length > 0).group_by(length.alias("size")):
            beginnings = meant.filter(said.str.len_chars() >= size)
            found.append(
                beginnings.select("_label", "meeting_id", key=said.str.head(size)).join(
                    of_size.select("_person", "meeting_id", key=name), on=["meeting_id", "key"]
                )
            )
    return (
        pl.concat(pairs.select("_label", "_person") for pairs in found)
        .unique()
        .sort("_label", "_person")
        .join(meant, on="_label", maintain_order="left")
        .join(listed.drop("meeting_id"), on="_person", maintain_order="left")
        .drop("_label", "_person")
    )


def _listed(attendance: pl.DataFrame) -> pl.DataFrame:
    """Return the persons who may speak, with the parts of their names.

    Columns: `full`, `family`, `given`, `position`, `role`, `post` (the position with its office),
    `group`, `stands_for` (whether a proxy) and `is_turned` (false).
    """
    bare = pl.col("name_text").str.replace_all(r"\s", "")
    parts = pl.col("name_text").str.strip_chars()
    # The widest blank separates family and given name: 神　保　　貞　夫 → 神保.
    wide = parts.str.extract(r"^(.+?)(?:[ 　]{2,}|　 | 　)", 1)
    single = parts.str.extract(r"^([^ 　]+)[ 　]+[^ 　]+$", 1)
    position = pl.col("position").fill_null("").str.replace_all(r"\s", "")
    office = pl.col("affiliation").fill_null("").str.extract(r"([^\s]+)\s*$", 1).fill_null("")
    untitled = pl.when((position != "") & bare.str.ends_with(position)).then(
        bare.str.slice(0, bare.str.len_chars() - position.str.len_chars())
    )
    return (
        attendance.filter(
            # A person marked as proxy sent somebody else; one who represents another came.
            ~pl.col("presence").is_in([Presence.ABSENT.value, Presence.PROXY.value])
            | ((pl.col("presence") == Presence.PROXY.value) & pl.col("represents").is_not_null()),
            ~pl.col("bracketed"),
        )
        .select(
            "meeting_id",
            "attendance_id",
            full=bare.str.replace(HONORIFIC, ""),
            family=pl.coalesce(
                "family_name",
                wide.str.replace_all(r"\s", ""),
                single,
                untitled.replace("", None),
                bare.str.replace(HONORIFIC, ""),
            ),
            position=position,
            role=pl.col("role").fill_null("").str.replace_all(r"\s", ""),
            # 土木管理課 中務課長 is called 土木管理課長, and 出席政府委員 are called 政府委員.
            post=pl.when((position != "") & (office != "")).then(
                pl.when(office.str.slice(-1) == position.str.slice(0, 1))
                .then(pl.concat_str(office, position.str.slice(1)))
                .otherwise(pl.concat_str(office, position))
            ),
            group=pl.col("attendee_group")
            .fill_null("")
            .str.replace_all(r"\s", "")
            .str.replace("^出席", ""),
            stands_for=pl.col("represents").is_not_null(),
            given="given_name",
            is_turned=pl.lit(False),
        )
        .filter(pl.col("family") != "")
    )


def _family_name_first(listed: pl.DataFrame) -> pl.DataFrame:
    """Return foreign names turned family name first: リー・ジェイソン → リー."""
    is_foreign = pl.all_horizontal(pl.col("family", "given").str.contains(FOREIGN))
    return listed.filter(is_foreign).with_columns(
        family=pl.col("given").str.extract(f"^([^{DOTS} 　]+)"), is_turned=pl.lit(True)
    )


def _has_post(title: pl.Expr) -> pl.Expr:
    """Return whether a title is a position or its end: 部長 of 土木部長, not 市長 of 副市長."""
    position = pl.col("position")
    # Of two positions (次長兼課長) the label may have the first alone.
    first = position.str.replace("[（(]?兼.*$", "")
    return pl.any_horizontal(
        post.str.ends_with(title) & ~post.str.ends_with(pl.concat_str(pl.lit(_DEPUTY), title))
        for post in (position, first)
    ) & (position != "")


def _fits(title: pl.Expr) -> pl.Expr:
    """Return whether a title after a name fits a person, and makes no deputy of them."""
    position, role, stands_for = pl.col("position"), pl.col("role"), pl.col("stands_for")
    # A member may preside for the chair: 大野委員長代理, who is listed as 理事.
    acting = (
        title.is_in(_ACTING)
        & (position != "")
        & (title != position + "代理")
        & (title != role + "代理")
    )
    deputy = (
        title.str.contains("代理$")
        & ~(position + role).str.contains("代理")
        & ~stands_for
        & ~acting
    )
    is_longer = (
        title.str.ends_with(position)
        & ~title.str.ends_with(pl.concat_str(pl.lit(_DEPUTY), position))
        & (position != "")
        & title.str.contains(title_words())
    )
    return (
        (title == "")
        | _has_post(title)
        | (title == role)
        | is_longer
        | title.str.contains(_MEMBER)
        | ((title == pl.col("group")) & (title != ""))
        | ((title == _MINISTER) & position.str.ends_with("大臣") & ~position.str.contains("副大臣"))
        | acting
        | (stands_for & title.str.replace("代理$", "").str.contains(_MEMBER))
        | ((position == "") & title.str.contains(title_words()))
    ) & ~deputy


def _matches(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of label and person that fit, with `level`.

    Level 0 is a full name, 1 a family name with a position that fits, 2 a role, position or post.
    """
    said = pl.col("said")
    rest = pl.col("rest")
    position, role = pl.col("position"), pl.col("role")
    bare = said.str.replace(HONORIFIC, "")
    # Where the title is listed as part of the name, family and given name are the whole of it.
    both = pl.concat_str("family", "given")
    name = pl.when(said.str.starts_with(pl.col("full"))).then("full").otherwise(both)
    full = (bare == pl.col("full")) | (bare == both)
    full_titled = (
        said.str.starts_with(name)
        & (name.str.len_chars() > pl.col("family").str.len_chars())
        & _fits(said.str.slice(name.str.len_chars()))
    )
    fits = _fits(rest)
    bears = (
        (said == role)
        | ((said == position) & (position != ""))
        | (said == pl.col("post")).fill_null(False)
    )
    return (
        pairs.with_columns(
            level=pl.when(full.fill_null(False) | full_titled.fill_null(False))
            .then(0)
            .when((rest.is_not_null() & fits).fill_null(False))
            .then(1)
            .when(bears.fill_null(False))
            .then(2)
        )
        .drop_nulls("level")
        .with_columns(
            # The person's own position distinguishes two persons of one family name.
            exact=(
                (rest == position) | (rest == role) | (_has_post(rest) & (rest != ""))
            ).fill_null(False)
        )
    )


def _the_only(matches: pl.DataFrame) -> pl.DataFrame:
    """Return the matches of labels that one person fits best."""
    best = ["meeting_id", "speaker"]
    least = matches.filter(
        (pl.col("level") * 10 + pl.col("preference"))
        == (pl.col("level") * 10 + pl.col("preference")).min().over(best)
    )
    longest = least.filter(
        pl.col("family").str.len_chars() == pl.col("family").str.len_chars().max().over(best)
    )
    exact = longest.filter(pl.col("exact") | ~pl.col("exact").any().over(best))
    return (
        exact.filter(pl.col("attendance_id").n_unique().over(best) == 1)
        .unique(best, keep="first", maintain_order=True)
        .select(*best, "attendance_id", "said", "level", "rest")
    )


def _with_roles(labels: pl.DataFrame, linked: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Link roles that another label explains: 議長, by 議長（成瀬会長）."""
    roles = [*lexicon("roles")["words"], *lexicon("speakers")["roles"]]
    told = (
        labels.join(linked, on=["meeting_id", "speaker"])
        .with_columns(
            told=pl.when(pl.col("inner").is_not_null() & (pl.col("said") == pl.col("inner")))
            .then("outer")
            .when(pl.col("level") == 1)
            .then("rest")
        )
        .filter(pl.col("told").is_in(roles) & (pl.col("told") != "事務局"))
        .group_by("meeting_id", "told")
        .agg(pl.col("attendance_id").unique())
        .filter(pl.col("attendance_id").list.len() == 1)
        .select("meeting_id", outer="told", by_role=pl.col("attendance_id").list.first())
    )
    return (
        labels.filter(pl.col("inner").is_null())
        .join(told, on=["meeting_id", "outer"])
        .join(linked, on=["meeting_id", "speaker"], how="anti")
        .select("meeting_id", "speaker", attendance_id="by_role", level=pl.lit(2, pl.Int32))
        .pipe(
            lambda found: pl.concat([linked.select(found.columns).cast({"level": pl.Int32}), found])
        )
    )
