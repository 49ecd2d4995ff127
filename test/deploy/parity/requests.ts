import { ParityRequest } from './request';
import { ANSWERED } from './requests-answered';
import { GATEWAY } from './requests-gateway';
import { PROTOCOL } from './requests-protocol';
import { SENT } from './requests-sent';

/** The one list, sent to every target. */
export const REQUESTS: readonly ParityRequest[] = [...SENT, ...ANSWERED, ...PROTOCOL, ...GATEWAY];
