// @ts-check
// Reads a page again once its file has changed. `cm serve` alone gives it; no published page has it.
const own = /** @type {HTMLElement | null} */ (document.querySelector("script[data-empreinte]"));
const RESET = 205;
const PAUSE = 1000;

/** Ask whether this page has changed: the answer waits until it has, or comes back with nothing new. */
async function changed() {
  const asked = new URLSearchParams({ page: location.pathname, empreinte: own?.dataset.empreinte ?? "" });
  const answer = await fetch(`/.changement?${asked}`);
  return answer.status === RESET;
}

async function follow() {
  for (;;) {
    try {
      if (await changed()) {
        location.reload();
        return;
      }
    } catch {
      // The server stopped, or starts again.
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }
}

follow();
