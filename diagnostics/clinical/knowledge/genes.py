"""Genes whose disease makes the kidney lose magnesium (diagnosis dossier 11.3).

A number of OMIM is shown as confirmed only where it was read in a source; one that was recalled is not
shown at all (Appendix C.5). `verified` is False where any part of a row rests on recall alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..evidence import Citation
from ..text import _
from .citations import (
    R86, R87, R88, R89, R90, R92, R93, R94, R94a, R96, R99, R103, R106, R107, R108, R109, R110, R120, R121, R122, R123, R124, R125, R126,
    SEED_000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gene:
    """One row: the gene or genes of one disease.

    `potassium` (with bicarbonate), `calcium` (with parathyroid hormone) and `urine_calcium` are what the
    disease shows; empty where the dossier gives none. `features` are the findings and conditions of ours
    that stand for its signs beyond the loss of magnesium; what low magnesium does by itself (cramps, tetany,
    seizures, arrhythmia) is not among them, for it tells nothing apart.
    """

    names: tuple[str, ...]
    syndrome: str
    inheritance: str
    beyond: str
    citations: tuple[Citation, ...]
    omim: str = ""
    omim_confirmed: bool = True
    potassium: str = ""
    calcium: str = ""
    urine_calcium: str = ""
    onset: str = ""
    verified: bool = True
    features: tuple[str, ...] = ()

    @property
    def omim_shown(self) -> str:
        """The number of OMIM where it was read in a source, else nothing."""
        return self.omim if self.omim_confirmed else ""


_AR, _AD, _DE_NOVO = _("autosomal recessive"), _("autosomal dominant"), _("dominant, new mutation")
_AD_DE_NOVO = _("autosomal dominant or new mutation")
_MATERNAL = _("through the mother")
_LOW_HIGH, _NORMAL = _("low potassium, high bicarbonate"), _("normal potassium and bicarbonate")
_LOW_K = _("potassium can be low")
_CA_NORMAL, _CA_PTH_LOW, _PTH_HIGH = _("normal calcium"), _("low calcium, low parathyroid hormone"), _("high parathyroid hormone")
_U_LOW, _U_NORMAL, _U_HIGH = _("low urine calcium"), _("normal urine calcium"), _("high urine calcium")
_INFANCY, _CHILDHOOD, _ANY = _("infancy"), _("childhood"), _("any age")

GENES: tuple[Gene, ...] = (
    Gene(("SLC12A3",), _("Gitelman syndrome"), _AR, _("cramps, salt craving, low blood pressure, chondrocalcinosis, arrhythmia"),
         (R87, R90, R92), "263800", potassium=_LOW_HIGH, calcium=_CA_NORMAL, urine_calcium=_U_LOW, onset=_("from 6 years to adult"),
         features=("salt_craving", "chondrocalcinosis")),
    Gene(("CLCNKB",), _("Bartter syndrome type 3"), _AR, _("poor growth; can look like Gitelman syndrome; low magnesium in some"),
         (R103, R106, R120), "607364", potassium=_LOW_HIGH, calcium=_CA_NORMAL, urine_calcium=_("variable urine calcium"), onset=_("infancy to adult")),
    Gene(("BSND",), _("Bartter syndrome type 4a"), _AR, _("deafness; magnesium often normal"), (R106, R120), "602522",
         potassium=_LOW_HIGH, calcium=_CA_NORMAL, urine_calcium=_("high or normal urine calcium"), onset=_("before birth"), verified=False, features=("deafness",)),
    Gene(("SLC12A1", "KCNJ1"), _("Bartter syndrome types 1 and 2"), _AR, _("magnesium low-normal"), (R103,),
         potassium=_LOW_HIGH, urine_calcium=_U_HIGH, onset=_("before birth")),
    Gene(("CASR",), _("autosomal dominant hypocalcaemia type 1 (gain of function)"), _AD, _("tetany, calcification of the basal ganglia"),
         (R103, R106), "601198", potassium=_("normal or low potassium, high bicarbonate"), calcium=_CA_PTH_LOW, urine_calcium=_U_HIGH, onset=_ANY),
    Gene(("CLDN16",), _("familial hypomagnesaemia with hypercalciuria and nephrocalcinosis (FHHNC)"), _AR,
         _("nephrocalcinosis, stones, urinary infections, kidney failure in the second or third decade; enamel defects; mild eye signs"),
         (R87, R89), "248250", potassium=_NORMAL, calcium=_PTH_HIGH, urine_calcium=_U_HIGH, onset=_CHILDHOOD,
         features=("nephrocalcinosis", "kidney_stones", "eye_disease")),
    Gene(("CLDN19",), _("FHHNC with eye disease"), _AR, _("severe myopia, nystagmus, macular coloboma"),
         (R87, R89), "248190", potassium=_NORMAL, calcium=_PTH_HIGH, urine_calcium=_U_HIGH, onset=_CHILDHOOD,
         features=("eye_disease", "nephrocalcinosis", "kidney_stones")),
    Gene(("FXYD2",), _("dominant hypomagnesaemia with hypocalciuria"), _AD, _("convulsions, chondrocalcinosis"),
         (R87, R94), "154020", potassium=_NORMAL, calcium=_CA_NORMAL, urine_calcium=_U_LOW, onset=_("child to adult"), features=("chondrocalcinosis",)),
    Gene(("HNF1B",), _("renal cysts and diabetes syndrome; 17q12 deletion"), _AD_DE_NOVO,
         _("diabetes, cysts, single kidney, genital tract, pancreas, liver tests, gout; ask for copy-number analysis"),
         (R93, R94, R120), "137920", potassium=_("low potassium in about half"), calcium=_CA_NORMAL, urine_calcium=_U_LOW, onset=_ANY,
         features=("renal_cysts", "genital_malformation")),
    Gene(("PCBD1",), _("PCBD1 deficiency"), _AR, _("diabetes of a single-gene type"), (R120,), "264070", potassium=_NORMAL, calcium=_CA_NORMAL,
         urine_calcium=_("low or normal urine calcium"), onset=_("raised phenylalanine as a newborn, the rest later"), verified=False),
    Gene(("TRPM6",), _("hypomagnesaemia with secondary hypocalcaemia"), _AR, _("seizures, tetany; loss through gut and kidney"),
         (R87, R99), "602014", potassium=_NORMAL, calcium=_CA_PTH_LOW, urine_calcium=_U_NORMAL, onset=_("first weeks of life")),
    Gene(("TRPM7",), _("hypomagnesaemia with secondary hypocalcaemia, type 2"), _AD, _("few families"), (R107,),
         calcium=_("low calcium"), onset=_CHILDHOOD, verified=False),
    Gene(("CNNM2",), _("CNNM2 disease (HOMG6, HSMR1)"), _("dominant or new mutation; recessive form severe"),
         _("seizures, intellectual disability, brain malformation, obesity; magnesium may be near normal"),
         (SEED_000, R87, R88, R108, R120), "613882, 616418", potassium=_NORMAL, calcium=_CA_NORMAL, urine_calcium=_U_NORMAL,
         onset=_("infancy to adult"), verified=False, features=("developmental_delay",)),
    Gene(("EGF",), _("EGF disease (HOMG4)"), _AR, _("seizures, developmental delay"), (R87, R94a), "611718",
         potassium=_NORMAL, calcium=_CA_NORMAL, urine_calcium=_U_NORMAL, onset=_INFANCY, features=("developmental_delay",)),
    Gene(("EGFR",), _("neonatal inflammatory skin and bowel disease type 2"), _AR, _("skin, gut, lung"), (R120,), "616069",
         onset=_("newborn"), verified=False),
    Gene(("KCNA1",), _("episodic ataxia type 1 or myokymia with low magnesium"), _AD, _("tetany, myokymia, ataxia"), (R103, R120, R124), "160120",
         potassium=_NORMAL, calcium=_CA_NORMAL, urine_calcium=_U_NORMAL, onset=_INFANCY, verified=False, features=("ataxia",)),
    Gene(("KCNJ10",), _("EAST or SeSAME syndrome"), _AR, _("epilepsy, ataxia, deafness"), (R86, R103, R120, R123), "612780",
         potassium=_LOW_HIGH, calcium=_CA_NORMAL, urine_calcium=_U_LOW, onset=_INFANCY, features=("epilepsy", "ataxia", "deafness")),
    Gene(("KCNJ16",), _("hypokalaemic tubulopathy with deafness"), _AR, _("deafness; sources differ on urine calcium and on alkalosis or acidosis"),
         (R86, R103), "619406", omim_confirmed=False, potassium=_("low potassium, variable bicarbonate"), onset=_CHILDHOOD, verified=False,
         features=("deafness",)),
    Gene(("ATP1A1",), _("ATP1A1 disease (HOMGSMR2)"), _DE_NOVO, _("refractory seizures, intellectual disability"), (R86, R121), "618314",
         omim_confirmed=False, potassium=_LOW_K, calcium=_CA_NORMAL, urine_calcium=_U_NORMAL, onset=_INFANCY, verified=False, features=("developmental_delay",)),
    Gene(("RRAGD",), _("kidney tubulopathy with cardiomyopathy (HOMG7)"), _AD_DE_NOVO, _("dilated cardiomyopathy, nephrocalcinosis"), (R87,), "620152",
         potassium=_LOW_K, urine_calcium=_U_HIGH, onset=_("infancy or childhood"), verified=False, features=("cardiomyopathy", "nephrocalcinosis")),
    Gene(("MT-TI", "MT-TF"), _("mitochondrial Gitelman-like disease"), _MATERNAL, _("kidney failure; in the MT-TI family hypertension and high cholesterol"),
         (R86, R122), potassium=_LOW_HIGH, calcium=_CA_NORMAL, urine_calcium=_U_LOW, onset=_("child to adult")),
    Gene(("mtDNA deletion",), _("Kearns–Sayre syndrome"), _("sporadic, mitochondrial"), _("ophthalmoplegia, retinopathy, heart block"), (R109,),
         potassium=_LOW_K, calcium=_("calcium can be low"), onset=_("before 20 years")),
    Gene(("SARS2",), _("HUPRA syndrome"), _AR, _("high urate, pulmonary hypertension, kidney failure, premature birth"), (R96, R120), "613845",
         potassium=_("high bicarbonate"), onset=_INFANCY, verified=False),
    Gene(("FAM111A",), _("Kenny–Caffey syndrome type 2"), _DE_NOVO, _("short stature, dense bones, eye"), (R120, R126), "127000",
         potassium=_NORMAL, calcium=_CA_PTH_LOW, onset=_INFANCY, verified=False, features=("eye_disease",)),
    Gene(("CLDN10",), _("HELIX syndrome"), _AR, _("magnesium normal or high, which argues against the others; no sweat, dry mouth and eyes, ichthyosis"),
         (R110, R120, R125), "617671", potassium=_LOW_HIGH, urine_calcium=_("low or normal urine calcium"), onset=_CHILDHOOD, verified=False),
)  # fmt: skip

BY_NAME: dict[str, Gene] = {name: gene for gene in GENES for name in gene.names}

OF_THE_KIDNEY = ("nephrocalcinosis", "kidney_stones", "renal_cysts")
OF_LOW_MAGNESIUM = ("ataxia",)  # a low level does it by itself
# signs of at least one of these diseases outside the kidney (DX-GENE-01, reason 5)
FEATURES: tuple[str, ...] = tuple(
    dict.fromkeys(code for gene in GENES for code in gene.features if code not in (*OF_THE_KIDNEY, *OF_LOW_MAGNESIUM))
)
