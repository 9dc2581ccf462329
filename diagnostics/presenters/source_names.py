"""What a source is called where there is no room for its citation: beside a tick, with the reference elsewhere.

Where the dossier has not confirmed the authors, the journal stands for them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

SHORT: Mapping[str, str] = {
    "SEED_000": _("a news text of 2011"),
    "SEED_002": "Touyz 2024",
    "R02": "Costello 2016",
    "R03": "Rosanoff 2022",
    "R04": "Warsaw 2020",
    "R05": "Arnaud 2008",
    "R06": "RCPA/AACB",
    "R07": "Lothian",
    "R08": "South Tees",
    "R11": "StatPearls",
    "R12": "IOM 1997",
    "R22": "Wallach",
    "R23": "Elisaf 1997",
    "R24": "Tucker 2020",
    "R25": "CMDT",
    "R26": "Aust Prescr",
    "R27": "Mayo, Leeds, ARUP",
    "R28": _("family-medicine textbook"),
    "R38": "Scand J Clin Lab Invest 1994",
    "R41": "Leeds",
    "R42": "Medscape",
    "R43": "Cundy 2011",
    "R46": "Medical Algorithms",
    "R102": "Topf 2003",
    "R111": "Agus 1999",
    "R112": "CTCAE",
    "NHS_HIGHLAND": "Highland",
    "VAN_DER_SIJS_2002": "Van der Sijs 2002",
    "RCHT_2021": "Royal Cornwall",
    "LEEDS": "Leeds",
    "PHARM_J": "Pharm J",
    "MGCDS": _("a choice made here"),
}
