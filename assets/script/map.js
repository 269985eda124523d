// The map of the area. Without it the area is picked by the same boxes: each municipality has one, in the list of its province, and it
// alone says whether the municipality is chosen. The map, what is found and what is chosen show the boxes and press them. It is a
// module, so that its names are its own.

/** A text as it is compared; the service does the same with what a municipality is found by. */
const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const saints = new Map([["st", "saint"], ["sint", "saint"], ["sankt", "saint"], ["ste", "sainte"]]);
/** The same with one word for every saint. */
const withSaints = (text) =>
  text
    .split(" ")
    .map((word) => saints.get(word) ?? word)
    .join(" ");

function bringToLife(area, map) {
  const part = (name) => area.querySelector(`[data-${name}]`);
  const [chosen, found, name, zoom] = ["chosen", "found", "name", "zoom"].map(part);
  const find = area.querySelector("input[name=find]");
  const words = new Map([...area.querySelectorAll("data")].map((one) => [one.value, one.textContent]));
  const order = new Intl.Collator(document.documentElement.lang);

  // Every box into the list of its province, where it belongs.
  for (const one of area.querySelectorAll("li[data-province]")) {
    const list = area.querySelector(`[data-list="${one.dataset.province}"] ul`);
    const label = one.firstElementChild;
    label.className = "pick";
    const after = [...list.children].find((other) => order.compare(other.textContent, label.textContent) > 0);
    list.insertBefore(one, after ?? null);
  }
  const places = new Map();
  for (const box of area.querySelectorAll("input[name=place]")) {
    const called = box.parentElement.textContent.trim();
    const shape = map.querySelector(`[data-place="${box.value}"]`);
    const province = box.closest("[data-list]").dataset.list;
    places.set(box.value, { box, called, shape, province, keys: shape.dataset.keys });
  }
  const provinces = [...area.querySelectorAll("[data-list]")].map((list) => ({
    code: list.dataset.list,
    whole: list.querySelector("input[name=province]"),
    tally: list.querySelector("[data-tally]"),
    places: [...places.values()].filter((place) => place.province === list.dataset.list),
  }));

  /** A box that presses the place's own: in what was found. */
  function standIn(place) {
    const item = document.createElement("li");
    const label = document.createElement("label");
    label.className = "pick";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = place.box.checked;
    box.dataset.for = place.box.value;
    label.append(box, ` ${place.called}`);
    item.append(label);
    return item;
  }

  /** A button that takes the place out again. */
  function chip(place) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.dataset.for = place.box.value;
    button.textContent = place.called;
    button.setAttribute("aria-label", area.dataset.remove.replace("#", place.called));
    item.append(button);
    return item;
  }

  /** Shows what the boxes say. */
  function show() {
    const picked = [...places.values()].filter((place) => place.box.checked);
    picked.sort((a, b) => order.compare(a.called, b.called));
    chosen.replaceChildren(...picked.map(chip));
    part("count").textContent = picked.length;
    part("none").hidden = picked.length > 0;
    for (const { box, shape } of places.values()) shape.classList.toggle("chosen", box.checked);
    for (const box of found.querySelectorAll("input")) box.checked = places.get(box.dataset.for).box.checked;
    for (const province of provinces) {
      const count = province.places.filter((place) => place.box.checked).length;
      province.tally.textContent = count;
      province.whole.checked = count === province.places.length;
      province.whole.indeterminate = count > 0 && !province.whole.checked;
    }
    const nationwide = area.querySelector("input[value=nationwide]").checked;
    const asked = new Set(picked.flatMap((place) => place.shape.dataset.languages.split(" ")));
    const named = [...words].filter(([code]) => nationwide || asked.has(code)).map(([, called]) => called);
    const said = named.join(", ") || area.dataset.noLanguages;
    // What has not changed is not said again.
    if (part("languages").textContent !== said) part("languages").textContent = said;
  }

  function turn(some, on) {
    for (const { box } of some) box.checked = on;
    // Who picks a municipality does not mean the whole country.
    if (on) area.querySelector("input[value=places]").checked = true;
    show();
  }

  function search() {
    const wanted = plain(find.value);
    const either = [wanted, withSaints(wanted)];
    const stands = (keys, before, after) => either.some((one) => keys.includes(before + one + after));
    const ranks = [["|", "|"], ["|", ""], [" ", ""]];
    const rank = ({ keys }) => ranks.findIndex(([before, after]) => stands(keys, before, after));
    const enough = wanted.length >= Number(area.dataset.shortest);
    const hits = enough ? [...places.values()].map((place) => [rank(place), place]).filter(([at]) => at >= 0) : [];
    hits.sort(([a, one], [b, other]) => a - b || order.compare(one.called, other.called));
    found.replaceChildren(...hits.map(([, place]) => standIn(place)));
    const { hits: count, noHits } = area.dataset;
    part("said").textContent = !enough ? "" : hits.length ? count.replace("#", hits.length) : noHits;
  }

  // What is pointed at is drawn once more, above its neighbours' lines.
  const outline = map.querySelector("path.lines").cloneNode();
  outline.setAttribute("class", "pointed");
  outline.removeAttribute("d");
  map.append(outline);
  function point(place) {
    name.textContent = place?.called ?? "";
    if (place) outline.setAttribute("d", place.shape.getAttribute("d"));
    else outline.removeAttribute("d");
  }

  const whole = map.getAttribute("viewBox");
  function look(code) {
    zoom.value = code;
    const shapes = provinces.find((province) => province.code === code)?.places.map(({ shape }) => shape.getBBox());
    if (!shapes) return map.setAttribute("viewBox", whole);
    const least = (edge) => Math.min(...shapes.map(edge));
    const [left, top] = [least((box) => box.x), least((box) => box.y)];
    const width = -least((box) => -box.x - box.width) - left;
    const height = -least((box) => -box.y - box.height) - top;
    const room = Math.max(width, height) / 20;
    map.setAttribute("viewBox", [left - room, top - room, width + 2 * room, height + 2 * room].join(" "));
  }

  const drawn = (event) => places.get(event.target.dataset?.place);
  map.addEventListener("click", (event) => {
    const place = drawn(event);
    if (!place) return;
    point(place);
    // A finger is wider than a municipality on a map of the whole country.
    if (event.pointerType === "touch" && !zoom.value) look(place.province);
    else turn([place], !place.box.checked);
  });
  map.addEventListener("pointerover", (event) => point(drawn(event)));
  map.addEventListener("pointerleave", () => point());
  zoom.addEventListener("change", () => look(zoom.value));

  const shown = (event) => places.get(event.target.dataset.for ?? (event.target.name === "place" && event.target.value));
  area.addEventListener("focusin", (event) => point(shown(event)));
  area.addEventListener("focusout", () => point());
  area.addEventListener("change", (event) => {
    const { name, value, checked } = event.target;
    const place = shown(event);
    if (place) return turn([place], checked);
    if (name === "province") turn(provinces.find((one) => one.code === value).places, checked);
    if (name === "reach") show();
  });
  chosen.addEventListener("click", (event) => {
    const place = places.get(event.target.closest("button")?.dataset.for);
    if (!place) return;
    const at = [...chosen.children].indexOf(event.target.closest("li"));
    turn([place], false);
    // Who goes through them by keyboard stays among them.
    const next = chosen.children[at] ?? chosen.lastElementChild;
    (next?.firstElementChild ?? find).focus();
  });
  find.addEventListener("input", search);
  find.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  area.querySelector("button[value=find]").addEventListener("click", (event) => {
    event.preventDefault();
    search();
  });

  part("figure").querySelector("img").replaceWith(map);
  part("caption").hidden = false;
  search();
  show();
  // Whoever comes back finds the boxes as they left them.
  addEventListener("pageshow", show);
}

for (const area of document.querySelectorAll("[data-area]")) {
  fetch(area.dataset.map)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
    .then((text) => {
      const map = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      // The boxes say the same to who does not see it.
      map.setAttribute("aria-hidden", "true");
      bringToLife(area, document.importNode(map, true));
    });
}
