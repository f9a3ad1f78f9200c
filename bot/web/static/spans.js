// Spans come counted in characters; JavaScript counts UTF-16 units. An emoji is one and two.

/** Turn a span [start, end] of characters into one of UTF-16 units. */
export function unitsOf(text, [start, end]) {
  const letters = Array.from(text);
  const from = letters.slice(0, start).join("").length;
  return [from, from + letters.slice(start, end).join("").length];
}

/** Write a text into an element with the spans marked; a stricter outcome wins an overlap. */
export function paint(element, text, findings) {
  const order = ["permit", "amend", "hold", "refer", "forbid"];
  const outcomes = new Array(text.length).fill(0);
  for (const finding of findings) {
    if (!finding.span) continue;
    const [start, end] = unitsOf(text, finding.span);
    for (let at = start; at < end && at < text.length; at += 1) {
      outcomes[at] = Math.max(outcomes[at], order.indexOf(finding.outcome));
    }
  }
  element.replaceChildren();
  let from = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && outcomes[at] === outcomes[from]) continue;
    const piece = text.slice(from, at);
    if (outcomes[from] > 0) {
      const mark = document.createElement("mark");
      mark.className = order[outcomes[from]];
      mark.textContent = piece;
      element.append(mark);
    } else {
      element.append(piece);
    }
    from = at;
  }
  element.append("\u200b"); // keeps a last empty line as high as in the text box
}
