// De quoi écrire dans la page sans jamais y interpréter un texte : des éléments, des attributs, du texte.
const find = (id) => document.getElementById(id);
const element = (name, { text, ...attributes } = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
};

// Chaque fichier n’est demandé qu’une fois ; un échec peut être retenté.
const known = new Map();
const load = (address) => {
  if (!known.has(address)) {
    const asked = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    });
    asked.catch(() => known.delete(address));
    known.set(address, asked);
  }
  return known.get(address);
};

const save = (blob, name) => {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
