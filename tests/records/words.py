"""Words of the made-up records. The lists of `bench/corpus.py` serve here too."""

from __future__ import annotations

from bench.corpus import SENTENCES, WORDS, shapes

SURNAMES = WORDS["surname"]
GIVEN_NAMES = [
    "浩",
    "修",
    "昇",
    "薫",
    "葵",
    "静",
    "渉",
    "文乃",
    "柊吾",
    "千景",
    "詩帆",
    "蒼介",
    "朔也",
    "環奈",
    "清史",
    "たまき",
    "みのり",
    "さゆり",
    "かえで",
    "小百合",
    "健太郎",
]
INSTITUTES = WORDS["institute"]

BODIES = shapes("""\
place の thing の do に関する懇談会
such thing で進める place do 検討会議
place 運営審議会
place ・ place 活用協議会
place thing 評価委員会
place 整備検討委員会""")
TOPICS = shapes("""\
place の thing の do について
thing の aspect の見直しについて
place の aspect （案）について
thing の do の状況について""")

CHAIRS = (
    ("委員長", "副委員長"),
    ("座長", "副座長"),
    ("会長", "副会長"),
    ("部会長", "副部会長"),
    ("議長", "副議長"),
)
"""Titles of the chair and of the deputy of one body."""
OFFICIALS = [
    "課長",
    "部長",
    "係長",
    "室長",
    "次長",
    "主査",
    "主幹",
    "企画課長",
    "管理係長",
    "総務部長",
    "調整官",
    "参事官",
]
BUILDINGS = ["みどり会館", "架空合同庁舎", "市民センター", "中央公民館", "東浜町役場", "港湾会館"]
ROOMS = ["大会議室", "小会議室", "講堂", "研修室", "委員会室"]

SPOKEN = shapes("""\
place の thing の aspect について、もう少し詳しく御説明ください。
thing を do するのであれば、 aspect も how do するべきではないかと思います。
place では、 number 年前から who が thing の do を続けております。
御指摘のとおり、 thing の aspect には such 違いがございます。
but 、 who の皆様には、 such aspect を how お示しいたします。
thing の do は、 place （ place を含む）だけで number 件に上ります。
その点は、 who とも相談して、 how do したいと考えております。
who からは「 thing の aspect が分からない」という声をよく聞きます。
資料 number の aspect を見ますと、 place の do が遅れているように見えます。
前回、 place の thing について申し上げましたが、 aspect はその後どうなりましたか。
thing の do に当たっては、 aspect を先に決めておくことが good だと感じました。
費用は number 万円ほどで、 aspect を含めると number 万円になります。
ICカードとＧＩＳを使えば、 thing の aspect は number 割ほど軽くなります。
お手元の【資料 number 】を御覧ください。
その場では、 who の thing ばかり見ておりました（笑）。
さきほどの○○委員の御意見に近いのですが、 thing の aspect を do する段階だと思います。
賛成です。
ありがとうございました。
よく分かりました。""")
"""What is said in a verbatim record."""
NOTED = SENTENCES
"""What a summary says that was said."""
TOLD = shapes("""\
事務局から、 thing の aspect について説明があり、 how do することとした。
who から寄せられた意見について、 place の do を含めて話し合った。
委員から「 thing の aspect を do すべきである」旨の発言があった。
委員から、 place の thing を do する時期について質問があり、 how do する旨の回答があった。""")
"""Sentences of prose minutes, which quote nobody at length."""

OPENING = "ただいまから会議を開きます。"
NEXT_MEETING = "次回は{month}月{day}日の午後{hour}時からを予定しております。"
STAGE_DIRECTIONS = ("拍手", "資料説明", "全員挙手", "賛成者起立", "事務局より資料１の説明")
INTERJECTIONS = (
    "「異議なし」の声あり",
    "「異議なし」と呼ぶ者あり",
    "異議なし",
    "「なし」と言う人あり",
    "「賛成」の声",
)
MENU = ("トップページ ＞ 市政情報 ＞ 会議録", "ホーム > 審議会・研究会 > 資料", "[本文へ移動]")
NOTICE = "※速報のため、事後修正の可能性あり"
