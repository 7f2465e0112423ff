/* The page of a search: what was typed stands in its address, what is found is asked of the worker and written here. */

const SIZE = 20, LONGEST = 360, BEFORE = 90;
const { root, paragraphs } = document.getElementById("found").dataset;
const asked = new URLSearchParams(location.search), q = asked.get("q") ?? "", asTyped = asked.has("without");
const number = Math.max(1, Number.parseInt(asked.get("page"), 10) || 1);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const count = (many, one) => `${many.toLocaleString("en")} ${one}${many === 1 ? "" : "s"}`;
const symbol = (of) => `S/RES/${of.number} (${of.year})`;
const page = (of) => `${root}/S/RES/${of.number}(${of.year})`;

function placeOf(of) {
  if (!of.path) return page(of);
  return paragraphs === "pages" && /^op\/[^/]+$/.test(of.path) ? `${page(of)}/${of.path}` : `${page(of)}#${of.path}`;
}

function sayPath(path) {
  const [part, ...labels] = path.split("/"), said = labels.map((label, i) => (i ? `(${label})` : label)).join(" ");
  if (part === "op") return `paragraph ${said}`;
  return part === "pp" ? `preambular paragraph ${said}` : `annex ${part.slice(6)}, ${said}`;
}

function link(changes, text, more = {}) {
  const query = new URLSearchParams({ q, ...(asTyped ? { without: "*" } : {}), ...changes });
  return element("a", { href: `?${query}`, ...more }, text);
}

function words(text) {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    start: match.index, end: match.index + match[0].length,
    plain: match[0].normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(),
  }));
}

/* The words of a paragraph with everything below it, around the first that was looked for, with these marked. */
function excerpt(clauses, path, marks) {
  const mine = clauses.filter((one) => one.path === path || one.path.startsWith(`${path}/`));
  const text = mine.map((one, i) => (i && one.label ? `${one.label} ${one.text}` : one.text)).join(" ");
  const found = words(text).filter((word) => marks.has(word.plain));
  const rare = found.find((word) => word.plain.length > 3) ?? found[0];
  let start = rare && rare.start > LONGEST - BEFORE ? text.lastIndexOf(" ", rare.start - BEFORE) + 1 : 0;
  let end = start + LONGEST < text.length ? text.lastIndexOf(" ", start + LONGEST) : text.length;
  if (end <= start) [start, end] = [0, text.length];
  const made = element("p", { className: "words" }), label = mine[0]?.label;
  if (label) made.append(element("span", { className: "label" }, label), " ");
  if (start) made.append("… ");
  for (const word of found.filter((one) => one.start >= start && one.end <= end)) {
    made.append(text.slice(start, word.start), element("mark", {}, text.slice(word.start, word.end)));
    start = word.end;
  }
  made.append(text.slice(start, end), end < text.length ? " …" : "");
  return made;
}

function result(hit, marks) {
  const facts = element("p", { className: "facts" }, hit.adopted ? element("time", { dateTime: hit.adopted }, sayDay(hit.adopted)) : String(hit.year));
  if (hit.seven) facts.append(" ", element("span", { className: "tag" }, "Chapter VII"));
  if (hit.title) facts.append(" ", element("span", { className: "about" }, hit.title.slice(0, 160)));
  const item = element("li", {}, element("h2", {}, element("a", { href: placeOf(hit) }, `${symbol(hit)}, ${sayPath(hit.path)}`)), facts);
  fetch(`${page(hit)}.json`).then((answer) => answer.json()).then(
    (data) => item.append(excerpt(data.clauses, hit.path, marks)),
    () => item.append(element("p", { className: "words" }, "These words are not kept here: they come with the network.")),
  );
  return item;
}

function sayDay(iso) {
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

function heading(answer) {
  const said = answer.total ? count(answer.total, "paragraph") : answer.place ? "No paragraph with these words" : "Nothing found";
  const head = element("header", { className: "found" }, element(answer.place ? "h2" : "h1", {}, said));
  if (answer.total > 1) head.firstChild.append(" ", element("small", {}, `in ${count(answer.resolutions, "resolution")}`));
  for (const [typed, others] of answer.also.slice(0, 8)) {
    head.append(element("p", { className: "read" }, `“${typed}” also finds ${others.map((one) => `“${one}”`).join(", ")}.`));
  }
  for (const [typed, why] of answer.ignored.slice(0, 10)) head.append(element("p", { className: "read warn" }, element("q", {}, typed), `: ${why}.`));
  if (answer.note) head.append(element("p", { className: "read" }, answer.note));
  if (answer.plain || asTyped) {
    const way = asTyped ? element("a", { href: `?${new URLSearchParams({ q })}` }, "Look for other words and in titles too") : link({ without: "*" }, "Every word in the paragraph itself");
    head.append(element("p", { className: "read step" }, way));
  }
  head.append(element("p", { className: "read" }, "Searched in your browser: newest first, not by weight; misspelt words are not corrected."));
  return head;
}

function paging(answer) {
  const pages = Math.ceil(answer.total / SIZE), nav = element("nav", { className: "paging", ariaLabel: "Pages of results" });
  if (number > 1) nav.append(link({ page: number - 1 }, "← Previous", { rel: "prev" }));
  nav.append(element("ol", {}, element("li", {}, element("b", { ariaCurrent: "page" }, `${number} of ${pages}`))));
  if (number < pages) nav.append(link({ page: number + 1 }, "Next →", { rel: "next" }));
  return pages > 1 ? nav : "";
}

function show(answer) {
  const found = document.getElementById("found"), marks = new Set(answer.marks);
  const hits = element("div", { className: "hits" });
  if (answer.shown.length) hits.append(element("ol", { start: (number - 1) * SIZE + 1 }, ...answer.shown.map((hit) => result(hit, marks))), paging(answer));
  found.replaceChildren(element("div", { className: "results" }, ...[answer.place && showPlace(answer.place)].filter(Boolean), heading(answer), hits));
  document.title = `${q.slice(0, 60)} · Security Council resolutions`;
}

function showPlace(place) {
  const name = symbol(place) + (place.path ? `, ${sayPath(place.path)}` : "");
  return element("section", { className: "place" }, element("h1", {}, element("a", { href: placeOf(place) }, name)), element("p", {}, place.title));
}

function say(words) {
  document.getElementById("found").replaceChildren(element("p", { className: "lead", role: "status" }, words));
}

if (q.trim()) {
  document.querySelector("article.help")?.remove();
  document.getElementById("found").hidden = false;
  document.querySelectorAll('input[name="q"]').forEach((field) => { field.value = q; });
  say("Loading the words of all resolutions, two megabytes, once …");
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }) => (data.failed ? say(`The search did not work: ${data.failed}`) : show(data)));
  worker.addEventListener("error", () => say("This browser cannot search here: it runs no module in a worker."));
  worker.postMessage({ id: 1, q, page: number, size: SIZE, asTyped });
}
