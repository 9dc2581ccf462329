"""The clinical core: plain Python that answers questions about a patient with a low magnesium.

It knows no Django, no clock, no files and no network; dates and facts are passed in.
"""
