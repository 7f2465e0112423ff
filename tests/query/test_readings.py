"""The whole reading of what can be typed, row by row: the expression, the sentence, what is ignored, the filters."""

from __future__ import annotations

import random
from itertools import product

import pytest

from scraper import query
from scraper.models import Pinpoint
from scraper.query import And, Expansion, Filter, Ignored, Near, Node, Not, Or, Term
from scraper.query.parser import MAX_DEPTH, MAX_IGNORED, MAX_PHRASE, MAX_TERMS
from scraper.query.reading import MAX_CHARACTERS, read

Row = tuple[str, str | None, str, tuple[tuple[str, str], ...], tuple[tuple[str, str, bool], ...]]

READINGS: list[Row] = [
    (
        '"unbalanced',
        '"unbalanced"',
        "“unbalanced”.",
        (('"', "the quotation mark is not closed, so what follows was read as words"),),
        (),
    ),
    ("*", None, "Nothing to look for was typed.", (("*", "there is no letter or digit in it"),), ()),
    (
        '"',
        None,
        "Nothing to look for was typed.",
        (('"', "the quotation mark is not closed, so what follows was read as words"),),
        (),
    ),
    ("a AND", '"a"', "“a”.", (("AND", "it stands between two words"),), ()),
    ("AND a", '"a"', "“a”.", (("AND", "it stands between two words"),), ()),
    ("a AND OR b", '("a" OR "b")', "“a” or “b”.", (("AND", "it stands between two words"),), ()),
    ("OR a", '"a"', "“a”.", (("OR", "there is nothing before it to choose from"),), ()),
    ("a OR", '"a"', "“a”.", (("OR", "nothing follows it"),), ()),
    ("a OR )", '"a"', "“a”.", (("OR", "nothing follows it"), (")", "no bracket is open here")), ()),
    ("a b OR", '("a" AND "b")', "“a” and “b”.", (("OR", "nothing follows it"),), ()),
    ("a (OR b)", '("a" AND "b")', "“a” and “b”.", (("OR", "there is nothing before it to choose from"),), ()),
    ("OR", None, "Nothing to look for was typed.", (("OR", "there is nothing before it to choose from"),), ()),
    ("NOT", None, "Nothing to look for was typed.", (("NOT", "there is nothing after it to leave out"),), ()),
    ("- -oil", None, "anything but “oil”.", (("-", "there is no letter or digit in it"),), ()),
    ("oil - gold", '("oil" AND "gold")', "“oil” and “gold”.", (("-", "there is no letter or digit in it"),), ()),
    ("oil )", '"oil"', "“oil”.", ((")", "no bracket is open here"),), ()),
    ("a )) b", '("a" AND "b")', "“a” and “b”.", ((")", "no bracket is open here"),), ()),
    ("( oil", '"oil"', "“oil”.", (("(", "the bracket is not closed; it was read as if it were, at the end"),), ()),
    (
        "( a ( b",
        '("a" AND "b")',
        "“a” and “b”.",
        (("(", "the bracket is not closed; it was read as if it were, at the end"),),
        (),
    ),
    ("NEAR(oil", '"oil"', "“oil”.", (("NEAR(", "NEAR needs two words or more"),), ()),
    ("NEAR()", None, "Nothing to look for was typed.", (("NEAR(", "NEAR needs two words or more"),), ()),
    ("NEAR(oil, gold, 5)", 'NEAR("oil" "gold", 5)', "“oil” and “gold” within 5 words of each other.", (), ()),
    (
        "NEAR(oil gold, 5000)",
        'NEAR("oil" "gold", 100)',
        "“oil” and “gold” within 100 words of each other.",
        (("5000", "words are near within 100 words at most, so it was read as 100"),),
        (),
    ),
    ("NEAR(oil gold, 100)", 'NEAR("oil" "gold", 100)', "“oil” and “gold” within 100 words of each other.", (), ()),
    ("NEAR(a b, c)", 'NEAR("a" "b" "c", 10)', "“a”, “b” and “c” within 10 words of each other.", (), ()),
    ("NEAR(a b, c 5)", 'NEAR("a" "b" "c" "5", 10)', "“a”, “b”, “c” and “5” within 10 words of each other.", (), ()),
    ("NEAR(a b,)", 'NEAR("a" "b", 10)', "“a” and “b” within 10 words of each other.", (), ()),
    (
        'NEAR("a b" c exact:d x* y*, 7)',
        'NEAR("a b" "c" "d" "x" * "y" *, 7)',
        "the phrase “a b”, “c”, “d” exactly as written, words that begin with “x” and"
        " words that begin with “y” within 7 words of each"
        " other, all of them as printed.",
        (),
        (),
    ),
    (
        "NEAR(oil (gold), 3)",
        '(NEAR("oil" "gold", 10) AND "3")',
        "“oil” and “gold” within 10 words of each other and “3”.",
        (("(", "inside NEAR( ) stand words and phrases only"), (")", "no bracket is open here")),
        (),
    ),
    ("oil ~5", '"oil"', "“oil”.", (("~5", "it stands between two words or phrases"),), ()),
    ("~5 oil", '"oil"', "“oil”.", (("~5", "it stands between two words or phrases"),), ()),
    ("oil ~5 OR b", '("oil" OR "b")', "“oil” or “b”.", (("~5", "it stands between two words or phrases"),), ()),
    ("oil ~5 AND b", '("oil" AND "b")', "“oil” and “b”.", (("~5", "it stands between two words or phrases"),), ()),
    ("a ~ )", '"a"', "“a”.", (("~", "it stands between two words or phrases"), (")", "no bracket is open here")), ()),
    (
        "oil ~1000 gold",
        'NEAR("oil" "gold", 100)',
        "“oil” and “gold” within 100 words of each other.",
        (("1000", "words are near within 100 words at most, so it was read as 100"),),
        (),
    ),
    ("a ~0 b", 'NEAR("a" "b", 0)', "“a” and “b” within 0 words of each other.", (), ()),
    ("a ~100 b", 'NEAR("a" "b", 100)', "“a” and “b” within 100 words of each other.", (), ()),
    (
        "a ~ b ~2 c",
        '(NEAR("a" "b", 10) AND NEAR("b" "c", 2))',
        "“a” and “b” within 10 words of each other and “b” and “c” within 2 words of each other.",
        (),
        (),
    ),
    (
        "(a b) ~3 c",
        '("a" AND "b" AND "c")',
        "“a”, “b” and “c”.",
        (("~3", "it stands between two words or phrases"),),
        (),
    ),
    (
        "a ~ (b c) ~ d",
        '("a" AND "b" AND "c" AND "d")',
        "“a”, “b”, “c” and “d”.",
        (("~", "it stands between two words or phrases"),),
        (),
    ),
    (
        "a ~ b ~ (c d) ~ e",
        '(NEAR("a" "b", 10) AND "c" AND "d" AND "e")',
        "“a” and “b” within 10 words of each other, “c”, “d” and “e”.",
        (("~", "it stands between two words or phrases"),),
        (),
    ),
    (
        "(a OR b) ~ c",
        '(NEAR("a" "c", 10) OR NEAR("b" "c", 10))',
        "“a or b” and “c” within 10 words of each other.",
        (),
        (),
    ),
    (
        "(a OR b*) ~3 c",
        '(("a" OR "b" *) AND "c")',
        "(“a” or words that begin with “b”) and “c”.",
        (("~3", "it stands between two words or phrases"),),
        (),
    ),
    (
        "(a OR exact:b) ~3 c",
        '(("a" OR "b") AND "c")',
        "(“a” or “b” exactly as written) and “c”.",
        (("~3", "it stands between two words or phrases"),),
        (),
    ),
    (
        "(a* OR b*) ~3 c",
        '(NEAR("a" * "c", 3) OR NEAR("b" * "c", 3))',
        "words that begin with “a or b” and “c” within 3 words of each other, all of them as printed.",
        (),
        (),
    ),
    (
        "(a OR b) ~ (c OR d)",
        '(NEAR("a" "c", 10) OR NEAR("a" "d", 10) OR NEAR("b" "c", 10) OR NEAR("b" "d", 10))',
        "“a or b” and “c or d” within 10 words of each other.",
        (),
        (),
    ),
    (
        "(a OR NEAR(b c)) ~3 d",
        '(("a" OR NEAR("b" "c", 10)) AND "d")',
        "(“a” or “b” and “c” within 10 words of each other) and “d”.",
        (("~3", "it stands between two words or phrases"),),
        (),
    ),
    (
        "oil ~3 -gold",
        '("oil" NOT ("gold"))',
        "“oil” but not “gold”.",
        (("~3", "it stands between two words or phrases"),),
        (),
    ),
    (
        "a* ~ b",
        'NEAR("a" * "b", 10)',
        "words that begin with “a” and “b” within 10 words of each other, all of them as printed.",
        (),
        (),
    ),
    ("*oil", '"oil"', "“oil”.", (("*", "a star goes at the end: oil* finds words beginning with that"),), ()),
    (
        "*oil*",
        '"oil" *',
        "words that begin with “oil”.",
        (("*", "a star goes at the end: oil* finds words beginning with that"),),
        (),
    ),
    ("oil exact:", '"oil"', "“oil”.", (("exact:", "a word or a phrase must follow at once"),), ()),
    (
        "exact: OR b",
        '"b"',
        "“b”.",
        (("exact: ", "a word or a phrase must follow at once"), ("OR", "there is nothing before it to choose from")),
        (),
    ),
    ("exact:x*", '"x" *', "words that begin with “x”.", (), ()),
    ("exact:x-y", '"x y"', "“x-y” exactly as written.", (), ()),
    ('exact:"x y"', '"x y"', "“x y” exactly as written.", (), ()),
    ('"a b"* c', '("a b" * AND "c")', "phrases that begin with “a b” and “c”.", (), ()),
    ('"a b *" c', '("a b" * AND "c")', "phrases that begin with “a b” and “c”.", (), ()),
    ('"*" d', '"d"', "“d”.", (('"*"', "there is no letter or digit in it"),), ()),
    (
        "foo:oil",
        '("foo" AND "oil")',
        "“foo” and “oil”.",
        (("foo:", "not one of in, year, res, verb, ch7, topic, title, quality: so both sides were read as words"),),
        (),
    ),
    (
        "foo:oil:gold* b",
        '("foo" AND "oil" AND "gold" * AND "b")',
        "“foo”, “oil”, words that begin with “gold” and “b”.",
        (("foo:", "not one of in, year, res, verb, ch7, topic, title, quality: so both sides were read as words"),),
        (),
    ),
    (
        "foo:oil OR b",
        '(("foo" AND "oil") OR "b")',
        "(“foo” and “oil”) or “b”.",
        (("foo:", "not one of in, year, res, verb, ch7, topic, title, quality: so both sides were read as words"),),
        (),
    ),
    ("san*tion", '("san" AND "tion")', "“san” and “tion”.", (("*", "a star goes at the end of a word"),), ()),
    ("http://a.b", '"http a b"', "“http://a.b”.", (), ()),
    ("https:a", '"https a"', "“https:a”.", (), ()),
    ("NOT year:2014 oil", '"oil"', "“oil”; not of 2014.", (), (("year", "2014", True),)),
    ("NOT NOT year:2014", None, "All operative paragraphs; of 2014.", (), (("year", "2014", False),)),
    ("NOT -year:2014", None, "All operative paragraphs; not of 2014.", (), (("year", "2014", True),)),
    (
        "year:2014,2015",
        None,
        "All operative paragraphs; of 2014 or 2015.",
        (),
        (("year", "2014", False), ("year", "2015", False)),
    ),
    ("year:2014 , 2015", '"2015"', "“2015”; of 2014.", (), (("year", "2014", False),)),
    (
        "year:2014,x",
        None,
        "All operative paragraphs; of 2014.",
        (("year:2014,x", "year: takes a year or a range, such as 2014, 2014..2016, 2014.. or ..2016"),),
        (("year", "2014", False),),
    ),
    ('topic:"a, b"', None, "All operative paragraphs; on the topic “a b”.", (), (("topic", "a b", False),)),
    ("-(-a)", '"a"', "“a”.", (), ()),
    ("NOT -(a) b", '("a" AND "b")', "“a” and “b”.", (), ()),
    ("a -(b OR c) -d", '("a" NOT (("b" OR "c") OR "d"))', "“a” but not (“b” or “c”) or “d”.", (), ()),
    ("a OR (b OR c) OR a", '("a" OR "b" OR "c")', "“a”, “b” or “c”.", (), ()),
    ("(a b) c", '("a" AND "b" AND "c")', "“a”, “b” and “c”.", (), ()),
    ("a OR b c OR d", '("a" OR ("b" AND "c") OR "d")', "“a”, (“b” and “c”) or “d”.", (), ()),
    ("e's oil", '("e" AND "oil")', "“e's” and “oil”.", (), ()),
    ("States' oil", '("states" AND "oil")', "“States'” and “oil”.", (), ()),
    ("1's oil", '(("1 s" OR "1s") AND "oil")', "“1's” and “oil”.", (), ()),
    ("ß oil", '(("ß" OR "ss") AND "oil")', "“ß” and “oil”.", (), ()),
    ("2199 (2015) x", '("2199 2015" AND "x")', "the phrase “2199 (2015)” and “x”.", (), ()),
    ("S/RES/2199 x", '("2199" AND "x")', "“S/RES/2199” and “x”.", (), ()),
    ("s/res/2199(2015) x", '("2199 2015" AND "x")', "“s/res/2199(2015)” and “x”.", (), ()),
    ("oil;gold,brass", '("oil" AND "gold" AND "brass")', "“oil”, “gold” and “brass”.", (), ()),
    (
        "a* b* c* d* e*",
        '("a" * AND "b" * AND "c" * AND "d" *)',
        "words that begin with “a”, words that begin with “b”, words that begin with “c” and words that"
        " begin with “d”.",
        (("e*", "at most 4 beginnings of one or two letters are looked for"),),
        (),
    ),
    (
        "ab* cd* ef* gh* ijk*",
        '("ab" * AND "cd" * AND "ef" * AND "gh" * AND "ijk" *)',
        "words that begin with “ab”, words that begin with “cd”, words that"
        " begin with “ef”, words that begin with “gh”"
        " and words that begin with “ijk”.",
        (),
        (),
    ),
]
"""What is typed, its expression, what it is said to be without `Operative paragraphs with`, what is ignored and why,
and its filters."""


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row[0])
def test_each_form_is_read_to_the_word(row: Row) -> None:
    typed, fts, said, ignored, filters = row
    made = read(typed)
    assert (query.compile_match(made.tree) if made.tree else None) == fts
    assert made.read_as.removeprefix("Operative paragraphs with ") == said
    assert made.ignored == tuple(Ignored(*one) for one in ignored)
    assert made.filters == tuple(Filter(*one) for one in filters)


@pytest.mark.parametrize(
    ("typed", "expansion"),
    [
        ("a organise b", Expansion("organise", ("organize",), "spelling", 'a exact:"organise" b')),
        ('a "organise x" b', Expansion("organise x", ("organize x",), "spelling", 'a exact:"organise x" b')),
        ("a land mines b", Expansion("land mines", ("landmines",), "spelling", 'a exact:"land mines" b')),
        ("a Swaziland b", Expansion("Swaziland", ("Eswatini",), "name", 'a "Swaziland" b')),
        ("a WHO b", Expansion("WHO", ("World Health Organization",), "name", 'a "WHO" b')),
        ("a  Ivory  Coast b", Expansion("Ivory Coast", ("Côte d’Ivoire",), "name", 'a "Ivory Coast" b')),
    ],
)
def test_what_else_is_found_and_how_to_undo_it(typed: str, expansion: Expansion) -> None:
    made = read(typed)
    assert made.expansions == (expansion,)
    assert read(expansion.undo).expansions == ()


def test_a_name_is_a_phrase_of_its_own_words_first() -> None:
    assert read("Swaziland").tree == Term("Swaziland", (("swaziland",), ("eswatini",)))
    coast = read("ivory coast").tree
    assert isinstance(coast, Term)
    assert coast.phrase
    assert coast.ways[0] == ("ivory", "coast")
    who = read("WHO").tree
    assert isinstance(who, Term)
    assert who.ways[0] == ("world", "health", "organization"), "`who` itself is never looked for"


def test_terms_carry_how_they_were_typed() -> None:
    assert read("Oil").tree == Term("Oil", (("oil",),))
    assert read("exact:Oil").tree == Term("Oil", (("oil",),), exact=True)
    assert read("oi*").tree == Term("oi", (("oi",),), prefix=True)
    assert read('"a b"').tree == Term("a b", (("a", "b"),), phrase=True)
    assert read("x 2199 (2015)").tree == And(
        (Term("x", (("x",),)), Term("2199 (2015)", (("2199", "2015"),), phrase=True))
    )
    assert read("2199").tree == Term("2199", (("2199",),))
    assert read("S/RES/2199 (2015)").tree == Term("S/RES/2199 (2015)", (("2199", "2015"),), phrase=True)
    assert read("(a OR b) ~3 c").tree == Near((Term("a or b", (("a",), ("b",))), Term("c", (("c",),))), 3)
    assert read("x S/2015/4*").tree == And(
        (Term("x", (("x",),)), Term("S/2015/4", (("s", "2015", "4"),), prefix=True, phrase=True))
    )


# Limits, each at its bound and one beyond


def test_so_many_words_are_looked_for() -> None:
    words = [f"w{i}" for i in range(MAX_TERMS + 2)]
    whole, more = read(" ".join(words[:MAX_TERMS])), read(" ".join(words))
    assert whole.ignored == ()
    assert more.tree == whole.tree
    assert more.ignored == (Ignored("w48 w49", "at most 48 words are looked for"),)
    assert read(" ".join([*words, "-x"])).ignored[0].typed == "w48 w49 x"
    assert len(read(" ".join(words)).ignored) == 1
    split = read("foo:bar " + " ".join(words[: MAX_TERMS - 1]))
    assert split.ignored[-1] == Ignored("w46", "at most 48 words are looked for"), "a word that is two counts as two"


def test_so_many_words_of_a_phrase_are_looked_for() -> None:
    words = [f"w{i}" for i in range(MAX_PHRASE + 1)]
    whole = read(f'"{" ".join(words[:MAX_PHRASE])}"')
    assert whole.ignored == ()
    for star in ("", "*"):
        typed = f'"{" ".join(words)}"{star}'
        made = read(typed)
        assert made.tree == Term(" ".join(words), (tuple(words[:MAX_PHRASE]),), phrase=True)
        assert made.ignored == (Ignored(f"{typed[:57]}...", "only its first 40 words are looked for"),)


def test_what_is_ignored_is_told_cut_short() -> None:
    for size, told in ((60, "+" * 60), (61, "+" * 57 + "...")):
        assert read("+" * size).ignored == (Ignored(told, "there is no letter or digit in it"),)


def test_so_many_pieces_are_told() -> None:
    pieces = ["+" * (i + 1) for i in range(MAX_IGNORED + 3)]
    assert len(read(" ".join(pieces[:MAX_IGNORED])).ignored) == MAX_IGNORED
    told = read(" ".join(pieces)).ignored
    assert len(told) == MAX_IGNORED + 1
    assert told[-1] == Ignored("…", "3 more pieces like these")
    assert read("+ + + +").ignored == (Ignored("+", "there is no letter or digit in it"),), "each once"


def test_so_many_characters_are_read() -> None:
    whole, more = read("x" * MAX_CHARACTERS), read("x" * MAX_CHARACTERS + "yz")
    assert whole.ignored == ()
    assert more.text == whole.text
    assert more.ignored == (Ignored("yz", "only the first 4,000 characters are read"),)
    blank = read("x" + " " * 8_000 + "y")
    assert blank.text == "x"
    assert blank.ignored == (Ignored("…", "only the first 4,000 characters are read"),)
    assert read("x" + " " * 7_999).ignored == ()
    assert read("a \t\n b").text == "a b"


@pytest.mark.parametrize("depth", [MAX_DEPTH - 2, MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 2])
def test_brackets_are_read_so_deep(depth: int) -> None:
    made = read(f"{'(' * depth}a OR b{')' * depth} c")
    deep = Ignored("(", "brackets are read 12 deep; those deeper inside make no difference")
    assert made.ignored == ((deep,) if depth >= MAX_DEPTH else ())
    assert (query.compile_match(made.tree) if made.tree else None) == '(("a" OR "b") AND "c")' or depth >= MAX_DEPTH


def test_a_long_text_is_no_reference() -> None:
    assert query.read_place("2249" + " " * 196) == Pinpoint(2249)
    assert query.read_place("2249" + " " * 197) is None
    assert query.read_place("oil") is None


def test_short_beginnings_are_those_of_one_or_two_letters() -> None:
    assert read("abc* bcd* cde* def* efg* fgh*").ignored == ()
    assert [one.typed for one in read("ab* bc* cde* cd* de* efg* ef* fg* abc*").ignored] == ["ef*", "fg*"]


def test_a_distance_is_read_to_six_digits() -> None:
    assert [one.typed for one in read("NEAR(a b, 1234567)").ignored] == ["123456"]


def test_a_name_may_stand_near() -> None:
    near = read("NEAR(Swaziland oil, 5)")
    assert query.compile_match(near.tree or Or(())) == ('(NEAR("swaziland" "oil", 5) OR NEAR("eswatini" "oil", 5))')
    assert near.ignored == ()


def test_terms_joined_by_or_are_a_phrase_where_the_first_is() -> None:
    made = read('("a b" OR c) ~ d').tree
    assert isinstance(made, Near)
    assert made.terms[0] == Term("a b or c", (("a", "b"), ("c",)), phrase=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("year:900..1000", "900..1000"), ("year:0050", "50"), ("year:2014...", "2014.."),
        ("year:-2016", "..2016"), ("year:2014..", "2014.."),
        ("res:5-100", "5..100"), ("res:0005", "5"), ("res:12345", None), ("year:2014,2015", "2014"), ("year:..", None),
        ("ch7:TRUE", "yes"), ("ch7:0", "no"), ("ch7:y", "yes"), ("quality:XML", "xml"), ("quality:bad", None),
        ("verb:+", None), ("verb:Décides", "decides"), ("in:Preambles", "pp"), ("in:ANNEXE", "annex"),
        ("in:any", "all"),
        ('year:"2014 2016"', None), ("year:20141", None), ('year:"2014 .. 2016"', "2014..2016"),
    ],
)  # fmt: skip
def test_values_of_filters(typed: str, kept: str | None) -> None:
    made = read(typed)
    assert (made.filters[0].value if made.filters else None) == kept
    assert bool(made.ignored) is (kept is None)


def test_filters_are_taken_out_wherever_they_stand() -> None:
    assert query.without_filter("a year:1 b year:2 c -year:3 d in:op", "year") == "a b c d in:op"
    assert query.without_filter("a -IN:op b", "in") == "a b"
    assert query.without_filter("  a   b ", "year") == "a b"
    assert query.write_filter("verb", "calls upon", "") == 'verb:"calls upon"'
    assert query.write_filter("res", "2199 (2015)", "a") == 'res:"2199 (2015)" a'
    assert query.write_filter("res", "(1)", "a") == 'res:"(1)" a'


# Trees written as typed and read again


def grow(chance: random.Random, depth: int) -> Node:
    kind = chance.choice(["term", "term", "and", "or", "not", "near"]) if depth else "term"
    if kind == "term":
        return leaf(chance)
    if kind == "near":
        return Near((leaf(chance), leaf(chance)), chance.randint(1, 100))
    if kind == "not":
        inner = grow(chance, depth - 1)
        return inner if isinstance(inner, Not) else Not(inner)
    items: list[Node] = []
    while len(items) < chance.randint(2, 4):
        node = grow(chance, depth - 1)
        if node not in items and not isinstance(node, And if kind == "and" else Or):
            items.append(node)
    return (And if kind == "and" else Or)(tuple(items))


def leaf(chance: random.Random) -> Term:
    word = f"w{chance.randint(100, 999)}"
    kind = chance.randrange(4)
    if kind == 1:
        return Term(word, ((word,),), exact=True)
    if kind == 2:
        return Term(word, ((word,),), prefix=True)
    return Term(f"{word} z", ((word, "z"),), phrase=True) if kind == 3 else Term(word, ((word,),))


def typed_as(node: Node) -> str:
    if isinstance(node, Term):
        word = f'"{node.typed}"' if node.phrase else node.typed
        return f"exact:{word}" if node.exact else f"{word}*" if node.prefix else word
    if isinstance(node, Near):
        return f"NEAR({' '.join(map(typed_as, node.terms))}, {node.distance})"
    if isinstance(node, Not):
        return f"NOT ({typed_as(node.item)})"
    return f"({(' OR ' if isinstance(node, Or) else ' ').join(map(typed_as, node.items))})"


def plainly_compiled(node: Node) -> str | None:
    """The expression by FTS5's own grammar: NOT takes away from something, and binds to what stands before it."""
    if isinstance(node, Term):
        return f'"{" ".join(node.ways[0])}"' + (" *" if node.prefix else "")
    if isinstance(node, Near):
        return f"NEAR({' '.join(str(plainly_compiled(term)) for term in node.terms)}, {node.distance})"
    if isinstance(node, Not):
        return None
    kept = [plainly_compiled(item) for item in node.items if isinstance(node, Or) or not isinstance(item, Not)]
    gone = [plainly_compiled(item.item) for item in node.items if isinstance(node, And) and isinstance(item, Not)]
    if not kept or None in [*kept, *gone]:
        return None
    word = " OR " if isinstance(node, Or) else " AND "
    joined = word.join(map(str, kept))
    joined = f"({joined})" if len(kept) > 1 or isinstance(node, Or) else joined
    return f"({joined} NOT ({' OR '.join(map(str, gone))}))" if gone else joined


def plainly_exact(node: Node) -> set[bool]:
    if isinstance(node, Term):
        return {node.exact or node.prefix}
    if isinstance(node, Near):
        return {any(one.exact or one.prefix for one in node.terms)}
    items = (node.item,) if isinstance(node, Not) else node.items
    return set().union(*map(plainly_exact, items))


@pytest.mark.parametrize("seed", range(60))
def test_what_is_written_is_read_again(seed: int) -> None:
    tree = grow(random.Random(seed), 4)
    made = read(typed_as(tree))
    assert made.tree == tree
    assert made.ignored == ()
    assert query.compile_match(tree) == plainly_compiled(tree)
    exact = plainly_exact(tree)
    assert query.indexes(tree) == exact
    assert query.is_exact(tree) == (exact.pop() if len(exact) == 1 else None)


def test_what_counts_where_it_stands() -> None:
    tree = read("a (b OR -c) -d e ~ f").tree
    assert tree is not None
    assert [one.typed if isinstance(one, Term) else one.distance for one in query.looked_for(tree)] == ["a", "b", 10]


# Nearness in several spellings


def near_of(*counts: int, prefix: str = "") -> Near:
    terms = [
        Term("t", tuple((f"{name}{i}",) for i in range(count))) for name, count in zip("xyz", counts, strict=False)
    ]
    return Near((*terms, Term(prefix, ((prefix,),), prefix=True)) if prefix else tuple(terms), 4)


def test_so_many_spellings_of_nearness_are_tried() -> None:
    ways = [f'NEAR("x{i}" "y{j}", 4)' for i, j in product(range(4), range(4))]
    assert query.compile_match(near_of(4, 4)) == f"({' OR '.join(ways[:12])})"
    assert query.near_ways(near_of(4, 4)) == 12
    assert query.near_ways(near_of(4, prefix="abc")) == 12
    assert query.near_ways(near_of(4, prefix="ab")) == 2
    assert query.compile_match(near_of(4, prefix="ab")) == '(NEAR("x0" "ab" *, 4) OR NEAR("x1" "ab" *, 4))'
    assert query.compile_match(near_of(1, 1)) == 'NEAR("x0" "y0", 4)'


def test_a_term_in_several_spellings() -> None:
    assert query.compile_match(Term("t", (("a",), ("b", "c")), prefix=True)) == '("a" * OR "b c" *)'


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-(a b)", "Operative paragraphs with anything but (“a” and “b”)."),
        ("-(a OR b)", "Operative paragraphs with anything but (“a” or “b”)."),
        ("-a -b", "Operative paragraphs with anything but not “a” or “b”."),
        ("a OR -b", "Operative paragraphs with “a” or anything but “b”."),
        ("a (b OR c -d)", "Operative paragraphs with “a” and (“b” or (“c” but not “d”))."),
        ("a OR b c", "Operative paragraphs with “a” or (“b” and “c”)."),
        ("in:op,pp a", "Operative paragraphs and preambular paragraphs with “a”."),
        ("in:annex", "All annexes."),
        ("in:annex a", "Annexes with “a”."),
        ("in:pp -in:pp a", "No part of any resolution with “a”."),
        ("-in:op a", "Preambular paragraphs and annexes with “a”."),
        ("year:2014 year:2014 year:2016..", "All operative paragraphs; of 2014 or 2016 and later."),
        ("year:..1950 -year:1948", "All operative paragraphs; of 1950 and before, not of 1948."),
        ("res:2199 res:5..7 -res:8 -res:9", "All operative paragraphs; in resolution 2199 or 5 to 7, not in resolution"
         " 8 or 9."),
        ("-ch7:no title:x -title:y", "All operative paragraphs; not not adopted under Chapter VII; from resolutions"
         " with “x” in the title, not from resolutions with “y” in the title."),
        ("quality:xml x", "Operative paragraphs with “x”; from texts of the quality “xml”."),
        ("2199 (2015)", "A reference to resolution 2199 (2015); below it, operative paragraphs that speak of it."),
        ("2199 (2015) op 3 (a)", "A reference to paragraph 3 (a) of resolution 2199 (2015); below it, operative"
         " paragraphs that speak of it."),
    ],
)  # fmt: skip
def test_said_in_these_words(typed: str, said: str) -> None:
    assert read(typed).read_as == said


def test_what_only_later_resolutions_have_is_told() -> None:
    assert query.say_since("topic", "arms embargo").endswith(' of their titles: title:"arms embargo"')
    assert query.say_since("topic").endswith(" of their titles: title:sudan")
    assert query.say_since("year") == ""
