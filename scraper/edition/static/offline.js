/* Pages that were read, and the search, are kept by the browser, where the one who put up the site chose that. */
const root = document.documentElement.dataset.static;
navigator.serviceWorker?.register(`${root}/keeper.js`, { scope: `${root}/` });
