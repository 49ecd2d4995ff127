import { Client } from 'undici';
import { Ending } from './ending';
import { exchange, ServerAnswer, ServerRequest } from './exchange';
import { openPorts } from './listening';
import { ServerProcess } from './server-process';

/** A function answers with at most 6 MB. */
const MAX_ANSWER_BYTES = 6 * 1024 * 1024;

/** A server that is ready; it answers one request at a time. */
export class Instance {
  private readonly client: Client;
  private answered = 0;

  constructor(readonly number: number, private readonly server: ServerProcess, private readonly port: number) {
    // The limits of time are the function's and the gateway's: whoever is over them ends the process.
    this.client = new Client(`http://127.0.0.1:${port}`, { headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 64 * 1024 });
    void this.ended.then(() => this.client.destroy());
  }

  get pid(): number {
    return this.server.pid;
  }

  /** Resolves when its processes have ended. */
  get ended(): Promise<Ending> {
    return this.server.ended;
  }

  /** True until the first request was sent: Lambda counts that one as the cold start. */
  get cold(): boolean {
    return this.answered === 0;
  }

  /** Sends the request and waits for the whole answer; rejects where the server gives none. */
  async send(request: ServerRequest): Promise<ServerAnswer> {
    this.answered += 1;
    return exchange(this.client, request, MAX_ANSWER_BYTES);
  }

  /** Whether the server still accepts connections. */
  async listens(): Promise<boolean> {
    return (await openPorts([this.port])).length > 0;
  }

  /** Ends it with time to clean up. */
  async stop(): Promise<void> {
    await this.server.stop();
  }

  /** Ends it at once and by force, as Lambda does with an environment whose time is over. */
  kill(): void {
    this.server.kill();
  }
}
