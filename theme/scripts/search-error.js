// What a search rejects with.

/** `reason`: "network", "missing", "broken", "unable", "superseded" or "closed". */
export class SearchError extends Error {
  /**
   * @param {string} reason
   * @param {string} [message]
   */
  constructor(reason, message = reason) {
    super(message);
    this.name = "SearchError";
    this.reason = reason;
  }
}
