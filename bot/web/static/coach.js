// The desk: the door's verdict beside the words while they are written, and new messages as they come.

import { get, post } from "./post.js";
import { paint, unitsOf } from "./spans.js";

const desk = document.querySelector(".desk");
const conversation = desk.dataset.conversation;
const lines = document.querySelector("#lines");
const news = document.querySelector("#news");

function followTalk() {
  let version = "";
  lines.scrollTop = lines.scrollHeight;
  async function look() {
    try {
      const said = await get(`/coach/api/conversations/${conversation}/lines`);
      if (said.version !== version) { // at first, too: something may have come since the page was made
        const before = lines.querySelectorAll(".theirs").length;
        const atEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
        lines.innerHTML = said.html; // our own template, escaped on the server
        if (atEnd) lines.scrollTop = lines.scrollHeight;
        if (lines.querySelectorAll(".theirs").length > before) {
          news.textContent = `They wrote: ${said.last_words}`;
        }
      }
      version = said.version;
    } catch (error) {
      news.textContent = error.message;
    }
  }
  look();
  setInterval(look, 2_000);
}

function item(finding, words, marked) {
  const entry = document.createElement("li");
  entry.className = `finding ${finding.outcome}`;
  const head = document.createElement("p");
  head.className = "row";
  const mark = document.createElement("span");
  mark.className = `mark ${finding.outcome}`;
  mark.textContent = finding.outcome_says;
  const about = document.createElement("strong");
  about.textContent = finding.about;
  head.append(...(marked ? [mark] : []), about);
  if (finding.span) {
    const show = document.createElement("button");
    show.type = "button";
    show.className = "plain";
    show.textContent = `Show “${finding.quote ?? "the words"}”`;
    show.addEventListener("click", () => {
      const [start, end] = unitsOf(words.value, finding.span);
      words.focus();
      words.setSelectionRange(start, end);
    });
    head.append(show);
  }
  const reason = document.createElement("p");
  reason.textContent = finding.reason;
  const source = document.createElement("p");
  source.className = "soft";
  const small = document.createElement("small");
  small.textContent = finding.reference;
  source.append(small);
  entry.append(head, reason, source);
  return entry;
}

function checkDraft(form) {
  const part = (id) => form.querySelector(`#${id}`);
  const words = part("words");
  let timer = null;
  let asked = 0;

  function show(said) {
    paint(part("behind"), words.value, said.findings);
    part("verdict").hidden = false;
    part("outcome").className = `mark ${said.outcome}`;
    part("outcome").textContent = said.outcome_says;
    part("headline").textContent = said.headline;
    part("findings").replaceChildren(...said.findings.map((one) => item(one, words, said.findings.length > 1)));
    part("rewrite").hidden = !said.rewrite;
    part("rewrite-words").textContent = said.rewrite ?? "";
    part("passed").hidden = said.passed.length === 0;
    part("passed-list").replaceChildren(
      ...said.passed.map((reason) => {
        const entry = document.createElement("li");
        entry.textContent = reason;
        return entry;
      }),
    );
    part("size").textContent = said.size_says;
    if (part("speaks").textContent !== said.speaks_says) part("speaks").textContent = said.speaks_says;
    part("send").textContent = said.send_says;
    part("send").disabled = !said.may_send;
    const spoken = `${said.outcome_says}. ${said.headline}`;
    if (part("announce").textContent !== spoken) part("announce").textContent = spoken;
  }

  function clear() {
    paint(part("behind"), words.value, []);
    part("verdict").hidden = true;
    part("size").textContent = "0 characters";
    part("speaks").textContent = "";
    part("send").textContent = "Send";
    part("send").disabled = true;
    part("announce").textContent = "";
  }

  async function ask() {
    const text = words.value;
    const turn = (asked += 1);
    if (!text.trim()) return clear();
    try {
      const said = await post("/coach/api/check", desk.dataset.csrf, {
        conversation_id: conversation,
        text,
        free_of_debt: part("free").checked,
      });
      if (turn === asked && text === words.value) show(said);
    } catch (error) {
      if (turn !== asked) return;
      part("announce").textContent = error.message;
      part("size").textContent = error.message;
      part("send").disabled = false; // pressing Send asks again, on the server
    }
  }

  words.addEventListener("input", () => {
    paint(part("behind"), words.value, []);
    clearTimeout(timer);
    timer = setTimeout(ask, 350);
  });
  part("free").addEventListener("change", ask);
  part("use").addEventListener("click", () => {
    words.value = part("rewrite-words").textContent;
    words.focus();
    ask();
  });
  form.addEventListener("submit", () => {
    // A second press while the first is on its way: the key makes it one message anyway.
    setTimeout(() => { part("send").disabled = true; }, 0);
  });
  ask();
}

followTalk();
const form = document.querySelector("#draft");
if (form) checkDraft(form);
