// Which addresses may become running scripts: the page's own files, and nothing that anybody handed in. The page's policy
// (`require-trusted-types-for`) has the browser refuse every other way from text to code or markup.

/** Trusted Types, as far as they are used here; a browser that lacks them runs without. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): { createScriptURL(address: string): string };
}

const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = types?.createPolicy("own-files", { createScriptURL: own });

/** `address`, if it is one of the page's own files. */
export function scriptAddress(address: URL): string {
  return policy ? policy.createScriptURL(address.href) : own(address.href);
}

function own(address: string): string {
  if (address.startsWith(new URL("./", document.baseURI).href)) return address;
  throw new TypeError(`${address} is none of the page's files`);
}
