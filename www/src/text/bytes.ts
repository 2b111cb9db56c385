import { locale } from "./language.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** `3.4 MB`, `12 GB`: an amount of bytes, to two digits. */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const options = { style: "unit", unit: UNITS[power] ?? "byte", maximumSignificantDigits: 2 } as const;
  return new Intl.NumberFormat(locale, options).format(bytes / 1000 ** power);
}
