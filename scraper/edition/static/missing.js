/* The address of a paragraph leads to its anchor on the page of the resolution, where hosts do not see to that. */
const root = document.documentElement.dataset.static;
const place = /^(\/S\/RES\/\d+\(\d{4}\))\/((?:op|pp|annex-\d+)(?:\/[^/.]+)*)\/?$/.exec(
  decodeURIComponent(location.pathname).slice(root.length),
);
if (place) location.replace(`${root}${place[1]}#${place[2]}`);
