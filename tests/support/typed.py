"""What people and machines type into the search box that is no query: for tests that nothing typed is an error."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = st.sampled_from(
    """ " ( ) * - ~ ~5 OR AND NOT NEAR( , : in: in:pp year:2014.. res: exact: verb: verb:" title: topic:" oil Da'esh
        S/RES/ 2199 (2015) IS north korea non- 😀 ^ + { } \\ ' ’ ﬁ Ⅶ ١٢ ² a* *a -- ; https:// op 5
        \0 \ud800 \u00ad \u202e
    """.split(" ")
)
HOSTILE_KINDS = {
    "any characters": st.text(max_size=60),
    "pieces of queries": st.lists(PIECES, max_size=14).map(" ".join),
    "pieces run together": st.lists(PIECES, max_size=14).map("".join),
    "one piece repeated": st.tuples(PIECES, st.integers(1, 900)).map(lambda pair: pair[0] * pair[1]),
}
HOSTILE = st.one_of(*HOSTILE_KINDS.values())
