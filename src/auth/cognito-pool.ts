import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { STANDARD_SCOPES } from './cognito-guard';

/** What a pool of our own is made from. */
export interface CognitoPoolProps {
  readonly scopes: cognito.ResourceServerScope[];
  readonly callbackUrls: string[];
  readonly machineClient: boolean;
  readonly mfa: cognito.Mfa;

  /** Made up where it is unset. */
  readonly domainPrefix?: string;
  readonly userPoolName?: string;
  readonly accessTokenValidity: Duration;
  readonly refreshTokenValidity: Duration;
}

/**
 * The resource server's identifier, and what its scopes begin with. It does not follow the URL: with
 * another one CloudFormation would make a new resource server, and every client's scopes would change.
 */
const RESOURCE_SERVER = 'mcp';

/** The scopes as they stand in tokens. */
export function tokenScopes(scopes: cognito.ResourceServerScope[]): string[] {
  return scopes.map(({ scopeName }) => `${RESOURCE_SERVER}/${scopeName}`);
}

/**
 * A user pool that logs callers in. What CloudFormation could change by replacement alone is the same
 * for every set of options.
 */
export class CognitoPool extends Construct {
  readonly userPool: cognito.UserPool;
  readonly domain: cognito.UserPoolDomain;
  readonly client: cognito.UserPoolClient;
  readonly machineClient?: cognito.UserPoolClient;

  constructor(scope: Construct, id: string, props: CognitoPoolProps) {
    super(scope, id);
    this.userPool = userPool(this, props);
    this.domain = this.userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: props.domainPrefix ?? madeUpPrefix(this) },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const resourceServer = this.userPool.addResourceServer('ResourceServer', {
      identifier: RESOURCE_SERVER,
      userPoolResourceServerName: 'MCP server',
      scopes: props.scopes,
    });
    this.client = publicClient(this.userPool, props);
    this.machineClient = props.machineClient ? machineClient(this.userPool, props) : undefined;
    for (const client of [this.client, this.machineClient]) {
      client?.node.addDependency(resourceServer); // their scopes name it by text
    }
    // Without a style of its own a client is shown no login page.
    new cognito.CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: this.userPool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }
}

/** Users are invited, sign in with their e-mail address, and stay when the stack goes. */
function userPool(scope: Construct, { mfa, userPoolName }: CognitoPoolProps): cognito.UserPool {
  return new cognito.UserPool(scope, 'UserPool', {
    userPoolName,
    featurePlan: cognito.FeaturePlan.ESSENTIALS, // managed login and `resource` need it
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    standardAttributes: { email: { required: true, mutable: true } },
    keepOriginal: { email: true },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true, // what is left out beside a length is off, whatever Cognito's default
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(7),
    },
    mfa,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/**
 * For clients that a person uses, which cannot keep a secret: authorization code with PKCE, which MCP clients must use.
 * Cognito has no setting that asks for it: a code that was fetched without it is good without it.
 */
function publicClient(pool: cognito.UserPool, props: CognitoPoolProps): cognito.UserPoolClient {
  const { scopes, callbackUrls, accessTokenValidity, refreshTokenValidity } = props;
  return pool.addClient('Client', {
    generateSecret: false,
    authFlows: { userSrp: true }, // an empty list would be Cognito's own, which rotation forbids
    oAuth: {
      flows: { authorizationCodeGrant: true },
      callbackUrls,
      scopes: [...STANDARD_SCOPES, ...tokenScopes(scopes)].map((name) => cognito.OAuthScope.custom(name)),
    },
    accessTokenValidity,
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity,
    refreshTokenRotationGracePeriod: Duration.seconds(60),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });
}

/** For programs: client credentials. Their tokens have no audience, whatever they send as `resource`. */
function machineClient(pool: cognito.UserPool, { scopes, accessTokenValidity }: CognitoPoolProps): cognito.UserPoolClient {
  return pool.addClient('MachineClient', {
    generateSecret: true,
    oAuth: {
      flows: { clientCredentials: true },
      scopes: tokenScopes(scopes).map((name) => cognito.OAuthScope.custom(name)),
    },
    accessTokenValidity,
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });
}

/** Unique in the region, as it must be, and constant: 49 characters of the stack's UUID and the construct's address. */
function madeUpPrefix(scope: Construct): string {
  const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  return `mcp-${stackUuid}-${scope.node.addr.slice(-8)}`;
}
