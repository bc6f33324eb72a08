// Le sommaire d’une longue page : ouvert quand la place y est, il dit la partie que l’on lit et y reste sous les yeux.
// Sans script, il se lit et mène de même.
import { unfold } from "./unfolding.js";

// La largeur à partir de laquelle il est une barre : contents.css a la même.
const WIDE = "(min-width:60rem)";
// On lit ce qui passe sous le haut de l’écran, et non ce qui commence à y entrer par le bas.
const READ = "-25% 0px -74% 0px";

/** @param {Piece} menu @param {Piece} link */
const mark = (menu, link) => {
  menu.querySelector("[aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  menu.querySelector("summary").dataset.ici = link.textContent;
  menu.scrollTo({ left: link.offsetLeft - (menu.clientWidth - link.offsetWidth) / 2 });
};

export const followContents = () => {
  /** @type {Piece | null} */
  const menu = document.querySelector(".cm-parties");
  if (!menu) return;
  const [fold, wide] = [menu.querySelector("details"), matchMedia(WIDE)];
  unfold(fold, wide);
  menu.classList.add("cm-parties--suit");
  /** @type {Map<Element, Piece>} */
  const links = new Map();
  const watched = new IntersectionObserver(
    (seen) => {
      const last = seen.filter((one) => one.isIntersecting).pop();
      const link = last && links.get(last.target);
      if (link) mark(menu, link);
    },
    { rootMargin: READ },
  );
  for (const link of menu.querySelectorAll("a")) {
    const part = document.querySelector(link.getAttribute("href"));
    if (!part) continue;
    links.set(part, link);
    watched.observe(part);
    // Sur un écran étroit, le choix fait, il rend la place.
    link.addEventListener("click", () => {
      if (!wide.matches) fold.open = false;
    });
  }
};
