/* A query answered from the files of the edition: the paragraphs that a server would count, the newest first. */

import { LITTLE, read, readPlain, partsOf, plainVerb } from "./query.js";
import { Stream, Vocabulary, withoutLittle } from "./stream.js";
import { Lexicon } from "./words.js";

const OPERATIVE = "operative", OTHERS = "others", COLUMNS = 4, TITLE = 0;

export class Engine {
  /* `load(name)` gives a file of the edition: bytes, or what its JSON holds. */
  constructor(load) {
    this.load = load;
    this.sides = {};
  }

  async open() {
    const [typed, language, resolutions, over] = await Promise.all(
      ["words.gz", "language.json", "resolutions.json", "over.gz"].map(this.load),
    );
    this.vocabulary = new Vocabulary(new TextDecoder().decode(typed));
    this.lexicon = new Lexicon(language);
    this.resolutions = resolutions.rows.map(([number, year, adopted, title, quality, titleWords, topics]) => ({ number, year, adopted, title, quality, titleWords, topics }));
    this.verbs = resolutions.verbs;
    this.places = new Map(this.resolutions.map((one, place) => [one.number, place]));
    this.topics = new Set(this.resolutions.flatMap((one) => one.topics));
    this.over = new Stream(over, this.vocabulary, COLUMNS);
    await this.side(OPERATIVE);
    return this;
  }

  async side(name) {
    if (!this.sides[name]) {
      const [bytes, facts] = await Promise.all([`${name}.gz`, `${name}.json`].map(this.load));
      this.sides[name] = { name, facts, stream: new Stream(bytes, this.vocabulary, 2) };
    }
    return this.sides[name];
  }

  /* What is found of a query: {read, hits: [{side, unit}], note}. */
  async answer(text, asTyped = false) {
    const asked = read(text, this.lexicon);
    if (asked.tree) this.addGlued(asked.tree);
    const place = asked.place && this.resolutions[this.places.get(asked.place.number)];
    if (place && !/^\d+$/.test(asked.text)) {
      asked.tree = { ...asked.tree, ways: [[String(place.number), String(place.year)], ["resolution", String(place.number)]], phrase: true };
    }
    const parts = partsOf(asked.filters), plain = asTyped ? null : readPlain(asked, this.lexicon);
    const sides = [];
    if (parts.has("op")) sides.push(await this.side(OPERATIVE));
    if (parts.has("pp") || parts.has("annex")) sides.push(await this.side(OTHERS));
    let hits = this.gather(sides, asked, parts, asked.tree, plain), note = "";
    const fewer = hits.length || plain ? null : withoutLittle(asked.tree);
    if (fewer) {
      hits = this.gather(sides, asked, parts, fewer, null);
      if (hits.length) note = "No paragraph has all of these words; those that say little were left out.";
    }
    return { asked, plain, hits, note, place: place ? { ...place, path: asked.place.path } : null };
  }

  gather(sides, asked, parts, tree, plain) {
    if (!tree && !asked.filters.length) return [];
    const passes = this.filter(asked.filters), wanted = plain?.map((one) => this.wanted(one));
    return sides.flatMap((side) => {
      const found = tree ? side.stream.find(tree) : new Uint8Array(side.facts.of.length).fill(1);
      if (wanted) this.widen(side, wanted, found);
      const units = [];
      for (let unit = 0; unit < found.length; unit++) {
        if (found[unit] && parts.has(partOf(side.facts.paths[unit])) && passes(side.facts, unit)) units.push({ side: side.name, unit });
      }
      return units;
    });
  }

  // What stands over paragraphs

  wanted(one) {
    const also = one.also.map((typed) => read(typed, this.lexicon).tree).filter(Boolean), over = new Uint8Array(this.resolutions.length);
    const own = this.over.find(one.node, 1), other = also.map((node) => this.over.find(node, 1));
    for (let place = 0; place < over.length; place++) {
      for (let column = 0; column < COLUMNS; column++) over[place] |= own[place * COLUMNS + column];
      for (const cells of other) over[place] |= cells[place * COLUMNS + TITLE];
    }
    for (const [number] of one.places) if (this.places.has(number)) over[this.places.get(number)] = 1;
    return { ...one, alsoNodes: also, over };
  }

  /* Into what is found comes what has each thing itself, in other words or over it, and one of them itself. */
  widen(side, wanted, found) {
    const { of, paths } = side.facts, any = new Uint8Array(of.length), all = new Uint8Array(of.length).fill(1);
    for (const one of wanted) {
      const own = one.replaced ? new Uint8Array(of.length) : side.stream.find(one.node);
      for (const node of one.alsoNodes) side.stream.find(node).forEach((byte, unit) => { own[unit] |= byte; });
      for (const [number, path] of one.places) {
        const place = this.places.get(number);
        for (let unit = of.indexOf(place); unit >= 0 && of[unit] === place; unit++) {
          if (path && (path === paths[unit] || path.startsWith(`${paths[unit]}/`))) own[unit] = 1;
        }
      }
      for (let unit = 0; unit < of.length; unit++) {
        any[unit] |= own[unit];
        all[unit] &= own[unit] | one.over[of[unit]];
      }
    }
    for (let unit = 0; unit < of.length; unit++) found[unit] |= any[unit] & all[unit];
  }

  // Words run together

  addGlued(node) {
    if (node.kind === "term" && !node.exact && !node.prefix) {
      const there = node.ways.filter((way) => node.ways.length === 1 || Object.values(this.sides).some((side) => side.stream.has(way, node)));
      for (const way of there.length ? there : node.ways.slice(0, 1)) node.ways = [...node.ways, ...runTogether(way, this.lexicon.tables.glued)];
    }
    (node.items ?? node.terms ?? (node.item ? [node.item] : [])).forEach((one) => this.addGlued(one));
  }

  // Filters

  filter(filters) {
    const tests = [...new Set(filters.map((one) => one.name))].filter((name) => name !== "in").map((name) => {
      const [asks, refuses] = [false, true].map((denied) => filters.filter((one) => one.name === name && one.denied === denied).map((one) => this.test(one)));
      return (facts, unit) => (!asks.length || asks.some((test) => test(facts, unit))) && !refuses.some((test) => test(facts, unit));
    });
    return (facts, unit) => tests.every((test) => test(facts, unit));
  }

  test({ name, value }) {
    const of = (facts, unit) => this.resolutions[facts.of[unit]];
    const between = (number) => value[0] <= number && number <= value[1];
    if (name === "year") return (facts, unit) => between(of(facts, unit).year);
    if (name === "res") return (facts, unit) => between(of(facts, unit).number);
    if (name === "ch7") return (facts, unit) => facts.seven[unit] === Number(value === "yes");
    if (name === "quality") return (facts, unit) => of(facts, unit).quality === value;
    if (name === "title") return (facts, unit) => of(facts, unit).titleWords.includes(` ${value} `);
    if (name === "verb") {
      const begins = `${plainVerb(value) || value} `;
      return (facts, unit) => this.verbs[facts.verbs[unit]].some((verb) => `${verb} `.startsWith(begins));
    }
    const wanted = ` ${value} `, whole = this.topics.has(wanted);
    return (facts, unit) => of(facts, unit).topics.some((topic) => (whole ? topic === wanted : topic.includes(wanted)));
  }

  // What is shown

  /* The hits of a page, the newest resolution first, and the words to mark in them. */
  page(answer, number, size) {
    const newest = answer.hits.map((hit) => ({ ...hit, ...this.describe(hit) })).sort((a, b) => b.number - a.number || a.at - b.at);
    return { shown: newest.slice((number - 1) * size, number * size), marks: answer.asked.tree ? [...this.marks(answer.asked.tree, answer.plain)] : [] };
  }

  describe({ side, unit }) {
    const { facts } = this.sides[side], of = this.resolutions[facts.of[unit]];
    return { ...of, path: facts.paths[unit], seven: facts.seven[unit] === 1, at: side === OPERATIVE ? unit + 1e6 : unit };
  }

  *marks(node, plain) {
    for (const term of node.kind === "near" ? node.terms : node.kind === "term" ? [node] : []) {
      for (const way of term.ways) {
        for (const mask of this.sides[OPERATIVE].stream.masksOf(way, term)) {
          if (mask) for (let number = 1; number < mask.length; number++) if (mask[number]) yield this.vocabulary.words[number];
        }
      }
    }
    for (const item of node.items ?? []) if (item.kind !== "not") yield* this.marks(item, plain);
  }
}

function partOf(path) {
  return path.startsWith("op/") ? "op" : path.startsWith("pp/") ? "pp" : "annex";
}

function* runTogether(way, glued) {
  if (way.length === 1 && LITTLE.has(way[0])) return;
  for (const [token, before, after] of glued) {
    if (way[0] === after) yield [token, ...way.slice(1)];
    if (way[way.length - 1] === before) yield [...way.slice(0, -1), token];
    for (let i = 0; i < way.length - 1; i++) {
      if (way[i] === before && way[i + 1] === after) yield [...way.slice(0, i), token, ...way.slice(i + 2)];
    }
  }
}
