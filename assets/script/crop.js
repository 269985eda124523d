// Moves a photo's frame by a finger or a mouse: the numbers follow, and the crops with them. Without this, the numbers are typed.
"use strict";

/** Where the middle of the face stands in a crop, from its top: as the posters have it. */
const FACE_AT = 0.42;

for (const photo of document.querySelectorAll("[data-crop]")) {
  const [width, height] = [Number(photo.dataset.width), Number(photo.dataset.height)];
  const whole = photo.querySelector("[data-whole]");
  const ring = photo.querySelector("[data-ring]");
  const [x, y] = [photo.querySelector("[data-x]"), photo.querySelector("[data-y]")];
  if (!x || !y) continue;

  const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

  /** Shows what the numbers say. */
  const show = () => {
    const [left, top] = [(Number(x.value) / 1000) * width, (Number(y.value) / 1000) * height];
    ring.setAttribute("cx", left);
    ring.setAttribute("cy", top);
    for (const crop of photo.querySelectorAll("[data-ratio]")) {
      const [across, down] = crop.dataset.ratio.split(":").map(Number);
      const wanted = across / down;
      const wide = width / height > wanted;
      const [w, h] = wide ? [height * wanted, height] : [width, width / wanted];
      const from = [clamp(left - w / 2, 0, width - w), clamp(top - h * FACE_AT, 0, height - h)];
      crop.setAttribute("viewBox", [...from, w, h].map(Math.round).join(" "));
    }
  };

  const move = (event) => {
    const place = whole.getBoundingClientRect();
    x.value = Math.round(clamp((event.clientX - place.left) / place.width, 0, 1) * 1000);
    y.value = Math.round(clamp((event.clientY - place.top) / place.height, 0, 1) * 1000);
    show();
  };

  whole.classList.add("movable");
  whole.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    whole.setPointerCapture(event.pointerId);
    move(event);
  });
  whole.addEventListener("pointermove", (event) => {
    if (whole.hasPointerCapture(event.pointerId)) move(event);
  });
  x.addEventListener("input", show);
  y.addEventListener("input", show);
}
