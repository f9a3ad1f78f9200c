// The telephone: what its owner would see, and beside it what the house knows.

import { withLinks } from "./links.js";
import { get, post } from "./post.js";

const bench = document.querySelector("#bench");
const told = document.querySelector("#told");
const texts = document.querySelector("#texts");
const { csrf, debtor } = bench.dataset;
const EVERY = 500; // milliseconds between looks
let version = "";

function bubble(text) {
  const entry = document.createElement("div");
  const words = document.createElement("span");
  // "in" is what the telephone wrote: the direction is the house's.
  entry.className = text.direction;
  words.append(...(text.direction === "in" ? [text.body] : withLinks(text.body)));
  words.lang = text.language;
  entry.append(words);
  const who = document.createElement("span");
  who.className = "unseen";
  who.textContent = text.direction === "in" ? "You: " : "Received: ";
  entry.prepend(who);
  return entry;
}

function showTexts(found) {
  const atEnd = texts.scrollHeight - texts.scrollTop - texts.clientHeight < 60;
  const shown = new Set([...texts.children].map((entry) => entry.dataset.sid));
  texts.querySelector(".nothing")?.remove();
  for (const text of found) {
    if (shown.has(text.sid)) continue;
    const entry = bubble(text);
    entry.dataset.sid = text.sid;
    texts.append(entry);
  }
  if (!texts.children.length) {
    const nothing = document.createElement("div");
    nothing.className = "nothing";
    nothing.textContent = "No messages yet. Send today's reminders, or write first.";
    texts.append(nothing);
  }
  if (atEnd) texts.scrollTop = texts.scrollHeight;
}

async function look() {
  const query = new URLSearchParams({ debtor, seen: version });
  const said = await get(`/phone/api/state?${query}`);
  document.querySelector("#clock").textContent = said.clock_says;
  if (said.unchanged) return;
  version = said.version;
  showTexts(said.texts);
  document.querySelector("#ledger").innerHTML = said.ledger_html; // our own templates,
  document.querySelector("#door").innerHTML = said.door_html; // escaped on the server
}

async function keepLooking() {
  try {
    await look();
    if (told.dataset.away) {
      told.textContent = "";
      delete told.dataset.away;
    }
  } catch (error) {
    told.textContent = error.message;
    told.dataset.away = "yes";
  }
  setTimeout(keepLooking, document.hidden ? EVERY * 6 : EVERY);
}

async function order(address, body) {
  told.textContent = "";
  try {
    const said = await post(address, csrf, body);
    told.textContent = said.says ?? "";
    await look();
    return true;
  } catch (error) {
    told.textContent = error.message;
    return false;
  }
}

for (const button of document.querySelectorAll("[data-move]")) {
  button.addEventListener("click", () =>
    order("/phone/api/clock", {
      move: button.dataset.move,
      at: document.querySelector("#at").value,
      debtor,
    }),
  );
}
document.querySelector("#remind").addEventListener("click", async (event) => {
  event.target.disabled = true;
  await order("/phone/api/reminders", {});
  event.target.disabled = false;
});

const write = document.querySelector("#write");
if (write) {
  const words = write.querySelector("textarea");
  const send = write.querySelector("button");
  write.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!words.value.trim() || send.disabled) return;
    send.disabled = true;
    const kept = words.value;
    if (await order("/phone/api/send", { debtor, text: kept })) words.value = "";
    send.disabled = false;
    words.focus();
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      write.requestSubmit();
    }
  });
  for (const button of document.querySelectorAll("[data-try]")) {
    button.addEventListener("click", () => {
      words.value = button.dataset.try;
      words.focus();
    });
  }
  keepLooking();
}
