// What a careful eye sees on a page, told as sentences. Run in the page itself; `allowed`: Latin words that stand
// on a Bengali page by right.
(allowed) => {
  const faults = new Set();
  const shown = (box) => box.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.getClientRects().length > 0;
  const aside = (box) => box !== document.body && (getComputedStyle(box).clipPath !== "none" || aside(box.parentElement)); // for ears only
  const named = (box) => box.tagName.toLowerCase() + (box.id ? `#${box.id}` : "") + (typeof box.className === "string" && box.className ? `.${box.className.trim().replace(/\s+/g, ".")}` : "");
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const page = document.documentElement;

  if (page.scrollWidth > innerWidth) faults.add(`the page is ${page.scrollWidth} wide on a screen of ${innerWidth}`);
  while (words.nextNode()) {
    const box = words.currentNode.parentElement;
    const text = words.currentNode.data.trim();
    if (!text || !shown(box) || box.closest("script, style") || aside(box)) continue;
    const look = getComputedStyle(box);
    const size = parseFloat(look.fontSize);
    const line = look.lineHeight === "normal" ? Infinity : parseFloat(look.lineHeight);
    if (line < 1.3 * size - 0.01) faults.add(`${named(box)} has lines of ${(line / size).toFixed(2)}`);
    if (size < 12) faults.add(`${named(box)} is written in ${size} px`);
    if (!["400", "700"].includes(look.fontWeight)) faults.add(`${named(box)} has the weight ${look.fontWeight}`);
    if (look.letterSpacing !== "normal" && parseFloat(look.letterSpacing) !== 0) faults.add(`${named(box)} has spaced letters`);
    if (page.lang === "bn" && box.closest("[lang]").lang === "bn" && !box.closest(".number, kbd"))
      for (const word of text.match(/[A-Za-z][A-Za-z'’-]+/g) ?? []) if (!allowed.includes(word)) faults.add(`«${word}» is not Bengali: ${text.slice(0, 60)}`);
  }
  for (const box of document.body.querySelectorAll("*")) {
    if (!shown(box) || box.closest("svg, input, textarea, select, .photo") || aside(box)) continue;
    const look = getComputedStyle(box);
    if (look.webkitLineClamp !== "none") continue; // only a beginning is shown, and says so by its dots
    if (["hidden", "clip"].includes(look.overflowY) && box.scrollHeight > box.clientHeight + 1 && box.tagName !== "BODY") faults.add(`${named(box)} cuts off its text`);
    if (["hidden", "clip"].includes(look.overflowX) && box.scrollWidth > box.clientWidth + 1) faults.add(`${named(box)} cuts off its text at the side`);
    if (box.matches("button:not(.link), a.btn, label.btn, summary, select") && box.offsetHeight < 43.5) faults.add(`${named(box)} is ${box.offsetHeight} px high: too low to tap`);
  }
  return [...faults];
}
