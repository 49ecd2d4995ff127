import type { FunctionFacts, Notice } from '../model';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { numberOf, textOf } from '../values/json';
import { localId } from '../values/local-ids';
import type { Resolved } from '../values/resolved';

/** What of a function its door invokes: the function itself, a version, or an alias of one. */
export type Invoked = Pick<FunctionFacts, 'version' | 'alias'>;

interface InvokedReading extends Invoked {
  readonly notices: readonly Notice[];
}

const LATEST = '$LATEST';

/** The number of a version that this template makes: versions count from 1, and only a deployment knows how far. */
const FIRST_VERSION = '1';

/** Reads what the integrations with these URIs invoke; where they differ, the first one stands for all. */
export function readInvoked(lambda: Resource, uris: readonly (Resolved | undefined)[], resources: Resources): InvokedReading {
  const readings = uris.map((uri) => invokedBy(uri, lambda, resources));
  const [first] = readings;
  const names = [...new Set(readings.map(nameOf))];
  return {
    version: first?.version ?? LATEST,
    alias: first?.alias,
    notices: [
      ...first?.notices ?? [],
      ...names.length > 1
        ? [{ id: 'several-versions', message: `Function ${lambda.logicalId}: routes invoke it as ${names.join(' and as ')}; locally all of them reach ${names[0]}.` }]
        : [],
    ],
  };
}

/** An alias, a version, or a function with what follows its name in the ARN. */
function invokedBy(uri: Resolved | undefined, lambda: Resource, resources: Resources): InvokedReading {
  const named = resources.named(uri);
  const alias = named.find(({ type }) => type === 'AWS::Lambda::Alias');
  if (alias) {
    return ofAlias(alias, resources);
  }
  const version = named.find(({ type }) => type === 'AWS::Lambda::Version');
  if (version) {
    return { version: FIRST_VERSION, notices: propertyNotices(version) };
  }
  const [, after] = (textOf(uri) ?? '').split(`${localId(lambda.logicalId)}:`);
  const qualifier = /^[\w$-]+/.exec(after ?? '')?.[0];
  return qualifier === undefined ? { version: LATEST, notices: [] } : ofQualifier(qualifier, lambda, resources);
}

function ofQualifier(qualifier: string, lambda: Resource, resources: Resources): InvokedReading {
  if (qualifier === LATEST || /^\d+$/.test(qualifier)) {
    return ofVersion(qualifier, `Function ${lambda.logicalId}: the version in the URI of its integration`, resources);
  }
  const alias = resources.ofType('AWS::Lambda::Alias')
    .find(({ properties }) => properties.Name === qualifier && resources.named(properties.FunctionName).includes(lambda));
  return alias ? ofAlias(alias, resources) : { alias: qualifier, version: FIRST_VERSION, notices: [] };
}

function ofAlias(alias: Resource, resources: Resources): InvokedReading {
  const name = textOf(alias.properties.Name) ?? alias.logicalId;
  const { version, notices } = ofVersion(alias.properties.FunctionVersion, `Alias ${name}: its FunctionVersion`, resources);
  return { alias: name, version, notices: [...notices, ...propertyNotices(alias)] };
}

function ofVersion(value: Resolved | undefined, subject: string, resources: Resources): InvokedReading {
  if (value === LATEST) {
    return { version: LATEST, notices: [] };
  }
  const [made] = resources.named(value);
  if (made) {
    return { version: FIRST_VERSION, notices: propertyNotices(made) };
  }
  const number = numberOf(value);
  return {
    version: number !== undefined && Number.isSafeInteger(number) && number > 0 ? String(number) : FIRST_VERSION,
    notices: [{ id: 'published-version', message: `${subject} is ${described(value)}; locally it has the code and the configuration of this template.` }],
  };
}

function nameOf({ version, alias }: Invoked): string {
  return alias === undefined ? version : `the alias ${alias}`;
}
