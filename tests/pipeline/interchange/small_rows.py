"""Rows of a small release, written by hand: two meetings with everything that is hard to copy.

Of a row stands here what differs from the row of its table in `tests/schemas/rows.py`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

FIRST, SECOND = "made-up/2024-04-01/1", "made-up/2024-05-01/2"
BODY = "架空会議"

TOPIC, SECTION, EMPTY = f"{FIRST}/g-00000001", f"{FIRST}/g-00000002", f"{FIRST}/g-00000003"
AOKI, SAKAMOTO = f"{FIRST}/a-00000001", f"{FIRST}/a-00000002"

HOSTILE = "雲 & <風>\x0b\r\nと\x01\u2028]]>\"'\n  終わり。"
"""A text that XML, tab-separated lines and a shell would each take wrongly."""

DATES = {"first_date": date(2024, 4, 1), "last_date": date(2024, 5, 1)}
MEETINGS = {"first_meeting_id": FIRST, "last_meeting_id": SECOND}

SMALL: dict[str, list[dict[str, Any]]] = {
    "documents": [{}],
    "blocks": [{}],
    "meetings": [
        {},
        {
            "meeting_id": SECOND,
            "session": 2,
            "title": "第２回架空会議 論点メモ",
            "date": date(2024, 5, 1),
            "starts_at": None,
            "ends_at": None,
            "start_time": None,
            "end_time": None,
            "duration_minutes": None,
            "venue": None,
            "room": None,
            "floor": None,
        },
    ],
    "agenda_items": [
        {"label": "議題１"},
        {
            "agenda_item_id": SECTION,
            "ordinal": 2,
            "parent_id": TOPIC,
            "level": 2,
            "kind": "section",
            "title": "<雲>\x0cの見方",
        },
        {"agenda_item_id": EMPTY, "ordinal": 3, "kind": "other", "title": "その他"},
    ],
    "attendance": [
        {
            "person_id": "made-up/青木一郎",
            "person_basis": "full_name",
            "person_reason": None,
            "organization_id": "架空大学",
            "affiliation": "架空大",
        },
        {
            "attendance_id": AOKI.replace("a-00000001", "a-00000002"),
            "ordinal": 2,
            "name_text": "坂本 A&B 室長",
            "family_name": "坂本",
            "position": "室長",
            "role": "座長",
            "presence": "absent",
            "person_reason": "no_name",
        },
        {
            "attendance_id": f"{SECOND}/a-00000001",
            "meeting_id": SECOND,
            "person_id": "made-up/青木一郎",
            "organization_id": "架空大学",
            "affiliation": "架空大学",
            "presence": "proxy",
        },
    ],
    "remarks": [
        {"agenda_item_id": None, "text": "開会。", "char_count": 3},
        {
            "remark_id": f"{FIRST}/r-00000002",
            "ordinal": 2,
            "agenda_item_id": TOPIC,
            "speaker_text": "青木委員",
            "speaker_status": "named",
            "attribution_basis": "label",
            "attendance_id": AOKI,
            "person_id": "made-up/青木一郎",
            "person_basis": "listed",
            "person_reason": None,
            "text": HOSTILE,
            "char_count": len(HOSTILE),
        },
        {
            "remark_id": f"{FIRST}/r-00000003",
            "ordinal": 3,
            "agenda_item_id": TOPIC,
            "parent_remark_id": f"{FIRST}/r-00000002",
            "kind": "item",
            "text": "一つ目。",
            "char_count": 4,
        },
        {
            "remark_id": f"{FIRST}/r-00000004",
            "ordinal": 4,
            "agenda_item_id": SECTION,
            "kind": "interjection",
            "person_reason": None,
            "marker": None,
            "text": "（笑声）",
            "char_count": 4,
        },
        {
            "remark_id": f"{FIRST}/r-00000005",
            "ordinal": 5,
            "agenda_item_id": SECTION,
            "kind": "stage",
            "person_reason": None,
            "marker": None,
            "text": "〔坂本 A&B 室長退室〕",
            "char_count": 13,
        },
        {
            "remark_id": f"{FIRST}/r-00000006",
            "ordinal": 6,
            "agenda_item_id": TOPIC,
            "parent_remark_id": f"{FIRST}/r-00000002",
            "speaker_text": "坂本座長",
            "person_reason": "not_recognised",
            "speaker_status": "named",
            "attribution_basis": "label",
            "attendance_id": SAKAMOTO,
            "text": "ＲＥＳＡＳ　を使う。",
            "char_count": 10,
        },
        {
            "remark_id": f"{SECOND}/r-00000001",
            "meeting_id": SECOND,
            "agenda_item_id": None,
            "speaker_text": "Ａ",
            "speaker_status": "coded",
            "person_reason": "coded",
            "attribution_basis": "label",
        },
    ],
    "quality_issues": [{}],
    "changes": [{}],
    "organizations": [
        {
            "organization_id": "架空会議",
            "name": "架空会議",
            "kind": "body",
            "parent_id": None,
            **MEETINGS,
            **DATES,
            "meeting_count": 2,
            "attendance_count": 0,
        },
        {
            "organization_id": "架空大学",
            "name": "架空大学",
            "kind": "university",
            "parent_id": "架空会議",
            **MEETINGS,
            **DATES,
            "meeting_count": 2,
            "attendance_count": 2,
        },
    ],
    "organization_names": [
        {
            "organization_id": "架空大学",
            "name_text": "架空大",
            "basis": "alias",
            "source": "架空の名簿",
            "row_count": 1,
        },
        {
            "organization_id": "架空大学",
            "name_text": "架空大学",
            "basis": "written",
            "source": None,
            "row_count": 1,
        },
    ],
    "persons": [
        {
            "person_id": "made-up/青木一郎",
            "collection_id": "made-up",
            "name_text": "青木 一郎",
            "family_name": "青木",
            "given_name": "一郎",
            **MEETINGS,
            **DATES,
            "meeting_count": 2,
            "attendance_count": 2,
            "remark_count": 1,
            "basis": "full_name",
            "confidence": 95,
            "former_ids": "made-up/青木|made-up/青木2",
            "split_from": None,
        }
    ],
    "memberships": [
        {
            "membership_id": "made-up/青木一郎/h-00000001",
            "person_id": "made-up/青木一郎",
            "body_id": "架空会議",
            "organization_id": "架空大学",
            "affiliation": "架空大",
            "position": "委員",
            "role": None,
            **MEETINGS,
            **DATES,
            "meeting_count": 2,
        }
    ],
    "terms": [],
}


def word(surface: str, pos: str, **other: Any) -> dict[str, Any]:
    """A token by hand, with `名詞,普通名詞,一般` as its part of speech and no place."""
    levels = dict(zip(("pos_1", "pos_2", "pos_3", "pos_4"), pos.split(","), strict=False))
    return {
        "surface": surface,
        "dictionary_form": surface,
        "normalized_form": surface,
        "reading": None,
        "pos_2": None,
        "pos_3": None,
        "pos_4": None,
        "conjugation_type": None,
        "conjugation_form": None,
        "short_units": None,
        "is_in_dictionary": True,
        **levels,
        **other,
    }


WORDS: dict[tuple[str, int], list[dict[str, Any]]] = {
    (f"{TOPIC}", 1): [word("議題", "名詞,普通名詞,一般", reading="ギダイ")],
    (f"{FIRST}/r-00000001", 1): [
        word("開会", "名詞,普通名詞,サ変可能", reading="カイカイ"),
        word("。", "補助記号,句点", reading="。"),
    ],
    (f"{FIRST}/r-00000006", 1): [
        word("ＲＥＳＡＳ", "名詞,普通名詞,一般", normalized_form="RESAS", is_in_dictionary=False),
        word("　", "空白"),
        word("を", "助詞,格助詞", reading="ヲ"),
        word(
            "使う",
            "動詞,一般",
            reading="ツカウ",
            conjugation_type="五段-ワア行",
            conjugation_form="終止形-一般",
        ),
        word("。", "補助記号,句点", reading="。"),
    ],
    (f"{SECOND}/r-00000001", 1): [
        word("賛成", "名詞,普通名詞,サ変可能", reading="サンセイ", short_units="賛|成"),
        word("。", "補助記号,句点", reading="。"),
    ],
}
