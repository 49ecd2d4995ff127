import { IncomingHttpHeaders } from 'node:http';
import { Caller } from './authorizer';
import { ApiKeyFacts, RestApiDoor } from '../../template/model';
import { Refusal } from '../refusal';

/** Finds the key of a request. Throws a `Refusal` where it has none that opens the stage. */
export type FindKey = (stage: string, headers: IncomingHttpHeaders, caller: Caller | undefined) => ApiKeyFacts;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html */
export function compileKeys({ apiKeys, keySource }: RestApiDoor): FindKey {
  const keys = new Map(apiKeys.map((key) => [key.value, key]));
  return (stage, headers, caller) => {
    const value = keySource === 'authorizer' ? caller?.usageKey : headers['x-api-key'];
    const where = keySource === 'authorizer' ? 'the authorizer\'s answer has no usageIdentifierKey' : 'there is no header x-api-key';
    if (typeof value !== 'string' || value === '') throw new Refusal('no-key', `an API key is asked for, and ${where}`);
    const key = keys.get(value);
    if (!key) throw new Refusal('no-key', 'the API key is none of the template');
    if (!key.stages.some(({ name }) => name === stage)) throw new Refusal('no-key', `the API key ${key.id} has no usage plan for the stage ${stage}`);
    return key;
  };
}
