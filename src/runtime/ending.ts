/**
 * Tells a transport that what it carries is no longer waited for. Its `signal` is made when somebody asks for it: an
 * `AbortSignal` costs more than most of what happens to a request.
 */
export class Ending {
  #ended: { readonly reason: unknown } | undefined;
  #listener: ((reason: unknown) => void) | undefined;
  #controller: AbortController | undefined;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#ended) this.#controller.abort(this.#ended.reason);
    return this.#controller.signal;
  }

  /** Hears of the end, at once if it has come; there is one listener. */
  onEnd(listener: (reason: unknown) => void): void {
    if (this.#ended) listener(this.#ended.reason);
    else this.#listener = listener;
  }

  /** Throws the reason if the end has come. */
  throwIfEnded(): void {
    if (this.#ended) throw this.#ended.reason;
  }

  end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#listener?.(reason);
    this.#controller?.abort(reason);
  }
}
