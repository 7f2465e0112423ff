/* The search, beside the page: told a query, it says what is found. */

import { Engine } from "./engine.js";

async function load(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  if (name.endsWith(".json")) return answer.json();
  const body = new Uint8Array(await answer.arrayBuffer());
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body; // a host that says what it is has the browser unpack it
  return new Uint8Array(await new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

const opened = new Engine(load).open();

addEventListener("message", async ({ data: { id, q, page, size, asTyped } }) => {
  try {
    const engine = await opened, answer = await engine.answer(q, asTyped);
    const resolutions = new Set(answer.hits.map((hit) => engine.describe(hit).number)).size;
    const { asked, place, note, plain } = answer, { shown, marks } = engine.page(answer, page, size);
    postMessage({ id, total: answer.hits.length, resolutions, shown, marks, place, note, plain: !!plain, ignored: asked.ignored, also: asked.also });
  } catch (error) {
    postMessage({ id, failed: String(error.message ?? error) });
  }
});
