"""The words of laboratory reports, English and Dutch: tests, specimens, headings, flags, labels.

All words are folded: small letters, no accents, no punctuation but the slash of a ratio.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from ..clinical.facts import Fact
from ..clinical.knowledge import patient as p


def _split(words: str) -> list[str]:
    return words.split()


class Specimen(Enum):
    """What a value was measured in. URINE is urine of which it is not said whether it was collected over a time."""

    BLOOD = "blood"
    URINE = "urine"
    TIMED = "timed urine"
    SPOT = "spot urine"
    OTHER = "another fluid"
    UNSURE = "not said"


URINES = (Specimen.URINE, Specimen.TIMED, Specimen.SPOT)

# Each test under one name, and the answer it is in each specimen; a specimen that is not there is not asked.
_B, _T, _S = Specimen.BLOOD, Specimen.TIMED, Specimen.SPOT
TESTS: dict[str, dict[Specimen, Fact]] = {
    "magnesium": {_B: p.MAGNESIUM_SERUM, _T: p.U24_MAGNESIUM, _S: p.SPOT_MAGNESIUM},
    "ionised magnesium": {_B: p.IONISED_MAGNESIUM},
    "potassium": {_B: p.POTASSIUM_SERUM, _T: p.U24_POTASSIUM, _S: p.SPOT_POTASSIUM},
    "sodium": {_B: p.SODIUM_SERUM},
    "chloride": {_B: p.CHLORIDE_SERUM, _T: p.U24_CHLORIDE, _S: p.SPOT_CHLORIDE},
    "bicarbonate": {_B: p.BICARBONATE_SERUM},
    "phosphate": {_B: p.PHOSPHATE_SERUM},
    "calcium": {_B: p.CALCIUM_SERUM, _T: p.U24_CALCIUM, _S: p.SPOT_CALCIUM},
    "adjusted calcium": {_B: p.ADJUSTED_CALCIUM},
    "ionised calcium": {_B: p.IONISED_CALCIUM},
    "albumin": {_B: p.ALBUMIN_SERUM},
    "creatinine": {_B: p.CREATININE_SERUM, _T: p.U24_CREATININE, _S: p.SPOT_CREATININE},
    "egfr": {_B: p.EGFR_REPORTED},
    "glucose": {_B: p.GLUCOSE},
    "pth": {_B: p.PTH_SERUM},
    "vitamin d": {_B: p.VITAMIN_D},
    "alp": {_B: p.ALP},
    "urate": {_B: p.URATE},
    "urine volume": {_T: p.U24_VOLUME},
    "collection time": {_T: p.U24_DURATION},
    "femg": {_S: p.REPORTED_FEMG},
    "calcium/creatinine": {_S: p.REPORTED_CA_CR},
}
NOT_ASKED = "not asked"  # a test that is known by name and that no question of the workup asks for

_NAMES = {
    "magnesium": "magnesium|magnesium totaal|total magnesium|magnesium total|magnesiumion|mg|mg2",
    "ionised magnesium": "img2|magnesium geioniseerd|geioniseerd magnesium|ionised magnesium|ionized magnesium|magnesium ionised|"
    "magnesium ionized|magnesium vrij|vrij magnesium|free magnesium|magnesium free|magnesium ion|img",
    "potassium": "potassium|kalium|k|pot",
    "sodium": "sodium|natrium|na|sod",
    "chloride": "chloride|chloor|chlor|cl",
    "bicarbonate": "bicarbonate|bicarbonaat|hco3|co2|tco2|total co2|co2 total|co2 totaal|totaal co2|carbon dioxide|total carbon dioxide|"
    "carbon dioxide total|actueel bicarbonaat|bicarbonaat actueel|actual bicarbonate|standaard bicarbonaat|bicarb",
    "phosphate": "phosphate|fosfaat|phosphorus|phosphorous|fosfor|po4|anorganisch fosfaat|fosfaat anorganisch|inorganic phosphate|"
    "phosphate inorganic|inorganic phosphorus|phos",
    "calcium": "calcium|calcium totaal|totaal calcium|total calcium|calcium total|ca|ca2|ca totaal",
    "adjusted calcium": "adjusted calcium|calcium adjusted|corrected calcium|calcium corrected|calcium gecorrigeerd|gecorrigeerd calcium|"
    "calcium gecorrigeerd voor albumine|calcium corr|calcium alb corr|calcium albumine gecorrigeerd|albumine gecorrigeerd calcium|"
    "calcium corrected for albumin|calcium albumin corrected|albumin adjusted calcium|albumin corrected calcium|calcium adjusted for albumin|"
    "calcium na correctie voor albumine|ca gecorrigeerd|corr calcium|adj calcium",
    "ionised calcium": "ica2|ionised calcium|ionized calcium|calcium ionised|calcium ionized|calcium geioniseerd|geioniseerd calcium|calcium ion|"
    "calcium vrij|free calcium|ica|ca geioniseerd",
    "albumin": "albumin|albumine|alb",
    "creatinine": "creatinine|kreatinine|kreat|creat|crea|creatinine enzymatic|creatinine enzymatisch|kreatinine enzymatisch|creatinine jaffe|"
    "kreatinine jaffe|krea",
    "egfr": "egfr|gfr|egfr gfr|egfr mdrd|mdrd|mdrd4|mdrd egfr|gfr mdrd|geschatte gfr|geschatte gfr egfr|estimated gfr|estimated gfr egfr|"
    "gfr estimated|gfr geschat|egfr creatinine|egfr kreatinine|e gfr|e gfr egfr|glomerulaire filtratiesnelheid|"
    "glomerulaire filtratiesnelheid egfr|egfr cr|egfrcr|egfrcr egfr",
    "glucose": "glucose|glucose random|random glucose|glucose nuchter|nuchter glucose|glucose fasting|fasting glucose|glu|gluc",
    "pth": "pth|pth intact|intact pth|ipth|parathormoon|parathyroid hormone|parathyroid hormone intact|intact parathyroid hormone|parathyreoid hormoon|"
    "parathormoon intact|parathormoon pth|pth parathormoon|parathyroid hormone pth|pth parathyroid hormone",
    "vitamin d": "vitd25|vitd25 total|vitd25 totaal|totaal vitd25|total vitd25|vitd25 d2 d3",
    "alp": "alp|alkaline phosphatase|alkalische fosfatase|alk phos|alk phosphatase|alkphos|alkalisch fosfatase|alk fosfatase|af|alkaline phosphatase alp",
    "urate": "urate|uraat|uric acid|urinezuur|urinezuur uraat",
    "urine volume": "urine volume|urinevolume|volume|volume urine|urine volume 24h|diurese|volume totaal|total volume|verzamelvolume|collection volume|"
    "urine hoeveelheid|hoeveelheid urine|urinehoeveelheid|total urine volume|urine total volume|volume 24h",
    "collection time": "collection time|collection period|collection duration|duration|duration of collection|verzamelduur|verzameltijd|"
    "verzamelperiode|duur verzameling|duur|collection hours",
    "femg": "femg|fe mg|fractional excretion of magnesium|fractional excretion magnesium|fractionele excretie magnesium|"
    "fractionele magnesiumexcretie|magnesium fractional excretion|fractionele magnesium excretie|fe magnesium|magnesium fractionele excretie",
    "calcium/creatinine": "calcium/creatinine|calcium/kreatinine|calcium/creatinine ratio|calcium/kreatinine ratio|ca/creat|ca/kreat|ca/creat ratio|"
    "ca/kreat ratio|calcium/creat ratio|calcium/kreat ratio|calcium/creat|calcium/kreat|calcium creatinine ratio|calcium kreatinine ratio",
    NOT_ASKED: "hba1c|glyco hb|ureum|urea|bun|urea nitrogen|blood urea nitrogen|hb|hemoglobine|haemoglobin|hemoglobin|hematocriet|haematocrit|hematocrit|"
    "leukocyten|leucocytes|leukocytes|wbc|trombocyten|platelets|plt|mcv|crp|c reactief proteine|bse|esr|asat|alat|ast|alt|ggt|gamma gt|ld|ldh|"
    "bilirubine|bilirubin|bilirubine totaal|total bilirubin|bilirubin total|ck|lipase|amylase|tsh|ft4|vrij t4|free t4|anion gap|anion gap zonder k|"
    "osmolaliteit|osmolality|ph|pco2|po2|base excess|be|lactaat|lactate|totaal eiwit|total protein|eiwit|protein|cholesterol|ldl|hdl|triglyceriden|"
    "triglycerides|ferritine|ferritin|ijzer|iron|transferrine|vitamine b12|vitamin b12|foliumzuur|folate|troponine|troponin|nt probnp|psa|cortisol|"
    "aldosteron|aldosterone|renine|renin|kreatinineklaring|creatinineklaring|creatinine clearance|magnesium/creatinine|magnesium/kreatinine|"
    "magnesium/creatinine ratio|magnesium/kreatinine ratio|mg/creat|mg/kreat|mg/creat ratio|mg/kreat ratio|magnesium erytrocyten|"
    "erytrocyten magnesium|magnesium erytrocyt|magnesium rbc|rbc magnesium|red cell magnesium|albumine/creatinine|albumine/kreatinine|"
    "albumin/creatinine|albumine/kreatinine ratio|albumin/creatinine ratio|bun/creatinine|bun/creatinine ratio|eiwit/kreatinine|protein/creatinine|"
    "1 25 dihydroxyvitamin d|1 25 oh2 vitamine d|calcitriol|hemolyse index|hemolyse|haemolysis index|hemolysis index|lipemie|icterie|"
    "albumin/globulin|globulin|egfr cystatine c|cystatine c|cystatin c|natrium/kalium|kalium/natrium|zink|zinc|koper|copper|erytrocyten|erythrocytes|rbc",
}  # fmt: skip
NAMES: dict[str, str] = {name: test for test, names in _NAMES.items() for name in names.split("|")}
LONGEST_NAME = max(len(name.split()) for name in NAMES)

# Tests that belong to one specimen, whatever heading they stand under.
FIXED = frozenset(("egfr", "pth", "vitamin d", "alp", "urine volume", "collection time", "femg", "calcium/creatinine"))

# Short symbols count only as laboratories write them: "mg" is a unit, "k" a slip.
SYMBOLS: dict[str, frozenset[str]] = {
    short: frozenset((short.capitalize(), short.upper())) for short in ("mg", "k", "na", "cl", "ca", "ph", "be", "ck", "ld", "hb", "af", "alt", "ast")
} | {"ph": frozenset(("pH",)), "hb": frozenset(("Hb", "HB")), "ica": frozenset(("iCa",)), "img": frozenset(("iMg",))}  # fmt: skip

# Words that say in what a value was measured.
SPECIMENS: dict[str, Specimen] = {
    **dict.fromkeys(_split("serum plasma bloed blood venous arterial veneus arterieel capillair heparineplasma hep"), Specimen.BLOOD),
    **dict.fromkeys(_split("serum/plasma plasma/serum edta citraat citrate oxalaat oxalate fluoride lithiumheparine heparine heparin"), Specimen.BLOOD),
    **dict.fromkeys(_split("urine urines ur urineonderzoek"), Specimen.URINE),
    **dict.fromkeys(_split("24h etmaal etmaalurine verzamelurine verzamelde timed 24hurine dagurine"), Specimen.TIMED),
    **dict.fromkeys(_split("spot portie steekproef ochtendurine portieurine spoturine willekeurig"), Specimen.SPOT),
    **dict.fromkeys(
        _split("liquor csf dialysaat dialysate ascites drain drainvocht pleura pleuravocht feces faeces stool zweet sweat speeksel saliva vocht fluid "
        "punctaat peritoneal synoviaal melk water"),
        Specimen.OTHER,
    ),
}  # fmt: skip
TUBES = {  # the blood tube, where a word names one that is not plain serum
    **dict.fromkeys(("edta",), "edta"),
    **dict.fromkeys(("citraat", "citrate"), "citrate"),
    **dict.fromkeys(("oxalaat", "oxalate", "fluoride"), "oxalate"),
    **dict.fromkeys(("lithiumheparine", "heparine", "heparin", "heparineplasma", "hep"), "lithium_heparin"),
}
PREFIXES = {  # S-Magnesium, dU-Magnesium
    "s": Specimen.BLOOD, "p": Specimen.BLOOD, "b": Specimen.BLOOD, "fp": Specimen.BLOOD, "vb": Specimen.BLOOD, "ab": Specimen.BLOOD,
    "u": Specimen.URINE, "du": Specimen.TIMED, "pt": Specimen.OTHER, "csf": Specimen.OTHER,
}  # fmt: skip

# Words in the name of a test that change nothing about it.
FILLING = frozenset(
    _split(
        "in van of or de het the level concentratie concentration conc gehalte uitscheiding excretie excretion output materiaal material specimen type monster "
        "sample bepaling test ngsp ifcc idms poct istat result resultaat uitslag waarde value your uw lvl lab labs laboratorium uitslagen labuitslagen results moles/volume mass/volume moles/time mass/time substance"
    )
)
# Words of headings over a group of tests.
HEADINGS = frozenset(
    _split("klinische chemie chemistry clinical lab labs laboratorium laboratory uitslagen uitslag results result resultaten rapport report electrolytes elektrolyten "
    "electrolyten nierfunctie renal function kidney panel profile metabolic basic comprehensive algemeen algemene general hematologie haematology "
    "hematology endocrinologie endocrinology immunochemie immunoassay botstofwisseling mineral mineralen minerals overige overig other onderzoek en and "
    "bloedgas blood gas bloedgassen gases hormonen hormones vitaminen vitamins stofwisseling all values alle waarden are zijn units eenheden "
    "eenheid unit department afdeling recent component components labuitslagen bloedonderzoek cmp bmp chem routine collected collection verzameld afname afgenomen datum date time tijd eiwitten proteins enzymen enzymes")
)  # fmt: skip
DEPARTMENTS = frozenset(
    _split(
        "chemie chemistry hematologie haematology hematology endocrinologie endocrinology immunochemie algemeen elektrolyten electrolytes electrolyten "
        "nierfunctie botstofwisseling bloedgas bloedgassen hormonen vitaminen metabolic overige cmp bmp proteins eiwitten enzymen enzymes mineralen minerals"
    )
)

# The columns of a table by the words above them.
COLUMNS: dict[str, str] = {
    **dict.fromkeys(_split("test bepaling onderzoek component analyse analyte parameter naam name omschrijving description determination test/component testnaam"), "test"),
    **dict.fromkeys(("test name", "result name", "naam bepaling", "laboratory test", "lab test"), "test"),
    **dict.fromkeys(_split("result resultaat uitslag waarde value results uitslagen meetwaarde"), "result"),
    **dict.fromkeys(("your value", "uw waarde", "result value", "uw uitslag", "huidige uitslag", "current result"), "result"),
    **dict.fromkeys(_split("unit units eenheid eenheden eenh dim"), "unit"),
    **dict.fromkeys(_split("flag flags vlag afw afwijking abnormal indicator a/n h/l l/h signaal code/flag interpretatie interpretation"), "flag"),
    **dict.fromkeys(("abn flag", "abnormal flag", "flag code"), "flag"),
    **dict.fromkeys(
        _split("reference range ref referentie referentiewaarden referentiewaarde referentiegebied referentie-interval normaal normaalwaarden normal norm interval ri"),
        "range",
    ),
    **dict.fromkeys(
        ("reference range", "ref range", "normal range", "reference interval", "standard range", "ref interval", "ref waarden", "ref waarde"), "range"
    ),
    **dict.fromkeys(_split("ondergrens low lower laag min minimum"), "range"),
    **dict.fromkeys(_split("bovengrens high upper hoog max maximum"), "range"),
    **dict.fromkeys(("ref low", "ref high", "range low", "range high", "lower limit", "upper limit"), "range"),
    **dict.fromkeys(_split("previous vorige vorig eerder prior last prev gisteren yesterday"), "previous"),
    **dict.fromkeys(("previous result", "vorige uitslag", "prior result", "last result", "vorige waarde", "previous value"), "previous"),
    **dict.fromkeys(_split("date datum time tijd afname collected afnamedatum datum/tijd"), "date"),
    **dict.fromkeys(("collection date", "date/time", "date time", "datum tijd", "afname datum"), "date"),
    **dict.fromkeys(_split("specimen material materiaal sample matrix systeem system"), "specimen"),
    **dict.fromkeys(_split("code loinc npu testcode"), "code"),
    **dict.fromkeys(("loinc code", "test code", "order code"), "code"),
    **dict.fromkeys(_split("comment comments opmerking opmerkingen status lab method methode note toelichting"), "comment"),
}  # fmt: skip
RANGE_LABELS = frozenset(
    _split(
        "ref refs referentie referentiewaarde referentiewaarden referentiegebied reference normaal normaalwaarde normaalwaarden normal norm ri rr range "
        "interval streefwaarde target expected"
    )
)
PENDING = re.compile(
    r"\b(volgt|volgen|pending|in process|in progress|niet bepaald|nb|n\.b\.|not done|not performed|cancell?ed|geannuleerd|te weinig materiaal|insufficient|"
    r"qns|not reported|niet gerapporteerd|unable to|onbetrouwbaar|vervalt|vervallen|to follow|niet uitgevoerd|see comment|zie opmerking|zie opm)\b",
    re.IGNORECASE,
)
REMARKS = re.compile(
    r"\b(h(?:a)?emoly\w*|lipem\w*|lipaem\w*|icter\w*|stolsel|clot(?:ted)?|contamin\w*|verontreinig\w*|unreliable|onbetrouwbaar|drip|infuusarm)\b",
    re.IGNORECASE,
)
FLAGS = frozenset(
    _split("l h ll hh n low high laag hoog abnormal afwijkend crit critical kritiek verlaagd verhoogd a panic lo hi")
)
FLAG_SIGNS = re.compile(r"[*↓↑▼▲!+\-−–\N{DOWNWARDS BLACK ARROW}\N{UPWARDS BLACK ARROW}✓]{1,4}")
LOW_FLAGS = frozenset(_split("l ll low laag verlaagd lo ↓ ↓↓ ▼ \N{DOWNWARDS BLACK ARROW}"))
HIGH_FLAGS = frozenset(_split("h hh high hoog verhoogd hi ↑ ↑↑ ▲ \N{UPWARDS BLACK ARROW}"))

_PUNCTUATION = re.compile(r"[^a-z0-9/]+")
_ABOUT_SLASH = re.compile(r"\s*/\s*")


def folded(text: str) -> str:
    """A text with small letters, without accents, its punctuation as single blanks."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("µ", "u").replace("μ", "u"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _ABOUT_SLASH.sub("/", _PUNCTUATION.sub(" ", plain)).strip(" /")
