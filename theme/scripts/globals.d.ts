// Types in addition to the browser's own.

// Templates contain the elements that their scripts look for, so these are never null. If one may
// be missing, the script handles that (`?.`, a test).
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

// Chrome and Firefox have these, Safari from 26 on.
interface Window {
  mermaid: {
    initialize(options: object): void;
    render(id: string, text: string): Promise<{ svg: string }>;
  };
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL?: (text: string) => string; createHTML?: (text: string) => string },
    ): { createScriptURL(text: string): string; createHTML(text: string): string };
  };
}
