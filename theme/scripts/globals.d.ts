// What the scripts may rely on beyond the browser's own types.

// A template holds what its script looks for: such elements are there, and are HTML. Where one may
// be absent, the script says so (`?.`, a test).
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K];
  querySelector<E extends HTMLElement = HTMLElement>(selectors: string): E;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(
    selectors: K,
  ): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends HTMLElement = HTMLElement>(selectors: string): NodeListOf<E>;
}

interface Element {
  closest<K extends keyof HTMLElementTagNameMap>(selector: K): HTMLElementTagNameMap[K];
  closest<E extends HTMLElement = HTMLElement>(selectors: string): E;
}

// Chrome and Firefox have them, Safari from 26 on.
interface Window {
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL?: (text: string) => string; createHTML?: (text: string) => string },
    ): { createScriptURL(text: string): string; createHTML(text: string): string };
  };
}
