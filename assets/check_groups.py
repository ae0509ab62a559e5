"""Groups of checks for Dagster, each of which answers one question.

A collection is held to more than a hundred rules. As so many asset checks they would fill pages of
the UI with passed ones, and each would be an event of its own in the log of every run. Here a rule
is a line of a group; the rows of `quality_issues`, the ledger and the console name the rule itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import dagster as dg

from pipeline.checks import CHECKS, Check, CheckResult, Frames
from schemas.vocabulary import Severity, Stage


@dataclass(frozen=True)
class CheckGroup:
    """Checks of one table and stage, which all block or none."""

    name: str
    table_name: str
    en: str
    ja: str
    checks: tuple[Check[Frames], ...]

    @property
    def key(self) -> dg.AssetCheckKey:
        """The key of its asset check."""
        return dg.AssetCheckKey(dg.AssetKey(self.table_name), self.name)

    @property
    def blocking(self) -> bool:
        """Whether a failed check stops the later assets."""
        return self.checks[0].blocking

    @property
    def severity(self) -> Severity:
        """The worst severity of its checks."""
        return _worst(check.severity for check in self.checks)


@dataclass(frozen=True)
class GroupResult:
    """The results of a group, in the order of its checks."""

    group: CheckGroup
    results: tuple[CheckResult[Frames], ...]

    @property
    def failed(self) -> list[CheckResult[Frames]]:
        """The results of failed checks."""
        return [result for result in self.results if not result.passed]

    @property
    def severity(self) -> Severity:
        """The worst severity of the failed checks, or else of all."""
        return _worst(result.check.severity for result in self.failed or self.results)


_GROUPS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "documents_files": (
        "Every file of the folder could be taken in.",
        "フォルダーのファイルをすべて取り込めた。",
        (
            *("documents_file_readable", "documents_regular_file", "documents_media_type"),
            *("documents_holds_records", "documents_lock_file", "documents_seen_once"),
            "documents_saved_page_folder",
        ),
    ),
    "documents_texts": (
        "Every file gave its text, and no character of it is damaged.",
        "すべてのファイルから本文を取り出せ、壊れた文字がない。",
        (
            *("documents_decodes", "documents_extracts"),
            *("documents_not_empty", "documents_read"),
            *("documents_replacement_characters", "documents_unmapped_glyphs"),
            *("documents_private_use_characters", "documents_mojibake"),
            *("documents_question_marks", "documents_implausible_characters"),
        ),
    ),
    "documents_media": (
        "What was taken out of pages, PDFs and Word files is what a reader sees.",
        "ウェブページ・PDF・Word から取り出した本文は、読者の見るとおりである。",
        (
            *("documents_media_charset_disagrees", "documents_media_main_text_guessed"),
            *("documents_media_hidden_text_kept", "documents_media_hidden_text_left_out"),
            *("documents_media_struck_text_left_out", "documents_media_image_in_text"),
            *("documents_media_unmapped_glyphs", "documents_media_radicals_replaced"),
            *("documents_media_pages_without_text", "documents_media_part_of_answer"),
            *("documents_media_columns_guessed", "documents_media_columns_unclear"),
            *("documents_media_controls_left_out", "documents_media_tracked_changes"),
            *("documents_media_notes_at_end", "documents_media_order_broken"),
            *("documents_media_cut_off", "documents_media_mended"),
        ),
    ),
    "documents_given": (
        "What the publisher states in collection.toml and records.csv could be read.",
        "発行者が collection.toml と records.csv に示したことをすべて読めた。",
        (
            *("documents_terms_stated", "documents_terms_known"),
            *("documents_given_readable", "documents_given_columns_known"),
            *("documents_given_columns_once", "documents_given_rows_read"),
            *("documents_given_paths_known", "documents_given_values_valid"),
        ),
    ),
    "documents_whole": (
        "The table is as its schema says, and every file of the folder is in it or told of.",
        "表はスキーマどおりで、フォルダーのファイルはすべて表にあるか、理由が示されている。",
        ("documents_folder_readable", "documents_schema", "documents_accounted"),
    ),
    "blocks_whole": (
        "The table is as its schema says, and its keys lead somewhere.",
        "表はスキーマどおりで、参照先がある。",
        ("blocks_schema", "blocks_foreign_keys"),
    ),
    "blocks_recognised": (
        "What the blocks are was recognised.",
        "各ブロックが何であるかが分かった。",
        ("one_header_a_meeting", "layout_known", "documents_segmented"),
    ),
    "meetings_whole": (
        "The table is as its schema says, its keys lead somewhere, its times agree, and no meeting "
        "is lost.",
        "表はスキーマどおりで、参照先があり、日時が一致し、失われた会議がない。",
        (
            *("meetings_schema", "meetings_foreign_keys"),
            *("meetings_accounted", "meetings_times_agree"),
        ),
    ),
    "meetings_plausible": (
        "What is stated of a meeting can be so.",
        "会議について書かれていることに矛盾がない。",
        (
            *("meetings_weekday_matches_date", "meetings_start_before_end"),
            *("meetings_hour_exists_once", "meetings_hour_in_standard_time"),
            *("meetings_one_day", "meetings_day_within_era"),
            *("meetings_rounds_follow", "meetings_round_is_once", "meetings_meeting_is_once"),
        ),
    ),
    "meetings_read": (
        "What is stated of a meeting was read, and no meeting and no document was kept out.",
        "会議について書かれていることを読み取れ、除外された会議・文書がない。",
        (
            *("meetings_none_quarantined", "documents_normalised"),
            *("meetings_place_is_read", "meetings_hours_are_read", "meetings_fields_end"),
            *("meetings_date_stated", "meetings_start_read", "meetings_end_read"),
            *("meetings_round_read", "meetings_title_names_body"),
        ),
    ),
    "meetings_given": (
        "What the publisher states of a record agrees with its text.",
        "発行者の示したことが本文と一致する。",
        (
            *("meetings_given_title_agrees", "meetings_given_body_agrees"),
            *("meetings_given_date_agrees", "meetings_given_day_agrees"),
            *("meetings_given_session_agrees", "meetings_given_record_kind_agrees"),
            "meetings_given_for_one_meeting",
        ),
    ),
    "agenda_items_whole": (
        "The table is as its schema says, its keys lead somewhere, and no heading is lost.",
        "表はスキーマどおりで、参照先があり、失われた見出しがない。",
        (
            *("agenda_items_schema", "agenda_items_foreign_keys"),
            *("agenda_items_accounted", "agenda_items_ordinals"),
        ),
    ),
    "attendance_whole": (
        "The table is as its schema says, and its keys lead somewhere.",
        "表はスキーマどおりで、参照先がある。",
        ("attendance_schema", "attendance_foreign_keys", "attendance_ordinals"),
    ),
    "attendance_read": (
        "The lists of who attended were read, and no row was kept out.",
        "出席者の名簿を読み取れ、除外された行がない。",
        (
            "attendance_none_quarantined",
            *("attendance_list_is_found", "attendance_persons_are_named"),
            *("attendance_persons_are_certain", "attendance_names_are_whole"),
            *("attendance_counts_are_met", "attendance_lists_are_read"),
        ),
    ),
    "attendance_plausible": (
        "What a list says of persons agrees with itself, and with who speaks.",
        "出席者の一覧に矛盾がなく、発言者とも食い違わない。",
        (
            *("attendance_speakers_are_listed", "attendance_chairs_are_listed"),
            "attendance_absent_do_not_speak",
            *("attendance_persons_are_listed_once", "attendance_spoken_counts_are_met"),
        ),
    ),
    "remarks_whole": (
        "The table is as its schema says, its keys lead somewhere, and no remark is lost.",
        "表はスキーマどおりで、参照先があり、失われた発言がない。",
        (
            *("remarks_schema", "remarks_foreign_keys"),
            *("remarks_accounted", "remarks_ordinals"),
        ),
    ),
    "remarks_read": (
        "Who said what was read, and no row was kept out.",
        "誰が何を話したかを読み取れ、除外された行がない。",
        (
            "remarks_none_quarantined",
            *("remarks_turns_are_read", "remarks_marks_are_read", "remarks_labels_are_whole"),
            *("remarks_speech_is_found", "remarks_talk_is_read", "remarks_chair_is_known"),
            *("remarks_continuations_speak", "remarks_turns_are_sure", "remarks_cells_are_paired"),
            *("remarks_given_speaker_agrees", "remarks_given_speeches_read"),
            "remarks_remarks_hold_sentences",
        ),
    ),
    "tokens_whole": (
        "The words of every sentence cover it, and each is described.",
        "どの文も語が覆い、どの語にも辞書の情報がある。",
        ("tokens_cover_sentences", "tokens_described"),
    ),
    "terms_whole": (
        "Every term is counted once, and its keys lead somewhere.",
        "どの用語も一度だけ数えられ、参照先がある。",
        ("terms_counted", "terms_foreign_keys"),
    ),
}
"""Groups: the question in English and Japanese, and the checks that answer it.

A check in none of them is a group of its own, as is each with a measured figure, which the UI
plots.
"""


def groups_of(stage: Stage) -> list[CheckGroup]:
    """Return the groups of a stage, ordered by their first checks.

    Raises
    ------
    ValueError
        Where a group has checks of several tables, or some that block and some that do not.
    """
    of_check = {name: group for group, (_, _, names) in _GROUPS.items() for name in names}
    members: dict[str, list[Check[Frames]]] = {}
    for check in CHECKS[stage]:
        members.setdefault(of_check.get(check.name, check.name), []).append(check)
    return [_group(name, checks) for name, checks in members.items()]


def results_by_group(stage: Stage, results: Iterable[CheckResult[Frames]]) -> Iterator[GroupResult]:
    """Yield the check results of a stage, group by group."""
    of_check = {result.check.name: result for result in results}
    for group in groups_of(stage):
        yield GroupResult(group, tuple(of_check[check.name] for check in group.checks))


def _group(name: str, checks: list[Check[Frames]]) -> CheckGroup:
    first = checks[0]
    en, ja, _ = _GROUPS.get(name, (first.en, first.ja, ()))
    if len({(check.table_name, check.blocking) for check in checks}) != 1:
        raise ValueError(f"{name}: its checks are of several tables, or only some of them block")
    return CheckGroup(name, first.table_name, en, ja, tuple(checks))


def _worst(severities: Iterable[Severity]) -> Severity:
    return Severity.ERROR if Severity.ERROR in set(severities) else Severity.WARN
