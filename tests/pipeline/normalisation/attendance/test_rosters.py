"""Lists of attendees in every form, each with the rows that a reader would write down."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl
import pytest

from pipeline.normalisation.attendance.brackets import Said, said_in
from pipeline.normalisation.attendance.counts import attendee_counts
from pipeline.normalisation.attendance.labels import presence_of, read_label
from pipeline.normalisation.attendance.reading import entries


class List(NamedTuple):
    """A list as it stands in a record, and group, name, position and office of its persons."""

    marker: str
    text: str
    persons: list[tuple[str | None, str, str | None, str | None]]


LISTS = {
    "a run of names": List(
        "構成員:",
        "青木、坂本(座長)、柏木",
        [
            ("構成員", "青木", None, None),
            ("構成員", "坂本", None, None),
            ("構成員", "柏木", None, None),
        ],
    ),
    "each of several behind one word": List(
        "出席者：",
        "成田、秋本、近江 各評議員",
        [
            (None, "成田", "評議員", None),
            (None, "秋本", "評議員", None),
            (None, "近江", "評議員", None),
        ],
    ),
    "each of several with dots between them": List(
        "出席委員：",
        "青木会長、成田・秋本・近江 各委員",
        [
            ("出席委員", "青木会長", None, None),
            ("出席委員", "成田", "委員", None),
            ("出席委員", "秋本", "委員", None),
            ("出席委員", "近江", "委員", None),
        ],
    ),
    "a family name that could end a word for an office": List(
        "○欠席委員（１名）",
        "\n　　委　　員　　都　木　　貞　夫　君",
        [("欠席委員", "都　木　　貞　夫　君", "委員", None)],
    ),
    "each of a group has an office of his own": List(
        "出席推進委員（３人）",
        "\n　　東部地区　　青　木　　義　則\n　　西部地区　　石　川　　光　男\n"
        "　　北部地区　　坂　本　　千　枝",
        [
            ("出席推進委員", "青　木　　義　則", None, "東部地区"),
            ("出席推進委員", "石　川　　光　男", None, "西部地区"),
            ("出席推進委員", "坂　本　　千　枝", None, "北部地区"),
        ],
    ),
    "a corporation before a name": List(
        "（説明者）",
        "\n　株式会社なぎさ電算　青木 俊介 氏\n　菜の原市情報政策課　川名 玲 課長補佐",
        [
            ("説明者", "青木 俊介 氏", None, "株式会社なぎさ電算"),
            ("説明者", "川名 玲 課長補佐", None, "菜の原市情報政策課"),
        ],
    ),
    "a title before one name": List(
        "○出席者",
        "\n　会　長　　椎　名　　徹\n　副会長　　柏木　　みどり",
        [(None, "椎　名　　徹", "会長", None), (None, "柏木　　みどり", "副会長", None)],
    ),
    "posts before names that look like names and titles": List(
        "（行政機関）",
        "\n　　西浜市長　　　　　　　　青木　健（会長）\n　　西浜港湾事務所長　　　　石川　洋\n"
        "　　西浜商工会議所専務理事　柏木　恵子",
        [
            ("行政機関", "青木　健", "西浜市長", None),
            ("行政機関", "石川　洋", "西浜港湾事務所長", None),
            ("行政機関", "柏木　恵子", "西浜商工会議所専務理事", None),
        ],
    ),
    "a title on its own line over one name": List(
        "出席者",
        "\n　委員長\n　　青木　一郎\n　委員\n　　井上　花子\n　　上田　三郎",
        [
            (None, "青木　一郎", "委員長", None),
            ("委員", "井上　花子", None, None),
            ("委員", "上田　三郎", None, None),
        ],
    ),
    "a title as the label of one name": List(
        "委員長", "\n　　青木　一郎", [(None, "青木　一郎", "委員長", None)]
    ),
    "a title in brackets is a label too": List(
        "【出席者】",
        "\n（議長）　青木　一郎\n（委員）　井上　花子、上田　三郎",
        [
            ("議長", "青木　一郎", "議長", None),
            ("委員", "井上　花子", None, None),
            ("委員", "上田　三郎", None, None),
        ],
    ),
    "labels with a colon in a run": List(
        "出席委員：",
        "座長：青木　一郎、委員：井上　花子、上田　三郎",
        [
            ("座長", "青木　一郎", "座長", None),
            ("委員", "井上　花子", None, None),
            ("委員", "上田　三郎", None, None),
        ],
    ),
    "what a bracket says of all so far": List(
        "出席：",
        "青木、井上（以上、委員）、上田、江口（以上 事務局）",
        [
            ("委員", "青木", None, None),
            ("委員", "井上", None, None),
            ("事務局", "上田", None, None),
            ("事務局", "江口", None, None),
        ],
    ),
    "a bracket that counts all so far": List(
        "欠席委員：",
        "青木委員、井上委員（以上2名）",
        [("欠席委員", "青木委員", None, None), ("欠席委員", "井上委員", None, None)],
    ),
    "a role in corner brackets behind a person": List(
        "参加者",
        "\n　青木　一郎　架空大学教授　【座長】\n　井上　花子　見本大学准教授",
        [
            (None, "青木　一郎", None, "架空大学教授"),
            (None, "井上　花子", None, "見本大学准教授"),
        ],
    ),
    "a given name in one word with the title": List(
        "出席委員",
        "　　青木　一郎委員長　　坂本　花子委員\n　　　　　　上田　三郎教育長",
        [
            ("出席委員", "青木　一郎委員長", None, None),
            ("出席委員", "坂本　花子委員", None, None),
            ("出席委員", "上田　三郎教育長", None, None),
        ],
    ),
    "a group that names its persons in brackets": List(
        "出席者：",
        "青木座長、井上委員、オブザーバー（上田局長）、事務局（江口課長、小川係長）",
        [
            (None, "青木座長", None, None),
            (None, "井上委員", None, None),
            ("オブザーバー", "上田局長", None, None),
            ("事務局", "江口課長", None, None),
            ("事務局", "小川係長", None, None),
        ],
    ),
    "the same office once more": List(
        "【事務局】",
        "総務課 江口課長、同課木村係長、同清水主査",
        [
            ("事務局", "江口課長", None, "総務課"),
            ("事務局", "木村係長", None, None),
            ("事務局", "清水主査", None, None),
        ],
    ),
    "those who come now took part online": List(
        "出席委員",
        "\n　青木座長、井上委員\n　（以下、オンライン参加）\n　上田委員、江口委員",
        [
            ("出席委員", "青木座長", None, None),
            ("出席委員", "井上委員", None, None),
            ("出席委員", "上田委員", None, None),
            ("出席委員", "江口委員", None, None),
        ],
    ),
    "dittos": List(
        "出席委員",
        "\n　委　員　　椎　名　　徹"
        "\n　同　　　　柏　木　　緑"
        "\n　〃　　　　服　部　　郁"
        "\n　同　　　　都　築　　望",
        [
            ("出席委員", "椎　名　　徹", "委員", None),
            ("出席委員", "柏　木　　緑", "委員", None),
            ("出席委員", "服　部　　郁", "委員", None),
            ("出席委員", "都　築　　望", "委員", None),
        ],
    ),
    "seats in two columns": List(
        "３　出席議員（４名）",
        "\n　１番　石　川　　敦　　　　２番　石田　正俊"
        "\n　十　番　林　　　豊　　　１１番　道　下　　陽　介",
        [
            ("出席議員", "石　川　　敦", None, None),
            ("出席議員", "石田　正俊", None, None),
            ("出席議員", "林　　　豊", None, None),
            ("出席議員", "道　下　　陽　介", None, None),
        ],
    ),
    "columns without anything between": List(
        "委員",
        "\n　二宮　千鶴　　　　　　　　丘野　健太郎\n　林　　　豊　　　　　　　　蓑田　はるみ",
        [
            ("委員", "二宮　千鶴", None, None),
            ("委員", "丘野　健太郎", None, None),
            ("委員", "林　　　豊", None, None),
            ("委員", "蓑田　はるみ", None, None),
        ],
    ),
    "titles in two columns": List(
        "説明員",
        "\n　市長　　　　杉　浦　　　司　　　教育長　　　土　橋　　　恵",
        [("説明員", "杉　浦　　　司", "市長", None), ("説明員", "土　橋　　　恵", "教育長", None)],
    ),
    "a title over several names is their group": List(
        "３　出席者",
        "\n　委　員　　　岸本　文恵　　　　沢　　　進"
        "\n　　　　　　　二宮　千鶴"
        "\n　事務局　　　主　　　事　　日高　美緒",
        [
            ("委　員", "岸本　文恵", None, None),
            ("委　員", "沢　　　進", None, None),
            ("委　員", "二宮　千鶴", None, None),
            ("事務局", "日高　美緒", "主事", None),
        ],
    ),
    "a title in the label over one name": List(
        "部 会 長：", "市　村　　肇", [("部 会 長", "市　村　　肇", "部会長", None)]
    ),
    "the Diet: titles over several lines": List(
        "政府参考人",
        "\n　　　　　　架空庁増殖推\n　　　　　　進部長　　　　　飛鳥井　修君\n"
        "　　　　　　見本省水管\n　　　　　　理局次長　　　　五味渕　理恵君",
        [
            ("政府参考人", "飛鳥井　修君", "架空庁増殖推進部長", None),
            ("政府参考人", "五味渕　理恵君", "見本省水管理局次長", None),
        ],
    ),
    "the Diet: a title with brackets": List(
        "国務大臣",
        "\n　　　　　　内閣府特命担"
        "\n　　　　　　当大臣（雲の"
        "\n　　　　　　観測）　　　　　生駒　良樹君",
        [("国務大臣", "生駒　良樹君", "内閣府特命担当大臣（雲の観測）", None)],
    ),
    "the Diet: titles in two columns, then none": List(
        "　出席委員",
        "\n　　委員長　鬼窪　　勝君"
        "\n　　　理事　砂越　信吉君　理事　都留木　茂君"
        "\n　　　　　　大鐘　　英君　　　薦田　つね君",
        [
            ("出席委員", "鬼窪　　勝君", "委員長", None),
            ("出席委員", "砂越　信吉君", "理事", None),
            ("出席委員", "都留木　茂君", "理事", None),
            ("出席委員", "大鐘　　英君", None, None),
            ("出席委員", "薦田　つね君", None, None),
        ],
    ),
    "posts before one name, a line each with empty lines between": List(
        "○出席説明員",
        "\n\n　みどり地域推進部長、みどり地域福祉担当部長　青木　一郎\n\n　港湾部長　石川　直樹"
        "\n\n　みどり地域推進部見守り担当課長、北部みどり見守りセンター所長　坂本　健一"
        "\n\n　水路部長　白井　俊一",
        [
            ("出席説明員", "青木　一郎", "みどり地域推進部長、みどり地域福祉担当部長", None),
            ("出席説明員", "石川　直樹", "港湾部長", None),
            (
                "出席説明員",
                "坂本　健一",
                "みどり地域推進部見守り担当課長、北部みどり見守りセンター所長",
                None,
            ),
            ("出席説明員", "白井　俊一", "水路部長", None),
        ],
    ),
    "an office by itself above persons of whom the first has an unknown name": List(
        "委員",
        "\n\n青木委員、坂本委員\n\n架空省\n\n鵤港湾副大臣、石川次官、白井審議官（港湾担当）、"
        "大野課長 柏木補佐",
        [
            ("委員", "青木委員", None, None),
            ("委員", "坂本委員", None, None),
            ("架空省", "鵤港湾副大臣", None, None),
            ("架空省", "石川次官", None, None),
            ("架空省", "白井審議官", None, None),
            ("架空省", "大野課長", None, None),
            ("架空省", "柏木補佐", None, None),
        ],
    ),
    "roles close before full names, in a numbered list": List(
        "３．出席者",
        "\n\n１．会長青木一郎\n\n２．副会長石田修\n\n３．委員坂本健一、大野静枝、柏木直樹\n",
        [
            (None, "青木一郎", "会長", None),
            (None, "石田修", "副会長", None),
            ("委員", "坂本健一", None, None),
            ("委員", "大野静枝", None, None),
            ("委員", "柏木直樹", None, None),
        ],
    ),
    "titles in brackets, one before each name": List(
        "４．事務局",
        "　（市民部長）青木一郎、（市民相談課長）石田修、（人権・交流係長）坂本健一",
        [
            ("事務局", "青木一郎", "市民部長", None),
            ("事務局", "石田修", "市民相談課長", None),
            ("事務局", "坂本健一", "人権・交流係長", None),
        ],
    ),
    "others behind a person": List(
        "説明員",
        "　青木農政部長および関係職員",
        [("説明員", "青木農政部長", None, None)],
    ),
    "three posts before one name": List(
        "説明員",
        "　港湾部長、水路部長、緑地部長　青木　一郎、会計課長　石田　修",
        [
            ("説明員", "青木　一郎", "港湾部長、水路部長、緑地部長", None),
            ("説明員", "石田　修", "会計課長", None),
        ],
    ),
    "a count in brackets behind the last": List(
        "出席者",
        "\n青木一郎、坂本修〔計２名〕",
        [(None, "青木一郎", None, None), (None, "坂本修", None, None)],
    ),
    "somebody in charge of something": List(
        "事務局：",
        "政策室長　青木一郎、政策室まつり担当　坂本修",
        [("事務局", "青木一郎", "政策室長", None), ("事務局", "坂本修", "政策室まつり担当", None)],
    ),
    "titles close before the names": List(
        "　出席委員",
        "　五名\n委員長鬼窪　勝君\n理事砂越　信吉君\n理事都留木みのる君\n大鐘つね子君"
        "\n総務局長谷川　健君",
        [
            ("出席委員", "鬼窪　勝君", "委員長", None),
            ("出席委員", "砂越　信吉君", "理事", None),
            ("出席委員", "都留木みのる君", "理事", None),
            ("出席委員", "大鐘つね子君", None, None),
            ("出席委員", "谷川　健君", "総務局長", None),
        ],
    ),
    "a role governs the lines below it": List(
        "出席者は左のとおり。",
        "\n　　理　事\n　　　　　　蔭山　真理君\n　　　　　　玖珠　　守君",
        [("理　事", "蔭山　真理君", None, None), ("理　事", "玖珠　　守君", None, None)],
    ),
    "titles behind spread names": List(
        "病院側",
        "\n　町　屋　　院　長\n　溝　口　　看護部長",
        [("病院側", "町　屋　　院　長", None, None), ("病院側", "溝　口　　看護部長", None, None)],
    ),
    "blanks between persons with titles": List(
        "県",
        "\n　坂本商工労働部長　青木人材育成課長　柏木校長",
        [
            ("県", "坂本商工労働部長", None, None),
            ("県", "青木人材育成課長", None, None),
            ("県", "柏木校長", None, None),
        ],
    ),
    "offices before persons with titles": List(
        "事務局：",
        "総務部　青木総務課長、同課 法務係 坂本係長、同 柏木主事",
        [
            ("事務局", "青木総務課長", None, "総務部"),
            ("事務局", "坂本係長", None, "同課 法務係"),
            ("事務局", "柏木主事", None, None),
        ],
    ),
    "offices below the names": List(
        "（委員）",
        "\n　椎名　徹"
        "\n　　　架空大学 理学部 教授"
        "\n　柏木　緑"
        "\n　　　（株）みほん計測 代表取締役"
        "\n　服部　郁"
        "\n　　　雲観測機構",
        [
            ("委員", "椎名　徹", None, "架空大学 理学部 教授"),
            ("委員", "柏木　緑", None, "（株）みほん計測 代表取締役"),
            ("委員", "服部　郁", None, "雲観測機構"),
        ],
    ),
    "groups inside brackets at line starts": List(
        "〔出席者〕",
        "\n（会場）青木部会長、坂本委員"
        "\n（オンライン）柏木委員"
        "\n（欠席）椎名委員"
        "\n（雲の会）服部理事",
        [
            ("会場", "青木部会長", None, None),
            ("会場", "坂本委員", None, None),
            ("オンライン", "柏木委員", None, None),
            ("欠席", "椎名委員", None, None),
            ("雲の会", "服部理事", None, None),
        ],
    ),
    "groups in one line": List(
        "2出席者",
        " 【評議員】浅見 俊和(議長)|伊勢 かおり 【監事】栃木 武彦 【欠席】野沢 ひろみ|浜野 剛",
        [
            ("評議員", "浅見 俊和", None, None),
            ("評議員", "伊勢 かおり", None, None),
            ("監事", "栃木 武彦", "監事", None),
            ("欠席", "野沢 ひろみ", None, None),
            ("欠席", "浜野 剛", None, None),
        ],
    ),
    "groups before a middle dot": List(
        "出席",
        "　上流側・佐藤（勝）代表　牛丸氏\n　　　電力会社・泊所長　蔵本技師",
        [
            ("上流側", "佐藤（勝）代表", None, None),
            ("上流側", "牛丸氏", None, None),
            ("電力会社", "泊所長", None, None),
            ("電力会社", "蔵本技師", None, None),
        ],
    ),
    "middle dots with blanks around": List(
        "【メンバー】",
        "井ノ口　春 ・ 榎　佐知子 ・ 片桐　徹",
        [
            ("メンバー", "井ノ口　春", None, None),
            ("メンバー", "榎　佐知子", None, None),
            ("メンバー", "片桐　徹", None, None),
        ],
    ),
    "offices as groups": List(
        "参加者",
        "\n　メンバー　　江間　理沙、小茂田 樹、"
        "\n　　　　　　　手塚 めぐみ、林 大"
        "\n　商工観光課　白土課長、岩永主査",
        [
            ("メンバー", "江間　理沙", None, None),
            ("メンバー", "小茂田 樹", None, None),
            ("メンバー", "手塚 めぐみ", None, None),
            ("メンバー", "林 大", None, None),
            ("商工観光課", "白土課長", None, None),
            ("商工観光課", "岩永主査", None, None),
        ],
    ),
    "wraps in names and titles": List(
        "出席委員：",
        "加賀見会長、鴻池副会長、阿部（清）委員、大垣委員、洞口"
        "\n委員、布施委員、水沼企画専門"
        "\n官、柏木参事"
        "\n官（架空省）",
        [
            ("出席委員", "加賀見会長", None, None),
            ("出席委員", "鴻池副会長", None, None),
            ("出席委員", "阿部（清）委員", None, None),
            ("出席委員", "大垣委員", None, None),
            ("出席委員", "洞口委員", None, None),
            ("出席委員", "布施委員", None, None),
            ("出席委員", "水沼企画専門官", None, None),
            ("出席委員", "柏木参事官", None, None),
        ],
    ),
    "rows of a table": List(
        "委員",
        "\n| 役職 | 氏名 | 所属 | 出欠 |\n| 会長 | 石田 正俊 | 架空大学 | 出席 |"
        "\n| 委員 | 坂本 次郎 | 見本会社 | 欠席 |",
        [
            ("委員", "石田 正俊", "会長", "架空大学"),
            ("委員", "坂本 次郎", "委員", "見本会社"),
        ],
    ),
    "cells of a table before their groups": List(
        "委員名簿",
        " | 会津 恭平、出水 沙織 |\n| 市 | 藤代環境課長、目時係長 |",
        [
            ("委員名簿", "会津 恭平", None, None),
            ("委員名簿", "出水 沙織", None, None),
            ("市", "藤代環境課長", None, None),
            ("市", "目時係長", None, None),
        ],
    ),
    "bullets and numbers": List(
        "出席委員",
        "\n・石田 正俊\n（2）坂本 次郎\n３．高橋 花子\n④森 圭一、◎佐藤 誠",
        [
            ("出席委員", "石田 正俊", None, None),
            ("出席委員", "坂本 次郎", None, None),
            ("出席委員", "高橋 花子", None, None),
            ("出席委員", "森 圭一", None, None),
            ("出席委員", "佐藤 誠", None, None),
        ],
    ),
    "numbered groups": List(
        "出席者",
        "\n(1) 委員\n　石田委員\n(2) 事務局\n　坂本課長",
        [("委員", "石田委員", None, None), ("事務局", "坂本課長", None, None)],
    ),
    "offices behind the names": List(
        "構成員",
        "\n　石　田　正　俊　　架空大学教授\n　坂本　次郎　見本株式会社",
        [
            ("構成員", "石　田　正　俊", None, "架空大学教授"),
            ("構成員", "坂本　次郎", None, "見本株式会社"),
        ],
    ),
    "family names with blanks between": List(
        "委員：",
        "相馬　鈴木　佐藤",
        [("委員", "相馬", None, None), ("委員", "鈴木", None, None), ("委員", "佐藤", None, None)],
    ),
    "bars of full width": List(
        "【委員】",
        "石田 正俊（会長）｜坂本 次郎（副会長）｜高橋 花子",
        [
            ("委員", "石田 正俊", None, None),
            ("委員", "坂本 次郎", None, None),
            ("委員", "高橋 花子", None, None),
        ],
    ),
    "a middle dot at the end of a line": List(
        "【委員】",
        "石田 正俊（会長） ・ 坂本 次郎（副会長） ・\n　 高橋 花子 ・ 森 圭一",
        [
            ("委員", "石田 正俊", None, None),
            ("委員", "坂本 次郎", None, None),
            ("委員", "高橋 花子", None, None),
            ("委員", "森 圭一", None, None),
        ],
    ),
    "a middle dot at the beginning of a line": List(
        "【委員】",
        "石田 正俊（会長） ・ 坂本 次郎（副会長）\n　 ・ 高橋 花子 ・ 森 圭一",
        [
            ("委員", "石田 正俊", None, None),
            ("委員", "坂本 次郎", None, None),
            ("委員", "高橋 花子", None, None),
            ("委員", "森 圭一", None, None),
        ],
    ),
    "long family and given names": List(
        "委員",
        "\n　佐々木　健太郎\n　久保田　小百合　　　五十嵐　浩",
        [
            ("委員", "佐々木　健太郎", None, None),
            ("委員", "久保田　小百合", None, None),
            ("委員", "五十嵐　浩", None, None),
        ],
    ),
    "short names in two columns": List(
        "委員",
        "\n　森　修　　　石田　静",
        [("委員", "森　修", None, None), ("委員", "石田　静", None, None)],
    ),
    "numbers that count the persons": List(
        "委員",
        "\n１　石田　正俊　　　　３　高橋　花子\n２　坂本　修　　　　　４　森　圭一",
        [
            ("委員", "石田　正俊", None, None),
            ("委員", "高橋　花子", None, None),
            ("委員", "坂本　修", None, None),
            ("委員", "森　圭一", None, None),
        ],
    ),
    "titles in brackets before names": List(
        "",
        "（会長）石田正俊、（副会長）坂本修、（委員）高橋花子、森圭一",
        [
            ("会長", "石田正俊", "会長", None),
            ("副会長", "坂本修", "副会長", None),
            ("委員", "高橋花子", None, None),
            ("委員", "森圭一", None, None),
        ],
    ),
    "groups that are counted and then named": List(
        "出席者",
        "\n委員３名（石田、坂本（会長）、高橋）、事務局２名（森、佐藤）",
        [
            ("委員", "石田", None, None),
            ("委員", "坂本", None, None),
            ("委員", "高橋", None, None),
            ("事務局", "森", None, None),
            ("事務局", "佐藤", None, None),
        ],
    ),
    "a title before several names between commas": List(
        "出席者",
        "\n委員　石田会長、坂本、高橋の各委員\n書記　森、佐藤",
        [
            ("委員", "石田会長", None, None),
            ("委員", "坂本", "委員", None),
            ("委員", "高橋", "委員", None),
            ("書記", "森", None, None),
            ("書記", "佐藤", None, None),
        ],
    ),
    "offices of persons in a run": List(
        "出席者",
        "\n架空省 石田課長、見本省 坂本補佐",
        [(None, "石田課長", None, "架空省"), (None, "坂本補佐", None, "見本省")],
    ),
    "an office and a post behind the names": List(
        "委員",
        "\n・石田正俊　架空大学 理学部 教授\n・坂本　次郎　　見本会社　取締役",
        [
            ("委員", "石田正俊", None, "架空大学 理学部 教授"),
            ("委員", "坂本　次郎", None, "見本会社　取締役"),
        ],
    ),
    "blanks between persons, a title on the next line": List(
        "出席者",
        "\n　石田委員長　坂本副委員長　高橋委員　森\n　委員　佐藤委員（欠席）　林委員",
        [
            (None, "石田委員長", None, None),
            (None, "坂本副委員長", None, None),
            (None, "高橋委員", None, None),
            (None, "森委員", None, None),
            (None, "佐藤委員", None, None),
            (None, "林委員", None, None),
        ],
    ),
    "a title that dittos repeat is no group, as far in as one": List(
        "出席者",
        "\n　委　員　　石　田　　浩\n　　〃　　　坂　本　　花　子\n　病院側　　森　　院　長",
        [
            (None, "石　田　　浩", "委員", None),
            (None, "坂　本　　花　子", "委員", None),
            ("病院側", "森　　院　長", None, None),
        ],
    ),
    "a group before titles": List(
        "出席者",
        "\n　選定委員　　委員長　　石　田　　要\n　　　　　　　委員　　　坂　本　　華　子",
        [
            ("選定委員", "石　田　　要", "委員長", None),
            ("選定委員", "坂　本　　華　子", "委員", None),
        ],
    ),
    "a label right behind a full line": List(
        "事務局",
        "　文化振興課長　石田　　文化振興課　坂本、森、高橋、佐藤、林\n応募者　応募者Ａ、応募者Ｂ",
        [
            ("事務局", "石田", "文化振興課長", None),
            ("事務局", "坂本", None, "文化振興課"),
            ("事務局", "森", None, None),
            ("事務局", "高橋", None, None),
            ("事務局", "佐藤", None, None),
            ("事務局", "林", None, None),
        ],
    ),
    "a remark on the list is no label": List(
        "出席者",
        "\n（敬称略・五十音順）\n石田　正俊　架空大学教授\n坂本　修　　見本町商工会　会長",
        [
            (None, "石田　正俊", None, "架空大学教授"),
            (None, "坂本　修", None, "見本町商工会　会長"),
        ],
    ),
    "titles of the same office": List(
        "事務局",
        "\n　都市計画課長　　石田　浩\n　同課主査　　　　坂本　静",
        [
            ("事務局", "石田　浩", "都市計画課長", None),
            ("事務局", "坂本　静", "同課主査", None),
        ],
    ),
    "a title in the body, then one elsewhere": List(
        "出席者",
        "\n　委員長　架空大学教授　石田　正俊"
        "\n　委　員　見本会社取締役　坂本　修"
        "\n　委　員　架空県　農政課長　高橋　花子",
        [
            (None, "石田　正俊", "委員長", "架空大学教授"),
            (None, "坂本　修", "委員", "見本会社取締役"),
            (None, "高橋　花子", "委員", "架空県　農政課長"),
        ],
    ),
    "offices before persons on several lines": List(
        "【事務局】",
        "\n農政課　石田課長、坂本課長補佐\n土木係　高橋係長",
        [
            ("事務局", "石田課長", None, "農政課"),
            ("事務局", "坂本課長補佐", None, None),
            ("事務局", "高橋係長", None, "土木係"),
        ],
    ),
    "marks before and behind names": List(
        "委員：",
        "◎石田正俊　○坂本修　高橋花子※　森圭一＊",
        [
            ("委員", "石田正俊", None, None),
            ("委員", "坂本修", None, None),
            ("委員", "高橋花子", None, None),
            ("委員", "森圭一", None, None),
        ],
    ),
    "others behind a title that goes on below": List(
        "事務局：",
        "石田総務部長、坂本課長、高橋部長、森管理係\n　　長　他",
        [
            ("事務局", "石田総務部長", None, None),
            ("事務局", "坂本課長", None, None),
            ("事務局", "高橋部長", None, None),
            ("事務局", "森管理係長", None, None),
        ],
    ),
    "what mark and lateness say": List(
        "出席者",
        "\n　（委員）石田委員、坂本委員（＊）\n　（＊）はオンラインで出席\n　遅刻　森　圭一",
        [
            ("委員", "石田委員", None, None),
            ("委員", "坂本委員", None, None),
            ("遅刻", "森　圭一", None, None),
        ],
    ),
    "groups of those whom members stand for": List(
        "出席委員",
        "（8名）\n　公益代表　　青木 一郎（会長）　井上 花子\n　被保険者代表　上田 三郎　江口 四郎",
        [
            ("公益代表", "青木 一郎", None, None),
            ("公益代表", "井上 花子", None, None),
            ("被保険者代表", "上田 三郎", None, None),
            ("被保険者代表", "江口 四郎", None, None),
        ],
    ),
    "a numbered body on a line of its own": List(
        "出席者",
        "\n１　委員\n　　石田委員長、坂本委員\n２　市\n　　高橋市長、森副市長",
        [
            ("委員", "石田委員長", None, None),
            ("委員", "坂本委員", None, None),
            ("市", "高橋市長", None, None),
            ("市", "森副市長", None, None),
        ],
    ),
    "a run with somebody below it": List(
        "　出席者　",
        "　石田委員（委員長）、坂本委員\n　　　　　　高橋教育長",
        [
            (None, "石田委員", None, None),
            (None, "坂本委員", None, None),
            (None, "高橋教育長", None, None),
        ],
    ),
    "bullets as wide as blanks": List(
        "委員　",
        "◎石田　正俊　　架空大学教授\n"
        "　　　○坂本　修　　架空新聞社論説委員\n"
        "　　　　森　圭一　　架空市副市長",
        [
            ("委員", "石田　正俊", None, "架空大学教授"),
            ("委員", "坂本　修", None, "架空新聞社論説委員"),
            ("委員", "森　圭一", None, "架空市副市長"),
        ],
    ),
    "corporations behind names": List(
        "構成員",
        "\n　石田　正俊　　架空大学大学院　教授\n　坂本　修　　（一社）架空協会　理事",
        [
            ("構成員", "石田　正俊", None, "架空大学大学院　教授"),
            ("構成員", "坂本　修", None, "（一社）架空協会　理事"),
        ],
    ),
    "nobody": List("欠席委員", "　なし（５番　欠員）", []),
    "counts and remarks are nobody": List(
        "委員：",
        "青木委員、坂本委員　他、柏木委員ほか３名、（以上５名）、（敬称略、五十音順）",
        [
            ("委員", "青木委員", None, None),
            ("委員", "坂本委員", None, None),
            ("委員", "柏木委員", None, None),
        ],
    ),
    "only a count": List("参加者：", "24名（公募の県民18名、医療の関係者6名）", []),
    "elsewhere": List("出席者：", "別紙のとおり", []),
}


@pytest.mark.parametrize("written", LISTS.values(), ids=LISTS)
def test_a_list_is_read_person_by_person(written: List) -> None:
    found = entries(written.marker + written.text, written.marker)
    assert [(e.group, e.name_text, e.position, e.office) for e in found] == written.persons


@pytest.mark.parametrize("written", LISTS.values(), ids=LISTS)
def test_a_span_holds_the_name(written: List) -> None:
    text = written.marker + written.text
    for entry in entries(text, written.marker):
        held = "".join(text[entry.start : entry.end].split())
        assert held.startswith("".join(entry.name_text.split()))


def test_a_line_end_before_a_shared_bracket_is_of_no_name() -> None:
    text = "構成員：青木委員・坂本委員\n（水路庁）、石田課長"
    found = entries(text, "構成員：")
    assert [text[e.start : e.end] for e in found] == ["青木委員", "坂本委員", "石田課長"]


@pytest.mark.parametrize(
    ("brackets", "expected"),
    [
        (("座長",), Said(role="座長")),
        (("座長、架空大学教授",), Said(role="座長", affiliation="架空大学教授")),
        (("架空大学", "副座長"), Said(role="副座長", affiliation="架空大学")),
        (("欠席",), Said(presence="absent")),
        (("欠",), Said(presence="absent")),
        (("ＷＥＢ",), Said(presence="online")),
        (("電話にて参加",), Said(presence="online")),
        (("代理",), Said(presence="proxy")),
        (("代",), Said(presence="proxy")),
        (("代理　上杉総務部次長",), Said(presence="proxy")),
        (("代理：棟方氏",), Said(presence="proxy")),
        (("代：棟方",), Said(presence="proxy")),
        (("※",), Said()),
        (("志賀課長代理",), Said(presence="proxy", represents="志賀課長")),
        (("柏木委員の代理",), Said(presence="proxy", represents="柏木委員")),
        (("座長代理",), Said(role="座長代理")),
        (("途中退席",), Said()),
        (("遅参",), Said()),
        (("代表",), Said()),
        (("架空代理店",), Said(affiliation="架空代理店")),
        ((), Said()),
    ],
)
def test_brackets_say_role_office_or_presence(brackets: tuple[str, ...], expected: Said) -> None:
    assert said_in(brackets) == expected


@pytest.mark.parametrize(
    ("written", "group", "presence"),
    [
        ("第３　出席委員（７名）", "出席委員", "present"),
        ("３．出席者", None, "present"),
        ("◯欠席委員（２名）：", "欠席委員", "absent"),
        ("事 務 局：", "事 務 局", None),
        ("【オンライン出席】", "オンライン出席", "online"),
        ("一　委員名簿", "委員名簿", "unstated"),
        ("出席者は左のとおり。", None, None),
        ("3 出席委員（8名中6名）", "出席委員", "present"),
        ("委員（オンライン）：", "委員", "online"),
        ("代表者：", "代表者", None),
        ("リモートセンシング学会：", "リモートセンシング学会", None),
    ],
)
def test_a_label_names_a_group_and_says_who_came(
    written: str, group: str | None, presence: str | None
) -> None:
    label = read_label(written)
    assert (label.group, label.presence) == (group, presence)


def test_a_label_in_an_open_bracket_leaves_the_group() -> None:
    assert [
        (entry.group, entry.name_text, entry.presence)
        for entry in entries("（欠席：千葉委員、湯浅委員）", "（欠席：", "委員")
    ] == [("委員", "千葉委員", "absent"), ("委員", "湯浅委員", "absent")]


def test_a_bracket_with_a_word_for_absence_before_a_name_lists_others() -> None:
    found = entries("出席委員　石田、坂本（欠席委員　高橋、森）", "出席委員")
    assert [(entry.name_text, entry.presence) for entry in found] == [
        ("石田", "present"),
        ("坂本", "present"),
        ("高橋", "absent"),
        ("森", "absent"),
    ]


def test_who_came_may_stand_in_a_column_behind_the_names() -> None:
    found = entries("委員\n　石田　正俊　　出席\n　坂本　修　　　欠席\n　森　花子\n", "委員")
    assert [(entry.name_text, entry.brackets) for entry in found] == [
        ("石田　正俊", ["出席"]),
        ("坂本　修", ["欠席"]),
        ("森　花子", []),
    ]


def test_who_came_may_stand_behind_a_reference_mark() -> None:
    found = entries("・石田 正俊（架空市）※オンライン\n・坂本 修（架空銀行）※欠席")
    assert [(entry.name_text, entry.brackets) for entry in found] == [
        ("石田 正俊", ["架空市", "オンライン"]),
        ("坂本 修", ["架空銀行", "欠席"]),
    ]


def test_a_title_may_end_with_what_also_says_who_came() -> None:
    found = entries("事務局\n　石田　課長　代理\n　坂本　部長", "事務局")
    assert [(entry.name_text, entry.brackets) for entry in found] == [
        ("石田　課長　代理", []),
        ("坂本　部長", []),
    ]


def test_a_bracket_with_a_label_lists_others() -> None:
    assert [
        (entry.name_text, entry.presence, entry.bracketed)
        for entry in entries("石田正俊会長　高橋花子委員　（欠席：森圭一委員）")
    ] == [
        ("石田正俊会長", None, False),
        ("高橋花子委員", None, False),
        ("森圭一委員", "absent", False),
    ]


@pytest.mark.parametrize(
    ("label", "written", "count"),
    [
        ("委員:", "15名出席 7名欠席(定足数12名)", 15),
        ("【参加者】", "24名（公募の県民18名、医療の関係者6名）", 24),
        ("■出席者", "４２人", 42),
        ("出席者", "十二名", 12),
        ("出席者", "（7名）", 7),
        ("出席委員", "8名中6名", 6),
        ("出席者", "約50名", 50),
        ("出席者", "青木委員、坂本委員", None),
        ("出席者", "青木委員ほか３名", None),
        ("欠席者", "２名", None),
        ("傍聴者", "３人", None),
        ("出席者", "なし", None),
    ],
)
def test_a_count_is_kept_where_it_stands_for_the_names(
    label: str, written: str, count: int | None
) -> None:
    passages = pl.DataFrame(
        {
            "meeting_id": ["m/1"],
            "kind": ["attendance"],
            "marker": [label],
            "text": [written],
        }
    )
    assert attendee_counts(passages)["attendee_count_stated"].to_list() == (
        [] if count is None else [count]
    )


@pytest.mark.parametrize("word", ["委員", "架空大学", "座長", "代表者"])
def test_other_words_say_nothing_of_presence(word: str) -> None:
    assert presence_of(word) is None


def test_a_family_name_may_be_broken_behind_a_dot() -> None:
    text = (
        "説明者：小山所長（南川市測量所）、荒木社長（北原㈱）、工藤ビッグデータ長代理・長\n\n"
        "谷川総括上席研究官（緑地庁）"
    )
    assert entries(text, "説明者：")[-1].name_text == "長谷川総括上席研究官"


def test_a_name_may_end_in_a_number_before_the_seat_of_the_next() -> None:
    text = (
        "　　１番　青 木　文 乃　　　　　　２番　坂 本　　修\n"
        "　　５番　桂 田　修 一　　　　　　７番　倉 地　信 夫"
    )
    read = entries(text)
    names = ["".join(one.name_text.split()) for one in read]
    assert names == ["青木文乃", "坂本修", "桂田修一", "倉地信夫"]


def test_an_office_alone_over_a_run_is_their_group() -> None:
    text = "委員\n青木部会長、坂本委員、柏木委員\n架空省\n石田総括審議官、大野施設企画課長"
    read = entries(text, "委員")
    assert [(one.group, one.name_text) for one in read] == [
        ("委員", "青木部会長"),
        ("委員", "坂本委員"),
        ("委員", "柏木委員"),
        ("架空省", "石田総括審議官"),
        ("架空省", "大野施設企画課長"),
    ]


def test_a_title_of_everybody_is_that_of_those_before_it_only() -> None:
    found = entries("青木、坂本各委員、石田、白井の各　幹事")
    assert [(entry.name_text, entry.position) for entry in found] == [
        ("青木", "委員"),
        ("坂本", "委員"),
        ("石田", "幹事"),
        ("白井", "幹事"),
    ]
