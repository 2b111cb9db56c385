interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

const allowed = new Set<string>();

/** Lets a script start from the addresses that this program made or names itself, and from no other. */
const rules: ScriptUrlPolicy = {
  createScriptURL(url) {
    if (!allowed.has(url)) throw new TypeError("This address may not start a script.");
    return url;
  },
};

const policy = factory?.createPolicy("app-url", rules) ?? rules;

function trust(url: string): string {
  allowed.add(url);
  try {
    return policy.createScriptURL(url);
  } finally {
    allowed.delete(url);
  }
}

/** The address of a fresh blob with this source, which a worker may start from. */
export function sourceUrl(source: string): string {
  return trust(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
}

/** The address of one of the site's own scripts. `name` is a file beside the page. */
export function ownScriptUrl(name: `${string}.js`): string {
  return trust(new URL(`./${name}`, document.baseURI).href);
}
