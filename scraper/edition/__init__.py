"""The static edition: every page of the site as a file, for hosts that run no program; its search runs in the browser.

`plan.py` decides which addresses have a file, `asking.py` has the site answer them, `pages.py` makes a page one of
files, `words.py` writes what the search in the browser reads, and `export.py` does all of it, on all cores, anew only
for what is new.
"""
