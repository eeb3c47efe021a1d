"""Bytes of a list as text: UTF-8, what Excel calls Unicode text, and Windows-1251 where certain."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъьюя"
_SIGNS = "№„“”’‘«»–—…§°\u00a0"
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Where the first byte stands that fits no encoding for certain."""

    line: int
    before: str
    """The text of that line before it."""


def decode(raw: bytes) -> tuple[str, str] | Undecodable:
    """The text without a byte order mark, and the name of its encoding."""
    for mark, name in _MARKS.items():
        if raw.startswith(mark):
            return _utf16(raw, name)
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        text = _windows(raw)
        if text is not None:
            return text, "Windows-1251"
        line = raw.count(b"\n", 0, error.start) + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start]
        return Undecodable(line, before.decode("utf-8", "replace"))


def _utf16(raw: bytes, name: str) -> tuple[str, str] | Undecodable:
    try:
        return raw.decode(name), "UTF-16"
    except UnicodeDecodeError:
        return Undecodable(1, "")


def _windows(raw: bytes) -> str | None:
    """Windows-1251 text where it reads as Bulgarian; None where it could be anything else.

    Every byte means something in this encoding, so that it decodes is no proof. UTF-8, KOI8,
    code page 866 and western texts read by it give letters that Bulgarian lacks, capitals inside
    words, or words of two alphabets.
    """
    try:
        text = raw.decode("cp1251")
    except UnicodeDecodeError:
        return None
    strange = {sign for sign in text if not sign.isascii()} - set(_LETTERS + _LETTERS.upper())
    if strange - set(_SIGNS):
        return None
    words = _WORD.findall(text)
    return text if all(map(_is_plain, words)) else None


def _is_plain(word: str) -> bool:
    """One alphabet, and capitals at the beginning or throughout."""
    latin = word.isascii()
    mixed = not latin and any(letter.isascii() for letter in word)
    return latin or (not mixed and (word in (word.lower(), word.upper(), word.capitalize())))
