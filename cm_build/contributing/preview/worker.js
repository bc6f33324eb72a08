// Le fil de l’aperçu : il charge Python et le programme du site, puis dessine ce qu’on lui confie. Il n’envoie rien.
/** @type {Promise<(request: object) => object> | null} */
let ready = null;

/** @param {string} etape @param {number} avance */
const say = (etape, avance) => postMessage({ etape, avance });

// Un réseau qui demande à se connecter répond une page à la place du fichier : elle n’est ni lue, ni gardée.
/** @param {Response} response */
const isOurs = (response) => response.ok && !/text\/html/.test(response.headers.get("content-type") ?? "");

// Le navigateur garde le programme : la prochaine fois, il n’est plus téléchargé.
/** @param {Record<string, string>} given */
const keeping = async ({ python, programme }) => {
  if (!self.caches) return;
  const store = await caches.open("commune-mesure");
  /** @param {string} url */
  const wanted = (url) => url.startsWith(python) || url === programme;
  for (const { url } of await store.keys()) if (!wanted(url)) await store.delete(url);
  const plain = self.fetch.bind(self);
  self.fetch = async (resource, options) => {
    const url = resource instanceof Request ? resource.url : String(resource);
    if (!wanted(url)) return plain(resource, options);
    const known = await store.match(url);
    if (known) return known;
    const response = await plain(resource, options);
    if (isOurs(response)) await store.put(url, response.clone()).catch(() => undefined);
    return response;
  };
};

/** @param {string} url */
const file = async (url) => {
  const response = await fetch(url);
  if (!isOurs(response)) throw new Error("un fichier du site n’a pas répondu");
  return response;
};

/** @param {Record<string, string>} moteur */
const start = async (moteur) => {
  await keeping(moteur).catch(() => undefined);
  say("Chargement…", 5);
  // Python attendrait sans fin un fichier qui ne vient pas : on s’assure d’abord qu’ils viennent tous.
  await Promise.all(["pyodide.asm.wasm", "python_stdlib.zip"].map((name) => file(moteur.python + name)));
  say("Préparation…", 50);
  const { loadPyodide } = await import(`${moteur.python}pyodide.mjs`);
  const [python, program, neighbours] = await Promise.all([
    loadPyodide({ indexURL: moteur.python }),
    file(moteur.programme).then((response) => response.arrayBuffer()),
    file(moteur.voisins).then((response) => response.text()),
  ]);
  python.unpackArchive(program, "zip", { extractDir: "/programme" });
  say("Préparation du dessin…", 75);
  python.runPython("import sys; sys.path[:0] = ['/programme/paquets', '/programme']");
  const studio = python.pyimport("cm_build.contributing.preview.studio");
  const answer = studio.open_studio("/programme/data", neighbours);
  say("Dessin…", 90);
  return (/** @type {object} */ request) => JSON.parse(answer(JSON.stringify(request)));
};

self.onmessage = async ({ data: { id, moteur, ...request } }) => {
  try {
    ready ??= start(moteur);
    const draw = await ready;
    postMessage({ id, ...draw(request) });
  } catch (error) {
    ready = null;
    console.warn(error);
    // Ce qui a été gardé est peut-être abîmé : la prochaine fois, tout est demandé de nouveau.
    await self.caches?.delete("commune-mesure").catch(() => undefined);
    postMessage({ id, echec: true, problemes: [], html: "" });
  }
};
