"""Reads a QR code from a picture, so that a test sees what a telephone sees.

Written from the standard (ISO/IEC 18004) and not from the library that draws the codes; only the table of block
sizes is taken from it. Reads byte mode, and corrects no errors: a picture of a screen has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from segno import consts

Modules = list[list[int]]
BORDER = 4
MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
LEVELS = {1: consts.ERROR_LEVEL_L, 0: consts.ERROR_LEVEL_M, 3: consts.ERROR_LEVEL_Q, 2: consts.ERROR_LEVEL_H}


def modules_of(picture) -> Modules:
    """The dark (1) and light (0) modules of a picture (Pillow) that shows nothing but the code and its border."""
    grey = picture.convert("L")
    row = [grey.getpixel((x, grey.height // 2)) < 128 for x in range(grey.width)]
    assert any(row)
    dark = [(x, y) for y in range(grey.height) for x in range(grey.width) if grey.getpixel((x, y)) < 128]
    left, top = min(x for x, _y in dark), min(y for _x, y in dark)
    right = max(x for x, _y in dark) + 1
    # a finder pattern is seven modules wide, and a row through its top edge is all dark
    run = next(n for n in range(1, grey.width) if grey.getpixel((left + n, top + 1)) >= 128)
    count = round((right - left) / (run / 7))
    version = round((count - 17) / 4)
    size = 17 + 4 * version
    module = (right - left) / size
    return [
        [int(grey.getpixel((int(left + (x + 0.5) * module), int(top + (y + 0.5) * module))) < 128) for x in range(size)]
        for y in range(size)
    ]


def read(modules: Modules) -> str:
    """The text of a code."""
    size = len(modules)
    version = (size - 17) // 4
    level, mask = _format(modules)
    bits = [modules[y][x] ^ MASKS[mask](y, x) for y, x in _path(size, version)]
    words = [int("".join(map(str, bits[place : place + 8])), 2) for place in range(0, len(bits) - 7, 8)]
    data = _sorted(words, version, level)
    stream = "".join(f"{word:08b}" for word in data)
    assert stream[:4] == "0100", "not in byte mode"
    width = 8 if version < 10 else 16
    count = int(stream[4 : 4 + width], 2)
    start = 4 + width
    return bytes(int(stream[start + 8 * n : start + 8 * n + 8], 2) for n in range(count)).decode()


def _format(modules: Modules) -> tuple[int, int]:
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    found = int("".join(str(modules[y][x]) for y, x in places), 2) ^ 0b101010000010010
    return LEVELS[found >> 13], found >> 10 & 7


def _path(size: int, version: int) -> Iterator[tuple[int, int]]:
    """The places of the data, from the lower right corner in columns of two, up and down."""
    taken = _taken(size, version)
    upwards = True
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for y in range(size - 1, -1, -1) if upwards else range(size):
            yield from ((y, x) for x in (right, right - 1) if (y, x) not in taken)
        upwards = not upwards


def _taken(size: int, version: int) -> set[tuple[int, int]]:
    """The places of what is the same in every code of this size."""
    taken = {(6, n) for n in range(size)} | {(n, 6) for n in range(size)}
    for top, left in ((0, 0), (0, size - 8), (size - 8, 0)):
        taken |= {(top + y, left + x) for y in range(8) for x in range(8)}
    taken |= {(8, n) for n in (*range(9), *range(size - 8, size))} | {
        (n, 8) for n in (*range(9), *range(size - 8, size))
    }
    if version >= 7:
        taken |= {(y, size - 11 + x) for y in range(6) for x in range(3)}
        taken |= {(size - 11 + y, x) for y in range(3) for x in range(6)}
    centres = _centres(size, version)
    for y in centres:
        for x in centres:
            if (y, x) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                taken |= {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)}
    return taken


def _centres(size: int, version: int) -> list[int]:
    if version == 1:
        return []
    count = version // 7 + 2
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return sorted([6, *(size - 7 - n * step for n in range(count - 1))])


def _sorted(words: list[int], version: int, level: int) -> list[int]:
    """The data words in their order: they are written block by block in turn."""
    sizes = [row.num_data for row in consts.ECC[version][level] for _n in range(row.num_blocks)]
    blocks: list[list[int]] = [[] for _size in sizes]
    place = 0
    for n in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if n < size:
                block.append(words[place])
                place += 1
    return [word for block in blocks for word in block]
