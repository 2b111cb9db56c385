// Whether all that a page shows has its room: nothing beyond the page's edge, cut off, or on top of something else.

/** Runs in the page: what does not fit, in words; empty where everything does. */
function findMisfits() {
  const root = document.documentElement;
  const style = (element) => getComputedStyle(element);
  const upwards = (element, test) => element !== null && (test(element) || upwards(element.parentElement, test));
  const isShown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const isHiddenFromSight = (element) => upwards(element, (one) => style(one).clipPath.startsWith("inset"));
  const scrolls = (element) => upwards(element.parentElement, (one) => one !== root && one !== document.body && /auto|scroll/.test(style(one).overflowX));
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const name = (element) => `${element.localName}.${element.className} “${element.textContent.trim().slice(0, 30)}”`;

  const shown = [...document.querySelectorAll("main *, header *")].filter((element) => isShown(element) && !element.closest("svg") && !isHiddenFromSight(element));
  const texts = shown.filter((element) => hasText(element) && !scrolls(element));
  const spills = (element) => style(element).display !== "inline" && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
  const cut = (element) => /hidden|clip/.test(style(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
  const found = texts.filter((element) => spills(element) || cut(element)).map((element) => `${name(element)} has no room for its words`);

  const rows = [...document.querySelectorAll(".caseload-row")].filter((row) => row.scrollHeight > row.clientHeight + 1);
  found.push(...rows.map((row) => `${name(row)} is higher than its place`));

  const overlap = (one, other) => {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    return across > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  };
  const pairs = (list) => list.flatMap((one, place) => list.slice(place + 1).map((other) => [one, other]));
  const floats = (element) => upwards(element, (one) => /sticky|fixed/.test(style(one).position));
  const controls = shown.filter((element) => element.matches("a[href], button, input, select, textarea, summary") && !floats(element) && !scrolls(element) && style(element).opacity !== "0");
  for (const [one, other] of pairs(controls)) if (!one.contains(other) && overlap(one, other)) found.push(`${name(one)} lies over ${name(other)}`);

  for (const drawing of document.querySelectorAll(".drawing svg")) {
    for (const [one, other] of pairs([...drawing.querySelectorAll("text")])) if (overlap(one, other)) found.push(`${name(one)} is written over ${name(other)}`);
  }
  if (root.scrollWidth > root.clientWidth) found.push(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
  return found;
}

/** What of a page does not fit at a width of the window, in words. */
export async function misfits(page, width) {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve)))));
  return page.evaluate(findMisfits);
}

/** Runs in the page: which words and marks of its drawings do not stand out against what is behind them. */
function findFaint() {
  const channels = (colour) => /^rgba?\(([\d., ]+)\)$/.exec(colour)?.[1].split(",").map(Number) ?? null;
  const linear = (value) => (value <= 10.31 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const behind = channels(getComputedStyle(document.documentElement).backgroundColor);
  const contrast = (colour) => {
    const own = channels(colour);
    if (!own || own[3] === 0) return 0;
    const [dark, light] = [luminance(own), luminance(behind)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };
  const best = (mark) => Math.max(...[getComputedStyle(mark).fill, getComputedStyle(mark).stroke].map(contrast));
  const drawings = [...document.querySelectorAll(".drawing svg, .sparkline")];
  const empty = drawings.filter((drawing) => !drawing.querySelector("path, polyline, circle, line, rect")).map(() => "a drawing holds no mark");
  const marks = drawings.flatMap((drawing) => [...drawing.querySelectorAll("text, path, polyline, circle")]);
  const faint = marks.filter((mark) => best(mark) < (mark.localName === "text" ? 4.5 : 3));
  return [...empty, ...faint.map((mark) => `${mark.localName} ${mark.textContent}: ${best(mark).toFixed(1)}`)];
}

/** What of a page's drawings is hard to see in the colours it has now, in words. */
export const faintMarks = (page) => page.evaluate(findFaint);
