import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/** Proxies close what is silent for a minute, some sooner. */
const keepAliveMs = 15_000;

/** Server-sent events. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class EventStream {
  isOpen = false;
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private keepAlive: ReturnType<typeof setInterval> | undefined;

  /** @param onGone - Called when the reader goes away. */
  constructor(private readonly onGone: () => void) {}

  open(): Response {
    this.isOpen = true;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.controller = controller;
      },
      cancel: () => {
        this.end();
        this.onGone();
      },
    });
    this.keepAlive = setInterval(() => this.put(': still at work\n\n'), keepAliveMs);
    const headers = {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      // A proxy that collects events would hold back what they tell.
      'x-accel-buffering': 'no',
    };
    return new Response(body, { headers });
  }

  write(message: JSONRPCMessage): void {
    this.event('message', JSON.stringify(message));
  }

  /** Sends data of one line. */
  event(name: string, data: string): void {
    this.put(`event: ${name}\ndata: ${data}\n\n`);
  }

  end(): void {
    clearInterval(this.keepAlive);
    const { controller } = this;
    this.controller = undefined;
    try {
      controller?.close();
    } catch {
      // Its reader has gone.
    }
  }

  private put(text: string): void {
    this.controller?.enqueue(new TextEncoder().encode(text));
  }
}
