"""What to look for after a loss outside the kidney: sub-causes, triggers and next tests (diagnosis dossier 12).

The triggers are read in engine/gut.py. No simple test of magnesium absorption exists (R43 of the dossier);
the colon takes magnesium up under regulation and the small bowel in bulk, so that disease of either counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text import _


@dataclass(frozen=True, slots=True)
class GutCause:
    """A suspected sub-cause with its next tests."""

    rule: str
    label: str
    tests: tuple[str, ...]


GUT_CAUSES: tuple[GutCause, ...] = (
    GutCause("DX-GI-01", _("Proton pump inhibitor"), (
        _("planned trial of stopping or switching, as a medical decision: a rise of magnesium within about 4 days to 2 weeks supports it"),
        _("a relapse on any proton pump inhibitor means an effect of the class"),
    )),
    GutCause("DX-GI-02", _("Chronic diarrhoea"), (
        _("calprotectin"), _("stool culture and C. difficile"), _("tTG-IgA with total IgA"), _("TSH"), _("faecal elastase"),
        _("faecal fat if the stools are fatty"), _("colonoscopy as indicated"), _("faecal osmotic gap"), _("laxative screen"),
    )),
    GutCause("DX-GI-03", _("Coeliac disease"), (_("tTG-IgA with total IgA while eating gluten"), _("duodenal biopsy"))),
    GutCause("DX-GI-04", _("Inflammatory bowel disease"), (_("ileocolonoscopy"), _("MR enterography"))),
    GutCause("DX-GI-05", _("Short bowel or high-output stoma"), (
        _("measure the output (high above 1.5 to 2 L a day)"), _("sodium in a random urine"), _("imaging of the remaining bowel"),
    )),
    GutCause("DX-GI-06", _("Pancreatic insufficiency"), (_("faecal elastase"), _("imaging of the pancreas"))),
    GutCause("DX-GI-07", _("Bile acid malabsorption or bacterial overgrowth"), (_("SeHCAT or C4"), _("breath test"))),
    GutCause("DX-GI-08", _("Laxative or diuretic misuse, eating disorder"), (_("screen of stool and urine"),)),
    GutCause("DX-GI-09", _("Bariatric surgery"), (_("full micronutrient panel"),)),
    GutCause("DX-GI-10", _("Potassium binder, cholestyramine, or a high phosphate or phytate load"), (_("review of the drug and the diet"),)),
    GutCause("DX-GI-11", _("Childhood onset: TRPM6 disease"), (_("genetic testing for TRPM6, which loses by gut and kidney"),)),
    GutCause("DX-GI-12", _("No cause found"), (
        _("dietary assessment"), _("coeliac serology"), _("calprotectin"), _("faecal elastase"), _("alcohol marker (PEth)"), _("repeat in 4 weeks"),
    )),
)  # fmt: skip

# autoimmune diseases as triggers of a coeliac test; as causes of a low magnesium they carry no weight (DX-GEN-06)
AUTOIMMUNE = ("sjogren_syndrome", "rheumatoid_arthritis", "systemic_lupus", "multiple_sclerosis")
SEIZURES = ("seizure_now", "seizure_last_24h", "seizure_earlier")
BINDER_CLASSES = ("patiromer", "sodium_polystyrene_sulfonate")
BINDER_NAMES = ("cholestyramine", "colestyramine", "colestyramin")
