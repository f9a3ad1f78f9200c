// Say quietly that something new came in; never move the list under somebody's hand.

import { get } from "./post.js";

const fresh = document.querySelector("#fresh");
const known = fresh.dataset.version; // of the list when the page was made

async function look() {
  try {
    const said = await get("/coach/api/inbox");
    fresh.textContent =
      said.version === known ? "" : "The inbox has changed. Reload the page to see it.";
  } catch (error) {
    fresh.textContent = error.message;
  }
}

look();
setInterval(look, 10_000);
