import { runsAdapter } from './adapter';
import { readLambda } from './function-facts';
import { functionBehind } from '../api/integrations';
import type { StackTemplate } from '../assembly/assembly';
import type { LambdaFacts, Notice } from '../model';
import type { Resource, Resources } from '../resources/resources';
import type { Resolved } from '../values/resolved';

/** Runtimes whose handlers this machine can run. */
const RUNTIMES = /^(?:nodejs|python|provided)/;

/** A function that can be run here, or why it cannot, in words that follow its name. */
export type OtherFunction = { readonly logicalId: string } | { readonly refusal: string };

/** The functions besides the server's that one API invokes, read as they are asked for. */
export class OtherFunctions {
  private readonly read = new Map<Resource, OtherFunction>();
  private readonly found: LambdaFacts[] = [];
  private readonly said: Notice[] = [];

  constructor(private readonly api: Resource, private readonly resources: Resources, private readonly stack: StackTemplate) {}

  get facts(): readonly LambdaFacts[] {
    return this.found;
  }

  get notices(): readonly Notice[] {
    return this.said;
  }

  /** The function behind an ARN or a URI; undefined where the template has none. */
  at(uri: Resolved | undefined): OtherFunction | undefined {
    const lambda = functionBehind(uri, this.resources);
    if (!lambda) return undefined;
    const known = this.read.get(lambda) ?? this.look(lambda, uri);
    this.read.set(lambda, known);
    return known;
  }

  private look(lambda: Resource, uri: Resolved | undefined): OtherFunction {
    const { logicalId, properties: { Runtime } } = lambda;
    if (runsAdapter(lambda)) return { refusal: 'is a server of its own, for another dev: name it by --server' };
    const reading = readLambda(lambda, { api: this.api, uris: [uri] }, this.resources, this.stack);
    if ('refusal' in reading) return { refusal: `cannot be run: ${reading.refusal}` };
    if (!RUNTIMES.test(reading.facts.runtime)) return { refusal: `has the runtime ${JSON.stringify(Runtime ?? 'none')}, and dev runs Node, Python and provided ones` };
    this.found.push(reading.facts);
    this.said.push(...reading.notices.map(({ id, message }) => ({ id, message: `${logicalId}: ${message}` })));
    return { logicalId };
  }
}
