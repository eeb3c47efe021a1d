// Every visible line of text with its box; what is hidden for the eye alone is left out.
() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement, head = parent.closest("thead");
    if (!node.data.trim() || !parent.checkVisibility() || parent.closest("script, style, option")) continue;
    if (head && getComputedStyle(head).position === "absolute") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1)
        found.push({text: node.data.trim().slice(0, 40), top: box.top, bottom: box.bottom, left: box.left, right: box.right});
  }
  return found;
}
