interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

let allowed = "";

/** The one address a script may start from: the blob made below. */
function onlyOurBlob(url: string): string {
  if (url !== allowed) throw new TypeError("This address may not start a script.");
  return url;
}

const policy = factory?.createPolicy("app-url", { createScriptURL: onlyOurBlob }) ?? { createScriptURL: onlyOurBlob };

/**
 * Starts the vault's worker.
 *
 * It starts from a blob, because a worker loaded from an address would not be bound by the page's content policy.
 */
export function startWorker(): Worker {
  const address = new URL("./worker.js", document.baseURI).href;
  const source = `import ${JSON.stringify(address)};`;
  allowed = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return new Worker(policy.createScriptURL(allowed), { type: "module", name: "vault" });
}
