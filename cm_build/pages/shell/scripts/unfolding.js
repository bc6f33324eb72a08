/**
 * Ouvrir un repli quand la place y est. La feuille de style montre déjà ce qui est replié ; ceci le dit aussi aux outils d’assistance.
 * @param {HTMLDetailsElement | null} details
 * @param {MediaQueryList} wide
 */
export const unfold = (details, wide) => {
  const fit = () => {
    if (details) details.open = wide.matches;
  };
  fit();
  wide.addEventListener("change", fit);
};
