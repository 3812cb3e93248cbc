const section = document.getElementById("pictures");
const root = section.querySelector(".pictures");
const figures = new Map(); // by name

function newFigure(name) {
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  image.alt = name;
  const caption = document.createElement("figcaption");
  caption.textContent = name;
  figure.append(image, caption);
  root.append(figure);
  figures.set(name, figure);
  return figure;
}

export function showPictures(pictures) {
  section.hidden = pictures.length === 0;
  const names = new Set(pictures.map((picture) => picture.name));
  for (const [name, figure] of figures) {
    if (!names.has(name)) {
      figure.remove();
      figures.delete(name);
    }
  }
  for (const picture of pictures) {
    const image = (figures.get(picture.name) ?? newFigure(picture.name)).firstChild;
    const path = `${picture.path}?${picture.version}`;
    if (image.getAttribute("src") !== path) {
      image.src = path;
    }
  }
}
