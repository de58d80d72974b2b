"""How long a reader waits: from typing to the first result, on a processor slowed four times.

A browser slows its pages, not their workers: so the engine is measured in its worker, where readers
have it, beside a slowed page, and once more on the slowed page itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser

from benchmarks.search_site import client
from tests.relevance.host import hosted

SLOWER = 4
# A loop of fixed work, here and in a worker: which of the two is slowed is measured, not assumed.
PROBE = """
async () => {
  const work = "() => { const t = performance.now(); let x = 0;"
    + " for (let i = 0; i < 3e7; i++) x += i % 7; return performance.now() - t + x * 0; }";
  const source = `onmessage = () => postMessage((${work})())`;
  const worker = new Worker(URL.createObjectURL(new Blob([source])));
  const away = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(0);
  });
  worker.terminate();
  return [eval(work)(), away];
}
"""
MEASURE = """
async ([script, root, prefix, lang, queries, hasWorker]) => {
  if (!hasWorker) delete window.Worker; // the client then runs the engine on the page
  const { openSearch } = await import(script);
  const round = async (search) => {
    const times = [];
    for (const text of queries) {
      const asked = performance.now();
      await search.query(text, { limit: 10 });
      times.push(performance.now() - asked);
    }
    return times;
  };
  const earlier = openSearch({ root, prefix, lang });
  await round(earlier); // now every file is in the browser's cache
  earlier.close();
  const search = openSearch({ root, prefix, lang });
  const started = performance.now();
  await search.ready();
  const ready = performance.now() - started;
  return { ready, first: await round(search), again: await round(search) };
}
"""


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    median: float
    p95: float
    most: float

    def __str__(self) -> str:
        return f"median {self.median:.0f} ms, p95 {self.p95:.0f} ms, at most {self.most:.0f} ms"


@dataclass(frozen=True)
class Wait:
    """`where` is the thread of the engine, measured to be `slower` times slower than usual.

    `ready`: milliseconds until the index is there. `first`: queries that read parts of the index,
    which the browser has in its cache, so that no network is measured; `again`: the same queries
    once all of that has been read.
    """

    where: str
    slower: float
    ready: float
    first: Times
    again: Times
    queries: int

    def __str__(self) -> str:
        return (
            f"engine {self.where} (slowed {self.slower:.1f} times), {self.queries} queries: "
            f"{self.first}; with nothing to read {self.again}; index ready {self.ready:.0f} ms"
        )


def waits(
    browser: Browser, root: Path, prefix: str, lang: str, queries: Sequence[str]
) -> list[Wait]:
    """Ask the queries one after another, once the index is there; other files come as needed."""
    with hosted({"site": root}, cache="max-age=3600") as host:
        given = [f"/site/{client(root)}", f"{host.address}site/", prefix, lang, list(queries)]
        return [_wait(browser, host.address, given, has_worker) for has_worker in (True, False)]


def _wait(browser: Browser, address: str, given: list[Any], has_worker: bool) -> Wait:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    usual = page.evaluate(PROBE)[has_worker]
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    slower = page.evaluate(PROBE)[has_worker] / usual
    measured = page.evaluate(MEASURE, [*given, has_worker])
    context.close()
    where = "in its worker" if has_worker else "on the page"
    first, again = (_times(measured[one]) for one in ("first", "again"))
    return Wait(where, slower, measured["ready"], first, again, len(measured["first"]))


def _times(given: Sequence[float]) -> Times:
    return Times(median(given), quantiles(given, n=20)[-1], max(given))
