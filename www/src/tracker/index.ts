import freshGlue from "core:fresh";
import { initSync, TherapeuticProgressTracker } from "core:glue";
import packed from "core:wasm";
import { setDerivation } from "../../../src/wasm/derive.js";
import { TrackerError } from "../../../src/wasm/tracker_error.js";
import { compilePacked } from "./unpack.ts";
import { wakeStorage } from "./storage.ts";

wakeStorage();

const module = await compilePacked(packed);
initSync({ module });

/** Derives in an instance made for this one key. Its memory is wiped and left to the garbage collector. */
setDerivation((...parameters) => {
  const glue = freshGlue();
  const { memory } = glue.initSync({ module });
  try {
    return glue.derive_key(...parameters);
  } finally {
    new Uint8Array(memory.buffer).fill(0);
  }
});

// The minifier renames the class; a stack or a log should still name it.
Object.defineProperty(TherapeuticProgressTracker, "name", { value: "TherapeuticProgressTracker" });

export { TherapeuticProgressTracker, TrackerError };
