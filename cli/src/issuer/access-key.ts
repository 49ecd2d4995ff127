import { randomBytes } from 'node:crypto';
import { ACCOUNT } from '../template/values/local-ids';

/** Digits of base32, as AWS's ids have them. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An access key of a user whom nobody knows but the gateways of this run. */
export interface AccessKey {
  /** `AKIALOCAL…`: who finds it sees that it is none of AWS's. */
  readonly id: string;
  readonly secret: string;
  readonly user: IamUser;
}

/** Whom a function is told of. */
export interface IamUser {
  /** 12 digits. */
  readonly accountId: string;
  /** `AIDALOCAL…` */
  readonly id: string;
  readonly arn: string;
}

/** Makes a key. It stands in no file, and ends with the process. */
export function newAccessKey(): AccessKey {
  return {
    id: `AKIALOCAL${base32(11)}`,
    secret: randomBytes(30).toString('base64url'),
    user: { accountId: ACCOUNT, id: `AIDALOCAL${base32(12)}`, arn: `arn:aws:iam::${ACCOUNT}:user/developer` },
  };
}

function base32(length: number): string {
  return [...randomBytes(length)].map((byte) => BASE32[byte % BASE32.length]).join('');
}
