import { Fn, Token } from 'aws-cdk-lib';

/**
 * JSON with tokens in its texts. CDK's own `toJsonString` makes a custom resource for a list that is a
 * token; joined by what stands between two texts, it is one text more.
 */
export function jsonOf(document: object): string {
  return JSON.stringify(document, (_name, value) => (Array.isArray(value) && Token.isUnresolved(value) ? [Fn.join('","', value)] : value));
}
