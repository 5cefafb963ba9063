// @ts-check
import { api } from "vg/core/api.js";

/**
 * A list that comes in pages: what has come so far, and more of it.
 *
 * @template T
 */
export class Paged {
  /**
   * @param {string} path
   * @param {() => void} onChange is told when there is more
   */
  constructor(path, onChange) {
    this.path = path;
    this.onChange = onChange;
    /** @type {T[]} */
    this.rows = [];
    this.loading = false;
    /** @type {string | null} */
    this.next = null;
    /** @type {Record<string, unknown>} */
    this.query = {};
    this.number = 0;
  }

  /** @param {Record<string, unknown>} [query] begins anew with it */
  async load(query = this.query) {
    this.query = query;
    await this.fetch(null);
  }

  async more() {
    if (this.next !== null && !this.loading) {
      await this.fetch(this.next);
    }
  }

  /** @param {string | null} page */
  async fetch(page) {
    const number = ++this.number;
    this.loading = true;
    this.onChange();
    try {
      const answer = await api.get(this.path, { ...this.query, page });
      if (number === this.number) {
        this.rows = page === null ? answer.data : [...this.rows, ...answer.data];
        this.next = answer.next ?? null;
      }
    } finally {
      if (number === this.number) {
        this.loading = false;
        this.onChange();
      }
    }
  }
}
