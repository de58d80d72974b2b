// The error with which a search is rejected.

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
