import { DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, SecretValue, StringConcat, Token, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What CloudFormation replaces with a secret: `ssm` without `-secure` is plain text. */
const REFERENCE = /\{\{resolve:(secretsmanager|ssm-secure):/;

/**
 * Whether a text has the value of a secret in it, which would stand in plain sight on AWS. A
 * `SecretValue` is known by itself; unwrapped it is a dynamic reference, which only the text shows.
 */
export function holdsSecretValue(scope: IConstruct, text: string): boolean {
  if (!Token.isUnresolved(text)) {
    return REFERENCE.test(text);
  }
  const look = new Look();
  try {
    Tokenization.resolve(text, { scope, resolver: look });
  } catch {
    // A token that only the end of synthesis knows.
  }
  return look.found || REFERENCE.test(text);
}

/** Resolves for the look alone. */
class Look extends DefaultTokenResolver {
  found = false;

  constructor() {
    super(new StringConcat());
  }

  resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (SecretValue.isSecretValue(token)) {
      this.found = true;
    }
    if (this.found || isLazy(token)) {
      return '';
    }
    const resolved: unknown = super.resolveToken(token, context, postProcessor);
    this.found ||= REFERENCE.test(JSON.stringify(resolved) ?? '');
    return resolved;
  }
}

/** A lazy value keeps what it produces first, and must not be asked before synthesis. What is in it differs between versions of the CDK. */
function isLazy(token: IResolvable): boolean {
  return /^Lazy/.test(token.constructor.name);
}
