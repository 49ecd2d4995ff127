/** An answer of a service of AWS, in JSON. */
export interface Reply {
  readonly status: number;
  readonly body: object;
}

export const answered = (body: object): Reply => ({ status: 200, body });

/** An error as the services write it: their clients throw one of that name. */
export const failed = (name: string, message: string, status = 400): Reply => ({ status, body: { __type: name, Message: message, message } });

/** The file on this machine cannot be read; AWS has no such error. */
export const broken = (): Reply => failed('InternalServiceError', 'The secrets file of mcp-lambda dev cannot be read: its output says why.', 500);

/** The policies of the role do not name it. */
export const denied = (action: string, arn: string): Reply => failed(
  'AccessDeniedException',
  `User: the role of the function is not authorized to perform: ${action} on resource: ${arn} because no identity-based policy allows the ${action} action`,
);
