"""Classification: the rule and the kind of each line."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.given_speeches import (
    GIVEN_SPEECH,
    begins_speech,
    headline_or,
    is_said_by_nobody,
    opens_block,
    rules_given,
)
from pipeline.segmentation.layouts import ZONES, Layout, LineRule
from pipeline.segmentation.matching import with_matches
from pipeline.segmentation.repeated_titles import without_repeated_titles
from pipeline.text.numerals import NUMBER, integers
from schemas.vocabulary import BlockKind

CONTINUATION = "continuation"
"""The rule of speech that goes on without a marker after an interjection or a stage direction."""

NEXT_LABEL = "label_by_number"
"""The rule of header labels that only their number shows: the next after that of a day or place."""

_ZONE = {zone: index for index, zone in enumerate(ZONES)}
_HEADER, _TALK, _AFTER = _ZONE["header"], _ZONE["talk"], _ZONE["after"]
_SENTENCE = "[。？！?!」]"
_ASIDES = (BlockKind.INTERJECTION.value, BlockKind.STAGE.value, BlockKind.SEPARATOR.value)


def classify(lines: pl.DataFrame, layout: Layout | None, documents: pl.DataFrame) -> pl.DataFrame:
    """Classify the visible lines of documents of one layout.

    Parameters
    ----------
    lines
        `document_id`, `line`, span, `text` and `stripped` (without the blanks at its end),
        `probability` (that a remark begins on the line; null where no model was asked), and
        `given` (see `given_speeches.py`).
    documents
        The table `documents`.

    Returns
    -------
    pl.DataFrame
        `document_id`, `layout`, `meeting` (number of titles so far; 1 throughout where there is
        none), `opens` (whether the line begins a block), `kind`, `rule`, `line`, the span, `text`
        and `confidence` (in percent, of lines that open a remark).
    """
    rules = layout.rules if layout else ()
    lines = lines.with_columns(
        is_new_document=pl.col("document_id") != pl.col("document_id").shift().fill_null("")
    )
    in_context = layout is not None and any(rule.needs for rule in rules)
    if layout and in_context:
        lines = with_matches(lines, layout, documents)
    else:
        text = pl.col("stripped")
        lines = lines.with_columns(
            **{f"is_{rule.name}": text.str.contains(rule.pattern) for rule in rules},
            is_after=False,
        )

    def holds(rule: LineRule, *, opening: bool) -> pl.Expr:
        """Return whether a rule holds, apart from its zone.

        With `opening`, a speaker turn needs words of speech.
        """
        extra = [f"c_{name}" for name in rule.needs if name not in ("label", "speech")]
        marked = [f"known_{rule.name}"] if rule in speech else []
        words = [f"opening_{rule.name}"] if rule in speech and opening else []
        return pl.all_horizontal(f"is_{rule.name}", *extra, *marked, *words)

    speech = layout.speech if layout and in_context else ()
    opened = pl.coalesce(
        pl.when(begins_speech()).then(_TALK),
        *(
            pl.when(holds(rule, opening=True)).then(_ZONE[rule.opens])
            for rule in rules
            if rule.opens in ZONES[: _TALK + 1]
        ),
        pl.lit(None, pl.Int32),
    )
    is_title = headline_or(
        pl.any_horizontal(
            pl.lit(False), *(holds(rule, opening=True) for rule in rules if rule.kind == "title")
        )
    )
    lines = lines.with_columns(_is_title=is_title)
    if in_context:
        lines = without_repeated_titles(lines)
    is_title = pl.col("_is_title")
    # Successive title lines are one title, where the layout has conditions.
    runs_on = (
        (is_title.shift(fill_value=False) & ~pl.col("is_new_document"))
        if in_context
        else pl.lit(False)
    )
    lines = (
        lines.with_columns(title=is_title & ~runs_on)
        .with_columns(
            # A record without a title begins with its document.
            untitled=pl.lit(layout is not None)
            & pl.col("is_new_document")
            & ~pl.col("title").any().over("document_id"),
        )
        .with_columns(titles=(pl.col("title") | pl.col("untitled")).cum_sum())
        .with_columns(
            meeting=(
                pl.col("titles")
                - pl.when("is_new_document")
                .then(pl.col("titles") - (pl.col("title") | pl.col("untitled")).cast(pl.UInt32))
                .forward_fill()
            ).cast(pl.Int32)
        )
        # Before the first title there is no meeting, so no zone is opened.
        .with_columns(opened=pl.when(pl.col("meeting") > 0).then(opened).otherwise(0))
        .with_columns(
            opened=pl.when("untitled")
            .then(pl.col("opened").fill_null(_HEADER))
            .when("is_new_document")
            .then(pl.col("opened").fill_null(0))
            .otherwise("opened"),
            talks=(pl.col("opened") == _TALK).fill_null(False).cum_sum(),
        )
        .with_columns(
            talking=pl.col("talks")
            - pl.when(pl.col("is_new_document") | pl.col("title"))
            .then(pl.col("talks") - (pl.col("opened") == _TALK).fill_null(False).cast(pl.UInt32))
            .forward_fill()
            > 0,
            part=pl.col("opened").forward_fill(),
        )
        .with_columns(
            zone=pl.when("is_after")
            .then(_AFTER)
            .when("talking")
            .then(_TALK)
            .otherwise("part")
            .cast(pl.Int32)
        )
        .with_columns(
            zone=pl.when("untitled")
            .then(_HEADER)
            .when("is_new_document")
            .then(0)
            .otherwise(pl.col("zone").shift())
            .fill_null(0)
        )
    )
    applicable = {
        rule.name: pl.col("zone").is_in([_ZONE[zone] for zone in rule.zone])
        & (
            holds(rule, opening=False)
            & ((pl.col("zone") == _TALK) | pl.col(f"opening_{rule.name}"))
            if rule in speech
            else holds(rule, opening=True)
        )
        for rule in rules
    }
    # An empty name is no rule. An enumeration, since text is slow to fill and compare.
    names = pl.Enum(["", *applicable, GIVEN_SPEECH, CONTINUATION, NEXT_LABEL])
    no_rule = pl.lit("", dtype=names)
    lines = lines.with_columns(
        rule=pl.coalesce(
            *rules_given(rules, names),
            *(pl.when(applies).then(pl.lit(name, names)) for name, applies in applicable.items()),
            no_rule,
        )
    ).with_columns(opens=(pl.col("rule") != no_rule) | pl.col("is_new_document") | opens_block())
    if in_context:
        # The lines of a title are one block.
        lines = lines.with_columns(
            opens=pl.col("opens")
            & ~(
                pl.col("_is_title") & pl.col("_is_title").shift(fill_value=False) & ~pl.col("title")
            )
        )
    return _blocks_of(lines, layout, names, speech)


def _blocks_of(
    lines: pl.DataFrame, layout: Layout | None, names: pl.Enum, speech: tuple[LineRule, ...]
) -> pl.DataFrame:
    """Assign unmarked lines to blocks, and kinds to all lines."""
    rules = layout.rules if layout else ()
    text = pl.col("stripped")
    no_rule = pl.lit("", dtype=names)
    # An unmarked line is a hard wrap where the rule of its block allows one, else it is stray.
    of_block = pl.when("opens").then("rule").forward_fill()
    open_ended = pl.Series(
        [rule.name for rule in rules if rule.continued] + [CONTINUATION, GIVEN_SPEECH],
        dtype=names,
    )
    completes = pl.coalesce(
        *(
            pl.when(pl.col("opener") == pl.lit(rule.name, names)).then(
                text.str.contains(rule.until)
            )
            for rule in rules
            if rule.until
        ),
        pl.lit(False),
    )
    is_next = (pl.col("rule") == no_rule) & _is_next_number(rules)
    lines = (
        lines.with_columns(opener=of_block)
        .with_columns(
            rule=pl.when(is_next).then(pl.lit(NEXT_LABEL, names)).otherwise("rule"),
            opens=pl.col("opens") | is_next,
        )
        .with_columns(opener=of_block)
        .with_columns(was_complete=_count_above_in_block(completes) > 0)
        .with_columns(
            is_stray=(pl.col("rule") == no_rule)
            & (~pl.col("opener").is_in(open_ended.implode()) | pl.col("was_complete"))
        )
        .with_columns(
            first_stray=pl.col("is_stray") & (_count_above_in_block(pl.col("is_stray")) == 0)
        )
    )
    if speech:
        lines = _with_continuation(lines, rules, names)
    kind_of = {rule.name: rule.kind.value for rule in rules} | {
        CONTINUATION: BlockKind.REMARK.value,
        GIVEN_SPEECH: BlockKind.REMARK.value,
        NEXT_LABEL: BlockKind.LABEL.value,
    }
    lines = lines.with_columns(opens=pl.col("opens") | pl.col("first_stray")).with_columns(
        rule=of_block.cast(pl.String)
    )
    kind = pl.col("rule").replace_strict(
        kind_of, return_dtype=pl.String, default=BlockKind.UNRECOGNISED.value
    )
    if speech:
        # A marker without text after it, on its line or the next, is of kind `label`, no remark.
        bare = pl.any_horizontal(
            (pl.col("rule") == rule.name) & pl.col(f"bare_{rule.name}") for rule in speech
        )
        alone = pl.col("opens") & pl.col("opens").shift(-1, fill_value=True) & bare
        kind = pl.when(alone).then(pl.lit(BlockKind.LABEL.value)).otherwise(kind)
    # Nobody says what is printed before the talk or after it: 〔参照〕.
    kind = pl.when(is_said_by_nobody(kind)).then(pl.lit(BlockKind.NOTE.value)).otherwise(kind)
    is_remark = (kind == BlockKind.REMARK.value) & (pl.col("rule") != CONTINUATION)
    return lines.select(
        *("document_id", "layout", "meeting", "opens"),
        kind.alias("kind"),
        pl.col("rule").replace("", None),
        *("line", "char_start", "char_end", "text"),
        confidence=pl.when(is_remark & pl.col("opens"))
        .then((pl.col("probability") * 100).round())
        .cast(pl.Int32),
    )


def _is_next_number(rules: tuple[LineRule, ...]) -> pl.Expr:
    """Return whether a line has the next number of a header block.

    The block is a day or a place: 1 開催日時 / 9月18日 17時 / 2 開催状況 → the last line is a
    header label, though no rule matches it.
    """
    fields = [rule.name for rule in rules if rule.kind in (BlockKind.DATE, BlockKind.PLACE)]
    number = integers(pl.col("stripped").str.extract(rf"^[ 　]*({NUMBER})[．.、 　]", 1))
    of_block = pl.when("opens").then(number).forward_fill()
    return (
        pl.col("opener").cast(pl.String).is_in(fields) & ~pl.col("opens") & (number == of_block + 1)
    ).fill_null(False)


def _with_continuation(
    lines: pl.DataFrame, rules: tuple[LineRule, ...], names: pl.Enum
) -> pl.DataFrame:
    """Continue a remark after an interjection or a stage direction.

    ○青木委員　賛成です。 / （拍手） / 次に移ります。 → the last line continues the remark.
    """
    asides = [rule.name for rule in rules if rule.kind.value in _ASIDES]
    is_aside = pl.col("opener").is_in(pl.Series(asides, dtype=names).implode())
    remarks = [rule.name for rule in rules if rule.kind == BlockKind.REMARK] + [GIVEN_SPEECH]
    spoke = (
        pl.when(pl.col("opens") & ~pl.col("rule").is_in(pl.Series(asides, dtype=names).implode()))
        .then(pl.col("rule").is_in(pl.Series(remarks, dtype=names).implode()))
        .forward_fill()
        .fill_null(False)
    )
    # A heading after a rule of ─ is no speech: a continuation has the end of a sentence.
    sentences = pl.col("stripped").str.contains(_SENTENCE).cast(pl.Int32).cum_sum()
    # Sentences up to the next line that opens a block.
    until = pl.when(pl.col("opens").shift(-1, fill_value=True)).then(sentences).backward_fill()
    speaks = until > sentences.shift(1, fill_value=0)
    goes_on = pl.col("first_stray") & is_aside & spoke & speaks
    return lines.with_columns(goes_on=goes_on).with_columns(
        rule=pl.when("goes_on").then(pl.lit(CONTINUATION, names)).otherwise("rule"),
        opens=pl.col("opens") | pl.col("goes_on"),
        first_stray=pl.col("first_stray") & ~pl.col("goes_on"),
    )


def _count_above_in_block(holds: pl.Expr) -> pl.Expr:
    """Count the earlier lines of the block where `holds` is true.

    Running sums over the whole frame: a window for each block takes ten times as long.
    """
    above = holds.cum_sum().shift(1, fill_value=0)
    return above - pl.when("opens").then(above).forward_fill()
