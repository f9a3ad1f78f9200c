// The chat: words are shown at once as pending, stay until the server has them, and are sent
// again under the same id after a lost connection, so that nothing is lost and nothing is doubled.

import { withLinks } from "./links.js";

const chat = document.querySelector("#chat");
const log = document.querySelector("#log");
const state = document.querySelector("#state");
const form = document.querySelector("#write");
const words = document.querySelector("#words");
const says = chat.dataset;

const KEPT = "forbear.chat"; // this tab only: a shared computer should not remember a talk
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

const waiting = new Map(); // id → { text, bubble }
let socket = null;
let seen = 0;
let wait = FIRST_WAIT;
let over = false;

function kept() {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

function keep(token) {
  try {
    sessionStorage.setItem(KEPT, token);
  } catch {
    // Storage is switched off: the talk lasts as long as the page.
  }
}

function tell(sentence, away = false) {
  state.textContent = sentence;
  state.classList.toggle("away", away);
}

function bubble(text, mine) {
  const said = document.createElement("div");
  said.className = `said ${mine ? "mine" : "ours"}`;
  const who = document.createElement("span");
  who.className = "unseen";
  who.textContent = `${mine ? says.you : says.us}: `;
  const line = document.createElement("p");
  line.append(who, ...(mine ? [text] : withLinks(text)));
  said.append(line);
  return said;
}

function add(said) {
  log.querySelector(".nothing")?.remove();
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  log.append(said);
  if (atEnd || said.classList.contains("mine")) log.scrollTop = log.scrollHeight;
}

function note(said, sentence) {
  let small = said.querySelector("small");
  if (!small) {
    small = document.createElement("small");
    said.append(small);
  }
  small.textContent = sentence;
}

function shownAs(seq) {
  return log.querySelector(`[data-seq="${Number(seq)}"]`);
}

function show(line) {
  seen = Math.max(seen, line.seq);
  if (shownAs(line.seq)) return;
  const said = bubble(line.text || (line.files ? says.file : ""), line.from === "you");
  said.dataset.seq = line.seq;
  add(said);
}

function settle({ id, seq }) {
  const own = waiting.get(id);
  if (!own) return;
  waiting.delete(id);
  seen = Math.max(seen, seq);
  own.bubble.classList.remove("pending");
  if (shownAs(seq)) {
    own.bubble.remove(); // the history had it: the acknowledgement was lost, not the message
    return;
  }
  own.bubble.dataset.seq = seq;
  note(own.bubble, says.sent);
}

function refuse({ code, id }) {
  if (code === "too_fast" && waiting.has(id)) {
    tell(says.slow);
    setTimeout(() => hand(id), 2_000);
  } else if (id && waiting.has(id)) {
    const own = waiting.get(id);
    waiting.delete(id);
    own.bubble.classList.remove("pending");
    note(own.bubble, says.failed);
    words.value = words.value || own.text;
  } else {
    over = true;
    tell(says.ended, true);
  }
}

function hand(id) {
  const own = waiting.get(id);
  if (own && socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify({ type: "message", id, text: own.text }));
  }
}

function hear(said) {
  if (said.type === "hello") {
    keep(said.token);
    wait = FIRST_WAIT;
    tell(says.connected);
    for (const id of waiting.keys()) hand(id);
  } else if (said.type === "history" || said.type === "reply") {
    show(said);
  } else if (said.type === "ack") {
    settle(said);
    tell(says.connected);
  } else if (said.type === "error") {
    refuse(said);
  }
}

function connect() {
  const address = new URL(says.socket, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  socket = new WebSocket(address);
  socket.addEventListener("open", () => {
    const hello = { type: "hello", token: kept(), seq: seen, language: document.documentElement.lang };
    if (says.link) hello.k = says.link;
    socket.send(JSON.stringify(hello));
  });
  socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    if (over) return;
    tell(says.away, true);
    setTimeout(connect, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const said = bubble(text, true);
  said.classList.add("pending");
  note(said, says.pending);
  waiting.set(id, { text, bubble: said });
  add(said);
  words.value = "";
  words.focus();
  hand(id);
});

const attach = document.querySelector("#attach");
const file = document.querySelector("#file");
attach.addEventListener("click", () => file.click());
file.addEventListener("change", async () => {
  const [chosen] = file.files;
  if (!chosen || !kept()) return;
  tell(says.fileSending);
  attach.disabled = true;
  try {
    const answer = await fetch("/chat/files", {
      method: "POST",
      headers: {
        "Content-Type": "application/octet-stream",
        "X-Chat-Token": kept(),
        "X-Chat-Link": says.link,
        "X-Chat-Language": document.documentElement.lang,
      },
      body: chosen,
      credentials: "same-origin",
    });
    const told = await answer.json();
    if (answer.ok) {
      show({ seq: told.seq, from: "you", text: "", files: 1 });
      note(shownAs(told.seq), says.sent);
      tell(says.connected);
    } else {
      const why = { slow: says.slow, ended: says.ended, file_many: says.fileMany };
      tell(why[told.code] ?? says.fileWrong, true);
    }
  } catch {
    tell(says.fileWrong, true);
  }
  file.value = "";
  attach.disabled = false;
});

words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

addEventListener("online", () => {
  wait = FIRST_WAIT;
});

const nothing = bubble(says.empty, false);
nothing.classList.add("nothing");
log.append(nothing);
connect();
