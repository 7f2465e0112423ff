/* Answers queries as the edition's search does, under Node: node static_search.mjs SITE_DIR < QUERIES.json > ANSWERS.json

   Its scripts are copied beside a note that they are modules, which Node asks for and browsers do not. */

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import zlib from "node:zlib";

const editions = path.join(path.resolve(process.argv[2]), "-", "edition");
const folder = path.join(editions, fs.readdirSync(editions).find((one) => fs.existsSync(path.join(editions, one, "engine.js"))));
const copied = fs.mkdtempSync(path.join(os.tmpdir(), "edition-"));
for (const name of fs.readdirSync(folder).filter((one) => one.endsWith(".js"))) fs.copyFileSync(path.join(folder, name), path.join(copied, name));
fs.writeFileSync(path.join(copied, "package.json"), '{"type": "module"}');
const { Engine } = await import(pathToFileURL(path.join(copied, "engine.js")));
fs.rmSync(copied, { recursive: true });

function load(name) {
  const body = fs.readFileSync(path.join(folder, name));
  return name.endsWith(".json") ? JSON.parse(body) : new Uint8Array(zlib.gunzipSync(body));
}

const engine = await new Engine(load).open(), answers = [];
for (const { q } of JSON.parse(fs.readFileSync(0))) {
  const begun = performance.now(), answer = await engine.answer(q), milliseconds = performance.now() - begun;
  const places = answer.hits.map((hit) => engine.describe(hit)).map((one) => `${one.number} ${one.path}`);
  answers.push({ places, milliseconds });
}
process.stdout.write(JSON.stringify(answers));
