// The server's events: each is the newest content of a topic.
import { apply, clear, close } from "./store.js";

const RETRY = 5000; // milliseconds
const pill = document.getElementById("connection");

function tell(text, kind) {
  pill.textContent = text;
  pill.className = `pill ${kind}`;
}

export function listen() {
  const source = new EventSource("events");
  let fresh = false;
  source.addEventListener("open", () => {
    fresh = true; // the server tells everything again
    tell("connected", "good");
  });
  source.addEventListener("message", (event) => {
    if (fresh) {
      fresh = false;
      clear();
    }
    apply(JSON.parse(event.data));
  });
  source.addEventListener("error", () => {
    tell("connection lost, trying again", "warn");
    if (source.readyState === EventSource.CLOSED) { // the browser gives up, for one after an answer such as 503
      setTimeout(listen, RETRY);
    }
  });
  source.addEventListener("closed", () => {
    source.close();
    tell("closed by the program", "");
    close();
  });
}
