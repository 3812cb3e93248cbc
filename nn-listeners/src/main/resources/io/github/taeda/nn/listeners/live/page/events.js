// The server's events: each is the newest content of a topic.
import { apply, clear } from "./store.js";

function tell(text, kind) {
  const pill = document.getElementById("connection");
  pill.textContent = text;
  pill.className = `pill ${kind}`;
}

export function listen() {
  const source = new EventSource("events");
  source.addEventListener("open", () => {
    clear(); // the server tells everything again
    tell("connected", "good");
  });
  source.addEventListener("message", (event) => apply(JSON.parse(event.data)));
  source.addEventListener("error", () => tell("connection lost, trying again", "warn"));
  source.addEventListener("closed", () => {
    source.close();
    tell("the program has ended", "");
    document.body.dataset.closed = "true";
    apply({ topic: { run: 0, kind: "closed", name: "" }, content: true });
  });
}
