"""Which classes a drug belongs to: the examples of tables 5.1 (diagnosis) and of the treatment dossier."""

from __future__ import annotations

_EXAMPLES: dict[str, str] = {
    "proton_pump_inhibitor": "omeprazole esomeprazole lansoprazole dexlansoprazole pantoprazole rabeprazole",
    "h2_blocker": "famotidine",
    "thiazide": "hydrochlorothiazide chlortalidone indapamide metolazone",
    "loop_diuretic": "furosemide bumetanide torasemide",
    "osmotic_diuretic": "mannitol",
    "platinum": "cisplatin carboplatin oxaliplatin",
    "anti_egfr_antibody": "cetuximab panitumumab necitumumab",
    "calcineurin_inhibitor": "tacrolimus ciclosporin",
    "mtor_inhibitor": "sirolimus everolimus",
    "amphotericin_b": "amphotericin_b",
    "aminoglycoside": "gentamicin tobramycin amikacin neomycin",
    "pentamidine": "pentamidine",
    "foscarnet": "foscarnet",
    "patiromer": "patiromer",
    "beta2_agonist": "salbutamol terbutaline",
    "theophylline": "theophylline",
    "metformin": "metformin",
    "digoxin": "digoxin",
    "ace_inhibitor": "ramipril enalapril lisinopril captopril",
    "trimethoprim": "trimethoprim",
    "mineralocorticoid_antagonist": "spironolactone eplerenone",
    "potassium_sparing_diuretic": "amiloride triamterene",
    "sglt2_inhibitor": "dapagliflozin empagliflozin canagliflozin",
    "qt_prolonging": "amiodarone sotalol quinidine disopyramide procainamide dofetilide ibutilide dronedarone haloperidol "
    "droperidol chlorpromazine thioridazine pimozide ziprasidone citalopram escitalopram methadone ondansetron "
    "domperidone erythromycin clarithromycin azithromycin moxifloxacin levofloxacin ciprofloxacin fluconazole "
    "pentamidine foscarnet arsenic_trioxide chloroquine hydroxychloroquine vandetanib",
}  # fmt: skip

CLASSES: dict[str, frozenset[str]] = {}
for _code, _names in _EXAMPLES.items():
    for _name in _names.split():
        _key = _name.replace("_", " ")
        CLASSES[_key] = CLASSES.get(_key, frozenset()) | {_code}
