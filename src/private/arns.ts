/** The region that an ARN is in, as a literal has it. */
export function regionOfArn(arn: string): string | undefined {
  return arn.split(':')[3];
}
