import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Deferred } from './deferred';
import { replyJson } from './reply-json';

interface Extension {
  readonly name: string;
  readonly events: readonly string[];
  /** Set while it waits for its next event. */
  waiting?: ServerResponse;
}

/** The Extensions API's book-keeping: who has registered, for what, and who waits. */
export class Extensions {
  /** Every extension in `/opt/extensions` has registered: Lambda starts the runtime only then. */
  readonly registered = new Deferred<void>();
  /** Each of them has asked for its first event, which is how an extension ends its init. */
  readonly ready = new Deferred<void>();
  private readonly known = new Map<string, Extension>();
  private readonly asked = new Set<string>();

  constructor(private readonly expected: readonly string[], private readonly log: (line: string) => void) {}

  /** `POST /register` */
  register(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const name = request.headers['lambda-extension-name'];
    if (typeof name !== 'string' || !this.expected.includes(name)) {
      // Lambda compares the name with the file's: no other extension is started here.
      replyJson(response, 403, { errorType: 'Extension.UnknownName', errorMessage: `no file of the name ${String(name)} in /opt/extensions` });
      return;
    }
    const { events = [] } = JSON.parse(body.toString()) as { events?: string[] };
    const id = randomUUID();
    this.known.set(id, { name, events });
    this.log(`EXTENSION\tName: ${name}\tState: Registered\tEvents: [${events.join(', ')}]`);
    replyJson(response, 200, { functionName: 'function', functionVersion: '$LATEST', handler: 'handler' }, { 'Lambda-Extension-Identifier': id });
    if (this.known.size === this.expected.length) this.registered.resolve();
  }

  /** `GET /event/next`: answered when there is an event, which may be never. */
  next(request: IncomingMessage, response: ServerResponse): void {
    const id = String(request.headers['lambda-extension-identifier']);
    const extension = this.known.get(id);
    if (!extension) {
      replyJson(response, 403, { errorType: 'Extension.UnknownExtensionIdentifier', errorMessage: `nobody is registered as ${id}` });
      return;
    }
    extension.waiting = response;
    this.asked.add(extension.name);
    if (this.asked.size === this.expected.length) this.ready.resolve();
  }

  /** To those who have registered for INVOKE. */
  invoked(requestId: string, deadlineMs: number, invokedFunctionArn: string): void {
    this.send('INVOKE', { requestId, deadlineMs, invokedFunctionArn });
  }

  /** To those who have registered for SHUTDOWN. */
  shutdown(shutdownReason: 'spindown' | 'timeout' | 'failure', deadlineMs: number): void {
    this.send('SHUTDOWN', { shutdownReason, deadlineMs });
  }

  private send(eventType: 'INVOKE' | 'SHUTDOWN', event: object): void {
    for (const extension of this.known.values()) {
      if (!extension.waiting || !extension.events.includes(eventType)) continue;
      replyJson(extension.waiting, 200, { eventType, ...event });
      extension.waiting = undefined;
    }
  }
}
