// What day and time it is in a branch's zone, by the reader's clock.

const formats = new Map();

function format(zone) {
  if (!formats.has(zone)) {
    const shown = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    let made = null;
    try {
      made = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", zone ? { ...shown, timeZone: zone } : shown);
    } catch {
      // A browser that is older than the zone, or than its name.
    }
    formats.set(zone, made);
  }
  return formats.get(zone);
}

// Return {day: "2026-11-30", weekday: 0 for Monday, minutes: since midnight} in an IANA zone, or
// where the reader is if `zone` is empty; null where the browser does not know the zone. `at` is the
// moment in milliseconds.
export function now(zone, at = Date.now()) {
  const made = format(zone || "");
  if (!made) return null;
  const parts = {};
  for (const { type, value } of made.formatToParts(new Date(at))) parts[type] = value;
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  return { day, weekday: weekdayOf(day), minutes: (parts.hour % 24) * 60 + Number(parts.minute) };
}

export function weekdayOf(day) {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

// Return the day that comes some days after another.
export function dayAfter(day, count) {
  const found = new Date(`${day}T00:00:00Z`);
  found.setUTCDate(found.getUTCDate() + count);
  return found.toISOString().slice(0, 10);
}
