"""Made-up persons of bodies: names, organisations, and what becomes of them over the years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

FAMILY_NAMES = [
    *(
        "佐藤",
        "鈴木",
        "高橋",
        "田中",
        "伊藤",
        "渡辺",
        "山本",
        "中村",
        "小林",
        "加藤",
        "吉田",
        "山田",
    ),
    *("佐々木", "山口", "松本", "井上", "木村", "林", "斉藤", "清水", "山崎", "森", "池田", "橋本"),
    *(
        "阿部",
        "石川",
        "山下",
        "中島",
        "石井",
        "小川",
        "前田",
        "岡田",
        "長谷川",
        "藤田",
        "後藤",
        "近藤",
    ),
    *(
        "村上",
        "遠藤",
        "青木",
        "坂本",
        "福田",
        "太田",
        "西村",
        "藤井",
        "岡本",
        "沢田",
        "広瀬",
        "浜田",
    ),
]
"""Family names, the commonest first; a name is drawn with a weight that falls with its place."""

GIVEN_NAMES = [
    *("一郎", "健", "誠", "浩", "隆", "修", "茂", "豊", "明", "聡", "直樹", "和也", "大輔", "翔"),
    *("幸子", "恵子", "洋子", "裕子", "久美子", "真理", "由美", "智子", "陽子", "香織", "愛", "舞"),
    *("正", "博", "進", "清", "実", "勝", "哲也", "学", "剛", "亮", "美穂", "千尋", "薫", "望"),
]
_FIRST = "青赤白黒金銀石岩川河原野田畑山谷岡坂峰森林杉松竹梅桜花草春夏秋冬東西南北"
_SECOND = "木村田川野原山谷岡坂崎島沢井口本下上内倉"
RARE_FAMILY_NAMES = [first + second for first in _FIRST for second in _SECOND if first != second]
"""Family names that few bear."""

_GIVEN_FIRST, _GIVEN_SECOND = "和正英義俊光博雅信孝秀広勝昌", "夫男彦雄子美代人之也司樹郎江"
RARE_GIVEN_NAMES = [first + second for first in _GIVEN_FIRST for second in _GIVEN_SECOND]
VARIANTS = {"高": "髙", "斉": "齊", "崎": "﨑", "辺": "邊", "沢": "澤", "広": "廣", "浜": "濵"}
"""Kanji that a list may write in another form."""

MINISTRIES = {
    "文部科学省": "文科省",
    "経済産業省": "経産省",
    "国土交通省": "国交省",
    "農林水産省": "農水省",
    "厚生労働省": "厚労省",
    "総務省": "総務省",
}
"""Ministries, and how a list may shorten them."""

OFFICES = ["課長補佐", "室長", "企画官", "課長", "参事官", "審議官", "局長"]
"""Positions of officials, the lowest first."""

UNITS = ["総務課", "企画課", "税務課", "福祉課", "建設課", "農政課", "学校教育課", "環境課"]
"""Departments of a town, each of which has its officials."""
RANKS = ["主幹", "課長補佐", "参事", "課長"]
"""Positions of the officials of a town, the lowest first."""

EXPERTS = [
    *("北州大学", "南陵大学", "東雲大学", "西海大学", "株式会社丘陵製作所", "株式会社みなと銀行"),
    *("一般社団法人海洋協会", "公益財団法人緑化財団", "国立研究開発法人架空技術研究所"),
    *("北嶺県医師会", "中洲町商工会", "架空新聞社", "みどり法律事務所"),
]
"""Organisations of members."""


@dataclass(frozen=True)
class Person:
    """A made-up person at a time; `number` stays the same whatever becomes of them."""

    number: int
    family: str
    given: str
    organization: str
    position: str
    is_official: bool


class People:
    """Draws persons; each has a number of its own."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._count = 0

    def member(self) -> Person:
        """Draw a member of a body, from outside the ministries."""
        return self._person(self._dice.choice(EXPERTS), "委員", is_official=False)

    def official(self) -> Person:
        """Draw an official of a ministry."""
        return self._person(
            self._dice.choice(list(MINISTRIES)), self._dice.choice(OFFICES), is_official=True
        )

    def town_official(self) -> Person:
        """Draw an official of a town."""
        return self._person(self._dice.choice(UNITS), self._dice.choice(RANKS), is_official=True)

    def namesake(self, of: Person) -> Person:
        """Draw somebody else with the full name of a person."""
        other = self.member()
        return replace(other, family=of.family, given=of.given)

    def _person(self, organization: str, position: str, *, is_official: bool) -> Person:
        self._count += 1
        return Person(
            self._count,
            _family_name(self._dice),
            self._dice.choice(GIVEN_NAMES if self._dice.random() < 0.4 else RARE_GIVEN_NAMES),
            organization,
            position,
            is_official,
        )


def _family_name(dice: Random) -> str:
    """Draw a family name.

    Two persons share one at 1 in 100, some four times as often as in Japan.
    """
    if dice.random() < 0.4:
        return dice.choice(RARE_FAMILY_NAMES)
    weights = [1 / (place + 6) for place in range(len(FAMILY_NAMES))]
    return dice.choices(FAMILY_NAMES, weights)[0]


def a_year_later(person: Person, dice: Random) -> Person:
    """Return what a year makes of a person: promoted, transferred, married, or as before."""
    if person.is_official:
        of_town = person.organization in UNITS
        ranks, places = (RANKS, UNITS) if of_town else (OFFICES, list(MINISTRIES))
        if dice.random() < 0.25:
            place = min(ranks.index(person.position) + 1, len(ranks) - 1)
            return replace(person, position=ranks[place])
        if dice.random() < (0.25 if of_town else 0.05):
            return replace(person, organization=dice.choice(places))
    elif dice.random() < 0.04:
        return replace(person, organization=dice.choice(EXPERTS))
    if dice.random() < 0.01:
        return replace(person, family=_family_name(dice))
    return person
