"""A case that leaves the screen: as a link, inside the report, and back again to be computed anew.

coded        what of a case may travel in a link: codes and numbers, nobody's name or words
link         case ↔ the code of a link, compressed and sealed against slips
bundle       what a printed report carries inside, with its hash and its short code
attachment   a PDF from outside → the file inside it, read in a process of its own
recheck      the case computed again, and what differs from the answer that was carried
"""
