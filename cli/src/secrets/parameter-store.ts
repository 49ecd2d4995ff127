import { answered, broken, denied, failed, Reply } from './reply';
import { Found, Vault } from './vault';
import { JsonObject, textOf, textsOf } from '../template/values/json';

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function getParameter(vault: Vault, { Name }: JsonObject): Reply {
  const name = textOf(Name);
  if (name === undefined || name === '') return failed('ValidationException', 'Name is missing.');
  const found = vault.find('ssm', name);
  if (found === 'denied') return denied('ssm:GetParameter', name);
  if (found === 'broken') return broken();
  return found === 'absent' ? failed('ParameterNotFound', '') : answered({ Parameter: parameter(found) });
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export function getParameters(vault: Vault, { Names }: JsonObject): Reply {
  const asked = textsOf(Names).map((name) => [name, vault.find('ssm', name)] as const);
  const refused = asked.find(([, found]) => found === 'denied');
  if (refused) return denied('ssm:GetParameters', refused[0]);
  if (asked.some(([, found]) => found === 'broken')) return broken();
  return answered({
    Parameters: asked.flatMap(([, found]) => (typeof found === 'string' ? [] : [parameter(found)])),
    InvalidParameters: asked.filter(([, found]) => found === 'absent').map(([name]) => name),
  });
}

/** What is kept here is in clear text, and so is given out without `WithDecryption` too. */
function parameter({ arn, name, text }: Found): object {
  return { ARN: arn, DataType: 'text', LastModifiedDate: Math.floor(Date.now() / 1000), Name: name, Type: 'SecureString', Value: text, Version: 1 };
}
