/** Takes case and accents off, as the core does when it searches: both use one definition, so marks and finds agree. */
export { fold } from "../../../src/wasm/fold.js";
