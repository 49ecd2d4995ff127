import { answered, broken, denied, failed, Reply } from './reply';
import { Vault } from './vault';
import { JsonObject, textOf } from '../template/values/json';

/** The one version of a secret that there is on this machine. */
const STAGE = 'AWSCURRENT';

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export function getSecretValue(vault: Vault, { SecretId, VersionStage, VersionId }: JsonObject): Reply {
  const id = textOf(SecretId);
  if (id === undefined || id === '') return failed('ValidationException', 'SecretId is missing.');
  const found = vault.find('secretsmanager', id);
  if (found === 'denied') return denied('secretsmanager:GetSecretValue', id);
  if (found === 'broken') return broken();
  if (found === 'absent') return failed('ResourceNotFoundException', 'Secrets Manager can\'t find the specified secret.');
  const { arn, name, text, versionId } = found;
  if ((textOf(VersionStage) ?? STAGE) !== STAGE) {
    return failed('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for staging label: ${textOf(VersionStage)}`);
  }
  if ((textOf(VersionId) ?? versionId) !== versionId) {
    return failed('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for VersionId: ${textOf(VersionId)}`);
  }
  return answered({ ARN: arn, Name: name, SecretString: text, VersionId: versionId, VersionStages: [STAGE], CreatedDate: CREATED });
}

/** When `dev` started, in seconds: nobody wrote down when the file was made. */
const CREATED = Math.floor(Date.now() / 1000);
