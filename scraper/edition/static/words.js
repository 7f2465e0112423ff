/* Words as the index cuts them, and every way in which a typed one may be printed. The tables are those of the program. */

const APOSTROPHES = /[‘’‛ʼʹ´`′＇]/g;
const QUOTES = /[“”„‟«»″＂]/g;
const HYPHENS = /[‐‑‒–—―−⁃﹣－]/g;
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060\ufeff\u202a-\u202e]/g;
const UNTYPEABLE = /[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" };
const NEVER_Z = new Set(
  ("adv advert appra bru chast circumc compr comprom conc cru dem desp dev disenfranch disgu enfranch enterpr exc exerc " +
    "expert franch improv inc lia likew merchand otherw parad pract pra prec prem prom rev superv surm surpr telev treat"
  ).split(" "),
);
const PREFIXES = ["non", "anti", "counter", "multi", "semi"];
const ENDINGS = ["s", "ed", "d", "ing", "able", "ly", "hood", "er", "ers"];
const ISE = /^(\p{L}{3,})(i[sz])(e|ed|es|er|ers|ing|ings|able|ation|ations|ational|ement|ements)$/u;
const YSE = /^(anal|paral|catal)(y[sz])(e|ed|es|er|ers|ing)/u;

function typography(text) {
  return text.replace(APOSTROPHES, "'").replace(QUOTES, '"').replace(HYPHENS, "-").replace(INVISIBLE, "");
}

export function clean(text) {
  const safe = text.replace(UNTYPEABLE, " ");
  return typography(typography(safe.toWellFormed ? safe.toWellFormed() : safe).normalize("NFKC"));
}

export function words(text) {
  return clean(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
}

const plain = (word) => word.replace(/[ßæœøđðłþı]/g, (letter) => LETTERS[letter]);

function otherMark(match) {
  return match[1] + match[2][0] + (match[2][1] === "s" ? "z" : "s") + match[3];
}

function byRule(word) {
  const yse = YSE.exec(word);
  if (yse) return otherMark(yse);
  const ise = ISE.exec(word);
  return ise && !NEVER_Z.has(ise[1]) ? otherMark(ise) : null;
}

/* The same for `recognises` and `recognizes`: with a z where there is a choice. */
export function oneSpelling(word) {
  const other = byRule(word);
  return other && other > word ? other : word;
}

/* Some ways to print a thing, each once: a list of words, by these words. */
class Ways extends Map {
  add(way, shown) {
    const key = way.join(" ");
    if (!this.has(key)) this.set(key, { way, shown });
    return this;
  }
}

export class Lexicon {
  constructor(tables) {
    this.tables = tables;
    this.apart = new Set(tables.apart);
    const whole = [...Object.keys(tables.names), ...tables.apart, ...tables.apart.map((form) => `${form}s`)];
    this.beginnings = beginnings(whole);
    this.longest = Math.max(...Object.keys(tables.names).map((name) => name.split(" ").length));
    this.listed = [tables.measures, tables.popular, tables.foreign];
    this.runs = beginnings(this.listed.flatMap((table) => Object.keys(table)));
  }

  isApart(run) {
    const last = run[run.length - 1];
    return this.apart.has(run.join(" ")) || this.apart.has([...run.slice(0, -1), last.replace(/s$/, "")].join(" "));
  }

  spellingsOf(word) {
    const table = this.tables.spellings;
    if (Object.hasOwn(table, word)) return table[word];
    for (const ending of ENDINGS) {
      const stem = word.slice(0, -ending.length);
      if (word.endsWith(ending) && Object.hasOwn(table, stem)) {
        return table[stem].map(([way, shown]) => [[...way.slice(0, -1), way[way.length - 1] + ending], shown + ending]);
      }
    }
    return [];
  }

  forms(typed) {
    const own = words(typed), ways = new Ways();
    if (!own.length) return ways;
    const joined = plain(own.join(""));
    ways.add(own, typed);
    if (own.length > 1 && /^[\p{L}\p{N}]+(?:[-'.][\p{L}\p{N}]+)+[.']?$/u.test(clean(typed))) ways.add([own.join("")], own.join(""));
    for (const [way, shown] of this.spellingsOf(joined)) ways.add(way, shown);
    ways.add(own.map(plain), joined);
    for (const { way } of [...ways.values()]) {
      for (const other of respelled(way)) ways.add(other, other.join(" "));
    }
    const prefix = own.length === 1 && PREFIXES.find((one) => joined.startsWith(one) && joined.length - one.length >= 4);
    if (prefix) ways.add([prefix, joined.slice(prefix.length)], `${prefix}-${joined.slice(prefix.length)}`);
    return ways;
  }

  phraseForms(typed, limit = 8) {
    const parts = clean(typed).split(/\s+/).filter(Boolean).map((part) => [...this.forms(part).values()]).filter((of) => of.length);
    const ways = new Ways();
    if (!parts.length) return ways;
    let made = 0;
    for (const chosen of product([...parts].reverse())) {
      if (made++ >= limit) break;
      const row = [...chosen].reverse();
      ways.add(row.flatMap((one) => one.way), row.map((one) => one.shown).join(" "));
    }
    return ways;
  }
}

function beginnings(names) {
  const found = new Set();
  for (const name of names) {
    const steps = name.split(" ");
    for (let length = 1; length <= steps.length; length++) found.add(steps.slice(0, length).join(" "));
  }
  return found;
}

function* respelled(way) {
  let made = 0;
  for (const row of product(way.map((word) => [word, byRule(word)].filter(Boolean)))) {
    if (made && made < 4) yield row;
    if (++made >= 4) return;
  }
}

/* As itertools.product: the last changes first. */
export function* product(lists) {
  const at = lists.map(() => 0);
  for (;;) {
    yield at.map((place, i) => lists[i][place]);
    let i = lists.length - 1;
    while (i >= 0 && ++at[i] === lists[i].length) at[i--] = 0;
    if (i < 0) return;
  }
}
