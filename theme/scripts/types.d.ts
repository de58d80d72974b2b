// Types that several scripts share: of the site's files and of data made from them.

/** A text, or [name, attributes, ...children]: see kbgen/output/nodes.py. */
export type Described = string | [string, Record<string, string>, ...Described[]];
export type Build = (node: Described) => Node;
export type Dialog = (name: string) => Promise<DocumentFragment>;
export type Read = (name: string) => Promise<any>;
export type Choose = (id: string) => void;

// api/branches.json and api/branch-facts/*.json

export interface BranchCard {
  id: string;
  name: string;
  region: string;
  address: string;
}

export interface Chooser {
  note: HTMLElement;
  open(): Promise<void>;
  close(): void;
}

export interface FactValue {
  valid_from?: string;
  valid_until?: string;
  number: Described[];
  text: Described[];
  linked: Described[];
}

export interface BranchFacts {
  branch: string;
  name: string;
  zone: string;
  url?: string;
  facts: Record<string, FactValue[]>;
  clocks?: Record<string, Hours>;
}

/** Opening hours: a set for each span of days; a set has seven weekdays with their slots. */
export interface Hours {
  zone: string;
  days: [first: string, last: string, set: number | null][];
  weeks: [first: number, last: number][][][];
  times: Record<number, string>;
  dates: Record<string, string>;
}

export interface HoursWords {
  weekdays: string[];
  always: string;
  never: string;
  today: string;
  tomorrow: string;
  weekday: string;
  date: string;
  until: string;
  untilDay: string;
}

// The search: kbgen/output/search/tables.py, the files of an index, and data computed from them

export interface LanguageTable {
  stop: string;
  ask: string;
  stem: { pre: string; suf: string; min: number };
  loose: string;
  same?: string;
  root?: RootTable;
  latin?: LatinTable;
  chatter?: string;
  unrelated?: string;
  numbers?: Record<string, string>;
  units?: Record<string, string>;
  duals?: Record<string, string>;
}

export interface RootTable {
  article: string;
  vowels: string;
  end: string;
  lead: string;
}

export interface LatinTable {
  units: Record<string, string>;
  vowels: Record<string, number>;
  doubled?: string;
  inherent?: { vowel: string; letters: string; signs: string };
}

export interface Tables {
  fold: Record<string, string>;
  joined: Record<string, string>;
  drop: string;
  rewritten: string;
  rewrite: [pattern: string, to: string][];
  latin: string;
  scripts: Record<string, [block: string, usual: string]>;
  langs: Record<string, string>;
  keyboards: Record<string, string[]>;
  languages?: Record<string, LanguageTable>;
}

export interface Language {
  stop: Set<string>;
  ask: Set<string>;
  chatter: Set<string>;
  unrelated: Set<string>;
  pre: string[];
  suf: string[];
  min: number;
  loose: Map<string, string>;
  same: string[][];
  root?: RootTable;
  latin?: LatinTable;
  numbers?: {
    values: Map<string, number>;
    units: Map<string, string>;
    duals: Map<string, string>;
  };
}

export interface Answer {
  id: string;
  url: string;
  title: string;
  name: string;
  page: string;
  kind: string;
  branch: string;
  lang: string;
  text: string;
}

/** The words of facts at the reader's branch, where they are others than the company's. */
export type Values = Record<string, { text: string; number?: string }>;

/** Text in parts: [text, whether it matches the query]. */
export type Marked = [text: string, isMatch: boolean][];

export interface Result extends Omit<Answer, "text"> {
  score: number;
  titleParts: Marked;
  snippet: Marked;
}

export interface Found {
  results: Result[];
  total: number;
  took: number;
  didYouMean?: string;
  close: Result[];
  suggestions: string[];
}

export interface Limits {
  limit?: number;
  at?: number;
  values?: Values;
}

export interface Search {
  ready(): Promise<void>;
  query(text: string, limits?: Limits): Promise<Found>;
}

export interface Engine extends Search {
  /** Read the indexes again for the next query. */
  renew(): void;
}

/** search/index.json as the page has it, and when it was sent. */
export interface First {
  text: string;
  date: string | null;
}

export type Load = (path: string) => Promise<any>;

export interface SiteOptions {
  root: string;
  prefix: string;
  lang: string;
  fallbackLangs?: string[];
}

/** A word of the index that a word of the query may mean, alone or with others. */
export interface Meaning {
  place: number;
  with: number[];
  weight: number;
}
