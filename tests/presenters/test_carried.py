"""What travels in a link and in a report, and what is said when it comes back."""

import base64
import datetime
import hashlib
import io
import itertools
import json
import zlib
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from diagnostics import pdf
from diagnostics.carried import attachment, link
from diagnostics.carried.answers import answer_to, in_codes
from diagnostics.carried.bundle import FILE_NAME, bundle, canonical, code_of, hash_of, typed_code, with_code
from diagnostics.carried.coded import LeftOut
from diagnostics.carried.link import BadLink, pack, unpack
from diagnostics.carried.recheck import recheck_file, recheck_link
from diagnostics.carried.saying import WHY, dose_of, said, since
from diagnostics.clinical.engine.assess import assess
from diagnostics.clinical.engine.explore import explore
from diagnostics.clinical.facts import DrugTaken, Facts
from diagnostics.clinical.knowledge.drugs import CLASSES
from diagnostics.comparison.differences import answer
from diagnostics.presenters.clinical_changes import CHANGES
from diagnostics.presenters.machine import dose_json
from diagnostics.presenters.report import report
from diagnostics.presenters.wording import Wording
from diagnostics.readers.answers import Written, hear
from diagnostics.readers.invented import answers
from diagnostics.readers.library import built_in_cases
from diagnostics.views.carry import answers_of

from .sample import CALCIUM, INFUSION, ORAL

WHEN = datetime.datetime(2026, 11, 24, 14, 5, tzinfo=datetime.UTC)
CASES = built_in_cases()
INVENTED = hear(answers()).facts
ENGLISH = Wording("en")


def paper(facts: Facts = INVENTED, language: str = "en") -> tuple[bytes, str]:
    """A report as PDF, and the data inside it."""
    assessment = explore(assess(facts))
    shown = report(assessment, Wording(language), case_label="K7M2", printed_at=WHEN)
    data = bundle(assessment, shown, case_id="K7M2")
    return pdf.render_with_data(with_code(shown, data), data), data


@pytest.fixture(scope="module")
def printed() -> tuple[bytes, str]:
    return paper()


def doctored(data: str, *, sealed: bool = True, **changes: object) -> dict:
    """The data with some of them changed; `sealed` with a hash that fits."""
    content = {**json.loads(data), **changes}
    return {**content, "hash": hash_of(content)} if sealed else content


def older(data: str) -> dict:
    """The data as an earlier knowledge would have written them: milder, another dose, one item more and one less."""
    content = json.loads(data)
    written = content["assessment"]
    written["knowledge_version"] = "2026.10-0123456789ab"
    written["severity"] = "moderate"
    plan = written["plan"]
    infusion = next(each for each in plan["recommended"] if (each["dose"] or {}).get("route") == "iv")
    infusion["dose"] |= {"salt_g": 4, "mmol": 16.2}
    plan["recommended"] = [each for each in plan["recommended"] if each["code"] != "K_ORAL"]
    plan["recommended"].append({"code": "THIAMINE", "automatic": True, "dose": None, "rule": "TX-ELY-10"})
    written["trace"] = [each for each in written["trace"] if each["rule"] != infusion["rule"]]
    return doctored(canonical(content), knowledge_version="2026.10-0123456789ab", assessment=written)


# --- the link ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_a_link_brings_back_the_same_answer(name):
    facts = CASES[name].facts
    code, carried = pack(facts)
    back = unpack(code)
    assert back == carried
    assert answer(answer_to(back.facts)) == answer(answer_to(facts))
    assert recheck_link(code).outcome == "same"


@pytest.mark.parametrize("name", CASES)
def test_the_workup_of_a_copy_is_answered_the_same(name):
    """Through the words of the pages, as somebody who opens the link has them."""
    facts = unpack(pack(CASES[name].facts)[0]).facts
    assert answer(answer_to(hear(answers_of(facts)).facts)) == answer(answer_to(facts))


def test_a_code_is_short_enough_for_a_telephone():
    lengths = [len(pack(each.facts)[0]) for each in CASES.values()]
    assert max([*lengths, len(pack(INVENTED)[0])]) < 400


def test_no_words_of_a_person_travel():
    drugs = (
        DrugTaken("Jansen's herbal powder", "", frozenset(), months=D(4)),
        DrugTaken("Omeprazole", "omeprazole", frozenset({"proton_pump_inhibitor"})),
    )
    code, carried = pack(replace(INVENTED, drugs=drugs))
    written = content_of(code)
    assert "Jansen" not in written
    assert carried.left_out == LeftOut(age=False, drugs=1)
    back = unpack(code)
    assert [drug.name for drug in back.facts.drugs] == ["unlisted drug 1", "Omeprazole"] or [
        drug.name.lower() for drug in back.facts.drugs
    ] == ["unlisted drug 1", "omeprazole"]
    assert back.facts.drugs[0].months == 4
    assert "id" not in json.loads(written)["case"]


@pytest.mark.parametrize(
    "age, told, left", [("89", "89", False), ("90", "90", True), ("97.5", "90", True), ("71.6", "71", False)]
)
def test_an_age_above_89_is_not_told(age, told, left):
    _code, carried = pack(replace(INVENTED, values={**INVENTED.values, "patient.age_years": D(age)}))
    assert carried.facts.values["patient.age_years"] == D(told)
    assert carried.left_out.age is left


def test_a_confirmed_value_stays_confirmed():
    facts = replace(INVENTED, confirmed=frozenset({"serum.magnesium"}))
    assert unpack(pack(facts)[0]).facts.confirmed == {"serum.magnesium"}


def content_of(code: str) -> str:
    body = base64.urlsafe_b64decode(code[1:] + "=" * (-len(code[1:]) % 4))[link.SEAL :]
    return zlib.decompressobj(-15, zdict=link._words()).decompress(body).decode()


def code_with(content: bytes) -> str:
    """A code with any content and a seal that fits."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=link._words())
    body = packer.compress(content) + packer.flush()
    seal = hashlib.sha256(b"1" + body).digest()[: link.SEAL]
    return "1" + base64.urlsafe_b64encode(seal + body).decode().rstrip("=")


def test_each_altered_sign_of_a_code_is_noticed():
    code, _carried = pack(INVENTED)
    for place in range(1, len(code)):
        other = "A" if code[place] != "A" else "B"
        with pytest.raises(BadLink):
            unpack(code[:place] + other + code[place + 1 :])


def test_each_cut_of_a_code_is_noticed():
    code, _carried = pack(INVENTED)
    for end in range(len(code)):
        with pytest.raises(BadLink):
            unpack(code[:end])


def test_line_ends_and_the_whole_address_do_not_matter():
    code, carried = pack(INVENTED)
    broken = "\n> ".join(code[place : place + 60] for place in range(0, len(code), 60)).replace("> ", "  ")
    assert unpack(f" https://mgcds.example/copy/#{broken}\r\n") == carried


def test_a_bomb_is_not_unpacked():
    code = code_with(b" " * 50_000_000)
    assert len(code) > link.LONGEST
    small = code_with(b" " * 3_000_000)
    assert len(small) < link.LONGEST
    for each in (code, small):
        with pytest.raises(BadLink, match="long"):
            unpack(each)


def _link_content(**changes: object) -> bytes:
    return json.dumps({**json.loads(content_of(pack(INVENTED)[0])), **changes}).encode()


CASE = {"schema": "mgcds-case/1"}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b"\xff", b'{"case": NaN}', b"[" * 5000, _link_content(more=1), _link_content(case=[]),
        _link_content(case={**CASE, "id": "Jansen"}), _link_content(case={**CASE, "patient": {"name": "Jansen"}}),
        _link_content(case={**CASE, "history": {"drugs": [{"name": "Jansen, born 1950"}]}}),
        _link_content(case={**CASE, "serum": {"magnesium": {"value": 0.45}}}), _link_content(knowledge="<script>"),
        _link_content(knowledge=5), _link_content(answer={}), _link_content(confirmed="serum.magnesium"),
        _link_content(left_out={"age": 1, "drugs": 0}), _link_content(left_out={"age": False, "drugs": -1}),
    ],
)  # fmt: skip
def test_a_link_that_was_made_by_hand_is_refused(content):
    with pytest.raises(BadLink, match="foreign"):
        unpack(code_with(content))


@pytest.mark.parametrize(
    "text, why",
    [
        ("", "empty"),
        ("#", "empty"),
        ("2abc", "newer"),
        ("xabc", "damaged"),
        ("1a b!", "damaged"),
        ("1" + "a" * 7000, "long"),
        ("1", "damaged"),
        ("é", "damaged"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(text, why):
    with pytest.raises(BadLink, match=why):
        unpack(text)
    assert f"link_{why}" in WHY


def test_the_words_that_links_are_packed_with_never_change():
    """A link that was made last year is unpacked with them. Another list needs another version."""
    found = hashlib.sha256(Path(link.__file__).with_name("words-1.txt").read_bytes()).hexdigest()
    assert found == "6a2312deb3ea4f826b99c7b35494e4c12a8ed7534e42362177db6f16bed46eb6"


def test_a_link_of_another_knowledge_says_what_differs():
    content = json.loads(_link_content(knowledge="2026.10-0123456789ab"))
    content["answer"] |= {"severity": "moderate", "recommended": "00000000"}
    found = recheck_link(code_with(json.dumps(content).encode()))
    assert found.outcome == "changed"
    shown = said(found, ENGLISH)
    severity, recommended = shown.differences
    assert (severity.label, severity.was, severity.now) == ("Severity", "moderate", "severe")
    assert "holds only a mark" in recommended.was
    assert "5 g magnesium sulfate heptahydrate" in recommended.now.replace("\xa0", " ")


def test_a_link_whose_answer_does_not_follow_from_its_values_was_altered():
    content = json.loads(_link_content())
    content["answer"]["severity"] = "mild"
    assert recheck_link(code_with(json.dumps(content).encode())).outcome == "altered"


# --- the report ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, language", [*zip([*CASES][::12], itertools.cycle(["en", "nl"]), strict=False)])
def test_a_paper_that_comes_back_is_answered_the_same(name, language):
    document, data = paper(CASES[name].facts, language)
    found = recheck_file(document)
    assert (found.outcome, found.why, found.case_id, found.code) == ("same", "", "K7M2", code_of(data))
    assert recheck_file(data.encode()).outcome == "same"


def test_a_class_of_drugs_typed_by_its_label_comes_back_as_the_class():
    """A page takes the label of a class; a case file knows its code alone."""
    label = CLASSES["loop_diuretic"].label
    facts = hear(answers() | {"drugs.1.name": Written(label)}).facts
    assert facts.drugs[1].classes == {"loop_diuretic"}
    document, data = paper(facts)
    assert json.loads(data)["case"]["history"]["drugs"][1]["name"] == "class:loop_diuretic"
    assert recheck_file(document).outcome == "same"
    assert recheck_link(pack(facts)[0]).outcome == "same"


def test_the_data_hold_case_answer_versions_and_hash(printed):
    content = json.loads(printed[1])
    assert content["schema"] == "mgcds-report/1"
    assert content["case"]["schema"] == "mgcds-case/1"
    assert content["assessment"]["schema"] == "mgcds-assessment/1"
    assert content["knowledge_version"] == content["assessment"]["knowledge_version"]
    assert content["software_version"]
    assert content["hash"] == hash_of(content)
    assert "text" not in content["assessment"]["plan"]["recommended"][0]


def test_the_file_is_the_source_of_the_paper_and_dated(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed[0]))
    (inside,) = reader.attachment_list
    assert inside.name == FILE_NAME
    assert str(inside.associated_file_relationship).endswith("Source")
    assert inside.subtype == "/application/json"
    assert {each.get_object()["/AFRelationship"] for each in reader.root_object["/AF"]} == {"/Source"}


def test_the_code_is_printed_and_can_be_typed(printed):
    code = code_of(printed[1])
    assert code in "".join(pypdf.PdfReader(io.BytesIO(printed[0])).pages[-1].extract_text().split())
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        assert typed_code(typed) == code
        assert recheck_file(printed[1].encode(), typed).outcome == "same"
    other = ("0" if code[0] != "0" else "1") + code[1:]
    assert recheck_file(printed[1].encode(), other).why == "typed"
    assert recheck_file(printed[1].encode(), "abc").why == "typed_code"


def test_altered_data_are_noticed(printed):
    content = json.loads(printed[1])
    content["case"]["serum"]["magnesium"]["value"] = 0.95
    assert recheck_file(canonical(content).encode()).why == "hash"
    sealed = doctored(canonical(content))
    found = recheck_file(canonical(sealed).encode())
    assert (found.outcome, found.why) == ("altered", "inconsistent")


def test_a_paper_with_other_data_or_another_dose_is_noticed(printed):
    _document, data = paper(CASES["ppi-49f-seizure"].facts)
    assessment = explore(assess(INVENTED))
    shown = report(assessment, ENGLISH, case_label="K7M2", printed_at=WHEN)
    mixed = pdf.render_with_data(with_code(shown, printed[1]), data)
    assert recheck_file(mixed).why == "paper"
    tenfold = [
        replace(item, dose_line=item.dose_line.replace("5\xa0g ", "50\xa0g ")) if item.dose_line else item
        for item in shown.do_now
    ]
    assert [*shown.do_now] != tenfold
    forged = replace(with_code(shown, printed[1]), do_now=tuple(tenfold), plan=(), plan_after_now=())
    assert recheck_file(pdf.render_with_data(forged, printed[1])).why == "paper"


def test_a_changed_answer_is_told_in_words(printed):
    found = recheck_file(canonical(older(printed[1])).encode())
    assert found.outcome == "changed"
    shown = said(found, ENGLISH)
    told = {
        each.label.replace("\xa0", " "): (each.was.replace("\xa0", " "), each.now.replace("\xa0", " "))
        for each in shown.differences
    }
    assert told["Severity"] == ("moderate", "severe")
    infusion = next(values for label, values in told.items() if "5 g over 12 hours" in label)
    assert infusion[0].startswith("4 g magnesium sulfate heptahydrate")
    assert infusion[1].startswith("5 g magnesium sulfate heptahydrate = 20.3 mmol")
    assert told["Recommended: Thiamine"] == ("yes", "not there")
    assert told["Recommended: Potassium by mouth"][0] == "not there"
    assert any(each.rule.startswith("TX-") and each.was == "not asked" for each in shown.because)
    assert len(shown.log) == len(CHANGES)
    assert "2026.10-0123456789ab" in shown.text
    dutch = said(found, Wording("nl"))
    assert dutch.title == "Het antwoord is veranderd"
    assert {each.label for each in dutch.differences}.isdisjoint(told)


def test_the_log_begins_with_the_month_of_the_report():
    edition = CHANGES[0].version
    assert since(f"{edition}-aaa", "") == CHANGES
    assert since(f"{edition}-aaa", "2026-11-24") == tuple(each for each in CHANGES if each.month >= "2026-11")
    assert since(f"{edition}-aaa", "2099-01-01") == ()
    assert since("2020.1-aaa", "2099-01-01") == CHANGES
    assert since("2099.1", "") == ()


@pytest.mark.parametrize("dose", [INFUSION, ORAL, CALCIUM])
def test_a_dose_that_was_carried_reads_like_the_dose_itself(dose):
    assert ENGLISH.dose_line(dose_of(dose_json(dose))) == ENGLISH.dose_line(dose)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "mgcds-report/2"}, {"schema": 5}, {"case": []}, {"case": {"schema": "mgcds-case/1", "x": 1}},
        {"assessment": {}}, {"assessment": {"plan": []}}, {"confirmed": {}}, {"copy": "yes"}, {"lines": [1]},
        {"knowledge_version": "x" * 101}, {"more": 1},
    ],
)  # fmt: skip
def test_data_made_by_hand_are_refused(printed, change):
    found = recheck_file(json.dumps(doctored(printed[1], **change)).encode())
    assert found.outcome == "unusable"
    assert said(found, ENGLISH).text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b"\xef\xbb\xbf{}",
        b"GIF89a",
        b"{" * 100_000,
        b'{"schema": "mgcds-report/1", "hash": 1e999}',
        b"PK\x03\x04",
    ],
)
def test_nonsense_is_a_sentence(data):
    found = recheck_file(data)
    assert found.outcome in ("unusable", "altered")
    assert said(found, ENGLISH).text


# --- hostile PDFs ---------------------------------------------------------------------------------------------


def written(writer: pypdf.PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def with_file(content: bytes, name: str = FILE_NAME, pages: int = 1, twice: bool = False) -> bytes:
    writer = pypdf.PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_attachment(name, content)
    if twice:
        writer.add_attachment(name, content + b" ")
    return written(writer)


def locked(document: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(document))
    writer.encrypt("secret")
    return written(writer)


def bomb() -> bytes:
    """A file of 60 MB in a few kilobytes, and a page whose text is as large."""
    packed = zlib.compress(b" " * 60_000_000, 9)
    document = with_file(b"@" * 40)
    reader = pypdf.PdfReader(io.BytesIO(document))
    writer = pypdf.PdfWriter(clone_from=reader)
    for each in writer._objects:
        if isinstance(each, DecodedStreamObject | DictionaryObject) and each.get("/Type") == "/EmbeddedFile":
            each._data = packed
            each[NameObject("/Filter")] = NameObject("/FlateDecode")
    return written(writer)


def loop_of_pages() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Kids [3 0 R] >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n"
    )


def test_hostile_pdfs_are_a_sentence(printed):
    document, data = printed
    corpus = {
        "truncated": (document[: len(document) // 2], {"damaged", "no_file"}),
        "head alone": (document[:20], {"damaged"}),
        "locked": (locked(document), {"encrypted"}),
        "no file": (with_file(b"x", "other.json"), {"no_file"}),
        "wrong type": (with_file(b"\x89PNG\r\n"), {"unreadable"}),
        "another JSON": (with_file(b'{"resourceType": "Bundle"}'), {"not_ours"}),
        "the data alone, on blank paper": (with_file(data.encode()), {"paper"}),
        "two files": (with_file(data.encode(), twice=True), {"two_files"}),
        "too many pages": (with_file(data.encode(), pages=61), {"too_many_pages"}),
        "bomb": (bomb(), {"too_large"}),
        "too large": (document + b"%" * 2_000_000, {"too_large"}),
        "many objects": (b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 6000, {"too_large"}),
        "loop": (loop_of_pages(), {"damaged", "no_file", "too_large", "too_slow"}),
    }
    for name, (content, why) in corpus.items():
        found = recheck_file(content)
        assert found.why in why, (name, found.why)
        assert found.outcome == ("altered" if found.why == "paper" else "unusable")
        assert said(found, ENGLISH).text


def test_a_reading_that_does_not_end_is_given_up(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(attachment, "_READER", slow)
    monkeypatch.setattr(attachment, "SECONDS", -1)
    with pytest.raises(attachment.BadPdf, match="too_slow"):
        attachment._asked(b"%PDF-")


def test_the_reader_sees_no_secret(monkeypatch):
    monkeypatch.setenv("MGCDS_SECRET_KEY", "x")
    assert "MGCDS_SECRET_KEY" not in attachment._surroundings()


def test_in_codes_has_no_sentence():
    written_codes = in_codes(answer_to(INVENTED))

    def texts(value):
        if isinstance(value, dict):
            for each in value.values():
                yield from texts(each)
        elif isinstance(value, list):
            for each in value:
                yield from texts(each)
        elif isinstance(value, str):
            yield value

    allowed = {"sodium chloride 0.9 % or glucose 5 %", "magnesium sulfate heptahydrate"}
    assert [text for text in texts(written_codes) if text.count(" ") > 2 and text not in allowed] == []
