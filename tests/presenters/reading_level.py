"""How hard a text is to read, by two published formulas, with syllables counted by spelling.

English: the grade of Flesch and Kincaid (1975), 0.39 words a sentence + 11.8 syllables a word - 15.59; grade 6 is the
school year of a child of 11 to 12. Dutch: the ease of Flesch in Douma's fit (1960), 206.84 - 0.93 words a sentence -
77 syllables a word; 70 to 80 is "rather easy".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENGLISH_MUTE = re.compile(r"(?<=[^laeiouy])es$|(?<=[^dtaeiouy])ed$|(?<=[^laeiouy])e$")
_ENGLISH_APART = re.compile(r"(?<![tsc])i(?=[aou])|i(?=um)")  # me-di-um, but na-tion
_DUTCH_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|ij|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|[aeiouyëïöüéèáàóô]")


def words(text: str) -> list[str]:
    return WORD.findall(text)


def sentences(texts: Iterable[str]) -> list[str]:
    """Sentences; what stands before a colon counts as one."""
    parts = (part for text in texts for part in re.split(r"(?<=[.!?:])\s+", text))
    return [part for part in parts if words(part)]


def english_syllables(word: str) -> int:
    spelt = _ENGLISH_APART.sub("i-", _ENGLISH_MUTE.sub("", word.lower()))
    return max(1, len(re.findall(r"[aeiouy]+", spelt)))


def dutch_syllables(word: str) -> int:
    return max(1, len(_DUTCH_VOWELS.findall(word.lower())))


def _counted(texts: Iterable[str], syllables) -> tuple[float, float]:
    """(words a sentence, syllables a word)."""
    found = sentences(texts)
    said = [word for sentence in found for word in words(sentence)]
    return len(said) / len(found), sum(map(syllables, said)) / len(said)


def flesch_kincaid(texts: Iterable[str]) -> float:
    """The school grade of an English text."""
    length, syllables = _counted(texts, english_syllables)
    return 0.39 * length + 11.8 * syllables - 15.59


def flesch_douma(texts: Iterable[str]) -> float:
    """The ease of a Dutch text, 0 to 100."""
    length, syllables = _counted(texts, dutch_syllables)
    return 206.84 - 0.93 * length - 77 * syllables
