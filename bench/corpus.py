"""A synthetic corpus of any size, in the seed's layout family (論点メモ).

Sentences combine neutral words at random, and persons combine common surnames and positions.
Proportions follow the seed: three meetings and about 20 KB a file; 2,500 characters, 28 persons and
25 bullets a meeting; hard wraps, stray empty lines, trailing blanks and page gaps as from a PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, cycle, groupby
from operator import itemgetter
from pathlib import Path
from random import Random

MEETINGS_A_FILE = 3
LINE_CHARACTERS, PAGE_LINES = 38, 46
"""Length of a line, two more in the first of a passage; lines of a page, empty ones aside."""

SENTENCES_A_BULLET = (1, 1, 1, 2, 2, 2, 2, 3, 3, 5)
FIRST_DATE, REIWA = date(1995, 4, 3), date(2019, 5, 1)
DAYS, LONGEST_INTERVAL, MEETING_BYTES = 30 * 365, 35.0, 6_500
"""Days over which a body meets, maximum days between meetings, minimum bytes of a meeting."""

LEXICON = """
surname: 佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村
斎藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤
青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村 中山 和田 石田
森田 上田 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田 増田 丸山 杉山 村田
大塚 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 岩崎 菅原 木下 久保 佐野 野村 松尾 菊地 市川 杉本
古川 島田 水野 桜井 高野 吉川 山内 西田 飯田 西川 小松 北村 安田 五十嵐 川口 平田 関口 中田 久保田
服部 岩田 土屋 川崎 福島 本田 辻 樋口 秋山 田口 永井 山中 中西 吉村 川上 石原 大橋 松岡 浜田 森本
星野 矢野 浅野 松下 大島 小池 野田 荒木 熊谷 松浦 大久保 内藤 黒田 尾崎 川村 永田 望月 松村 place:
図書館 公園 駅前 広場 水路 歩道 停留所 窓口 書庫 倉庫 工房 温室 果樹園 牧場 漁港 灯台 堤防 河原
森林 茶畑 竹林 体育館 公民館 郷土館 植物園 測候所 船着場 商店街 団地 通学路 交差点 橋梁 用水 浄水場
保育園 診療所 集会所 市場 直売所 資料室 遊歩道 離島 盆地 thing: 時刻表 案内板 地図 台帳 帳票 名簿
苗木 種子 堆肥 蔵書 写真 図面 標識 街灯 遊具 花壇 井戸 水車 風車 太陽光パネル センサー カメラ バス
船舶 自転車 農機具 陶器 和紙 木材 竹細工 玩具 教材 古文書 統計 調査票 記録簿 目録 索引 掲示物
申請書 手引き 模型 標本 天気図 GIS ICカード ＰＤＦ 音声案内 予約票 回覧板 献立表 aspect: 手順 基準
指標 様式 日程 予算 費用 負担 役割 体制 計画 方針 目的 範囲 期間 頻度 水準 品質 精度 順序 条件 前提
根拠 事例 経緯 配置 区分 単位 書式 名称 在庫 寸法 利用率 回収率 更新時期 保管方法 点検項目
費用対効果 引継ぎ 優先度 耐久性 見やすさ 安全性 公平性 do: 整理 確認 共有 点検 更新 公開 検討 比較
調整 集約 分担 試行 記録 測定 評価 周知 説明 保存 修理 改修 導入 運用 連絡 延長 統合 分割 再開 縮小
拡大 改善 収集 分類 登録 照合 印刷 配布 展示 貸出 補充 交換 清掃 保管 集計 予測 設計 試算 監視 who:
利用者 職員 住民 生徒 児童 農家 漁師 職人 商店 町内会 保護者 近隣 各課 事業者 委託先 ボランティア
当番 司書 測量士 関係者 若手 高齢者 来館者 such: 簡素な 丁寧な 確実な 身近な 緩やかな 柔軟な 明確な
詳しい 新しい 古い 小さな 大きな 共通の 独自の 季節ごとの 地区ごとの 年度ごとの 複数の 既存の
不要な 貴重な but: また さらに 一方で ただし 例えば まずは 次に そのため 同時に 加えて 他方
結果として 具体的には 当面は 将来的には 可能な範囲で 必要に応じて 前回に続き 全体として 年度内に
how: 早めに 順に 段階的に 毎月 定期的に 改めて 着実に 一括して 個別に 少しずつ 共同で 無理なく
good: 重要 必要 大事 有効 適当 課題 前提 近道 急務 論点 現実的 不可欠 効果的 妥当 end: のがよい
べきではないか との意見あり 方向で考えたい 余地がある ことになる 例が増えた ことを望む にとどめたい
段階に来ている 見込み 予定 number: ２ ３ ４ ５ 6 7 8 9 10 12 15 20 24 30 ４０ ５０ １２ 100 office:
図書庁 水路庁 緑地庁 統計庁 港務省 農地省 交通省 気象省 まち・みち・みどり 暦局 推進室 institute:
KPRI 東浜県農園技術センター ㈱アオゾラ工房 西浜大学 南川市測量所 北原㈱
"""
_KINDS = re.split(r"([a-z]+):", LEXICON)[1:]
WORDS = {kind: tuple(text.split()) for kind, text in zip(_KINDS[::2], _KINDS[1::2], strict=True)}
Shapes = list[list[tuple[str, ...]]]


def shapes(text: str) -> Shapes:
    """Return a shape a line: kinds of words, and literal words."""
    return [[WORDS.get(part, (part,)) for part in line.split()] for line in text.split("\n")]


SENTENCES = shapes("""\
place の thing は、 aspect を do することが good 。
thing の aspect については、 who と who が how do する end 。
but 、 place では、 such thing を do し、 who が aspect を do できる仕組みが good 。
who から、 place の thing を number 年ごとに do してほしいとの声。
but 、 thing の aspect （ place を含む）を do するなら、 such aspect も how do する end 。
「 place の thing 」は、 who による do が number 件あり、 aspect の do に時間を要する。
thing を do した place では aspect が変わり、 who の do も進んだ。
number か所の place で thing を do したところ、 aspect に such 違いがあった。
aspect と aspect をあわせて do し、 such thing として who に示すことが good 。""")
TOPICS = shapes("place の thing の do について\n「 thing の aspect （ place ）」の事例紹介")
SECTIONS = shapes("thing の aspect の整理\nwho から、 thing の aspect の説明\nその他意見")
ITEMS = shapes("such thing の aspect を do する。\nplace の thing を how do する。")
BODIES = shapes("place の thing の do に関する懇談会\nsuch thing で進める place do 検討会議")

GROUPS = (
    ("構成員", 16, 5, 6, "委員", None),
    ("政府", 5, 2, 3, "大臣 副大臣 副大臣 政務官 政務官", None),
    ("TF議員", 6, 2, 2, "議員", None),
    ("オブザーバー", 22, 8, 9, "参事官 企画官 室長 課長 補佐 課長", "office"),
    ("関係機関", 4, 1, 2, "執行役 主任研究員 取締役 研究総務官", "institute"),
    ("説明者", 12, 2, 4, "所長 総括上席研究官 上席研究官 社長 ビッグデータ長代理", "institute"),
    ("事務局", 15, 4, 6, "政策統括官 審議官 審議官 参事官 企画官", None),
)
"""Label, all members, minimum and maximum in a meeting, positions, kind of affiliation."""


@dataclass(frozen=True)
class Corpus:
    """The size of a written corpus.

    `bytes` (UTF-8) and `characters` (code points) are those of the records, `attendance` counts
    listed persons, and `remarks` counts bullets without numbered items.
    """

    root: Path
    bytes: int
    characters: int
    meetings: int
    attendance: int
    remarks: int


def write_corpus(root: Path, *, collections: int, total_bytes: int, seed: int = 0) -> Corpus:
    """Write a corpus of at least `total_bytes` bytes in `root`.

    Its collections, `made-up-<nnn>`, are of equal size, and exceed their share by less than a file.
    The same arguments give the same bytes on any machine.

    Raises
    ------
    FileExistsError
        Where `root` has a collection of that name already.
    """
    if collections < 1 or total_bytes < 1:
        raise ValueError("collections and total_bytes must be at least 1")
    share = -(-total_bytes // collections)
    total: Counter[str] = Counter()
    for number in range(1, collections + 1):
        folder = root / f"made-up-{number:03}"
        folder.mkdir(parents=True)
        body = _Body(Random(f"{seed}/{number}"), share)
        (folder / "collection.toml").write_bytes(_terms(body.name).encode())
        for file in count(1):
            text = body.record()
            body.total["characters"] += len(text)
            body.total["bytes"] += (folder / f"{file:04}.txt").write_bytes(text.encode())
            if body.total["bytes"] >= share:
                break
        total += body.total
    return Corpus(root, **total)


def _terms(body: str) -> str:
    return f"""\
# MADE UP by bench/corpus.py, to measure speed. No such body exists, and nobody met.
record_kind = "points"
body = {{ ja = "{body}", en = "Made-up body" }}
publisher = {{ ja = "架空の役所（性能測定用）", en = "Made-up office, for benchmarks" }}
license = {{ name = "CC0-1.0", url = "https://creativecommons.org/publicdomain/zero/1.0/" }}
source = {{ title = "{body} 論点メモ（架空の文書）", note = "Made up by bench/corpus.py." }}
"""


class _Paper:
    """Lines as from a PDF: wrapped, with stray empty lines and gaps."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.left, self.glued = PAGE_LINES, True

    def write(self, passage: str) -> None:
        """Write a passage; without an empty line before it, add one inside."""
        wrapped = _wrap(passage)
        wrapped[-1] += " "
        inside = self.glued and len(wrapped) > 1
        for number, line in enumerate(wrapped):
            self.lines += [line, ""] if inside and number == 0 else [line]
            self.left -= 1
            if not self.left:
                self.turn()
        self.glued = len(wrapped) - inside < 2
        if not self.glued:
            self.lines.append("")

    def turn(self) -> None:
        """Add the gap between two pages."""
        self.lines += ["", "", "", " ", ""] if self.lines else ["", " ", ""]
        self.left = PAGE_LINES


def _wrap(passage: str) -> list[str]:
    """Cut into lines; closing marks hang over, Latin words stay whole."""
    lines, start, end = [], 0, LINE_CHARACTERS + 2
    while end < len(passage):
        while end < len(passage) and passage[end] in "、。）」":
            end += 1
        while passage[end - 1 : end + 1].isascii():
            end -= 1
        lines.append(passage[start:end])
        start, end = end, end + LINE_CHARACTERS
    return [*lines, passage[start:]] if start < len(passage) else lines


def _digits(number: int) -> str:
    """Write one digit full-width, and more half-width, as the seed mostly does."""
    return "０１２３４５６７８９"[number] if number < 10 else str(number)


class _Body:
    """A body that meets repeatedly, with a stable pool of members.

    Only `random()` of the generator is used: its values for a seed are the same in every version of
    Python, which `choice`, `sample` and `shuffle` do not promise.
    """

    def __init__(self, generator: Random, total_bytes: int) -> None:
        self.random = generator.random
        self.interval = min(LONGEST_INTERVAL, DAYS * MEETING_BYTES / total_bytes)
        self.total: Counter[str] = Counter()
        self.name = self.say(BODIES)
        surnames = iter(sorted(WORDS["surname"], key=self.chance))
        self.members: list[list[tuple[str, str]]] = []
        for _, size, _, _, positions, kind in GROUPS:
            titles = cycle(positions.split())
            shown = sorted(WORDS[kind], key=self.chance) if kind else [""]
            notes = cycle([note for note in shown for _ in range(3)])
            self.members.append([(next(surnames) + next(titles), next(notes)) for _ in range(size)])
        for i, role in enumerate(("座長", "座長代理")):
            self.members[0][i] = (self.members[0][i][0], role)

    def chance(self, _: object) -> float:
        return self.random()

    def between(self, least: int, most: int) -> int:
        return least + int(self.random() * (most - least + 1))

    def say(self, shapes: Shapes) -> str:
        random = self.random
        shape = shapes[int(random() * len(shapes))]
        return "".join([words[int(random() * len(words))] for words in shape])

    def record(self) -> str:
        """Return the text of the next file."""
        paper = _Paper()
        for _ in range(MEETINGS_A_FILE):
            paper.turn()
            self._header(paper)
            self._attendance(paper)
            self._talk(paper)
        return "\n".join([*paper.lines, " "])

    def _header(self, paper: _Paper) -> None:
        day = FIRST_DATE + timedelta(days=int(self.total["meetings"] * self.interval))
        day += timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
        era, year = ("令和", day.year - 2018) if day >= REIWA else ("平成", day.year - 1988)
        written = f"{era}{'元' if year == 1 else _digits(year)}年{_digits(day.month)}月"
        begin = self.between(9 * 60, 16 * 60)
        end = begin + self.between(60, 120)
        floor = self.between(1, 12)
        self.total["meetings"] += 1
        paper.write(f"第{_digits(self.total['meetings'])}回{self.name} 論点メモ ")
        paper.lines.append(" ")
        paper.write(
            f"日 時：{written}{_digits(day.day)}日（{'月火水木金'[day.weekday()]}）"
            f"{begin // 60}：{begin % 60:02}～{end // 60}：{end % 60:02}"
        )
        paper.write(f"場 所：架空合同庁舎第８号館 {floor}{floor + 10}会議室（{_digits(floor)}階）")

    def _attendance(self, paper: _Paper) -> None:
        paper.write("出席者：")
        paper.lines.append("")
        for members, (label, _, least, most, _, kind) in zip(self.members, GROUPS, strict=True):
            drawn = sorted(range(1, len(members)), key=self.chance)[: self.between(least, most) - 1]
            listed = [members[i] for i in [0, *sorted(drawn)]]  # The first always attends.
            self.total["attendance"] += len(listed)
            if kind == "institute":  # Neighbours share their affiliation.
                by_note = groupby(listed, key=itemgetter(1))
                listed = [("・".join(name for name, _ in people), note) for note, people in by_note]
            entries = [name + (f"（{note}）" if note else "") for name, note in listed]
            if kind == "office":  # The last three are in brackets.
                entries[-3:] = [f"（{'、'.join(entries[-3:])}）"]
            paper.write(f"{label}：{'、'.join(entries)}")
        paper.lines.append(" ")

    def _talk(self, paper: _Paper) -> None:
        paper.write("概 要：")
        paper.write("＜大臣冒頭挨拶＞")
        self._bullets(paper, 2, 3)
        for topic in "１２３":
            paper.write(f"＜議題{topic}：{self.say(TOPICS)}＞")
            self._bullets(paper, 5, 7)
        if self.random() < 0.4:
            paper.write(f"【{self.say(SECTIONS)}】")
            for mark, office in zip("①②③", sorted(WORDS["office"], key=self.chance), strict=False):
                paper.write(mark + office)
                self._bullets(paper, 1, 2)
        if self.random() < 0.3:
            for number in "１２３":
                paper.write(f"{number}．{self.say(ITEMS)}")
        paper.write(f"＜その他：{self.say(TOPICS)}＞" if self.random() < 0.5 else "＜総括＞")
        self._bullets(paper, 1, 3)
        paper.write("以上")

    def _bullets(self, paper: _Paper, least: int, most: int) -> None:
        number = self.between(least, most)
        self.total["remarks"] += number
        for _ in range(number):
            length = SENTENCES_A_BULLET[int(self.random() * len(SENTENCES_A_BULLET))]
            marker = " l " if self.random() < 0.03 else "l "
            paper.write(marker + "".join([self.say(SENTENCES) for _ in range(length)]))
