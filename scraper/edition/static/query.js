/* What was typed, read as a tree of words with the filters aside: as the program reads it on a server. */

import { clean, oneSpelling, words } from "./words.js";

const MOST_CHARACTERS = 4000, MOST_TERMS = 48, MOST_SHORT = 4, LONGEST_PHRASE = 40, DEEPEST = 12;
const FARTHEST = 100, NEAR = 10, MOST_WAYS = 12;
const ANY_CASE = (text) => text.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
const RES = ANY_CASE("S/RES/");

export const LITTLE = new Set(
  ("a all an and any as at be by for from has have in into is it its no not of on or that the their this to under upon was " +
    "were which with without").split(" "),
);
const ASKING = new Set("what which who whom whose when where why how does did do can could should would are was".split(" "));
const COUNCIL = "resolution resolutions un unsc security council united nations";
const LEANING = "first original originally earliest current currently latest newest now today still";
const IDLE = new Set(`${COUNCIL} ${LEANING}`.split(" "));
const WEAK = new Set("also further furthermore again once more moreover therefore hereby in this regard".split(" "));
const EXACT = /["()*~]|\bexact:|(?<!\S)(?:OR|AND|NOT|NEAR)(?!\S)|(?<!\S)-+\S/;

// Filters

const YES_NO = { yes: "yes", y: "yes", true: "yes", 1: "yes", no: "no", n: "no", false: "no", 0: "no" };
const PARTS = {
  op: "op", operative: "op", operatives: "op", operation: "op", pp: "pp", preamble: "pp", preambular: "pp", preambles: "pp",
  annex: "annex", annexes: "annex", annexe: "annex", annexed: "annex", all: "all", any: "all", everything: "all",
  everywhere: "all",
};
const TAKES = {
  in: "op, pp, annex or all", year: "a year or a range, such as 2014, 2014..2016, 2014.. or ..2016",
  res: "the number of a resolution or a range, such as 2199 or 2100..2199", verb: 'a verb, such as decides or "calls upon"',
  ch7: "yes or no", topic: "a word or words in quotation marks", title: "a word or words in quotation marks",
  quality: "xml, corrected, text-layer or pdf",
};
const SYMBOL = /^(?:(?:S\/RES\/\s?)?(\d{1,4})\s?\((\d{4})\)|S\/RES\/(\d{1,4}))$/i;

function readRange(value) {
  const match = /^(\d{1,4})?\s*(\.\.\.?|-)?\s*(\d{1,4})?$/.exec(value);
  if (!match || !(match[1] || match[3])) return null;
  if (!match[2]) return match[1] && !match[3] ? [Number(match[1]), Number(match[1])] : null;
  const ends = [match[1] ? Number(match[1]) : 0, match[3] ? Number(match[3]) : 99999];
  return ends[0] > ends[1] && match[1] && match[3] ? ends.reverse() : ends;
}

function readYears(value) {
  const short = /^((?:19|20)\d\d)\s?(?:\.\.\.?|-)\s?(\d\d)$/.exec(value);
  if (!short) return readRange(value);
  const first = Number(short[1]), last = first - (first % 100) + Number(short[2]);
  return [first, last >= first ? last : last + 100];
}

function readNumber(value) {
  const symbol = SYMBOL.exec(value), number = symbol && Number(symbol[1] || symbol[3]);
  return symbol ? [number, number] : readRange(value);
}

const asWords = (value) => words(value).join(" ") || null;
const READERS = {
  in: (value) => PARTS[value.toLowerCase()] ?? null,
  year: readYears,
  res: readNumber,
  verb: asWords,
  ch7: (value) => YES_NO[value.toLowerCase()] ?? null,
  topic: asWords,
  title: asWords,
  quality: (value) => (["xml", "corrected", "text-layer", "pdf"].includes(value.toLowerCase()) ? value.toLowerCase() : null),
};

export function plainVerb(typed) {
  return words(typed).filter((word) => !WEAK.has(word) && !word.endsWith("ly")).map(oneSpelling).join(" ");
}

// Tokens

function tokenizer(filters) {
  return new RegExp(
    [
      `(?<symbol>(?:\\b${RES}\\s?)?\\b\\d{1,4}\\s?\\(\\d{4}\\)|\\b${RES}\\d{1,4}\\b)`,
      `(?<filter>(?<but>-?)\\b(?<name>${filters.map(ANY_CASE).join("|")}):(?:"(?<inquotes>[^"]*)"|(?<bare>[^\\s"()]*)))`,
      `(?<exact>\\b${ANY_CASE("exact")}:\\s?)`,
      "(?<near>\\bNEAR\\()",
      '(?<quoted>"[^"]*"\\*?)',
      "(?<open>\\()",
      "(?<close>\\))",
      "(?<comma>[,;])",
      "(?<tilde>~(?<distance>\\d{0,6})(?!\\S))",
      '(?<and>(?<!\\S)AND(?![^\\s()"]))',
      '(?<or>(?<![^\\s()])OR(?![^\\s()"]))',
      '(?<not>(?<![^\\s()])(?:NOT(?![^\\s()"])|-+(?=[^\\s)-])))',
      '(?<word>\\d{1,3}(?:,\\d{3})+(?!\\d)|[^\\s"(),;]+)',
      "(?<stray>\\S)",
    ].join("|"),
    "gu",
  );
}

const KINDS = "symbol filter exact near quoted open close comma tilde and or not word stray".split(" ");

function cut(text, filters) {
  return [...text.matchAll(tokenizer(filters))].map((match) => {
    const kind = KINDS.find((one) => match.groups[one] !== undefined), token = { kind, text: match[0], name: "", value: "" };
    if (kind === "filter") {
      token.name = match.groups.but + match.groups.name.toLowerCase();
      token.value = match.groups.inquotes ?? match.groups.bare;
    } else if (kind === "tilde") token.value = match.groups.distance;
    return kind === "symbol" ? { ...token, kind: "word" } : token;
  });
}

/* Words that together are a listed name are joined, the longest first. */
function joinNames(tokens, lexicon) {
  const own = tokens.map((token) => (token.kind === "word" && !token.text.includes("*") ? words(token.text) : []));
  const typed = tokens.filter((token) => token.kind === "word").map((token) => token.text);
  const all = typed.join(" ");
  const shouted = typed.length > 2 && all === all.toUpperCase() && all !== all.toLowerCase();
  const capitals = shouted ? {} : lexicon.tables.capitals, out = [];
  for (let at = 0; at < tokens.length; ) {
    const afterExact = out.length && out[out.length - 1].kind === "exact";
    const [kind, length] = afterExact ? [tokens[at].kind, 1] : nameAt(tokens, own, at, capitals, lexicon);
    const run = tokens.slice(at, at + length);
    out.push(length === 1 && run[0].kind === kind ? run[0] : { ...run[0], kind, text: run.map((one) => one.text).join(" ") });
    at += length;
  }
  return out;
}

function nameAt(tokens, own, at, capitals, lexicon) {
  if (own[at].length && Object.hasOwn(capitals, tokens[at].text)) return ["name", 1];
  let run = [], best = [tokens[at].kind, 1];
  for (let after = 1; after <= lexicon.longest && at + after <= tokens.length; after++) {
    const more = own[at + after - 1];
    run = run.concat(more);
    if (!more.length || !lexicon.beginnings.has(run.join(" "))) break;
    if (Object.hasOwn(lexicon.tables.names, run.join(" "))) best = ["name", after];
    else if (after > 1 && lexicon.isApart(run)) best = ["word", after];
  }
  return best;
}

// The tree

class Reading {
  constructor(tokens, lexicon) {
    Object.assign(this, { tokens, lexicon, at: 0, terms: 0, short: 0, deep: 0, dropped: false });
    Object.assign(this, { filters: [], ignored: [], also: [] });
  }
  peek() { return this.at < this.tokens.length ? this.tokens[this.at].kind : "end"; }
  take() { return this.tokens[this.at++]; }
  ignore(typed, why) { if (this.ignored.length < 20) this.ignored.push([typed.slice(0, 60), why]); }
}

function join(kind, items) {
  const flat = [], seen = new Set();
  for (const item of items) {
    for (const one of item.kind === kind ? item.items : [item]) {
      const key = JSON.stringify(one);
      if (!seen.has(key)) flat.push(one);
      seen.add(key);
    }
  }
  return flat.length > 1 ? { kind, items: flat } : flat[0] ?? null;
}

function readAll(reading) {
  const items = [];
  while (reading.peek() !== "end") {
    if (reading.peek() === "close") {
      reading.take();
      if (!reading.deep) reading.ignore(")", "no bracket is open here");
      reading.deep = Math.max(0, reading.deep - 1);
    }
    const node = readOr(reading, 0);
    if (node) items.push(node);
  }
  return join("and", items);
}

function readOr(reading, depth) {
  const items = [];
  for (;;) {
    const node = readAnd(reading, depth);
    if (node) items.push(node);
    if (reading.peek() !== "or") return join("or", items);
    const token = reading.take();
    if (!node) reading.ignore(token.text, "there is nothing before it to choose from");
    else if (["end", "close"].includes(reading.peek())) reading.ignore(token.text, "nothing follows it");
  }
}

function readAnd(reading, depth) {
  const items = [];
  for (let kind = reading.peek(); kind !== "or" && kind !== "end"; kind = reading.peek()) {
    if (kind === "close" && !reading.deep) break;
    if (kind === "close") {
      reading.take();
      reading.deep -= 1;
    } else if (kind === "and") {
      const token = reading.take();
      if (!items.length || ["end", "close", "or"].includes(reading.peek())) reading.ignore(token.text, "it stands between two words");
    } else {
      const node = readNot(reading, depth);
      if (node) items.push(node);
    }
  }
  return join("and", items);
}

function readNot(reading, depth) {
  let denied = false, token = null;
  while (reading.peek() === "not") {
    token = reading.take();
    denied = !denied;
  }
  if (token && reading.peek() === "filter") {
    const inner = reading.take(), name = inner.name.replace(/^-+/, "");
    readFilter(reading, { ...inner, name: denied ? `-${name}` : inner.name });
    return null;
  }
  const node = readChain(reading, depth);
  if (!node && token && !reading.dropped) reading.ignore(token.text, "there is nothing after it to leave out");
  return denied && node ? (node.kind === "not" ? node.item : { kind: "not", item: node }) : node;
}

function readChain(reading, depth) {
  let left = readPrimary(reading, depth);
  const pairs = [];
  while (reading.peek() === "tilde") {
    const tilde = reading.take();
    const right = ["end", "close", "or", "and"].includes(reading.peek()) ? null : readPrimary(reading, depth);
    const one = asTerm(left), other = asTerm(right);
    if (one && other) pairs.push({ kind: "near", terms: [one, other], distance: distance(reading, tilde.value) });
    else {
      distance(reading, tilde.value);
      reading.ignore(tilde.text, "it stands between two words or phrases");
      pairs.push(...[pairs.length ? null : left, right].filter(Boolean));
    }
    left = right;
  }
  return pairs.length ? join("and", pairs) : left;
}

function asTerm(node) {
  if (node?.kind === "term") return node;
  if (node?.kind !== "or" || node.items.some((item) => item.kind !== "term")) return null;
  const [first] = node.items;
  if (node.items.some((item) => item.exact !== first.exact || item.prefix !== first.prefix)) return null;
  return { ...first, typed: node.items.map((item) => item.typed).join(" or "), ways: node.items.flatMap((item) => item.ways) };
}

function distance(reading, digits) {
  const asked = digits ? Number(digits) : NEAR;
  if (asked > FARTHEST) reading.ignore(digits, `words are near within ${FARTHEST} words at most, so it was read as ${FARTHEST}`);
  return Math.min(asked, FARTHEST);
}

function readPrimary(reading, depth) {
  const kind = reading.peek();
  if (["end", "close", "or", "and", "not"].includes(kind)) return null;
  const token = reading.take();
  if (kind === "open") return readGroup(reading, depth);
  if (kind === "near") return readNear(reading, token);
  if (kind === "filter") readFilter(reading, token);
  if (kind === "tilde") reading.ignore(token.text, "it stands between two words or phrases");
  return ["comma", "tilde", "filter"].includes(kind) ? null : readTerm(reading, token);
}

function readGroup(reading, depth) {
  if (depth + 1 >= DEEPEST) {
    reading.deep += 1;
    reading.ignore("(", `brackets are read ${DEEPEST} deep; those deeper inside make no difference`);
    return null;
  }
  const node = readOr(reading, depth + 1);
  if (reading.peek() === "close") reading.take();
  else reading.ignore("(", "the bracket is not closed; it was read as if it were, at the end");
  return node;
}

function readNear(reading, opening) {
  const terms = [];
  let far = null;
  while (!["close", "end"].includes(reading.peek())) {
    const token = reading.take();
    if (token.kind === "comma") {
      if (reading.peek() === "word" && /^\d+$/.test(reading.tokens[reading.at].text)) far = distance(reading, reading.take().text.slice(0, 6));
    } else if (["word", "name", "quoted", "exact"].includes(token.kind)) {
      const node = readTerm(reading, token);
      if (node?.kind === "term") terms.push(node);
    } else reading.ignore(token.text, "inside NEAR( ) stand words and phrases only");
  }
  if (reading.peek() === "close") reading.take();
  if (terms.length > 1) return { kind: "near", terms, distance: far ?? NEAR };
  reading.ignore(opening.text, "NEAR needs two words or more");
  return terms[0] ?? null;
}

function readTerm(reading, typed) {
  const exact = typed.kind === "exact";
  let token = typed;
  if (exact) {
    if (!["word", "quoted"].includes(reading.peek())) {
      reading.ignore(token.text, "a word or a phrase must follow at once");
      return null;
    }
    token = reading.take();
  }
  if (reading.terms >= MOST_TERMS) {
    reading.dropped = true;
    return null;
  }
  const node = token.kind === "name" ? readName(reading, token) : token.kind === "quoted" ? readQuoted(reading, token, exact) : readWord(reading, token, exact);
  reading.terms += node?.kind === "and" ? node.items.length : 1;
  return node;
}

function exactly(typed) {
  const own = words(typed);
  return own.length ? [own] : [];
}

const listed = (ways) => [...ways.values()].map((one) => one.way);

function readQuoted(reading, token, exact) {
  let inside = token.text.replace(/\*+$/, "").replace(/^"+|"+$/g, "").trim();
  const prefix = token.text.endsWith("*") || inside.endsWith("*");
  inside = inside.replace(/[* ]+$/, "");
  const ways = exact || prefix ? null : reading.lexicon.phraseForms(inside);
  return makeTerm(reading, token, inside, ways, exact, prefix);
}

function readWord(reading, token, exact) {
  const pieces = [...token.text.matchAll(/[^:*]+\*?(?=:|$)|[^:*]+/g)].map((match) => match[0]);
  if (pieces.length >= 2 && !/^https?:/i.test(token.text)) {
    return join("and", pieces.map((text) => readWord(reading, { ...token, text }, exact)).filter(Boolean));
  }
  const typed = token.text.replace(/^\*+|\*+$/g, "");
  const prefix = token.text.endsWith("*") && typed !== "";
  if (token.text.startsWith("*") && typed) reading.ignore("*", `a star goes at the end: ${typed}* finds words that begin so`);
  const symbol = SYMBOL.exec(typed);
  if (symbol) {
    const number = String(Number(symbol[1] || symbol[3]));
    return { kind: "term", typed, ways: [symbol[2] ? [number, symbol[2]] : [number]], exact: false, prefix: false, phrase: !!symbol[2] };
  }
  const bare = exact || prefix ? typed : typed.replace(/(?<=\p{L})(?:'s|(?<=s)')$/iu, "");
  return makeTerm(reading, token, typed, exact || prefix ? null : reading.lexicon.forms(bare), exact, prefix);
}

function makeTerm(reading, token, typed, known, exact, asPrefix) {
  let ways = known ? listed(known) : exactly(typed), prefix = asPrefix;
  if (!ways.length) {
    reading.ignore(token.text, token.text === '"' ? "the quotation mark is not closed, so what follows was read as words" : "there is no letter or digit in it");
    return null;
  }
  const last = ways[0][ways[0].length - 1];
  if (prefix && last.length < 3 && ++reading.short > MOST_SHORT) {
    reading.ignore(token.text, `at most ${MOST_SHORT} beginnings of one or two letters are looked for`);
    return null;
  }
  if (ways[0].length > LONGEST_PHRASE) {
    reading.ignore(token.text, `only its first ${LONGEST_PHRASE} words are looked for`);
    ways = [ways[0].slice(0, LONGEST_PHRASE)];
    prefix = false;
  } else if (known?.size > 1) reading.also.push([typed, [...known.values()].slice(1).map((one) => one.shown)]);
  return { kind: "term", typed, ways, exact, prefix, phrase: ways[0].length > 1 };
}

function readName(reading, token) {
  const { lexicon } = reading, { tables } = lexicon, name = words(token.text).join(" ");
  const alias = tables.aliases[Object.hasOwn(tables.names, name) ? tables.names[name] : tables.capitals[token.text]];
  const own = alias.typed.includes(token.text) ? [] : listed(lexicon.phraseForms(token.text)), ways = [], seen = new Set();
  for (const way of [...own, ...alias.ways]) {
    if (!seen.has(way.join(" "))) ways.push(way);
    seen.add(way.join(" "));
  }
  const typed = new Set(own.map((way) => way.join(" ")));
  const also = alias.forms.filter((form) => !typed.has(words(form).join(" ")));
  if (also.length) reading.also.push([token.text, also]);
  return { kind: "term", typed: token.text, ways, exact: false, prefix: false, phrase: ways[0].length > 1 };
}

function readFilter(reading, token) {
  const name = token.name.replace(/^-+/, ""), denied = token.name.startsWith("-");
  for (const piece of name === "topic" || name === "title" ? [token.value] : token.value.split(",")) {
    const value = READERS[name](piece.trim());
    if (value === null) reading.ignore(token.text, `${name}: takes ${TAKES[name]}`);
    else reading.filters.push({ name, value, denied });
  }
}

// The whole

const REFERENCE = new RegExp(
  "^(?:(?:the\\s+)?(?:un(?:ited nations)?\\s+)?(?:sc|security council|unsc)?\\s*(?:S/RES/|resolution|res\\.?|unscr|scr)\\s*)?" +
    "(?<number>\\d{1,4})(?:\\s*\\((?<year>\\d{4})\\)|/(?<slash>(?:19|20)\\d\\d))?" +
    "(?:[,/\\s]+(?<part>op|oc|pp|para(?:graph)?s?\\.?|annex)?[/\\s]*(?<label>\\d{1,3})?(?<below>(?:[\\s/]*\\(?(?:[a-z]|[ivx]{1,4}|\\d{1,2})\\)?)*))?$",
  "i",
);
const PARAGRAPH_OF = /^(?:op|para(?:graph)?\.?)\s*(?<label>\d{1,3})(?<below>(?:\s*\([a-z]{1,4}\))*),?\s*(?:of\s+)?(?:the\s+)?(?:S\/RES\/|resolution|res\.?|unscr|scr)\s*(?<number>\d{1,4})(?:\s*\((?<year>\d{4})\))?$/i;

const IDLE_AROUND =
  /(?<![\w/])(?:united nations|(?:un )?security council|security|council|of|the|to|in|its|at|document|doc|no|nr|and|adopted|unanimously|by|on|dated|see|under|reference|ref|thereof|un|unsc|sc)(?![\w/])\.?/gi;

/* The resolution, or a paragraph of one, that all of the text refers to; the usual ways to write one alone. */
function readPlace(typed) {
  const text = typed.replace(IDLE_AROUND, " ").replace(/^[\s,.;:/"'#-]+|[\s,.;:/"'#-]+$/g, "").replace(/\s+/g, " ");
  const match = REFERENCE.exec(text) ?? PARAGRAPH_OF.exec(text);
  if (!match) return null;
  const { number, year, slash, part, label, below } = match.groups;
  if (label === undefined && (part || below?.trim())) return null;
  const steps = (below ?? "").match(/[a-z]+|\d+/gi) ?? [];
  const head = /^pp$/i.test(part ?? "") ? "pp" : /^annex$/i.test(part ?? "") ? null : "op";
  if (head === null) return null;
  return { number: Number(number), year: year ?? slash ?? "", path: label ? [head, Number(label), ...steps].join("/") : "" };
}

export function read(text, lexicon) {
  const used = clean(text.slice(0, 2 * MOST_CHARACTERS)).split(/\s+/).filter(Boolean).join(" ").slice(0, MOST_CHARACTERS);
  const reading = new Reading(joinNames(cut(used, lexicon.tables.filters), lexicon), lexicon);
  const filtered = reading.tokens.some((token) => token.kind === "filter");
  const place = filtered ? null : readPlace(used);
  const tree = place ? mention(used, place) : readAll(reading);
  return { text: used, tree, place, filters: reading.filters, ignored: reading.ignored, also: reading.also };
}

function mention(text, place) {
  const number = String(place.number);
  return { kind: "term", typed: text, ways: [place.year ? [number, place.year] : [number]], exact: false, prefix: false, phrase: !!place.year };
}

/* The parts searched: some of op, pp, annex; operative alone where the query does not say. */
export function partsOf(filters) {
  const every = ["op", "pp", "annex"];
  const asked = filters.filter((one) => one.name === "in" && !one.denied).map((one) => one.value);
  const denied = filters.filter((one) => one.name === "in" && one.denied).map((one) => one.value);
  const chosen = asked.includes("all") ? every : asked.length ? asked : denied.length ? every : ["op"];
  return new Set(chosen.filter((part) => !denied.includes(part)));
}

export const nearWays = (near) => (near.terms.some((term) => term.prefix && term.ways[0][term.ways[0].length - 1].length < 3) ? 2 : MOST_WAYS);
export const isLittle = (term) => LITTLE.has(term.ways[0][0]) && !(term.phrase || term.exact || term.prefix);

/* A query of nothing but words and filters, in which not every word need stand in the paragraph; null for any other. */
export function readPlain(asked, lexicon) {
  if (!asked.tree || asked.place || EXACT.test(asked.text)) return null;
  const terms = asked.tree.kind === "and" ? asked.tree.items : [asked.tree];
  if (terms.some((term) => term.kind !== "term" || term.exact || term.prefix)) return null;
  const wanted = [...readWanted(terms, lexicon)];
  const kept = wanted.filter((one) => one.table || !one.words.every((word) => IDLE.has(word)));
  const left = kept.length ? kept : wanted;
  return left.length ? left : null;
}

function* readWanted(terms, lexicon) {
  for (let at = 0; at < terms.length; ) {
    const [run, length] = longestRun(terms, at, lexicon);
    if (length) yield known(terms.slice(at, at + length), run, lexicon);
    else if (!saysNothing(terms[at])) yield single(terms[at], lexicon);
    at += length || 1;
  }
}

function longestRun(terms, at, lexicon) {
  let run = [], best = [[], 0];
  for (let length = 1; at + length <= terms.length; length++) {
    run = run.concat(words(terms[at + length - 1].typed));
    if (!lexicon.runs.has(run.join(" "))) break;
    if (lexicon.listed.some((table) => Object.hasOwn(table, run.join(" ")))) best = [run, length];
  }
  return best;
}

const saysNothing = (term) => term.ways[0].length === 1 && (LITTLE.has(term.ways[0][0]) || ASKING.has(term.ways[0][0])) && !term.phrase;

function known(terms, run, lexicon) {
  const { measures, popular, foreign, names, aliases } = lexicon.tables, key = run.join(" ");
  const kept = terms.filter((term) => !saysNothing(term));
  const node = join("and", kept.length ? kept : terms), typed = terms.map((term) => term.typed).join(" ");
  const [also, replace] = Object.hasOwn(measures, key) ? measures[key] : [[], false];
  if (Object.hasOwn(popular, key)) return { typed, node, words: run, table: "popular", also, replaced: false, places: popular[key] };
  if (Object.hasOwn(measures, key)) return { typed, node, words: run, table: "measure", also, replaced: replace, places: [] };
  const english = foreign[key], alias = aliases[names[words(english).join(" ")]];
  const ways = alias ? aliasForms(alias, lexicon) : listed(lexicon.phraseForms(english));
  const meant = { kind: "term", typed: english, ways, exact: false, prefix: false, phrase: true };
  return { typed, node: { kind: "or", items: [node, meant] }, words: run, table: "foreign", also: [], replaced: false, places: [] };
}

const aliasForms = (alias, lexicon) => alias.names.flatMap((form) => listed(lexicon.phraseForms(form)));

function single(term, lexicon) {
  const own = words(term.typed), { demonyms } = lexicon.tables;
  const others = own.length === 1 && Object.hasOwn(demonyms, own[0]) ? demonyms[own[0]] : [];
  return { typed: term.typed.replace(/[?!.,]+$/, ""), node: term, words: own, table: others.length ? "demonym" : "", also: others, replaced: false, places: [] };
}
