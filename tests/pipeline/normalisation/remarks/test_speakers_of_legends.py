"""A glyph stands for a role, which may be that of one listed person."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

RECORD = """第２回みどり台計画審議会　会議要録

日時：平成22年7月29日（木曜日）　午後6時30分から8時15分まで
場所：みどり台市民プラザ
出席委員：加賀見会長、鴻池副会長、大垣委員、布施委員
事務局：外山係長
（発言の記号　◎…会長　○…委員　●…事務局）

１．雲の高さについて
◎　本日は雲の高さについて御意見を伺います。
●　資料１の２ページをお開きください。高さの表がございます。
○　表のとおりだと思います。昨年よりも高くなっています。
○　私は低いと思います。測り方を変えたほうがよいと思います。
◎　では原案のとおりといたします。ありがとうございました。
"""


def test_the_only_holder_of_a_role_is_the_speaker(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    tables = tables_of(RECORD)
    names = dict(tables["attendance"].select("attendance_id", "name_text").rows())
    said = tables["remarks"].sort("ordinal").select("speaker_text", "attendance_id").rows()
    assert [(role, names.get(who)) for role, who in said] == [
        ("会長", "加賀見会長"),
        ("事務局", None),
        ("委員", None),
        ("委員", None),
        ("会長", "加賀見会長"),
    ]
