import { Json, Observation } from './observation';
import { ParityRequest } from './request';

/** One place in which two observations differ; `undefined` where one has nothing there. */
export interface Finding {
  readonly request: string;
  /** Such as `status`, `headers.vary` or `body.headers.host`. */
  readonly field: string;
  readonly dev: Json | undefined;
  readonly other: Json | undefined;
}

/** A difference that is known, with its reason. */
export interface Difference {
  /** Short and stable: it stands in the document. */
  readonly id: string;
  /** What is different, in words. */
  readonly what: string;
  readonly reason: string;
  /** Addresses that say so. */
  readonly sources: readonly string[];
  /** Where it shows. */
  readonly fields: RegExp;
  /** The names of the requests in which it shows; all by default. */
  readonly requests?: readonly string[];
  /** Shows only where `dev` has nothing in that place. */
  readonly onlyAbsent?: true;
}

/** Compares what `dev` has answered with another target's answer. */
export function findingsOf({ name }: ParityRequest, dev: Observation, other: Observation): Finding[] {
  const found: Finding[] = [];
  const visit = (field: string, one: Json | undefined, two: Json | undefined) => {
    if (isRecord(one) && isRecord(two)) {
      for (const key of new Set([...Object.keys(one), ...Object.keys(two)])) {
        visit(field === '' ? key : `${field}.${key}`, one[key], two[key]);
      }
    } else if (Array.isArray(one) && Array.isArray(two) && one.length === two.length) {
      one.forEach((each: Json, index) => visit(one.length === 1 ? field : `${field}[${index}]`, each, two[index] as Json));
    } else if (JSON.stringify(one) !== JSON.stringify(two)) {
      found.push({ request: name, field, dev: one, other: two });
    }
  };
  visit('', { ...dev }, { ...other });
  return found;
}

/** Compares what `dev` has answered with what AWS's documents say of it. */
export function documentedFindings(request: ParityRequest, dev: Observation): Finding[] {
  const { documented } = request;
  if (!documented) return [];
  const { status, body = dev.body, headers = dev.headers } = documented;
  const decided = request.route === undefined ? dev.headers : pick(dev.headers, Object.keys(headers));
  const present = Object.entries(headers).filter(([, values]) => values.length > 0);
  return findingsOf(request, { ...dev, headers: decided }, { status, body, headers: Object.fromEntries(present) });
}

/** Compares with a target that is a function behind a gateway: what the gateway decides of the answer is not its own. */
export function findingsBehindGateway(request: ParityRequest, dev: Observation, other: Observation): Finding[] {
  const decided = Object.keys(request.documented?.headers ?? {}).map((name) => `headers.${name}`);
  return findingsOf(request, dev, other).filter(({ field }) => !decided.includes(field));
}

/** The known difference that explains the finding. */
export function explanation({ request, field, dev }: Finding, differences: readonly Difference[]): Difference | undefined {
  return differences.find(({ fields, requests, onlyAbsent }) =>
    fields.test(field) && (requests?.includes(request) ?? true) && (!onlyAbsent || dev === undefined));
}

function pick(headers: Observation['headers'], names: readonly string[]): Observation['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

function isRecord(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
