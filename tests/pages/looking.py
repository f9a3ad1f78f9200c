"""Looks at a page that end in complaints: run in the browser, an empty list means all is well."""

UNNAMED = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]),'
  + ' select, textarea, summary')].filter((part) => part.checkVisibility()).filter((part) => {
    const labels = [...(part.labels ?? [])].map((label) => label.textContent);
    const by = (part.getAttribute('aria-labelledby') ?? '').split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '');
    const form = part.matches('input, select, textarea');
    const own = form ? '' : part.textContent;
    return ![...labels, ...by, own, part.getAttribute('aria-label') ?? ''].join('').trim();
  }).map((part) => 'without a name: ' + part.outerHTML)"""

HEADINGS = """() => { const found = []; let last = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    if (!heading.checkVisibility()) continue;
    const level = Number(heading.tagName[1]);
    if (level > last + 1) found.push(`h${level} after h${last}: ${heading.textContent}`);
    last = level;
  }
  const firsts = document.querySelectorAll('h1').length;
  if (firsts !== 1) found.push(`${firsts} headings of the first level`);
  return found; }"""

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]),'
  + ' select, textarea, summary')].filter((part) => part.checkVisibility())
  .filter((part) => !part.closest('p, li, td, th, dd') || part.matches('button, input, select'))
  .filter((part) => !part.classList.contains('skip'))
  .filter((part) => { const { width, height } = part.getBoundingClientRect();
    return width < 24 || height < 24; })
  .map((part) => 'smaller than 24 px: ' + part.outerHTML)"""

FAINT = """() => {
  const channel = (part) => { const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; };
  const light = ([red, green, blue]) =>
    0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const parts = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const behind = (part) => { for (let at = part; at; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    } return [255, 255, 255]; };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !part.checkVisibility()) continue;
    if (part.closest('.unseen, :disabled, noscript, script, option, .behind')) continue;
    const style = getComputedStyle(part);
    const [ink, ground] = [light(parts(style.color)), light(behind(part))];
    const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    if (contrast < 4.5) found.add(`${contrast.toFixed(2)}: ${walker.currentNode.data.trim()}`);
  }
  return [...found]; }"""

DOUBLE_IDS = """() => { const seen = new Set(), found = [];
  for (const { id } of document.querySelectorAll('[id]')) {
    if (seen.has(id)) found.push('id twice: ' + id); seen.add(id); }
  for (const name of ['aria-labelledby', 'aria-describedby', 'for'])
    for (const part of document.querySelectorAll(`[${name}]`))
      for (const id of part.getAttribute(name).split(' '))
        if (!document.getElementById(id)) found.push(`${name} names nothing: ${id}`);
  return found; }"""

LOOKS = (UNNAMED, HEADINGS, SMALL_TARGETS, FAINT, DOUBLE_IDS)
