"""Whether a name that somebody typed at a vendor may be shown, because it cannot be a person's.

A hand-made group may be called "5а клас", which tells a principal at once which one is meant, or
"Приятели на Иван Петров", which names a child. No list of people can decide that: the pupil may
have left, and rosters' names are never read. So only what is known to be harmless is shown.

Rule: a name is shown when each of its words is a word of school life (`WORDS`), the name of a
class, a grade, or a year. Else the address is tried the same way, and else nothing is shown.

    "Клуб по роботика 5а"     shown
    "klub-robotika-2026"      shown
    "Клуб на госпожа Иванова" not shown: Иванова is no word of school life
    "Ани 5а"                  not shown
"""

from __future__ import annotations

import re
import unicodedata

from reconciler.model.names import transliterate

_WORD = re.compile(r"[^\W_]+")
_HARMLESS = re.compile(r"[\w\s.,&+()/„“\"'№\-–]*")
"""Characters of a name that is shown: no control, no symbol that turns the direction."""
_CLASS = re.compile(r"(?:[1-9]|1[0-2])(?:[а-жa-g]|zh)?|[а-ж]|20\d\d")
"""'5а', '5a', a grade, the letter of '5 а', a year."""
_LONGEST = 60
_BULGARIAN = """
    и на за по от в във с със до към група групата групи общ обща общо общи всички тест проба
    училище училищен училищна училищно училищни начално основно средно гимназия клас класа
    класове класен класна класни ръководител ръководители паралелка паралелки випуск випуски
    срок учебна учебен година начален прогимназиален гимназиален етап ученик ученика ученици
    учениците ученички деца децата учител учителя учители учителите учителска учителски
    педагогически родител родители родителите родителски родителска настоятелство обществен
    директор директори заместник администрация администратор персонал служители счетоводство
    секретар канцелария комисия комисии екип екипи съвет съвети методическо обединение
    обединения педагог психолог логопед ресурсни библиотека библиотекар медиатор клуб клубове
    кръжок кръжоци отбор отбори проект проекти занимания занималня полудневна целодневна
    подготвителна дежурни дежурство график съобщения обяви новини информация материали уроци
    урок домашни задачи тестове изпити матури олимпиада състезание състезания екскурзия
    екскурзии лагер празник тържество концерт български език езици литература математика
    информатика информационни технологии компютри английски немски френски испански италиански
    руски история география биология химия физика философия музика изобразително изкуство
    изкуства рисуване спорт спортен спортна физическо възпитание предприемачество човекът
    природата обществото роботика програмиране шахмат футбол волейбол баскетбол тенис плуване
    танци хор театър фотография еко екология четене медии радио вестник наука науки онлайн стая
    поща служебна чат
"""
_ENGLISH = """
    and of for the at in to on with group groups all common test school schools primary
    secondary grade grades class classes form forms homeroom teacher teachers pupil pupils
    student students parent parents staff principal principals office team teams board council
    committee department club clubs project projects choir theatre drama chess robotics
    programming coding sports sport football volleyball basketball tennis swimming dance arts
    music english german french spanish italian russian bulgarian mathematics maths math history
    geography biology chemistry physics philosophy literature informatics science sciences
    technology library news announcements information lessons homework exams competition trip
    trips camp online room mail chat year term
"""
WORDS = frozenset(_BULGARIAN.split()) | frozenset(_ENGLISH.split())
"""Words of school life; none of them is a given or a family name."""
_LATIN = frozenset(transliterate(word) for word in WORDS)


def shown_name(name: str, address: str) -> str:
    """The name, else the part of the address before '@', else ''."""
    local = address.partition("@")[0]
    return next((text for text in (name, local) if is_plain(text)), "")


def is_plain(text: str) -> bool:
    """Whether nothing in a text can be a person's name."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _WORD.findall(folded)
    known = all(word in WORDS or word in _LATIN or _CLASS.fullmatch(word) for word in words)
    says_something = any(len(word) > 1 for word in words)
    return len(text) <= _LONGEST and known and says_something and bool(_HARMLESS.fullmatch(text))
