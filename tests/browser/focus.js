// Which of the things that can be reached has the focus, and whether that shows.
() => {
  const all = Array.from(document.querySelectorAll("a[href], input, select, summary")).filter(one => one.checkVisibility());
  const now = document.activeElement, style = getComputedStyle(now), bar = document.querySelector("nav.top");
  return {
    index: all.indexOf(now),
    outlined: style.outlineStyle !== "none" && style.outlineWidth !== "0px",
    covered: !bar.contains(now) && now.getBoundingClientRect().top < bar.getBoundingClientRect().bottom - 1,
  };
}
