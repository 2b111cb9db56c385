// Takes the picture of the view that a page shows, as a device with a taste shows it.

/**
 * What a device shows at once, and how far down a picture of it reaches at most, in CSS pixels.
 *
 * `scale` is how many pixels of the picture stand for one of the device: few enough for small files, and enough to read.
 */
export const DEVICES = {
  desktop: { width: 1440, height: 900, reach: 1350, scale: 2 / 3 },
  phone: { width: 390, height: 844, reach: 1350, scale: 0.8 },
};

/** Pictures are as high as so many CSS pixels or a multiple of them, since at every scale that is whole pixels. */
const STEP = 15;

export const SCHEMES = ["light", "dark"];

/** Runs in the page: the blinking mark in the field with the focus is not seen, and the page stands at its top or its end. */
function compose(fromEnd) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { caret-color: transparent !important; }");
  document.adoptedStyleSheets = [sheet];
  scrollTo(0, fromEnd ? document.documentElement.scrollHeight : 0);
}

/** Runs in the page: all that moves has come to rest, and the texts and drawings stand. */
async function settle() {
  await document.fonts.ready;
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  return document.documentElement.scrollHeight;
}

/** A camera for a page. Its lens is Chromium's own, which draws at any scale instead of shrinking what was drawn. */
export async function openCamera(page) {
  const lens = await page.context().newCDPSession(page);
  const fit = (width, height, deviceScaleFactor) =>
    lens.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile: false });

  /** A desktop by day, as the views are reached. */
  async function rest() {
    await page.emulateMedia({ colorScheme: "light" });
    await fit(DEVICES.desktop.width, DEVICES.desktop.height, DEVICES.desktop.scale);
  }

  /** The page as a PNG file: as much as the device reaches, from its top, or up from its end. */
  async function take(device, colorScheme, fromEnd = false) {
    const { width, height, reach, scale } = DEVICES[device];
    await page.mouse.move(width - 1, 1);
    await page.emulateMedia({ colorScheme });
    await fit(width, height, scale);
    const whole = await page.evaluate(settle);
    // A taller window instead of a stitched picture: what stays at the window's edges is drawn once.
    await fit(width, Math.min(Math.ceil(Math.max(whole, height) / STEP) * STEP, reach), scale);
    await page.evaluate(compose, fromEnd);
    await page.evaluate(settle);
    const { data } = await lens.send("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data, "base64");
  }

  await rest();
  return { rest, take };
}
