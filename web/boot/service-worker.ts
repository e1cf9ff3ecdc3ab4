// Keeps the whole site for a day without wifi. The packer puts the list of files and a name for this edition in place of the two words
// below, so that every edition is another worker.
//
// An edition's files are fetched together and kept together. The next edition waits until no page of this one is open: a page never
// finds the files of another. Online, a page that is opened anew comes from the network all the same, and brings its own files.
const EDITION = "__EDITION__";
const FILES: readonly string[] = JSON.parse('"__FILES__"');

/** How long the network may think about a page, in milliseconds: wifi that is there and leads nowhere is no reason to wait. */
const PATIENCE = 4000;
const PREFIX = "svcplay-";

const scope = self as unknown as ServiceWorkerGlobalScope;
const root = new URL("./", scope.location.href);

scope.addEventListener("install", (event) => event.waitUntil(keep()));
scope.addEventListener("activate", (event) => event.waitUntil(begin()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(root.href)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (isLasting(request.url)) event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  else event.respondWith(freshOrKept(request));
});

/** Fetches every file of this edition. */
async function keep(): Promise<void> {
  const cache = await caches.open(PREFIX + EDITION);
  // What has its hash in its name may come from the browser's own cache; for the rest somebody has to look.
  await cache.addAll(FILES.map((file) => new Request(new URL(file, root), { cache: isLasting(file) ? "default" : "no-cache" })));
}

/** Forgets other editions, and serves pages that are open already. */
async function begin(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== PREFIX + EDITION);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** Whether a file has its content's hash in its name. */
function isLasting(address: string): boolean {
  return address.includes("assets/");
}

/** The page itself, whatever stands behind its `?`. */
async function page(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const index = new URL("index.html", root);
  // A directory of its own, such as that of the rules, may have another index.
  if (pathname !== root.pathname && pathname !== index.pathname) return freshOrKept(request);
  return freshOrKept(request, new Request(index));
}

/** From the network if it answers in time, else as kept. */
async function freshOrKept(request: Request, kin: Request = request): Promise<Response> {
  const fresh = fetch(request);
  const found = await kept(kin);
  if (!found) return fresh;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(found), PATIENCE));
  return Promise.race([fresh.catch(() => found), late]);
}

async function kept(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(PREFIX + EDITION);
  return cache.match(request, { ignoreSearch: true });
}
