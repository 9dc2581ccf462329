"""How wide a text in Inter is, so that labels can be set beside each other without drawing them first.

The widths are those of the fonts in `assets/fonts`, in hundredths of the size of the letters, rounded up; of the
forms of a letter that the style sheets choose from, the widest counts. Kerning is left out: it only narrows.
A letter that is not in the table is taken for a wide one.
"""

from __future__ import annotations

from functools import lru_cache

WIDEST = 135
NBSP = "\u00a0"

_REGULAR = {
    25: "ijlìíîïĩīĭįıĵĺļł",
    27: "I¸ÌÍÎÏĨĪĬĮİ",
    28: "¦",
    29: "!,.:¡· ",
    30: "'‘’",
    31: ";¹",
    32: "ſ",
    33: "`t´ţŧ",
    34: "|ľ",
    36: "ŀ‐‑",
    37: "/\\",
    38: "frŕŗřť",
    40: "()[]",
    43: "{}⁺⁻",
    45: "²³₂₃",
    46: "_ª°",
    47: '"',
    48: "^¯",
    49: "ºĳ",
    50: "–†‡",
    52: "?¿“”„",
    53: "sĸśŝşš",
    55: "kx¥ķ",
    56: "zźżž",
    57: "Lavy§àáâãäåýÿāăąĹĻĽĿŷ•γ",
    58: "Jc¢çćĉċčĴ",
    59: "e«µ»èéêëðēĕėęěμ",
    60: "Fhnou¨ñòóôõöøùúûüĥħŁńņňŋōŏőũūŭůűųβ",
    61: "E¶ÈÉÊËĒĔĖĘĚ",
    62: "bdgpq£ßþđĝğġģ™",
    63: "ZŹŻŽ",
    64: "#PÞ",
    65: "$&*-0123456789RSTŔŖŘŚŜŞŠŢŤŦ",
    66: "B",
    67: "+<=>~¬®±×÷−≥≤≈≠α€",
    68: "KYÝĶŶŸ",
    69: "AVXÀÁÂÃÄÅĀĂĄΔ",
    71: "ď",
    73: "D¤Ď",
    74: "CÇÐĆĈĊČĐ",
    75: "GHUÙÚÛÜĜĞĠĢĤŨŪŬŮŰŲ",
    76: "NÑŃŅŇŊ",
    77: "OQÒÓÔÕÖØŌŎŐ",
    78: "Ħ",
    81: "¼",
    82: "wŵ",
    84: "Ĳ↑↓",
    85: "½",
    87: "…",
    88: "m",
    89: "¾✓",
    91: "M",
    92: "©æ○●■",
    96: "→←",
    97: "@",
    99: "%WŴ",
    100: "Æœ—",
    101: "Œ",
    102: "▲",
    103: "⚠",
    106: "◆◇",
    135: "↔",
}
_BOLD = {
    27: "ijlìíîïĩīĭįıĵĺļł ",
    28: "IÌÍÎÏĨĪĬĮİ",
    32: ",.:¦·‘’",
    33: "!';¡¹",
    34: "¸ſ",
    36: "`t|´ţŧ",
    38: "/\\ľ",
    39: "f",
    40: "()[]rŕŗř",
    42: "ŀť",
    43: "‐‑",
    46: "{}¯°²⁺⁻₂",
    47: "_ª³₃",
    49: "^º",
    50: "–",
    51: "•",
    53: '"ĳ',
    55: "?s¿śŝşš",
    56: "“”„†‡",
    57: "Lkxz¥§ķĸĹĻĽźżž",
    58: "JaàáâãäåāăąĴĿ",
    59: "Fcvy¢çýÿćĉċčŷγ",
    60: "eèéêëðēĕėęě",
    61: "Eo¶ÈÉÊËòóôõöøĒĔĖĘĚŁōŏőβ",
    62: "hnu¨µñùúûüĥħńņňŋũūŭůűųμ",
    63: "bdgpq£þđĝğġģ",
    64: "«»™",
    65: "#*-12356789Pß",
    66: "$0BRSZÞŔŖŘŚŜŞŠŹŻŽ",
    67: "&4T®ŢŤŦ",
    68: "+<=>~¬±×÷−≥≤≈≠€",
    69: "α",
    71: "KĶ",
    72: "XYÝŶŸ",
    73: "ADVÀÁÂÃÄÅĀĂĄĎΔ",
    74: "CUÇÙÚÛÜĆĈĊČďŨŪŬŮŰŲ",
    75: "GH¤ĜĞĠĢĤ",
    76: "NÐÑĐŃŅŇŊ",
    77: "OÒÓÔÕÖØŌŎŐ",
    78: "Q",
    80: "Ħ",
    84: "w¼ŵ",
    86: "Ĳ",
    87: "½",
    89: "↑↓✓",
    91: "m¾",
    92: "©æ○●■",
    93: "M",
    96: "…→←",
    100: "@œ—",
    101: "%",
    102: "ÆŒ",
    103: "WŴ⚠",
    104: "▲",
    106: "◆◇",
    135: "↔",
}


def _by_letter(rows: dict[int, str]) -> dict[str, int]:
    widths = {letter: width for width, letters in rows.items() for letter in letters}
    return widths | {NBSP: widths[" "]}


WIDTHS = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text, in the unit of `size`."""
    widths = WIDTHS[bold]
    return sum(widths.get(letter, WIDEST) for letter in text) * size / 100


def wrapped(text: str, width: float, size: float, bold: bool = False, most: int = 0) -> list[str]:
    """The text in lines no wider than `width`; with `most`, what is too much ends in an ellipsis."""
    lines = [""]
    for word in _pieces(text, width, size, bold):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]}…", width, size, bold)]
    return lines


def _pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    """The words, those that are wider than a line broken: first at blanks that should not break, then anywhere."""
    pieces: list[str] = []
    for word in text.split(" "):
        parts = word.split(NBSP) if width_of(word, size, bold) > width else [word]
        for part in parts:
            while width_of(part, size, bold) > width and len(part) > 1:
                fits = next(n for n in range(len(part) - 1, 0, -1) if n == 1 or width_of(part[:n], size, bold) <= width)
                pieces.append(part[:fits])
                part = part[fits:]
            pieces.append(part)
    return [piece for piece in pieces if piece]


def _cut(line: str, width: float, size: float, bold: bool) -> str:
    while width_of(line, size, bold) > width and len(line) > 1:
        line = f"{line[:-2]}…"
    return line
