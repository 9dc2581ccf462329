"""Every page in every state in Dutch."""

from .every_state import MARKS, of_language

pytestmark = MARKS

test_every_state = of_language("nl")
