"""The strict loader: what two programs could read in two ways is refused, with its place (T17, H54)."""

import contextlib
import json
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.readers.strict_json import BadJson, load_json

HOSTILE = {
    "nothing": b"",
    "only blanks": b" \t\r\n ",
    "200,000 levels of arrays": b"[" * 200_000,
    "200,000 levels, closed": b"[" * 200_000 + b"]" * 200_000,
    "200,000 levels of objects": b'{"a":' * 200_000,
    "41 levels": b"[" * 41 + b"]" * 41,
    "6,000 digits": b'{"value": ' + b"1" * 6000 + b"}",
    "31 digits": b"1" * 31,
    "31 decimals": b"0." + b"1" * 31,
    "huge exponent": b"1e400",
    "endless exponent": b"1e999999999999999999999999999999",
    "tiny exponent": b"1e-400",
    "zero with a huge exponent": b"0e99999",
    "NaN": b'{"value": NaN}',
    "Infinity": b"[Infinity]",
    "minus Infinity": b"[-Infinity]",
    "duplicate key": b'{"a": 0.5, "a": 5}',
    "duplicate key, written in two ways": b'{"a": 0.5, "\\u0061": 5}',
    "duplicate key deep inside": b'{"a": [{"b": {"c": 1, "d": [], "c": 1}}]}',
    "lone high surrogate": b'{"id": "\\ud800"}',
    "lone low surrogate": b'{"id": "\\udc00x"}',
    "surrogates in the wrong order": b'"\\udc00\\ud800"',
    "surrogate in a key": b'{"\\ud800": 1}',
    "NUL": b'{"id": "a\\u0000b"}',
    "NUL in a key": b'{"\\u0000": 1}',
    "raw NUL": b'{"id": "a\x00b"}',
    "raw line break in a text": b'"a\nb"',
    "Latin-1": b'{"id": "caf\xe9"}',
    "UTF-16": '{"id": "a"}'.encode("utf-16"),
    "UTF-32": '{"id": "a"}'.encode("utf-32"),
    "UTF-8 surrogates": b'"\xed\xa0\x80"',
    "overlong UTF-8": b'"\xc0\xaf"',
    "cut in a character": b'"\xe2\x82',
    "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf{}",
    "two texts": b"{} {}",
    "rubbish behind": b"{} x",
    "unclosed": b'{"a": 1',
    "unclosed text": b'{"a": "b',
    "unclosed text full of escapes": b'"' + b'\\"' * 100_000,
    "comma too much": b'{"a": 1,}',
    "comma too much in an array": b"[1,]",
    "single quotes": b"{'a': 1}",
    "comment": b"{} // no",
    "leading zero": b"[01]",
    "plus sign": b"[+1]",
    "bare point": b"[.5]",
    "hexadecimal": b"[0x10]",
    "True": b"[True]",
    "undefined": b"[undefined]",
    "bad escape": b'"\\x41"',
    "bare word": b"magnesium",
    "form feed": b"\x0c{}",
    "no-break blank": b"\xc2\xa0{}",
    "too long": b" " * 1_000_001,
}
SOUND = {
    b"{}": {},
    b" [ 1 , 2.50 , -3 ] ": [1, Decimal("2.50"), -3],
    b'{"a": 0.1}': {"a": Decimal("0.1")},
    b'"\\ud83d\\ude00 \\\\u0000 \\u00b5"': "😀 \\u0000 µ",
    b"\xef\xbb\xbf{}": {},
    b'{"a": {"a": {"a": null}}, "b": [{"a": true}, {"a": false}]}': {"a": {"a": {"a": None}}, "b": [{"a": True}, {"a": False}]},
    b"1e-7": Decimal("1e-7"),
    b"4.5E+1": Decimal("45"),
    b"[" * 40 + b"]" * 40: json.loads("[" * 40 + "]" * 40),
    b"123456789012345678901234567890": 123456789012345678901234567890,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_corpus_is_refused(text):
    began = time.monotonic()
    with pytest.raises(BadJson) as problem:
        load_json(text)
    assert time.monotonic() - began < 2
    assert 0 < len(str(problem.value)) < 200


@pytest.mark.parametrize("text, expected", SOUND.items(), ids=[str(text[:30]) for text in SOUND])
def test_sound_json_is_read(text, expected):
    assert load_json(text) == expected


@pytest.mark.parametrize(
    "text, place, key",
    [
        ('{"serum": {"magnesium": 0.5, "magnesium": 5}}', (1, 30), "magnesium"),
        ('{"a": 1,\n "b": 2,\n "a": 3}', (3, 2), "a"),
        ('{"a": {"x": 1}, "b": [1, {"x": 1, "y": {}, "x": 1}]}', (1, 44), "x"),
        ('{"a": "a", "b": {"a": "a"}, "a" : 1}', (1, 29), "a"),
    ],
)
def test_duplicate_json_keys_refused(text, place, key):
    with pytest.raises(BadJson) as problem:
        load_json(text.encode())
    assert (problem.value.line, problem.value.column) == place
    assert f'"{key}" stands twice' in problem.value.message


@pytest.mark.parametrize(
    "text, place, said",
    [
        (b'{\n "a": NaN}', "line 2, column 7", "NaN is not a number"),
        (b'{"NaN": "NaN", "b":\n[NaN]}', "line 2, column 2", "NaN is not a number"),
        (b'{"a": 1,\n"b": \xff}', "line 2, column 6", "not UTF-8"),
        (b'{"a": 1,\n "b" 2}', "line 2, column 6", "Expecting ':' delimiter"),
        (b'["x",\n "\\ud800"]', "line 2, column 2", "surrogate"),
        (
            b'["11111111111111111111111111111111",\n 11111111111111111111111111111111]',
            "line 2, column 2",
            "30 digits",
        ),
        (b"[[1],\n" + b"[" * 60, "line 2, column 40", "40 levels"),
    ],
)
def test_an_error_says_where(text, place, said):
    with pytest.raises(BadJson) as problem:
        load_json(text)
    assert str(problem.value).startswith(f"{place}: ")
    assert said in str(problem.value)


def test_limits_can_be_chosen():
    assert load_json(b"[[1]]", deepest=2, largest=5) == [[1]]
    with pytest.raises(BadJson, match="more than 1 levels"):
        load_json(b"[[1]]", deepest=1)
    with pytest.raises(BadJson, match="longer than 4 bytes"):
        load_json(b"[[1]]", largest=4)


def test_brackets_in_texts_are_no_levels():
    assert load_json(json.dumps(["[" * 50, {"{" * 50: '"]['}]).encode()) == ["[" * 50, {"{" * 50: '"]['}]


@given(st.binary(max_size=200))
def test_whatever_the_bytes_only_bad_json_is_raised(data):
    with contextlib.suppress(BadJson):
        load_json(data)


@given(st.text(alphabet='{}[]:,"\\u0dDeE19.-+ntrufalsN \n', max_size=80))
def test_whatever_resembles_json_only_bad_json_is_raised(text):
    with contextlib.suppress(BadJson):
        load_json(text.encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=5), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(JSON, st.booleans())
def test_what_json_writes_is_read_back(value, ascii_only):
    assert load_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value
