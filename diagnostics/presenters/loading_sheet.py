"""The protocol sheet of the magnesium loading test for the patient at hand (diagnosis dossier, section 9).

The infusion and its cautions come from the assessment, the limits of the result from the thresholds; what
stands here is the procedure: preparation, watching, stopping and collecting (DX-MLT 9.1 to 9.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from ..clinical.assessment import Assessment, LoadingProtocol
from ..clinical.doses import IVDose
from ..clinical.knowledge.patient import PROTOCOL
from ..clinical.knowledge.rulebook import rule
from ..clinical.knowledge.thresholds import EXCRETED, RETAINED, RR_SENIOR
from ..clinical.units import MMOL, MMOL_24H, PER_MIN, PERCENT, Quantity
from .desk import DISCLAIMER, MARK, Desk
from .shapes import Identity, Reference
from .wording import Wording, begun

PROTOCOL_RULES = {
    "30mmol_8h": "DX-MLT-P1",
    "30mmol_12h": "DX-MLT-P2",
    "0.1mmol_per_kg_4h": "DX-MLT-P3",
    "0.1mmol_per_kg_1h": "DX-MLT-P4",
}
CHECKED_AGAIN = ("DX-MLT-S1", "DX-MLT-S2", "DX-MLT-S3", "DX-MLT-S4", "DX-MLT-S5", "DX-MLT-S6", "DX-MLT-S7")

LABELS: Mapping[str, str] = {
    "patient_label": _("Patient label"),
    "signature": _("Prescriber: name, signature, date and time"),
    "printed": _("printed"),
    "page": _("page"),
    "of": _("of"),
    "infusion": _("Infusion for this patient"),
    "diluent": _("Diluent"),
    "cautions": _("With care"),
    "check": _("Check again on the day: any of these and the test is not done"),
    "prepare": _("Prepare"),
    "watch": _("Watch"),
    "stop": _("Stop the infusion and call a doctor when"),
    "collect": _("Collect"),
    "record": _("Record"),
    "result": _("Result"),
    "references": _("References"),
}
PREPARE = (
    _("In hospital, with a bed, an infusion pump and an injectable calcium salt at hand."),
    _("Dilute as above; never give the 50 % solution undiluted. Label the bag with the dose in mmol and in g."),
    _("The patient empties the bladder just before the infusion starts; this urine is discarded."),
)
WATCH = (
    _("Blood pressure, pulse, breathing and knee reflex: before, every hour, and at the end."),
    _("ECG monitor if there is heart disease."),
    _("To be expected: warmth, flushing, tiredness."),
)
STOP = (
    _("the knee reflex is lost"),
    _("breathing falls below {rate}"),
    _("blood pressure falls"),
    _("AV block appears"),
)
COLLECT = (
    _("The 24 hours begin when the infusion starts, not when it ends."),
    _("All urine of these 24 hours goes into the container; at the end the bladder is emptied once more into it."),
    _("Container and acid as your laboratory asks; no metal cap or insert."),
    _("Measure magnesium, creatinine and volume. An incomplete collection makes retention read too high."),
)
COLUMNS = (_("Time"), _("Blood pressure"), _("Pulse"), _("Breathing"), _("Knee reflex"), _("Initials"))


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadingSheet:
    """The protocol, ready to be printed; `times` are the rows of the table that is filled in by hand."""

    language: str
    title: str
    identity: Identity
    printed: str
    printed_iso: str
    labels: Mapping[str, str]
    protocol: str
    dose_line: str
    details: tuple[str, ...]
    blocks: tuple[Block, ...]
    columns: tuple[str, ...]
    times: tuple[str, ...]
    record: str
    result: tuple[str, ...]
    references: tuple[Reference, ...]
    disclaimer: str
    mark: str


def loading_sheet(
    assessment: Assessment, wording: Wording, *, case_label: str = "", printed_at: datetime | None = None
) -> LoadingSheet:
    """The protocol sheet. The caller has made sure that the test is offered and has a dose."""
    protocol = assessment.loading
    dose = protocol.dose
    if not protocol.offered or not isinstance(dose, IVDose):
        raise ValueError("no loading test is offered")
    desk = Desk(assessment, wording, case_label=case_label, printed_at=printed_at)
    cited = desk.sources.of(rule(PROTOCOL_RULES.get(protocol.protocol, "DX-MLT-P1")))
    text = wording.text
    return LoadingSheet(
        language=wording.language,
        title=text(_("Magnesium loading test: protocol")),
        identity=desk.identity(),
        printed=wording.date(printed_at) if printed_at else "",
        printed_iso=printed_at.isoformat(timespec="seconds") if printed_at else "",
        labels={key: text(label) for key, label in LABELS.items()},
        protocol=f"{text(dict(PROTOCOL.options).get(protocol.protocol, protocol.protocol))} [{', '.join(map(str, cited))}]",
        dose_line=wording.dose_line(dose),
        details=tuple(_details(protocol, dose, wording)),
        blocks=tuple(_blocks(desk, wording)),
        columns=tuple(text(column) for column in COLUMNS),
        times=tuple(_times(dose, wording)),
        record=text(
            _(
                "Infusion started: ____________   ended: ____________   Urine until: ____________   Volume: ____________ mL"
            )
        ),
        result=tuple(_result(protocol, dose, wording)),
        references=tuple(desk.reference(number, citation) for number, citation in enumerate(desk.sources.cited, 1)),
        disclaimer=text(DISCLAIMER),
        mark=text(MARK),
    )


def _details(protocol: LoadingProtocol, dose: IVDose, wording: Wording) -> list[str]:
    lines = [wording.line(_("Diluent: {diluent}"), diluent=wording.value(dose.diluent))]
    if protocol.cautions:
        said = "; ".join(wording.say(caution) for caution in protocol.cautions)
        lines.append(wording.line(_("With care: {cautions}"), cautions=said))
    return lines


def _blocks(desk: Desk, wording: Wording) -> list[Block]:
    text = wording.text
    rate = wording.quantity(Quantity(RR_SENIOR.limits[PER_MIN], PER_MIN))
    checks = tuple(_check(desk, rule_id) for rule_id in CHECKED_AGAIN)
    return [
        Block(text(LABELS["check"]), checks),
        Block(text(LABELS["prepare"]), tuple(text(line) for line in PREPARE)),
        Block(text(LABELS["watch"]), tuple(text(line) for line in WATCH)),
        Block(text(LABELS["stop"]), (begun("; ".join(wording.line(line, rate=rate) for line in STOP)) + ".",)),
        Block(text(LABELS["collect"]), tuple(text(line) for line in COLLECT)),
    ]


def _check(desk: Desk, rule_id: str) -> str:
    """A hard stop with a box to tick, in the words of the rulebook, its mark and its sources."""
    stop = rule(rule_id)
    numbers = desk.sources.of(stop)
    return f"□ {desk.text(stop.title)}{'' if stop.verified else '†'} [{', '.join(map(str, numbers))}]"


def _times(dose: IVDose, wording: Wording) -> list[str]:
    """Before, each hour, and the end."""
    hours = int(dose.minutes // 60)
    between = [wording.duration(Decimal(60 * hour)) for hour in range(1, hours)]
    return [
        begun(wording.text(_("before"))),
        *between,
        begun(wording.line(_("end ({time})"), time=wording.duration(dose.minutes))),
    ]


def _result(protocol: LoadingProtocol, dose: IVDose, wording: Wording) -> list[str]:
    mmol = protocol.mmol if protocol.mmol is not None else dose.mmol
    given = wording.quantity(Quantity(mmol, MMOL), 1)
    unit = wording.unit(MMOL_24H)
    high, low = (wording.quantity(Quantity(t.limits[PERCENT], PERCENT)) for t in (RETAINED, EXCRETED))
    return [
        wording.line(
            _("Retention (%) = 100 × (1 − magnesium in the urine of these 24 h ({unit}) / {given})"),
            unit=unit,
            given=given,
        ),
        wording.line(
            _("Above {high}: depleted. {low} to {high}: equivocal. Below {low}: replete, or wasting."),
            high=high,
            low=low,
        ),
    ]
