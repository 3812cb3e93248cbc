import { onScheme } from "./colors.js";
import { listen } from "./events.js";
import { changed, onChange, selected, store, visibleRuns } from "./store.js";
import { showCharts } from "./charts.js";
import { showConfusion } from "./confusion.js";
import { connectControls, showControls } from "./controls.js";
import { showLayers } from "./layers.js";
import { showPictures } from "./pictures.js";
import { showRuns } from "./runs.js";
import { showTiles } from "./tiles.js";

function show() {
  const run = selected();
  document.getElementById("empty").hidden = store.runs.size > 0 || store.pictures.length > 0;
  document.getElementById("run").hidden = !run;
  showRuns([...store.runs.values()], run);
  showPictures(store.pictures);
  showCharts(visibleRuns(), run);
  if (run) {
    showTiles(run);
    showControls(run);
    showLayers(run);
    showConfusion(run);
  }
}

let asked = false;
onChange(() => {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      show();
    });
  }
});
onScheme(changed);
connectControls();
listen();
