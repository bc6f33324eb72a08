// Les photos : réduites et redessinées ici. Redessiner n’en garde que les pixels : ni lieu, ni heure, ni appareil.
const LONGEST = 2000;
const reduced = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = element("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  // Une photo transparente est posée sur du blanc : le JPEG n’a pas de transparence.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("photo vide"))), "image/jpeg", 0.86);
  });
};
const addPhotos = async (q, input) => {
  const taken = new Set([...q.box.querySelectorAll(".cm-photo")].map((one) => one.dataset.fichier));
  let refused = 0;
  const room = Number(q.box.dataset.max) - taken.size;
  // Une photo qui n’est plus sur l’appareil retrouve sa place et sa légende quand on la choisit à nouveau.
  const again = [...input.files].filter((file) => waitingFor(q, `${stemOf(file)}.jpg`));
  const fresh = [...input.files].filter((file) => !again.includes(file));
  const left = Math.max(0, fresh.length - room);
  for (const file of [...again, ...fresh.slice(0, Math.max(0, room))]) {
    try {
      const blob = await reduced(file);
      const stem = stemOf(file);
      const name = waitingFor(q, `${stem}.jpg`) ? `${stem}.jpg` : freeName(stem, taken);
      taken.add(name);
      keepPhoto(name, blob);
      const line = waitingFor(q, name);
      if (line) showMissing(line);
      else addPhoto(q, { fichier: name });
    } catch {
      refused += 1;
    }
  }
  input.value = "";
  keepQuestion(q, draft.document);
  saveSoon();
  const said = [
    refused ? `${plural(refused, "fichier n’a pas pu être lu", "fichiers n’ont pas pu être lus")} : choisissez des photos JPEG, PNG ou WebP.` : "",
    left ? `${plural(left, "photo n’a pas été prise", "photos n’ont pas été prises")} : ${q.box.dataset.max} au plus.` : "",
  ].filter(Boolean).join(" ");
  const note = q.box.querySelector("[data-photos-etat]");
  note.textContent = spaced(said);
  announce(said || "Photos ajoutées. Décrivez chacune en une phrase.");
  q.box.querySelector(".cm-photo:last-child input")?.focus();
};
// Des noms que certains ordinateurs gardent pour eux.
const OF_WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const stemOf = (file) => {
  const given = slug(file.name.replace(/\.[^.]*$/, "")) || "photo";
  return OF_WINDOWS.test(given) ? `photo-${given}` : given;
};
const freeName = (stem, taken) => {
  let name = `${stem}.jpg`;
  for (let rank = 2; taken.has(name); rank += 1) name = `${stem}-${rank}.jpg`;
  return name;
};
const waitingFor = (q, name) => [...q.box.querySelectorAll(".cm-photo[data-absente]")].find((line) => line.dataset.fichier === name) ?? null;
// Une photo citée que cet appareil n’a pas (effacée, ou restée ailleurs) se dit à sa place.
const showMissing = (line) => {
  const name = line.dataset.fichier;
  const picture = line.querySelector("img");
  if (photoUrls.has(name)) picture.src = photoUrls.get(name);
  picture.hidden = !photoUrls.has(name);
  line.toggleAttribute("data-absente", !photoUrls.has(name));
  line.querySelector("[data-manque]").textContent = photoUrls.has(name) ? "" : spaced(`${name} n’est pas sur cet appareil : choisissez-la à nouveau, sa légende l’attend.`);
};
const addPhoto = (q, photo) => {
  const id = `photo-${slug(photo.fichier)}-${(lineNumber += 1)}`;
  const picture = element("img", { alt: "", src: photoUrls.get(photo.fichier) ?? false });
  const cell = (key, label, max) => element("p", {}, element("label", { for: `${id}-${key}`, text: label }),
    element("input", { type: "text", id: `${id}-${key}`, "data-cle": key, "data-longueur": max, autocomplete: "off", value: typeof photo[key] === "string" ? photo[key] : "" }));
  const drop = element("button", { type: "button", class: "cm-lien", text: `Retirer ${photo.fichier}` });
  const line = element("li", { class: "cm-photo", "data-fichier": photo.fichier }, picture,
    element("div", {}, element("p", { class: "cm-q__note", "data-manque": true }), cell("texte", "Que voit-on ? (pour les personnes qui ne voient pas l’image)", 300), cell("credit", "Qui l’a prise ? (facultatif)", 120),
      element("p", { class: "cm-q__note", text: "Si l’on reconnaît quelqu’un, demandez son accord." }), drop));
  line.rest = restOf(photo, ["fichier", "texte", "credit"]);
  drop.addEventListener("click", () => {
    line.remove();
    forgetPhoto(photo.fichier);
    keepQuestion(q, draft.document);
    saveSoon();
    announce(`La photo ${photo.fichier} est retirée.`);
    q.box.querySelector("input[type=file]").focus();
  });
  q.box.querySelector("[data-photos]").append(line);
};
const showPhotos = (q, photos) => {
  q.box.querySelector("[data-photos]").replaceChildren();
  for (const photo of photos) if (typeof photo.fichier === "string") addPhoto(q, photo);
};
const loadPhotos = async () => {
  const q = questions.get(donnees.photos);
  if (!q) return;
  for (const line of q.box.querySelectorAll(".cm-photo")) {
    const name = line.dataset.fichier;
    const blob = photoUrls.has(name) ? null : await photoBlob(name);
    if (blob && !photoUrls.has(name)) photoUrls.set(name, URL.createObjectURL(blob));
    showMissing(line);
  }
};
const photoSize = async (name) => {
  const blob = await photoBlob(name);
  if (!blob) return null;
  try {
    const picture = await createImageBitmap(blob);
    const size = { width: picture.width, height: picture.height };
    picture.close();
    return size;
  } catch {
    return null;
  }
};
