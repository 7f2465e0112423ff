/* Words of paragraphs one after another, as numbers, and which paragraphs have what is looked for: one pass a phrase. */

import { product } from "./words.js";
import { isLittle, nearWays } from "./query.js";

export class Vocabulary {
  constructor(text) {
    this.words = [""];
    this.exact = new Map();
    this.stems = new Map();
    for (const line of text.split("\n")) {
      const [word, stem = word] = line.split(" "), number = this.words.length;
      this.words.push(word);
      this.exact.set(word, number);
      if (!this.stems.has(stem)) this.stems.set(stem, []);
      this.stems.get(stem).push(number);
    }
    this.masks = new Map();
  }

  /* Which words are meant by one typed: a byte for each; null where none is. */
  mask(word, how) {
    const key = `${how}${word}`;
    if (!this.masks.has(key)) {
      const found = this.numbers(word, how), mask = found.length ? new Uint8Array(this.words.length) : null;
      for (const number of found) mask[number] = 1;
      if (this.masks.size > 500) this.masks.clear();
      this.masks.set(key, mask);
    }
    return this.masks.get(key);
  }

  numbers(word, how) {
    if (how === "begins") return this.words.flatMap((one, number) => (number && one.startsWith(word) ? [number] : []));
    if (how === "exact") return this.exact.has(word) ? [this.exact.get(word)] : [];
    return this.stems.get(stem(word)) ?? [];
  }
}

export class Stream {
  /* `bytes` as written; a paragraph is so many texts, which no phrase crosses. */
  constructor(bytes, vocabulary, texts) {
    let size = 0, ends = 0;
    for (const byte of bytes) if (byte < 128) size++;
    const words = new Uint16Array(size);
    for (let i = 0, at = 0; i < bytes.length; i++) {
      let number = bytes[i] & 127;
      for (let shift = 7; bytes[i] > 127; shift += 7) number |= (bytes[++i] & 127) << shift;
      if (!number) ends++;
      words[at++] = number;
    }
    const starts = new Uint32Array(ends + 1);
    for (let i = 0, seen = 0; i < size; i++) if (!words[i]) starts[++seen] = i + 1;
    Object.assign(this, { words, starts, texts, vocabulary, count: ends / texts });
  }

  /* Which cells of so many texts each have what a tree asks for: a byte for each. */
  find(node, texts = this.texts) {
    const cells = this.starts.length - 1;
    if (node.kind === "term") {
      const found = new Uint8Array(cells / texts);
      for (const way of node.ways) this.mark(found, this.masksOf(way, node), texts);
      return found;
    }
    if (node.kind === "near") return this.findNear(node, texts);
    if (node.kind === "not") return this.find(node.item, texts).map((byte) => 1 - byte);
    return node.items.map((item) => this.find(item, texts)).reduce((all, one) => {
      for (let i = 0; i < all.length; i++) all[i] = node.kind === "and" ? all[i] & one[i] : all[i] | one[i];
      return all;
    });
  }

  masksOf(way, { exact, prefix }) {
    return way.map((word, i) => this.vocabulary.mask(word, prefix && i === way.length - 1 ? "begins" : exact || prefix ? "exact" : "stem"));
  }

  mark(found, masks, texts) {
    if (masks.some((mask) => !mask)) return;
    const { words, starts } = this, [first, ...rest] = masks;
    for (let cell = 0; cell < found.length; cell++) {
      if (found[cell]) continue;
      const end = starts[(cell + 1) * texts];
      next: for (let i = starts[cell * texts]; i < end; i++) {
        if (!first[words[i]]) continue;
        for (let j = 0; j < rest.length; j++) if (!rest[j][words[i + 1 + j]]) continue next;
        found[cell] = 1;
        break;
      }
    }
  }

  has(way, term) {
    const masks = this.masksOf(way, term);
    if (masks.some((mask) => !mask)) return false;
    return this.positions(masks, true).length > 0;
  }

  positions(masks, one = false) {
    if (masks.some((mask) => !mask)) return [];
    const { words } = this, [first, ...rest] = masks, found = [];
    next: for (let i = 0; i < words.length; i++) {
      if (!first[words[i]]) continue;
      for (let j = 0; j < rest.length; j++) if (!rest[j][words[i + 1 + j]]) continue next;
      found.push(i);
      if (one) break;
    }
    return found;
  }

  /* As FTS5 has it: with the last of the phrases beginning at some word, each begins no more than its length and the
     distance before it. */
  findNear(near, texts) {
    const found = new Uint8Array((this.starts.length - 1) / texts), exact = near.terms.some((term) => term.exact || term.prefix);
    const lists = near.terms.map((term) => {
      const there = term.ways.length > 1 ? term.ways.filter((way) => this.has(way, term)) : term.ways;
      return (there.length ? there : term.ways.slice(0, 1)).map((way) => ({ way, term }));
    });
    let made = 0;
    for (const chosen of product(lists)) {
      if (made++ >= nearWays(near)) break;
      const rows = chosen.map(({ way, term }) => ({ length: way.length, at: this.positions(this.masksOf(way, exact ? { ...term, exact: true } : term)) }));
      for (const cell of this.cellsNear(rows, near.distance, texts)) found[cell] = 1;
    }
    return found;
  }

  *cellsNear(rows, distance, texts) {
    for (const last of rows) {
      const before = rows.map(() => 0);
      for (const end of last.at) {
        const text = this.textOf(end), start = this.starts[text];
        const fits = rows.every((row, k) => {
          while (before[k] < row.at.length && row.at[before[k]] < Math.max(start, end - row.length - distance)) before[k]++;
          return before[k] < row.at.length && row.at[before[k]] <= end;
        });
        if (fits) yield Math.floor(text / texts);
      }
    }
  }

  textOf(place) {
    let low = 0, high = this.starts.length - 1;
    while (low < high - 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= place) low = middle;
      else high = middle;
    }
    return low;
  }
}

export function withoutLittle(tree) {
  if (tree?.kind !== "and") return null;
  const kept = tree.items.filter((item) => !(item.kind === "term" && isLittle(item)));
  if (kept.length === tree.items.length || !kept.some((item) => item.kind === "term" || item.kind === "near")) return null;
  return kept.length > 1 ? { kind: "and", items: kept } : kept[0];
}

// Stems: the algorithm of M. F. Porter, 1980, with his later changes, as SQLite has it

const shape = (word) => [...word].map((letter, i, all) => ("aeiou".includes(letter) ? "v" : letter === "y" && i && shapeAt(all, i - 1) === "c" ? "v" : "c")).join("");
const shapeAt = (all, i) => ("aeiou".includes(all[i]) ? "v" : all[i] === "y" && i && shapeAt(all, i - 1) === "c" ? "v" : "c");
const measure = (word) => (shape(word).match(/v+c+/g) ?? []).length;
const hasVowel = (word) => shape(word).includes("v");
const endsShort = (word) => /cvc$/.test(shape(word)) && !/[wxy]$/.test(word);
const doubled = (word) => /([^aeiou])\1$/.test(word);

const STEP2 = "ational:ate tional:tion enci:ence anci:ance izer:ize logi:log bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble";
const STEP3 = "icate:ic ative: alize:al iciti:ic ical:ic ful: ness:";
const STEP4 = "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize";
const pairs = (text) => text.split(" ").map((pair) => pair.split(":")).sort((a, b) => b[0].length - a[0].length);
const TABLE2 = pairs(STEP2), TABLE3 = pairs(STEP3), TABLE4 = pairs(STEP4);

function replaced(word, table, least) {
  for (const [ending, instead = ""] of table) {
    if (word.endsWith(ending)) {
      const rest = word.slice(0, -ending.length);
      return measure(rest) > least && (ending !== "ion" || /[st]$/.test(rest)) ? rest + instead : word;
    }
  }
  return word;
}

export function stem(typed) {
  if (typed.length < 3 || typed.length > 64) return typed;
  let word = typed;
  if (/(?:ss|i)es$/.test(word)) word = word.slice(0, -2);
  else if (/[^s]s$/.test(word)) word = word.slice(0, -1);
  if (word.endsWith("eed")) {
    if (measure(word.slice(0, -3)) > 0) word = word.slice(0, -1);
  } else {
    const ended = /(?:ed|ing)$/.exec(word);
    if (ended && hasVowel(word.slice(0, ended.index))) {
      word = word.slice(0, ended.index);
      if (/(?:at|bl|iz)$/.test(word)) word += "e";
      else if (doubled(word) && !/[lsz]$/.test(word)) word = word.slice(0, -1);
      else if (measure(word) === 1 && endsShort(word)) word += "e";
    }
  }
  if (word.endsWith("y") && hasVowel(word.slice(0, -1))) word = `${word.slice(0, -1)}i`;
  word = replaced(replaced(replaced(word, TABLE2, 0), TABLE3, 0), TABLE4, 1);
  if (word.endsWith("e")) {
    const rest = word.slice(0, -1);
    if (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) word = rest;
  }
  return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
}
