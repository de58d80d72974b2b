// The current day in a time zone, by the reader's clock.

/** @type {Map<string, Intl.DateTimeFormat | null>} */
const formats = new Map();

/** @type {Intl.DateTimeFormatOptions} */
const SHOWN = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

/** @param {string} zone */
function formatIn(zone) {
  try {
    const options = zone ? { ...SHOWN, timeZone: zone } : SHOWN;
    return new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", options);
  } catch {
    return null; // A browser that is older than the zone, or than its name.
  }
}

/**
 * Return {day: "2026-11-30", hour: "23", minute: "59"} in an IANA zone, or in the reader's if
 * `zone` is empty; null if the browser does not know the zone. `at` is in milliseconds.
 *
 * @param {string} zone
 * @param {number} at
 */
export function timeIn(zone, at = Date.now()) {
  if (!formats.has(zone)) formats.set(zone, formatIn(zone));
  const format = formats.get(zone);
  if (!format) return null;
  /** @type {Record<string, string>} */
  const parts = {};
  for (const { type, value } of format.formatToParts(new Date(at))) parts[type] = value;
  const { year, month, day, hour, minute } = parts;
  return { day: `${year}-${month}-${day}`, hour, minute };
}

/**
 * Return the day in a zone; in the reader's zone if the browser does not know it.
 *
 * @param {string} zone
 * @param {number} [at]
 */
export function dayIn(zone, at) {
  return (timeIn(zone, at) ?? /** @type {{ day: string }} */ (timeIn("", at))).day;
}
