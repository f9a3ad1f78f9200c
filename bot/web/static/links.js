// Make the addresses in our own messages into links. Nothing else of a text becomes markup.

const ADDRESS = /https?:\/\/[^\s<>"'，。；：！？、（）“”「」]+/g;

/** Give the parts of a text: words as they are, and addresses as links. */
export function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(/[.,;:!?)]+$/, "");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    parts.push(text.slice(end, found.index), link);
    end = found.index + address.length;
  }
  parts.push(text.slice(end));
  return parts;
}
