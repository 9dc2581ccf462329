/* Keeps the calculators for a device without a connection: their pages, style, scripts, letters and table of numbers.
   Pages are fetched without cookies, so that what is kept is nobody's; nothing that was typed or answered is kept. */
"use strict";

const KEPT = "mgcds-calculators";
const HOME = new URL("./", self.location).pathname;
const CONSTANTS = HOME + "constants.json";
const LANGUAGE = HOME + "?language";

self.addEventListener("install", function (event) {
  event.waitUntil(refresh().then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("message", function (event) {
  if (event.data.refresh) event.waitUntil(refresh().catch(function () {}));
  if (event.data.language) event.waitUntil(remember(event.data.language));
});

self.addEventListener("fetch", function (event) {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  event.respondWith(fromNetwork(request).catch(function (failure) { return stored(request, failure); }));
});

// The server's answer; one that says that the server is not there counts as none.
async function fromNetwork(request) {
  const answer = await fetch(request);
  if (answer.status >= 502 && answer.status <= 504) throw new Error("unreachable");
  const language = answer.headers.get("Content-Language");
  if (request.mode === "navigate" && answer.ok && language) {
    await remember(language);
  }
  return answer;
}

// In which language the pages were read last.
async function remember(language) {
  const kept = await caches.open(KEPT);
  await kept.put(LANGUAGE, new Response(language));
}

async function stored(request, failure) {
  const kept = await caches.open(KEPT);
  const path = new URL(request.url).pathname;
  const language = await kept.match(LANGUAGE);
  const page = language && await kept.match(pageKey(path, await language.text()));
  const found = page || await kept.match(pageKey(path, "en")) || await kept.match(path);
  if (found) return found;
  throw failure;
}

function pageKey(path, language) {
  return path + "?in=" + language;
}

// --- what is kept ------------------------------------------------------------------------------------------------

async function get(address, language) {
  const headers = language ? { "Accept-Language": language } : {};
  const answer = await fetch(address, { credentials: "omit", cache: "no-store", headers: headers });
  if (!answer.ok || answer.redirected) throw new Error(address);
  // read to its end at once: answers left half read would hold the connections that the others wait for
  return new Response(await answer.blob(), { status: answer.status, headers: answer.headers });
}

// Ask whether the knowledge still holds; where anything changed, fetch all anew before the old is let go.
async function refresh() {
  const answer = await get(CONSTANTS);
  const now = await answer.clone().json();
  const kept = await caches.open(KEPT);
  const before = await kept.match(CONSTANTS);
  if (!before || (await before.json()).stamp !== now.stamp) await fetchAll(kept, now.files);
  await kept.put(CONSTANTS, answer);
}

async function fetchAll(kept, files) {
  const wanted = files.static.map(function (path) { return [path, path, ""]; });
  files.pages.forEach(function (path) {
    files.languages.forEach(function (language) { wanted.push([pageKey(path, language), path, language]); });
  });
  const answers = await Promise.all(wanted.map(function (each) { return get(each[1], each[2]); }));
  await Promise.all(wanted.map(function (each, place) { return kept.put(each[0], answers[place]); }));
  const held = new Set(wanted.map(function (each) { return new URL(each[0], self.location).href; }));
  held.add(new URL(CONSTANTS, self.location).href).add(new URL(LANGUAGE, self.location).href);
  const all = await kept.keys();
  await Promise.all(all.filter(function (request) { return !held.has(request.url); }).map(function (request) { return kept.delete(request); }));
}
